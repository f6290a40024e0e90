"""How far a content reaches, from the syntax around its cue: before a credit in passing (``before_credit``), behind that (``resumed``), or behind
a cue (``behind_cue``)."""

from collections.abc import Container
from itertools import pairwise
from typing import Final

from sayso.statements.before_credit import clauses_before
from sayso.statements.behind_cue import clause_behind
from sayso.statements.cut import counts_on
from sayso.statements.lists import of_cues, of_media
from sayso.statements.resumed import is_cleft, resumed
from sayso.statements.syntax import CITE, Tokens, has_finite
from sayso.text.parse import Parse

__all__ = ["whole"]


_RANKS: Final = frozenset("first second third fourth fifth latest last worst".split())
_SPANS: Final = frozenset("minutes hours days weeks months years shortly soon".split())
_FATES: Final = frozenset("dead killed injured wounded hurt missing displaced homeless detained arrested sick".split())
"""What becomes of those who are counted, in the words of tallies."""


def whole(parse: Parse, cue: int, credit: Tokens, parts: list[Tokens], taken: Container[int]) -> list[Tokens]:
    """Contents grown to the whole of the clause that the cue governs.

    Args:
        parse: The text's parse.
        cue: Head of the cue.
        credit: First and last token of source and cue together.
        parts: The contents, in order.
        taken: Tokens of other attributions' sources and cues, which no content grows over.
    """
    out = []
    further: Tokens | None = None
    for part in parts:
        if parse.sentence[part[0]] == parse.sentence[part[1]] == parse.sentence[cue]:
            if part[1] < credit[0]:
                part = clauses_before(parse, cue, credit[0], part, taken)
                further = resumed(parse, credit[1], part, taken)
            elif part[0] > cue:
                part = _with_count(parse, clause_behind(parse, cue, credit[1], part, taken), taken)
                part = _with_share(parse, _with_setting(parse, cue, _with_list(parse, part, taken), taken), taken)
            part = _without_ends(parse, cue, *_behind_link(parse, *part))
        out.append(part)
    out = [*out[:-1], *_counted_on(parse, credit, out[-1], taken)] if out and further is None else out
    if further is not None and not any(b >= further[0] for _, b in out):
        out.append(further)
    return _of_the_cue(parse, credit, out)


def _counted_on(parse: Parse, credit: Tokens, part: Tokens, taken: Container[int]) -> list[Tokens]:
    """The last content with the clause behind its semicolon, or behind the credit's, that goes on counting: "40 fled, she said; 12 were caught"."""
    stop = max(part[1], credit[1]) + 1
    if stop >= len(parse) or parse.tokens[stop].text != ";" or parse.sentence[stop] != parse.sentence[credit[0]] or not counts_on(parse, stop):
        return [part]
    end = next((k for k in range(stop + 1, parse.sentences[parse.sentence[stop]][1]) if parse.tokens[k].text == ";"), parse.sentences[parse.sentence[stop]][1])
    if any(k in taken for k in range(stop, end + 1)) or not has_finite(parse, stop, end):
        return [part]
    end -= parse.upos[end] == "PUNCT"
    return [(part[0], end)] if part[1] > credit[1] else [part, (stop + 1, end)]


def _with_count(parse: Parse, part: Tokens, taken: Container[int]) -> Tokens:
    """A content that counts with the next count, which the parse may take for a deed of the source's: "counts 23 dead [and 71 injured]"."""
    last = part[1]
    stop = last + 3
    if last < 1 or stop > parse.sentences[parse.sentence[last]][1] or parse.lower[last + 1] != "and" or any(k in taken for k in range(last + 1, stop + 1)):
        return part
    two = parse.upos[last - 1] == parse.upos[last + 2] == "NUM" and parse.lower[last] in _FATES and parse.lower[stop] in _FATES
    return (part[0], stop) if two else part


def _with_list(parse: Parse, part: Tokens, taken: Container[int]) -> Tokens:
    """A content with the figures behind its colon: "counted 21 dead: nine in Homs, twelve in Hama"."""
    colon, end = part[1] + 1, parse.sentences[parse.sentence[part[1]]][1]
    if colon >= end or parse.tokens[colon].text != ":" or "NUM" not in parse.upos[part[0] : colon] or "NUM" not in parse.upos[colon : colon + 3]:
        return part
    if any(k in taken for k in range(colon, end + 1)):
        return part
    return part[0], end - (parse.upos[end] == "PUNCT")


def _with_setting(parse: Parse, cue: int, part: Tokens, taken: Container[int]) -> Tokens:
    """A count with where and when it holds, which the parse may hang on the cue: "has counted 80 killings [in Centre between March and May]"; not
    with the day on which it was told."""
    last = part[1]
    if parse.upos[cue] != "VERB" or "NUM" not in parse.upos[part[0] : last + 1] or has_finite(parse, *part):
        return part
    while True:
        behind = next((c for c in parse.children[cue] if parse.relations[c].partition(":")[0] == "obl" and parse.subtree(c)[0] == last + 1), -1)
        if behind < 0 or parse.lower[last + 1] not in of_cues("settings") or any(k in taken for k in range(last + 1, parse.subtree(behind)[1] + 1)):
            return part[0], last
        last = parse.subtree(behind)[1]


def _with_share(parse: Parse, part: Tokens, taken: Container[int]) -> Tokens:
    """A count with what is told of some of those counted: "puts the displaced at 191,000, [of whom 58,000 are in Daraa]", "…, most of them women"."""
    comma, end = part[1] + 1, parse.sentences[parse.sentence[part[1]]][1]
    if comma + 2 >= end or parse.tokens[comma].text != "," or "NUM" not in parse.upos[part[0] : comma]:
        return part
    words = parse.lower[comma + 1 : comma + 5]
    share = words[0] == "including" or any(a == "of" and b in ("whom", "which", "them", "these") for a, b in pairwise(words)) or words[:2] == ["among", "them"]
    if not share:
        return part
    stop = next((k for k in range(comma + 1, end + 1) if k in taken or parse.tokens[k].text == ";" or parse.lower[k] in of_cues("turns")), end + 1)
    if stop in taken and stop <= end:
        return part
    while parse.upos[stop - 1] in ("PUNCT", "CCONJ"):
        stop -= 1
    return part[0], max(stop - 1, part[1])


def _of_the_cue(parse: Parse, credit: Tokens, parts: list[Tokens]) -> list[Tokens]:
    """Parts without what belongs to the credit: who the source is, how it knows, a word that only links."""
    if len(parts) > 1:  # ", whose figures the UN trusts" belongs to the source before it
        owners = [p for p in parts if credit[1] < p[0] <= credit[1] + 2 and parse.lower[p[0]] in ("whose", "which", "who")]
        parts = [p for p in parts if p not in owners or is_cleft(parse, parts[0][0], p[0])] or parts
    if any(b < credit[0] and has_finite(parse, a, b) for a, b in parts):
        parts = [p for p in parts if not (p[0] > credit[1] and _comments(parse, *p))]
    if any(b < credit[0] for _, b in parts):  # "…, it says, relying on lists of the authorities": how it knows
        leaning = CITE | of_media("leaning")
        how = min((p[0] for p in parts if p[0] > credit[1] and parse.xpos[p[0]] == "VBG" and parse.lemmas[p[0]] in leaning), default=len(parse))
        parts = [p for p in parts if p[0] < how]
    return [p for p in parts if len(parts) == 1 or p[1] > p[0] or parse.lower[p[0]] not in of_cues("links")]


def _comments(parse: Parse, first: int, last: int) -> bool:
    """Whether what stands behind a credit in passing is the publisher's view of what was said: ", the first deaths since March", ", hours after the
    army had denied it", ", while the army moved more people out"; a clause with "as" may be either's."""
    if parse.tokens[first - 1].text != "," and parse.tokens[first].text != ",":
        return False
    first += parse.tokens[first].text == ","
    if parse.lower[first] in ("the", "a", "an", "its", "their"):
        near = range(first + 1, min(first + 4, last))
        return any(parse.xpos[k] == "JJS" or parse.lower[k] in _RANKS for k in near) and not has_finite(parse, first, min(first + 5, last))
    after = parse.lower[first + 1 : first + 2] in (["after"], ["before"]) and parse.lower[first] in _SPANS
    return after or (parse.lower[first] in ("while", "whereas") and parse.relations[first] == "mark" and has_finite(parse, first, last))


def _behind_link(parse: Parse, first: int, last: int) -> Tokens:
    """A content without the word that links its sentence to the one before: "However, …", "But …"."""
    if first == parse.sentences[parse.sentence[first]][0] and parse.lower[first] in of_cues("links"):
        comma = first + 1 < last and parse.tokens[first + 1].text == ","
        if comma or parse.upos[first] == "CCONJ":
            return first + (2 if comma else 1), last
    return first, last


def _without_ends(parse: Parse, cue: int, first: int, last: int) -> Tokens:
    """A content without a relative pronoun or a remark of the publisher's behind it (", which", ", without giving details"), and
    without the "is" of "what he says is the port"."""
    for k in range(last, max(first, last - 12), -1):
        if parse.lower[k] == "without" and parse.tokens[k - 1].text == "," and k < last and parse.lemmas[k + 1] in of_cues("withheld"):
            last = k - 1
    while last > first and (
        parse.tokens[last].text == ","
        or (last < cue and parse.lower[last] in ("as", "so") and parse.tokens[last - 1].text == ",")
        or (parse.upos[last] == "PRON" and parse.lower[last] in ("which", "who") and parse.tokens[last - 1].text == ",")
    ):
        last -= 1
    what = parse.heads[cue]
    if first > cue and first < last and parse.relations[cue] == "acl:relcl" and parse.lower[what] == "what" and parse.lemmas[first] == "be":
        first += 1
    return first, last
