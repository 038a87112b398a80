//! The language stage on raw text: tags and trees over our own sentences and words, by the convention of the CoNLL 2018
//! shared task (its words are aligned by characters, within multiword tokens by the longest common sequence of forms; UPOS,
//! UAS and LAS are F1 over aligned words; a head is right where the two heads are aligned). Relations without subtypes.

use std::path::Path;

use hearsay_language::conllu::number_of_head;

use crate::claims::body;
use crate::conllu;
use crate::measure::Figure;
use crate::segmentation;

struct Word {
    /// Characters without white space; for a word of a multiword token those of the token.
    start: usize,
    end: usize,
    multiword: bool,
    form: String,
    upos: String,
    /// Index of its head; `None` for a root.
    head: Option<usize>,
    deprel: String,
}

/// The figures of one test set.
pub(crate) fn figures(set: &str, language: &str, path: &Path) -> anyhow::Result<Vec<Figure>> {
    let gold = gold(path)?;
    let (text, _) = segmentation::read(path)?;
    let found = found(&text, language);
    let pairs = align(&gold, &found);
    let mut counterpart = vec![None; gold.len()];
    for (gold, found) in &pairs {
        counterpart[*gold] = Some(*found);
    }
    let head =
        |(gold_word, found_word): &(usize, usize)| match (gold[*gold_word].head, found[*found_word].head) {
            (None, None) => true,
            (Some(wanted), Some(read)) => counterpart[wanted] == Some(read),
            _ => false,
        };
    let relation =
        |(gold_word, found_word): &(usize, usize)| gold[*gold_word].deprel == found[*found_word].deprel;
    let figure = |name: &str, right: usize| Figure {
        name: format!("syntax.{set}.raw.{name}"),
        value: 2.0 * right as f64 / (gold.len() + found.len()).max(1) as f64,
        note: format!("{} words in gold, {} found, raw text", gold.len(), found.len()),
    };
    Ok(vec![
        figure("upos", pairs.iter().filter(|pair| gold[pair.0].upos == found[pair.1].upos).count()),
        figure("uas", pairs.iter().filter(|pair| head(pair)).count()),
        figure("las", pairs.iter().filter(|pair| head(pair) && relation(pair)).count()),
    ])
}

fn gold(path: &Path) -> anyhow::Result<Vec<Word>> {
    let document = hearsay_language::conllu::read(&std::fs::read_to_string(path)?)?;
    let mut words = words(&document.text, &document.analysis);
    let mut all = words.iter_mut();
    let mut base = 0;
    for sentence in conllu::read(path)? {
        for (gold, word) in sentence.words.iter().zip(&mut all) {
            word.upos.clone_from(&gold.upos);
            word.deprel.clone_from(&gold.deprel);
            word.head = gold.head.checked_sub(1).map(|head| base + head);
        }
        base += sentence.words.len();
    }
    Ok(words)
}

fn found(text: &str, language: &str) -> Vec<Word> {
    words(text, &hearsay_language::analyse(&body(text, language)))
}

fn words(text: &str, analysis: &hearsay_language::Analysis) -> Vec<Word> {
    let before = segmentation::places(text);
    let sentences = analysis.sentences.iter();
    sentences
        .flat_map(|sentence| {
            let before = &before;
            analysis.words[sentence.words.clone()].iter().map(move |word| {
                let token = &analysis.tokens[word.token];
                Word {
                    start: before[token.span.start],
                    end: before[token.span.end],
                    multiword: token.words.len() > 1,
                    form: word.form.to_lowercase(),
                    upos: word.upos.clone(),
                    head: number_of_head(word, sentence)
                        .checked_sub(1)
                        .map(|head| sentence.words.start + head),
                    deprel: word.deprel.clone(),
                }
            })
        })
        .collect()
}

/// Pairs of indices of words that stand for each other.
fn align(gold: &[Word], found: &[Word]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut at = (0, 0);
    while at.0 < gold.len() && at.1 < found.len() {
        let (one, other) = (&gold[at.0], &found[at.1]);
        if one.multiword || other.multiword {
            let from = extend(gold, found, &mut at);
            common(&gold[from.0..at.0], &found[from.1..at.1], from, &mut pairs);
        } else if (one.start, one.end) == (other.start, other.end) {
            pairs.push(at);
            at = (at.0 + 1, at.1 + 1);
        } else if one.start <= other.start {
            at.0 += 1;
        } else {
            at.1 += 1;
        }
    }
    pairs
}

/// Moves `at` behind the stretch of words that the multiword token at `at` takes part in; gives where it begins.
fn extend(gold: &[Word], found: &[Word], at: &mut (usize, usize)) -> (usize, usize) {
    let (one, other) = (&gold[at.0], &found[at.1]);
    let mut end = if one.multiword { one.end } else { other.end };
    if one.multiword && !other.multiword && other.start < one.start {
        at.1 += 1;
    } else if !one.multiword && one.start < other.start {
        at.0 += 1;
    }
    let from = *at;
    let beyond = |words: &[Word], index: usize, end: usize| {
        words.get(index).is_none_or(|word| if word.multiword { word.start >= end } else { word.end > end })
    };
    while !beyond(gold, at.0, end) || !beyond(found, at.1, end) {
        let first =
            gold.get(at.0).filter(|word| found.get(at.1).is_none_or(|other| word.start <= other.start));
        let word = if let Some(word) = first {
            at.0 += 1;
            word
        } else {
            at.1 += 1;
            &found[at.1 - 1]
        };
        if word.multiword {
            end = end.max(word.end);
        }
    }
    from
}

/// Pairs of the longest common sequence of forms.
fn common(gold: &[Word], found: &[Word], from: (usize, usize), pairs: &mut Vec<(usize, usize)>) {
    let mut longest = vec![vec![0; found.len() + 1]; gold.len() + 1];
    for (row, one) in gold.iter().enumerate().rev() {
        for (column, other) in found.iter().enumerate().rev() {
            let both = if one.form == other.form { 1 + longest[row + 1][column + 1] } else { 0 };
            longest[row][column] = both.max(longest[row + 1][column]).max(longest[row][column + 1]);
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < gold.len() && column < found.len() {
        if gold[row].form == found[column].form {
            pairs.push((from.0 + row, from.1 + column));
            (row, column) = (row + 1, column + 1);
        } else if longest[row][column] == longest[row + 1][column] {
            row += 1;
        } else {
            column += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words from `start-end form`; a star marks a word of a multiword token.
    fn words(list: &[(usize, usize, &str)]) -> Vec<Word> {
        list.iter()
            .map(|(start, end, form)| Word {
                start: *start,
                end: *end,
                multiword: form.ends_with('*'),
                form: form.trim_end_matches('*').to_owned(),
                upos: String::new(),
                head: None,
                deprel: String::new(),
            })
            .collect()
    }

    #[test]
    fn words_are_aligned_by_characters() {
        let gold = words(&[(0, 2, "il"), (2, 4, "de*"), (2, 4, "le*"), (4, 8, "port"), (8, 9, ".")]);
        assert_eq!(align(&gold, &gold), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]);
        let found = words(&[(0, 2, "il"), (2, 4, "du"), (4, 6, "po"), (6, 8, "rt"), (8, 9, ".")]);
        assert_eq!(align(&gold, &found), [(0, 0), (4, 4)]);
        let found = words(&[(0, 4, "il*"), (0, 4, "le*"), (4, 8, "port"), (8, 9, ".")]);
        assert_eq!(align(&gold, &found), [(0, 0), (2, 1), (3, 2), (4, 3)]);
    }
}
