"""The training loss of a batch: each task's own, on the items that have its labels."""

import numpy as np
import torch
import torch.nn.functional as F

from batches import IGNORE, Batch
from model import Analyser

WEIGHTS = {"upos": 1.0, "feats": 0.5, "lemma": 0.7, "arc": 1.0, "relation": 1.0, "entities": 2.0, "roles": 4.0,
           "links": 0.5, "statements": 4.0, "whose": 1.0, "stance": 1.0, "certainty": 0.3, "boundary": 2.0}


def _tree_losses(model: Analyser, batch: Batch, hidden: torch.Tensor, vectors: torch.Tensor) -> dict:
    rows = [i for i, item in enumerate(batch.items) if item.trees]
    if not rows:
        return {}
    places, index, live = batch.sentences(rows)
    flat, own = hidden.flatten(0, 1)[places], vectors.flatten(0, 1)[places]

    def gold(name):
        return torch.as_tensor(np.concatenate([batch.items[r].trees[name] for r in rows]).astype(np.int64))

    out = {"upos": F.cross_entropy(model.upos(flat), gold("upos"), ignore_index=IGNORE)}
    feats, scores = gold("feats"), model.features(flat, own).split(list(model.shape.feats), 1)
    out["feats"] = sum(F.cross_entropy(s, feats[:, i]) for i, s in enumerate(scores))
    lemma = gold("lemma")
    known = lemma != IGNORE
    out["lemma"] = F.cross_entropy(model.lemmas(flat[known], own[known]), lemma[known])
    heads = gold("heads")
    arcs = model.parser.arcs(flat, index)
    allowed = torch.cat([torch.ones(len(live), 1, dtype=torch.bool), live], 1)[:, None, :]
    out["arc"] = _mean(arcs.masked_fill(~allowed, -1e9)[live], heads)
    first = index[:, :1].expand_as(index)[live]  # heads count within sentences; relations want places in the batch
    relations = model.parser.relations(flat, torch.where(heads > 0, heads + first, 0))
    out["relation"] = _mean(relations, gold("relations"))
    out["boundary"] = F.binary_cross_entropy_with_logits(model.boundary(flat)[:, 0], gold("begins").float())
    return out


def _mean(scores: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
    """Cross entropy over what is known; a batch may hold only trees of which nothing but tags is."""
    return F.cross_entropy(scores, gold, ignore_index=IGNORE, reduction="sum") / (gold != IGNORE).sum().clamp(min=1)


def _tag_loss(tagger, batch: Batch, hidden: torch.Tensor, name: str) -> torch.Tensor | None:
    rows = [i for i, item in enumerate(batch.items) if getattr(item, name) is not None]
    if not rows:
        return None
    mask = batch.mask[rows]
    weights = torch.tensor([batch.items[i].weight for i in rows])
    loss = tagger.crf.loss(tagger(hidden[rows]), batch.padded(rows, name), mask)
    return (loss * weights).sum() / (mask.sum(1) * weights).sum().clamp(min=1)


def _link_loss(model: Analyser, batch: Batch, hidden: torch.Tensor) -> torch.Tensor | None:
    spans, cues, kinds, buckets, groups, right = [], [], [], [], [], []
    width, total = hidden.shape[1], 0
    for row, item in enumerate(batch.items):
        for start, end, kind, candidates, gold in item.links:
            base = row * width
            right.append(total + gold)
            for cue_start, cue_end, bucket in candidates:
                spans.append((base + start, base + end - 1))
                cues.append((base + cue_start, base + cue_end - 1))
                kinds.append(kind)
                buckets.append(bucket)
                groups.append(len(right) - 1)
            total += len(candidates)
    if not right:
        return None
    ends = model.linker.ends(hidden.flatten(0, 1))
    scores = model.linker(ends[torch.tensor(spans)].flatten(1), ends[torch.tensor(cues)].flatten(1),
                          torch.tensor(kinds), torch.tensor(buckets))
    group = torch.tensor(groups)
    top = torch.full((len(right),), -1e9).scatter_reduce(0, group, scores.detach(), "amax")
    normaliser = torch.zeros(len(right)).index_add(0, group, (scores - top[group]).exp()).log() + top
    return (normaliser - scores[torch.tensor(right)]).mean()


def _statement_losses(model: Analyser, batch: Batch, read: torch.Tensor) -> dict:
    """Of the tagger over statements, of naming and kind, and of stances."""
    rows = [i for i, item in enumerate(batch.items) if item.statements is not None]
    if not rows:
        return {}
    items, read = [batch.items[i] for i in rows], read[rows]
    out = {"statements": _statement_loss(model, items, read, batch.mask[rows])}
    whose = _whose_loss(model, items, read)
    if whose is not None:
        out["whose"] = whose
    stances = [(row, *claim) for row, item in enumerate(items) for claim in item.stances]
    if stances:
        cue, content = (means(read, [(row, *claim[part]) for row, *claim in stances]) for part in (0, 1))
        out["stance"] = F.cross_entropy(model.stance(cue, content), torch.tensor([claim[-1] for claim in stances]))
    return out


def _statement_loss(model: Analyser, items: list, read: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    allowed = np.ones((len(items), mask.shape[1], model.shape.statements), dtype=bool)
    for to, item in zip(allowed, items):
        to[:len(item)] = item.statements
    weights = torch.tensor([item.statements_weight for item in items])
    tagger = model.statements
    loss = tagger.crf.partial_loss(tagger(read), torch.as_tensor(allowed), mask)
    return (loss * weights).sum() / (mask.sum(1) * weights).sum().clamp(min=1)


def _whose_loss(model: Analyser, items: list, read: torch.Tensor) -> torch.Tensor | None:
    spans = [(row, *span) for row, item in enumerate(items) for span in item.whose]
    if not spans:
        return None
    gold = torch.tensor([(naming, kind) for *_, naming, kind in spans])
    naming, kind = model.whose(means(read, [span[:3] for span in spans])).split([model.shape.namings, model.shape.kinds], 1)
    return sum(F.cross_entropy(scores, right, ignore_index=IGNORE) for scores, right in ((naming, gold[:, 0]), (kind, gold[:, 1]))
               if (right != IGNORE).any())


def means(hidden: torch.Tensor, spans: list[tuple[int, int, int]]) -> torch.Tensor:
    """Of [B, T, D] over words `start..end` of a row, [spans, D]; zeros for none."""
    rows, starts, ends = torch.tensor(spans).T
    sums = F.pad(hidden.cumsum(1), (0, 0, 1, 0))
    return (sums[rows, ends] - sums[rows, starts]) / (ends - starts).clamp(min=1)[:, None]


def losses(model: Analyser, batch: Batch) -> dict[str, torch.Tensor]:
    out = {}
    if any(item.entities is not None for item in batch.items):
        out["entities"] = _tag_loss(model.entities, batch, model.named(batch), "entities")
    if all(item.entities is not None for item in batch.items):  # and nothing else, as a set has one kind of labels
        return out
    hidden, vectors = model.encode(batch)
    out |= _tree_losses(model, batch, hidden, vectors)
    read = model.read(hidden, batch)
    roles = _tag_loss(model.roles, batch, model.role_states(hidden, read), "roles")
    if roles is not None:
        out["roles"] = roles
    links = _link_loss(model, batch, hidden)
    if links is not None:
        out["links"] = links
    out |= _statement_losses(model, batch, read)
    places = [(row, word, value) for row, item in enumerate(batch.items) for word, value in item.factuality]
    if places:
        rows, words, values = zip(*places)
        predicted = model.certainty(hidden[list(rows), list(words)])[:, 0]
        out["certainty"] = F.smooth_l1_loss(predicted, torch.tensor(values))
    return out


def total(parts: dict[str, torch.Tensor]) -> torch.Tensor:
    return sum(WEIGHTS[name] * loss for name, loss in parts.items())
