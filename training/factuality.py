"""Event factuality in the format of Jiang and de Marneffe (2021): words and a rating from -3 (did not happen) to 3."""

import json
from pathlib import Path

from windows import Window

SETS = ["UW", "UDS_IH2", "MEANTIME", "CB"]


def load(gold: Path, name: str, part: str) -> list[Window]:
    out = []
    with (gold / "factuality" / name / f"{part}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            words = row["text"].split()
            targets = [(t["span1"][1] - 1, float(t["label"])) for t in row["targets"] if t["span1"][1] <= len(words)]
            if targets:
                out.append(Window(words, factuality=targets))
    return out


def training(gold: Path) -> list[Window]:
    return [w for name in SETS for w in load(gold, name, "train") if len(w.words) <= 128]
