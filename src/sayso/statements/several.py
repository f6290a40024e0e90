"""Sources that are credited together: "police, medics and two residents said"."""

from dataclasses import replace
from functools import cache
from typing import Final

from sayso.entities import Entities
from sayso.statements.sources import credit, head_of
from sayso.statements.syntax import Tokens, names_person, roles
from sayso.text.parse import Parse
from sayso.types.reading import Source

__all__ = ["tellers", "together", "whole_list"]

_STARTING: Final = frozenset("a an the one two three four five six several some many its their his her local other both another".split())


def members(parse: Parse, first: int, last: int) -> list[Tokens]:
    """The phrases of a list of sources, in order; [] where the words name one source.

    A list is what ends in "and" with a noun phrase, as the parse joins it or as commas part it: parses of long lists hang
    their middle anywhere. "The head of trade and industry", "the foreign minister and deputy premier Ann Lee" name one.
    """
    ands = [i for i in range(first + 1, last) if parse.lower[i] == "and" and parse.name_at[i] < 0]
    outside = [i for i in range(first, last + 1) if not first <= parse.heads[i] <= last and parse.upos[i] in ("NOUN", "PROPN")]
    head = outside[0] if outside else head_of(parse, first, last)
    for joint in ands:
        behind = parse.heads[joint]
        if not joint < behind <= last or parse.upos[behind] not in ("NOUN", "PROPN"):
            continue
        commas = [i for i in range(first + 1, joint - 1) if parse.tokens[i].text == "," and _starts(parse, i + 1)]
        above = parse.heads[behind] if parse.relations[behind] == "conj" else -1
        if above != head and not (commas and _within(parse, above, head, first, joint)):
            continue
        edges = [first, *(c + 1 for c in commas), joint + 1]
        ends = [*(c - 1 for c in commas), joint - 1 - (parse.tokens[joint - 1].text == ","), _end(parse, behind, last)]
        found = [(a, b) for a, b in zip(edges, ends, strict=True) if a <= b]
        if len(found) == len(edges) and (len(found) > 2 or not _one_person(parse, found)):
            return found
    return []


def _starts(parse: Parse, token: int) -> bool:
    """Whether a list's item can begin at a token: a noun phrase, no clause and no number."""
    return parse.lower[token] in _STARTING or parse.upos[token] in ("NOUN", "PROPN", "ADJ", "DET")


def _within(parse: Parse, above: int, head: int, first: int, joint: int) -> bool:
    """Whether a list's last item hangs on an item before it, which hangs on the first, whatever as."""
    for _ in range(4):
        if above == head:
            return True
        if not first <= above < joint or parse.relations[above] == "nmod":
            return False
        above = parse.heads[above]
    return False


def _end(parse: Parse, head: int, last: int) -> int:
    """Where the last item ends: before a comma behind it."""
    return next((i - 1 for i in range(head + 1, last + 1) if parse.tokens[i].text == ","), last)


def _one_person(parse: Parse, found: list[Tokens]) -> bool:
    """Whether two offices belong to the one whose name stands behind them."""
    (a, b), (c, _) = found
    named = [names_person(parse, *one) for one in found]
    several = any(parse.xpos[i] == "NNS" for i in range(a, b + 1))
    return named[1] and not named[0] and not several and parse.name_at[b] < 0 and parse.lower[c] not in _STARTING


def whole_list(parse: Parse, cue: int, who: Tokens) -> Tokens:
    """The list that a source ends, where the encoder begins in its middle: "Canada, [Britain and the United States] announced"."""
    first, last = _from_its_start(parse, cue, who)
    if first < who[0]:
        return first, last
    subject = next((c for c in parse.children[cue] if parse.relations[c] == "nsubj" and c < first), -1)
    if subject < 0 or parse.tokens[first - 1].text != "," or subject not in parse.ancestors(head_of(parse, first, last)):
        return who
    begins = parse.subtree(subject)[0]
    return (begins, last) if begins < first and len(members(parse, begins, last)) > 2 else who


def _from_its_start(parse: Parse, cue: int, who: Tokens) -> Tokens:
    """A source with the people listed before it: "…, local officials, two medics and [a councillor] said"."""
    first, last = who
    opening = parse.sentences[parse.sentence[first]][0]
    listed = parse.lower[first - 1] == "and" or any(parse.lower[i] == "and" for i in range(first, last + 1))
    if not listed or not last < cue <= last + 2:
        return who
    while first - 2 > opening and (parse.lower[first - 1] == "and" or parse.tokens[first - 1].text == ","):
        end = first - 2 - (parse.tokens[first - 2].text == ",")
        begin = end
        while begin > opening and parse.upos[begin - 1] in ("NOUN", "ADJ", "DET", "NUM", "PROPN"):
            begin -= 1
        n = parse.name_at[end]
        person = n >= 0 and parse.names[n].kind == "PER"
        tells = parse.low_lemmas[end] in tellers() or (begin < end and parse.upos[begin] in ("NUM", "DET"))
        if not (person or (parse.upos[end] == "NOUN" and tells)) or parse.tokens[begin - 1].text != ",":
            break
        first = begin
    return first, last


@cache
def tellers() -> frozenset[str]:
    """Nouns for those who can say something: offices, bodies, groups of people."""
    return roles("person", "body", "people") | frozenset(
        "report reports source sources witness witnesses ombudsman police media watchdog monitor monitors aide medic medics doctor doctors nurse hospital "
        "survivor survivors relative relatives lawyer lawyers analyst analysts diplomat diplomats villager villagers elder elders trader traders peacekeeper soldier rebel fighter insurgent militant protester merchant missionary".split()
    )


def _each_once(parse: Parse, found: list[Tokens]) -> list[Tokens]:
    """A list without the items that only say what the person beside them is: "the mayor, Ann Lee, and the governor", "Ann Lee, a nurse, and
    Karl Brandt", "Ann Lee, doctor and chair of the fund" (one person)."""
    person = [parse.name_at[a] >= 0 and parse.names[parse.name_at[a]].kind == "PER" for a, _ in found]
    offices = [not any(parse.name_at[i] >= 0 for i in range(a, b + 1) if parse.xpos[i] != "POS") and parse.xpos[head_of(parse, a, b)] == "NN" for a, b in found]
    if person and person[0] and not any(person[1:]) and all(parse.xpos[head_of(parse, a, b)] == "NN" and parse.upos[a] != "DET" for a, b in found[1:]):
        return []
    out: list[Tokens] = []
    for n, (a, b) in enumerate(found):
        beside = n + 1 < len(found) and person[n + 1] and parse.lower[a] == "the" and b == a + 1  # "the mayor, Ann Lee"
        behind = n > 0 and person[n - 1] and parse.lower[a] in ("a", "an", "the") and n + 1 < len(found)
        if not (offices[n] and (beside or behind)):
            out.append((a, b))
    return out


def together(parse: Parse, entities: Entities, source: Source, who: Tokens) -> Source:
    """``source``, or all of those that its words name side by side, who are no single entity."""
    names: list[str] = []
    for first, last in _each_once(parse, members(parse, *who)):
        one = credit(parse, entities, first, last)
        if one is None or one.pronoun:
            return source
        name = one.source.name
        head = head_of(parse, first, last)
        named = [parse.names[parse.name_at[i]].kind for i in range(first, last + 1) if parse.name_at[i] >= 0]
        plain = parse.upos[head] == "NOUN" and "PER" not in named
        if name in names or plain:  # the parse may take an item for an apposition to the one before
            name = parse.words(first + (parse.upos[first] == "DET" and first < last), last)
        names.append(name)
    if len(names) < 2:
        return source
    span = parse.span(*who)
    return replace(source, name=f"{', '.join(names[:-1])} and {names[-1]}", entity=None, start=span.start, end=span.end, on_behalf_of=None)
