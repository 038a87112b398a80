"""The shipped file back to a checkpoint that `train.py --start` can go on from: `python restore.py --out shipped.pt`. Matrices come back as rounded
to 8 bits; the projection of the subword vectors is solved for by least squares, since the file holds only its product with them."""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open

from export import directions
from inventory import Inventory, WordTypes
from model import Analyser, Shape
from word_vectors import LISTS


def read(path: Path) -> tuple[dict, dict[str, np.ndarray]]:
    """The file's description, and its tensors in f32."""
    with safe_open(path, "np") as file:
        described = json.loads(file.metadata()["hearsay"])
        raw = {name: file.get_tensor(name) for name in file.keys() if not name.startswith("vocabulary.") and not name.endswith((".keys", ".rows"))}
    scales = {name.removesuffix(".scale"): raw.pop(name) for name in list(raw) if name.endswith(".scale")}
    return described, {n: v.astype(np.float32) * scales[n].astype(np.float32)[..., None] if n in scales else v for n, v in raw.items()}


def projection(vectors: np.ndarray, table: np.ndarray) -> np.ndarray:
    """What `vectors` were multiplied with to give `table`."""
    vectors = vectors.astype(np.float64)
    return np.linalg.solve(vectors.T @ vectors, vectors.T @ table).T.astype(np.float32)


def state(described: dict, tensors: dict[str, np.ndarray], types: WordTypes) -> dict[str, torch.Tensor]:
    """The tensors under their names in the model; the inverse of `export.weights`."""
    table = np.empty_like(tensors["words.pieces"])
    pieces = types.pieces.pieces
    table[sorted(range(len(pieces)), key=lambda i: pieces[i].encode("utf-8"))] = tensors.pop("words.pieces")
    out = {"words.pieces.weight": projection(types.vectors, table)}
    for i, (language, listed) in enumerate(types.listed.items()):
        out[f"names.listed.{i}.weight"] = projection(listed.table, tensors.pop(f"names.listed.{language}"))
    out["names.affixes.weight"], out["names.shapes.weight"] = tensors.pop("names.affixes"), tensors.pop("names.shapes")
    out["words.grams.weight"] = np.concatenate([tensors.pop("words.grams"), tensors.pop("words.gram_padding")[None]])
    out["words.affixes.weight"], out["words.shapes.weight"] = tensors.pop("words.affixes"), tensors.pop("words.shapes")
    for key, at in directions(Shape(**described["shape"])):
        out[f"{key}.weight_ih_l0"], out[f"{key}.weight_hh_l0"] = tensors.pop(f"{at}.input"), tensors.pop(f"{at}.recurrent")
        out[f"{key}.bias_ih_l0"] = tensors.pop(f"{at}.bias")
        out[f"{key}.bias_hh_l0"] = np.zeros_like(out[f"{key}.bias_ih_l0"])
    out["parser.arc"], out["parser.arc_bias"] = tensors.pop("parser.arc.weight").T, tensors.pop("parser.arc.bias")
    out["linker.pair"] = np.stack([tensors.pop("linker.source.weight").T, tensors.pop("linker.content.weight").T])
    return {n: torch.from_numpy(np.ascontiguousarray(v)) for n, v in (out | tensors).items()}


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("file", type=Path, nargs="?", default=Path("../models/analyser.safetensors"))
    args.add_argument("--lists", type=Path, default=LISTS)
    args.add_argument("--out", type=Path, required=True)
    args = args.parse_args()
    described, tensors = read(args.file)
    shape = {k: tuple(v) if isinstance(v, list) else v for k, v in described["shape"].items()}
    inventory = Inventory.from_dict(described["labels"])
    values = state(described, tensors, WordTypes.load(args.lists))
    missing, unexpected = Analyser(Shape(**shape)).load_state_dict(values, strict=False)
    print(f"{args.out}: new parts {missing or 'none'}, not known {unexpected or 'none'}")
    torch.save({"model": values, "shape": shape, "inventory": inventory.as_dict(), "step": described["steps"]}, args.out)


if __name__ == "__main__":
    main()
