"""Trains the analyser: `python train.py --gold ../../shared/gold --out run`. See README.md."""

import argparse
import json
import math
import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch

from batches import Batch, Sampler
from corpus import Corpus
from inventory import Inventory, WordTypes
from losses import losses, total
from measures import development
from model import Analyser, Shape
from pieces import Pieces
from predict import Predictor

WARM_UP = 150


class Average:
    """Exponential moving average of the weights; what is measured and exported."""

    def __init__(self, model: torch.nn.Module, decay: float):
        self.decay, self.steps = decay, 0
        self.values = {k: v.detach().clone() for k, v in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: torch.nn.Module) -> None:
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for name, value in model.state_dict().items():
            self.values[name].lerp_(value, 1 - decay)


def rate(step: int, steps: int, decay_from: int, peak: float) -> float:
    """Warm-up, a plateau, then a cosine down to a fiftieth."""
    if step < WARM_UP:
        return peak * (step + 1) / WARM_UP
    if step < decay_from:
        return peak
    done = (step - decay_from) / max(1, steps - decay_from)
    return peak * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, done))))


def prefetch(make, count: int):
    """Makes one batch ahead in a thread; the order is the same as without it."""
    with ThreadPoolExecutor(1) as pool:
        ahead = pool.submit(make)
        for _ in range(count - 1):
            ready, ahead = ahead.result(), pool.submit(make)
            yield ready
        yield ahead.result()


def save(path: Path, values: dict, model: Analyser, inventory: Inventory, extra: dict) -> None:
    torch.save({"model": values, "shape": model.shape.as_dict(), "inventory": inventory.as_dict(), **extra}, path)


def load(path: Path) -> tuple[Analyser, Inventory, dict]:
    """A checkpoint's averaged model, its inventory, and all else that it holds."""
    state = torch.load(path, weights_only=False)
    labels = state["inventory"]
    inventory = Inventory(labels["feats"], labels["lemmas"], labels["relations"])
    model = Analyser(Shape(**state["shape"]))
    model.load_state_dict(state["model"])
    return model, inventory, state


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--gold", type=Path, default=Path("../../shared/gold"))
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--steps", type=int, default=12000)
    args.add_argument("--decay-from", type=int, default=8000)
    args.add_argument("--rate", type=float, default=2e-3)
    args.add_argument("--threads", type=int, default=2)
    args.add_argument("--seed", type=int, default=7)
    args.add_argument("--every", type=int, default=1000, help="steps between measurements and checkpoints")
    args.add_argument("--hidden", type=int, default=200)
    args.add_argument("--resume", type=Path, help="a checkpoint to go on from, with its optimiser's state")
    args = args.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    np.random.seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)

    types = WordTypes(Pieces())
    corpus = Corpus(args.gold, types, args.seed)
    inventory = corpus.inventory
    shape = Shape(hidden=args.hidden, feats=tuple(len(v) for v in inventory.feats.values()),
                  lemmas=len(inventory.lemma_scripts), relations=len(inventory.relations))
    model = Analyser(shape)
    core = sum(p.numel() for p in model.parameters()) - sum(p.numel() for p in model.words.parameters())
    print(f"{core} parameters beside the word tables, {len(types.rows)} word forms", flush=True)
    optimiser = torch.optim.AdamW(model.parameters(), lr=args.rate, betas=(0.9, 0.99), weight_decay=0.01, fused=True)
    average, first = Average(model, 0.998), 0
    if args.resume:
        state = torch.load(args.resume, weights_only=False)
        model.load_state_dict(state["raw"])
        optimiser.load_state_dict(state["optimiser"])
        average.values, average.steps, first = state["model"], state["step"], state["step"]
    sampler = Sampler({"trees": (corpus.trees, 600), "attribution": (corpus.attributions, 600),
                       "entities": (corpus.entities, 350), "factuality": (corpus.factuality, 60)}, args.seed + first)
    log = (args.out / "log.jsonl").open("a", encoding="utf-8")
    began, words, running = time.time(), 0, {}
    batches = prefetch(lambda: Batch(sampler.draw(), types), args.steps - first)
    for step, batch in enumerate(batches, first):
        for group in optimiser.param_groups:
            group["lr"] = rate(step, args.steps, args.decay_from, args.rate)
        model.train()
        parts = losses(model, batch)
        optimiser.zero_grad()
        total(parts).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        average.update(model)
        words += batch.words
        for name, loss in parts.items():
            running[name] = 0.98 * running.get(name, loss.item()) + 0.02 * loss.item()
        if (step + 1) % 100 == 0:
            spent = time.time() - began
            row = {"step": step + 1, "seconds": round(spent), "words_a_second": round(words / spent)}
            print(json.dumps(row | {k: round(v, 3) for k, v in running.items()}), flush=True)
        if (step + 1) % args.every == 0 or step + 1 == args.steps:
            measured = Analyser(shape)
            measured.load_state_dict(average.values)
            scores = development(Predictor(measured, types, inventory), args.gold)
            row = {"step": step + 1, "seconds": round(time.time() - began), "words": words}
            row |= {k: round(v, 2) for k, v in scores.items()}
            print(json.dumps(row), flush=True)
            log.write(json.dumps(row) + "\n")
            log.flush()
            save(args.out / "latest.pt", average.values, model, inventory,
                 {"raw": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1})


if __name__ == "__main__":
    main()
