"""Which place hangs on a word: in its prepositional phrase, as its possessive, or as what "there" and "the district" mean."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sayso.figures.context import words_of
from sayso.figures.counted import measures
from sayso.figures.scene import DIRECTIONS, Scenes
from sayso.text.parse import Parse
from sayso.types.kinds import SETTLED, TOWNS, Precision
from sayso.types.reading import Place

__all__ = ["NO_SCENE", "SENDING", "SORTS", "Located", "of_a_part"]

_CASES: Final = {"in": 0, "at": 0, "near": 1, "outside": 1, "around": 1, "across": 0, "inside": 0, "within": 0, "throughout": 0, "on": 1, "of": 1, "off": 2, "from": 4, "to": 6, "into": 4, "over": 3, "for": 5,
          "between": 4, "along": 1, "through": 4}  # fmt: skip
NO_SCENE: Final = frozenset({"by", "with", "against", "towards", "toward", "like", "than", "unlike", "including"})
"""What follows these acts, is compared with or is not reached yet: "fled towards Renk", "triggered by Typhoon Hato"."""
_LISTED: Final = 10
_BORDERS: Final = frozenset({"border", "frontier", "road", "route", "highway", "way"})
_MEANWHILE: Final = frozenset({"as", "while"})
_ELSEWHEN: Final = frozenset({"unless", "before", "until", "lest", "since"})
_CARRIES_PLACE: Final = frozenset({"obl", "nmod", "obj", "advmod", "appos", "dislocated", "acl", "advcl", "dep"})
_PHRASE: Final = frozenset({"nmod", "compound", "flat", "appos", "amod", "conj", "nummod", "det", "obl"})
SENDING: Final = frozenset(
    "withdraw send deploy station have keep pull fly maintain base promise pledge offer donate bring evacuate deliver collect contribute supply provide add give ship lend commit dispatch".split()
)
_GOALS: Final = frozenset({"to", "into", "from", "for", "towards", "toward"})
SORTS: Final[dict[str, frozenset[Precision]]] = {
    "city": TOWNS, "town": TOWNS, "village": TOWNS, "settlement": TOWNS, "hamlet": TOWNS, "port": TOWNS, "capital": TOWNS, "enclave": SETTLED,
    "camp": TOWNS, "suburb": SETTLED, "neighbourhood": SETTLED, "neighborhood": SETTLED, "quarter": SETTLED, "district": frozenset({"district"}), "county": frozenset({"district"}), "province": frozenset({"province"}),
    "governorate": frozenset({"province"}), "prefecture": frozenset({"province"}), "department": frozenset({"province"}), "municipality": frozenset({"city", "district"}),
    "territory": frozenset({"district", "province"}), "locality": frozenset({"district", "city"}), "state": frozenset({"province"}), "region": frozenset({"province", "region"}), "country": frozenset({"country"}),
}  # fmt: skip
_COUNTRY: Final = SORTS["country"]


class Located:
    """The places of a report by token, and those that depend on a word.

    Attributes:
        at: For each token the place that it names; None also where it is a part of another name.
    """

    def __init__(self, parse: Parse, scenes: Scenes, named: Sequence[Place | None], speaking: frozenset[int]) -> None:
        self._parse = parse
        self.at: list[Place | None] = [None] * len(parse)
        self._named = named
        self._scenes = scenes
        self._speaking = speaking

    def _below(self, t: int, *, left: bool = False) -> Place | None:
        """The place of a prepositional phrase, possessive or object that depends on ``t``; where those counted were ``left``, it is where they
        were brought from: "evacuated 28 people from Rastan to Homs"."""
        parse = self._parse
        if self._is_location(t):
            return self.at[t]
        best: Place | None = None
        rank, fronted = 9, False
        for c in parse.children[t]:
            base = parse.base_relations[c]
            if base not in _CARRIES_PLACE or c in self._speaking:
                continue
            r = self._rank(c, base)
            several = any(parse.relations[g] == "conj" for g in parse.children[c])
            if left and base in ("obl", "nmod") and (word := parse.case(c)) in ("from", "to", "into"):
                r = 9 if word != "from" else 1 if several else 0  # "In Homs province, 200 were evacuated from Rastan and Talbiseh"
            if base == "obl" and not several and r <= 1 and fronted and c > t:
                r = -1  # "In Gedo, 900 people arrived in Dollow": what stands before the verb is only the frame
            if r >= rank or (base == "acl" and c < t) or of_a_part(parse, t, c) or (r <= 1 and c > t and _lists_on(parse, c)):
                continue
            place = self._below_clause(c) if base in ("acl", "advcl") else self._inside(c)
            if place is not None:
                best, rank, fronted = place, r, r == 0 and c < t
        return best

    def _rank(self, c: int, base: str) -> int:
        """How well the dependent ``c`` tells the place: 0 best, 9 not at all."""
        parse = self._parse
        if base == "advcl":
            mark = parse.child(c, "mark")
            if mark >= 0 and parse.lower[mark] in _MEANWHILE and parse.low_lemmas[parse.heads[c]] in measures()["toll_verbs"]:
                return 9  # "the toll rose to 33 as shelling spread to Homs"
            return 9 if any(parse.relations[m] == "mark" and parse.lower[m] in _ELSEWHEN for m in parse.children[c]) else 8
        if parse.relations[c] == "nmod:poss" or base not in ("obl", "nmod", "advmod", "acl", "dep"):
            return 3
        word = parse.case(c)
        if word == "from" and parse.low_lemmas[c] in words_of("bases"):
            return 9
        return 9 if word in NO_SCENE else _CASES.get(word, 5)

    def _below_clause(self, c: int) -> Place | None:
        for g in self._parse.children[c]:
            if self._parse.relations[g].startswith(("obl", "obj")) and self._parse.case(g) != "from" and self._rank(g, self._parse.base_relations[g]) < 9:
                place = self._inside(g)
                if place is not None:
                    return place
        return None

    def _is_location(self, t: int) -> bool:
        p = self.at[t]
        return p is not None and p.use == "location"

    def _inside(self, c: int) -> Place | None:
        """The first location in the phrase of ``c``, its own word before what hangs on it."""
        parse = self._parse
        if self._is_location(c):
            return self._innermost(c)
        if parse.lower[c] == "there" and parse.relations[c] == "advmod":
            return self._there(c)
        again = self._spoken_of(c)
        if again is not None:
            return again
        stack = [c]
        found: list[int] = []
        while stack:
            t = stack.pop()
            for g in parse.children[t]:
                base = parse.base_relations[g]
                if base in _PHRASE and self._rank(g, base) < 9 and not _has_a_tally(parse, g, base) and not (base == "nmod" and parse.case(g) == "from"):
                    if self._is_location(g):
                        found.append(g)
                    stack.append(g)
        return self._innermost(min(found)) if found else None

    def _there(self, i: int) -> Place | None:
        """The place that "there" means: the last one named in its sentence, else the last scene or site below a country."""
        first = self._parse.sentences[self._parse.sentence[i]][0]
        here = next((self.at[k] for k in range(i - 1, first - 1, -1) if self._is_location(k) and not self._aside(k)), None)
        paragraph = self._parse.paragraph
        before = sorted((s for s in (*self._scenes.all, *self._scenes.sites) if s[0] < i and paragraph[s[0]] >= paragraph[i] - 1), key=lambda s: s[0])
        before = [s for s in before if paragraph[s[0]] == paragraph[i]] or before
        last = next((p for k, p in reversed(before) if p.precision != "country" and not self._aside(k)), None)
        return here or last or next((p for _, p in reversed(before) if p.precision != "country"), None)

    def _aside(self, i: int) -> bool:
        """Whether a place is only passed or left, or tells where another lies: "walked to Rastan", "Talbiseh, a town between Homs and Hama"."""
        parse = self._parse
        while parse.heads[i] >= 0 and self.at[parse.heads[i]] is self.at[i]:
            i = parse.heads[i]
        if i > 1 and parse.lower[i - 1] == "of" and parse.lower[i - 2] in DIRECTIONS:
            return True
        joined = parse.heads[i] if parse.relations[i] == "conj" else i
        if i > 2 and parse.lower[i - 1] in ("with", "to") and parse.low_lemmas[i - 2] in _BORDERS:
            return True  # "Banki, on the border with Cameroon", "a town on the road to Homs"
        if parse.case(joined) in _GOALS and parse.heads[joined] >= 0 and parse.low_lemmas[parse.heads[joined]] in words_of("moving"):
            return True
        below = i
        for above in parse.ancestors(i):
            relation = parse.base_relations[below]
            if relation == "appos" and self._is_location(above):
                return above < i
            if relation not in ("appos", "nmod", "conj", "obl", "acl", "compound"):
                return False
            below = above
        return False

    def _spoken_of(self, c: int) -> Place | None:
        """The place that "the city" or "the province" means: the last of that sort before it."""
        parse = self._parse
        sorts = SORTS.get(parse.lower[c])
        if sorts is not None and parse.lower[c + 1 : c + 2] == ["of"] and c + 2 < len(parse) and self._is_location(c + 2):
            return self._innermost(c + 2)  # "in the town of Homs 12 men died", wherever the parse hangs "Homs"
        if sorts is None or not any(parse.lower[g] in ("the", "this", "that") for g in parse.children[c] if parse.relations[g] == "det"):
            return None
        for g in parse.children[c]:
            # "the city of Homs", "the port city Odesa" name theirs
            if self._is_location(g) and (parse.base_relations[g] in ("compound", "appos", "flat") or parse.lower[g - 1] == "of"):
                return None
        if parse.low_lemmas[c] == "capital":
            nation = self._nation(c)
            return next((p for p in reversed(self._named[:c]) if p is not None and p.feature == "PPLC" and nation and p.country == nation.country), None)
        if sorts == _COUNTRY:
            return self._nation(c)
        own = self._set_over(c, sorts)
        return own or self._last_of(c, sorts)

    def _last_of(self, c: int, sorts: frozenset[str]) -> Place | None:
        """The last place of some sorts before a word that is no aside; "the city" is no small town where the report is about a large one."""
        before = [(i, p) for i, p in self._scenes.all if i < c and (p.precision in sorts or (p.precision is None and sorts <= SETTLED))]
        found = next((p for i, p in reversed(before) if not self._aside(i)), before[-1][1] if before else None)
        main = self._scenes.title.place or self._scenes.leading(c)
        if (
            found is not None
            and main is not None
            and self._parse.lemmas[c] == "city"
            and main.precision in sorts
            and not any(p is found and self._parse.paragraph[i] == self._parse.paragraph[c] for i, p in before)
            and any(p is main or p.name == main.name for _, p in before)
        ):
            return main if 2 * (found.radius_km or 0) < (main.radius_km or 0) else found
        return found

    def _nation(self, c: int) -> Place | None:
        """The country that "the country" means at a word: the one that its paragraph is in, else its report, else the last one named."""
        parse = self._parse
        named = [(i, p) for i, p in enumerate(self._named[:c]) if p is not None and p.precision == "country" and p.use != "demonym"]
        named = [(i, p) for i, p in named if parse.case(i) not in ("to", "into")] or named  # to which people went
        own = next((p for i, p in reversed(named) if parse.sentence[i] == parse.sentence[c] and not self._sends(i)), None)
        here = own or next((p for i, p in reversed(named) if p.use == "location" and parse.paragraph[i] == parse.paragraph[c]), None)
        return here or self._scenes.country(c) or self._scenes.title.country or (named[-1][1] if named else None)

    def _sends(self, i: int) -> bool:
        """Whether a state has its men elsewhere: "France withdrew its troops from the country"."""
        parse = self._parse
        return parse.relations[i] == "nsubj" and parse.heads[i] >= 0 and parse.lemmas[parse.heads[i]] in SENDING

    def _set_over(self, c: int, sorts: frozenset[str]) -> Place | None:
        """The place of the office of who speaks of "the district" in the same sentence: "the chief district officer of Dolakha said"."""
        parse = self._parse
        for i in range(parse.sentences[parse.sentence[c]][0], c):
            place = self.at[i]
            if place is not None and (place.precision is None or place.precision in sorts) and parse.relations[i].startswith(("nmod", "compound")):
                if parse.low_lemmas[parse.heads[i]] in words_of("bodies"):
                    return place
        return None

    def _innermost(self, i: int) -> Place | None:
        """The place at ``i``, or the one that it owns: "China's Hunan Province" means Hunan."""
        words = self._parse.lower
        here = self.at[i]
        while i + 1 < len(words) and self.at[i + 1] is here:
            i += 1
        if i + 2 < len(words) and words[i + 1] in ("'s", "'"):
            for k in range(i + 2, min(i + 6, len(words))):
                if self.at[k] is not None and self.at[k] is not here and self._is_location(k):
                    return self.at[k]
        return here


def _has_a_tally(parse: Parse, i: int, base: str) -> bool:
    """Whether a name goes on a list of tallies, each with a number of its own: "recorded 1,604 deaths, Taroudant 976 and Ouarzazate 41"."""
    behind = i + 2 if parse.lower[i + 1 : i + 2] == ["for"] else i + 1
    return base in ("conj", "appos") and parse.upos[i] == "PROPN" and behind < len(parse) and parse.upos[behind] == "NUM"


def _lists_on(parse: Parse, c: int) -> bool:
    """Whether a place has a number of its own behind it, in a list without verbs: "three died in Homs and in Hama, on the Orontes, one"."""
    case = parse.child(c, "case")
    if case < 1 or parse.lower[case - 1] not in ("and", ",", ";", "while"):
        return False
    end = parse.sentences[parse.sentence[c]][1]
    for k in range(c + 1, min(end, c + _LISTED)):
        if parse.upos[k] == "NUM":
            return parse.lower[k + 1] in (".", ",", ";", "and") and parse.heads[k] <= k + 1
        if parse.upos[k] in ("VERB", "AUX") or parse.lower[k] in (";", "and"):
            return False
    return False


def of_a_part(parse: Parse, noun: int, c: int) -> bool:
    """Whether a place behind a counted noun is that of a part of those: "29,300 refugees, including 13,900 in Korsi"."""
    if c <= noun:
        return False
    last = parse.subtree(c)[1]
    words = parse.lower[noun + 1 : last + 1]
    cued = "including" in words or any(a in ("of", "among") and b in ("whom", "them", "these", "which") for a, b in pairwise(words))
    numbers = [k for k in range(noun + 1, last + 1) if parse.upos[k] == "NUM" or parse.lower[k] in ("half", "quarter", "third", "most", "many")]
    return cued and bool(numbers)
