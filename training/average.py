"""The mean of several checkpoints of one run: `python average.py A.pt B.pt --out C.pt`. Where a run goes on from another and its rate falls
again, the mean of both ends is often better than either (Izmailov et al. 2018)."""

import argparse
from pathlib import Path

import torch


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("checkpoints", type=Path, nargs="+")
    args.add_argument("--out", type=Path, required=True)
    given = args.parse_args()
    states = [torch.load(path, weights_only=False) for path in given.checkpoints]
    mean = states[0]
    for name, value in mean["model"].items():
        if value.is_floating_point():
            mean["model"][name] = torch.stack([state["model"][name] for state in states]).mean(0)
    # Without the optimiser's state: nothing is to go on from it.
    torch.save({key: mean[key] for key in ("model", "shape", "inventory", "step")}, given.out)


if __name__ == "__main__":
    main()
