"""Who is meant: pronouns of GAP, chains of GUM, speed.

    python benchmarks/coref.py [--data DIR]

GAP (development, 2,000 snippets of Wikipedia): for each pronoun whether it means A and whether it means B, scored as GAP's own
scorer does, F1 over all true pairs. GUM (development, free genres): links of names, pronouns and descriptions to the mention
before, each mention taken as the smallest gold mention around its head, those left out that are only a modifier in it (the
gold has no mention "Ukrainian" in "Ukrainian troops"). ``precision``: of the links made, the share that stays in one gold chain. ``conll``: mean of the F1 of MUC, B³ and CEAF-e, singletons left out of both
sides. The gold holds abstractions, times and events too, which sayso does not link.
"""

import argparse
import csv
import json
import os
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from sayso import entities, places
from sayso.models import parse as encode
from sayso.text.parse import Parse

Chain = dict[int, list[tuple[int, int]]]
Encode = Callable[[str], Parse]


def read(p: Parse) -> entities.Entities:
    return entities.resolve(p, places.resolve(p), published=None)


def snippets(data: Path) -> list[dict[str, str]]:
    with (data / "coref/gap/gap-development.tsv").open(encoding="utf-8") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def gap(data: Path, encode: Encode = encode) -> dict[str, float]:
    """F1 in per cent over all, male and female pronouns."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in snippets(data):
        p = encode(row["Text"])
        at = read(p).at
        here = p.tokens_in(int(row["Pronoun-offset"]), int(row["Pronoun-offset"]) + 1)[0]
        sex = "male" if row["Pronoun"].lower() in ("he", "him", "his") else "female"
        for side in "AB":
            start = int(row[f"{side}-offset"])
            first, last = p.tokens_in(start, start + len(row[side]))
            ours = at[here] is not None and at[here] in at[first : last + 1]
            gold = row[f"{side}-coref"].upper() == "TRUE"
            for key in ("all", sex):
                counts[key][("t" if ours == gold else "f") + ("p" if ours else "n")] += 1
    out: dict[str, float] = {}
    for key, c in counts.items():
        out[key] = round(200 * c["tp"] / (2 * c["tp"] + c["fp"] + c["fn"]), 2)
    c = counts["all"]
    return out | {"precision": round(100 * c["tp"] / (c["tp"] + c["fp"]), 2), "recall": round(100 * c["tp"] / (c["tp"] + c["fn"]), 2), "n": c["tp"] + c["fn"]}


Heads = dict[tuple[int, int], list[set[int]]]


def documents(path: Path) -> Iterator[tuple[str, str, list[tuple[int, int]], Chain, Heads]]:
    """Documents of a GUM CoNLL-U file: name, text, character spans of tokens, chains of token spans by entity, and for each
    entity and first token the head tokens of its mentions there."""
    for block in path.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        text, tokens, chains, heads = "", [], defaultdict(list), defaultdict(list)
        opened: dict[str, list[int]] = defaultdict(list)
        for line in block.splitlines():
            if line.startswith("# newpar") and not line.startswith("# newpar_block"):
                text = text.rstrip() + "\n\n" if text else text
            cells = line.split("\t")
            if len(cells) < 10 or not cells[0].isdigit():
                continue
            i = len(tokens)
            tokens.append((len(text), len(text) + len(cells[1])))
            text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
            found = re.search(r"(?:^|\|)Entity=([^|]*)", cells[9])
            for opening, least in re.findall(r"\((\d+)-[^()-]*-[^()-]*-[^()-]*-[^()-]*-([\d,]+)", found[1]) if found else ():
                heads[int(opening), i].append({i + int(k) - 1 for k in least.split(",")})
            for opening, closing in re.findall(r"\((\d+)|(\d+)\)", re.sub(r"(\(\d+)-[^()]*", r"\1 ", found[1]) if found else ""):
                if opening:
                    opened[opening].append(i)
                else:
                    chains[int(closing)].append((opened[closing].pop(), i))
            # a mention of one token: "(5-person-…)" has its bracket at the end of its own description
            for one in re.findall(r"\((\d+)-[^()]*\)", found[1]) if found else ():
                chains[int(one)].append((opened[one].pop(), i))
        yield block.split("\n", 1)[0].strip(), text, tokens, dict(chains), heads


def aligned(p: Parse, found: entities.Entities, tokens: list[tuple[int, int]], gold: Chain, heads: Heads) -> tuple[list[list[object]], dict[object, int]]:
    """Our chains with every mention replaced by the smallest gold mention around its head; and the gold chain of each mention."""
    at_char = {c: i for i, (a, b) in enumerate(tokens) for c in range(a, b)}
    around: dict[int, tuple[int, int]] = {}
    chain_of: dict[object, int] = {}
    for chain, spans in gold.items():
        for a, b in spans:
            chain_of[a, b] = chain
            for i in range(a, b + 1):
                if i not in around or b - a < around[i][1] - around[i][0]:
                    around[i] = (a, b)
    ours = []
    for e in found.entities:
        chain: list[object] = []
        for start, end in e.mentions:
            first, last = p.tokens_in(start, end)
            inside = [i for i in range(first, last + 1) if not first <= p.heads[i] <= last]
            head = inside[0] if inside else first
            i = at_char.get(p.tokens[head].start, -1)
            mention: object = around.get(i, ("none", i))
            if mention in chain_of and not any(i in h for h in heads.get((chain_of[mention], mention[0]), [{i}])):  # type: ignore[index]
                continue  # "Ukrainian" of "Ukrainian troops" is no mention of its own in the gold
            if mention not in chain:
                chain.append(mention)
        ours.append(chain)
    return ours, chain_of


def f1(tp_p: float, n_p: float, tp_r: float, n_r: float) -> float:
    precision, recall = tp_p / n_p if n_p else 0.0, tp_r / n_r if n_r else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def muc(a: list[set[object]], b: list[set[object]]) -> tuple[float, float]:
    of = {m: k for k, c in enumerate(b) for m in c}
    hit = sum(len(c) - len({of.get(m, ("alone", m)) for m in c}) for c in a)
    return hit, sum(len(c) - 1 for c in a)


def bcubed(a: list[set[object]], b: list[set[object]]) -> tuple[float, float]:
    of = {m: c for c in b for m in c}
    return sum(len(c & of.get(m, set())) / len(c) for c in a for m in c), sum(map(len, a))


def ceaf(ours: list[set[object]], gold: list[set[object]]) -> float:
    """Greedy alignment, which differs from the best one by little, where chains hardly overlap with two others."""
    pairs = sorted(((2 * len(a & b) / (len(a) + len(b)), i, j) for i, a in enumerate(ours) for j, b in enumerate(gold) if a & b), reverse=True)
    total, left, right = 0.0, set(), set()
    for s, i, j in pairs:
        if i not in left and j not in right:
            total += s
            left.add(i)
            right.add(j)
    return total


def gum(data: Path, encode: Encode = encode, part: str = "dev", genres: tuple[str, ...] = ()) -> dict[str, float]:
    """Precision of links and CoNLL F1, in per cent."""
    right = links = 0
    sums: Counter[str] = Counter()
    for name, text, tokens, gold, heads in documents(data / f"syntax/gum/gum_free_{part}.conllu"):
        if genres and name.split("_")[1] not in genres:
            continue
        p = encode(text)
        ours, chain_of = aligned(p, read(p), tokens, gold, heads)
        for chain in ours:
            for a, b in pairwise(chain):
                links += 1
                right += a in chain_of and b in chain_of and chain_of[a] == chain_of[b]
        mine = [set(c) for c in ours if len(c) > 1]
        theirs = [set(c) for c in gold.values() if len(c) > 1]
        for key, (x, y) in (("mp", muc(mine, theirs)), ("mr", muc(theirs, mine)), ("bp", bcubed(mine, theirs)), ("br", bcubed(theirs, mine))):
            sums[key] += x
            sums[key + "n"] += y
        sums["c"] += ceaf(mine, theirs)
        sums["cp"] += len(mine)
        sums["cr"] += len(theirs)
    scores = [f1(sums[k + "p"], sums[k + "pn"], sums[k + "r"], sums[k + "rn"]) for k in "mb"] + [f1(sums["c"], sums["cp"], sums["c"], sums["cr"])]
    return {"precision": round(100 * right / max(links, 1), 2), "links": links, "conll": round(100 * sum(scores) / 3, 2), "muc": round(100 * scores[0], 2)}


def speed(data: Path, encode: Encode = encode) -> dict[str, float]:
    """White-space words a second of places and entities together, CPU time of one thread, parses made before the clock runs."""
    texts = [t for path in sorted((data / "load/wikipedia_conflicts").rglob("*.md"))[:12] for t in [path.read_text(encoding="utf-8")[:6000]]]
    parses = [encode(t) for t in texts]
    read(parses[0])
    best = 0.0
    for _ in range(3):
        began = time.process_time()
        for p in parses:
            read(p)
        best = max(best, sum(len(t.split()) for t in texts) / (time.process_time() - began))
    return {"words_per_second": round(best)}


def measure(data: Path, encode: Encode = encode) -> dict[str, dict[str, float]]:
    """All figures."""
    return {
        "gap": gap(data, encode),
        "gum": gum(data, encode),
        "gum_news_interview": gum(data, encode, genres=("news", "interview")),
        "speed": speed(data, encode),
    }


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    print(json.dumps(measure(ap.parse_args().data), indent=1))
