"""The shipped weights as a checkpoint to go on from, where that of the run that made them is gone.

    python -m training.restore src/sayso/models/weights runs/shipped.pt

Quantising lost little: what comes back scores as what was shipped, and a few hundred steps of training close the rest.
"""

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.network import Config, Network


def constants(path: Path) -> dict[str, np.ndarray]:
    """The constants of an exported graph as floats, by the names that ``training.export`` gave them."""
    raw = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}
    out = {}
    for name, value in raw.items():
        base, _, kind = name.partition("_")
        if kind == "quantized":
            out[base] = (value.astype(np.float32) - raw[base + "_zero_point"].astype(np.float32)) * raw[base + "_scale"]
        elif not kind:
            out[base] = value
    return out


def state(folder: Path) -> tuple[Config, dict[str, torch.Tensor]]:
    """The settings and the parameters of the network that lies exported in a folder."""
    about = json.loads((folder / "encoder.json").read_text())
    config = Config(layers=about["layers"], arc=about["arc"], label=about["label"], link=about["link"])
    kept = {k: about[k] for k in ("size", "ffn", "relu", "words") if k in about}
    config = replace(config, heads=about.get("attention", config.heads), units=tuple(about.get("units", ())), **kept)
    found = constants(folder / "encoder.onnx")
    matrices = iter([found[k] for k in sorted(found, key=lambda k: int(k[1:])) if found[k].dtype == np.float32])
    w: dict[str, np.ndarray] = {}
    # the order in which training.export lays the graph
    for name in ("words.weight", "shapes.weight", "positions.weight", "ln.weight", "ln.bias"):
        w[name] = next(matrices)
    for i in range(config.layers):
        p = f"layers.{i}."
        for part, turned in (("qkv", True), ("o", True), ("ln1", False), ("f1", True), ("f2", True), ("ln2", False)):
            weight = next(matrices)
            w[p + part + ".weight"], w[p + part + ".bias"] = weight.T if turned else weight, next(matrices)
    tags, bias = next(matrices).T, next(matrices)
    at = 0
    for head, n in about["heads"].items():
        if head != "dating":  # no part of the network: learned on its vectors when all else is done
            w[head + ".weight"], w[head + ".bias"] = tags[at : at + n], bias[at : at + n]
        at += n
    parts, rows = [], 0
    while rows < 2 * config.arc + 2 * config.label:  # one product for all of it, or one for each part
        parts.append((next(matrices).T, next(matrices)))
        rows += len(parts[-1][1])
    w["parse.weight"], w["parse.bias"] = (np.concatenate(p) for p in zip(*parts, strict=True))
    arc = next(matrices)
    w["arc"] = np.concatenate([arc, next(matrices)[:, None]], 1)
    decoder = np.load(folder / "decoder.npz")
    w["relation.weight"], w["relation.bias"] = decoder["relation_weight"].T, decoder["relation_bias"]
    w["transitions"], w["name_transitions"] = decoder["transitions"], decoder["name_transitions"]
    return config, {k: torch.from_numpy(np.array(v, order="C")) for k, v in w.items()}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path)
    ap.add_argument("out")
    a = ap.parse_args()
    config, parameters = state(a.folder)
    odd = Network(config).load_state_dict(parameters, strict=False)  # fails loudly where anything is of another shape
    missing = [k for k in odd.missing_keys if not k.startswith("antecedent.")]  # the one head that weights may lack
    if missing or odd.unexpected_keys:
        raise SystemExit(f"{a.folder} lacks {missing}, and holds {odd.unexpected_keys} too many")
    torch.save({"config": asdict(config), "state": parameters}, a.out)


if __name__ == "__main__":
    main()
