"""What the encoder reads: a window of words, one or more sentences or a paragraph, with whatever labels are known."""

from dataclasses import dataclass, field

MAX_WORDS = 128


@dataclass
class Span:
    """Words `start..end` of a window. `cue` is the index, in the window's spans, of the cue it belongs to."""

    kind: str  # source, cue or content
    start: int
    end: int
    cue: int = -1


@dataclass
class Sentence:
    """A tree over its words: heads count from 1, 0 is the root; relations without subtypes."""

    words: list[str]
    lemmas: list[str]
    upos: list[str]
    feats: list[dict[str, str]]
    heads: list[int]
    relations: list[str]
    text: str = ""
    language: str = ""
    silver: list[Span] = field(default_factory=list)


@dataclass
class Window:
    words: list[str]
    sentences: list[Sentence] | None = None  # with trees; together they cover `words`
    entities: list[str] | None = None  # BIO tags
    spans: list[Span] | None = None  # attribution
    factuality: list[tuple[int, float]] | None = None  # word, certainty from -3 to 3
    weight: float = 1.0  # of the attribution loss


def join(sentences: list[Sentence], weight: float) -> Window:
    """One window of consecutive sentences; silver attribution comes with them where they have been read for it."""
    words, spans = [], []
    for s in sentences:
        base, first = len(words), len(spans)
        words += s.words
        spans += [Span(p.kind, p.start + base, p.end + base, p.cue + first if p.cue >= 0 else -1) for p in s.silver]
    silver = weight > 0 and all(s.language != "en" for s in sentences)
    return Window(words, sentences=sentences, spans=spans if silver else None, weight=weight)


def attribution_tags(window: Window) -> list[str]:
    """BIO tags of the window's spans; where two overlap the longer cue or source wins over the content around it."""
    tags = ["O"] * len(window.words)
    order = {"content": 0, "source": 1, "cue": 2}
    for span in sorted(window.spans, key=lambda s: order[s.kind]):
        for i in range(span.start, span.end):
            tags[i] = ("B-" if i == span.start else "I-") + span.kind
    return tags
