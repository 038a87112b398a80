"""Which statement tags each word of a window may have: one where it was labelled by the guidelines, several where only PolNeAR's spans are known."""

import numpy as np

from inventory import STATEMENTS
from windows import Window, statement_tags

_AT = {s: i for i, s in enumerate(STATEMENTS)}
# What PolNeAR counts to a content and the guidelines do not: words that open it, and marks at its ends.
_OPENERS = {"that", "whether", "if", "to", "as", "how", "why", "what", "because", "of", "about", "for"}
_MARKS = set("\"“”‘’'«»,.;:–—-()") | {"''", "``", "--"}


def labelled(window: Window) -> np.ndarray:
    """Bool [words, tags] of a window whose statements are labelled."""
    allowed = np.zeros((len(window.words), len(STATEMENTS)), dtype=bool)
    for row, tag in zip(allowed, statement_tags(window)):
        row[_AT[tag]] = True
    return allowed


def from_polnear(window: Window) -> np.ndarray:
    """Bool [words, tags]: outside of attributions the outlet may state something itself or relay; a source may be a relay."""
    allowed = np.zeros((len(window.words), len(STATEMENTS)), dtype=bool)
    allowed[:, [_AT[t] for t in ("O", "B-own", "I-own", "B-relay", "I-relay")]] = True
    order = {"content": 0, "source": 1, "cue": 2}
    for span in sorted(window.spans, key=lambda s: order[s.kind]):
        start, end = span.start, span.end
        kinds = (span.kind,)
        if span.kind == "content":
            while start < end - 1 and window.words[start].lower() in _OPENERS | _MARKS:
                start += 1
            while end - 1 > start and window.words[end - 1] in _MARKS:
                end -= 1
            allowed[span.start:span.end] = False
            allowed[span.start:span.end, _AT["O"]] = True
        elif span.kind == "source":
            kinds = ("source", "relay")
        allowed[start:end] = False
        for kind in kinds:
            allowed[start, _AT[f"B-{kind}"]] = True
            allowed[start + 1:end, _AT[f"I-{kind}"]] = True
    return allowed
