"""A checkpoint as a file of half the size and back: embeddings in eight bits a number with a scale a row, the rest in sixteen.

python -m training.pack runs/ensemble/student4.pt student4.npz
python -m training.pack student4.npz runs/student4.pt
"""

import sys
from dataclasses import asdict

import numpy as np
import torch

from training.network import Config, load


def packed(state: dict[str, torch.Tensor]) -> dict[str, np.ndarray]:
    out: dict[str, np.ndarray] = {}
    for k, v in state.items():
        value = v.float().numpy()
        if k == "words.weight":
            scale = np.abs(value).max(1, keepdims=True).clip(1e-8) / 127
            out[k], out[k + ":scale"] = np.rint(value / scale).astype(np.int8), scale.astype(np.float32)
        else:
            out[k] = value.astype(np.float16)
    return out


def unpacked(found: dict[str, np.ndarray]) -> dict[str, torch.Tensor]:
    whole = {k: torch.from_numpy(v).float() for k, v in found.items()}
    return {k: v * whole.get(k + ":scale", 1.0) for k, v in whole.items() if not k.endswith(":scale") and k != "config"}


def main() -> None:
    source, target = sys.argv[1:]
    if source.endswith(".pt"):
        net = load(source)
        np.savez(target, config=np.array(list(asdict(net.config).values()), np.float64), **packed(net.state_dict()))  # type: ignore[arg-type]
        return
    found = dict(np.load(source))
    config = {k: type(getattr(Config, k))(v) for k, v in zip(Config.__dataclass_fields__, found["config"], strict=True)}
    torch.save({"config": config, "state": unpacked(found)}, target)


if __name__ == "__main__":
    main()
