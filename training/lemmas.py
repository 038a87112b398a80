"""Lemma edit scripts: what turns a form into its lemma.

`case|front|back|prefix|suffix`: lower the form first if case is `l`; cut `front` characters at its start and `back` at
its end; put prefix before and suffix after. `=lemma` stands for forms that share nothing with their lemma.
"""

from difflib import SequenceMatcher
from functools import lru_cache


@lru_cache(maxsize=None)
def script(form: str, lemma: str) -> str:
    best = None
    for case, base in (("l", form.lower()), ("k", form)):
        m = SequenceMatcher(None, base, lemma, autojunk=False).find_longest_match(0, len(base), 0, len(lemma))
        if m.size == 0:
            continue
        prefix, suffix = lemma[:m.b], lemma[m.b + m.size:]
        cost = m.a + len(base) - m.a - m.size + len(prefix) + len(suffix)
        candidate = (cost, f"{case}|{m.a}|{len(base) - m.a - m.size}|{prefix}|{suffix}", m.size)
        if best is None or candidate[0] < best[0]:
            best = candidate
    if best is None or (best[0] > 4 and best[2] < 3) or "|" in lemma:
        return "=" + lemma
    return best[1]


def apply(rule: str, form: str) -> str:
    """The lemma; the form itself where the script does not fit it."""
    if rule.startswith("="):
        return rule[1:]
    case, front, back, prefix, suffix = rule.split("|")
    base = form.lower() if case == "l" else form
    front, back = int(front), int(back)
    if front + back > len(base) or (front + back == len(base) and not prefix + suffix):
        return form
    return prefix + base[front:len(base) - back] + suffix
