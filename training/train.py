"""Trains the analyser: `python train.py --gold ../../shared/gold --out run`. See README.md."""

import argparse
import json
import math
import time
from pathlib import Path

import torch

import parallel
from batches import Batch
from corpus import Corpus
from inventory import Inventory, WordTypes
from losses import losses, total
from model import Analyser, Shape
from parallel import Gradients
from predict import Predictor
from word_vectors import LISTS

WARM_UP = 150
TAUGHT_A_STEP = 1000
WORDS_A_STEP = {"trees": 1000, "attribution": 400, "entities": 400, "factuality": 40, "statements": 600}
# With `--only`: what is trained then, and on what. All else stays as it is; but what the checkpoint begun with lacks is trained too, such as the projections of
# listed words, which statements are read from later.
PARTS = {
    "statements": (("reader.", "roles.", "statements.", "whose.", "stance_"), {"attribution": 700, "statements": 900}),
    "entities": (("names.affixes.", "names.shapes.", "names.encoder.", "entities."), {"entities": 1000}),
}


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


def save(path: Path, values: dict, model: Analyser, inventory: Inventory, extra: dict) -> None:
    values = {name: value.cpu() for name, value in values.items()}
    torch.save({"model": values, "shape": model.shape.as_dict(), "inventory": inventory.as_dict(), **extra}, path)


def load(path: Path) -> tuple[Analyser, Inventory, dict]:
    """A checkpoint's averaged model, its inventory, and all else that it holds."""
    state = torch.load(path, weights_only=False, map_location="cpu")
    inventory = Inventory.from_dict(state["inventory"])
    model = Analyser(Shape(**state["shape"]))
    model.load_state_dict(state["model"])
    return model, inventory, state


def arguments() -> argparse.Namespace:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--gold", type=Path, default=Path("../../shared/gold"))
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--steps", type=int, default=12000)
    args.add_argument("--decay-from", type=int, default=8000)
    args.add_argument("--rate", type=float, default=2e-3)
    args.add_argument("--seconds", type=float, default=math.inf, help="with one worker: the steps end then, if that is sooner, and the rate falls to it")
    args.add_argument("--device", default="cpu", help="`cuda`: with one worker, and batches drawn by other processes")
    args.add_argument("--corpus", type=Path, help="as `pack.py` writes it, instead of reading all")
    args.add_argument("--taught", type=Path, help="what `teach.py` has read in the corpus's texts")
    args.add_argument("--words", type=float, default=1.0, help="how many times the usual words a step has")
    args.add_argument("--workers", type=int, default=2, help="processes; they share each step's words")
    args.add_argument("--seed", type=int, default=7)
    args.add_argument("--every", type=int, default=1000, help="steps between measurements and checkpoints")
    args.add_argument("--hidden", type=int, default=200)
    args.add_argument("--with-dev", action="store_true", help="train on the treebanks' development sets too")
    args.add_argument("--hearsay", type=Path, default=Path("../target/release/hearsay"), help="the product, for its segmentation of passages")
    args.add_argument("--lists", type=Path, default=LISTS, help="the folder that `word_vectors.py` wrote")
    args.add_argument("--only", choices=PARTS, help="train this part, from its beginning where `--start` has none of it")
    args.add_argument("--leave-out", nargs="+", default=[], choices=WORDS_A_STEP, help="tasks")
    args.add_argument("--start", type=Path, help="a checkpoint whose weights are begun with, as `restore.py` makes it; the run counts from 0")
    args.add_argument("--resume", type=Path, help="a checkpoint to go on from, with its optimiser's state")
    return args.parse_args()


class Training:
    """All that the workers share: data, the model as it begins, and the gradients."""

    def __init__(self, args: argparse.Namespace):
        self.args = args
        self.state = torch.load(args.resume, weights_only=False) if args.resume else None
        begun = torch.load(args.start, weights_only=False) if args.start else self.state
        if args.corpus:
            self.corpus = Corpus.load(args.corpus, args.lists)
            if args.taught:
                self.corpus.learn_from(args.taught, trees=not args.only)
        else:
            known = Inventory.from_dict(begun["inventory"]) if begun else None
            self.corpus = Corpus(args.gold, WordTypes.load(args.lists), args.seed, args.with_dev, args.hearsay, known)
        self.types = self.corpus.types
        inventory = self.corpus.inventory
        shape = Shape(hidden=args.hidden, feats=tuple(len(v) for v in inventory.feats.values()),
                      lemmas=len(inventory.lemma_scripts), relations=len(inventory.relations))
        self.model = Analyser(shape)
        new = set()
        if args.start:
            sizes = {name: value.shape for name, value in self.model.state_dict().items()}
            fitting = {name: value for name, value in begun["model"].items() if sizes.get(name) == value.shape}
            new = set(self.model.load_state_dict(fitting, strict=False).missing_keys)
            print("new parts:", sorted(new), flush=True)
        core = sum(p.numel() for p in self.model.parameters()) - sum(p.numel() for p in self.model.words.parameters())
        print(f"{core} parameters beside the word tables, {len(self.types.rows)} word forms", flush=True)
        for name, parameter in self.model.named_parameters():
            if args.only:
                parameter.requires_grad = name in new or name.startswith(PARTS[args.only][0])
            elif "entities" in args.leave_out:
                parameter.requires_grad = not name.startswith(("names.", "entities."))
        self.gradients = Gradients(self.model, args.workers)

    def work(self, rank: int) -> None:
        args, model = self.args, self.model
        torch.manual_seed(args.seed * 1000 + rank)
        trained = [p for p in model.parameters() if p.requires_grad]
        optimiser = torch.optim.AdamW(trained, lr=args.rate, betas=(0.9, 0.99), weight_decay=0.01, fused=True)
        average, first = Average(model, 0.998), 0
        if self.state:
            first = self.state["step"]
            model.load_state_dict(self.state["raw"])
            optimiser.load_state_dict(self.state["optimiser"])
            average.values, average.steps = self.state["model"], first
        self.gradients.attach(model, rank)
        words = {name: n for name, n in (PARTS[args.only][1] if args.only else WORDS_A_STEP).items() if name not in args.leave_out}
        if args.taught:
            words["taught"] = TAUGHT_A_STEP
        sampler, seed = self.corpus.sampler({n: w * args.words / args.workers for n, w in words.items()}), args.seed + first + 7919 * rank
        draws = parallel.ahead(sampler, args.steps - first, seed) if args.device == "cuda" else sampler(seed)
        report = Report(self, optimiser, average) if rank == 0 else None
        began, step = time.time(), first
        for items in draws:
            step = max(step, int(args.steps * (time.time() - began) / args.seconds))
            if step >= args.steps:
                break
            for group in optimiser.param_groups:
                group["lr"] = rate(step, args.steps, args.decay_from, args.rate)
            batch = Batch(items, self.types)
            parts = losses(model.train(), batch)
            if args.only:
                parts = {name: loss for name, loss in parts.items() if loss.requires_grad}
            self.gradients.collect()
            total(parts).backward()
            self.gradients.average()
            torch.nn.utils.clip_grad_norm_(trained, 5.0)
            optimiser.step()
            if report:  # weights are the same in every worker; the first one keeps the average and the books
                average.update(model)
                report.step(step + 1, batch.words, parts)
            step += 1
        if report:
            report.measure(step)


class Report:
    """Prints losses, measures on the development sets, and writes checkpoints."""

    def __init__(self, training: Training, optimiser, average: Average):
        self.training, self.optimiser, self.average = training, optimiser, average
        self.log = (training.args.out / "log.jsonl").open("a", encoding="utf-8")
        self.began, self.words, self.running = time.time(), 0, {}

    def step(self, step: int, words: int, parts: dict) -> None:
        args = self.training.args
        self.words += words * args.workers
        for name, loss in parts.items():
            self.running[name] = 0.98 * self.running.get(name, loss.item()) + 0.02 * loss.item()
        if step % 100 == 0:
            spent = time.time() - self.began
            row = {"step": step, "seconds": round(spent), "words_a_second": round(self.words / spent)}
            print(json.dumps(row | {k: round(v, 3) for k, v in self.running.items()}), flush=True)
        if step % args.every == 0 and step < args.steps:
            self.measure(step)

    def measure(self, step: int) -> None:
        t = self.training
        measured = Analyser(t.model.shape)
        measured.load_state_dict(self.average.values)
        row = {"step": step, "seconds": round(time.time() - self.began), "words": self.words}
        save(t.args.out / "latest.pt", self.average.values, t.model, t.corpus.inventory,
             {"raw": t.model.state_dict(), "optimiser": self.optimiser.state_dict(), "step": step})
        scores = t.corpus.development.scores(Predictor(measured, t.types, t.corpus.inventory))
        row |= {k: round(v, 2) for k, v in scores.items()}
        print(json.dumps(row), flush=True)
        self.log.write(json.dumps(row) + "\n")
        self.log.flush()


def main() -> None:
    args = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    torch.set_default_device(args.device)
    args.out.mkdir(parents=True, exist_ok=True)
    parallel.run(Training(args).work, args.workers)


if __name__ == "__main__":
    main()
