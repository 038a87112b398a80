//! How sure a content is presented, whether as so or as not so, and the words that say it.

use std::ops::Range;

use hearsay_core::{Certainty, Marker, MarkerRole, Polarity, Span};

use crate::lexicon::{Hedge, Lexicon, Tense};
use crate::passage::Paragraph;

/// Certainty, polarity and the reporting conditional, with their markers.
#[derive(Clone, Debug)]
pub(crate) struct Status {
    pub(crate) certainty: Certainty,
    pub(crate) polarity: Polarity,
    pub(crate) conditional: bool,
    pub(crate) markers: Vec<Marker>,
}

impl Default for Status {
    fn default() -> Self {
        Self {
            certainty: Certainty::Certain,
            polarity: Polarity::Positive,
            conditional: false,
            markers: Vec::new(),
        }
    }
}

impl Status {
    /// The weaker of two certainties counts.
    pub(crate) fn weaken(&mut self, certainty: Certainty) {
        let rank = |certainty| match certainty {
            Certainty::Certain => 0,
            Certainty::Probable => 1,
            Certainty::Possible => 2,
            Certainty::Unknown => 3,
        };
        if rank(certainty) > rank(self.certainty) {
            self.certainty = certainty;
        }
    }

    pub(crate) fn negate(&mut self) {
        self.polarity = match self.polarity {
            Polarity::Positive => Polarity::Negative,
            Polarity::Negative => Polarity::Positive,
        };
    }

    /// Takes over the hedges among some words that introduce the content.
    pub(crate) fn weigh(&mut self, text: &Paragraph, words: Range<usize>, lexicon: &Lexicon) {
        for at in words.clone() {
            // The word that opens the clause may be the last of the hedge: *il se peut que*.
            if let Some((len, hedge)) = lexicon.hedges.at(&text.words[at..=words.end]) {
                self.hedge(hedge, text.words[at].span.cover(text.words[at + len - 1].span));
                return;
            }
        }
    }

    fn hedge(&mut self, hedge: Hedge, span: Span) {
        let (certainty, negative) = match hedge {
            Hedge::Probable => (Certainty::Probable, false),
            Hedge::Possible => (Certainty::Possible, false),
            Hedge::Improbable => (Certainty::Probable, true),
            Hedge::Unknown => (Certainty::Unknown, false),
        };
        self.weaken(certainty);
        if negative {
            self.negate();
        }
        self.mark(MarkerRole::Hedge, span);
    }

    /// Takes its conditional for what would follow from something.
    pub(crate) fn suppose(&mut self) {
        self.conditional = false;
        self.weaken(Certainty::Unknown);
        for marker in &mut self.markers {
            if marker.role == MarkerRole::Conditional {
                marker.role = MarkerRole::Hedge;
            }
        }
    }

    /// Takes its conditional for a wish or a judgement.
    pub(crate) fn wish(&mut self) {
        self.conditional = false;
        self.markers.retain(|marker| marker.role != MarkerRole::Conditional);
        if self.certainty == Certainty::Possible
            && !self.markers.iter().any(|marker| marker.role == MarkerRole::Hedge)
        {
            self.certainty = Certainty::Certain;
        }
    }

    pub(crate) fn mark(&mut self, role: MarkerRole, span: Span) {
        let marker = Marker { role, span };
        if !self.markers.contains(&marker) {
            self.markers.push(marker);
        }
    }
}

/// Reads the status of `content`; `tense` is that of the verb that introduces it, at `cue`, which may stand in the content.
pub(crate) fn read(
    text: &Paragraph,
    content: Range<usize>,
    cue: &Range<usize>,
    tense: Option<Tense>,
    lexicon: &Lexicon,
) -> Status {
    let mut status = Status::default();
    let scope = Scope::of(text, content.clone(), cue, lexicon);
    let condition = condition(text, content.clone(), lexicon);
    let unknown = not_known(text, &scope, lexicon);
    if let Some((certainty, doubts, span)) = own_belief(text, &scope, lexicon) {
        status.weaken(certainty);
        if doubts {
            status.negate();
        }
        status.mark(MarkerRole::Hedge, span);
    }
    if let Some(span) = &unknown {
        status.weaken(Certainty::Unknown);
        status.mark(MarkerRole::Hedge, *span);
    }
    if let Some(mark) = condition.as_ref().filter(|mark| inverts(text, &content, mark.start, lexicon)) {
        status.weaken(Certainty::Unknown);
        status.mark(MarkerRole::Hedge, text.words[mark.start].span);
    }
    let mut at = content.start;
    while at < content.end {
        // What opens the content is about all of it, whatever the tagger takes it for: *Quizá …*.
        let opens = at == content.start && lexicon.hedges.at(&text.words[at..content.end]).is_some();
        if !opens && !scope.holds(text, at) {
            if status.polarity == Polarity::Positive
                && let Some(span) = negation_at(text, at, content.end, lexicon)
                && !negates_phrase(text, at)
                && scope.believes(text, at, lexicon)
            {
                status.polarity = Polarity::Negative;
                status.mark(MarkerRole::Negation, span);
            }
            at += 1;
            continue;
        }
        // "May" in "18 May" is no hedge.
        let name = text.words[at].capital() && !text.opens(at) && at > content.start && !text.shouts(at);
        if let Some((len, hedge)) = lexicon.hedges.at(&text.words[at..content.end]).filter(|(len, _)| {
            !name && (*len != 1 || !qualifies(text, at)) && !is_unable(text, &content, at, lexicon)
        }) {
            status.hedge(hedge, text.words[at].span.cover(text.words[at + len - 1].span));
            at += len;
            continue;
        }
        if let Some(mark) = &condition
            && !mark.contains(&at)
            && (depends(text, at, lexicon) || scope.is_infinitive(text, at) && content.contains(&mark.start))
        {
            status.weaken(Certainty::Unknown);
            status.mark(MarkerRole::Hedge, text.words[mark.start].span.cover(text.words[mark.end - 1].span));
        } else if condition.is_none()
            && let Some(span) = conditional_at(text, at, content.end, tense, lexicon)
        {
            status.conditional = true;
            status.weaken(Certainty::Possible);
            status.mark(MarkerRole::Conditional, span);
        }
        if let Some(span) = negation_at(text, at, content.end, lexicon)
            && unknown.is_none()
            && status.polarity == Polarity::Positive
            && !scope.has_other_subject(text, at, lexicon)
            && !negates_phrase(text, at)
            && !negates_infinitive(text, &content, at, lexicon)
        {
            status.polarity = Polarity::Negative;
            status.mark(MarkerRole::Negation, span);
        }
        at += 1;
    }
    status
}

/// The reporting conditional of a cue: *aurait déclaré que …*.
pub(crate) fn reported_by(text: &Paragraph, cue: &Range<usize>, lexicon: &Lexicon) -> Option<Span> {
    let mut perfects = cue.clone().filter(|&at| lexicon.conditional_perfects.contains(text.lower(at)));
    perfects.find_map(|at| conditional_at(text, at, cue.end, None, lexicon))
}

/// The words of a content that decide on its status: those of its main clause.
enum Scope {
    /// By the tree: the word that heads the content.
    Tree {
        content: Range<usize>,
        root: usize,
        /// A content without a verb says what it says in participles and the like.
        nominal: bool,
    },
    /// By words alone: the content without its relative clauses and what follows them.
    Words(Range<usize>),
}

/// Relations under which a clause of its own begins, whose status is not that of the clause above.
const SUBORDINATE: &[&str] = &["advcl", "acl", "csubj", "ccomp", "parataxis"];

impl Scope {
    fn of(text: &Paragraph, content: Range<usize>, cue: &Range<usize>, lexicon: &Lexicon) -> Self {
        let head = |at: usize| text.words[at].head.filter(|head| !cue.contains(head));
        let roots: Vec<usize> = content
            .clone()
            .filter(|&at| !text.words[at].deprel.is_empty() && text.words[at].is_word() && !cue.contains(&at))
            .filter(|&at| head(at).is_none_or(|head| !content.contains(&head)))
            .collect();
        let verbal = |&at: &usize| {
            matches!(text.words[at].upos.as_str(), "VERB" | "AUX")
                || text.child(at, &["cop", "aux", "nsubj"]).is_some()
        };
        match roots.iter().copied().find(verbal).or(roots.first().copied()) {
            Some(root) => Self::Tree { content, root, nominal: !verbal(&root) },
            None => Self::Words(main_clause(text, content, lexicon)),
        }
    }

    /// Whether a clause with a subject of its own begins between the main verb and `at`: *A confirme et B ne commente pas*. The tree shows
    /// it too, unless it takes the second verb for something else.
    fn has_other_subject(&self, text: &Paragraph, at: usize, lexicon: &Lexicon) -> bool {
        let Self::Tree { root, .. } = self else { return false };
        let coordinator =
            (root + 1..at.max(root + 1)).find(|&at| lexicon.grammar.coordinators.contains(text.lower(at)));
        coordinator.is_some_and(|coordinator| {
            let between = &text.words[coordinator + 1..at];
            between.iter().any(|word| matches!(word.upos.as_str(), "NOUN" | "PROPN"))
                && !between.iter().any(|word| matches!(word.upos.as_str(), "VERB" | "AUX"))
        })
    }

    /// Whether `at` is the infinitive that heads the content: *retirer ses troupes* pourvu que ….
    fn is_infinitive(&self, text: &Paragraph, at: usize) -> bool {
        matches!(self, Self::Tree { root, .. } if *root == at)
            && text.words[at].has("VerbForm=Inf")
            && text.child(at, &["aux"]).is_none()
    }

    /// Whether word `at` belongs to the clause that the main one only says how sure it is: *I think that …*, *it is possible that …*.
    fn believes(&self, text: &Paragraph, at: usize, lexicon: &Lexicon) -> bool {
        let Self::Tree { content, root, .. } = self else { return false };
        let head = |&at: &usize| text.words[at].head.filter(|head| content.contains(head));
        let opens = |at: &usize| SUBORDINATE.contains(&text.words[*at].deprel.as_str());
        let Some(clause) = std::iter::successors(Some(at), head).take(100).find(opens) else { return false };
        let word = &text.words[clause];
        let complement = matches!(word.deprel.as_str(), "ccomp" | "csubj") && word.head == Some(*root);
        let hedged = || {
            lexicon
                .hedges
                .at(&text.words[content.clone()])
                .is_some_and(|(len, _)| content.start + len > *root)
        };
        complement && (own_belief(text, self, lexicon).is_some() || hedged())
    }

    /// Whether word `at` belongs to the main clause.
    fn holds(&self, text: &Paragraph, at: usize) -> bool {
        let (content, root, nominal) = match self {
            Self::Words(main) => return main.contains(&at),
            Self::Tree { content, root, nominal } => (content, *root, *nominal),
        };
        let mut here = at;
        for _ in 0..100 {
            if here == root {
                return true;
            }
            let word = &text.words[here];
            // A word alone is an adverb or a remark ("possibly"), no clause.
            let alone = || {
                !text.words[text.subtree(here)]
                    .iter()
                    .any(|word| matches!(word.upos.as_str(), "VERB" | "AUX"))
            };
            if SUBORDINATE.contains(&word.deprel.as_str())
                && !(nominal && word.head == Some(root))
                && !alone()
            {
                return false;
            }
            // "A confirms and B does not": the second clause has a status of its own.
            if word.deprel == "conj" && here != at && text.child(here, &["nsubj"]).is_some() {
                return false;
            }
            match word.head.filter(|head| content.contains(head)) {
                Some(head) => here = head,
                // Under another root, as trees have it where a content is not one subtree.
                None => return true,
            }
        }
        true
    }
}

/// *Could not be reached*, *neither could be verified*, *n'a pu être vérifié*: a hedge that with a negation says that something was not done.
fn is_unable(text: &Paragraph, content: &Range<usize>, at: usize, lexicon: &Lexicon) -> bool {
    let negated = negation_at(text, at + 1, content.end, lexicon).is_some()
        || at > content.start && lexicon.grammar.negations.contains(text.lower(at - 1))
        || lexicon.grammar.negative_subjects.contains(text.lower(content.start));
    // "No pudo salvarse".
    let before = at > content.start && negation_at(text, at - 1, at, lexicon).is_some();
    (negated || before) && lexicon.negation.inability.contains(text.lower(at))
}

/// Whether the negation at `at` is that of a phrase alone: *not a full day later*, *tonight, not next week*.
fn negates_phrase(text: &Paragraph, at: usize) -> bool {
    let word = &text.words[at];
    word.deprel == "advmod"
        && word.head.is_some_and(|head| {
            let head = &text.words[head];
            matches!(head.upos.as_str(), "NOUN" | "ADV" | "NUM")
                && matches!(head.deprel.as_str(), "obl" | "conj" | "appos" | "nmod" | "advmod")
        })
}

/// Whether the negation at `at` is that of an infinitive behind a preposition: *a pour mission de ne pas effrayer*.
fn negates_infinitive(text: &Paragraph, content: &Range<usize>, at: usize, lexicon: &Lexicon) -> bool {
    let grammar = &lexicon.grammar;
    at > content.start
        && grammar.negations.contains(text.lower(at))
        && grammar.infinitive_markers.contains(text.lower(at - 1))
}

/// Whether an adverb at `at` is only about an apposition or an attribute: *the gunman, reportedly a former postman*; *apparently
/// unconnected attacks*.
fn qualifies(text: &Paragraph, at: usize) -> bool {
    let word = &text.words[at];
    let Some(head) = word.head.map(|head| &text.words[head]).filter(|_| word.upos == "ADV") else {
        return false;
    };
    head.upos == "NOUN" && head.deprel == "appos" || head.upos == "ADJ" && head.deprel == "amod"
}

/// The content without its relative clauses and what follows them.
fn main_clause(text: &Paragraph, content: Range<usize>, lexicon: &Lexicon) -> Range<usize> {
    let grammar = &lexicon.grammar;
    let end = (content.start + 1..content.end).find(|&at| {
        let word = text.lower(at);
        let behind_comma = text.lower(at - 1) == ",";
        grammar.relatives.contains(word) && content.start + 1 < at
            || (behind_comma && (grammar.subordinators.contains(word)))
    });
    content.start..end.unwrap_or(content.end)
}

/// The words that say that the content is not known: *ne sait pas si*, *ignore*.
fn not_known(text: &Paragraph, scope: &Scope, lexicon: &Lexicon) -> Option<Span> {
    let Scope::Tree { content, root, .. } = scope else { return None };
    let word = &text.words[*root];
    let negator = content.clone().find(|&at| {
        text.words[at].head == Some(*root) && negation_at(text, at, content.end, lexicon).is_some()
    });
    if lexicon.unknown_verbs.contains(&word.lemma) {
        return Some(word.span);
    }
    let span = negator.map(|at| text.words[at].span.cover(word.span));
    span.filter(|_| lexicon.unknown_negated.contains(&word.lemma))
}

/// How sure the main verb itself is where the source speaks of its own belief: *j'espère que*, *we fear that*.
fn own_belief(text: &Paragraph, scope: &Scope, lexicon: &Lexicon) -> Option<(Certainty, bool, Span)> {
    let Scope::Tree { root, .. } = scope else { return None };
    let word = &text.words[*root];
    let subject = text.child(*root, &["nsubj"])?;
    if !word.has("Person=1") && !text.words[subject].has("Person=1") {
        return None;
    }
    // *Nous demandons* is not *nous nous demandons*.
    let reflexive = (root.saturating_sub(2)..*root)
        .any(|at| at != subject && lexicon.grammar.reflexives.contains(text.lower(at)));
    let (certainty, doubts) = lexicon
        .verbs
        .get(&word.lower)?
        .iter()
        .map(|form| &lexicon.cues[form.cue])
        .filter(|cue| cue.tail.is_empty() && !cue.negated && (!cue.reflexive || reflexive))
        .find_map(|cue| Some((cue.certainty?, cue.doubts)))?;
    Some((certainty, doubts, word.span))
}

/// The words of a real condition in the content or in its sentence: *si les pourparlers échouaient*, *pourvu que*.
fn condition(text: &Paragraph, content: Range<usize>, lexicon: &Lexicon) -> Option<Range<usize>> {
    let grammar = &lexicon.grammar;
    let sentence = text.sentence_of(content.start);
    // "If they leave, we shall; | the towers will stay": a condition does not reach over a semicolon.
    let semicolon = |at: &usize| text.lower(*at) == ";";
    let start = (sentence.start..content.start).rfind(semicolon).map_or(sentence.start, |at| at + 1);
    let end = (content.end..sentence.end).find(semicolon).unwrap_or(sentence.end);
    let sentence = start..end;
    sentence.clone().find_map(|at| {
        if let Some((len, ())) = lexicon.conditions.at(&text.words[at..sentence.end]) {
            return Some(at..at + len);
        }
        let opens = at == sentence.start || at == content.start;
        let rest = &text.words[at..sentence.end];
        if opens
            && lexicon.hedges.at(rest).is_none()
            && let Some((len, ())) = lexicon.opening_conditions.at(rest)
        {
            return Some(at..at + len);
        }
        let subject = grammar.condition_subjects.is_empty()
            || grammar.condition_subjects.contains(text.lower(at + 1))
            || text.words.get(at + 1).is_some_and(super::passage::Word::capital);
        // "Demande si", "whether": a question that is reported, no condition.
        let asked = at > sentence.start && {
            let before = &text.words[at - 1];
            lexicon.verbs.contains_key(&before.lower) || lexicon.unknown_negated.contains(&before.lemma)
        };
        let reflexive = text.lower(at) == "s'" && !matches!(text.lower(at + 1), "il" | "ils");
        (grammar.conditions.contains(text.lower(at)) && subject && !asked && !reflexive).then_some(at..at + 1)
    })
}

/// *Had the alarm been wired, the guards would have come*: an auxiliary before its subject makes a condition, from which what stands
/// behind the comma follows. The tree may take this for something else.
fn inverts(text: &Paragraph, content: &Range<usize>, at: usize, lexicon: &Lexicon) -> bool {
    let comma = (at..content.end).find(|&at| text.lower(at) == ",");
    at == content.start
        && text.words[at].upos == "AUX"
        && comma.is_some_and(|comma| (comma..content.end).any(|at| depends(text, at, lexicon)))
}

/// Whether the verb at `at` tells what follows from a condition: a conditional, a future.
fn depends(text: &Paragraph, at: usize, lexicon: &Lexicon) -> bool {
    let word = &text.words[at];
    let verb = matches!(word.upos.as_str(), "VERB" | "AUX") || word.upos.is_empty();
    verb && (word.has("Mood=Cnd")
        || word.has("Tense=Fut")
        || lexicon.consequences.contains(&word.lower)
        || lexicon.future_endings.iter().any(|ending| word.lower.ends_with(ending.as_str()))
        || lexicon.conditional_endings.iter().any(|ending| word.lower.ends_with(ending.as_str())))
}

/// The reporting conditional at `at`. Behind a verb in the past a simple conditional is the future seen from there.
pub(crate) fn conditional_at(
    text: &Paragraph,
    at: usize,
    end: usize,
    tense: Option<Tense>,
    lexicon: &Lexicon,
) -> Option<Span> {
    let word = text.words.get(at)?;
    let lower = word.lower.as_str();
    let form = lexicon.conditional_endings.iter().any(|ending| lower.ends_with(ending.as_str()));
    let tagged = word.upos.is_empty() || matches!(word.upos.as_str(), "VERB" | "AUX");
    // *Concentrait*, of a verb whose stem ends as a conditional's does.
    let imperfect = lexicon.imperfect_endings.iter().any(|ending| lower.ends_with(ending.as_str()));
    if !form
        || !tagged
        || imperfect
        || lexicon.not_conditional.contains(lower)
        || word.capital() && !text.opens(at)
    {
        return None;
    }
    let auxiliary = lexicon.conditional_auxiliaries.contains(lower);
    let past = matches!(tense, Some(Tense::Past | Tense::Participle));

    let mut last = at;
    if auxiliary {
        let limit = end.min(at + 5);
        for next in at + 1..limit {
            let word = &text.words[next];
            if word.has("VerbForm=Part") {
                last = next;
                // "Aurait été | touché".
                if word.upos != "AUX" {
                    break;
                }
            } else if !lexicon.grammar.adverbs.contains(&word.lower)
                && !lexicon.grammar.negation_words.contains(&word.lower)
            {
                break;
            }
        }
    }
    // Seen from the past a compound form still reports, a simple one is the future ("aurait lieu").
    if past && !(lexicon.conditional_perfects.contains(lower) && last > at) {
        return None;
    }
    Some(word.span.cover(text.words[last].span))
}

/// The negating word of a negation that begins at `at`.
fn negation_at(text: &Paragraph, at: usize, end: usize, lexicon: &Lexicon) -> Option<Span> {
    let negation = &lexicon.negation;
    let word = text.words.get(at)?;
    if negation.alone.contains(&word.lower) {
        // "Not only", "never-ending".
        let next = text.words.get(at + 1);
        let compound = next.is_some_and(|next| next.is("-") && next.span.start == word.span.end);
        return Some(word.span).filter(|_| !compound && !negation.restricts.contains(text.lower(at + 1)));
    }
    if !negation.first.contains(&word.lower) || negation.second.is_empty() {
        return None;
    }
    // "Ne pouvait ignorer": a few verbs are negated by the first word alone.
    let alone =
        (at + 1..end.min(at + 4)).find(|&at| negation.without_second.contains(text.lower(at))).filter(
            |&verb| (at + 1..verb).all(|at| text.words[at].upos == "AUX" || text.words[at].upos == "ADV"),
        );
    let other = |word: &str| negation.second.contains(word) || negation.restricts.contains(word);
    if let Some(verb) = alone
        && !(at + 1..end.min(verb + 2)).any(|at| other(text.lower(at)))
    {
        return Some(word.span);
    }
    // "Personne n'y croit", "Personne, à la chancellerie, n'y croit": the negating word may stand before.
    let start = text.sentence_of(at).start.max(at.saturating_sub(7));
    let before = (start..at).find(|&at| negation.before.contains(text.lower(at)));
    // "On ne parle plus que de …" restricts, as "on ne parle que de …" does.
    let restricts = |at: usize| {
        let word = text.lower(at);
        let behind = at + 1 < end && negation.restricts.contains(text.lower(at + 1));
        negation.restricts.contains(word) || behind && negation.restricted.contains(word)
    };
    let after = (at + 1..end.min(at + 1 + negation.reach))
        .find(|&at| negation.second.contains(text.lower(at)) || negation.restricts.contains(text.lower(at)))
        .filter(|&at| !restricts(at));
    before.or(after).map(|at| text.words[at].span)
}
