"""Writes a checkpoint as one safetensors file: int8 with a scale a row, the subword table folded; see FORMAT.md."""

import argparse
import json
import zlib
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

import features
from inventory import Inventory, WordTypes
from model import LINK_BUCKETS, Analyser, Shape
from pieces import Pieces
from train import load
from windows import MAX_WORDS
from word_vectors import LISTS

FORMAT = "hearsay-analyser/4"
# Kept in f32: vectors, biases, CRF transitions, and small matrices that are used once a word or less.
_WHOLE = ("bias", "crf.", "root", "near", "certainty", "boundary", "roles.out", "entities.out", "statements.out")


def quantise(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows to int8 with one scale each: `row = int8 * scale`."""
    scale = (np.abs(matrix).max(-1, keepdims=True) / 127.0).astype(np.float16)
    scale[scale == 0] = 1.0
    return np.clip(np.rint(matrix / scale.astype(np.float32)), -127, 127).astype(np.int8), scale[..., 0]


def directions(shape: Shape) -> list[tuple[str, str]]:
    """The LSTMs' names in the model and in the file."""
    layers = [("encoder", layer) for layer in range(shape.layers)] + [("reader", layer) for layer in range(shape.readers)] + [("names.encoder", 0)]
    return [(f"{stack}.{name}.{layer}", f"{stack}.{layer}.{ours}")
            for stack, layer in layers for name, ours in (("forwards", "forward"), ("backwards", "backward"))]


def weights(model: Analyser, types: WordTypes) -> dict[str, np.ndarray]:
    """The network's matrices by their names in the file, in f32; the order of rows is that of FORMAT.md."""
    state = {k: v.detach().numpy() for k, v in model.state_dict().items()}
    out = {"words.pieces": types.vectors @ state.pop("words.pieces.weight").T}
    for i, (language, listed) in enumerate(types.listed.items()):
        out[f"names.listed.{language}"] = listed.table @ state.pop(f"names.listed.{i}.weight").T
    out["names.affixes"], out["names.shapes"] = state.pop("names.affixes.weight"), state.pop("names.shapes.weight")
    grams = state.pop("words.grams.weight")
    # The row that pads short words: zero in new runs, but not in checkpoints from before its initialisation was mended.
    out["words.grams"], out["words.gram_padding"] = grams[:features.GRAM_ROWS], grams[features.GRAM_ROWS]
    out["words.affixes"], out["words.shapes"] = state.pop("words.affixes.weight"), state.pop("words.shapes.weight")
    for key, to in directions(model.shape):
        out[f"{to}.input"] = state.pop(f"{key}.weight_ih_l0")
        out[f"{to}.recurrent"] = state.pop(f"{key}.weight_hh_l0")
        out[f"{to}.bias"] = state.pop(f"{key}.bias_ih_l0") + state.pop(f"{key}.bias_hh_l0")
    # Both are used transposed, a row for each output, like all other matrices.
    out["parser.arc.weight"] = state.pop("parser.arc").T
    out["parser.arc.bias"] = state.pop("parser.arc_bias")
    pair = state.pop("linker.pair")
    out["linker.source.weight"], out["linker.content.weight"] = pair[0].T, pair[1].T
    for name, value in state.items():
        out[name] = value
    return {k: np.ascontiguousarray(v, dtype=np.float32) for k, v in out.items()}


def tensors(model: Analyser, types: WordTypes) -> dict[str, np.ndarray]:
    out: dict[str, np.ndarray] = {}
    pieces = types.pieces
    order = sorted(range(len(pieces.pieces)), key=lambda i: pieces.pieces[i].encode("utf-8"))
    texts = [pieces.pieces[i].encode("utf-8") for i in order]
    out["vocabulary.text"] = np.frombuffer(zlib.compress(b"".join(texts), 9), dtype=np.uint8)
    out["vocabulary.lengths"] = np.array([len(t) for t in texts], dtype=np.uint8)
    out["vocabulary.scores"] = np.array([pieces.scores[i] for i in order], dtype=np.float16)
    for language, listed in types.listed.items():
        keys = sorted(listed.rows)
        out[f"names.listed.{language}.keys"] = np.array(keys, dtype=np.uint32)
        out[f"names.listed.{language}.rows"] = np.array([listed.rows[key] for key in keys], dtype=np.uint16)
    for name, matrix in weights(model, types).items():
        if name == "words.pieces":
            matrix = matrix[order]
        if matrix.ndim < 2 or any(part in name for part in _WHOLE):
            out[name] = matrix
        else:
            out[name], out[f"{name}.scale"] = quantise(matrix)
    return out


def metadata(model: Analyser, inventory: Inventory, pieces: Pieces, steps: int) -> dict:
    return {
        "format": FORMAT, "shape": model.shape.as_dict(), "labels": inventory.as_dict(), "steps": steps,
        "unknown_score": pieces.unknown_score, "longest_piece": pieces.longest, "max_window": MAX_WORDS,
        "rows": {"affixes": features.AFFIX_ROWS, "grams": features.GRAM_ROWS, "shapes": features.SHAPE_ROWS, "name_affixes": features.NAME_AFFIX_ROWS},
        "max_grams": features.MAX_GRAMS, "link_buckets": LINK_BUCKETS,
        "languages": ["fr", "en", "es", "ru", "uk", "de"],
        # Of Ukrainian too few sentences have been seen: rules divide its text better.
        "boundaries": ["fr", "en", "es", "ru", "de"],
    }


def dequantised(model: Analyser, types: WordTypes) -> None:
    """Rounds a model's weights in place to what the file holds, so that what is measured is what is shipped."""

    def rounded(matrix: np.ndarray) -> np.ndarray:
        values, scale = quantise(matrix)
        return values.astype(np.float32) * scale[..., None]

    named = weights(model, types)
    kept = {n: v if v.ndim < 2 or any(p in n for p in _WHOLE) else rounded(v) for n, v in named.items()}
    state = model.state_dict()
    for key, to in directions(model.shape):
        state[f"{key}.weight_ih_l0"] = torch.from_numpy(kept.pop(f"{to}.input"))
        state[f"{key}.weight_hh_l0"] = torch.from_numpy(kept.pop(f"{to}.recurrent"))
        state[f"{key}.bias_ih_l0"] = torch.from_numpy(kept.pop(f"{to}.bias"))
        state[f"{key}.bias_hh_l0"] = torch.zeros_like(state[f"{key}.bias_hh_l0"])
    table, lists = kept.pop("words.pieces"), [kept.pop(f"names.listed.{language}") for language in types.listed]
    state["names.affixes.weight"] = torch.from_numpy(kept.pop("names.affixes"))
    state["names.shapes.weight"] = torch.from_numpy(kept.pop("names.shapes"))
    state["words.grams.weight"][:features.GRAM_ROWS] = torch.from_numpy(kept.pop("words.grams"))
    state["words.grams.weight"][features.GRAM_ROWS] = torch.from_numpy(kept.pop("words.gram_padding"))
    state["words.affixes.weight"] = torch.from_numpy(kept.pop("words.affixes"))
    state["words.shapes.weight"] = torch.from_numpy(kept.pop("words.shapes"))
    state["parser.arc"] = torch.from_numpy(kept.pop("parser.arc.weight").T.copy())
    state["parser.arc_bias"] = torch.from_numpy(kept.pop("parser.arc.bias"))
    state["linker.pair"] = torch.from_numpy(
        np.stack([kept.pop("linker.source.weight").T, kept.pop("linker.content.weight").T]))
    for name, value in kept.items():
        state[name] = torch.from_numpy(value)
    for name in [name for name in state if name.startswith(("words.pieces.", "names.listed."))]:
        state.pop(name)
    model.words.pieces = torch.nn.Identity()
    model.names.listed = torch.nn.ModuleList(torch.nn.Identity() for _ in lists)
    model.load_state_dict(state)
    types.replace_vectors(table, lists)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("checkpoint", type=Path)
    args.add_argument("--lists", type=Path, default=LISTS)
    args.add_argument("--out", type=Path, default=Path("../models/analyser.safetensors"))
    args = args.parse_args()
    model, inventory, state = load(args.checkpoint)
    types = WordTypes.load(args.lists)
    described = json.dumps(metadata(model, inventory, types.pieces, state["step"]), ensure_ascii=False)
    save_file(tensors(model, types), args.out, {"hearsay": described})
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
