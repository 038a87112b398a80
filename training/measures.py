"""Measures: tagging and attachment with gold words, exact spans, links, features, lemmas, factuality."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

import entities
import factuality
import passages
import polnear
import treebanks
from batches import Batch, encode
from predict import Predictor, spans_of
from windows import Span, Window, attribution_tags, join


def f1(right: int, predicted: int, gold: int) -> float:
    return 200 * right / max(1, predicted + gold)


def syntax(predictor: Predictor, sentences: list) -> dict[str, float]:
    """UPOS, UAS, LAS (no subtypes), lemma accuracy, all features right, and F1 of Mood=Cnd."""
    done = predictor.run([Window(s.words) for s in sentences])
    count, cnd = Counter(), Counter()
    for s, p in zip(sentences, done):
        for i in range(len(s.words)):
            count["words"] += 1
            count["upos"] += s.upos[i] == p.upos[i]
            head = s.heads[i] == p.heads[i]
            count["uas"] += head
            count["las"] += head and s.relations[i] == p.relations[i]
            if s.lemmas[i] != "_":
                count["lemmas"] += 1
                count["lemma"] += s.lemmas[i] == p.lemmas[i]
            names = [n for n in predictor.inventory.feats if len(predictor.inventory.feats[n]) > 1]
            count["feats"] += all(s.feats[i].get(n, "_") == p.feats[i].get(n, "_") for n in names)
            gold, found = s.feats[i].get("Mood") == "Cnd", p.feats[i].get("Mood") == "Cnd"
            cnd.update(gold=gold, found=found, right=gold and found)
    n = count["words"]
    out = {k: 100 * count[k] / n for k in ("upos", "uas", "las", "feats")}
    out["lemma"] = 100 * count["lemma"] / max(1, count["lemmas"])
    out["cnd"], out["cnd_gold"] = f1(cnd["right"], cnd["found"], cnd["gold"]), cnd["gold"]
    return out


@torch.no_grad()
def boundaries(predictor: Predictor, sentences: list, size: int = 100) -> float:
    """F1 of sentences' first words in windows of several sentences; the first of a window, which is given, is not counted."""
    count, i = Counter(), 0
    while i < len(sentences):
        group = [sentences[i]]
        i += 1
        while i < len(sentences) and sum(len(s.words) for s in group) + len(sentences[i].words) <= size:
            group.append(sentences[i])
            i += 1
        item = encode(join(group, 0.0), predictor.types, predictor.inventory)
        found = predictor.model.boundary(predictor.model.encode(Batch([item], predictor.types))[0])[0, :, 0] > 0
        gold = torch.as_tensor(item.trees["begins"]) > 0
        count.update(right=int((found & gold)[1:].sum()), found=int(found[1:].sum()), gold=int(gold[1:].sum()))
    return f1(count["right"], count["found"], count["gold"])


def entity_f1(predictor: Predictor, windows: list[Window]) -> float:
    right = predicted = gold = 0
    for w, p in zip(windows, predictor.run(windows, parse=False)):
        a, b = set(spans_of(w.entities)), set(spans_of(p.entities))
        right, predicted, gold = right + len(a & b), predicted + len(b), gold + len(a)
    return f1(right, predicted, gold)


def attribution(predictor: Predictor, documents: list) -> dict[str, float]:
    """Exact span F1 by kind; accuracy of links, of the spans matched and of gold spans; both with what they link to."""
    windows = [w for d in documents for w in d.windows]
    count = Counter()
    for w, p in zip(windows, predictor.run(windows, parse=False)):
        gold = {(k, a, b) for k, a, b in spans_of(attribution_tags(w))}
        found = {(s.kind, s.start, s.end) for s in p.spans}
        for kind, *_ in gold:
            count["gold", kind] += 1
        for kind, *_ in found:
            count["found", kind] += 1
        for kind, *_ in gold & found:
            count["right", kind] += 1
        cue_of = {(s.kind, s.start, s.end): w.spans[s.cue] for s in w.spans if s.cue >= 0}
        for s in p.spans:
            key = (s.kind, s.start, s.end)
            if s.cue >= 0 and key in cue_of:
                cue, mine = cue_of[key], p.spans[s.cue]
                if any(x.kind == "cue" and (x.start, x.end) == (cue.start, cue.end) for x in p.spans):
                    count["links", s.kind] += 1
                    count["linked", s.kind] += (cue.start, cue.end) == (mine.start, mine.end)
    out = {k: f1(count["right", k], count["found", k], count["gold", k]) for k in ("source", "cue", "content")}
    for kind in ("source", "content"):
        out[f"link_{kind}"] = 100 * count["linked", kind] / max(1, count["links", kind])
    return out


def statements(predictor: Predictor, windows: list[Window]) -> dict[str, float]:
    """F1 of spans that share four fifths of the longer one, by kind; of the sources found, naming and kind."""
    count = Counter()
    for w, p in zip(windows, predictor.run(windows, parse=False)):
        left = list(p.statements)
        for s in p.statements:
            count["found", s.kind] += 1
        for gold in w.statements:
            count["gold", gold.kind] += 1

            def like(s):
                return (min(gold.end, s.end) - max(gold.start, s.start)) / max(gold.end - gold.start, s.end - s.start)

            best = max((s for s in left if s.kind == gold.kind), key=like, default=None)
            if best is None or like(best) < 0.8:
                continue
            left.remove(best)
            count["right", gold.kind] += 1
            stance = next((v for cue, content, v in w.stances if content >= 0 and w.statements[content] is gold), "")
            if stance and gold.kind == "content":
                count["stances"] += 1
                count["stance"] += stance == best.stance
            if gold.naming:
                count["sources"] += 1
                count["naming"] += gold.naming == best.naming
                count["of"] += gold.of == best.of
    out = {k: f1(count["right", k], count["found", k], count["gold", k]) for k in ("content", "own", "cue", "source", "relay")}
    out |= {k: 100 * count[k] / max(1, count["sources"]) for k in ("naming", "of")}
    return out | {"stance": 100 * count["stance"] / max(1, count["stances"])}


@torch.no_grad()
def gold_links(predictor: Predictor, documents: list) -> dict[str, float]:
    """Accuracy of links between gold spans."""
    count = Counter()
    for d in documents:
        for w in d.windows:
            if not any(s.kind != "cue" and s.cue >= 0 for s in w.spans):
                continue
            batch = Batch([encode(Window(w.words), predictor.types, predictor.inventory)], predictor.types)
            ends = predictor.model.linker.ends(predictor.model.encode(batch)[0])[0]
            guessed = predictor.link([replace(s, cue=-1) for s in w.spans], ends)
            for s, g in zip(w.spans, guessed):
                if s.kind != "cue" and s.cue >= 0:
                    count["all", s.kind] += 1
                    count["right", s.kind] += s.cue == g.cue
    return {k: 100 * count["right", k] / max(1, count["all", k]) for k in ("source", "content")}


@torch.no_grad()
def certainty(predictor: Predictor, windows: list[Window]) -> tuple[float, float]:
    """Mean absolute error and Pearson's r."""
    gold, found = [], []
    for i in range(0, len(windows), 32):
        batch = Batch([encode(w, predictor.types, predictor.inventory) for w in windows[i:i + 32]], predictor.types)
        scores = predictor.model.certainty(predictor.model.encode(batch)[0])[..., 0]
        for row, item in enumerate(batch.items):
            for word, value in item.factuality:
                gold.append(value)
                found.append(float(scores[row, word].clamp(-3, 3)))
    g, f = np.array(gold), np.array(found)
    return float(np.abs(g - f).mean()), float(np.corrcoef(g, f)[0, 1])


class Development:
    """What training is watched by: parts of development sets, small enough to be read often."""

    def __init__(self, gold: Path, hearsay: Path):
        self.treebanks = {name: treebanks.load(gold, name)[:400] for name in treebanks.DEV}
        self.polnear = polnear.load(gold, "dev", every_annotator=False)[:15]
        self.entities = {name: entities.load(gold, name)[:300] for name in ("conll/en/val", "conll/es/val")}
        self.passages = [w for passage in passages.watched(gold, hearsay) for w in passage]

    def windows(self) -> list[Window]:
        return [Window(s.words) for part in self.treebanks.values() for s in part] + [w for d in self.polnear for w in d.windows] + [
            w for part in self.entities.values() for w in part] + self.passages

    def scores(self, predictor: Predictor) -> dict[str, float]:
        out = {}
        for name, sentences in self.treebanks.items():
            scores = syntax(predictor, sentences[:200])
            out |= {f"{name[3:]} {k}": scores[k] for k in ("upos", "uas", "las", "lemma", "cnd")}
            out[f"{name[3:]} boundary"] = boundaries(predictor, sentences)
        for k, v in attribution(predictor, self.polnear).items():
            out[f"PolNeAR dev {k}"] = v
        for name, part in self.entities.items():
            out[f"{name} F1"] = entity_f1(predictor, part)
        for k, v in statements(predictor, self.passages).items():
            out[f"statements {k}"] = v
        return out
