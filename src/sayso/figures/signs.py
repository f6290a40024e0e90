"""What speaks for and against a place as that of a figure, as names of features; their weights are in ``resources/figures/placing.yaml``."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sayso.figures.context import words_of
from sayso.figures.draft import Draft
from sayso.figures.located import SENDING, SORTS
from sayso.figures.where import Places, Where
from sayso.text.parse import Parse
from sayso.types.kinds import FINENESS
from sayso.types.reading import Place

__all__ = ["Context", "Mention", "Signs", "by_name", "fits", "left"]

_LEFT: Final = frozenset({"evacuated", "kidnapped"})
_WAYS: Final = frozenset({"from", "to", "into"})
_SENT: Final = frozenset({"troops", "aid_amount", "arms", "vehicles"})
"""What a state has or sends elsewhere."""
_CASES: Final = frozenset("in at near outside around across from to into of for on off through towards between by with".split())
_OWNERS: Final = frozenset({"its", "their", "our", "his", "her"})
_OWNED: Final = 4
"""Tokens behind a number within which a possessive says whose are counted."""
_STANDS: Final = frozenset({"in", "at", "near", "around", "outside", "for"})
_LEADS: Final = frozenset({"the", "of", "nearby", "neighbouring"})
_PREDICATES: Final = frozenset({"advcl", "acl", "ccomp", "xcomp", "conj", "parataxis", "csubj"})
_ROLES: Final = frozenset({"nsubj", "obl", "nmod", "appos", "conj", "compound", "obj", "root"})
_SIDES: Final = frozenset({"side", "soil", "territory", "part", "bank"})
_SIZES: Final = (10, 100, 1_000, 10_000, 100_000, 1_000_000)
_KINDS: Final = {"city": "town"}


def left(d: Draft) -> bool:
    """Whether what is counted happened to people where they were, wherever they were brought; prisoners who are moved are where they come to."""
    return d.measure in _LEFT or (d.measure == "detained" and d.own)


def fits(place: Place, sort: str) -> bool:
    """Whether a place can be meant by "the city", "the province", "the capital"."""
    return place.feature == "PPLC" if sort == "capital" else place.precision in SORTS[sort]


class Mention(NamedTuple):
    """Where a place is named: its word that the others hang on, the place, and whether something can be told of there."""

    at: int
    place: Place
    scene: bool


class Context(NamedTuple):
    """What is the same for all figures of a sentence: the places named in it, those of them that are locations, those before, the first
    behind it in its paragraph; what the report is about there, what "the district" and the like speak of, and the paragraph's label.
    ``here`` and ``earlier`` are ``named`` and ``before`` by the names of their places, ``together`` the names of those before that share a
    sentence, and ``latest`` where each of these was named last, in order."""

    named: list[Mention]
    own: list[Mention]
    before: list[Mention]
    behind: list[Mention]
    about: dict[str, Place | None]
    sorts: list[str]
    label: str | None
    total: bool
    said: str
    often: dict[str, int]
    headings: list[str]
    here: dict[str, list[Mention]]
    earlier: dict[str, list[Mention]]
    together: dict[int, set[str]]
    latest: list[int]


def by_name(mentions: Sequence[Mention]) -> dict[str, list[Mention]]:
    """Mentions by the names of their places, both in the order given."""
    out: dict[str, list[Mention]] = {}
    for m in mentions:
        out.setdefault(m.place.name, []).append(m)
    return out


class Signs:
    """Names of features of the places of a report.

    Attributes:
        held: By place the figures that were put there.
        last: The token of the last figure and its place; None before the first.
    """

    def __init__(self, parse: Parse, where: Places, mentions: Sequence[Mention], found: Sequence[Draft] = ()) -> None:
        self._parse, self._where, self._mentions = parse, where, mentions
        self._verbs: dict[int, int] = {}
        self._located = frozenset(m.at for m in mentions if m.place.use == "location")
        self._counted = {t: d.key for d in found for t in (d.key, d.head)}
        self._shared = frozenset(e.part_of for e in found if e.part_of is not None and any(m.at > e.first and self._hangs_on(m.at, e) for m in mentions))
        self.held: dict[str | None, list[Draft]] = {}
        self.last: tuple[int, Place | None] | None = None

    def _hangs_on(self, at: int, d: Draft) -> bool:
        above = self._parse.ancestors(at)
        return d.key in above or d.head in above

    def goal(self, d: Draft, at: int) -> bool:
        """Whether those counted are only brought to a place: "evacuated 28 people to Homs"."""
        return self._parse.case(at) in ("to", "into") and (d.by if d.by >= 0 else d.head) in self._parse.ancestors(at)

    def giver(self, d: Draft) -> str | None:
        """Which place, or whose body, gives or sends what is counted; "" for another giver, None where nothing is given."""
        p = self._parse
        verb = next((t for t in (d.by, p.heads[d.head]) if t >= 0 and p.upos[t] == "VERB" and p.low_lemmas[t] in SENDING), -1)
        subject = p.child(verb, "nsubj") if verb >= 0 else -1
        if subject < 0:
            return None
        return next((m.place.name for m in self._mentions if subject in (m.at, p.heads[m.at])), "")

    def none(self, d: Draft, c: Context) -> tuple[str, ...]:
        """What speaks for there being no place."""
        return tuple(self._none(d, c))

    def of(self, d: Draft, ruled: Where, place: Place, whole: Place | None, giver: str | None, c: Context) -> tuple[str, ...]:
        """What speaks for and against one place.

        Args:
            ruled: What the rules chose.
            whole: Where that holds of which the figure is a part.
            giver: Who gives or sends what is counted (:meth:`giver`).
        """
        return (*self._general(d, ruled, place, whole, giver, c), *self._named(d, place, c))

    def _none(self, d: Draft, c: Context) -> Iterator[str]:
        yield "none"
        yield f"none beside {min(2, len(c.own))}"
        yield f"none {d.measure}"
        if self.last is not None and self.last[1] is None:
            yield f"none again {min(2, self._parse.sentence[d.first] - self._parse.sentence[self.last[0]])} {min(1, len(c.own))}"

    def _general(self, d: Draft, ruled: Where, place: Place, whole: Place | None, giver: str | None, c: Context) -> Iterator[str]:
        """What holds of a place wherever it is named: whether the rules chose it, what held there before, what the report is about."""
        p, name, kind, beside = self._parse, place.name, _kind(place), min(1, len(c.own))
        if name == _name(ruled.place):
            yield "rule"
            yield f"rule {ruled.rule}"
            yield f"rule {ruled.rule} {kind}"
            yield f"rule {ruled.rule} {d.measure}"
        held = self.held.get(name, ())
        yield f"held {min(3, len(held))}"
        like = [e for e in held if e.measure == d.measure]
        if like:
            yield f"held like {min(2, len(like))}"
            if any((e.low, e.high) == (d.low, d.high) for e in like):
                yield "held same"
            if d.unit is not None and any(e.unit == d.unit for e in like):
                yield "held unit"
        nation = c.about["country"] or c.about["state"]
        if nation is not None and place.country is not None and place.country != nation.country:
            yield "abroad"
            yield f"abroad {ruled.rule}"
        for sort in c.sorts:
            fitting = fits(place, sort)
            yield "spoken fits" if fitting else "spoken not"
            if fitting:
                yield f"spoken {kind}"
                if name == next((m.place.name for m in reversed(c.before) if fits(m.place, sort)), None):
                    yield "spoken last"
        if name == c.label:
            yield "label"
        for role, there in c.about.items():
            if there is not None and there.name == name:
                if role == "filed" and not any(m.place.name == name for m in self._mentions):
                    yield "filed"
                else:
                    yield f"about {role}"
                    yield f"about {role} beside {beside}"
                    if c.total:
                        yield f"total {role} {beside}"
        if name == _name(whole):
            yield "whole"
        yield from self._fitting(d, place, c)
        if giver is not None:
            yield from self._sent(giver, place, c)
        if self.last is not None and name == _name(self.last[1]):
            gap = min(2, p.sentence[d.first] - p.sentence[self.last[0]])
            yield f"again {gap}"
            yield f"again {gap} beside {min(2, len(c.own))}"

    def _fitting(self, d: Draft, place: Place, c: Context) -> Iterator[str]:
        """Whether so many of such a thing, told by such a source, are told of such a sort of place."""
        kind, name = _kind(place), place.name
        seat = "own" if any(m.place.name == name for m in c.own) else "earlier" if name in c.earlier else "else"
        value = d.low or d.high or 0
        size = next((k for k, n in enumerate(_SIZES) if value < n), len(_SIZES))
        yield f"size {size} {kind}"
        yield f"measure {d.measure} {kind}"
        if c.total:
            yield f"total {seat} {kind}"
        if d.key in self._shared:
            yield f"shared {seat} {kind}"
        yield f"said {c.said} {seat} {kind}"
        yield f"often {c.often.get(name, 3)}"
        yield f"often {c.often.get(name, 3)} {seat} {min(1, len(c.own))}"
        if name in c.headings:
            yield f"heading {min(1, c.headings.index(name))}"

    def _sent(self, giver: str, place: Place, c: Context) -> Iterator[str]:
        """What stands for a place where what is counted is given or sent: "Chad has promised 2,000 men"."""
        name, kind = place.name, _kind(place)
        if name == giver:
            yield "sent by"
            return
        yield f"sent {kind}"
        yield "sent own" if name in c.here else "sent earlier" if name in c.earlier else "sent else"
        for role, there in c.about.items():
            if there is not None and there.name == name:
                yield f"sent about {role}"

    def _named(self, d: Draft, place: Place, c: Context) -> Iterator[str]:
        """How a place is named: in the figure's sentence, else before it, else right behind it."""
        if here := c.here.get(place.name):
            yield from self._own(d, min(here, key=lambda m: (m.place.use != "location", abs(m.at - d.first))), c.own)
        elif earlier := c.earlier.get(place.name):
            yield from self._earlier(d, earlier, c)
        elif any(m.place.name == place.name for m in c.behind):
            yield "behind"
            yield f"behind beside {min(1, len(c.own))} {min(1, len(c.before))}"
        else:
            yield "unnamed"

    def _own(self, d: Draft, m: Mention, own: Sequence[Mention]) -> Iterator[str]:
        """A place of the figure's own sentence."""
        p, at = self._parse, m.at
        side = "+" if at > d.first else "-"
        case = self._case(at)
        low, high = min(at, d.first), max(at, d.first)
        if left(d) and case in _WAYS:
            case = f"left {case}"
        elif d.measure in _SENT and case == "from":
            case = "sent from"
        if m.place.use != "location" and d.measure in _SENT and _base(p.relations[at]) == "nsubj":
            yield f"own use {m.place.use} sends"  # "France withdrew its soldiers from there"
            return
        if m.place.use != "location":
            # who acts or speaks; where it stands to the figure says little
            yield f"own use {m.place.use}"
            yield f"own use {m.place.use} {_base(p.relations[at])}"
            yield f"own use {m.place.use} beside {min(2, len(own))}"
            if p.relations[at] == "nmod:poss":
                yield f"own use {m.place.use} owner"
            if p.low_lemmas[p.heads[at]] in _SIDES:
                yield "own use side"  # "on the Rwandan side"
            if p.heads[at] == d.head:
                yield f"own use {m.place.use} counted"
                yield f"own use {m.place.use} counted {d.thing} {d.measure}"
            if at < d.first and any(p.lower[t] in _OWNERS for t in range(d.first, min(d.behind, d.last + _OWNED) + 1)):
                yield f"own use {m.place.use} theirs"
            if p.low_lemmas[self._verb(at)] in words_of("tallying") and p.relations[at] == "nsubj":
                yield f"own use {m.place.use} tallies"
            if at in self._where.speaking:
                yield f"own use {m.place.use} speaking"
            return
        yield "own"
        if self._frames(at):
            yield "own frames"
            yield f"own frames {case}"
        mine = self._counts(d, at)
        if mine:
            yield f"own number {mine}"
        yield from self._beside(d, at)
        if _base(p.relations[at]) == "nsubj" and d.first > at:
            yield f"own acts {_kind(m.place)} {d.measure}"
        yield f"own case {case}"
        yield f"own side {side} {case}"
        yield "own scene" if m.scene else "own aside"
        yield f"own between {side}{min(2, sum(low < o.at < high for o in own))}"
        yield f"own of {min(3, len(own))}"
        yield f"own numbers {side}{min(2, sum(p.upos[k] == 'NUM' and not d.first <= k <= d.last for k in range(low + 1, high)))}"
        yield f"own tokens {side}{min(4, (high - low) // 4)}"
        yield f"own stops {side}{min(2, sum(w in (',', ';', ':') for w in p.lower[low:high]))}"
        if at in self._where.speaking:
            yield "own speaking"
            yield f"own speaking {m.place.use}"
        yield f"own as {_role(p.relations[at])}"
        if p.relations[at] == "nmod:poss":
            yield "own owner"
        if any(o.at != at and (p.heads[o.at] == at or p.heads[at] == o.at) and "conj" in (p.relations[o.at], p.relations[at]) for o in own):
            yield f"own joined {side}"  # of two towns that are joined neither is it
        yield from self._hanging(d, at, side, case)
        least = min(_fineness(o.place) for o in own) if own else 0
        yield "own finest" if _fineness(m.place) == least else "own coarser"
        if len(own) > 1:
            yield f"own {'finest' if _fineness(m.place) == least else 'coarser'} {side} {case}"
        kinds = {_kind(o.place) for o in own}
        if len(kinds) > 1:
            yield f"own {_kind(m.place)} among {'broader' if 'country' in kinds else 'finer'}"
        if not any(o.at < at for o in own):
            yield f"own first {side}"

    def _hanging(self, d: Draft, at: int, side: str, case: str) -> Iterator[str]:
        """How a place and a figure of its sentence hang together."""
        p = self._parse
        above = (at, *p.ancestors(at))
        if d.head in above:
            yield f"own below noun {case}"
        elif (d.by if d.by >= 0 else d.head) in above:
            yield f"own below verb {case}"
        verb, mine = self._verb(at), self._verb(d.head)
        if verb == mine:
            yield f"own clause {side}"
            yield f"own clause {case}"
        elif verb in p.ancestors(mine):
            yield f"own clause above {side}"
        elif mine in above:
            yield f"own clause below {side}"
        else:
            yield f"own clause other {side}"
        lemma = p.low_lemmas[verb]
        if lemma in words_of("telling"):
            yield "own told"
        if lemma in words_of("moving"):
            yield f"own motion {case}"

    def _frames(self, at: int) -> bool:
        """Whether a place only tells where another of its sentence lies: "the Homs suburb of Talbiseh", "Talbiseh, a town in Homs"."""
        p = self._parse
        for t in (at, *p.ancestors(at)):
            if t != at and t in self._located:
                return True
            sort = p.low_lemmas[t] in SORTS
            if sort and any(c in self._located and c > at for c in p.children[t]) and at < t:
                return True
            if _base(p.relations[t]) not in ("nmod", "appos", "compound", "flat", "amod"):
                return False
        return False

    def _counts(self, d: Draft, at: int) -> str:
        """Whether a place hangs below this figure ("mine"), or below another ("other"), or below neither ("")."""
        key = next((self._counted[a] for a in self._parse.ancestors(at) if a in self._counted), None)
        return "" if key is None else "mine" if key == d.key else "other"

    def _beside(self, d: Draft, at: int) -> Iterator[str]:
        """Whether a place stands right at the figure, or at another number: "In Homs 12 died", "nine in Homs and seven in Hama"."""
        p, named = self._parse, self._where.named
        start, last = at, at
        while start > 0 and named[start - 1] is named[at]:
            start -= 1
        while last + 1 < len(p) and named[last + 1] is named[at]:
            last += 1
        if p.upos[last + 1 : last + 2] == ["NUM"]:
            yield "own before" if d.first == last + 1 else "own before another"  # "Taroudant 976, Chichaoua 202"
        k = start - 1
        while k > 0 and (p.lower[k] in _LEADS or p.low_lemmas[k] in SORTS):
            k -= 1
        if p.lower[k] in _STANDS and k > 0:
            if k - 1 in (d.last, d.head):
                yield "own next"
                yield f"own next {p.lower[k]}"
            elif p.upos[k - 1] == "NUM" or (p.xpos[k - 1] == "NNS" and p.upos[k - 2] == "NUM"):
                yield "own next to another"
            after = last + 1 + (p.lower[last + 1 : last + 2] == [","])
            if p.lower[after : after + 1] == ["alone"]:
                after += 1
            if d.first - after in (0, 1, 2) and all(p.upos[t] in ("ADV", "ADP", "DET", "ADJ", "SCONJ") for t in range(after, d.first)):
                yield "own opens"
                yield f"own opens {min(1, k - p.sentences[p.sentence[k]][0])} {int(after > last + 1)}"

    def _earlier(self, d: Draft, mentions: Sequence[Mention], c: Context) -> Iterator[str]:
        """A place of the sentences before, by its last mention."""
        p, m, beside = self._parse, mentions[-1], min(2, len(c.own))
        paragraphs = p.paragraph[d.first] - p.paragraph[m.at]
        over = min(1, paragraphs)
        yield "earlier"
        if self._frames(m.at):
            yield "earlier frames"
        if p.paragraph[d.first] and any(p.paragraph[x.at] == 0 for x in mentions):
            yield "earlier title"
            yield f"earlier title {min(1, beside)}"
        yield f"earlier paragraphs {min(3, paragraphs)}"
        yield f"earlier sentences {min(4, p.sentence[d.first] - p.sentence[m.at])} {over}"
        sections = self._where.scenes.sections
        if sections.of[p.paragraph[m.at]] != sections.of[p.paragraph[d.first]]:
            yield "earlier section"  # above the heading
            yield f"earlier section {_kind(m.place)}"
        if paragraphs and sections.listed(p.paragraph[d.first]):
            yield "earlier item"
            yield f"earlier item {int(sections.listed(p.paragraph[m.at]))} {_kind(m.place)}"
        yield f"earlier case {self._case(m.at)}"
        yield "earlier scene" if m.scene else "earlier aside"
        yield f"earlier beside {beside}"
        yield f"earlier mentions {min(3, len(mentions))}"
        yield f"earlier later {min(3, len(c.latest) - bisect_right(c.latest, m.at))} {over}"
        yield f"earlier shared {min(2, len(c.together[p.sentence[m.at]]) - 1)}"
        if c.before[0].place.name == m.place.name and p.paragraph[c.before[0].at] < p.paragraph[d.first]:
            yield "earlier first"
        if m.at in self._where.speaking:
            yield "earlier speaking"
        yield f"earlier as {_role(p.relations[m.at])}"
        start = p.sentences[p.sentence[d.first]][0]
        opens = p.opens_paragraph(start)
        yield f"earlier {'opens' if opens else 'goes on'} {min(2, paragraphs)}"

    def _case(self, i: int) -> str:
        """The preposition of a place, or of the one that it is joined to."""
        p = self._parse
        word = p.case(i)
        if word == "of" and p.heads[i] >= 0 and p.low_lemmas[p.heads[i]] in SORTS:
            word = p.case(p.heads[i])  # "in the town of Homs"
        if not word and p.relations[i] in ("conj", "flat", "appos", "compound") and p.heads[i] >= 0:
            word = p.case(p.heads[i])
        return word if word in _CASES else "other" if word else "no"

    def _verb(self, i: int) -> int:
        """The predicate that a word belongs to; itself where there is none."""
        if i not in self._verbs:
            p = self._parse
            self._verbs[i] = next((a for a in (i, *p.ancestors(i)) if p.upos[a] in ("VERB", "AUX") or _base(p.relations[a]) in _PREDICATES), i)
        return self._verbs[i]


def _kind(place: Place) -> str:
    return _KINDS.get(place.precision or "", place.precision or "unknown")


def _fineness(place: Place) -> int:
    return FINENESS[place.precision] if place.precision else FINENESS["district"]


def _role(relation: str) -> str:
    return _base(relation) if _base(relation) in _ROLES else "other"


def _base(relation: str) -> str:
    return relation.partition(":")[0]


def _name(place: Place | None) -> str | None:
    return place.name if place is not None else None
