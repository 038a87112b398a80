"""Attribution made by rule: clauses of the treebanks wrapped in frames of reporting, with sources that we invented.

The frames are those that gold trees hold too seldom: inversion after quotation marks, Selon, D'après, broken quotes,
chains of two sources. A frame is a text of words parted by blanks, with slots:

    {S} a source   {C} the clause   {c} the clause, its first word in lower case   {1} {2} its two halves, at a comma
    [cue|…] words of the cue        [src|…] [con|…] words around a slot that belong to the span
"""

import random
import re
import tomllib
from pathlib import Path

from windows import Sentence, Span, Window

_SLOT = re.compile(r"\[(cue|src|con)\|([^\]]*)\]|(\S+)")
_KINDS = {"cue": "cue", "src": "source", "con": "content"}
_VOWELS = tuple("aeiouhéèêâîôûœAEIOUHÉÈÊ")


def clauses(sentences: list[Sentence]) -> list[Sentence]:
    """Plain declarative sentences that can be what someone said."""
    out = []
    for s in sentences:
        root = s.heads.index(0) if 0 in s.heads else -1
        finite = root >= 0 and (s.feats[root].get("VerbForm") == "Fin" or any(
            h == root + 1 and r in ("aux", "cop") for h, r in zip(s.heads, s.relations)))
        plain = not s.silver and s.words[-1] == "." and s.words[0][0].isupper() and not any(
            w in "\"«»“”()?!:;–—-" or w == "..." for w in s.words)
        if finite and plain and 5 <= len(s.words) <= 26:
            out.append(s)
    return out


class Frames:
    def __init__(self, language: str, rng: random.Random):
        path = Path(__file__).parent / "lexicons" / f"frames.{language}.toml"
        self.lists = tomllib.loads(path.read_text(encoding="utf-8"))
        self.language, self.rng = language, rng

    def _fill(self, name: str) -> str:
        text = self.rng.choice(self.lists[name])
        while found := re.search(r"<(\w+)>", text):
            text = text[:found.start()] + self.rng.choice(self.lists[found[1]]) + text[found.end():]
        return text

    def _clause(self, s: Sentence, lower: bool) -> list[str]:
        words = list(s.words[:-1])
        if lower and s.upos[0] != "PROPN" and not words[0].isupper():
            words[0] = words[0][0].lower() + words[0][1:]
        return words

    def make(self, s: Sentence, after: Sentence) -> Window | None:
        frame = self._fill("frames")
        words: list[str] = []
        spans: list[Span] = []
        quote = self.rng.choice(self.lists["quotes"])
        halves = [i for i, w in enumerate(s.words) if w == "," and 2 < i < len(s.words) - 4]
        if "{1}" in frame and not halves:
            return None
        cut = self.rng.choice(halves) if halves else 0
        for kind, text, plain in _SLOT.findall(frame):
            start = len(words)
            for token in (text or plain).split():
                if token in ("{C}", "{c}"):
                    clause = self._clause(s, token == "{c}")
                    if self.language == "fr" and words and words[-1] == "que" and clause[0].startswith(_VOWELS):
                        words[-1] = "qu'"
                    words += clause
                elif token == "{1}":
                    words += self._clause(s, False)[:cut]
                elif token == "{2}":
                    words += self._clause(s, False)[cut + 1:]
                elif token == "{S}":
                    words += self._fill("sources").split()
                elif token in ("<<", ">>"):
                    words.append(quote[token == ">>"])
                else:
                    words.append(token)
            if kind:
                spans.append(Span(_KINDS[kind], start, len(words)))
        if words[0].islower():
            words[0] = words[0][0].upper() + words[0][1:]
        cues = [i for i, p in enumerate(spans) if p.kind == "cue"]
        for span in spans:
            if span.kind != "cue":
                span.cue = min(cues, key=lambda i: abs(spans[i].start - span.start))
        if self.rng.random() < 0.3:  # the frame among other sentences, as in a paragraph
            words += after.words
        return Window(words, spans=spans)


def make(sentences: list[Sentence], language: str, count: int, seed: int) -> list[Window]:
    rng = random.Random(f"{seed}-{language}")
    pool, frames = clauses(sentences), Frames(language, rng)
    out: list[Window] = []
    while pool and len(out) < count:
        window = frames.make(rng.choice(pool), rng.choice(pool))
        if window:
            out.append(window)
    return out
