"""Contents cut to what was said: behind rubrics and colons, up to semicolons and to what the source did besides."""

from collections.abc import Sequence

from sayso.statements.cues import is_cue
from sayso.statements.sources import states
from sayso.statements.syntax import Tokens, has_finite, steps_out
from sayso.text.parse import Parse

__all__ = ["behind_colon", "behind_rubric", "counts_on", "in_own_relative", "in_relative", "is_rubric", "to_own_deed", "to_semicolon"]


def behind_rubric(parse: Parse, first: int, last: int) -> int:
    """Where a content begins that the encoder lets begin with the place before its headline: "Kenya: dozens hurt"."""
    colon = next((k for k in range(first, min(first + 4, last)) if parse.tokens[k].text == ":"), -1)
    return colon + 1 if colon > first and is_rubric(parse, (first, colon - 1)) else first


def to_semicolon(parse: Parse, marks: Sequence[bool], cue: int, parts: list[Tokens]) -> list[Tokens]:
    """Contents behind a cue up to a semicolon outside quotation marks with a clause of its own behind it: "said two had died; nobody has claimed
    it"; those before a cue from the semicolon on where what stands before it has its own: "The army denied that; it had fired at rebels, it said"."""
    parts = [_behind_semicolon(parse, marks, cue, a, b) if b < cue else (a, b) for a, b in parts if not _closed(parse, marks, cue, (a, b), parts)]
    stop = -1
    for k in (i for a, b in parts if a > cue for i in range(a, parse.sentences[parse.sentence[cue]][1])):
        if parse.tokens[k].text == ";" and not marks[k]:
            stop = k
            break
    end = parse.sentences[parse.sentence[cue]][1]
    if stop < 0 or parse.lower[stop + 1] in ("and", "but", "that") or not has_finite(parse, stop + 1, end) or counts_on(parse, stop):
        return parts
    out = [(a, min(b, stop - 1)) if a > cue else (a, b) for a, b in parts if a < stop]
    return [(a, b) for a, b in out if a <= b] or parts


def _closed(parse: Parse, marks: Sequence[bool], cue: int, part: Tokens, parts: list[Tokens]) -> bool:
    """Whether a part is a clause that a semicolon closes, before the part that a credit stands in: "It has counted 30; most, it says, were old"."""
    k = part[1] + 1
    return k < cue and parse.tokens[k].text == ";" and not marks[k] and has_finite(parse, *part) and any(k < a < cue for a, _ in parts)


def _behind_semicolon(parse: Parse, marks: Sequence[bool], cue: int, first: int, last: int) -> Tokens:
    stop = next((k for k in range(last - 1, first, -1) if parse.tokens[k].text == ";" and not marks[k]), -1)
    if stop < 0 or parse.sentence[stop] != parse.sentence[cue] or not has_finite(parse, stop + 1, last) or counts_on(parse, stop):
        return first, last
    if not parse.opens_paragraph(parse.sentences[parse.sentence[cue]][0]) and has_finite(parse, first, stop - 1):
        return stop + 1, last  # "Soldiers guard the airport; they are safe, the minister said"; what opens an item may tell all of one matter
    said = any(parse.upos[k] == "VERB" and is_cue(parse, k) and parse.child(k, "nsubj") >= 0 and not marks[k] for k in range(first, stop))
    return (stop + 1, last) if said else (first, last)


def counts_on(parse: Parse, stop: int) -> bool:
    """Whether the clause behind a semicolon goes on with those whom the clause before it counts: "1,900 are waiting; [167 were flown out]", of whom
    only a number is said."""
    end = parse.sentences[parse.sentence[stop]][1]
    k = next((k for k in range(stop + 1, min(stop + 5, end)) if parse.upos[k] == "NUM"), -1)
    return k > 0 and parse.relations[k].startswith("nsubj") and not any(parse.upos[i] in ("NOUN", "PROPN", "VERB") for i in range(stop + 1, k))


def in_relative(parse: Parse, cue: int, parts: list[Tokens]) -> list[Tokens]:
    """Contents of a cue in a relative clause up to that clause's end: "The minister, who accused Oslo of delay, will resign"."""
    noun = parse.heads[cue]
    if parse.relations[cue] != "acl:relcl" or noun < 0 or parse.heads[noun] <= cue:
        return parts
    end = parse.subtree(cue)[1]
    return [(a, min(b, end)) if cue < a <= end < parse.heads[noun] <= b else (a, b) for a, b in parts]


def to_own_deed(parse: Parse, marks: Sequence[bool], cue: int, parts: list[Tokens]) -> list[Tokens]:
    """Contents behind a cue up to what the source did besides: "said it would answer and summoned the envoy"."""
    out = []
    for a, b in parts:
        told = next((c for c in parse.children[cue] if parse.relations[c] == "ccomp" and a <= c <= b), -1)
        deeds = [c for c in parse.children[told] if told < c <= b and parse.relations[c] == "conj"] if told >= 0 else []
        stop = next((c for c in deeds if not marks[c] and steps_out(parse, c, told)), -1)
        if stop > 0:
            first = min([stop, *(c for c in parse.children[stop] if told < c < stop and parse.relations[c] in ("cc", "punct", "advmod"))])
            b = first - 1 - (parse.tokens[first - 1].text == ",")
        out.append((a, b))
    return out


def behind_colon(parse: Parse, cue: int, parts: list[Tokens]) -> list[Tokens]:
    """Contents of a credit behind a colon without what stands before it: "The army denies this: according to its spokesman, …"."""
    if cue == 0 or parse.tokens[cue - 1].text != ":" or not any(a > cue for a, _ in parts):
        return parts
    return [(a, b) for a, b in parts if a > cue]


def in_own_relative(parse: Parse, cue: int, credited: int, parts: list[Tokens]) -> list[Tokens]:
    """Contents of a credit right behind a relative pronoun without what stands before it, where its source ends at ``credited``: "troops, who are, according to the mayor, leaving"."""
    near = range(cue - 2, max(cue - 5, 0), -1) if cue > 1 and parse.tokens[cue - 1].text == "," else range(0)
    who = next((k for k in near if parse.xpos[k] in ("WP", "WDT", "WP$")), -1)
    opens = (
        who > 0 and all(parse.lemmas[k] in ("be", "have") for k in range(who + 1, cue - 1)) and "," in (parse.tokens[who - 1].text, parse.tokens[who - 2].text)
    )
    if not opens:
        return parts
    end = parse.sentences[parse.sentence[cue]][1]
    rest = [(credited + 2, end)] if credited + 2 < end and parse.tokens[credited + 1].text == "," else parts
    return [(a, b) for a, b in parts if a > cue] or rest


def is_rubric(parse: Parse, who: Tokens) -> bool:
    """Whether a place before a colon, at a line's head, only says where what follows happened."""
    first, last = who
    n = parse.name_at[first]
    colon = last + 1 < len(parse) and parse.tokens[last + 1].text == ":"
    place = (n >= 0 and parse.names[n].kind == "LOC" and parse.names[n].last == last) or parse.words(first, last).lower() in states()
    return parse.opens_paragraph(first) and colon and place
