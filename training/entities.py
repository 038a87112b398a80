"""CoNLL 2002/2003 and WikiNEuRal readers: BIO tags of PER, ORG, LOC, MISC; and mentions put in each other's places."""

import importlib
import random
from dataclasses import dataclass
from pathlib import Path

from windows import MAX_WORDS, Window

CONLL = ["conll/en/train", "conll/es/train"]
WIKINEURAL = [f"wikineural/{language}/val" for language in ("fr", "en", "es", "ru", "de")]
DOCUMENT = "-DOCSTART-"
# How often a mention gives its place to another of its kind and language. MISC is left: much of it is adjectives.
REPLACED = 0.25
KINDS = ("PER", "ORG", "LOC")
# Where people of invented names come from (lists of forenames and surnames of the package faker). Not in Russian, where names are inflected.
COUNTRIES = ("cs_CZ", "da_DK", "de_DE", "en_GB", "en_IN", "en_KE", "en_NG", "en_US", "es_CO", "es_ES", "es_MX", "fi_FI", "fr_FR", "fr_DZ", "hr_HR",
         "hu_HU", "id_ID", "it_IT", "lt_LT", "nl_NL", "no_NO", "pl_PL", "pt_BR", "ro_RO", "sv_SE", "tr_TR")
INVENTED = 12_000


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


@dataclass
class Tagged:
    """A set's sentences in their order; `documents` are runs of them that belong together, one each where order says nothing."""

    language: str
    documents: list[list[Window]]


def training(gold: Path) -> tuple[list[Tagged], list[Tagged]]:
    """CoNLL's training sets, and WikiNEuRal's validation sets (its training sets are not at hand)."""
    return ([Tagged(n.split("/")[1], _documents(load(gold, n))) for n in CONLL],
            [Tagged(n.split("/")[1], [[w] for w in load(gold, n) if len(w.words) <= MAX_WORDS]) for n in WIKINEURAL])


def _documents(sentences: list[Window]) -> list[list[Window]]:
    out: list[list[Window]] = [[]]
    for window in sentences:
        if window.words[0] == DOCUMENT:
            out.append([])
        elif len(window.words) <= MAX_WORDS:
            out[-1].append(window)
    return out


def mentions(tags: list[str]) -> list[tuple[str, int, int]]:
    """Kind, first word and end of each run of BIO tags."""
    out: list[tuple[str, int, int]] = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        begins, kind = tag[0] == "B", tag[2:]
        if not begins and out and out[-1][0] == kind and out[-1][2] == i:
            out[-1] = (kind, out[-1][1], i + 1)
        else:
            out.append((kind, i, i + 1))
    return out


def invented(rng: random.Random) -> list[tuple[str, ...]]:
    """Names of people, four in five with a forename; of as many countries as news has."""
    providers = [importlib.import_module(f"faker.providers.person.{country}").Provider for country in COUNTRIES]
    names = []
    for _ in range(INVENTED):
        provider = rng.choice(providers)
        first, last = (rng.choice(sorted(getattr(provider, part))) for part in ("first_names", "last_names"))
        names.append(tuple((f"{first} {last}" if rng.random() < 0.8 else last).split()))
    return names


class Mentions:
    """The distinct mentions of some sets by language and kind, to put in the place of others (mention replacement of Dai and
    Adel 2020): the network then learns a name's surroundings beside the name. People's are mixed with invented ones."""

    def __init__(self, sets: list[Tagged], rng: random.Random):
        self.rng = rng
        known: dict[tuple[str, str], dict[tuple[str, ...], None]] = {}
        for tagged in sets:
            for window in (w for d in tagged.documents for w in d):
                for kind, start, end in mentions(window.entities):
                    known.setdefault((tagged.language, kind), {})[tuple(window.words[start:end])] = None
        self.known = {key: list(names) for key, names in known.items()}
        for language in sorted({language for language, _ in known} - {"ru"}):
            self.known[language, "PER"] += invented(rng)

    def replace(self, window: Window, language: str) -> Window:
        words, tags, last = [], [], 0
        for kind, start, end in mentions(window.entities):
            if kind not in KINDS or self.rng.random() > REPLACED:
                continue
            name = self.rng.choice(self.known[language, kind])
            if window.words[start].isupper() and len(window.words[start]) > 1:
                name = tuple(w.upper() for w in name)
            words += [*window.words[last:start], *name]
            tags += [*window.entities[last:start], f"B-{kind}", *[f"I-{kind}"] * (len(name) - 1)]
            last = end
        words += window.words[last:]
        tags += window.entities[last:]
        return Window(words, entities=tags) if len(words) <= MAX_WORDS else window
