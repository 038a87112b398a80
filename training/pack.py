"""Packs all data, encoded, for `train.py --corpus` on another machine: `python pack.py --start shipped.pt --out corpus.pkl`."""

import argparse
from pathlib import Path

import torch

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
    args.add_argument("--out", type=Path, required=True)
    args = args.parse_args()
    known = Inventory.from_dict(torch.load(args.start, weights_only=False)["inventory"])
    corpus = Corpus(args.gold, WordTypes.load(args.lists), args.seed, args.with_dev, args.hearsay, known)
    corpus.index_all()
    corpus.save(args.out)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.0f} MB, {len(corpus.types.at)} word forms")


if __name__ == "__main__":
    main()
