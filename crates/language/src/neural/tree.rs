//! The best tree over arc scores, with one root (Chu and Liu 1965; Edmonds 1967).

use super::matrix::argmax;

/// Heads of `n` words, counted from 1, 0 for the root; `scores[word][head]` with `n + 1` heads a word. Exactly one word
/// hangs on the root.
pub(super) fn best(scores: &[f32], n: usize) -> Vec<usize> {
    if n == 0 {
        return Vec::new();
    }
    let width = n + 1;
    // Row 0 belongs to the root, which has no head.
    let mut full = vec![f32::NEG_INFINITY; width * width];
    for word in 1..width {
        for head in (0..width).filter(|head| *head != word) {
            full[word * width + head] = scores[(word - 1) * width + head];
        }
    }
    let heads = edmonds(&full, width);
    let roots: Vec<usize> = (1..width).filter(|word| heads[*word] == 0).collect();
    let heads = if roots.len() == 1 { heads } else { one_root(&full, width) };
    heads[1..].to_vec()
}

/// Tries each word as the only one on the root and keeps the best tree. Words whose tree cannot be the best, even if all other
/// words had their best heads, are not tried.
fn one_root(full: &[f32], width: usize) -> Vec<usize> {
    let row = |word: usize| &full[word * width..(word + 1) * width];
    let alone: Vec<f32> =
        (0..width).map(|word| row(word)[1..].iter().copied().fold(f32::NEG_INFINITY, f32::max)).collect();
    let bound = |root: usize| {
        (1..width).map(|word| if word == root { row(word)[0] } else { alone[word] }).sum::<f32>()
    };
    let mut roots: Vec<(f32, usize)> = (1..width).map(|root| (bound(root), root)).collect();
    roots.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut best: Option<(f32, usize, Vec<usize>)> = None;
    let mut only = full.to_vec();
    for word in 1..width {
        only[word * width] = f32::NEG_INFINITY;
    }
    for (bound, root) in roots {
        // The sums are of other orders; their rounding must not decide.
        if best.as_ref().is_some_and(|(top, ..)| bound + 1e-4 * (1.0 + bound.abs()) < *top) {
            break;
        }
        let row = root * width..(root + 1) * width;
        only[row.clone()].fill(f32::NEG_INFINITY);
        only[row.start] = full[row.start];
        let heads = edmonds(&only, width);
        let score: f32 = (1..width).map(|word| only[word * width + heads[word]]).sum();
        only[row.clone()].copy_from_slice(&full[row.clone()]);
        only[row.start] = f32::NEG_INFINITY;
        if best
            .as_ref()
            .is_none_or(|(top, other, _)| score > *top || (score.total_cmp(top).is_eq() && root < *other))
        {
            best = Some((score, root, heads));
        }
    }
    best.map_or_else(|| vec![0; width], |(_, _, heads)| heads)
}

/// The best arborescence from node 0; `scores[node][head]`, impossible arcs negative infinity.
fn edmonds(scores: &[f32], width: usize) -> Vec<usize> {
    let mut heads: Vec<usize> = (0..width)
        .map(|node| if node == 0 { 0 } else { argmax(&scores[node * width..(node + 1) * width]) })
        .collect();
    let Some(cycle) = cycle(&heads) else { return heads };
    // The cycle becomes one node, the last of a smaller graph; `outer` are the nodes that stay.
    let outer: Vec<usize> = (0..width).filter(|node| !cycle.contains(node)).collect();
    let small = outer.len() + 1;
    let mut reduced = vec![f32::NEG_INFINITY; small * small];
    let mut enter = vec![0; outer.len()];
    let mut leave = vec![0; outer.len()];
    for (index, node) in outer.iter().enumerate() {
        for (other, head) in outer.iter().enumerate() {
            reduced[index * small + other] = scores[node * width + head];
        }
        // An arc from the cycle to this node: its best head in the cycle.
        if *node != 0 {
            let best = *cycle
                .iter()
                .max_by(|a, b| scores[node * width + **a].total_cmp(&scores[node * width + **b]))
                .unwrap_or(&cycle[0]);
            leave[index] = best;
            reduced[index * small + small - 1] = scores[node * width + best];
        }
        // An arc from this node into the cycle: the member where breaking the cycle costs least.
        let gain = |member: usize| scores[member * width + node] - scores[member * width + heads[member]];
        let best = *cycle.iter().max_by(|a, b| gain(**a).total_cmp(&gain(**b))).unwrap_or(&cycle[0]);
        enter[index] = best;
        reduced[(small - 1) * small + index] = gain(best);
    }
    let inner = edmonds(&reduced, small);
    for (index, node) in outer.iter().enumerate().filter(|(_, node)| **node != 0) {
        heads[*node] = if inner[index] == small - 1 { leave[index] } else { outer[inner[index]] };
    }
    let from = inner[small - 1];
    heads[enter[from]] = outer[from];
    heads
}

/// The nodes of a cycle, if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = start;
            node = heads[node];
        }
        if node != 0 && seen[node] == start {
            let mut nodes = vec![node];
            let mut next = heads[node];
            while next != node {
                nodes.push(next);
                next = heads[next];
            }
            return Some(nodes);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every assignment of heads that is a tree with one root, the best by brute force.
    fn brute(scores: &[f32], n: usize) -> f32 {
        let width = n + 1;
        let mut top = f32::NEG_INFINITY;
        for code in 0..width.pow(n as u32) {
            let mut rest = code;
            let heads: Vec<usize> = (0..n)
                .map(|_| {
                    let head = rest % width;
                    rest /= width;
                    head
                })
                .collect();
            let full: Vec<usize> = std::iter::once(0).chain(heads.iter().copied()).collect();
            let own = heads.iter().enumerate().any(|(word, head)| word + 1 == *head);
            if !own && cycle(&full).is_none() && heads.iter().filter(|head| **head == 0).count() == 1 {
                top = top.max(total(scores, &heads));
            }
        }
        top
    }

    fn total(scores: &[f32], heads: &[usize]) -> f32 {
        heads.iter().enumerate().map(|(word, head)| scores[word * (heads.len() + 1) + head]).sum()
    }

    #[test]
    fn the_tree_is_the_best_one_with_one_root() {
        let mut seed = 7_u32;
        for round in 0..200 {
            let n = 1 + round % 5;
            let scores: Vec<f32> = (0..n * (n + 1))
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (seed >> 16) as f32 / 65536.0
                })
                .collect();
            let heads = best(&scores, n);
            assert_eq!(heads.iter().filter(|head| **head == 0).count(), 1);
            assert!((total(&scores, &heads) - brute(&scores, n)).abs() < 1e-5, "{scores:?} {heads:?}");
        }
    }
}
