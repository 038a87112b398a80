"""Texts without labels, for a larger network to label: news of the gold sets and of `texts/`, cut into words by the product, and sets that come in words.

What shares eight words in a row with a passage, sentence or document that anything is measured on is left out.
"""

import csv
import json
import random
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import entities
import passages
import polnear
import treebanks
from windows import MAX_WORDS

HERE = Path(__file__).parent
LANGUAGES = ("fr", "en", "es", "ru", "uk", "de")
ZONES = ("headline", "standfirst", "body", "caption")
SHARED = 8
SHORTEST = 6  # words
MOST = 1_700_000  # words of a language; of English there is more than of all others


@dataclass
class Text:
    language: str
    words: list[str]
    lengths: list[int]  # of its sentences


def _pages(gold: Path, hearsay: Path) -> Iterator[tuple[str, str]]:
    """Language and paragraph, of the pages of the extraction and zone sets."""
    folders = [gold / "extraction" / "zyte" / "html", gold / "extraction" / "trafilatura" / "html", gold / "zones" / "fundus"]
    done = subprocess.run([hearsay, "read", "--json", *folders], capture_output=True, text=True)
    for line in done.stdout.split("\n"):
        if line:
            report = json.loads(line)
            for zone in report["zones"]:
                if zone["kind"] in ZONES:
                    yield report["report"].get("language", ""), report["text"][zone["start"]:zone["end"]]


def _paragraphs(text: str) -> list[str]:
    return [re.sub(r"\s+", " ", p).strip() for p in re.split(r"\n\s*\n", text)]


def _plain(gold: Path) -> Iterator[tuple[str, str]]:
    """Language and paragraph, of sets that hold running text."""
    for path in sorted((gold / "attribution" / "polnear" / "train" / "text").glob("*.txt")):
        yield from (("en", line) for line in path.read_text(encoding="utf-8").split("\n"))
    for path in sorted((gold / "events" / "muc34" / "TASK" / "CORPORA").glob("*/*")):  # in capitals; the product sees these in small letters
        if path.is_file() and "key" not in path.name:
            yield from (("en", p.lower()) for p in _paragraphs(path.read_text(encoding="utf-8", errors="replace")) if p.endswith("."))
    for name in ("lgl.xml", "GeoVirus.xml"):
        text = (gold / "place" / name).read_text(encoding="utf-8")
        yield from (("en", p) for block in re.findall(r"<text>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?</text>", text, re.S) for p in _paragraphs(block))
    with (gold / "loaded" / "babe_SG2.csv").open(encoding="utf-8-sig", newline="") as file:
        yield from (("en", row["text"]) for row in csv.DictReader(file, delimiter=";"))
    csv.field_size_limit(1 << 24)
    for path in sorted((gold / "crossdoc" / "tgcontest_pairs").glob("*_train_pool.tsv")) + [gold / "crossdoc" / "tgcontest_pairs" / "ru_honey_pool.tsv"]:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                for field in ("first_text", "second_text"):
                    yield from ((path.name[:2], p) for p in re.split(r"(?:\\n|\n)+", row[f"INPUT:{field}"] or ""))
    for path in sorted((gold / "time" / "tbaq").glob("*/*.tml")):
        text = re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8", errors="replace").split("<TEXT>")[-1].split("</TEXT>")[0])
        yield from (("en", p) for p in _paragraphs(text))
    for path in sorted((HERE / "texts").glob("*/*.txt")):
        for passage in path.read_text(encoding="utf-8").split("%%"):
            yield path.parent.name, passage.strip()
    for case in passages.cases(gold, passages.MADE, lambda byte: byte % 8 != 7):
        yield case.language, case.text


def _cut(pieces: list[tuple[str, str]], hearsay: Path) -> Iterator[Text]:
    """Paragraphs in words and sentences, as the product cuts them."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for i, (language, text) in enumerate(pieces):
            file.write(json.dumps({"id": str(i), "text": text, "lang": language}) + "\n")
        file.flush()
        with subprocess.Popen([hearsay, "parse", "--json", file.name], stdout=subprocess.PIPE, text=True) as parse:
            for line in parse.stdout:
                parsed = json.loads(line)
                sentences = [[w["text"] for t in s["tokens"] for w in t.get("words", [t])] for s in parsed["sentences"]]
                yield from _joined(parsed["language"], sentences, MAX_WORDS)


def _joined(language: str, sentences: list[list[str]], words: int) -> Iterator[Text]:
    """Runs of sentences of at most so many words."""
    text = Text(language, [], [])
    for sentence in sentences:
        if len(text.words) + len(sentence) > words and text.words:
            yield text
            text = Text(language, [], [])
        if len(sentence) <= MAX_WORDS:
            text.words += sentence
            text.lengths.append(len(sentence))
    if text.words:
        yield text


def _in_words(gold: Path) -> Iterator[Text]:
    conll, wikineural = entities.training(gold)
    for tagged in conll:
        for document in tagged.documents:
            yield from _joined(tagged.language, [w.words for w in document], 60)
    for tagged in wikineural:
        if tagged.language != "en":
            for (window,) in tagged.documents:
                yield Text(tagged.language, window.words, [len(window.words)])
    for part in treebanks.training(gold, with_dev=True):
        if part[0].language != "en":
            yield from _joined(part[0].language, [s.words for s in part], 60)
    for path in sorted((gold / "crossdoc" / "ecbplus" / "ECB+").glob("*/*.xml")):
        sentences: dict[str, list[str]] = {}
        for sentence, word in re.findall(r'<token [^>]*sentence="(\d+)"[^>]*>([^<]*)</token>', path.read_text(encoding="utf-8", errors="replace")):
            sentences.setdefault(sentence, []).append(word)
        yield from _joined("en", list(sentences.values()), 60)


def _runs(words: list[str]) -> Iterator[str]:
    low = [w.lower() for w in words if w[0].isalnum()]
    return (" ".join(low[i:i + SHARED]) for i in range(len(low) - SHARED + 1))


def _held(gold: Path, hearsay: Path) -> set[str]:
    """Runs of words of all that is measured on."""
    measured = [s.words for path in sorted((gold / "syntax").glob("*/*-ud-test.conllu")) for s in treebanks.read(path, "")]
    measured += [w.words for d in polnear.load(gold, "dev", every_annotator=False) for w in d.windows]
    measured += [w.words for p in passages.watched(gold, hearsay) + passages.load(gold, passages.GOLD, hearsay, lambda _: True) for w in p]
    for name in ("conll/en/test", "conll/es/test", *(f"wikineural/{language}/test" for language in ("fr", "ru", "de"))):
        measured += [w.words for w in entities.load(gold, name)]
    return {run for words in measured for run in _runs(words)}


def load(gold: Path, hearsay: Path) -> list[Text]:
    pieces = [(language, text) for source in (_pages(gold, hearsay), _plain(gold)) for language, text in source
              if language in LANGUAGES and len(text.split()) >= SHORTEST]
    held, seen, out = _held(gold, hearsay), set(), []
    for texts in (_cut(pieces, hearsay), _in_words(gold)):
        for text in texts:
            key = tuple(text.words)
            if SHORTEST <= len(key) <= MAX_WORDS and key not in seen and not any(run in held for run in _runs(text.words)):
                seen.add(key)
                out.append(text)
    random.Random(7).shuffle(out)
    left = Counter({language: MOST for language in LANGUAGES})
    kept = []
    for text in out:
        left[text.language] -= len(text.words)
        if left[text.language] > 0:
            kept.append(text)
    return kept
