"""Where a figure holds: the place that the grammar gives, else the scene that the text is at.

A place is the scene of what happens in its clause unless it only tells who speaks or acts: "an official in Juba", "the White
Nile Front", "according to the mission in Sudan". Such places locate no figure but their own.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.figures.context import speaking, words_of
from sayso.figures.scene import Scenes
from sayso.figures.title import Title
from sayso.text.parse import Parse
from sayso.types.reading import Place

__all__ = ["MANY", "Places", "Where"]


class Where(NamedTuple):
    """A place and how sure it is that the figure belongs there."""

    place: Place | None
    sure: float


_CASES = {"in": 0, "at": 0, "near": 1, "outside": 1, "around": 1, "across": 0, "inside": 0, "within": 0, "throughout": 0, "on": 1, "of": 1, "off": 2, "from": 4, "to": 6, "into": 4, "over": 3, "for": 5,
          "between": 4, "along": 1, "through": 4}  # fmt: skip
_NO_SCENE = frozenset({"by", "with", "against", "towards", "toward", "like", "than", "unlike", "including"})
"""What follows these acts, is compared with or is not reached yet: "fled towards Renk", "triggered by Typhoon Hato"."""
_ELSEWHEN = frozenset({"unless", "before", "until", "lest", "since"})
_GOALS = frozenset({"to", "into", "from", "for"})
_CARRIES_PLACE = frozenset({"obl", "nmod", "obj", "advmod", "appos", "dislocated", "acl", "advcl", "dep"})
_PHRASE = frozenset({"nmod", "compound", "flat", "appos", "amod", "conj", "nummod", "det", "obl"})
_TOWN = frozenset({"city", "point"})
_SORTS: dict[str, frozenset[str]] = {
    "city": _TOWN, "town": _TOWN, "village": _TOWN, "settlement": _TOWN, "hamlet": _TOWN, "port": _TOWN, "capital": _TOWN, "enclave": _TOWN | {"district"},
    "camp": _TOWN, "district": frozenset({"district"}), "county": frozenset({"district"}), "province": frozenset({"province"}),
    "governorate": frozenset({"province"}), "prefecture": frozenset({"province"}), "department": frozenset({"province"}), "municipality": frozenset({"city", "district"}),
    "territory": frozenset({"district", "province"}), "locality": frozenset({"district", "city"}), "state": frozenset({"province"}), "region": frozenset({"province", "region"}), "country": frozenset({"country"}),
}  # fmt: skip
_COUNTRY = _SORTS["country"]
_COUNTING = frozenset({("account", "for"), ("take", "in")})
_WORLD = frozenset({"worldwide", "globally", "globe"})
_REACH = 6
_BESIDE = 3
MANY = 500_000
"""People whom no town holds: as many are told of a country, whatever town was spoken of before."""
_TOWNSHIPS = frozenset({"point", "city", "district"})


class Places:
    """The places of a report by token, with the scene before each."""

    def __init__(self, parse: Parse, places: Sequence[Place], filed: Sequence[tuple[int, int]] = ()) -> None:
        self._parse = parse
        self.at: list[Place | None] = [None] * len(parse)
        self._named: list[Place | None] = [None] * len(parse)
        self._dateline: Place | None = None
        self._scenes = Scenes(parse, self._named, Title(parse, places))
        self._speaking = speaking(parse) if places else frozenset()
        for p in sorted(places, key=lambda p: p.start):
            if any(a <= p.start < b for a, b in filed):
                # where a report was filed is where its figures hold only if it names no other place
                self._dateline = self._dateline or p
                continue
            first, last = parse.tokens_in(p.start, p.end)
            if first > last:
                continue
            self._named[first : last + 1] = [p] * (last + 1 - first)
            if _in_a_body(parse, first, last):
                continue
            self.at[first : last + 1] = [p] * (last + 1 - first)
            if p.use == "location" and not self._tells_who(first) and not _credited(parse, first, last) and not _elsewhere(parse, first, last):
                self._scenes.add(first, p)
        for i, word in enumerate(parse.lower):
            if word == "there" and parse.relations[i] == "advmod" and (p := self._there(i)) is not None:
                self._scenes.add(i, p)  # "a nurse at the hospital in Homs said that 12 had been brought there"
        self._scenes.all.sort(key=lambda s: s[0])

    def _there(self, i: int) -> Place | None:
        """The place that "there" means: the last one named in its sentence, else the last scene or site below a country."""
        first = self._parse.sentences[self._parse.sentence[i]][0]
        here = next((self.at[k] for k in range(i - 1, first - 1, -1) if self._is_location(k)), None)
        paragraph = self._parse.paragraph
        before = sorted((s for s in (*self._scenes.all, *self._scenes.sites) if s[0] < i and paragraph[s[0]] == paragraph[i]), key=lambda s: s[0])
        return here or next((p for _, p in reversed(before) if p.precision != "country"), None)

    def of(self, noun: int, by: int, first: int, *, many: bool = False, broad: bool = False, wholly: bool = False, goods: bool = False) -> Where:
        """The place of a figure: in its noun phrase, then in the clause of ``by``, then in the clauses above, then the scene.

        It is the one that the grammar gives, not the nearest: in "shells from Belgorod killed 12 in Kharkiv" it is Kharkiv.

        Args:
            many: Whether more are counted than a town holds.
            broad: Whether it counts what is told of a whole operation (aid, refugees) rather than of one scene.
            wholly: Whether it counts what can only be for the whole of what the report is about: millions of money.
            goods: Whether it counts goods: where they come from is not where they are for.
        """
        there = self._given(noun, by, goods=goods)
        if there is not None:
            return there
        anchor = by if by >= 0 else noun
        start, end = self._parse.sentences[self._parse.sentence[anchor]]
        scene = self._scene(start, end, anchor, first, broad=broad, wholly=wholly, goods=goods)
        if many and (scene.place is None or scene.place.precision in _TOWNSHIPS):
            return Where(self._scenes.country(first), 0.4)
        return scene

    def _given(self, noun: int, by: int, *, goods: bool = False) -> Where | None:
        """The place that the grammar gives; None where the scene must tell."""
        parse = self._parse
        if by >= 0 and by != noun and abs(by - noun) <= _BESIDE and self._is_location(by) and self._parse.upos[by] != "VERB" and self._beside(noun, by):
            return Where(self.at[by], 0.9)  # "… and Tahoua for 87"
        tallied = self._tallied(noun)
        if tallied is not None and not self._own_case(noun):
            return Where(tallied, 0.8)
        described = self._described(noun)
        if described is not None:
            return Where(described, 0.85)
        origin: Place | None = None
        for t in dict.fromkeys((noun, by)):
            found = self._below(t) if t >= 0 else None
            if found and self._only_from(t, goods=goods):
                origin = None if goods else found  # "persons displaced from Homs have arrived in Lebanon": better where they are
            elif found:
                return Where(found, 0.9)
        anchor = by if by >= 0 else noun
        start, end = parse.sentences[parse.sentence[anchor]]
        if self._everywhere(start, end):
            return Where(None, 0.8)
        if tallied is not None:
            return Where(tallied, 0.75)
        below = anchor
        for t in (anchor, *parse.ancestors(anchor)):
            if t in self._speaking or _cue_above(parse, below, t):
                break  # where it was said is not where it happened
            if _stopped(parse, below, t):
                break
            found = self._below(t)
            if found and found is not origin and not (goods and self._only_from(t, goods=goods)):
                return Where(found, 0.8)
            subject = parse.child(t, "nsubj")
            if subject >= 0 and subject not in self._speaking:
                found = self._inside(subject)
                if found:
                    return Where(found, 0.75)
            below = t
        return Where(origin, 0.8) if origin is not None else None

    def _beside(self, noun: int, place: int) -> bool:
        """Whether a place stands right at a number without a noun: "Tahoua for 87", "3,000 in Al Bayda"."""
        return (
            self._parse.upos[noun] == "NUM"
            and self.at[noun] is None
            and self._parse.lower[min(noun, place) + 1 : max(noun, place)] in ([], ["for"], ["in"], ["at"])
        )

    def _own_case(self, noun: int) -> bool:
        """Whether the counted noun has a place of its own behind it: "has recorded 12 deaths in Homs"."""
        return any(_case(self._parse, c) in ("in", "at") and self._inside(c) is not None for c in self._parse.children[noun] if c > noun)

    def _only_from(self, t: int, *, goods: bool) -> bool:
        """Whether the place below a word is an origin: "people from Homs", "displaced from Homs"."""
        parse = self._parse
        if parse.upos[t] == "VERB" and not goods and not parse.relations[t].startswith("acl"):
            return False
        cases = {_case(parse, i) for i in range(*self._bounds(t)) if self._is_location(i) and self._heads(i) and self._hangs(i, t)}
        return cases == {"from"}

    def _bounds(self, t: int) -> tuple[int, int]:
        first, last = self._parse.sentences[self._parse.sentence[t]]
        return first, last + 1

    def _heads(self, i: int) -> bool:
        """Whether a token is the word of its place that the others hang on."""
        return self._parse.heads[i] < 0 or self.at[self._parse.heads[i]] is not self.at[i]

    def _hangs(self, i: int, t: int) -> bool:
        return t in self._parse.ancestors(i)

    def _described(self, noun: int) -> Place | None:
        """The place that a phrase behind it tells of: "Homs, a city of 800,000 inhabitants, of which only half remain"."""
        parse = self._parse
        for t in (noun, *parse.ancestors(noun)):
            if parse.lemmas[t].lower() not in _SORTS or not any(parse.lower[c] in ("a", "an") for c in parse.children[t]):
                continue
            first = next((c for c in parse.children[t] if parse.lower[c] in ("a", "an")), t)
            k = first - 1
            while k > 0 and parse.upos[k] == "PUNCT" and parse.sentence[k] == parse.sentence[t]:
                k -= 1
            if k < first - 1 and self._is_location(k):
                return self.at[k]
        return None

    def abroad(self, verb: int) -> bool:
        """Whether those who flee go to another country: "fled to Chad"."""
        for c in self._parse.children[verb] if verb >= 0 else ():
            place = self.at[c]
            if place is not None and place.precision == "country" and place.use == "location" and _case(self._parse, c) in ("to", "into"):
                return True
        return False

    def _everywhere(self, start: int, end: int) -> bool:
        """Whether the words of a sentence say that all the world is meant: "worldwide", "around the globe"."""
        return not _WORLD.isdisjoint(self._parse.lower[start : end + 1])

    # --- what the grammar gives ---

    def _below(self, t: int) -> Place | None:
        """The place of a prepositional phrase, possessive or object that depends on ``t``."""
        parse = self._parse
        if self._is_location(t):
            return self.at[t]
        best: Place | None = None
        rank, fronted = 9, False
        for c in parse.children[t]:
            base = parse.relations[c].partition(":")[0]
            if base not in _CARRIES_PLACE or c in self._speaking:
                continue
            r = self._rank(c, base)
            if base == "obl" and r <= 1 and fronted and c > t:
                r = -1  # "In Gedo, 900 people arrived in Dollow": what stands before the verb is only the frame
            if r >= rank or (base == "acl" and c < t) or _of_a_part(parse, t, c):
                continue
            place = self._below_clause(c) if base in ("acl", "advcl") else self._inside(c)
            if place is not None:
                best, rank, fronted = place, r, r == 0 and c < t
        return best

    def _rank(self, c: int, base: str) -> int:
        """How well the dependent ``c`` tells the place: 0 best, 9 not at all."""
        parse = self._parse
        if base == "advcl":
            return 9 if any(parse.relations[m] == "mark" and parse.lower[m] in _ELSEWHEN for m in parse.children[c]) else 8
        if parse.relations[c] == "nmod:poss" or base not in ("obl", "nmod", "advmod", "acl", "dep"):
            return 3
        word = _case(parse, c)
        if word == "from" and parse.lemmas[c].lower() in words_of("bases"):
            return 9
        return 9 if word in _NO_SCENE else _CASES.get(word, 5)

    def _tallied(self, noun: int) -> Place | None:
        """The place that tallies the counted as its own: "Brazil has registered 899 deaths", "Chad's health ministry reported 12 cases"."""
        parse = self._parse
        if noun >= 0 and parse.relations[noun] == "nmod" and parse.upos[parse.heads[noun]] == "NUM":
            noun = parse.heads[noun]  # "accounts for 118 of the deaths"
        while parse.relations[noun] == "conj" and parse.upos[parse.heads[noun]] != "VERB" and parse.heads[noun] >= 0:
            noun = parse.heads[noun]
        verb = parse.heads[noun]
        told = parse.relations[noun] == "obj" or (parse.relations[noun] == "obl" and verb >= 0 and (parse.lemmas[verb], _case(parse, noun)) in _COUNTING)
        if verb < 0 or not told or parse.lemmas[verb].lower() not in words_of("tallying"):
            return None
        subject = parse.child(verb, "nsubj")
        if subject < 0:
            return None
        for t in (subject, *parse.children[subject]):
            place = self._named[t]
            if place is not None and (t == subject or parse.relations[t].partition(":")[0] in ("nmod", "amod", "compound")):
                return place
        return self._inside(subject)

    def _below_clause(self, c: int) -> Place | None:
        for g in self._parse.children[c]:
            if (
                self._parse.relations[g].startswith(("obl", "obj"))
                and _case(self._parse, g) != "from"
                and self._rank(g, self._parse.relations[g].partition(":")[0]) < 9
            ):
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
                base = parse.relations[g].partition(":")[0]
                if base in _PHRASE and self._rank(g, base) < 9 and not _has_a_tally(parse, g, base) and not (base == "nmod" and _case(parse, g) == "from"):
                    if self._is_location(g):
                        found.append(g)
                    stack.append(g)
        return self._innermost(min(found)) if found else None

    def _spoken_of(self, c: int) -> Place | None:
        """The place that "the city" or "the province" means: the last of that sort before it."""
        parse = self._parse
        sorts = _SORTS.get(parse.lemmas[c].lower())
        if sorts is None or not any(parse.lower[g] in ("the", "this", "that") for g in parse.children[c] if parse.relations[g] == "det"):
            return None
        for g in parse.children[c]:
            # "the city of Homs", "the port city Odesa" name theirs
            if self._is_location(g) and (parse.relations[g].partition(":")[0] in ("compound", "appos", "flat") or parse.lower[g - 1] == "of"):
                return None
        if parse.lemmas[c].lower() == "capital":
            nation = self._nation(c)
            return next((p for p in reversed(self._named[:c]) if p is not None and p.feature == "PPLC" and nation and p.country == nation.country), None)
        if sorts == _COUNTRY:
            return self._nation(c)
        own = self._set_over(c, sorts)
        return own or next((p for i, p in reversed(self._scenes.all) if i < c and p.precision in sorts), None)

    def _nation(self, c: int) -> Place | None:
        """The country that "the country" means at a word: the one that its paragraph is in, else its report, else the last one named."""
        parse = self._parse
        named = [(i, p) for i, p in enumerate(self._named[:c]) if p is not None and p.precision == "country" and p.use != "demonym"]
        own = next((p for i, p in reversed(named) if parse.sentence[i] == parse.sentence[c]), None)
        here = own or next((p for i, p in reversed(named) if p.use == "location" and parse.paragraph[i] == parse.paragraph[c]), None)
        return here or self._scenes.country(c) or self._scenes.title.country or (named[-1][1] if named else None)

    def _set_over(self, c: int, sorts: frozenset[str]) -> Place | None:
        """The place of the office of who speaks of "the district" in the same sentence: "the chief district officer of Dolakha said"."""
        parse = self._parse
        for i in range(parse.sentences[parse.sentence[c]][0], c):
            place = self.at[i]
            if place is not None and (place.precision is None or place.precision in sorts) and parse.relations[i].startswith(("nmod", "compound")):
                if parse.lemmas[parse.heads[i]].lower() in words_of("bodies"):
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

    # --- the scene ---

    def _scene(self, start: int, end: int, anchor: int, first: int, *, broad: bool, wholly: bool, goods: bool) -> Where:
        """Where the text is at the figure: in its sentence, before it in its paragraph, or where the report as a whole is."""
        scenes = self._scenes
        if scenes.whole(start, end, anchor):
            return Where(self._nation(max(first, anchor)), 0.6)
        inside = [(i, p) for i, p in scenes.all if start <= i < first and not (goods and _case(self._parse, i) == "from")]
        if inside:
            i, there = inside[-1]
            return Where(self._outer(i) or there, 0.6)
        if wholly and (wide := scenes.title.place or scenes.country(first) or scenes.title.country):
            return Where(wide, 0.5)
        later = [i for i, _ in scenes.all if first <= i <= end and self.at[i] is not None and not (goods and _case(self._parse, i) == "from")]
        behind = next((i for i in later if self._same_clause(i, anchor) and not _of_a_part(self._parse, first, i)), None)
        if behind is not None:
            return Where(self._innermost(behind), 0.6)
        own, wide = self._speakers_own(start, end)
        if own is not None and not wide:
            return Where(own, 0.6)
        if broad and (wide := scenes.labelled(first) or (scenes.before(first) is None and scenes.leading(first) is None and scenes.country(first))):
            return Where(wide, 0.5)
        near = scenes.before(first) or scenes.leading(first) or scenes.carried(first) or scenes.headed(first)
        if near is not None:
            return Where(near, 0.5)
        # a report that names its place only afterwards: "1,057 were evacuated. Most are in the canton of …"
        last = own or scenes.title.place or scenes.country(first) or scenes.title.country
        return Where(last or scenes.after(end) or (None if scenes.all else self._dateline), 0.4)

    def _outer(self, i: int) -> Place | None:
        """The place at ``i``, or the one that it only tells more of: in "Anjouan, the poorest island of Comoros" it is Anjouan."""
        above = [a for a in self._parse.ancestors(i) if self._is_location(a) and self.at[a] is not self.at[i]]
        linked = [a for a in above if all(self._parse.relations[x].partition(":")[0] in ("nmod", "appos", "compound", "flat") for x in self._between(i, a))]
        return self.at[linked[-1]] if linked else self.at[i]

    def _between(self, i: int, above: int) -> Iterator[int]:
        while i != above:
            yield i
            i = self._parse.heads[i]

    def _same_clause(self, i: int, anchor: int) -> bool:
        """Whether a place behind the figure is not only the goal of something else: "12 died and 6,000 fled to Uganda"."""
        parse = self._parse
        t = i
        while t != anchor and parse.heads[t] >= 0:
            base, head = parse.relations[t].partition(":")[0], parse.heads[t]
            case = _case(parse, t)
            if base in ("obl", "nmod", "advcl") and (self._rank(t, base) == 9 or (case == "from" and t == i and head != anchor)):
                return False
            if case in _GOALS and parse.relations[head] in ("conj", "parataxis") and head > anchor:
                return False
            t = head
        return True

    def _speakers_own(self, start: int, end: int) -> tuple[Place | None, bool]:
        """The place that the speaker of the sentence is set over, and whether it is wider than a town: "the mayor of Homs"."""
        parse = self._parse
        for i in range(start, end + 1):
            place = self.at[i]
            if place is None or place.precision == "country":
                continue
            head = parse.heads[i]
            itself = i in self._speaking and self._is_location(i) and parse.relations[i] == "nsubj"  # "Shandong has reported five deaths"
            if itself or (head >= 0 and parse.lemmas[head].lower() in words_of("territorial")):
                return place, place.precision not in _TOWN
        return None, False

    def _tells_who(self, i: int) -> bool:
        """Whether the place at ``i`` only says which person or body is meant: "an official in Juba", "the army of Sudan"."""
        parse = self._parse
        if i in self._speaking:
            return True
        place = self.at[i]
        while parse.heads[i] >= 0 and self.at[parse.heads[i]] is place:
            i = parse.heads[i]
        head = parse.heads[i]
        if 0 <= head < i and parse.relations[i] == "obl" and parse.upos[head] == "VERB" and parse.lemmas[head].lower() in words_of("telling"):
            return True  # "told reporters in Geneva"
        if head < 0 or parse.relations[i].partition(":")[0] not in ("nmod", "compound", "appos"):
            return False
        return parse.lemmas[head].lower() in words_of("bodies")


def _case(parse: Parse, i: int) -> str:
    """The preposition before a noun, or ""."""
    case = parse.child(i, "case")
    return parse.lower[case] if case >= 0 else ""


def _cue_above(parse: Parse, below: int, t: int) -> bool:
    """Whether the clause of ``below`` is what ``t`` says."""
    return (
        below != t
        and parse.relations[below].partition(":")[0] in ("ccomp", "parataxis")
        and any(span.role == "cue" and span.first <= t <= span.last for span in parse.attribution)
    )


def _credited(parse: Parse, first: int, last: int) -> bool:
    """Whether a headline ends in the place as its source: "Three hurt overnight - Kyiv"."""
    ends = last + 1 == len(parse) or parse.paragraph[last + 1] != parse.paragraph[last]
    return ends and first > 0 and parse.tokens[first - 1].text in ("-", "–", "—") and parse.tokens[first - 1].end < parse.tokens[first].start


def _has_a_tally(parse: Parse, i: int, base: str) -> bool:
    """Whether a name goes on a list of tallies, each with a number of its own: "recorded 1,604 deaths, Taroudant 976 and Ouarzazate 41"."""
    behind = i + 2 if parse.lower[i + 1 : i + 2] == ["for"] else i + 1
    return base in ("conj", "appos") and parse.upos[i] == "PROPN" and behind < len(parse) and parse.upos[behind] == "NUM"


def _of_a_part(parse: Parse, noun: int, c: int) -> bool:
    """Whether a place behind a counted noun is that of a part of those: "29,300 refugees, including 13,900 in Korsi"."""
    if c <= noun:
        return False
    last = parse.subtree(c)[1]
    words = parse.lower[noun + 1 : last + 1]
    cued = "including" in words or any(a == "of" and b in ("whom", "them", "these", "which") for a, b in pairwise(words))
    numbers = [k for k in range(noun + 1, last + 1) if parse.upos[k] == "NUM" or parse.lower[k] in ("half", "quarter", "third", "most", "many")]
    return cued and bool(numbers)


def _elsewhere(parse: Parse, i: int, last: int) -> bool:
    """Whether nothing that is told goes on at a place: where a deal was made, where the wounded were flown, where supplies came from."""
    if parse.lower[last + 1 : last + 2] == ["alone"]:
        return True  # "in Homs alone, 3,400 fell ill"
    if _case(parse, parse.heads[i] if parse.relations[i] == "conj" else i) in _NO_SCENE:
        return True  # "followed by Homs and Hama"
    below, above = i, parse.heads[i]
    for _ in range(_REACH):
        if above < 0:
            return False
        lemma, relation = parse.lemmas[above].lower(), parse.relations[below].partition(":")[0]
        if lemma in words_of("agreements") and relation in ("acl", "nmod", "obl", "compound"):
            return True
        if relation == "nmod" and lemma in words_of("bases") and _case(parse, above) == "from":
            return True
        if relation == "nmod" and lemma in words_of("wards") and _case(parse, above) == "to":
            return True
        if parse.upos[above] == "VERB" and any(parse.relations[c] == "mark" and parse.lower[c] == "since" for c in parse.children[above]):
            return True
        if parse.upos[above] == "VERB" and not parse.relations[above].startswith("acl"):
            return False
        below, above = above, parse.heads[above]
    return False


def _stopped(parse: Parse, below: int, above: int) -> bool:
    """Whether a full stop stands between two words that the parse joins: sentences that were not parted."""
    return any(parse.tokens[k].text == "." and parse.heads[k] in (below, above) for k in range(above + 1, below))


def _in_a_body(parse: Parse, first: int, last: int) -> bool:
    """Whether the place is part of another name: "White Nile Front", "Typhoon Hato"; "Homs Hospital" and "Kyiv airport" are places."""
    sites = words_of("sites")
    if first and parse.lower[first - 1] in words_of("eponyms"):
        return True
    n = parse.name_at[first]
    if n >= 0 and parse.names[n].kind in ("ORG", "PRODUCT") and parse.names[n].last - parse.names[n].first > last - first:
        return parse.lower[parse.names[n].last] not in sites
    head = parse.heads[last]
    if head != last + 1 or parse.relations[last] != "compound" or parse.upos[head] != "PROPN":
        return False
    return parse.lower[head] not in sites and parse.lower[head] not in words_of("bodies")
