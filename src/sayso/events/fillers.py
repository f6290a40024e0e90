"""Who and what a report names that can have a part in an incident, each with the signs by which its part is told.

A filler is a name or a noun with all its mentions in the report; its signs are those of every mention together, so that the
one sentence that says what it did or suffered counts however often it is named besides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from sayso.events.lexicon import nouns
from sayso.text.parse import Parse
from sayso.types.reading import Entity, Event, Span, Statement

__all__ = ["Filler", "Scene", "base", "fillers", "kind_of", "relation"]

_CLASSES: Final = ("people", "rebel", "police", "structure", "vehicle", "munition", "weapon", "official", "force", "explosive", "crowd", "body")
_VAGUE: Final = frozenset(("alleged", "several", "other", "unidentified", "some"))
_TELLING: Final = frozenset(
    "front army movement cartel police guard party command commands forces force battalion embassy bank company path brigade group liberation "
    "airport university church newspaper power station bridge pipeline farm committee union".split()
)
"""Words inside a name that say what bears it."""


@dataclass(slots=True)
class Filler:
    """A name or noun of a report that may have a part in an incident.

    Attributes:
        name: Its longest mention.
        span: Where that stands.
        heads: The head of each mention.
        signs: What tells its part.
    """

    name: str
    span: Span
    heads: list[int] = field(default_factory=list)
    signs: set[str] = field(default_factory=set)


class Scene:
    """A report as the signs are read from it: its parse, with the events, entities and statements at each token."""

    def __init__(self, parse: Parse, entities: Sequence[Entity], statements: Sequence[Statement], events: Sequence[Event]) -> None:
        self.parse, self.events = parse, events
        self.event_at: dict[int, Event] = {}
        for e in events:
            self.event_at |= dict.fromkeys(self._tokens(e.start, e.end), e)
        self.entity_at: dict[int, Entity] = {}
        for one in entities:
            if one.kind != "place":
                for a, b in one.mentions:
                    for t in self._tokens(a, b):
                        self.entity_at.setdefault(t, one)
        self.kinds = {e.id: e.kind for e in entities}
        self.sources = {t for s in statements if s.source.start is not None for t in self._tokens(s.source.start, s.source.end or 0)}
        self.contents = {t for s in statements for c in s.content for t in self._tokens(c.start, c.end)}

    def _tokens(self, start: int, end: int) -> range:
        first, last = self.parse.tokens_in(start, end)
        return range(first, last + 1)

    def near(self, token: int) -> list[tuple[int, Event]]:
        """The events of a token's sentence with their distance, nearest first."""
        first, last = self.parse.sentences[self.parse.sentence[token]]
        return sorted(((abs(t - token), self.event_at[t]) for t in range(first, last + 1) if t in self.event_at), key=lambda x: x[0])


@cache
def _members() -> dict[str, frozenset[str]]:
    return {c: nouns("@" + c).lemmas for c in _CLASSES}


def kind_of(lemma: str) -> list[str]:
    """The classes of nouns that a base form belongs to.

    >>> kind_of("policeman")
    ['people', 'police']
    """
    return [c for c, members in _members().items() if lemma in members or lemma.removesuffix("s") in members]


def relation(parse: Parse, token: int) -> str:
    """A token's relation to its head without its subtype."""
    return parse.base_relations[token]


def base(parse: Parse, token: int) -> str:
    """A token's base form, or the class of the name that it is part of: no sign knows who was meant."""
    n = parse.name_at[token]
    if n >= 0 and parse.names[n].kind not in ("DATE", "MONEY"):
        return "N" + parse.names[n].kind
    lemma = parse.low_lemmas[token]
    if lemma.isalpha():
        return "P" if parse.upos[token] == "PROPN" and not kind_of(lemma) else lemma
    return lemma if len(lemma) == 1 else "#"


def fillers(scene: Scene) -> list[Filler]:
    """The fillers of a report, in the order of their first mentions."""
    parse = scene.parse
    found: dict[tuple[str, str], Filler] = {}
    for first, last, head, kind in _phrases(parse):
        span = parse.span(first, last)
        name = parse.words(first, last)
        entity = scene.entity_at.get(head) if kind else None
        key = ("entity", entity.id) if entity else ((kind and "name") or "noun", " ".join(parse.lemmas[first : last + 1]).lower())
        one = found.setdefault(key, Filler(name, span))
        if len(name) > len(one.name):
            one.name, one.span = name, span
        one.heads.append(head)
        one.signs.update(_signs(scene, first, last, head, kind))
        one.signs.update(_part(scene.events, name, entity))
    for one in found.values():
        sentence = parse.sentence[one.heads[0]]
        one.signs |= {f"s={min(sentence, 6)}", f"n={min(len(one.heads), 4)}", "bias"}
    return list(found.values())


def _phrases(parse: Parse) -> Iterator[tuple[int, int, int, str | None]]:
    """First token, last token, head and class of names; then of nouns with what stands before them, without a class."""
    taken: set[int] = set()
    for n in parse.names:
        if n.kind not in ("DATE", "MONEY"):
            taken.update(range(n.first, n.last + 1))
            yield n.first, n.last, max(range(n.first, n.last + 1), key=lambda i: (not n.first <= parse.heads[i] <= n.last, i)), n.kind
    for i in range(len(parse)):
        if i in taken or parse.upos[i] not in ("NOUN", "PROPN") or (relation(parse, i) in ("compound", "flat") and parse.heads[i] > i):
            continue
        before = [c for c in parse.children[i] if c < i and parse.relations[c] != "nmod:poss" and relation(parse, c) in ("amod", "compound", "nmod")]
        starts = [c if relation(parse, c) == "amod" else parse.subtree(c)[0] for c in before if parse.lower[c] not in _VAGUE]
        yield min([i, *starts]), i, i, None


def _signs(scene: Scene, first: int, last: int, head: int, kind: str | None) -> Iterator[str]:
    """The signs of one mention: what it is, what qualifies it, what it depends on, what happens around it."""
    parse = scene.parse
    lemma = parse.low_lemmas[head]
    kinds = [] if kind else kind_of(lemma)
    sort = "N" + kind if kind else kinds[0] if kinds else "other"
    yield "N=" + kind if kind else "h=" + base(parse, head)
    yield from ("k=" + k for k in kinds)
    if kind:
        yield from ("w=" + w for w in parse.lower[first : last + 1] if w in _TELLING)
        if first > 0 and parse.name_at[first - 1] < 0:
            yield "b=" + base(parse, first - 1)
    if last + 1 < len(parse):
        yield "a=" + base(parse, last + 1)
    for c in parse.children[head]:
        r = relation(parse, c)
        if r in ("amod", "compound", "appos", "flat", "nmod") and not (kind and first <= c <= last):
            yield f"c={r}{parse.prepositions[c] if r == 'nmod' else ''}|{base(parse, c)}"
        elif r in ("det", "nummod", "acl"):
            yield f"c={r}|{parse.lower[c] if r == 'det' else base(parse, c) if r == 'acl' else ''}"
    yield from _governed(scene, head, sort)
    if any(t in scene.sources for t in range(first, last + 1)):
        yield "src"
    if head in scene.contents:
        yield "content"
    near = scene.near(head)
    for e in {e.id: e for _, e in near[:4]}.values():
        side = "<" if e.start < parse.tokens[head].start else ">"
        yield f"t={side}{e.mode or e.type}"
        yield f"tk={sort}{side}{e.mode or e.type}"
    if not near:
        yield "t=none"
        yield "tk=none" + sort
    yield "root=" + base(parse, parse.root(parse.sentence[head]))


def _governed(scene: Scene, head: int, sort: str) -> Iterator[str]:
    """Signs of what a mention depends on, past coordination and apposition, and of what depends on that besides."""
    parse = scene.parse
    at = head
    preposition = parse.prepositions[head]
    while relation(parse, at) in ("conj", "appos", "flat") and parse.heads[at] >= 0:
        yield "via=" + relation(parse, at)
        at = parse.heads[at]
        preposition = preposition or parse.prepositions[at]
    governor = parse.heads[at]
    if governor < 0:
        yield "r=ROOT"
        return
    whole = parse.relations[at]
    how = (whole if whole.endswith(("pass", "agent")) else relation(parse, at)) + preposition
    word = base(parse, governor)
    yield f"g={how}|{word}"
    yield f"r={how}"
    yield f"gk={sort}|{how}|{word}"
    event = scene.event_at.get(governor)
    if event is not None:
        yield f"gt={how}|{event.mode or event.type}"
        yield f"gtk={sort}|{how}|{event.mode or event.type}"
        yield f"gm={event.modality}"
    above, up = parse.heads[governor], relation(parse, governor)
    if above >= 0:
        yield f"u={how}|{up}|{base(parse, above)}"
        over = scene.event_at.get(above)
        if over is not None:
            yield f"ut={sort}|{how}|{up}|{over.mode or over.type}"
    for c in parse.children[governor]:
        if c != head and relation(parse, c) in ("nsubj", "obj", "obl"):
            yield f"o={how}|{relation(parse, c)}{parse.prepositions[c]}|{base(parse, c)}"


def _part(events: Sequence[Event], name: str, entity: Entity | None) -> Iterator[str]:
    """Signs of the parts that the reading of events gave to a name."""
    words = set(name.lower().split())
    for e in events:
        for slot, who, id in (("actor", e.actor, e.actor_entity), ("recipient", e.recipient, e.recipient_entity), ("instrument", e.instrument, None)):
            if who is not None and ((entity is not None and id == entity.id) or words <= set(who.lower().split())):
                yield f"e={slot}|{e.mode or e.type}"
                yield f"e={slot}|{e.type}"
                yield f"em={slot}|{e.modality}"
