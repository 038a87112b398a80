"""Measures a checkpoint, its weights rounded to what is shipped, on everything at hand; prints Markdown tables."""

import argparse
from pathlib import Path

import torch

import entities
import factuality
import polnear
import treebanks
from export import dequantised
from inventory import WordTypes
from measures import attribution, certainty, entity_f1, gold_links, syntax
from predict import Predictor
from train import load
from word_vectors import LISTS

TREEBANKS = [
    "UD_French-Sequoia/test", "UD_French-GSD/test", "UD_French-ParTUT/test", "UD_English-EWT/test", "UD_English-LinES/test",
    "UD_English-PUD/test", "UD_Spanish-GSD/test", "UD_Spanish-PUD/test", "UD_Russian-GSD/test", "UD_Russian-Taiga/test",
    "UD_Russian-PUD/test", "UD_German-GSD/test", "UD_German-PUD/test", "UD_Ukrainian-IU/test", "UD_Ukrainian-ParlaMint/test",
]
ENTITIES = ["conll/en/test", "conll/es/test", "wikineural/fr/test", "wikineural/en/test", "wikineural/es/test",
            "wikineural/ru/test", "wikineural/de/test"]


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("checkpoint", type=Path)
    args.add_argument("--gold", type=Path, default=Path("../../shared/gold"))
    args.add_argument("--whole", action="store_true", help="the weights before rounding")
    args.add_argument("--first", type=int, default=None, help="only so many sentences of each set")
    args.add_argument("--threads", type=int, default=1)
    args.add_argument("--lists", type=Path, default=LISTS)
    args = args.parse_args()
    torch.set_num_threads(args.threads)
    model, inventory, state = load(args.checkpoint)
    types = WordTypes.load(args.lists)
    if not args.whole:
        dequantised(model, types)
    predictor = Predictor(model, types, inventory)
    print(f"step {state['step']}\n\n| gold words | UPOS | UAS | LAS | lemma | features | Mood=Cnd F1 (gold) |\n|---|---|---|---|---|---|---|", flush=True)
    for name in TREEBANKS:
        s = syntax(predictor, treebanks.load(args.gold, name)[:args.first])
        print(f"| {name[3:]} | {s['upos']:.1f} | {s['uas']:.1f} | {s['las']:.1f} | {s['lemma']:.1f} | {s['feats']:.1f} "
              f"| {s['cnd']:.1f} ({s['cnd_gold']}) |", flush=True)
    documents = polnear.load(args.gold, "dev", every_annotator=False)
    a, g = attribution(predictor, documents), gold_links(predictor, documents)
    print("\n| PolNeAR dev | source | cue | content |\n|---|---|---|---|")
    print(f"| exact span F1 | {a['source']:.1f} | {a['cue']:.1f} | {a['content']:.1f} |")
    print(f"| link right, matched spans | {a['link_source']:.1f} | | {a['link_content']:.1f} |")
    print(f"| link right, gold spans | {g['source']:.1f} | | {g['content']:.1f} |", flush=True)
    print("\n| entities | F1 |\n|---|---|")
    for name in ENTITIES:
        print(f"| {name} | {entity_f1(predictor, entities.load(args.gold, name)[:args.first]):.1f} |", flush=True)
    print("\n| factuality dev | MAE | r |\n|---|---|---|")
    for name in factuality.SETS:
        mae, r = certainty(predictor, factuality.load(args.gold, name, "dev"))
        print(f"| {name} | {mae:.2f} | {r:.2f} |")


if __name__ == "__main__":
    main()
