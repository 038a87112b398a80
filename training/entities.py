"""CoNLL 2002/2003 and WikiNEuRal readers: BIO tags of PER, ORG, LOC, MISC."""

from pathlib import Path

from windows import Window

CONLL = ["conll/en/train", "conll/es/train"]
WIKINEURAL = [f"wikineural/{language}/val" for language in ("fr", "en", "es", "ru", "de")]


def load(gold: Path, name: str) -> list[Window]:
    windows, words, tags = [], [], []
    for line in (gold / "ner" / f"{name}.conllu").read_text(encoding="utf-8").split("\n") + [""]:
        row = line.split("\t")
        if len(row) >= 3 and row[0].isdigit():
            words.append(row[1])
            tags.append(row[2])
        elif words:
            windows.append(Window(words, entities=tags))
            words, tags = [], []
    return windows


def training(gold: Path) -> tuple[list[Window], list[Window]]:
    """CoNLL's training windows, and WikiNEuRal's (its validation sets; the training sets are not at hand)."""
    conll, wiki = ([w for name in names for w in load(gold, name) if len(w.words) <= 100] for names in (CONLL, WIKINEURAL))
    return conll, wiki
