"""Silver attribution: source, cue and content read off gold trees by rules over a language's lexicon.

Four patterns: a reporting verb with a clausal or infinitive complement; a reporting verb as parataxis beside or within
what it reports; a reporting verb followed by direct speech; a preposition whose complement is a source. As in PolNeAR,
content keeps its complementiser and its quotation marks, cues keep auxiliaries and negation, outer commas and the final
full stop belong to no span.
"""

import tomllib
from functools import lru_cache
from pathlib import Path

from windows import Sentence, Span

QUOTES = set("\"«»“”„‟‘’'") | {"''", "``", ",,"}
_OUTER = {",", ".", ";", ":", "–", "—", "-", "--", "(", ")", "…", "...", "!", "?"}


@lru_cache(maxsize=None)
def lexicon(language: str) -> dict:
    return tomllib.loads((Path(__file__).parent / "lexicons" / f"{language}.toml").read_text(encoding="utf-8"))


class _Tree:
    def __init__(self, s: Sentence):
        self.s, n = s, len(s.words)
        self.children: list[list[int]] = [[] for _ in range(n)]
        for i, head in enumerate(s.heads):
            if head:
                self.children[head - 1].append(i)

    def subtree(self, i: int) -> set[int]:
        out, todo = set(), [i]
        while todo:
            node = todo.pop()
            if node not in out:
                out.add(node)
                todo += self.children[node]
        return out

    def having(self, i: int, *relations: str) -> list[int]:
        return [c for c in self.children[i] if self.s.relations[c] in relations]


def _runs(words: set[int], s: Sentence) -> list[tuple[int, int]]:
    """Contiguous runs of words, shorn of outer punctuation; quotation marks stay, a lone one goes."""
    out, ordered = [], sorted(words)
    while ordered:
        end = 1
        while end < len(ordered) and ordered[end] == ordered[0] + end:
            end += 1
        run, ordered = ordered[:end], ordered[end:]
        while run and s.words[run[0]] in _OUTER:
            run.pop(0)
        while run and s.words[run[-1]] in _OUTER and not (s.words[run[-1]] in "!?.…" and _opens(run, s)):
            run.pop()
        if any(s.upos[i] not in ("PUNCT", "CCONJ", "SCONJ") for i in run):
            out.append((run[0], run[-1] + 1))
    # A clause parted by its reporter leaves a lone pronoun or conjunction behind: no content by itself.
    longer = [(a, b) for a, b in out if b - a > 1]
    return longer or out


def _opens(run: list[int], s: Sentence) -> bool:
    return s.words[run[0]] in QUOTES and s.words[run[-1]] in QUOTES


def _cue(tree: _Tree, verb: int) -> tuple[int, int]:
    """The verb with the auxiliaries, reflexives and negation that stand next to it."""
    s = tree.s
    parts = {verb}
    for c in tree.children[verb]:
        negation = s.lemmas[c].lower() in ("ne", "pas", "no", "не", "nicht", "plus", "jamais", "nunca", "ні")
        if s.relations[c] in ("aux", "expl") or negation or (s.relations[c] == "compound" and s.upos[c] == "ADP"):
            parts.add(c)
    start = end = verb
    while start - 1 in parts or (start - 1 >= 0 and s.upos[start - 1] == "ADV" and start - 2 in parts):
        start -= 1
    while end + 1 in parts:
        end += 1
    return start, end + 1


def _source(tree: _Tree, verb: int) -> set[int]:
    s = tree.s
    for c in tree.children[verb]:
        relation = s.relations[c]
        if relation == "nsubj":
            return tree.subtree(c)
        if relation == "obl" and any(s.lemmas[k] in ("par", "por", "von") for k in tree.having(c, "case")):
            return tree.subtree(c) - {k for k in tree.having(c, "case")}
    for c in tree.children[verb]:  # French clitic subjects of inversion (a-t-il dit)
        if s.relations[c] == "expl" and s.words[c].lower().lstrip("-t") in ("il", "elle", "ils", "elles", "on"):
            return {c}
    return set()


def _inner_quotes(tree: _Tree, content: set[int]) -> set[int]:
    """Content widened by quotation marks directly around it."""
    words, n = tree.s.words, len(tree.s.words)
    low, high = min(content), max(content)
    out = set(content)
    if low > 0 and words[low - 1] in QUOTES:
        out.add(low - 1)
    while high + 1 < n and words[high + 1] in QUOTES | {","} and any(words[k] in QUOTES for k in range(high + 1, min(n, high + 3))):
        high += 1
        out.add(high)
        if words[high] in QUOTES:
            break
    return out


class _Found:
    def __init__(self, s: Sentence):
        self.s, self.spans, self.taken = s, [], set()

    def add(self, source: set[int], cue: tuple[int, int], content: set[int]) -> None:
        at = set(range(*cue))
        content = content - at - source
        if not content or at & self.taken:
            return
        runs = _runs(content, self.s)
        if not runs:
            return
        self.taken |= at
        index = len(self.spans)
        self.spans.append(Span("cue", *cue))
        self.spans += [Span("content", a, b, index) for a, b in runs]
        self.spans += [Span("source", a, b, index) for a, b in _runs(source - at, self.s)[:1]]


def read(s: Sentence) -> list[Span]:
    """Attribution spans of one sentence; empty where none is found."""
    if s.language not in ("fr", "es", "ru", "uk", "de"):
        return []
    lex, tree, found = lexicon(s.language), _Tree(s), _Found(s)
    for verb, lemma in enumerate(s.lemmas):
        lemma = lemma.lower()
        bare = s.feats[verb].get("VerbForm") == "Part" and not tree.having(verb, "aux", "nsubj") and s.relations[verb] in ("acl", "amod")
        if s.upos[verb] == "VERB" and lemma in lex["clausal"] and not bare and s.feats[verb].get("Mood") != "Imp":
            _verb(tree, found, lex, verb, lemma)
    _prepositions(tree, found, lex)
    return found.spans


def _verb(tree: _Tree, found: _Found, lex: dict, verb: int, lemma: str) -> None:
    s = tree.s
    source = _source(tree, verb)
    clauses = tree.having(verb, "ccomp")
    if lemma in lex["infinitive"]:
        clauses += tree.having(verb, "xcomp")
    if clauses and s.feats[verb].get("VerbForm") != "Inf":
        content = tree.subtree(clauses[0])
        found.add(source, _cue(tree, verb), _inner_quotes(tree, content - source))
        return
    if lemma not in lex["inverted"]:
        return
    if s.relations[verb] == "parataxis" and s.heads[verb] and source and not tree.having(verb, "obj", "xcomp"):
        whole = tree.subtree(s.heads[verb] - 1) - tree.subtree(verb)
        near = min(whole) < verb  # what is reported stands before the verb or around it
        if near and min(source) > verb - 4:
            found.add(source, _cue(tree, verb), whole)
        return
    speech = [c for c in tree.having(verb, "parataxis", "obj", "dep") if c > verb]
    for c in speech:
        content = tree.subtree(c)
        before = {s.words[k] for k in range(max(0, min(content) - 2), min(content) + 1)}
        if source and min(content) > verb and before & (QUOTES | {":"}) and s.relations[c] == "parataxis":
            found.add(source, _cue(tree, verb), _inner_quotes(tree, content))
            return


def _prepositions(tree: _Tree, found: _Found, lex: dict) -> None:
    s = tree.s
    low = [w.lower() for w in s.words]
    lemmas = [w.lower() for w in s.lemmas]
    for pattern in lex["prepositions"]:
        size = len(pattern)
        for start in range(len(low) - size + 1):
            texts = low[start:start + size]
            if not all(p.lower() in (t, lm) for p, t, lm in zip(pattern, texts, lemmas[start:start + size])):
                continue
            _preposition(tree, found, lex, start, start + size)


def _preposition(tree: _Tree, found: _Found, lex: dict, start: int, end: int) -> None:
    s = tree.s
    last = end - 1
    if s.upos[last] == "NOUN":  # по словам X: the complement hangs on the noun
        inner = tree.having(last, "nmod", "det", "amod")
        top, complement = last, inner[0] if inner else -1
        words = tree.subtree(last) - set(range(start, end))
    else:
        complement = s.heads[start] - 1 if s.heads[start] else -1
        if complement >= 0 and s.upos[complement] in ("ADP", "ADV", "SCONJ") and complement < end:
            complement = s.heads[complement] - 1
        top = complement
        words = tree.subtree(complement) - set(range(start, end)) if complement >= 0 else set()
    if complement < 0 or not words or top < 0 or not s.heads[top]:
        return
    if s.relations[top] not in ("obl", "nmod", "advmod", "parataxis") or s.upos[complement] not in ("NOUN", "PROPN", "PRON", "DET", "ADJ"):
        return
    lemma = s.lemmas[complement].lower()
    if lemma in [w.lower() for w in lex["not_sources"]] or s.upos[complement] == "PRON" and lemma in ("ce", "que", "lo", "что"):
        return
    clause = s.heads[top] - 1
    if s.upos[clause] not in ("VERB", "AUX", "NOUN", "ADJ", "PROPN") or clause in found.taken:
        return
    edge = min(tree.subtree(top) | {start}), max(tree.subtree(top)) + 1
    comma = (edge[0] > 0 and s.words[edge[0] - 1] in (",", "(")) or edge[0] == 0 or (
        edge[1] < len(s.words) and s.words[edge[1]] in (",", ")"))
    if not comma:
        return
    content = tree.subtree(clause) - tree.subtree(top) - set(range(start, end))
    content -= {c for k in tree.having(clause, "mark", "cc", "discourse") for c in tree.subtree(k)}
    found.add(words, (start, end), content)
