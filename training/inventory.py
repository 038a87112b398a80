"""The label inventories, and the word types of all data with their features."""

from collections import Counter
from pathlib import Path

import numpy as np
import torch

import features
import lemmas
import word_vectors
from pieces import Pieces, normalise

UPOS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
        "SYM", "VERB", "X"]
ENTITIES = ["O"] + [f"{p}-{k}" for k in ("PER", "ORG", "LOC", "MISC") for p in "BI"]
ROLES = ["O"] + [f"{p}-{k}" for k in ("source", "cue", "content") for p in "BI"]
STATEMENTS = ["O"] + [f"{p}-{k}" for k in ("content", "own", "cue", "source", "relay") for p in "BI"]
NAMINGS = ["named", "described", "anonymous"]
STANCES = ["asserts", "confirms", "denies", "accuses", "requests", "promises", "opines", "declines"]
KINDS = ["government", "military", "armed-group", "police", "diplomatic", "media", "witness", "victim", "expert", "ngo", "company", "international",
         "document", "other"]
FEATS = ["Number", "Gender", "Person", "Tense", "Mood", "VerbForm", "Voice", "PronType", "Polarity", "Definite", "Case",
         "Aspect", "Degree", "Poss", "Reflex", "NumType", "Animacy"]


class Inventory:
    def __init__(self, feats: dict[str, list[str]], lemma_scripts: list[str], relations: list[str]):
        self.feats, self.lemma_scripts, self.relations = feats, lemma_scripts, relations
        self.upos_at = {u: i for i, u in enumerate(UPOS)}
        self.feat_at = [{v: i for i, v in enumerate(vs)} for vs in feats.values()]
        self.lemma_at = {s: i for i, s in enumerate(lemma_scripts)}
        self.relation_at = {r: i for i, r in enumerate(relations)}

    @classmethod
    def of(cls, sentences) -> "Inventory":
        values = {f: Counter() for f in FEATS}
        scripts, relations = Counter(), Counter()
        for s in sentences:
            relations.update(s.relations)
            for word, lemma, feats in zip(s.words, s.lemmas, s.feats):
                if lemma != "_":
                    scripts[lemmas.script(normalise(word), lemma)] += 1
                for f in FEATS:
                    if f in feats:
                        values[f][feats[f]] += 1
        return cls(
            {f: ["_"] + sorted(v for v, n in c.items() if n >= 20) for f, c in values.items()},
            [s for s, n in scripts.most_common() if n >= 4],
            sorted(r for r, n in relations.items() if n >= 5))

    @classmethod
    def from_dict(cls, labels: dict) -> "Inventory":
        return cls(labels["feats"], labels["lemmas"], labels["relations"])

    def as_dict(self) -> dict:
        return {"upos": UPOS, "feats": self.feats, "lemmas": self.lemma_scripts, "relations": self.relations,
                "entities": ENTITIES, "roles": ROLES, "statements": STATEMENTS, "namings": NAMINGS, "kinds": KINDS, "stances": STANCES}


class WordTypes:
    """Every word form met, with the rows of its features; grows as texts are added."""

    def __init__(self, pieces: Pieces, listed: dict[str, word_vectors.WordVectors]):
        self.pieces, self.listed = pieces, listed
        self.at: dict[str, int] = {}
        self.rows: list[tuple] = []
        self.replace_vectors(pieces.vectors(), [words.table for words in listed.values()])

    @classmethod
    def load(cls, lists: Path) -> "WordTypes":
        """`lists`: the folder that `word_vectors.py` wrote."""
        return cls(Pieces(lists), word_vectors.load(lists))

    def replace_vectors(self, vectors: np.ndarray, tables: list[np.ndarray]) -> None:
        """Takes other vectors of pieces and of listed words."""
        self.vectors = vectors
        for listed, table in zip(self.listed.values(), tables, strict=True):
            listed.table = table
        self._tables: list[torch.Tensor] = []

    def index(self, word: str) -> int:
        found = self.at.get(word)
        if found is None:
            text = normalise(word)
            found = self.at[word] = len(self.rows)
            self.rows.append((self.pieces.cut(text), features.affixes(text), features.grams(text), features.shape(text),
                              [listed.row(text) for listed in self.listed.values()]))
        return found

    def features(self, types: np.ndarray):
        """Tensors for an array of types: mean subword vector, affix rows, n-gram rows, shape row, vectors as a listed word."""
        if not self._tables:  # a last row of zeros each, for what has none
            self._tables = [torch.as_tensor(np.concatenate([table, np.zeros_like(table[:1])]))
                            for table in (self.vectors, *(listed.table for listed in self.listed.values()))]
        pieces, affixes, grams, shapes, listed = zip(*(self.rows[t] for t in types))
        vectors, *tables = self._tables
        counts = torch.tensor([[max(1, len(ids))] for ids in pieces])
        return [
            vectors[_padded(pieces, len(vectors) - 1)].sum(1) / counts,
            torch.tensor(affixes), _padded(grams, features.GRAM_ROWS, features.MAX_GRAMS), torch.tensor(shapes),
            *(table[torch.tensor(rows)] for table, rows in zip(tables, zip(*listed))),
        ]


def _padded(lists: tuple[list[int], ...], with_what: int, width: int = 1) -> torch.Tensor:
    out = np.full((len(lists), max(width, *map(len, lists))), with_what)
    for row, values in zip(out, lists):
        row[:len(values)] = values
    return torch.as_tensor(out)
