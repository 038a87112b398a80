//! Dependency trees by deep biaffine attention (Dozat and Manning 2017) and the best tree over its scores.

use std::ops::Range;

use super::loops::dot;
use super::matrix::{Kernel, Linear, Rows, argmax};
use super::tree;
use super::weights::{Error, Weights};

/// The tree heads. The root is a learned vector that stands before the words.
#[derive(Debug)]
pub(super) struct Parser {
    dependent: Linear,
    head: Linear,
    arc: Linear,
    rel_dependent: Linear,
    rel_head: Linear,
    rel: Linear,
    root: Rows,
    /// Number of the relation `root`, which a word has where its head is the root, and nowhere else.
    root_relation: usize,
}

/// One sentence's tree: for each word its head (0 is the root, words count from 1) and the number of its relation.
pub(super) type Tree = Vec<(usize, usize)>;

impl Parser {
    pub(super) fn load(kernel: &Kernel, weights: &Weights<'_>, relations: &[String]) -> Result<Self, Error> {
        let root_relation =
            relations.iter().position(|name| name == "root").ok_or_else(|| Error::Missing("root".into()))?;
        let root = weights.values("parser.root")?;
        let rel = weights.values("parser.rel")?;
        let relation = weights.linear(kernel, "parser.rel_head")?;
        let side = relation.outputs() + 1;
        // `rel[r][d][e]` is one product of a head's vector, with outputs (r, d).
        let relations = rel.len() / (side * side);
        Ok(Self {
            dependent: weights.linear(kernel, "parser.dependent")?,
            head: weights.linear(kernel, "parser.head")?,
            arc: weights.linear(kernel, "parser.arc")?,
            rel_dependent: weights.linear(kernel, "parser.rel_dependent")?,
            rel_head: relation,
            rel: Linear::new(kernel, &rel, vec![0.0; relations * side]),
            root: Rows::round(&root, root.len()),
            root_relation,
        })
    }

    /// Trees of sentences, each a range of `words`.
    pub(super) fn trees(&self, kernel: &Kernel, words: &Rows, sentences: &[Range<usize>]) -> Vec<Tree> {
        let mlp = |layer: &Linear, rows: &Rows| {
            let mut values = layer.apply(kernel, rows);
            // Without a branch, which would be guessed wrong every other time.
            for value in &mut values {
                *value = value.max(0.1 * *value);
            }
            values
        };
        let size = self.arc.outputs();
        let dependents = self.arc.apply(kernel, &Rows::round(&mlp(&self.dependent, words), size));
        let (heads, root) = (mlp(&self.head, words), mlp(&self.head, &self.root));
        let side = self.rel_head.outputs() + 1;
        let with_one = |values: &[f32]| -> Vec<f32> {
            let mut with_one = Vec::with_capacity(values.len() / (side - 1) * side);
            for row in values.chunks_exact(side - 1) {
                with_one.extend_from_slice(row);
                with_one.push(1.0);
            }
            with_one
        };
        let rel_dependents = with_one(&mlp(&self.rel_dependent, words));
        let rel_heads = Rows::round(&with_one(&mlp(&self.rel_head, words)), side);
        let relations = self.rel.outputs() / side;
        sentences
            .iter()
            .map(|sentence| {
                let scores: Vec<f32> = sentence
                    .clone()
                    .flat_map(|word| {
                        let dependent = &dependents[word * size..(word + 1) * size];
                        std::iter::once(dot(dependent, &root)).chain(
                            heads[sentence.start * size..sentence.end * size]
                                .chunks_exact(size)
                                .map(|head| dot(dependent, head)),
                        )
                    })
                    .collect();
                let tree = tree::best(&scores, sentence.len());
                // The product is made once for each word that is a head, about half of them.
                let mut governors: Vec<usize> = tree.iter().copied().filter(|head| *head > 0).collect();
                governors.sort_unstable();
                governors.dedup();
                let rows = rel_heads.pick(governors.iter().map(|head| sentence.start + head - 1));
                let mixed = self.rel.apply(kernel, &rows);
                tree.into_iter()
                    .zip(rel_dependents[sentence.start * side..].chunks_exact(side))
                    .map(|(head, dependent)| {
                        let Ok(row) = governors.binary_search(&head) else {
                            return (head, self.root_relation);
                        };
                        let size = relations * side;
                        let mut scores: Vec<f32> = mixed[row * size..(row + 1) * size]
                            .chunks_exact(side)
                            .map(|relation| dot(relation, dependent))
                            .collect();
                        scores[self.root_relation] = f32::NEG_INFINITY;
                        (head, argmax(&scores))
                    })
                    .collect()
            })
            .collect()
    }
}
