"""Write a trained network as the int8 ONNX file that sayso ships.

    python -m training.export runs/student/last.pt src/sayso/models/weights

The graph is built node by node rather than traced, which keeps its operators under control: onnxruntime's fused attention
without mask (one window a call, so nothing is padded) and plain LayerNormalization; its fused skip-normalisation is six
times slower on CPU. Weights are quantised per channel, activations dynamically, one scale a window; since a window is a
call, what else is read never changes an output.
"""

import argparse
import json
import tempfile
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from sayso.models.labels import ATTRIBUTION, NAMES, RELATIONS, UPOS, XPOS
from training.network import Config, Network, load

HEADS = ("sentence", "upos", "xpos", "names", "attribution", "factuality", "link", "antecedent")
"""The linear heads, in the order in which they lie side by side in the output ``tags``; the last only where it was trained."""


class Graph:
    """Nodes and constants of an ONNX graph in the making."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: np.ndarray) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, op: str, *inputs: str, name: str | None = None, domain: str = "", **attributes: object) -> str:
        name = name or f"{op}{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [name], name=f"n{len(self.nodes)}", domain=domain, **attributes))
        return name

    def linear(self, x: str, weight: np.ndarray, bias: np.ndarray, name: str | None = None) -> str:
        return self.add("Add", self.add("MatMul", x, self.constant(weight.T.astype(np.float32))), self.constant(bias.astype(np.float32)), name=name)

    def norm(self, x: str, weight: np.ndarray, bias: np.ndarray, name: str | None = None) -> str:
        return self.add("LayerNormalization", x, self.constant(weight), self.constant(bias), name=name, axis=-1, epsilon=1e-12)


def build(net: Network, path: Path) -> None:
    """The fp32 graph. Inputs: ids [1, L], shapes [1, L], first [1+W] (0, then each word's first piece).
    Outputs: tags [1, 1+W, T], arcs [1, 1+W, 1+W] (row: word, column: head), labels [1, 1+W, 2L]; vectors and middle [1, 1+W, H], what the
    last and the middle layer make of each word."""
    c = net.config
    w = {k: v.float().numpy() for k, v in net.state_dict().items()}
    g = Graph()
    index = lambda *a: g.constant(np.array(a, np.int64))  # noqa: E731
    length = g.add("Slice", g.add("Shape", "ids"), index(1), index(2), index(0))
    x = g.add("Add", g.add("Gather", g.constant(w["words.weight"]), "ids"), g.add("Gather", g.constant(w["shapes.weight"]), "shapes"))
    x = g.add("Add", x, g.add("Slice", g.constant(w["positions.weight"]), index(0), length, index(0)))
    x = g.norm(x, w["ln.weight"], w["ln.bias"])
    for i in range(c.layers):
        p = f"layers.{i}."
        qkv = g.constant(w[p + "qkv.weight"].T)
        a = g.add("Attention", x, qkv, g.constant(w[p + "qkv.bias"]), domain="com.microsoft", num_heads=c.heads)
        if i == 0 and c.words:  # the rest on words alone
            a, x = (g.add("Gather", v, "first", axis=1) for v in (a, x))
        x = g.norm(g.add("Add", g.linear(a, w[p + "o.weight"], w[p + "o.bias"]), x), w[p + "ln1.weight"], w[p + "ln1.bias"])
        f = g.add("Relu" if c.relu else "Gelu", g.linear(x, w[p + "f1.weight"], w[p + "f1.bias"]))
        name = {c.layers // 2 - 1: "middle", c.layers - 1: "vectors"}.get(i)
        x = g.norm(g.add("Add", g.linear(f, w[p + "f2.weight"], w[p + "f2.bias"]), x), w[p + "ln2.weight"], w[p + "ln2.bias"], name=name if c.words else None)
        if name and not c.words:
            last = g.add("Gather", x, "first", name=name, axis=1)
    x = x if c.words else last
    there = [h for h in HEADS if h + ".weight" in w]
    g.linear(x, np.concatenate([w[h + ".weight"] for h in there]), np.concatenate([w[h + ".bias"] for h in there]), name="tags")
    ends = (0, c.arc, 2 * c.arc, 2 * c.arc + 2 * c.label)  # a product each: cutting one up takes as long as making it
    parts = [g.linear(x, w["parse.weight"][a:b], w["parse.bias"][a:b]) for a, b in pairwise(ends)]
    d, h, _ = (g.add("LeakyRelu", y, name=name, alpha=0.1) for y, name in zip(parts, (None, None, "labels"), strict=True))
    d = g.add("Add", g.add("MatMul", d, g.constant(w["arc"][:, :-1].copy())), g.constant(w["arc"][:, -1].copy()))
    g.add("MatMul", d, g.add("Transpose", h, perm=[0, 2, 1]), name="arcs")
    value = helper.make_tensor_value_info
    inputs = [value("ids", TensorProto.INT64, [1, "L"]), value("shapes", TensorProto.INT64, [1, "L"]), value("first", TensorProto.INT64, ["W"])]
    outputs = [value(n, TensorProto.FLOAT, [1, "W", None]) for n in ("tags", "arcs", "labels", "vectors", "middle")]
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    onnx.save(helper.make_model(helper.make_graph(g.nodes, "sayso", inputs, outputs, g.constants), opset_imports=opsets, ir_version=9), path)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint")
    ap.add_argument("folder", type=Path)
    ap.add_argument("--version", default="0", help="what sayso doctor shows of the weights")
    a = ap.parse_args()
    net = load(a.checkpoint).eval()
    with tempfile.TemporaryDirectory() as tmp:
        full = Path(tmp) / "full.onnx"
        build(net, full)
        quantize_dynamic(
            full,
            a.folder / "encoder.onnx",
            op_types_to_quantize=["MatMul", "Attention", "Gather"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
        )
    w = {k: v.float().numpy() for k, v in net.state_dict().items()}
    np.savez_compressed(
        a.folder / "decoder.npz",
        relation_weight=w["relation.weight"].T.copy(),
        relation_bias=w["relation.bias"],
        transitions=w["transitions"],
        name_transitions=w["name_transitions"],
    )
    labels = {"upos": UPOS, "xpos": XPOS, "relations": RELATIONS, "names": NAMES, "attribution": ATTRIBUTION}
    about = {"version": a.version, "layers": net.config.layers, "arc": net.config.arc, "label": net.config.label, "link": net.config.link}
    about |= {k: v for k, v in asdict(net.config).items() if k in ("size", "ffn", "units", "relu", "words") and v != getattr(Config, k)}
    about["attention"] = net.config.heads
    widths = {h: int(w[h + ".weight"].shape[0]) for h in HEADS if h + ".weight" in w}
    (a.folder / "encoder.json").write_text(json.dumps(about | {"heads": widths} | labels) + "\n")
    print({p.name: p.stat().st_size for p in a.folder.iterdir()})


if __name__ == "__main__":
    main()
