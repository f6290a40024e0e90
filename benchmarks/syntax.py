"""Syntax from raw text on UD EWT, scored as in CoNLL 2018: words, sentences, UPOS, UAS, LAS.

    python benchmarks/syntax.py [--data DIR] [--part dev]

The raw text is put together from the treebank: sentences of a paragraph joined as SpaceAfter says, paragraphs by blank
lines. Words are aligned by characters; a wrongly cut word or sentence costs its attachments, as in the shared task.
Relations are compared without subtypes.
"""

import argparse
import json
import os
from collections import Counter
from pathlib import Path

from sayso.models import parse


def documents(path: Path):
    """For each document its text, and its sentences: start, end, and words as (start, end, upos, head or −1, relation)."""
    text, sentences, rows, new = "", [], [], False
    for line in path.open(encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            if sentences:
                yield text, sentences
            text, sentences = "", []
        elif line.startswith("# newpar"):
            new = True
        elif line and line[0].isdigit():
            rows.append(line.split("\t"))
        elif not line and rows:
            if text:
                text = text.rstrip(" ") + "\n\n" if new else text
            new = False
            start, words, many = len(text), [], None
            for r in rows:
                if "." in r[0]:
                    continue
                space = "" if "SpaceAfter=No" in r[9] else " "
                if "-" in r[0]:
                    a, b = map(int, r[0].split("-"))
                    many = (a, b, len(text), len(text) + len(r[1]))
                    inner = len(text)
                    text += r[1] + space
                    continue
                if many and many[0] <= int(r[0]) <= many[1]:
                    if text[inner : inner + len(r[1])] == r[1]:
                        a, b = inner, inner + len(r[1])
                        inner = b
                    else:
                        a, b = many[2], many[3]
                else:
                    a, b = len(text), len(text) + len(r[1])
                    text += r[1] + space
                words.append((a, b, r[3], int(r[6]) - 1, r[7].split(":")[0]))
            sentences.append((start, words[-1][1], words))
            rows = []
    if sentences:
        yield text, sentences


def measure(data: Path, part: str = "dev") -> dict[str, float]:
    """F1 in per cent; ``n`` is the number of gold words."""
    tp, gold, pred = Counter(), Counter(), Counter()
    for text, sentences in documents(data / "syntax/ud_ewt" / f"en_ewt-ud-{part}.conllu"):
        p = parse(text)
        g_words = {}
        for _, _, words in sentences:
            for a, b, upos, head, rel in words:
                g_words[a, b] = (upos, (words[head][0], words[head][1]) if head >= 0 else None, rel)
        p_words = {}
        for i, t in enumerate(p.tokens):
            h = p.heads[i]
            p_words[t.start, t.end] = (p.upos[i], (p.tokens[h].start, p.tokens[h].end) if h >= 0 else None, p.relations[i].split(":")[0])
        n = sum(len(w) for _, _, w in sentences)
        g_sent = {(a, b) for a, b, _ in sentences}
        p_sent = {(p.tokens[a].start, p.tokens[b].end) for a, b in p.sentences}
        tp["sentences"] += len(g_sent & p_sent)
        gold["sentences"] += len(g_sent)
        pred["sentences"] += len(p_sent)
        for k in ("words", "upos", "uas", "las"):
            gold[k] += n
            pred[k] += len(p.tokens)
        for key, (upos, head, rel) in p_words.items():
            if key in g_words:
                g = g_words[key]
                tp["words"] += 1
                tp["upos"] += g[0] == upos
                tp["uas"] += g[1] == head
                tp["las"] += g[1] == head and g[2] == rel
    return {k: round(200 * tp[k] / (gold[k] + pred[k]), 2) for k in ("words", "sentences", "upos", "uas", "las")} | {"n": gold["words"]}


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--part", default="dev")
    a = ap.parse_args()
    print(json.dumps(measure(a.data, a.part), indent=1))
