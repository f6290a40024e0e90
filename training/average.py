"""Average the weights of two networks, the second of which went on from the first (Wortsman et al. 2022, "model soups").

    python -m training.average runs/first/last.pt runs/second/last.pt runs/average.pt --share 0.35

A run that goes on with a new schedule fits its own corpora more closely; between it and its start lies a network that is
better than both on text that neither saw. ``--share`` is the weight of the second.
"""

import argparse

import torch


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("first")
    ap.add_argument("second")
    ap.add_argument("out")
    ap.add_argument("--share", type=float, default=0.5)
    a = ap.parse_args()
    first, second = (torch.load(p, weights_only=True, map_location="cpu") for p in (a.first, a.second))
    # a head that only the second has started from zero
    state = {k: (1 - a.share) * first["state"].get(k, torch.zeros_like(v)) + a.share * v for k, v in second["state"].items()}
    torch.save({"config": second["config"], "state": state}, a.out)


if __name__ == "__main__":
    main()
