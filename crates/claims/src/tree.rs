//! What a dependency tree says of where phrases begin and end. Without a tree nothing is said.

use std::ops::Range;

use crate::passage::{Paragraph, Word};

/// Relations that add a clause or a remark to a noun, and are no part of its name.
const REMARKS: &[&str] = &["acl", "advcl", "parataxis", "discourse", "ccomp", "cop", "orphan"];

/// Whether two stretches of words have a word in common, or one that is empty stands within the other.
pub(crate) fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether all of one stretch of words stands in another.
pub(crate) fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// How many words two stretches have in common.
pub(crate) fn shared(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// For each word, from the first to the last word under it.
pub(crate) fn extents(words: &[Word]) -> Vec<Range<usize>> {
    let mut extents: Vec<Range<usize>> = (0..words.len()).map(|at| at..at + 1).collect();
    for at in 0..words.len() {
        let mut here = at;
        // No tree is deeper than its sentence is long.
        for _ in 0..words.len() {
            let Some(head) = words[here].head else { break };
            let extent = &mut extents[head];
            *extent = extent.start.min(at)..extent.end.max(at + 1);
            here = head;
        }
    }
    extents
}

impl Paragraph {
    /// The words whose head is `at`, in their order.
    pub(crate) fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        let Range { start, end } = self.extents.get(at).cloned().unwrap_or(at..at);
        (start..end).filter(move |&child| self.words[child].head == Some(at))
    }

    /// The first child with one of some relations.
    pub(crate) fn child(&self, at: usize, relations: &[&str]) -> Option<usize> {
        self.children(at).find(|&child| relations.contains(&self.words[child].deprel.as_str()))
    }

    /// The range of words of the sentence that word `at` stands in.
    pub(crate) fn sentence_of(&self, at: usize) -> Range<usize> {
        let after = self.sentences.partition_point(|sentence| sentence.start <= at);
        self.sentences[..after].last().filter(|sentence| at < sentence.end).cloned().unwrap_or(at..at)
    }

    /// Whether nothing stands between word `at` and those beside it.
    pub(crate) fn touches(&self, at: usize) -> bool {
        let behind = self.words.get(at + 1).is_some_and(|next| next.span.start == self.words[at].span.end);
        at > 0 && behind && self.words[at - 1].span.end == self.words[at].span.start
    }

    /// Whether the sentence of word `at` is set in capitals throughout.
    pub(crate) fn shouts(&self, at: usize) -> bool {
        let sentence = &self.words[self.sentence_of(at)];
        let letters = || sentence.iter().flat_map(|word| word.exact.chars()).filter(|c| c.is_alphabetic());
        letters().count() > 12 && letters().all(char::is_uppercase)
    }

    /// Whether word `at` joins to the clause that began at `start` another with a subject of its own: "A is so, and | B is not".
    pub(crate) fn joins_clause(&self, at: usize, start: usize) -> bool {
        let word = &self.words[at];
        if word.deprel != "cc" {
            return false;
        }
        let Some(second) = word.head.filter(|&second| second > at && self.words[second].deprel == "conj")
        else {
            return false;
        };
        let first = self.words[second].head.filter(|&first| first >= start && first < at);
        let clause = |verb: usize| self.child(verb, &["nsubj", "expl"]).is_some();
        // Only beside the clause that the content is, not within one that is subordinate to it.
        let outermost = |verb: usize| {
            !matches!(self.words[verb].deprel.as_str(), "acl" | "advcl" | "csubj")
                || self.words[verb].head.is_none_or(|head| head < start)
        };
        first.is_some_and(|first| {
            clause(first)
                && clause(second)
                && outermost(first)
                && self.child(second, &["nsubj", "expl"]).is_some_and(|subject| subject > at)
        })
    }

    /// From the first to the last word under `at`.
    pub(crate) fn subtree(&self, at: usize) -> Range<usize> {
        self.extents.get(at).cloned().unwrap_or(at..at)
    }

    /// The words of a noun's phrase: its appositions, complements and coordinated names, without relative clauses,
    /// participles, and the preposition before it.
    pub(crate) fn noun_phrase(&self, head: usize) -> Range<usize> {
        let mut start = head;
        let mut end = head + 1;
        for child in self.children(head) {
            let relation = self.words[child].deprel.as_str();
            let subtree = self.subtree(child);
            if child < head {
                if !matches!(relation, "case" | "cc" | "punct" | "mark" | "advmod" | "conj")
                    && !REMARKS.contains(&relation)
                {
                    start = start.min(subtree.start);
                }
            } else if REMARKS.contains(&relation) {
                // What follows a relative clause is seldom a part of the name.
                break;
            } else if relation != "punct" {
                end = end.max(self.without_remarks(child, subtree));
            }
        }
        // An adverb or a negation between the determiner and the noun stays; a preposition before a determiner does not.
        start..end
    }

    /// The noun phrase that begins with word `at`.
    pub(crate) fn phrase_at(&self, at: usize) -> Option<Range<usize>> {
        let mut head = at;
        while let Some(word) = self.words.get(head) {
            let leads = matches!(
                word.deprel.as_str(),
                "det" | "amod" | "nummod" | "case" | "compound" | "nmod" | "advmod" | "flat" | "punct"
            );
            match word.head.filter(|&above| leads && above > head) {
                Some(above) => head = above,
                None => break,
            }
        }
        let nominal =
            matches!(self.words.get(head)?.upos.as_str(), "NOUN" | "PROPN" | "PRON" | "ADJ" | "NUM" | "X");
        nominal.then(|| at..self.noun_phrase(head).end)
    }

    /// The end of a dependent's own phrase, before a clause that is attached to it.
    fn without_remarks(&self, child: usize, subtree: Range<usize>) -> usize {
        let remark = self
            .children(child)
            .find(|&below| below > child && REMARKS.contains(&self.words[below].deprel.as_str()));
        remark.map_or(subtree.end, |below| self.subtree(below).start.max(child + 1))
    }

    /// Whether a word's head lies outside of the given words, among which it is.
    pub(crate) fn is_outermost(&self, at: usize, words: &Range<usize>) -> bool {
        self.words[at].head.is_none_or(|head| !words.contains(&head))
    }

    /// The verb that heads a cue: the word whose head lies outside; where the tagger took the verb for something else, the word that
    /// has a subject.
    pub(crate) fn top(&self, words: Range<usize>) -> Option<usize> {
        let heads = |&at: &usize| {
            matches!(self.words[at].upos.as_str(), "VERB" | "AUX" | "NOUN" | "ADJ")
                && self.is_outermost(at, &words)
        };
        words.clone().find(heads).or_else(|| words.clone().find(|&at| self.child(at, &["nsubj"]).is_some()))
    }

    /// The subject of the verb at `at`, as the noun or pronoun that heads it: its own, its antecedent where that is a relative
    /// pronoun, or that of the verb on which it depends.
    pub(crate) fn subject_of(&self, at: usize) -> Option<usize> {
        let mut verb = at;
        for _ in 0..4 {
            if let Some(subject) = self.child(verb, &["nsubj"]) {
                let relative = self.words[subject].has("PronType=Rel");
                return if relative { self.words[verb].head } else { Some(subject) };
            }
            let word = &self.words[verb];
            match word.deprel.as_str() {
                "conj" | "xcomp" | "advcl" | "aux" | "cop" => verb = word.head?,
                _ => return None,
            }
        }
        None
    }
}
