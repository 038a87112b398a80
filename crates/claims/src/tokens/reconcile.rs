//! The analyser's statements and what the rules find, held against each other: which reading of a sentence counts.

use std::ops::Range;

use hearsay_core::Stance;

use super::Reader;
use crate::around;
use crate::attribution::{Attribution, Finder, Stands};
use crate::lexicon::{Grammar, Takes};
use crate::tree::{meet, shared, within};
use crate::unknown;

impl Reader<'_> {
    /// Puts what the analyser is sure of in the place of what the rules found there, with the rules' reading of the same cue; what only
    /// the rules find stays.
    pub(super) fn stated_first(&self, found: &mut Vec<Attribution>) {
        let mut stated = self.stated();
        stated.retain(|new| {
            let at = new.content.as_ref().map_or(new.cue.start, |content| content.start);
            self.is_sure(&self.text.sentence_of(at), found)
                && !self.only_does(new)
                && !self.only_tells_when(new)
                && !self.only_remarks(new)
                && !self.only_causes(new)
                && !found.iter().any(|old| self.sees_more(old, new))
                && !self.is_quoted(new, found)
                && !self.in_turn(at)
                && !self.only_noted(new)
                && !self.not_known_to_outlet(new)
                && !self.is_cut(new)
                && !self.only_seems(new)
                && !self.stands_behind(new, found)
                && (!self.is_told(new) || found.iter().any(|old| meet(&old.cue, &new.cue)))
        });
        // "The company, which is expected to | close a plant |, confirmed that …": what stands between a source and its cue.
        let later: Vec<usize> = stated
            .iter()
            .filter(|new| new.content.as_ref().is_some_and(|content| content.start >= new.cue.end))
            .map(|new| new.cue.start)
            .collect();
        stated.retain(|new| {
            let between =
                new.content.as_ref().zip(new.source.as_ref()).is_some_and(|(content, source)| {
                    source.end <= content.start && content.end <= new.cue.start
                });
            !between || new.direct || new.cue.is_empty() || !later.contains(&new.cue.start)
        });
        for new in &mut stated {
            self.cue_of_rules(new, found);
            let same = |old: &&Attribution| meet(&old.cue, &new.cue);
            let told = |old: &&Attribution| {
                old.content.as_ref().zip(new.content.as_ref()).is_some_and(|(old, new)| meet(old, new))
            };
            // "Said he could not tell | how many": two cues of one content.
            let inner = |old: &&Attribution| {
                old.content == new.content && old.cue.start > new.cue.start && old.cue.end == new.cue.end
            };
            let outer = found.iter().any(|old| old.cue.start == new.cue.start && old.cue.end < new.cue.end);
            let nested = found.iter().filter(same).find(inner).filter(|_| outer);
            let old =
                nested.or_else(|| found.iter().filter(same).find(told)).or_else(|| found.iter().find(same));
            if let Some(old) = old {
                let whole = nested.map(|_| new.cue.clone());
                self.complete(new, old);
                if let Some(whole) = whole {
                    new.cue = whole;
                }
            }
        }
        // "Has not accused anyone": nothing is said.
        stated.retain(|new| {
            let accuses = |entry: usize| self.lexicon.cues[entry].stance() == Stance::Accuses;
            !(new.negated && new.entry.is_some_and(accuses) && new.content.is_some())
        });
        // "Scorned the suggestion: «…»": one cue with two contents.
        let cues: Vec<Range<usize>> = found.iter().map(|old| old.cue.clone()).collect();
        let shares = |old: &Attribution| cues.iter().filter(|cue| **cue == old.cue).count() > 1;
        found.retain(|old| {
            !stated.iter().any(|new| {
                let contents = old.content.as_ref().zip(new.content.as_ref());
                let apart = (old.direct || !old.cue.is_empty() && shares(old))
                    && contents.is_some_and(|(old, new)| !meet(old, new));
                // "Villagers believe the dam was mined, according to X": X's account holds the other whole.
                let holds = !new.cue.is_empty()
                    && (self.introduces(old) || self.tells_of(old, new))
                    && old.content.as_ref().is_some_and(|content| content.contains(&new.cue.start));
                meet(&old.cue, &new.cue) && !apart
                    || !holds && contents.is_some_and(|(old, new)| meet(old, new))
            })
        });
        found.extend(stated);
    }

    /// Whether the analyser is sure of its statements in a sentence: the mean of the logarithms of its words' probabilities.
    fn is_sure(&self, sentence: &Range<usize>, found: &[Attribution]) -> bool {
        let sum: f32 = self.text.words[sentence.clone()].iter().map(|word| word.stated.max(1e-6).ln()).sum();
        let Grammar { least_sure, least_sure_alone, .. } = self.lexicon.grammar;
        let least =
            if found.iter().any(|other| other.meets(sentence)) { least_sure } else { least_sure_alone };
        sum / sentence.len().max(1) as f32 >= least
    }

    /// Whether the rules see more in what the analyser marks than its marks can say.
    fn sees_more(&self, old: &Attribution, new: &Attribution) -> bool {
        let one_cue = meet(&old.cue, &new.cue);
        let contents = old.content.as_ref().zip(new.content.as_ref());
        // A quotation that the rules see whole is not cut to a part; « La trêve, *dit-elle*, ne tient plus »: the cue within what is said.
        let around = old.content.as_ref().is_some_and(|content| content.contains(&old.cue.start));
        let part = |(old, new): (&Range<usize>, &Range<usize>)| within(new, old) && old != new;
        // The marks have no parts within parts: *Le bilan (douze morts, selon la mairie) …*.
        let bracketed = || {
            old.content != new.content
                && around::in_brackets(self.text, &old.cue, self.text.sentence_of(old.cue.start))
        };
        // *Un abri, ironise-t-il, « cela fait beaucoup »*: words before a quotation that say nothing alone.
        let before = |(old_content, new): (&Range<usize>, &Range<usize>)| {
            old.direct && !meet(old_content, new) && !self.has_verb(new.clone())
        };
        // *Le conducteur a soutenu que | les freins n'avaient pas répondu*: nobody speaks in what is said.
        let speechless = !one_cue
            && new.source.is_none()
            && !new.cue.is_empty()
            && old.content.as_ref().is_some_and(|content| within(&new.cue, content))
            && new.content.as_ref().is_none_or(|new| !self.has_verb(new.clone()));
        // *A confié à X, sous couvert d' | anonymat, que …*: words that no list knows, nobody, and the same content.
        let nobody = new.source.is_none()
            && !new.cue.is_empty()
            && new.entry.is_none()
            && old.source.is_some()
            && old.content == new.content;
        // *Une accusation | que ces derniers rejettent*: a relative clause in which somebody answers.
        let answers = new.source.is_none()
            && old.content.is_none()
            && old.source.is_some()
            && new.content.as_ref().is_some_and(|content| content.contains(&old.cue.start));
        speechless
            || nobody
            || answers
            || one_cue
                && ((old.direct || around) && contents.is_some_and(part)
                    || bracketed()
                    || contents.is_some_and(before))
    }

    /// « Un média russe confirme », *a dit X*: whether the rules read the same cue within what they take for somebody's words.
    fn is_quoted(&self, new: &Attribution, found: &[Attribution]) -> bool {
        let holds = |old: &Attribution| {
            old.direct
                && !meet(&old.cue, &new.cue)
                && old.content.as_ref().is_some_and(|content| {
                    within(&new.cue, content) && new.content.as_ref().is_none_or(|new| within(new, content))
                })
        };
        // Of what is said within somebody's words only answers are read.
        let answers = |old: &Attribution| {
            let stance = old.entry.map(|entry| self.lexicon.cues[entry].stance());
            meet(&old.cue, &new.cue)
                && matches!(stance, Some(Stance::Confirms | Stance::Denies | Stance::Declines))
        };
        !new.cue.is_empty() && found.iter().any(holds) && found.iter().any(answers)
    }

    /// Whether a word is of what a transcript puts under somebody's name, whose bounds the rules see.
    fn in_turn(&self, at: usize) -> bool {
        self.text.quote_at(at).is_some_and(|quote| self.text.quotes[quote].speaker.is_some())
    }

    /// "It is unclear | who cut the cable": what the outlet does not know.
    fn not_known_to_outlet(&self, stated: &Attribution) -> bool {
        let open = || {
            let sentence = self.text.trim(self.text.sentence_of(stated.cue.start));
            unknown::read(self.text, &sentence, self.lexicon)
        };
        stated.source.is_none() && open().is_some_and(|(cue, _)| meet(&cue, &stated.cue))
    }

    /// "His wife appears | to support it": how something looks is not said by whom it is said of.
    pub(super) fn only_seems(&self, stated: &Attribution) -> bool {
        let seeming = &self.lexicon.grammar.seeming;
        let verb = self.text.top(stated.cue.clone()).map(|verb| &self.text.words[verb]);
        let alone =
            self.text.words[stated.cue.clone()].iter().filter(|word| word.upos == "VERB").count() == 1;
        alone && stated.entry.is_none() && verb.is_some_and(|verb| seeming.contains(&verb.lemma))
    }

    /// "The hall, which | according to its architect | …": what ends with a relative pronoun.
    fn is_cut(&self, stated: &Attribution) -> bool {
        let grammar = &self.lexicon.grammar;
        let last = stated.content.as_ref().filter(|content| content.len() > 1).map(|content| content.end - 1);
        last.is_some_and(|last| grammar.relatives.contains(self.text.lower(last)))
    }

    /// "…, according to the police, | but the road stayed open": what stands behind the words that close is another's.
    fn stands_behind(&self, new: &Attribution, found: &[Attribution]) -> bool {
        let grammar = &self.lexicon.grammar;
        let tied = |content: &Range<usize>| {
            let before = content.start.checked_sub(1).map_or("", |at| self.text.lower(at));
            grammar.coordinators.contains(before) || grammar.dividing.contains(before)
        };
        new.content.as_ref().is_some_and(|content| {
            tied(content)
                && content.start > new.cue.end
                && found.iter().any(|old| {
                    let closed = old.content.as_ref().is_some_and(|old| old.end <= new.cue.start);
                    closed && old.cue == new.cue && self.introduces(old)
                })
        })
    }

    /// "[TEXT] | Two bridges fell": whether the analyser takes a note in brackets for somebody who speaks.
    fn only_noted(&self, stated: &Attribution) -> bool {
        let said = stated.source.is_none() && stated.cue.is_empty();
        let at = stated.content.as_ref().filter(|_| said).map(|content| content.start);
        at.and_then(|at| at.checked_sub(2)).is_some_and(|note| {
            self.text.lower(note + 1) == "]"
                && self.lexicon.grammar.stage_notes.contains(self.text.lower(note))
        })
    }

    /// "Analysts said | investors feared …": somebody else's words in what somebody says.
    fn tells_of(&self, old: &Attribution, new: &Attribution) -> bool {
        let grammar = &self.lexicon.grammar;
        let word = |at: usize| self.text.lower(at);
        let other = new.source.as_ref().is_some_and(|source| {
            old.content.as_ref().is_some_and(|content| within(source, content))
                && !(source.len() == 1 && grammar.subject_pronouns.contains(word(source.start)))
        });
        let clause = old.entry.is_some_and(|entry| self.lexicon.cues[entry].takes(Takes::Clause));
        let verb = new.cue.clone().any(|at| self.text.words[at].upos == "VERB");
        clause && other && verb && !old.direct && old.source.is_some() && new.relays.is_empty()
    }

    /// Takes what the rules know of the same cue.
    fn complete(&self, new: &mut Attribution, old: &Attribution) {
        let introduces = self.introduces(old);
        // "The promise to reopen the ward | was not kept": one content that the rules see end earlier.
        let beyond = |(old, new): (&Range<usize>, &Range<usize>)| old.start == new.start && old.end < new.end;
        // "Claimed responsibility for | the attack": a longer cue.
        let longer = |(old_content, new): (&Range<usize>, &Range<usize>)| {
            old_content.end == new.end && old.cue.contains(&new.start)
        };
        // "Said | no one could say whether": what the analyser takes for a cue with another in it.
        let within_cue = |(old_content, content): (&Range<usize>, &Range<usize>)| {
            old_content.end == content.end
                && meet(old_content, &new.cue)
                && self.has_finite(old_content.start..content.start)
        };
        // « inacceptable » *le survol*: not without the mark that opens it.
        let marks = |(old, new): (&Range<usize>, &Range<usize>)| {
            let quote = self.text.quote_at(new.start).map(|quote| &self.text.quotes[quote].outer);
            let opened = old.end == new.end
                && quote.is_some_and(|quote| quote.start == old.start && quote.end < new.end);
            // *Affirment que | « la grève est un succès »*.
            let clause = quote == Some(old)
                && old.start > 0
                && self.lexicon.grammar.complementizers.contains(self.text.lower(old.start - 1))
                && self.has_finite(new.clone());
            opened || clause
        };
        // "Accused Ukraine of …": whom it is said of.
        let whom = |(old_content, new): (&Range<usize>, &Range<usize>)| {
            old_content.end == new.end
                && old_content.start < new.start
                && old.entry.is_some_and(|entry| self.lexicon.cues[entry].stance() == Stance::Accuses)
        };
        let contents = old.content.as_ref().zip(new.content.as_ref());
        if !introduces
            && contents.is_some_and(|pair| {
                beyond(pair) || longer(pair) || within_cue(pair) || marks(pair) || whom(pair)
            })
        {
            new.content.clone_from(&old.content);
            new.direct = old.direct;
        }
        // Whom only the tree shows.
        let guessed = new.whose.is_none() && new.source.is_some() && old.source.is_some();
        // *De l'aveu même | du ministre*: the preposition belongs to the cue.
        let governed = introduces
            && old.source.as_ref().zip(new.source.as_ref()).is_some_and(|(old, new)| {
                old.end == new.end && old.start == new.start + 1 && self.text.words[new.start].upos == "ADP"
            });
        // *A-t-on appris auprès | des pompiers*: whom somebody that is nobody asked.
        let asked = old.addressee.is_some() && old.addressee == new.source;
        if asked {
            new.addressee.clone_from(&old.addressee);
        }
        // "Senator accused of …".
        let accused = old.stands == Stands::Nobody
            && old.entry.is_some_and(|entry| self.lexicon.cues[entry].stance() == Stance::Accuses);
        if guessed || asked || governed || accused || self.undergoes(new) {
            new.source.clone_from(&old.source);
            new.whose = old.whose;
            new.stands = old.stands;
        }
        new.cue.clone_from(&old.cue);
        // "The mayor denies it: | the rules were kept" is no denial.
        let behind_colon =
            |content: &Range<usize>| content.start > 0 && self.text.lower(content.start - 1) == ":";
        let apart = old.entry.is_none()
            && old.content == new.content
            && old.content.as_ref().is_some_and(behind_colon);
        if introduces || apart {
            new.entry = old.entry;
            new.stance = new.stance.filter(|_| introduces);
        } else {
            new.entry = old.entry.or(new.entry);
        }
        new.negated = old.negated;
        new.tense = old.tense;
        new.unknown = old.unknown;
        if self.lexicon.grammar.sources_first && new.relays.is_empty() {
            new.addressee.clone_from(&old.addressee);
        }
        // "Declined to be interviewed".
        if old.content.is_none() && new.content.as_ref().is_some_and(|content| meet(content, &new.cue)) {
            new.content = None;
        }
        if new.content.is_none() && old.content.is_some() {
            new.content.clone_from(&old.content);
            new.source.clone_from(&old.source);
        }
        if new.source.is_none() {
            new.source.clone_from(&old.source);
            new.stands = old.stands;
        }
    }

    /// Whether a preposition introduces an attribution.
    fn introduces(&self, attribution: &Attribution) -> bool {
        let cue = &self.text.words[attribution.cue.clone()];
        self.lexicon.prepositions.at(cue).is_some()
            || attribution.entry.is_none() && cue.first().is_some_and(|word| word.upos == "ADP")
    }

    /// *Deux officiers | sont accusés …*: whether the analyser takes for the source what is spoken of.
    pub(super) fn undergoes(&self, stated: &Attribution) -> bool {
        // "Was denied" where the tagger sees an adjective.
        let adjective = |verb: usize| {
            self.text.words[verb].has("VerbForm=Part") && self.text.child(verb, &["cop"]).is_some()
        };
        let passive =
            |&verb: &usize| !self.has_clitic(&stated.cue) && (self.is_passive_verb(verb) || adjective(verb));
        let verb = self.text.top(stated.cue.clone()).filter(passive);
        let subject = verb.and_then(|verb| self.text.child(verb, &["nsubj"]));
        subject.is_some_and(|subject| stated.source.as_ref().is_some_and(|source| source.contains(&subject)))
    }

    /// *Подписал | приказ*, *рассказал детям | сказку*: behind a verb that no list knows with an object something is done and nothing
    /// said.
    fn only_does(&self, stated: &Attribution) -> bool {
        let Some(content) = stated.content.as_ref().filter(|_| self.lexicon.grammar.sources_first) else {
            return false;
        };
        let verb = stated.cue.clone().any(|at| self.text.words[at].upos == "VERB");
        let takes = |entry: usize| {
            let cue = &self.lexicon.cues[entry];
            [Takes::Object, Takes::Whom, Takes::Infinitive, Takes::Names]
                .iter()
                .any(|frame| cue.takes(*frame))
        };
        let nominal = !stated.direct && !self.has_verb(content.clone());
        let between = stated.cue.end.min(content.start)..content.start;
        let apart = between.clone().any(|at| {
            !self.text.words[at].is_word() || self.lexicon.grammar.prepositions.contains(self.text.lower(at))
        });
        let apart = apart || content.end < stated.cue.start && !self.text.words[content.end].is_word();
        verb && nominal && !apart && !stated.entry.is_some_and(takes)
    }

    /// *Ils chassent les pauvres, | assurant l'embourgeoisement*: what a participle does something to says nothing.
    fn only_causes(&self, stated: &Attribution) -> bool {
        let participle = |&verb: &usize| {
            self.text.words[verb].has("VerbForm=Part") && self.text.child(verb, &["aux", "nsubj"]).is_none()
        };
        let verb = self.text.top(stated.cue.clone()).filter(participle);
        let object = verb.and_then(|verb| self.text.child(verb, &["obj"]));
        object.is_some_and(|object| stated.source.as_ref().is_some_and(|source| source.contains(&object)))
    }

    /// *Conteste ce bilan, | qu'il juge exagéré*: an adjective for what a relative pronoun stands for.
    fn only_remarks(&self, stated: &Attribution) -> bool {
        let verb = self.text.top(stated.cue.clone());
        let opens = verb.and_then(|verb| self.text.subtree(verb).find(|&at| self.text.words[at].is_word()));
        let relative = opens.filter(|&at| at > 0 && self.text.lower(at - 1) == ",").is_some_and(|at| {
            self.lexicon.grammar.complementizers.contains(self.text.lower(at)) && at < stated.cue.start
        });
        relative && stated.content.as_ref().is_some_and(|content| !stated.direct && content.len() == 1)
    }

    /// *Ont repris la mer | avant que la tempête ne soit passée*: what is said is no circumstance of its cue.
    pub(super) fn only_tells_when(&self, stated: &Attribution) -> bool {
        let Some(content) = stated.content.as_ref().filter(|_| !stated.direct) else { return false };
        let verb = self.text.top(stated.cue.clone());
        let object = verb.and_then(|verb| self.text.child(verb, &["obj"]));
        object.is_some_and(|object| !content.contains(&object))
            && content.clone().any(|at| {
                let word = &self.text.words[at];
                word.deprel == "advcl" && word.head == verb && self.has_finite(content.clone())
            })
    }

    /// Gives a content that the analyser marks without cue and source those which the rules find for the same words.
    fn cue_of_rules(&self, new: &mut Attribution, found: &[Attribution]) {
        let Some(content) = new.content.clone().filter(|_| new.cue.is_empty() && new.source.is_none()) else {
            return;
        };
        let same = |old: &&Attribution| {
            old.source.is_some()
                && (old.cue.is_empty() || self.lexicon.grammar.sources_first)
                && old
                    .content
                    .as_ref()
                    .is_some_and(|other| 2 * shared(&content, other) > content.len().max(other.len()))
        };
        let whole =
            |old: &&Attribution| old.direct && old.source.is_some() && old.content.as_ref() == Some(&content);
        let old = found.iter().find(same);
        if let Some(old) = old.or_else(|| found.iter().find(whole)) {
            *new = Attribution {
                content: Some(content),
                direct: new.direct,
                by: Finder::Analyser,
                ..old.clone()
            };
        }
    }
}
