"""A checkpoint as a file of a fraction of the size and back: embeddings in eight bits a number with a scale a row, the rest in sixteen or
in eight as well. Weights that were restored from those of sayso are of eight bits anyway.

    python -m training.pack runs/ensemble/student4x1024.pt student.npz
    python -m training.pack --eight runs/shipped.pt shipped.npz
    python -m training.pack student.npz runs/student.pt
"""

import argparse
import json
from dataclasses import asdict

import numpy as np
import torch

from training.network import load


def packed(state: dict[str, torch.Tensor], eight: bool = False) -> dict[str, np.ndarray]:
    """Arrays for a file; ``eight`` says whether all matrices have eight bits a number, or only the embeddings."""
    out: dict[str, np.ndarray] = {}
    for k, v in state.items():
        value = v.float().numpy()
        if k == "words.weight" or (eight and value.ndim == 2 and value.shape[0] > 64):
            scale = np.abs(value).max(1, keepdims=True).clip(1e-8) / 127
            out[k], out[k + ":scale"] = np.rint(value / scale).astype(np.int8), scale.astype(np.float32)
        else:
            out[k] = value.astype(np.float16)
    return out


def unpacked(found: dict[str, np.ndarray]) -> dict[str, torch.Tensor]:
    whole = {k: torch.from_numpy(v).float() for k, v in found.items()}
    return {k: v * whole.get(k + ":scale", 1.0) for k, v in whole.items() if not k.endswith(":scale") and k != "config"}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("source")
    ap.add_argument("target")
    ap.add_argument("--eight", action="store_true", help="eight bits for every matrix")
    ap.add_argument("--without", nargs="*", default=[], help="weights to leave out, such as words.weight where they are another file's")
    ap.add_argument("--only", nargs="*", help="the only weights to put in")
    a = ap.parse_args()
    if a.source.endswith(".pt"):
        net = load(a.source)
        state = {k: v for k, v in net.state_dict().items() if k not in a.without and (a.only is None or k in a.only)}
        np.savez_compressed(a.target, config=np.frombuffer(json.dumps(asdict(net.config)).encode(), np.uint8), **packed(state, a.eight))  # type: ignore[arg-type]
        return
    found = dict(np.load(a.source))
    config = json.loads(found["config"].tobytes())
    config["units"] = tuple(config["units"])
    torch.save({"config": config, "state": unpacked(found)}, a.target)


if __name__ == "__main__":
    main()
