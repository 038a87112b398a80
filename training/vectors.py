"""Test vectors for other runtimes: what the exported weights give for a few sentences, at every stage."""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

import features
from batches import Batch, Item
from export import dequantised
from inventory import WordTypes
from pieces import normalise
from predict import Predictor
from train import load
from windows import Window
from word_vectors import LISTS

# Invented; each window is a list of sentences of words.
WINDOWS = [
    [["«", "Nous", "avons", "abattu", "l'", "appareil", "»", ",", "a", "déclaré", "Oleg", "Bielov", ",", "porte-parole",
      "de", "l'", "armée", "."]],
    [["Selon", "le", "ministère", ",", "un", "drone", "aurait", "été", "abattu", "."], ["L’", "armée", "dément", "."]],
    [["The", "governor", "of", "Kostrava", "said", "on", "Monday", "that", "12", "people", "were", "killed", ",", "Merena",
      "reported", "."]],
    [["По", "словам", "губернатора", ",", "удар", "пришёлся", "по", "складу", "."]],
    [["За", "даними", "поліції", ",", "троє", "людей", "загинули", "."]],
    [["El", "ministro", "negó", "el", "ataque", "."]],
    [["Paris"]],
    [["ﬁn", "№5", "C-130", "3.5", "😀", "日本"]],
]


def digest(matrix: torch.Tensor) -> list[list[float]]:
    """The first eight columns of each row and the row's mean absolute value."""
    rows = matrix.double()
    return [[round(float(v), 5) for v in r[:8]] + [round(float(r.abs().mean()), 6)] for r in rows]


@torch.no_grad()
def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("checkpoint", type=Path)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--lists", type=Path, default=LISTS)
    args = args.parse_args()
    model, inventory, _ = load(args.checkpoint)
    types = WordTypes.load(args.lists)
    dequantised(model, types)
    predictor = Predictor(model, types, inventory)
    pieces, out = types.pieces, []
    for sentences in WINDOWS:
        words = [w for s in sentences for w in s]
        sizes = [len(s) for s in sentences]
        batch = Batch([Item(np.array([types.index(w) for w in words]), trees={"lengths": sizes})], types)
        states, own = model.encode(batch)
        reads = states, model.read(states, batch)
        hidden, vectors = states[0], own[0]
        names = model.name_vectors(batch)[batch.types][0]
        places, index, live = batch.sentences([0])
        arcs = model.parser.arcs(hidden, index)
        (done,) = predictor.run([Window(words)], [sizes])
        out.append({
            "sentences": sentences,
            "words": [{
                "text": normalise(w), "pieces": [pieces.pieces[i] for i in pieces.cut(normalise(w))],
                "affixes": features.affixes(normalise(w)), "grams": features.grams(normalise(w)),
                "shape": features.shape(normalise(w)),
            } for w in words],
            "vectors": digest(vectors), "names": digest(names), "hidden": digest(hidden), "named": digest(model.named(batch)[0]),
            "arcs": [[[round(float(v), 4) for v in row[:n + 1]] for row in a[:n]] for a, n in zip(arcs, sizes)],
            "upos_scores": digest(model.upos(hidden)),
            "role_scores": [[round(float(v), 4) for v in r] for r in model.roles(model.role_states(*reads))[0]],
            "entity_scores": [[round(float(v), 4) for v in r] for r in model.entities(model.named(batch)[0])],
            "certainty": [round(float(v), 4) for v in model.certainty(hidden)[:, 0]],
            "begins": [round(float(v), 4) for v in model.boundary(hidden)[:, 0]],
            "upos": done.upos, "feats": done.feats, "lemmas": done.lemmas, "heads": done.heads,
            "relations": done.relations, "entities": done.entities,
            "statements": [[s.kind, s.start, s.end, s.cue, s.naming, s.of, s.stance] for s in done.statements],
            "spans": [[s.kind, s.start, s.end, s.cue] for s in done.spans],
        })
    args.out.write_text(json.dumps(out, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
