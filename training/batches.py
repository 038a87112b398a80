"""Windows to arrays, arrays to padded batches, and the sampling of batches over tasks and lengths."""

import random
from dataclasses import dataclass, field

import numpy as np
import torch

import statements
from inventory import ENTITIES, FEATS, KINDS, NAMINGS, ROLES, STANCES, Inventory, WordTypes
from lemmas import script
from model import link_bucket
from pieces import normalise
from windows import Window, attribution_tags

IGNORE = -100
POLNEAR_WEIGHT = 0.3  # as statements, beside passages labelled for them
BOUNDS = [8, 13, 19, 26, 35, 48, 68, 128]
_ROLE = {r: i for i, r in enumerate(ROLES)}
_ENTITY = {e: i for i, e in enumerate(ENTITIES)}


@dataclass
class Item:
    """A window as arrays; what is None is not known and not trained."""

    types: np.ndarray
    trees: dict | None = None
    entities: np.ndarray | None = None
    roles: np.ndarray | None = None
    statements: np.ndarray | None = None  # bool [words, tags]: which may be right
    statements_weight: float = 1.0
    whose: list = field(default_factory=list)  # (start, end, naming, kind), IGNORE where not known
    stances: list = field(default_factory=list)  # (start and end of the cue, of the content, stance); (0, 0) where there is none
    links: list = field(default_factory=list)  # (start, end, kind, cues [(start, end, bucket)], index of the right cue)
    factuality: list = field(default_factory=list)
    weight: float = 1.0

    def __len__(self):
        return len(self.types)


def _trees(window: Window, inv: Inventory, lowered: bool) -> dict:
    upos, feats, lemma, heads, relations, lengths, begins = [], [], [], [], [], [], []
    for s in window.sentences:
        lengths.append(len(s.words))
        begins += [1] + [0] * (len(s.words) - 1)
        upos += [inv.upos_at.get(u, IGNORE) for u in s.upos]
        feats += [[at.get(f.get(name, "_"), 0) for name, at in zip(FEATS, inv.feat_at)] for f in s.feats]
        lemma += [inv.lemma_at.get(script(normalise(w), m), IGNORE) if m != "_" and (not lowered or w == w.lower()) else IGNORE
                  for w, m in zip(s.words, s.lemmas)]
        heads += s.heads
        relations += [inv.relation_at.get(r, IGNORE) for r in s.relations]
    return {"upos": np.array(upos), "feats": np.array(feats), "lemma": np.array(lemma), "heads": np.array(heads),
            "relations": np.array(relations), "lengths": lengths, "begins": np.array(begins)}


def links(spans: list) -> list[tuple]:
    """The choice of a cue for each span of a window that has one."""
    out = []
    for i, span in enumerate(spans):
        if span.kind != "cue" and span.cue >= 0:
            cues = link_candidates(spans, i)
            right = [k for k, c in enumerate(cues) if c[3] == span.cue]
            if len(cues) > 1 and right:
                out.append((span.start, span.end, int(span.kind == "content"), [c[:3] for c in cues], right[0]))
    return out


def link_candidates(spans: list, index: int) -> list[tuple[int, int, int, int]]:
    """Every cue of a window as (start, end, bucket, its index among the spans), seen from span `index`."""
    span = spans[index]
    cues = [(i, s) for i, s in enumerate(spans) if s.kind == "cue"]
    out = []
    for i, cue in cues:
        low, high = min(span.start, cue.start), max(span.end, cue.end)
        between = sum(1 for j, c in cues if j != i and low <= c.start and c.end <= high)
        out.append((cue.start, cue.end, link_bucket(span.start, span.end, cue.start, cue.end, between), i))
    return out


def encode(window: Window, types: WordTypes, inv: Inventory, lowered: bool = False) -> Item:
    """`lowered`: as if all were written in small letters; the lemmas of words that then look otherwise are not trained."""
    words = [w.lower() for w in window.words] if lowered else window.words
    item = Item(np.array([types.index(w) for w in words]), weight=window.weight)
    if window.sentences is not None:
        item.trees = _trees(window, inv, lowered)
    if window.entities is not None:
        item.entities = np.array([_ENTITY.get(e, 0) for e in window.entities])
    if window.spans is not None:
        item.roles = np.array([_ROLE[t] for t in attribution_tags(window)])
        item.links = links(window.spans)
        if not window.made:
            item.statements, item.statements_weight = statements.from_polnear(window), POLNEAR_WEIGHT
    if window.statements is not None:
        item.statements = statements.labelled(window)
        item.links = links(window.statements)
        for cue, content, stance in window.stances:
            ends = [(window.statements[i].start, window.statements[i].end) if i >= 0 else (0, 0) for i in (cue, content)]
            if content < 0 or window.statements[content].kind != "own":
                item.stances.append((*ends, STANCES.index(stance)))
        for s in window.statements:
            if s.kind in ("source", "relay"):
                item.whose.append((s.start, s.end, NAMINGS.index(s.naming) if s.naming in NAMINGS else IGNORE,
                                   KINDS.index(s.of) if s.of in KINDS else IGNORE))
    if window.factuality is not None:
        item.factuality = window.factuality
    return item


class Batch:
    """Padded tensors of some items. `features` are those of its distinct word types, `types` index them."""

    def __init__(self, items: list[Item], types: WordTypes):
        self.items = items
        longest = max(len(i) for i in items)
        table = np.full((len(items), longest), items[0].types[0])
        for row, item in zip(table, items):
            row[:len(item)] = item.types
        distinct, inverse = np.unique(table, return_inverse=True)
        self.features = types.features(distinct)
        self.types = torch.as_tensor(inverse.reshape(table.shape))
        self.lengths = torch.tensor([len(i) for i in items])
        self.mask = (torch.arange(longest)[None] < self.lengths[:, None]).float()
        self.words = int(self.lengths.sum())

    def padded(self, rows: list[int], name: str) -> torch.Tensor:
        """Labels `name` of the given items, padded with 0 to the batch's length."""
        out = np.zeros((len(rows), self.types.shape[1]), dtype=np.int64)
        for to, row in zip(out, rows):
            values = getattr(self.items[row], name)
            to[:len(values)] = values
        return torch.as_tensor(out)

    def sentences(self, rows: list[int]):
        """The words of the given items' trees: their places in the flattened batch [N]; for each sentence where its
        words are among those N, index [S, L] (0 where padded); and mask [S, L]."""
        width = self.types.shape[1]
        lengths = [n for r in rows for n in self.items[r].trees["lengths"]]
        places = torch.cat([torch.arange(r * width, r * width + len(self.items[r])) for r in rows])
        sizes = torch.tensor(lengths)
        steps = torch.arange(max(lengths))[None]
        mask = steps < sizes[:, None]
        index = torch.where(mask, steps + (sizes.cumsum(0) - sizes)[:, None], 0)
        return places, index, mask


class Sampler:
    """Draws from several tasks items of like length: a length bucket first, then as many words of each task as fit.

    A bucket's chance is the mean of its shares in the tasks; a task gives words in proportion to its own share there,
    so that over time each task is seen evenly at all lengths.
    """

    def __init__(self, tasks: dict[str, tuple], seed: int):
        """`tasks`: name to (function that makes a fresh list of items, words a batch)."""
        self.rng = random.Random(seed)
        self.tasks = tasks
        self.queues: dict[str, list[list[Item]]] = {}
        self.share: dict[str, list[float]] = {}
        for name in tasks:
            self._refill(name)
        self.chance = [sum(self.share[t][b] for t in tasks) / len(tasks) for b in range(len(BOUNDS))]

    def _refill(self, name: str) -> None:
        items = self.tasks[name][0]()
        self.rng.shuffle(items)
        queues: list[list[Item]] = [[] for _ in BOUNDS]
        for item in items:
            if len(item) <= BOUNDS[-1]:
                queues[next(b for b, bound in enumerate(BOUNDS) if len(item) <= bound)].append(item)
        total = sum(len(i) for q in queues for i in q)
        self.queues[name] = queues
        if name not in self.share:
            self.share[name] = [sum(len(i) for i in q) / total for q in queues]

    def __iter__(self):
        return self

    def __next__(self) -> list[Item]:
        bucket = self.rng.choices(range(len(BOUNDS)), self.chance)[0]
        out = []
        for name, (_, words) in self.tasks.items():
            wanted = words * self.share[name][bucket] / self.chance[bucket]
            while wanted > 0:
                queue = self.queues[name][bucket]
                if not queue:
                    if self.share[name][bucket] == 0:
                        break
                    self._refill(name)
                    if not self.queues[name][bucket]:
                        break
                    continue
                # The last item is taken with a chance that makes the expected number of words right.
                if self.rng.random() > wanted / len(queue[-1]):
                    break
                item = queue.pop()
                wanted -= len(item)
                out.append(item)
        return out or next(self)
