"""Outlets in the words of a credit, read by their order where the tree hangs them elsewhere: "a shopkeeper reached by phone told Reuters",
"in a video carried by the agency WAM", "the baker, interviewed by Al Jadeed, said"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from sayso.entities import Entities
from sayso.entities.knowledge import body
from sayso.statements.lists import of_media
from sayso.statements.outlets import is_other_body, is_outlet, outlet_name
from sayso.statements.said import Context, Said
from sayso.statements.syntax import Tokens
from sayso.text.parse import Parse

__all__ = ["by_the_same_outlet", "heard"]

_LONGEST: Final = 5  # words in the name of an outlet
_OF_OUTLETS: Final = frozenset("quote cite interview carry broadcast air".split())
"""What only outlets do with somebody's words: whoever is named behind "quoted by" is one."""
_BY_OTHERS: Final = frozenset("publish release distribute relay post run report print contact reach show see obtain view".split())


def heard(parse: Parse, entities: Entities, cue: int, who: Tokens, contents: Sequence[Tokens]) -> tuple[str, ...]:
    """The outlets named in the words that credit a source, outside its contents."""
    first, last = _region(parse, cue, who, contents)
    out: list[str] = []
    listener = cue + 1 if parse.lemmas[cue] == "tell" else -1
    if listener > 0 and parse.lower[listener] in ("him", "her", "them"):
        name = _listens(parse, entities, listener)
        return (name,) if name else ()
    for at, anybody in _places(parse, cue, first, last):
        name = _outlet(parse, entities, at, last, anybody=anybody)
        if name and name not in out:
            out.append(name)
    return tuple(out)


def _listens(parse: Parse, entities: Entities, token: int) -> str | None:
    """The outlet of the reporter whom the sentences before, in the paragraph, have as their subject: "A BBC correspondent saw … […] a man told him"."""
    for i in range(parse.sentences[parse.sentence[token]][0] - 1, -1, -1):
        if parse.paragraph[i] != parse.paragraph[token] or parse.sentence[token] - parse.sentence[i] > _NEAR:
            return None
        if parse.lemmas[i] in _REPORTERS and parse.relations[i] == "nsubj":
            whose = [c for c in parse.children[i] if parse.relations[c] in ("compound", "nmod", "nmod:poss") and is_outlet(parse, entities, c)]
            return outlet_name(parse, entities, whose[0]) if whose else None
    return None


_NEAR: Final = 2  # sentences
_REPORTERS: Final = frozenset("correspondent reporter journalist".split())


def _region(parse: Parse, cue: int, who: Tokens, contents: Sequence[Tokens]) -> Tokens:
    """The words around cue and source, in their sentence, up to the contents, a semicolon or what the source did besides."""
    a, b = parse.sentences[parse.sentence[cue]]
    first, last = min(cue, who[0]), max(cue, who[1])
    inside = {i for x, y in contents for i in range(max(x, a), min(y, b) + 1)}

    def ends(i: int) -> bool:
        return i in inside or parse.tokens[i].text == ";"

    while first > a and not ends(first - 1):
        first -= 1
    while last < b and not ends(last + 1) and not (parse.upos[last + 1] == "CCONJ" and parse.upos[parse.heads[last + 1]] == "VERB"):
        last += 1
    return first, last


def _places(parse: Parse, cue: int, first: int, last: int) -> Iterator[tuple[int, bool]]:
    """Where in a credit an outlet can be named, and whether any name there is one."""
    if parse.lemmas[cue] in ("tell", "let") and parse.upos[cue] == "VERB" and cue < last:
        yield cue + 1, False
    for i in range(first + 1, last):
        if parse.lower[i] == "by" and (parse.lemmas[i - 1] in _OF_OUTLETS or parse.lemmas[i - 1] in _BY_OTHERS):
            yield i + 1, parse.lemmas[i - 1] in _OF_OUTLETS
        elif parse.lower[i] == "to" and parse.lemmas[i - 1] in ("speak", "talk"):
            yield i + 1, False
        elif (
            parse.lower[i] == "whom" and parse.upos[i + 1] == "PROPN" and any(parse.lemmas[k] in ("base", "rely", "cite", "quote") for k in range(i + 1, last))
        ):
            yield i + 1, False  # "an officer, on whom Reuters bases itself, says"
        elif parse.lower[i] in ("with", "to", "for", "on") and parse.low_lemmas[i - 1] in of_media("occasions"):
            yield i + 1, False


def _outlet(parse: Parse, entities: Entities, at: int, last: int, *, anybody: bool) -> str | None:
    """The outlet that the noun phrase beginning at a token names."""
    end = at
    while end <= last and (parse.upos[end] in ("DET", "ADJ", "NOUN", "PROPN", "X") or parse.tokens[end].text in "-'’" or parse.lower[end] in ("'s", "run")):
        end += 1
    for a in range(at, end):
        for b in range(min(a + _LONGEST, end) - 1, a - 1, -1):
            words = parse.words(a, b)
            known = body(words) if words[:1].isupper() else None
            if known is not None and known.kind == "publication":
                found = entities.at[b]
                return entities.get(found).name if found is not None and found in entities.outlets else words
    for k in range(end - 1, at - 1, -1):
        if parse.low_lemmas[k] in of_media("outlets") and parse.name_at[k] < 0 and is_outlet(parse, entities, k):
            return outlet_name(parse, entities, k)
    n = parse.name_at[at] if at < end else -1
    if not anybody or n < 0 or parse.names[n].first != at or parse.names[n].kind in ("LOC", "NORP", "DATE") or is_other_body(parse, at, parse.names[n].last):
        return None
    found = entities.at[at]
    entity = entities.get(found) if found is not None else None
    if entity is not None and (entity.role or entity.of or len(entity.mentions) > 2 or body(entity.name) is not None):
        return None
    return parse.words(at, parse.names[n].last)


def _went_on_air(ctx: Context, one: Said) -> str | None:
    """The outlet on which the sentence before tells that a speaker appeared: "The deputy wept on Radio Homs. “…,” she said"."""
    parse, entities = ctx.parse, ctx.entities
    if one.draft.source is None or one.statement.quoted != "direct" or one.statement.source.kind == "publication":
        return None
    first, last = one.draft.source
    begins = parse.sentences[parse.sentence[one.draft.contents[0][0]]][0]
    if first != last or parse.lower[first] not in ("he", "she") or begins == 0 or parse.paragraph[begins - 1] != parse.paragraph[begins]:
        return None
    a, b = parse.sentences[parse.sentence[begins - 1]]
    named = any(entities.at[i] == one.statement.source.entity and parse.name_at[i] >= 0 for i in range(a, b + 1))
    at = next((i + 1 for i in range(b - 1, a, -1) if parse.lower[i] == "on" and parse.name_at[i + 1] >= 0), -1)
    return _outlet(parse, entities, at, b, anybody=False) if named and at > 0 else None


def by_the_same_outlet(ctx: Context, said: Sequence[Said]) -> list[Said]:
    """The statements with the outlets of the one before for whoever goes on speaking in its paragraph, called "he" or "the official" or not
    called anew: "told Reuters that …, adding that …", "“…,” she told the BBC. “…,” she said"."""
    parse = ctx.parse
    out = [s if s.statement.via or not (on := _went_on_air(ctx, s)) else replace(s, statement=replace(s.statement, via=(on,))) for s in said]
    for n in range(1, len(out)):
        one, before = out[n], out[n - 1]
        if one.statement.via or not before.statement.via or one.draft.source is None or one.draft.cue is None or before.draft.cue is None:
            continue
        source = one.statement.source
        if (
            source.name != before.statement.source.name
            or source.kind == "publication"
            or (one.statement.made or before.statement.made) != before.statement.made
        ):
            continue
        first, last = one.draft.source
        step = parse.paragraph[one.draft.cue[0]] - parse.paragraph[before.draft.cue[0]]
        anew = any(parse.name_at[i] >= 0 for i in range(first, last + 1)) or parse.lower[first] in ("another", "a", "an", "one", "other", "two")
        again = one.draft.source != before.draft.source and anew
        if source.kind == "organisation" and one.draft.source != before.draft.source:
            continue  # a body speaks in many places
        if step not in (0, 1 if one.statement.quoted == "direct" else 0) or again or parse.lemmas[one.draft.cue[0]] == "tell":
            continue
        out[n] = replace(one, statement=replace(one.statement, via=before.statement.via))
    return out
