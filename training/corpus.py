"""All training and development data, encoded."""

import pickle
import random
from dataclasses import replace
from pathlib import Path

import numpy as np

import entities
import factuality
import passages
import polnear
import silver
import templates
import treebanks
import unlabelled
from batches import IGNORE, Item, Sampler, encode
from inventory import STATEMENTS, Inventory, WordTypes
from measures import Development
from windows import MAX_WORDS, Window, join

SILVER_WEIGHT = 0.5
# How often a pass goes over the treebanks of a language: English ones are large, French is what the product reads most.
REPEATS = {"en": 1.0, "fr": 2.0}
REPEATS_OTHER = 1.5
WIKINEURAL_SHARE = 0.5  # of WikiNEuRal, another half each time, so that CoNLL is seen often enough
# Windows in small letters throughout: in a text of capitals the product makes the network see these.
LOWERED = 0.05
# Languages of few trees. Where there are many, the teacher attaches words no better than the analyser, which has gone over them longer.
TREES_TAUGHT = ("es", "ru", "de", "uk")
MADE = {"fr": 6000, "es": 2000, "ru": 2000, "uk": 1500, "de": 1500}


class Corpus:
    def __init__(self, gold: Path, types: WordTypes, seed: int, with_dev: bool, hearsay: Path, inventory: Inventory | None):
        """`inventory`: of the checkpoint that is gone on from; without one it is taken from the treebanks."""
        self.types, self.rng = types, random.Random(seed)
        self.treebanks = treebanks.training(gold, with_dev)
        self.inventory = inventory or Inventory.of(s for part in self.treebanks for s in part)
        by_language: dict[str, list] = {}
        for part in self.treebanks:
            for s in part:
                s.silver = silver.read(s)
                by_language.setdefault(s.language, []).append(s)
        made = [w for lang, n in MADE.items() for w in templates.make(by_language[lang], lang, n, seed)]
        for w in made:
            w.weight, w.made = SILVER_WEIGHT, True
        self.documents = polnear.load(gold, "train", every_annotator=True)
        self._made = [self.encode(w) for w in made]
        self._conll, self._wikineural = entities.training(gold)
        self._mentions: entities.Mentions | None = None
        self.passages = passages.training(gold, hearsay)
        self._factuality = [self.encode(w) for w in factuality.training(gold)]
        self.development = Development(gold, hearsay)
        self.texts: list[Item] = []  # without labels, for `teach.py`
        self.languages: list[str] = []  # of each of them
        self.taught: list[Item] = []  # the same with what was read in them
        self.tokens = None  # of the words, in the language model's vocabulary

    def add_texts(self, gold: Path, hearsay: Path) -> None:
        for text in unlabelled.load(gold, hearsay):
            self.languages.append(text.language)
            self.texts.append(Item(np.array([self.types.index(w) for w in text.words]), trees={"lengths": text.lengths}))

    def learn_from(self, path: Path, trees: bool) -> None:
        """The texts with what `teach.py` read in them, in their order, with or without trees."""
        with np.load(path) as file:
            labels = {name: file[name].astype(np.int64) for name in file.files}
        starts = np.cumsum([0] + [len(text) for text in self.texts])
        if len(labels["upos"]) != starts[-1]:
            raise ValueError(f"{path} was made of other texts")
        whose, stances = labels.pop("whose"), labels.pop("stances")
        tags = np.eye(len(STATEMENTS), dtype=bool)
        for text, language, start, end in zip(self.texts, self.languages, starts, starts[1:]):
            mine = {name: values[start:end] for name, values in labels.items()}
            if language not in TREES_TAUGHT:
                mine |= {name: np.full(len(text), IGNORE) for name in ("heads", "relations")}
            parsed = mine | {"lengths": text.trees["lengths"]} if trees else None
            self.taught.append(Item(text.types, trees=parsed, roles=mine["roles"], statements=tags[mine["statements"]]))
        for i, start, (first, after, naming, kind) in _placed(whose, starts):
            self.taught[i].whose.append((first - start, after - start, naming, kind))
        for i, start, (*ends, stance) in _placed(stances, starts):
            cue, content = ((a - start, b - start) for a, b in (ends[:2], ends[2:]))
            self.taught[i].stances.append((cue, content, stance))

    def index_all(self) -> None:
        """So that no word will be met that is not known; but for entities, whose names are invented."""
        windows = [*self.development.windows(), *(w for d in self.documents for w in d.windows), *(w for p in self.passages for w in p)]
        for words in [w.words for w in windows] + [s.words for part in self.treebanks for s in part]:
            for word in words:
                self.types.index(word)
        for word in list(self.types.at):
            self.types.index(word.lower())

    def save(self, path: Path) -> None:
        """All but the vectors of words."""
        types, self.types = self.types, None
        with path.open("wb") as file:
            pickle.dump((self, types.at, types.rows), file)
        self.types = types

    @staticmethod
    def load(path: Path, lists: Path) -> "Corpus":
        with path.open("rb") as file:
            corpus, at, rows = pickle.load(file)
        corpus.types = WordTypes.load(lists)
        corpus.types.at, corpus.types.rows = at, rows
        return corpus

    def sampler(self, words: dict[str, float]):
        """A function from seeds to samplers that draw so many words of each task."""
        makers = {"trees": self.trees, "attribution": self.attributions, "entities": self.entities, "factuality": lambda: list(self._factuality),
                  "statements": self.statements, "taught": lambda: list(self.taught)}

        def seeded(seed: int) -> Sampler:
            self.rng.seed(seed)
            return Sampler({name: (makers[name], n) for name, n in words.items()}, seed)

        return seeded

    def encode(self, window: Window) -> Item:
        return encode(window, self.types, self.inventory)

    def drawn(self, window: Window) -> Item:
        return encode(window, self.types, self.inventory, lowered=self.rng.random() < LOWERED)

    def trees(self) -> list[Item]:
        """Windows of one or several consecutive sentences, drawn afresh each time."""
        out = []
        parts = list(self.treebanks)
        parts += [p for p in self.treebanks if self.rng.random() < REPEATS.get(p[0].language, REPEATS_OTHER) - 1]
        for part in parts:
            i = 0
            while i < len(part):
                group = [part[i]]
                target = 0 if self.rng.random() < 0.35 else self.rng.randint(15, 110)
                words = len(part[i].words)
                i += 1
                while i < len(part) and words < target and words + len(part[i].words) <= MAX_WORDS:
                    group.append(part[i])
                    words += len(part[i].words)
                    i += 1
                out.append(self.drawn(join(group, SILVER_WEIGHT)))
        return out

    def attributions(self) -> list[Item]:
        """Paragraphs of PolNeAR, some of them joined with those that follow, and what was made by rule."""
        out = list(self._made)
        for document in self.documents:
            out += [self.drawn(w) for w in merge(document.windows, self.rng)]
        return out

    def entities(self) -> list[Item]:
        """Sentences and runs of sentences, some of their names changed."""
        self._mentions = self._mentions or entities.Mentions(self._conll + self._wikineural, self.rng)
        out = []
        for tagged, share in [(t, 1.0) for t in self._conll] + [(t, WIKINEURAL_SHARE) for t in self._wikineural]:
            for document in (d for d in tagged.documents if self.rng.random() < share):
                document = [self._mentions.replace(w, tagged.language) for w in document]
                out += [self.drawn(w) for w in merge(document, self.rng)]
        return out

    def statements(self) -> list[Item]:
        return [self.drawn(w) for passage in self.passages for w in merge(passage, self.rng)]


def _placed(rows: np.ndarray, starts: np.ndarray):
    """Rows that begin with a word's place among all texts: which text it is in, where that one starts, and the row."""
    of = np.searchsorted(starts, rows[:, 0], "right") - 1
    return zip(of.tolist(), starts[of].tolist(), rows.tolist())


def merge(windows: list[Window], rng: random.Random) -> list[Window]:
    """Joins short consecutive paragraphs or sentences, to a target length drawn for each."""
    out: list[Window] = []
    target = 0
    for window in windows:
        last = out[-1] if out else None
        if last and len(last.words) < target and len(last.words) + len(window.words) <= MAX_WORDS:
            out[-1] = concatenate(last, window)
        else:
            out.append(window)
            target = 0 if rng.random() < 0.6 else rng.randint(15, 70)
    return out


def concatenate(a: Window, b: Window) -> Window:
    if a.entities is not None:
        return Window(a.words + b.words, entities=a.entities + b.entities)
    name = "spans" if a.spans is not None else "statements"
    ours, theirs, base = getattr(a, name), getattr(b, name), len(a.words)
    moved = [replace(s, start=s.start + base, end=s.end + base, cue=s.cue + len(ours) if s.cue >= 0 else -1) for s in theirs]
    later = [tuple(i + len(ours) if i >= 0 else -1 for i in (cue, content)) + (stance,) for cue, content, stance in b.stances]
    return Window(a.words + b.words, stances=a.stances + later, **{name: ours + moved})
