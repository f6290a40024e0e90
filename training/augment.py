"""Other names in the place of those that a corpus holds, so that what stands around a name is learnt rather than the name.

Mentions are swapped for mentions of the same class: from other corpora, from the gazetteer, or built from parts
(``resources/training/names.yaml``). Dai and Adel (2020) measure what this brings to small sets.
"""

import random
import re
from pathlib import Path

import yaml

from sayso.text.tokens import tokenise
from training.corpora import Document, Sentence

SWAPPED = ("PER", "ORG", "LOC")


def spans(s: Sentence) -> list[tuple[int, int, str]]:
    """The names of a sentence as (first word, word behind the last, class): the corpus's own where it is sure of them."""
    if s.names is None:
        return s.silver or []
    out: list[tuple[int, int, str]] = []
    for i, tags in enumerate(s.names):
        # a class that a corpus does not tell apart (LOC or FAC) counts as its first
        if tags[0][0] == "B" and len(tags) <= 2:
            out.append((i, i + 1, tags[0][2:]))
        elif tags[0][0] == "I" and len(tags) <= 2 and out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1, out[-1][2])
    return out


class Names:
    """A supply of names by class.

    Args:
        docs: Corpora whose own mentions are handed on.
        places: Names of places.
        parts: ``resources/training/names.yaml``.
    """

    def __init__(self, docs: list[Document], places: list[str], parts: Path) -> None:
        found: dict[str, set[tuple[str, ...]]] = {k: set() for k in SWAPPED}
        for d in docs:
            for s in d.sentences:
                for a, b, kind in spans(s) if s.names else ():
                    if kind in found:
                        found[kind].add(tuple(s.words[a:b]))
        self.found = {k: sorted(v) for k, v in found.items()}
        self.places = places
        raw = yaml.safe_load(parts.read_text(encoding="utf-8"))
        self.particles: list[str] = raw.pop("particles")
        self.parts = {k: [x.strip() for x in re.split(";" if ";" in v else r"\s+", v.strip())] for k, v in raw.items()}

    def build(self, pattern: str) -> str:
        supply = {
            "place": self.places,
            "portfolio": self.parts["portfolios"],
            "virtue": self.parts["virtues"],
            "force": self.parts["kinds_of_force"],
            "family": self.parts["family"],
        }
        return re.sub(r"\{(\w+)\}", lambda m: random.choice(supply[m[1]]), pattern)

    def draw(self, kind: str, words: list[str]) -> list[str]:
        """Another name of a class for one of so many words."""
        if random.random() < 0.4:
            like = [random.choice(self.found[kind]) for _ in range(6)]
            return list(min(like, key=lambda w: abs(len(w) - len(words))))
        if kind == "PER":
            family = random.choice(self.parts["family"])
            if random.random() < 0.12:
                particle = random.choice(self.particles)
                family = particle + family if particle.endswith("-") else f"{particle} {family}"
            given = " ".join(random.choice(self.parts["given"]) for _ in range(1 if random.random() < 0.85 else 2))
            return text_words(family if len(words) == 1 else f"{given} {family}")
        if kind == "ORG":
            if len(words) == 1:  # one word is an acronym or a short name
                name = self.build(random.choice(self.parts["bodies"]))
                letters = "".join(w[0] for w in name.split() if w[0].isupper())
                return [letters] if 2 <= len(letters) <= 5 else list(random.choice(self.found["ORG"]))
            return text_words(self.build(random.choice(self.parts["bodies"])))
        return text_words(self.build(random.choice(self.parts["places"]) if len(words) > 1 else "{place}"))


def text_words(text: str) -> list[str]:
    return [t.text for t in tokenise(text)]


def swapped(s: Sentence, supply: Names, share: float) -> Sentence:
    """The sentence with each of its names swapped with a chance of ``share``; one with syntax or antecedents, whose numbers would break, as
    it is."""
    if s.heads or s.factuality or s.antecedents:
        return s
    words: list[str] = []
    tags: list[tuple[str, ...]] = []
    attribution: list[str] = []
    group: list[int] = []

    def keep(a: int, b: int) -> None:
        words.extend(s.words[a:b])
        tags.extend(s.names[a:b] if s.names else ())
        attribution.extend(s.attribution[a:b] if s.attribution else ())
        group.extend(s.group[a:b] if s.group else ())

    at = 0
    for a, b, kind in spans(s):
        whole = not s.attribution or all(t[0] == "I" for t in s.attribution[a + 1 : b]) or set(s.attribution[a:b]) == {"O"}
        if a < at or kind not in SWAPPED or not whole or random.random() > share:
            continue
        keep(at, a)
        new = supply.draw(kind, s.words[a:b])
        if s.words[a].isupper() and len(s.words[a]) > 6:  # a line in capitals stays one
            new = [w.upper() for w in new]
        words += new
        if s.names:
            begin, go_on = s.names[a], tuple("I" + t[1:] for t in s.names[a])
            tags += [begin, *[go_on] * (len(new) - 1)]
        if s.attribution and s.group:
            first = s.attribution[a]
            attribution += [first, *["I" + first[1:] if first != "O" else "O"] * (len(new) - 1)]
            group += [s.group[a]] * len(new)
        at = b
    keep(at, len(s.words))
    return Sentence(words, names=tags or None, attribution=attribution or None, group=group or None, sure_start=s.sure_start)
