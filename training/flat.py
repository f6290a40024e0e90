"""The corpora as a few long arrays, so that a batch is a gather and no word passes through Python twice.

    python -m training.flat OUT.npz

Words of all documents lie one after another, their wordpieces likewise; a sentence, a document and a window are ranges. What a
corpus does not say of a word is a value that no label has. The file travels to a machine with a GPU where the corpora do not.
"""

import argparse
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml

from benchmarks.ecb import document
from sayso.models.labels import ATTRIBUTION, NAMES, RELATIONS, UPOS, XPOS
from sayso.models.pieces import Wordpieces
from sayso.text.recase import recased
from sayso.text.sentences import rough_sentences
from sayso.text.tokens import tokenise
from training import corpora
from training.corpora import Document, Sentence
from training.layout import FAMILIES, NONE

CASES = Path(__file__).parent.parent / "tests/cases"
_INDEX = {k: {v: i for i, v in enumerate(t)} for k, t in (("upos", UPOS), ("xpos", XPOS), ("rel", RELATIONS), ("attr", ATTRIBUTION), ("name", NAMES))}


def plain(name: str, text: str) -> Document:
    """A text without any annotation."""
    doc = Document(name)
    for a, b in rough_sentences(text):
        words = [t.text for t in tokenise(text, a, b)]
        if words:
            doc.sentences.append(Sentence(words, sure_start=False))
    return doc


def unlabelled(data: Path) -> Iterator[Document]:
    """Texts of wars and news to learn from what teachers make of them: articles on battles, and the training parts of corpora of times and events."""
    for path in sorted((data / "load/wikipedia_conflicts").rglob("*.md")):
        text = path.read_text(encoding="utf-8").split("---", 2)[-1]
        text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
        yield plain(path.name, re.sub(r"(?m)^[#>*\-\s]+|[*_`]{1,3}", "", text))
    for path in sorted((data / "times/wikiwars/whole-tml").glob("*.tml"))[:16]:
        yield plain(path.name, re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8", errors="replace")))
    lines = (data / "times/tdg/train.txt").read_text(encoding="utf-8").split("filename:")
    for i, part in enumerate(lines[1:]):
        body = part.split("\n", 1)[1].split("EDGE_LIST")[0]
        body = body.replace("``", '"').replace("''", '"')
        yield plain(f"tdg-{i}", re.sub(r" ([.,;:!?)'’]|n't\b|'s\b)", r"\1", body))
    for line in (data / "events/muc34/processed/train.json").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield plain(row["docid"], recased(row["doctext"]))
    for path in sorted((data / "links/ecbplus").glob("*/*.xml")):
        if int(path.parent.name) % 2:  # the even topics are for measuring
            yield plain(path.name, document(path).text)


def own(cases: Path) -> Iterator[Document]:
    """Texts of the project's own tests, save those that are only scored: rules were written for what an earlier encoder made of them, and a
    student that hears its teachers on them keeps to that. None of their labels is looked at."""
    for path in sorted(cases.rglob("*.yaml")):
        if path.parent.name == "link" or path.stem == "sealed":
            continue
        found = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        rows = found if isinstance(found, list) else [found]
        for i, row in enumerate(rows):
            if row.get("half", "tuned") == "tuned" and (text := row.get("text") or row.get("s")):
                yield plain(f"{path.parent.name}-{path.stem}-{i}", text)
    for path in sorted((cases / "gold/open").glob("*.txt")):
        yield plain(path.stem, path.read_text(encoding="utf-8"))


def documents(data: Path, part: str) -> dict[str, list[Document]]:
    """All documents of a part by family."""
    found = {
        "syntax": [*corpora.ewt(data, part), *corpora.conllu(data / "syntax/gum" / f"gum_free_{part}.conllu")],
        "attribution": list(corpora.polnear(data, part)),
        "names": list(corpora.names(data, part)),
    }
    if part == "train":
        found["plain"] = [*unlabelled(data), *own(CASES), *own(CASES)]  # twice, as they are few
    return found


def flatten(by_family: dict[str, list[Document]], pieces: Wordpieces) -> dict[str, np.ndarray]:
    """The arrays. A word: ``word_piece`` (its first piece), upos, xpos, head (number of the head word in all, −1 for a root, −2 unknown),
    rel, attr, cue and partner (first word of the cue and of the other part of its attribution, −1), names (a bit for each tag that it may
    have, 0 for unknown), fact. A piece: ids, shapes. A sentence: ``sentence`` (its first word), ``sure`` (whether the corpus says that it
    begins there). A document: ``doc`` (its first sentence), ``family``."""
    ids: list[int] = []
    shapes: list[int] = []
    cols: dict[str, list] = {k: [] for k in ("word_piece", "upos", "xpos", "head", "rel", "attr", "cue", "partner", "names", "fact", "sentence", "sure")}
    docs: list[int] = []
    family: list[int] = []

    def labels(index: dict[str, int], values: list[str] | None, n: int) -> list[int]:
        return [index.get(v, NONE) for v in values] if values else [NONE] * n

    for f, group in by_family.items():
        for d in group:
            docs.append(len(cols["sentence"]))
            family.append(FAMILIES.index(f))
            base = len(cols["word_piece"])
            begins: dict[tuple[int, str], int] = {}
            pairs: list[tuple[int, str, int]] = []
            for s in d.sentences:
                at = len(cols["word_piece"])
                n = len(s.words)
                cols["sentence"].append(at)
                cols["sure"].append(s.sure_start)
                for w in s.words:
                    a, b = pieces.word(w)
                    cols["word_piece"].append(len(ids))
                    ids += a
                    shapes += b
                cols["upos"] += labels(_INDEX["upos"], s.upos, n)
                cols["xpos"] += labels(_INDEX["xpos"], s.xpos, n)
                cols["head"] += [at + h - 1 if h else -1 for h in s.heads] if s.heads else [-2] * n
                cols["rel"] += [_INDEX["rel"].get(r, _INDEX["rel"].get(r.split(":")[0], NONE)) for r in s.relations] if s.relations else [NONE] * n
                cols["attr"] += labels(_INDEX["attr"], s.attribution, n)
                cols["fact"] += s.factuality if s.factuality else [np.nan] * n
                cols["names"] += [sum(1 << _INDEX["name"][t] for t in tags) for tags in s.names] if s.names else [0] * n
                for i, (t, g) in enumerate(zip(s.attribution or (), s.group or (), strict=True)):
                    if t[0] == "B" and g >= 0:
                        begins.setdefault((g, t[2]), at + i)
                        pairs.append((g, t[2], at + i))
            n = len(cols["word_piece"]) - base
            cue, partner = [-1] * n, [-1] * n
            for g, kind, w in pairs:
                if kind != "C":
                    cue[w - base] = begins.get((g, "C"), -1)
                    partner[w - base] = begins.get((g, "T" if kind == "S" else "S"), -1)
            cols["cue"] += cue
            cols["partner"] += partner
    kinds = {"upos": np.uint8, "xpos": np.uint8, "rel": np.uint8, "attr": np.uint8, "fact": np.float16, "sure": bool}
    out = {k: np.array(v, kinds.get(k, np.int32)) for k, v in cols.items()}
    out |= {"ids": np.array(ids, np.uint16), "shapes": np.array(shapes, np.uint8), "doc": np.array(docs, np.int32), "family": np.array(family, np.uint8)}
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out", type=Path)
    ap.add_argument("--part", default="train")
    ap.add_argument("--vocabulary", type=Path, default=Path("src/sayso/models/weights/tokenizer.json"))
    a = ap.parse_args()
    found = documents(Path(os.environ.get("SAYSO_DATA", "../shared/data")), a.part)
    arrays = flatten(found, Wordpieces(a.vocabulary))
    np.savez_compressed(a.out, **arrays)
    words = np.append(arrays["sentence"], len(arrays["word_piece"]))
    bounds = np.append(arrays["doc"], len(arrays["sentence"]))
    for i, f in enumerate(FAMILIES):
        mine = np.flatnonzero(arrays["family"] == i)
        print(f, len(mine), "documents", int(sum(words[bounds[d + 1]] - words[bounds[d]] for d in mine)), "words")
    print(len(arrays["ids"]), "pieces")


if __name__ == "__main__":
    main()
