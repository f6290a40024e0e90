"""Run the encoder: windows of words in, scores of its heads out.

One window a call. Dynamic int8 has one activation scale a tensor, so what else shares a call would change the output;
calls of one window are also the fastest (the activations stay in the second-level cache).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt

from sayso.errors import ModelError
from sayso.models import labels
from sayso.models.pieces import Wordpieces

__all__ = ["Encoder", "Scores", "encoder"]

Array = npt.NDArray[np.float32]
WEIGHTS: Final = Path(__file__).parent / "weights"
_REMEDY: Final = "install sayso again, or build the weights with `python -m training.export`"


@dataclass(frozen=True, slots=True)
class Scores:
    """What the heads say of one window of W words; scores are logits.

    Attributes:
        sentence: [W] that a sentence begins here.
        upos, xpos, names, attribution: [W, labels].
        factuality: [W] −3 to 3.
        arcs: [W, 1+W] that column h is the head; column 0 is the root.
        dependents, heads: [W, L] and [1+W, L], from which relations are scored.
        link_from, link_to: [W, K] and [1+W, K]; their products score links between attribution spans.
        meant_from, meant_to: [W, K] and [1+W, K]; their products score whom a pronoun means. None where the weights do not say.
        dating: [W, D] that an event is at a time (:class:`sayso.text.parse.Dating`). None where the weights do not say.
    """

    sentence: Array
    upos: Array
    xpos: Array
    names: Array
    attribution: Array
    factuality: Array
    arcs: Array
    dependents: Array
    heads: Array
    link_from: Array
    link_to: Array
    meant_from: Array | None = None
    meant_to: Array | None = None
    dating: Array | None = None


class Encoder:
    """The encoder's weights, loaded.

    Args:
        folder: Where ``encoder.onnx``, ``encoder.json``, ``decoder.npz`` and ``tokenizer.json`` lie.
        threads: Threads inside one call. More than one rarely pays; run several processes instead.

    Raises:
        ModelError: The weights are absent, damaged, or of another set of labels.
    """

    def __init__(self, folder: Path = WEIGHTS, threads: int = 1) -> None:
        import onnxruntime  # 50 ms that `import sayso` need not spend

        try:
            about: dict[str, Any] = msgspec.json.decode((folder / "encoder.json").read_bytes())
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(
                str(folder / "encoder.onnx"),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=["SkipLayerNormFusion"],  # six times slower than the two nodes that it fuses
            )
            with np.load(folder / "decoder.npz") as arrays:
                self.relation_weight: Array = arrays["relation_weight"]
                self.relation_bias: Array = arrays["relation_bias"]
                self.transitions: Array = arrays["transitions"]
                self.name_transitions: Array = arrays["name_transitions"]
            self.pieces = Wordpieces(folder / "tokenizer.json")
        except Exception as e:  # onnxruntime, numpy and tokenizers each have their own errors for a file that is not theirs
            raise ModelError(f"the weights in {folder} cannot be loaded ({type(e).__name__}: {e})", "the weights of this version", _REMEDY) from e
        for name in ("upos", "xpos", "relations", "names", "attribution"):
            if tuple(about[name]) != getattr(labels, name.upper()):
                raise ModelError(f"weights with other {name} labels", f"{len(getattr(labels, name.upper()))} labels as in sayso.models.labels", _REMEDY)
        self.version: str = about["version"]
        widths: dict[str, int] = about["heads"]
        ends = np.cumsum(list(widths.values()))
        self._columns = {k: slice(int(e) - n, int(e)) for (k, n), e in zip(widths.items(), ends, strict=True)}
        self._label: int = about["label"]
        self.width: int = next(o.shape[-1] for o in self._session.get_outputs() if o.name == "vectors")

    def run(self, words: Sequence[str]) -> Scores:
        """Scores of one window of words (at most about 400 wordpieces)."""
        (tags,), (arcs,), (parts,) = self._session.run(["tags", "arcs", "labels"], self._feed(words))
        column = self._columns
        link = tags[:, column["link"]]
        k = link.shape[1] // 2
        meant = tags[:, column["antecedent"]] if "antecedent" in column else None
        half = meant.shape[1] // 2 if meant is not None else 0
        tags = tags[1:]
        return Scores(
            sentence=tags[:, column["sentence"].start],
            upos=tags[:, column["upos"]],
            xpos=tags[:, column["xpos"]],
            names=tags[:, column["names"]],
            attribution=tags[:, column["attribution"]],
            factuality=tags[:, column["factuality"].start],
            arcs=arcs[1:],
            dependents=parts[1:, : self._label],
            heads=parts[:, self._label :],
            link_from=link[1:, :k],
            link_to=link[:, k:],
            meant_from=meant[1:, :half] if meant is not None else None,
            meant_to=meant[:, half:] if meant is not None else None,
            dating=tags[:, column["dating"]] if "dating" in column else None,
        )

    def vectors(self, words: Sequence[str]) -> Array:
        """What the middle and the last layer make of each word of a window, side by side: [W, 2H]."""
        (middle,), (last,) = self._session.run(["middle", "vectors"], self._feed(words))
        return np.concatenate([middle[1:], last[1:]], 1)

    def _feed(self, words: Sequence[str]) -> dict[str, npt.NDArray[np.int64]]:
        ids, shapes, first = self.pieces.window(words)
        return {"ids": ids[None], "shapes": shapes[None], "first": np.concatenate(([0], first))}


@cache
def encoder() -> Encoder:
    """The shipped encoder, loaded once a process."""
    return Encoder()
