"""CoNLL-U readers: training, development and test sentences, with every test sentence kept out of training."""

from pathlib import Path

from windows import Sentence

LANGUAGES = {"French": "fr", "English": "en", "Spanish": "es", "Russian": "ru", "German": "de", "Ukrainian": "uk"}
TRAIN = [
    "UD_French-Sequoia/train", "UD_French-ParTUT/train", "UD_French-ParTUT/dev", "UD_French-GSD/dev",
    "UD_English-EWT/train", "UD_English-LinES/train", "UD_English-LinES/dev",
    "UD_Spanish-GSD/dev", "UD_Russian-GSD/dev", "UD_Russian-Taiga/dev", "UD_German-GSD/dev",
    "UD_Ukrainian-IU/dev", "UD_Ukrainian-ParlaMint/dev",
]
DEV = ["UD_French-Sequoia/dev", "UD_English-EWT/dev"]


def read(path: Path, language: str) -> list[Sentence]:
    """Sentences of a CoNLL-U file; ranges of multiword tokens and empty nodes are passed over."""
    sentences, rows, text = [], [], ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# text = "):
            text = line[9:]
        elif line and line[0].isdigit():
            row = line.split("\t")
            if row[0].isdigit():
                rows.append(row)
        elif not line and rows:
            feats = [dict(f.split("=", 1) for f in r[5].split("|")) if r[5] != "_" else {} for r in rows]
            sentences.append(Sentence(
                [r[1] for r in rows], [r[2] for r in rows], [r[3] for r in rows], feats,
                [int(r[6]) if r[6].isdigit() else 0 for r in rows], [r[7].split(":")[0] for r in rows], text, language))
            rows, text = [], ""
    return sentences


def _files(gold: Path, part: str) -> list[Path]:
    return sorted((gold / "syntax").glob(f"*/*-ud-{part}.conllu"))


def language_of(path: Path) -> str:
    return LANGUAGES[path.parent.name.removeprefix("UD_").split("-")[0]]


def load(gold: Path, name: str) -> list[Sentence]:
    """A split by name, as `UD_French-Sequoia/test`."""
    folder, part = name.split("/")
    (path,) = (gold / "syntax" / folder).glob(f"*-ud-{part}.conllu")
    return read(path, language_of(path))


def training(gold: Path, with_dev: bool) -> list[list[Sentence]]:
    """One list for each treebank of TRAIN, without sentences that occur in any test set or in DEV; or with DEV trained on too, and
    nothing but test sets left to measure on."""
    held = {"".join(s.words).lower() for p in _files(gold, "test") for s in read(p, "")}
    if not with_dev:
        held |= {"".join(s.words).lower() for name in DEV for s in load(gold, name)}
    out = []
    for name in TRAIN + DEV * with_dev:
        # Below three words a coincidence says nothing ("Oui .") and keeping it out would only skew the data.
        kept = [s for s in load(gold, name) if len(s.words) < 3 or "".join(s.words).lower() not in held]
        out.append([s for s in kept if len(s.words) <= 120])
    return out
