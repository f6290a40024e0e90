"""The corpora as windows of labelled tokens.

Every reader yields :class:`Document`: sentences of words with whatever labels that corpus has. ``windows`` packs whole
sentences into windows of wordpieces, which is what the encoder sees when it reads a report: a parser that has only seen
single sentences loses eleven points of LAS there.

Nothing here is needed to run sayso; the corpora are read where they lie (``SAYSO_DATA``) and never copied.
"""

import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sayso.models.labels import ATTRIBUTION, NAMES
from sayso.text.sentences import rough_sentences
from sayso.text.tokens import tokenise

IGNORE = -100
ALL_NAMES = tuple(k[2:] for k in NAMES if k.startswith("B-"))


@dataclass
class Sentence:
    """Words of one sentence, and labels; a list that a corpus does not have is None.

    Attributes:
        words: The tokens as written.
        upos, xpos: Part of speech, universal and Penn.
        heads: 1-based head within the sentence, 0 for the root.
        relations: Universal relation, subtype included.
        names: For each word the BIO tags it may have: one where the corpus decides, several where it does not.
        attribution: BIO tag of source, cue, content.
        group: Number of the attribution a word belongs to, −1 for none.
        factuality: −3 to 3 for predicates that were judged, NaN elsewhere.
        sure_start: Whether the corpus itself says where sentences begin.
        antecedents: For each word the document's words that it stands for, () for nobody, None where nobody says.
        silver: Names that the encoder itself found, as (first word, word behind the last, class): enough to put others in
            their place, not to learn names from.
    """

    words: list[str]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    heads: list[int] | None = None
    relations: list[str] | None = None
    names: list[tuple[str, ...]] | None = None
    attribution: list[str] | None = None
    group: list[int] | None = None
    factuality: list[float] | None = None
    sure_start: bool = True
    antecedents: list[tuple[int, ...] | None] | None = None
    silver: list[tuple[int, int, str]] | None = None


@dataclass
class Document:
    name: str
    sentences: list[Sentence] = field(default_factory=list)


def conllu(path: Path) -> Iterator[Document]:
    """Documents of a CoNLL-U file with syntax."""
    doc = Document("first")
    rows: list[list[str]] = []
    for line in path.open(encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            if doc.sentences:
                yield doc
            doc = Document(line.split("=")[-1].strip())
        elif not line:
            if rows:
                doc.sentences.append(
                    Sentence(
                        [r[1] for r in rows],
                        upos=[r[3] for r in rows],
                        xpos=[r[4] for r in rows],
                        heads=[int(r[6]) for r in rows],
                        relations=[r[7] for r in rows],
                    )
                )
                rows = []
        elif line[0].isdigit():
            row = line.split("\t")
            if row[0].isdigit():
                rows.append(row)
    if doc.sentences:
        yield doc


# What "O" and each class may stand for in corpora whose scheme is coarser than ours.
UNER = {"O": ("NORP", "FAC", "PRODUCT", "MISC", "DATE", "MONEY"), "PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC", "FAC"), "OTH": ("NORP", "PRODUCT", "MISC")}
WIKIGOLD = {"O": ("DATE", "MONEY"), "PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC", "FAC"), "MISC": ("NORP", "PRODUCT", "MISC")}
WNUT = {
    "O": ("NORP", "DATE", "MONEY"), "person": ("PER",), "location": ("LOC", "FAC"), "corporation": ("ORG",), "group": ("ORG", "NORP"),
    "product": ("PRODUCT",), "creative-work": ("MISC",),
}  # fmt: skip
POLITICS = {
    "O": ("DATE", "MONEY", "NORP"), "politician": ("PER",), "person": ("PER",), "organisation": ("ORG",), "politicalparty": ("ORG",),
    "country": ("LOC",), "location": ("LOC", "FAC"), "election": ("MISC",), "event": ("MISC",), "misc": ("MISC", "NORP", "PRODUCT"),
}  # fmt: skip
WORLDWIDE = {
    "O": (), "Person": ("PER",), "Organization": ("ORG",), "Location": ("LOC",), "NORP": ("NORP",), "Facility": ("FAC",),
    "Product": ("PRODUCT",), "Misc": ("MISC",), "Date": ("DATE",), "Money": ("MONEY",),
}  # fmt: skip


def allowed(tag: str, scheme: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The tags of ours that one of a corpus may stand for."""
    if tag in ("O", "B-O", "I-O"):
        return ("O",) + tuple(f"{b}-{k}" for k in scheme["O"] for b in "BI")
    return tuple(f"{tag[0]}-{k}" for k in scheme[tag[2:]])


def column_file(path: Path, scheme: dict[str, tuple[str, ...]], word: int = 0, tag: int = -1) -> Document:
    """One file of a word and its name tag a line."""
    doc = Document(path.name)
    words: list[str] = []
    tags: list[tuple[str, ...]] = []
    previous = "O"
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith(("# ", "http://", "https://", "-DOCSTART-")):
            continue
        cells = re.split(r"[\t ]+", line.strip())
        if len(cells) < 2:
            if words:
                doc.sentences.append(Sentence(words, names=tags))
            words, tags, previous = [], [], "O"
            continue
        pieces = [t.text for t in tokenise(cells[word])] or [cells[word]]
        mark = cells[tag] if cells[tag] == "O" or "-" in cells[tag] else "O"
        if mark[0] == "I" and mark[2:] != previous[2:]:
            mark = "B" + mark[1:]  # WikiGold marks a beginning only where two names touch
        previous = mark
        for i, piece in enumerate(pieces):
            words.append(piece)
            tags.append(allowed(mark if i == 0 or mark == "O" else "I" + mark[1:], scheme))
    return doc


def names(root: Path, part: str) -> Iterator[Document]:
    """The corpora of names other than UNER (which is read with EWT)."""
    for path in sorted((root / "names/worldwide" / part).glob("*.tsv")):
        yield column_file(path, WORLDWIDE)
    if part == "train":
        for path in sorted((root / "names/wikigold/CONLL-format/data").glob("*.txt")):
            yield from split(column_file(path, WIKIGOLD), 20)
        for path in sorted((root / "names/wnut17/CONLL-format").rglob("train/*.conll")):
            yield from split(column_file(path, WNUT), 5)
        yield from split(column_file(root / "names/crossner_politics/train.txt", POLITICS), 5)
        yield from split(column_file(root / "names/crossner_politics/dev.txt", POLITICS), 5)
        yield from re3d(root)


RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP"}
TITLES = frozenset(("President", "Prime", "Minister", "Vice", "Deputy", "General", "Foreign", "Secretary", "Ambassador", "The", "Mr", "Ms", "Lt", "Gen"))
_ANY = tuple(NAMES)


def re3d(root: Path) -> Iterator[Document]:
    """re3d, on Syria and Iraq. It marks whole phrases, common nouns among them ("the Syrian opposition"): what of a phrase is
    written with a capital is its name, and a phrase with none, or with a gap, is left open."""
    for path in sorted((root / "names/re3d").glob("*/documents.json")):
        spans: dict[str, list[tuple[int, int, str]]] = {}
        for line in (path.parent / "entities.json").open(encoding="utf-8"):
            row = json.loads(line)
            spans.setdefault(row["documentId"], []).append((row["begin"], row["end"], row["type"]))
        for line in path.open(encoding="utf-8"):
            row = json.loads(line)
            doc = Document(row["_id"])
            for a, b in rough_sentences(row["text"]):
                tokens = tokenise(row["text"], a, b)
                tags: list[tuple[str, ...]] = [
                    ("O", "B-FAC", "I-FAC", "B-PRODUCT", "I-PRODUCT", "B-MISC", "I-MISC", "B-DATE", "I-DATE", "B-MONEY", "I-MONEY")
                ] * len(tokens)
                marked = [(x, y, k) for x, y, k in spans.get(row["_id"], ()) if a <= x < b]
                for x, y, kind in marked:
                    inside = [i for i, t in enumerate(tokens) if t.start < y and t.end > x]
                    named = [i for i in inside if tokens[i].text[:1].isupper() and tokens[i].text not in TITLES]
                    whole = (
                        named and kind in RE3D and all(i in named or tokens[i].text in ("of", "the", "for", "and", "-") for i in range(named[0], named[-1] + 1))
                    )
                    nested = any((x, y) != (u, v) and u < y and v > x for u, v, _ in marked)
                    for i in inside:
                        if not whole or nested or not named[0] <= i <= named[-1]:
                            tags[i] = _ANY
                        else:
                            tags[i] = (("B-" if i == named[0] else "I-") + RE3D[kind],)
                if tokens:
                    doc.sentences.append(Sentence([t.text for t in tokens], names=tags, sure_start=False))
            yield from split(doc, 8)


def split(doc: Document, n: int) -> Iterator[Document]:
    for i in range(0, len(doc.sentences), n):
        yield Document(f"{doc.name}-{i}", doc.sentences[i : i + n])


def ewt(root: Path, part: str) -> Iterator[Document]:
    """EWT syntax, with UNER's names and UDS's factuality where their words agree with it."""
    uner = root / "names/uner_ewt" / ("en_ewt-ud-dev.iob2" if part == "dev" else "en_ewt-ud-train.FIRST-COMMIT-2022-12-02.iob2")
    by_words: dict[tuple[str, ...], list[str]] = {}
    words: list[str] = []
    tags: list[str] = []
    for line in uner.open(encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if cells[0].isdigit():
            words.append(cells[1])
            tags.append(cells[2])
        elif not line.strip():
            by_words[tuple(words)] = tags
            words, tags = [], []
    facts: dict[tuple[str, ...], dict[int, float]] = {}
    path = root / "modality/UDS_IH2" / f"{part}.jsonl"
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        facts[tuple(row["text"].split(" "))] = {t["span1"][0]: t["label"] for t in row["targets"]}
    for doc in conllu(root / "syntax/ud_ewt" / f"en_ewt-ud-{part}.conllu"):
        for s in doc.sentences:
            key = tuple(s.words)
            if key in by_words:
                s.names = [allowed(t, UNER) for t in by_words[key]]
            if key in facts:
                s.factuality = [facts[key].get(i, float("nan")) for i in range(len(s.words))]
        yield doc


_KIND = {"Source": "S", "Cue": "C", "Content": "T"}


def polnear(root: Path, part: str) -> Iterator[Document]:
    """PolNeAR; where several annotators marked a document, the first file."""
    base = root / "attribution/polnear" / part
    first: dict[str, Path] = {}
    for path in sorted((base / "attributions").glob("*.ann")):
        first.setdefault(path.stem.rsplit("_", 1)[0], path)
    for path in sorted((base / "text").glob("*.txt")):
        if path.stem not in first:
            continue
        text = path.read_bytes().decode("utf-8")
        doc = Document(path.stem)
        kind = np.zeros(len(text) + 1, np.int32)
        spans, _ = standoff(first[path.stem])
        labels = [("O", -1)]
        for k, group, pieces in spans:
            labels.append((_KIND[k], group))
            for a, b in pieces:
                kind[a:b] = len(labels) - 1
        previous = 0
        for a, b in rough_sentences(text):
            words, tags, groups = [], [], []
            for t in tokenise(text, a, b):
                inside = kind[t.start : t.end]
                inside = inside[inside > 0]
                now = int(inside[0]) if len(inside) else 0
                words.append(t.text)
                letter, group = labels[now]
                tags.append("O" if not now else f"{'I' if now == previous else 'B'}-{letter}")
                groups.append(group)
                previous = now
            if words:
                doc.sentences.append(Sentence(words, attribution=tags, group=groups, sure_start=False))
        yield doc


def standoff(path: Path) -> tuple[list[tuple[str, int, list[tuple[int, int]]]], int]:
    """The spans of a brat file: (kind, attribution, pieces), and how many attributions there are."""
    spans: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    groups: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line[:1] == "T" and len(cells) > 1:
            name, _, where = cells[1].partition(" ")
            if name in _KIND:
                spans[cells[0]] = (name, [(int(x), int(y)) for x, y in (p.split() for p in where.split(";"))])
        elif line[:1] == "E" and len(cells) > 1 and cells[1].startswith("Attribution"):
            groups.append([p.split(":")[1] for p in cells[1].split() if p.split(":")[0].rstrip("0123456789") in _KIND])
    out = []
    seen = set()
    for n, members in enumerate(groups):
        for m in members:
            if m in spans and m not in seen:
                seen.add(m)
                out.append((spans[m][0], n, spans[m][1]))
    # a span that no attribution names is an annotator's slip, but its words are marked all the same
    out += [(k, -1, p) for m, (k, p) in spans.items() if m not in seen]
    return out, len(groups)


def stored(path: Path) -> Iterator[Document]:
    """The documents of a file that ``training.pronouns`` wrote."""
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        doc = Document(row["name"])
        for words, marks in zip(row["words"], row["antecedents"], strict=True):
            doc.sentences.append(Sentence(words, sure_start=False, antecedents=[None if m is None else tuple(m) for m in marks]))
        yield doc


def windows(docs: Iterable[Document], pieces, limit) -> Iterator[list[Sentence]]:
    """Whole sentences of one document, packed to at most ``limit()`` wordpieces (a longer sentence stands alone)."""
    for doc in docs:
        current: list[Sentence] = []
        n, most = 0, limit()
        for s in doc.sentences:
            k = sum(pieces(w) for w in s.words)
            if current and n + k > most:
                yield current
                current, n, most = [], 0, limit()
            current.append(s)
            n += k
        if current:
            yield current


def random_limit() -> int:
    return random.choice((1, 64, 128, 192, 192, 224))


assert ATTRIBUTION[0] == "O"
