//! The outlet's own voice: main clauses that nobody else's words stand behind.

use std::ops::Range;

use hearsay_core::{Stance, ZoneKind};

use crate::around;
use crate::lexicon::Lexicon;
use crate::passage::Paragraph;
use crate::tokens::Reader;
use crate::tree::meet;

/// Most words of a topic before a colon.
const TOPIC: usize = 5;

/// Whether a zone says anything: what links elsewhere, credits, and formulas make no claims.
pub(crate) fn speaks(zone: ZoneKind) -> bool {
    matches!(
        zone,
        ZoneKind::Body | ZoneKind::Headline | ZoneKind::Standfirst | ZoneKind::Caption | ZoneKind::Quote
    )
}

/// The clauses of a paragraph that the outlet itself puts forward, leaving out words that are `taken` by attributions.
pub(crate) fn clauses(text: &Paragraph, taken: &[Range<usize>], lexicon: &Lexicon) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !matches!(text.zone, ZoneKind::Body | ZoneKind::Headline | ZoneKind::Standfirst | ZoneKind::Caption) {
        return found;
    }
    for sentence in &text.sentences {
        for part in parts(text, sentence.clone(), lexicon) {
            for part in free(text, part, taken, lexicon) {
                let part = text.trim(skip_connective(text, part, lexicon));
                if asserts(text, part.clone(), sentence, lexicon) {
                    found.push(part);
                }
            }
        }
    }
    found
}

/// A sentence cut where a clause with a subject of its own is set beside another.
fn parts(text: &Paragraph, sentence: Range<usize>, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let reader = Reader { text, lexicon };
    let mut parts = Vec::new();
    let mut start = sentence.start;
    let stopped = stopped(text, &sentence);
    for at in sentence.clone() {
        if text.quote_at(at).is_some() || at <= start {
            continue;
        }
        let word = text.lower(at);
        // Without a comma only where a new subject follows: "… fut enterrée | alors qu'une autre fut brûlée".
        let contrast = lexicon.contrasts.at(&text.words[at..sentence.end]).is_some_and(|(len, ())| {
            text.lower(at - 1) == "," && has_own_subject(text, at + len, &sentence)
                || len > 1
                    && !lexicon.grammar.subject_pronouns.contains(text.lower(at + len))
                    && reader.opens_clause(at + len, sentence.end)
        });
        let joined = lexicon.grammar.coordinators.contains(word) && reader.opens_clause(at + 1, sentence.end);
        let comment = text.lower(at - 1) == "," && reader.answers_at(at, sentence.end).is_some();
        let explained = word == ":"
            && stopped
            && !text.alone
            && text.quote_opening_at(at + 1).is_none()
            && (reader.opens_clause(at + 1, sentence.end) || opens_with_subject(text, at + 1));
        let hedged = hedged_to_end(text, at, &sentence, lexicon);
        let cut = comment
            || explained
            || hedged
            || word == ";"
            || contrast
            || (joined && text.lower(at - 1) == ",")
            || text.joins_clause(at, start)
            || begins_beside(text, at, start);
        // "Grève : la ville croule …": a topic before a colon is no part of what is said of it.
        let topic = word == ":"
            && start == sentence.start
            && at - start <= TOPIC
            && reader.opens_clause(at + 1, sentence.end);
        if topic && !reader.has_verb(start..at) {
            start = at + 1;
        } else if cut && reader.has_finite(start..at) && (hedged || reader.has_finite(at..sentence.end)) {
            parts.push(start..at);
            start = at;
        }
    }
    parts.push(start..sentence.end);
    parts
}

/// What of `part` no attribution took; nothing where an attribution's cue stands in it, except a comment behind it, and what
/// stands before a relative clause that is the attribution: "The missile missed the jet, | which sources called a drone".
fn free(
    text: &Paragraph,
    part: Range<usize>,
    taken: &[Range<usize>],
    lexicon: &Lexicon,
) -> Vec<Range<usize>> {
    let part = around::before_bracket(text, part, taken);
    let mut end = part.start;
    let mut free = Vec::new();
    let mut touched = false;
    // The object of a cue that says nothing belongs to it: *n'a pas commenté | la situation dont nous parlons*.
    let belongs = |end: usize| {
        let noun =
            (end..part.end.min(end + 4)).find(|&at| matches!(text.words[at].upos.as_str(), "NOUN" | "PROPN"));
        noun.is_some_and(|noun| {
            let word = &text.words[noun];
            matches!(word.deprel.as_str(), "obj" | "iobj") && word.head.is_some_and(|head| head < end)
        })
    };
    for range in taken
        .iter()
        .filter(|range| meet(range, &part))
        .filter(|range| !around::set_in(text, &part, range, lexicon))
    {
        let before = range.start.checked_sub(1).filter(|&at| at > part.start + 3);
        let relative = before
            .filter(|&at| lexicon.grammar.relatives.contains(text.lower(at)) && text.lower(at - 1) == ",");
        // "An explosion | that the mayor called …".
        let restricts = before.filter(|&at| {
            lexicon.grammar.relatives.contains(text.lower(at))
                || text.words[at].has("PronType=Rel")
                    && text.lower(at - 1) != ","
                    && lexicon.grammar.complementizers.contains(text.lower(at))
        });
        let restricts = restricts.filter(|_| range.end + 1 >= part.end);
        if let Some(relative) = relative.filter(|_| !touched) {
            free.push(part.start..relative - 1);
        } else if let Some(relative) = restricts.filter(|_| !touched) {
            free.push(part.start..relative);
        } else if !touched && range.start > part.start + 2 {
            free.extend(around::before(text, part.start..range.start, range, lexicon));
        }
        touched = true;
        end = end.max(range.end.min(part.end));
    }
    if !touched {
        free.push(part);
    } else if part.end.saturating_sub(end) > 6 && !belongs(end) {
        free.push(end..part.end);
    }
    free
}

fn skip_connective(text: &Paragraph, part: Range<usize>, lexicon: &Lexicon) -> Range<usize> {
    let grammar = &lexicon.grammar;
    let mut start = behind_hour(text, dateline(text, part.clone())..part.end);
    while start < part.end {
        let word = text.lower(start);
        let rest = &text.words[start..part.end];
        if let Some((len, ())) = lexicon.contrasts.at(rest).or_else(|| lexicon.connectives.at(rest)) {
            start += len;
        } else if grammar.coordinators.contains(word)
            || !text.words[start].is_word() && text.quote_opening_at(start).is_none()
        {
            start += 1;
        } else {
            break;
        }
    }
    start..part.end
}

/// Behind the hour that opens an entry of a ticker: *14:20 Bridge closed*, *17.30 – three boats overdue*.
fn behind_hour(text: &Paragraph, part: Range<usize>) -> usize {
    let word = text.lower(part.start);
    let digits =
        |digits: &str| matches!(digits.len(), 1 | 2) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let hour =
        |mark: char| word.split_once(mark).is_some_and(|(hour, minute)| digits(hour) && digits(minute));
    let dash = matches!(text.lower(part.start + 1), "–" | "—" | "-");
    let opens = text.opens(part.start) && part.len() > 2;
    part.start + usize::from(opens && (hour(':') || hour('h') || hour('.') && dash))
}

/// Behind a dateline: *LOMBARD (Agence Prisme) – …*.
fn dateline(text: &Paragraph, part: Range<usize>) -> usize {
    let shouts = |at: usize| {
        let word = &text.words[at].exact;
        word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.chars().any(char::is_lowercase)
    };
    let dash = (part.start..part.end.min(part.start + 12)).find(|&at| text.is_dash(at));
    match dash {
        Some(dash) if dash > part.start && shouts(part.start) && dash + 3 < part.end => dash + 1,
        _ => part.start,
    }
}

pub(crate) fn asserts(
    text: &Paragraph,
    part: Range<usize>,
    sentence: &Range<usize>,
    lexicon: &Lexicon,
) -> bool {
    let reader = Reader { text, lexicon };
    let grammar = &lexicon.grammar;
    // At its beginning, or a whole phrase of several words: "… contributed to this report".
    let formula = part.clone().enumerate().any(|(index, at)| {
        let found = lexicon.boilerplate.at(&text.words[at..part.end]);
        found.is_some_and(|(len, ())| index < 4 || len > 3)
    });
    let words = part.clone().filter(|&at| text.words[at].is_word()).count();
    let question =
        text.words[sentence.clone()].last().is_some_and(|word| grammar.questions.contains(&word.lower));
    // Headlines, captions and tickers say what they say without a verb.
    let nominal = matches!(text.zone, ZoneKind::Headline | ZoneKind::Caption) || text.alone;
    let whole = part.end + 2 >= sentence.end;
    let stopped = stopped(text, sentence);
    let tail = part.start > sentence.start + 3;
    let answers = part.start > sentence.start
        && text.lower(part.start - 1) == ","
        && reader.answers_at(part.start, part.end).is_some()
        && lexicon.sentential.at(&text.words[part.start..]).is_none();
    let commented = !tail
        || lexicon.sentential.at(&text.words[part.start..]).is_some()
        || reader.opens_clause(part.start, part.end)
        || opens_with_subject(text, part.start)
        || part.start > sentence.start && hedged_to_end(text, part.start, sentence, lexicon);
    // "…", said X, | who sells fish: a relative clause says something of its own only where it is less than sure.
    let relative =
        tail && grammar.relatives.contains(text.lower(part.start)) && !is_hedged(text, part.start, lexicon);
    // "Buses ran".
    let beside_quote = (part.start.saturating_sub(2)..part.start).any(|at| text.quote_at(at).is_some());
    let brief = words == 2
        && !beside_quote
        && !part.clone().any(|at| grammar.passive_auxiliaries.contains(&text.words[at].lemma))
        && part.clone().any(|at| {
            let subject = text.child(at, &["nsubj"]);
            text.words[at].has("VerbForm=Fin") && subject.is_some_and(|subject| part.contains(&subject))
        });
    (words >= 3 || brief)
        && !formula
        && !question
        && (whole || !tail || text.lower(part.end) == ",")
        && commented
        && !answers
        && !relative
        && !grammar.imperatives.contains(text.lower(part.start))
        && !(text.words[part.start].has("Mood=Imp") && text.child(part.start, &["nsubj"]).is_none())
        && text.quote_opening_at(part.start).is_none_or(|quote| text.quotes[quote].outer.end < part.end)
        && (reader.has_verb(part.clone())
            || part.clone().any(|at| text.child(at, &["nsubj"]).is_some())
            || (nominal && words >= 4)
            // A whole sentence in which the tagger sees no verb has one all the same.
            || (stopped
                && whole
                && part.start <= sentence.start + 1
                && text.words[sentence.start].capital()
                && words >= 4))
}

/// Whether a sentence ends with a full stop.
fn stopped(text: &Paragraph, sentence: &Range<usize>) -> bool {
    text.words[sentence.clone()].last().is_some_and(|last| last.is("."))
}

/// Whether a clause from word `at` on has a subject of its own, and does not go on with that of the clause before: *fell, but | soon rose*;
/// *not the mayor, but | also those who chose him*. Without a tree it is taken to have one.
fn has_own_subject(text: &Paragraph, at: usize, sentence: &Range<usize>) -> bool {
    let clause = at..sentence.end;
    let unread = text.words[clause.clone()].iter().all(|word| word.deprel.is_empty());
    let heads = |verb: usize| text.words[verb].deprel != "acl" && text.is_outermost(verb, &clause);
    unread
        || clause.clone().any(|verb| {
            heads(verb) && text.child(verb, &["nsubj", "expl"]).is_some_and(|subject| subject >= at)
        })
}

/// Whether the subject of a clause begins with word `at`: *, but | sappers found nothing*.
pub(crate) fn opens_with_subject(text: &Paragraph, at: usize) -> bool {
    text.phrase_at(at).is_some_and(|phrase| {
        phrase.clone().any(|at| {
            text.words[at].deprel == "nsubj" && text.words[at].head.is_some_and(|verb| verb >= phrase.end)
        })
    })
}

/// Whether behind a comma, and nothing else, a clause of its own begins at `at` beside one that began at `start` or later: *The tents
/// leak, | the flour has weevils*.
fn begins_beside(text: &Paragraph, at: usize, start: usize) -> bool {
    let own = |subject: usize| {
        let verb = text.words[subject].head.filter(|&verb| verb > subject);
        verb.is_some_and(|verb| {
            let word = &text.words[verb];
            text.words[subject].deprel == "nsubj"
                && word.deprel == "conj"
                && word.head.is_some_and(|head| {
                    (start..at).contains(&head)
                        && text.words[head].head.is_none()
                        && text.child(head, &["nsubj", "expl"]).is_some()
                })
        })
    };
    text.lower(at - 1) == "," && text.phrase_at(at).is_some_and(|phrase| phrase.into_iter().any(own))
}

/// Whether behind a comma at `at` a relative clause or a participle begins that is less than sure and ends its sentence: *, which may
/// never have existed*; *, of whom four are said to be …*; *, alleged to come from …*.
fn hedged_to_end(text: &Paragraph, at: usize, sentence: &Range<usize>, lexicon: &Lexicon) -> bool {
    if text.lower(at - 1) != "," {
        return false;
    }
    let relative =
        (at..sentence.end.min(at + 2)).find(|&at| lexicon.grammar.relatives.contains(text.lower(at)));
    let hangs = |at: usize| matches!(text.words[at].deprel.as_str(), "acl" | "advcl");
    let reported = || lexicon.hearsay.at(&text.words[at..sentence.end]).is_some_and(|(len, ())| len > 1);
    let head = match relative {
        Some(relative) => {
            let mut verb = relative;
            while let Some(head) = text.words[verb].head.filter(|_| !hangs(verb)) {
                verb = head;
            }
            is_hedged(text, at, lexicon).then_some(verb)
        }
        None => reported().then_some(at),
    };
    head.is_some_and(|head| hangs(head) && text.subtree(head).end + 1 >= sentence.end)
}

/// Whether one of the first words from `at` on is a hedge.
fn is_hedged(text: &Paragraph, at: usize, lexicon: &Lexicon) -> bool {
    (at..text.words.len().min(at + 5)).any(|at| lexicon.hedges.at(&text.words[at..]).is_some())
}

/// What the outlet does with a clause of its own: judge where the words judge.
pub(crate) fn stance(text: &Paragraph, clause: Range<usize>, lexicon: &Lexicon) -> Stance {
    if judging(text, &clause, lexicon).is_some() { Stance::Opines } else { Stance::Asserts }
}

/// The first words of a clause that the lists know for a judgement.
pub(crate) fn judging(text: &Paragraph, clause: &Range<usize>, lexicon: &Lexicon) -> Option<Range<usize>> {
    clause.clone().find_map(|at| {
        let listed = lexicon.judgements.at(&text.words[at..clause.end]).map(|(len, ())| len);
        let len = listed.or_else(|| judges_subject(text, at, clause, lexicon).then_some(1))?;
        Some(at..at + len)
    })
}

/// Whether word `at` is a judgement and what the clause says of its subject: *the effect was | disastrous*; *it is an | excellent
/// proposal*. Of a thing that is named on the way (*an excellent student was killed*) it says nothing.
fn judges_subject(text: &Paragraph, at: usize, clause: &Range<usize>, lexicon: &Lexicon) -> bool {
    let word = &text.words[at];
    if !lexicon.predicates.contains(&word.lemma) {
        return false;
    }
    let above = word.head.filter(|&head| clause.contains(&head));
    let head = above.filter(|_| matches!(word.deprel.as_str(), "amod" | "conj")).unwrap_or(at);
    let outermost = text.is_outermost(head, clause);
    let says =
        text.child(head, &["cop"]).is_some() || !matches!(text.words[head].upos.as_str(), "VERB" | "AUX");
    outermost && says
}
