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
class Statement:
    """Words `start..end` of a window, as the guidelines of the labelled claims see them. `cue` as in `Span`; `naming` and `of` (whom: government,
    media …) only of sources and relays."""

    kind: str  # content of a source, own (of the outlet), cue, source, relay
    start: int
    end: int
    cue: int = -1
    naming: str = ""
    of: str = ""
    stance: str = ""  # as read, of contents and cues


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
    statements: list[Statement] | None = None
    stances: list[tuple[int, int, str]] = field(default_factory=list)  # indices of a claim's cue and content (-1: none), and its stance
    factuality: list[tuple[int, float]] | None = None  # word, certainty from -3 to 3
    weight: float = 1.0  # of the attribution loss
    made: bool = False  # by rule: its spans are silver


def join(sentences: list[Sentence], weight: float) -> Window:
    """One window of consecutive sentences; silver attribution comes with them where they have been read for it."""
    words, spans = [], []
    for s in sentences:
        base, first = len(words), len(spans)
        words += s.words
        spans += [Span(p.kind, p.start + base, p.end + base, p.cue + first if p.cue >= 0 else -1) for p in s.silver]
    silver = weight > 0 and all(s.language != "en" for s in sentences)
    return Window(words, sentences=sentences, spans=spans if silver else None, weight=weight, made=True)


def attribution_tags(window: Window) -> list[str]:
    """BIO tags of the window's spans; where two overlap the longer cue or source wins over the content around it."""
    tags = ["O"] * len(window.words)
    order = {"content": 0, "source": 1, "cue": 2}
    for span in sorted(window.spans, key=lambda s: order[s.kind]):
        for i in range(span.start, span.end):
            tags[i] = ("B-" if i == span.start else "I-") + span.kind
    return tags


STATEMENT_ORDER = {"own": 0, "content": 1, "relay": 2, "source": 3, "cue": 4}


def statement_tags(window: Window) -> list[str]:
    """BIO tags of the window's statements. A content goes on with `I-` behind a cue or source that stands in it."""
    tags = ["O"] * len(window.words)
    for span in sorted(window.statements, key=lambda s: (STATEMENT_ORDER[s.kind], s.start)):
        for i in range(span.start, span.end):
            tags[i] = ("B-" if i == span.start else "I-") + span.kind
    return tags
