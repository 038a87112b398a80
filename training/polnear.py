"""PolNeAR (Newell et al. 2018): documents with source, cue and content spans and the links between them.

Discontinuous spans become several, each linked to the same cue. A window is a paragraph; long paragraphs are cut after
sentence-final punctuation.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from windows import MAX_WORDS, Span, Window

_TOKEN = re.compile(
    r"(?:https?://|www\.)\S+|@\w+|#\w+|\d+(?:[.,:]\d+)*|(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|St|Jr|Sr|Lt|Col|U\.S)\."
    r"|\w+?(?=n[’']t\b)|n[’']t\b|[’'](?:s|S|re|ve|ll|d|m)\b|[^\W_]+|\.\.\.|…|--+|\S")
_ENDS = {".", "!", "?"}


def tokenise(text: str) -> list[tuple[int, int]]:
    """Offsets of words, near to what English UD treebanks do: clitics and hyphened parts apart."""
    return [m.span() for m in _TOKEN.finditer(text)]


@dataclass
class Document:
    name: str
    windows: list[Window]  # paragraphs, in order


def _paragraphs(text: str) -> list[list[tuple[int, int]]]:
    out, base = [], 0
    for line in text.split("\n"):
        words = [(a + base, b + base) for a, b in tokenise(line)]
        while len(words) > MAX_WORDS:
            ends = [i for i in range(20, MAX_WORDS) if text[words[i][0]:words[i][1]] in _ENDS]
            cut = ends[-1] + 1 if ends else MAX_WORDS
            out.append(words[:cut])
            words = words[cut:]
        if words:
            out.append(words)
        base += len(line) + 1
    return out


def read(annotations: Path, text: str) -> Document:
    marks: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    cue_of: dict[str, str] = {}
    for line in annotations.read_text(encoding="utf-8").split("\n"):
        if found := re.match(r"(T\d+)\t(Source|Cue|Content) ([\d ;]+)\t", line):
            name, kind, places = found.groups()
            marks[name] = (kind.lower(), [tuple(map(int, p.split())) for p in places.split(";")])
        elif found := re.match(r"E\d+\t(.*)", line):
            roles = [r.split(":") for r in found[1].split()]
            cues = [name for role, name in roles if role.startswith("Cue")]
            for role, name in roles:
                if cues and role.startswith(("Source", "Content")):
                    cue_of[name] = cues[0]
    windows = []
    for words in _paragraphs(text):
        spans, at = [], {}
        for name, (kind, places) in marks.items():
            for a, b in places:
                inside = [i for i, (s, e) in enumerate(words) if s < b and e > a]
                if inside:
                    at.setdefault(name, len(spans))
                    spans.append((name, Span(kind, inside[0], inside[-1] + 1)))
        for name, span in spans:
            if span.kind != "cue":
                span.cue = at.get(cue_of.get(name, ""), -1)
        windows.append(Window([text[a:b] for a, b in words], spans=[s for _, s in spans]))
    return Document(annotations.stem, windows)


def load(gold: Path, part: str, every_annotator: bool) -> list[Document]:
    """`train` or `dev`. Where a document has several annotators, all of them or the first by name."""
    folder, seen, out = gold / "attribution" / "polnear" / part, set(), []
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rsplit("_", 1)[0]
        if every_annotator or name not in seen:
            out.append(read(path, (folder / "text" / f"{name}.txt").read_text(encoding="utf-8")))
        seen.add(name)
    return out
