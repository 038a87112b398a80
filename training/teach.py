"""A larger network labels texts for the analyser to learn from: `python teach.py --corpus corpus.pkl --model lm.gguf --out taught.npz`.

Its heads are the analyser's, over one LSTM layer over the first blocks of a public language model. It is trained on what the analyser is trained on, for a few
passes; what it reads in the corpus's texts without labels is then one more task for `train.py --taught` (word by word what is most likely, the best path of tags).
"""

import argparse
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from batches import Batch, link_candidates
from corpus import Corpus
from inventory import STATEMENTS
from language_model import LanguageModel, Tokens
from losses import losses, means, total
from model import Analyser, Encoder, Shape
from parallel import ahead
from predict import Predictor, statement_spans
from train import rate
from windows import Span

WORDS_A_STEP = {"trees": 1400, "attribution": 1000, "factuality": 60, "statements": 1500}
RATE, MODEL_RATE = 1.5e-3, 5e-5
NARROWED = 512  # what the language model's numbers a word are brought down to


class Teacher(Analyser):
    def __init__(self, s: Shape, model: LanguageModel, tokens: Tokens):
        super().__init__(s)
        self.tokens, self.model = tokens, model
        self.narrow = torch.nn.Linear(2 * model.size, NARROWED)
        self.encoder = Encoder(self.words.size + NARROWED, s.hidden, 1)

    def encode(self, batch: Batch):
        """As the analyser's; the language model sees a window as one text, a word is the mean over its tokens."""
        cut, none = [self.tokens.of(item.types) for item in batch.items], batch.types.shape[1]
        size = (len(cut), 1 + max(len(ids) for ids, _ in cut))
        ids, words, there = np.zeros(size, dtype=np.int64), np.full(size, none), np.zeros(size, dtype=bool)
        ids[:, 0], there[:, 0] = self.tokens.beginning, True
        for row, (own, of) in enumerate(cut):
            here = slice(1, 1 + len(own))
            ids[row, here], words[row, here], there[row, here] = own, of, True
        ids, words, there = map(torch.as_tensor, (ids, words, there))
        states = self.model(ids, there)
        sums = torch.zeros(len(cut), none + 1, states.shape[2]).scatter_add(1, words[..., None].expand_as(states), states)
        counts = torch.zeros(sums.shape[:2]).scatter_add(1, words, torch.ones(words.shape))
        means = (sums / counts.clamp(min=1)[..., None])[:, :-1]
        vectors = self.words(*batch.features)[batch.types]
        narrow = self.encoder.drop(self.narrow(means))
        return self.encoder(torch.cat([narrow, vectors], 2), batch.lengths), vectors


def train(teacher: Teacher, corpus: Corpus, steps: int, seconds: float, seed: int) -> None:
    """The rate falls from a third on, to the end of the steps or of the seconds, whichever is sooner."""
    heads = [p for name, p in teacher.named_parameters() if p.requires_grad and not name.startswith("model.")]
    below = [p for p in teacher.model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": heads, "peak": RATE}, {"params": below, "peak": MODEL_RATE}], betas=(0.9, 0.99), weight_decay=0.01, fused=True)
    began, running, words = time.time(), {}, 0
    for count, items in enumerate(ahead(corpus.sampler(WORDS_A_STEP), steps, seed)):
        step = max(count, int(steps * (time.time() - began) / seconds))
        if step >= steps:
            break
        for group in optimiser.param_groups:
            group["lr"] = rate(step, steps, steps // 3, group["peak"])
        batch = Batch(items, corpus.types)
        parts = losses(teacher.train(), batch)
        optimiser.zero_grad(set_to_none=True)
        total(parts).backward()
        for parameters in (heads, below):
            torch.nn.utils.clip_grad_norm_(parameters, 5.0)
        optimiser.step()
        words += batch.words
        if count % 20 == 19:
            for name, loss in parts.items():
                running[name] = 0.7 * running.get(name, loss.item()) + 0.3 * loss.item()
            print(count + 1, f"{time.time() - began:.0f} s", words, {k: round(v, 3) for k, v in running.items()}, flush=True)
            if not math.isfinite(sum(running.values())):
                raise SystemExit("the loss is no number any more")


@torch.no_grad()
def label(teacher: Teacher, corpus: Corpus, words_a_batch: int) -> dict[str, np.ndarray]:
    """Of the corpus's texts, end to end: part of speech, features, lemma, head within its sentence, relation, whether a sentence begins, tags of roles and of
    statements. Of the sources and contents among the latter, counted in words from the first text's first: `whose` (start, end, naming, kind) and `stances`
    (start and end of the cue and of the content, stance)."""
    teacher.eval()
    order = sorted(range(len(corpus.texts)), key=lambda i: len(corpus.texts[i]))
    starts = np.cumsum([0] + [len(text) for text in corpus.texts])
    out: list[dict | None] = [None] * len(order)
    whose, stances = [], []
    while order:
        chosen = [order.pop()]
        while order and (len(chosen) + 1) * len(corpus.texts[chosen[0]]) <= words_a_batch:
            chosen.append(order.pop())
        batch = Batch([corpus.texts[i] for i in chosen], corpus.types)
        hidden, vectors = teacher.encode(batch)
        found = _tree_labels(teacher, batch, hidden, vectors, corpus.inventory.relation_at["root"])
        read = teacher.read(hidden, batch)
        tags = teacher.statements.crf.decode(teacher.statements(read), batch.mask)
        found["roles"] = np.concatenate(teacher.roles.crf.decode(teacher.roles(hidden), batch.mask))
        found["statements"] = np.concatenate(tags)
        ends = np.cumsum([len(item) for item in batch.items])
        for i, end in zip(chosen, ends):
            out[i] = {name: values[end - len(corpus.texts[i]):end].astype(np.int16) for name, values in found.items()}
        spans = [[Span(*span) for span in statement_spans([STATEMENTS[t] for t in row])] for row in tags]
        base = starts[chosen]
        whose += _whose_labels(teacher, spans, read, base)
        stances += _stance_labels(teacher, spans, read, teacher.linker.ends(hidden), base)
    labels = {name: np.concatenate([labels[name] for labels in out]) for name in out[0]}
    return labels | {"whose": np.array(whose, dtype=np.int32).reshape(-1, 4), "stances": np.array(stances, dtype=np.int32).reshape(-1, 5)}


def _tree_labels(teacher: Teacher, batch: Batch, hidden: torch.Tensor, vectors: torch.Tensor, root: int) -> dict[str, np.ndarray]:
    places, index, live = batch.sentences(list(range(len(batch.items))))
    flat, own = hidden.flatten(0, 1)[places], vectors.flatten(0, 1)[places]
    allowed = F.pad(live, (1, 0), value=True)[:, None]
    heads = teacher.parser.arcs(flat, index).masked_fill(~allowed, -1e9)[live].argmax(1)
    relations = teacher.parser.relations(flat, torch.where(heads > 0, heads + index[:, :1].expand_as(index)[live], 0))
    relations[:, root] = torch.where(heads == 0, 1e9, -1e9)
    found = {
        "begins": teacher.boundary(flat)[:, 0] > 0, "upos": teacher.upos(flat).argmax(1), "lemma": teacher.lemmas(flat, own).argmax(1), "heads": heads, "relations": relations.argmax(1),
        "feats": torch.stack([s.argmax(1) for s in teacher.features(flat, own).split(list(teacher.shape.feats), 1)], 1),
    }
    return {name: values.cpu().numpy() for name, values in found.items()}


def _whose_labels(teacher: Teacher, spans: list, read: torch.Tensor, base: np.ndarray) -> list[tuple]:
    places = [(row, s.start, s.end) for row, of in enumerate(spans) for s in of if s.kind in ("source", "relay")]
    if not places:
        return []
    naming, kind = (s.argmax(1).tolist() for s in teacher.whose(means(read, places)).split([teacher.shape.namings, teacher.shape.kinds], 1))
    return [(base[row] + start, base[row] + end, n, k) for (row, start, end), n, k in zip(places, naming, kind)]


def _stance_labels(teacher: Teacher, spans: list, read: torch.Tensor, ends: torch.Tensor, base: np.ndarray) -> list[tuple]:
    """Each content with the cue of its window that the linker likes best, where there is one."""
    contents, cues = [], []
    for row, of in enumerate(spans):
        for i, span in enumerate(of):
            candidates = link_candidates(of, i) if span.kind == "content" else []
            cues += [(row, start, end, len(contents), bucket) for start, end, bucket, _ in candidates]
            if candidates:
                contents.append((row, span.start, span.end))
    if not contents:
        return []
    row, start, end, of, bucket = torch.tensor(cues).T
    content = torch.tensor(contents)[of]
    scores = teacher.linker(torch.cat([ends[row, content[:, 1]], ends[row, content[:, 2] - 1]], 1), torch.cat([ends[row, start], ends[row, end - 1]], 1),
                            torch.ones_like(row), bucket).tolist()
    best: dict[int, int] = {}
    for i, cue in enumerate(cues):
        if cue[3] not in best or scores[i] > scores[best[cue[3]]]:
            best[cue[3]] = i
    linked = [cues[best[i]][:3] for i in range(len(contents))]
    stances = teacher.stance(means(read, linked), means(read, contents)).argmax(1).tolist()
    return [(base[row] + cue[1], base[row] + cue[2], base[row] + start, base[row] + end, stance)
            for (row, start, end), cue, stance in zip(contents, linked, stances)]


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--corpus", type=Path, required=True, help="as `corpus.py` writes it")
    args.add_argument("--model", type=Path, required=True, help="as `language_model.py` writes it")
    args.add_argument("--lists", type=Path, required=True)
    args.add_argument("--start", type=Path, required=True, help="a checkpoint of the analyser, for the vectors of words")
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--steps", type=int, default=550)
    args.add_argument("--seconds", type=float, default=math.inf, help="the rate falls as if the steps ended then, if that is sooner")
    args.add_argument("--seed", type=int, default=7)
    args.add_argument("--device", default="cpu")
    args.add_argument("--words", type=int, default=8000, help="words a batch when texts are labelled")
    args = args.parse_args()
    torch.manual_seed(args.seed)
    corpus = Corpus.load(args.corpus, args.lists)
    begun = torch.load(args.start, weights_only=False)
    torch.set_default_device(args.device)
    shape = Shape(**begun["shape"])
    shape.hidden, shape.reader = 256, 128
    teacher = Teacher(shape, LanguageModel(args.model), corpus.tokens)
    fitting = {name: value for name, value in begun["model"].items() if name.startswith(("words.", "names."))}
    teacher.load_state_dict(fitting, strict=False)
    for name, parameter in teacher.named_parameters():
        parameter.requires_grad = not name.startswith(("names.", "entities.", "model.embedding"))
    train(teacher, corpus, args.steps, args.seconds, args.seed)
    print({k: round(v, 1) for k, v in corpus.development.scores(Predictor(teacher, corpus.types, corpus.inventory)).items()}, flush=True)
    began = time.time()
    labels = label(teacher, corpus, args.words)
    np.savez(args.out, **{name: values.astype(np.int8) if values.max(initial=0) < 128 else values for name, values in labels.items()})
    print(f"{len(labels['upos'])} words labelled in {time.time() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
