"""Packs what another machine needs to train, for `train.py --corpus` and `teach.py`: all data, encoded, and the part of a language model that teaches."""

import argparse
import tempfile
from pathlib import Path

import torch

import language_model
from corpus import Corpus
from inventory import Inventory, WordTypes
from word_vectors import LISTS


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--gold", type=Path, default=Path("../../shared/gold"))
    args.add_argument("--hearsay", type=Path, default=Path("../target/release/hearsay"))
    args.add_argument("--lists", type=Path, default=LISTS)
    args.add_argument("--start", type=Path, required=True, help="a checkpoint whose labels are taken")
    args.add_argument("--with-dev", action="store_true", help="the treebanks' development sets too")
    args.add_argument("--seed", type=int, default=7)
    args.add_argument("--model", type=Path, nargs="+", help="the language model's file, or its parts in their order: texts without labels are packed too then")
    args.add_argument("--blocks", type=int, default=language_model.BLOCKS)
    args.add_argument("--out", type=Path, required=True, help="a folder for `corpus.pkl`, and for `model.gguf`")
    args = args.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    known = Inventory.from_dict(torch.load(args.start, weights_only=False)["inventory"])
    corpus = Corpus(args.gold, WordTypes.load(args.lists), args.seed, args.with_dev, args.hearsay, known)
    if args.model:
        corpus.add_texts(args.gold, args.hearsay)
    corpus.index_all()
    if args.model:
        with tempfile.NamedTemporaryFile(suffix=".gguf") as whole:
            for part in args.model:
                whole.write(part.read_bytes())
            whole.flush()
            corpus.tokens = language_model.cut(Path(whole.name), args.blocks, list(corpus.types.at), args.out / "model.gguf")
    corpus.save(args.out / "corpus.pkl")
    print(f"{len(corpus.types.at)} word forms, {sum(len(t) for t in corpus.texts)} words without labels")


if __name__ == "__main__":
    main()
