"""Names, exact span and class: the worldwide newspaper corpus (PER, ORG, LOC, NORP) and UNER EWT (PER, ORG, LOC).

    python benchmarks/names.py [--data DIR]

The worldwide corpus is read a second time in capitals, to which case has to be supplied. Words come as the corpora cut them, joined by blanks; sentences of one document are read together. UNER counts buildings
and other facilities as locations, so ours do there.
"""

import argparse
import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sayso.models import parse

WORLDWIDE = {"Person": "PER", "Organization": "ORG", "Location": "LOC", "NORP": "NORP"}


def read_columns(path: Path, word: int, tag: int) -> list[list[tuple[str, str]]]:
    sentences, now = [], []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        cells = line.split("\t")
        if line.startswith(("# ", "http://", "https://")):
            continue
        if len(cells) <= max(word, tag) or not cells[word].strip():
            if now:
                sentences.append(now)
            now = []
            continue
        now.append((cells[word], cells[tag].strip()))
    return sentences


def spans_of(rows: list[tuple[str, str]], offset: int) -> tuple[str, list[tuple[int, int, str]]]:
    text, spans = "", []
    for w, t in rows:
        a = len(text) + offset
        text += w + " "
        if t[:2] == "B-" or (t[:2] == "I-" and not (spans and spans[-1][2] == t[2:] and spans[-1][1] == a - 1)):
            spans.append((a, a + len(w), t[2:]))
        elif t[:2] == "I-":
            spans[-1] = (spans[-1][0], a + len(w), t[2:])
    return text, spans


def score(docs, kinds: dict[str, str], ours: dict[str, str], written: Callable[[str], str] = str) -> dict[str, float]:
    tp, gold, pred = Counter(), Counter(), Counter()
    for sentences in docs:
        text, g = "", set()
        for rows in sentences:
            part, spans = spans_of(rows, len(text))
            g |= {(a, b, kinds[k]) for a, b, k in spans if k in kinds}
            text += part.rstrip(" ") + "\n\n"
        p = parse(written(text))
        f = {(p.tokens[n.first].start, p.tokens[n.last].end, ours[n.kind]) for n in p.names if n.kind in ours}
        for items, count in ((g & f, tp), (g, gold), (f, pred)):
            for _, _, k in items:
                count[k] += 1
                count["all"] += 1
    return {k: round(200 * tp[k] / (gold[k] + pred[k]), 2) for k in ("all", *sorted(set(kinds.values())))} | {"n": gold["all"]}


def upper(text: str) -> str:
    """A text in capitals, as telegrams are, with every character where it was."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def measure(data: Path) -> dict[str, dict[str, float]]:
    """F1 in per cent by corpus and class; ``n`` is the number of gold names."""
    worldwide = [read_columns(p, 0, 1) for p in sorted((data / "names/worldwide/dev").glob("*.tsv"))]
    uner = read_columns(data / "names/uner_ewt/en_ewt-ud-dev.iob2", 1, 2)
    docs = [uner[i : i + 8] for i in range(0, len(uner), 8)]
    same = {k: k for k in ("PER", "ORG", "LOC")}
    return {
        "worldwide": score(worldwide, WORLDWIDE, same | {"NORP": "NORP"}),
        "worldwide_in_capitals": score(worldwide, WORLDWIDE, same | {"NORP": "NORP"}, upper),
        "uner_ewt": score(docs, same, same | {"FAC": "LOC"}),
    }


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    print(json.dumps(measure(ap.parse_args().data), indent=1))
