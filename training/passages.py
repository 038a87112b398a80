"""Passages labelled by hand (`passages/`; and `../eval/gold/claims`, to keep them out), as windows with statement spans.

A case file holds the claims of a passage on the terms of `../eval/gold/claims/GUIDELINES.md`. Words are those of the product's own
segmentation, read from `hearsay parse --json`. Of a claim's chain the origin is its source, the links before it are relays.
"""

import hashlib
import json
import re
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from windows import MAX_WORDS, Statement, Window

HERE = Path(__file__).parent
MADE = HERE / "passages"
GOLD = HERE.parent / "eval" / "gold" / "claims"


@dataclass
class Claim:
    stance: str
    fields: list[tuple[str, str]] = field(default_factory=list)  # key and value as written


@dataclass
class Case:
    name: str
    language: str
    address: str  # of a stand-off passage; else empty
    text: str
    claims: list[Claim]


def _cases(path: Path) -> list[Case]:
    out = []
    for block in re.split(r"(?m)^--- ", path.read_text(encoding="utf-8"))[1:]:
        head, _, rest = block.partition("\n")
        head, _, address = head.partition(" @ ")
        text, _, labels = rest.partition("===\n")
        claims: list[Claim] = []
        for line in labels.split("\n"):
            if line.startswith("  "):
                key, _, value = line.strip().partition(" ")
                claims[-1].fields.append((key, value.strip()))
            elif line.strip() and not line.startswith(("(none)", "#")):
                claims.append(Claim(line.split()[1]))
        out.append(Case(head.split("|")[0].strip(), path.parent.name, address.strip(), text.strip(), claims))
    return out


def _standoff(gold: Path, address: str) -> str:
    if found := re.fullmatch(r"(\S+)\[(\d+):(\d+)\]", address):
        return (gold / found[1]).read_bytes().decode("utf-8")[int(found[2]):int(found[3])]
    name, ids = address.split("#", 1)
    first, _, last = ids.partition("..")
    texts, inside, at = [], False, ""
    for line in (gold / name).read_text(encoding="utf-8").split("\n"):
        if line.startswith("# sent_id = "):
            at = line[12:].strip()
            inside = inside or at == first
        elif inside and line.startswith("# text = "):
            texts.append(line[9:])
            if at == (last or first):
                return " ".join(texts)
    raise ValueError(f"no sentence {ids}")


def _range(words: str, text: str) -> tuple[int, int] | None:
    """Characters of a field's words: `[3:9]`, `words`, or `words @2` for the second place where they stand."""
    if found := re.fullmatch(r"\[(\d+):(\d+)\]", words):
        return int(found[1]), int(found[2])
    nth = 1
    if found := re.search(r"\s@(\d+)$", words):
        nth, words = int(found[1]), words[:found.start()]
    at = -1
    for _ in range(nth):
        at = text.find(words, at + 1)
        if at < 0:
            return None
    return at, at + len(words)


def _source(value: str, text: str):
    """Range, whether it is said at this place, naming and kind of a link; `None` where nothing names it."""
    parts = [p.strip() for p in value.split(" ; ")]
    there = not parts[0].startswith("~")
    naming, *kind = parts[1].split()
    span = None if parts[0] == "-" else _range(parts[0].lstrip("~ "), text)
    return span and (span, there, naming, kind[0] if kind else "")


def _windows(words: list[tuple[str, int, int]], sentences: list[int], text: str) -> list[list[tuple[str, int, int]]]:
    """Paragraphs, the long ones cut between sentences; `sentences` are the first words of each."""
    out: list[list] = []
    for first, after in zip(sentences, sentences[1:] + [len(words)]):
        sentence = words[first:after]
        new = not out or "\n\n" in text[out[-1][-1][2]:sentence[0][1]] or len(out[-1]) + len(sentence) > MAX_WORDS
        if new:
            out.append(list(sentence))
        else:
            out[-1] += sentence
    return out


def _label(case: Case, words: list[tuple[str, int, int]]) -> Window:
    def at(span):
        inside = [i for i, (_, a, b) in enumerate(words) if span and a < span[1] and b > span[0]]
        return (inside[0], inside[-1] + 1) if inside else None

    spans: list[Statement] = []
    stances: list[tuple[int, int, str]] = []

    def add(kind, span, cue=-1, naming="", of=""):
        place = at(span)
        if place is None:
            return -1
        for i, s in enumerate(spans):
            if (s.kind, s.start, s.end) == (kind, *place):
                return i
        spans.append(Statement(kind, *place, cue, naming, of))
        return len(spans) - 1

    for claim in case.claims:
        values = dict((k, v) for k, v in claim.fields if k in ("content", "cue"))
        links = [_source(v, case.text) for k, v in claim.fields if k == "source"]
        cue = add("cue", _range(values["cue"], case.text)) if "cue" in values else -1
        content = -1
        if "content" in values:
            content = add("content" if links else "own", _range(values["content"], case.text), cue)
        if cue >= 0 or content >= 0:
            stances.append((cue, content, claim.stance))
        for i, link in enumerate(links):
            if link and link[1]:
                add("source" if i + 1 == len(links) else "relay", link[0], cue, link[2], link[3])
    return Window([w for w, _, _ in words], statements=spans, stances=stances)


def _parsed(cases: list[Case], hearsay: Path) -> list[dict]:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for case in cases:
            file.write(json.dumps({"id": case.name, "text": case.text, "lang": case.language}) + "\n")
        file.flush()
        done = subprocess.run([hearsay, "parse", "--json", file.name], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.split("\n") if line]


def _byte(case: Case) -> int:
    """The first byte of the text's hash, by which passages are split."""
    return hashlib.sha256(case.text.strip().encode("utf-8")).digest()[0]


def training(gold: Path, hearsay: Path) -> list[list[Window]]:
    """Seven in eight of the passages here. Of the gold claims neither half is trained on."""
    return load(gold, MADE, hearsay, lambda byte: byte % 8 != 7)


def watched(gold: Path, hearsay: Path) -> list[list[Window]]:
    """The passages here that are not trained on."""
    return load(gold, MADE, hearsay, lambda byte: byte % 8 == 7)


def cases(gold: Path, folder: Path, keep: Callable[[int], bool]) -> list[Case]:
    """The passages under `folder` whose hash is kept."""
    found = [c for path in sorted(folder.glob("*/*.txt")) for c in _cases(path)]
    for case in found:
        if case.address:
            case.text = _standoff(gold, case.address)
    return [c for c in found if keep(_byte(c))]


def load(gold: Path, folder: Path, hearsay: Path, keep: Callable[[int], bool]) -> list[list[Window]]:
    """The windows of each of them."""
    kept = cases(gold, folder, keep)
    out = []
    for case, parsed in zip(kept, _parsed(kept, hearsay), strict=True):
        words, sentences = [], []
        for sentence in parsed["sentences"]:
            sentences.append(len(words))
            for token in sentence["tokens"]:
                for word in token.get("words", [token]):
                    words.append((word["text"], token["start"], token["end"]))
        out.append([_label(case, part) for part in _windows(words, sentences, case.text) if len(part) <= MAX_WORDS])
    return out
