"""Runs the network over windows and decodes every head."""

from dataclasses import dataclass

import numpy as np
import torch

import lemmas
from batches import Batch, Item
from inventory import ENTITIES, FEATS, KINDS, NAMINGS, ROLES, STANCES, STATEMENTS, UPOS, Inventory, WordTypes
from losses import means
from model import Analyser, link_bucket
from pieces import normalise
from trees import decode
from windows import Span, Statement, Window


@dataclass
class Analysed:
    """What is predicted for one window. Heads count from 1 within each sentence."""

    upos: list[str]
    feats: list[dict[str, str]]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]
    entities: list[str]
    spans: list[Span]
    statements: list[Statement]


def spans_of(tags: list[str]) -> list[tuple[str, int, int]]:
    """Spans of BIO tags; an I- without its B- begins one, as in conlleval."""
    out: list[tuple[str, int, int]] = []
    start, kind = 0, ""
    for i, tag in enumerate(tags + ["O"]):
        if kind and not (tag.startswith("I-") and tag[2:] == kind):
            out.append((kind, start, i))
            kind = ""
        if tag != "O" and not kind:
            start, kind = i, tag[2:]
    return out


def statement_spans(tags: list[str]) -> list[tuple[str, int, int]]:
    """Spans of statement tags. A content goes on behind a cue, source or relay that stands in it."""
    out: list[tuple[str, int, int]] = []
    latest = {}  # of each kind that can go on: where it stands in `out`, up to which word nothing but others' spans follow it
    for kind, start, end in spans_of(tags):
        goes_on = kind in latest and latest[kind][1] == start and tags[start].startswith("I-")
        if goes_on:
            at = latest[kind][0]
            out[at] = (kind, out[at][1], end)
        else:
            at = len(out)
            out.append((kind, start, end))
        if kind in ("content", "own"):
            latest = {kind: (at, end)}
        else:
            latest = {k: (i, end) for k, (i, e) in latest.items() if e == start}
    return out


class Predictor:
    def __init__(self, model: Analyser, types: WordTypes, inventory: Inventory):
        self.model, self.types, self.inventory = model.eval(), types, inventory

    @torch.no_grad()
    def run(self, windows: list[Window], lengths: list[list[int]] | None = None, parse=True, words_a_batch=2000):
        """One `Analysed` for each window; `lengths` are its sentences' lengths (default: one sentence)."""
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].words))
        out: list[Analysed | None] = [None] * len(windows)
        while order:
            chosen = [order.pop()]
            longest = len(windows[chosen[0]].words)
            while order and (len(chosen) + 1) * longest <= words_a_batch:
                chosen.append(order.pop())
            sizes = [lengths[i] if lengths else [len(windows[i].words)] for i in chosen]
            for i, done in zip(chosen, self._batch([windows[i] for i in chosen], sizes, parse)):
                out[i] = done
        return out

    def _batch(self, windows: list[Window], sizes: list[list[int]], parse: bool):
        items = [Item(np.array([self.types.index(w) for w in win.words]), trees={"lengths": n})
                 for win, n in zip(windows, sizes)]
        batch = Batch(items, self.types)
        model, inv = self.model, self.inventory
        hidden, vectors = model.encode(batch)
        entities = model.entities.crf.decode(model.entities(model.named(batch)), batch.mask)
        upos = model.upos(hidden).argmax(2).tolist()
        feats = [s.argmax(2).tolist() for s in model.features(hidden, vectors).split(list(model.shape.feats), 2)]
        scripts = model.lemmas(hidden, vectors).argmax(2).tolist()
        read = model.read(hidden, batch)
        roles = model.roles.crf.decode(model.roles(model.role_states(hidden, read)), batch.mask)
        stated = model.statements.crf.decode(model.statements(read), batch.mask)
        trees = self._trees(batch, hidden) if parse else [([], [])] * len(windows)
        ends = model.linker.ends(hidden)
        names = [list(v) for v in inv.feats.values()]
        for b, window in enumerate(windows):
            n = len(window.words)
            yield Analysed(
                [UPOS[u] for u in upos[b][:n]],
                [{f: names[k][feats[k][b][t]] for k, f in enumerate(FEATS) if feats[k][b][t]} for t in range(n)],
                [lemmas.apply(inv.lemma_scripts[s], normalise(w)) for s, w in zip(scripts[b], window.words)],
                *trees[b],
                [ENTITIES[t] for t in entities[b]],
                self._link(spans_of([ROLES[t] for t in roles[b]]), ends[b]),
                self._state(statement_spans([STATEMENTS[t] for t in stated[b]]), read[b], ends[b]))

    def _trees(self, batch: Batch, hidden: torch.Tensor):
        places, index, live = batch.sentences(list(range(len(batch.items))))
        flat = hidden.flatten(0, 1)[places]
        arcs = self.model.parser.arcs(flat, index).cpu().numpy()
        heads: list[int] = []
        absolute: list[int] = []
        for scores, n in zip(arcs, live.sum(1).tolist()):
            found = decode(scores[:n, :n + 1])
            absolute += [h + len(heads) if h else 0 for h in found]
            heads += found
        scores = self.model.parser.relations(flat, torch.tensor(absolute))
        root = self.inventory.relation_at["root"]
        scores[:, root] = -1e9  # the relation is root where the head is 0, and nowhere else
        labels = [root if h == 0 else r for h, r in zip(heads, scores.argmax(1).tolist())]
        out, at = [], 0
        for item in batch.items:
            n = len(item)
            out.append((heads[at:at + n], [self.inventory.relations[r] for r in labels[at:at + n]]))
            at += n
        return out

    def _link(self, found: list[tuple[str, int, int]], ends: torch.Tensor) -> list[Span]:
        return self.link([Span(k, a, b) for k, a, b in found], ends)

    def _state(self, found: list[tuple[str, int, int]], read: torch.Tensor, ends: torch.Tensor) -> list[Statement]:
        spans = self.link([Statement(k, a, b) for k, a, b in found], ends)
        for s in spans:
            if s.kind in ("source", "relay"):
                naming, kind = self.model.whose(means(read[None], [(0, s.start, s.end)])[0]).split([len(NAMINGS), len(KINDS)])
                s.naming, s.of = NAMINGS[int(naming.argmax())], KINDS[int(kind.argmax())]
            elif s.kind != "own":
                cue, content = (s, None) if s.kind == "cue" else (spans[s.cue] if s.cue >= 0 else None, s)
                scores = self.model.stance(*(means(read[None], [(0, p.start, p.end) if p else (0, 0, 0)]) for p in (cue, content)))
                s.stance = STANCES[int(scores.argmax())]
        return spans

    def link(self, spans: list[Span], ends: torch.Tensor) -> list[Span]:
        """Gives every source and content the cue of the window that scores best."""
        cues = [i for i, s in enumerate(spans) if s.kind == "cue"]
        if not cues:
            return spans
        for span in spans:
            if span.kind == "cue":
                continue
            rows, buckets = [], []
            for i in cues:
                cue = spans[i]
                low, high = min(span.start, cue.start), max(span.end, cue.end)
                between = sum(1 for j in cues if j != i and low <= spans[j].start and spans[j].end <= high)
                rows.append(torch.cat([ends[cue.start], ends[cue.end - 1]]))
                buckets.append(link_bucket(span.start, span.end, cue.start, cue.end, between))
            me = torch.cat([ends[span.start], ends[span.end - 1]]).expand(len(cues), -1)
            kind = torch.full((len(cues),), int(span.kind == "content"))
            scores = self.model.linker(me, torch.stack(rows), kind, torch.tensor(buckets))
            span.cue = cues[int(scores.argmax())]
        return spans
