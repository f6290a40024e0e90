"""Which of the encoder's sources, cues and contents belong together: by its links, else the nearest that has no partner."""

from collections.abc import Sequence
from typing import NamedTuple

from sayso.statements.syntax import CITE, Tokens, quoted_verb, subject
from sayso.text.parse import AttributionSpan, Parse

__all__ = ["Group", "chosen", "grouped", "nearest_content", "nearest_source", "relinked", "right_before"]


class Group(NamedTuple):
    """A cue with the sources and contents that are linked to it; without a cue, those that are linked to each other."""

    cue: AttributionSpan | None
    sources: list[AttributionSpan]
    contents: list[AttributionSpan]


def relinked(parse: Parse) -> list[AttributionSpan]:
    """The encoder's spans, with contents given to the cue that governs them where it links them to another one.

    A sentence that a cue of its own governs is not what the sentence before says. In "claimed, citing two officials, that …" the clause
    belongs to "claimed", and the officials to none.
    """
    spans = parse.attribution
    out = list(spans)
    for i, s in enumerate(spans):
        if s.role != "content" or s.link < 0 or spans[s.link].role != "cue":
            continue
        cue = spans[s.link]
        that = _behind_cited(parse, cue, s)
        above = _cue_at(spans, parse.heads[cue.first]) if that >= 0 else -1
        if above >= 0 and spans[above].first < cue.first:
            out[i] = s._replace(first=that, link=above)
            continue
        if (credit := _credited_behind(spans, parse, i)) >= 0:
            out[i] = s._replace(first=s.first + 1, link=credit)
            continue
        top = parse.top(s.first, s.last)
        own = _cue_at(spans, parse.heads[top]) if parse.relations[top] == "ccomp" else -1
        if own >= 0 and parse.sentence[spans[own].first] == parse.sentence[top] != parse.sentence[cue.first]:
            out[i] = s._replace(link=own)
    return out


def _credited_behind(spans: Sequence[AttributionSpan], parse: Parse, i: int) -> int:
    """The number of an "according to" right behind a content that goes on with "and" behind another's credit: "Two died, the mayor said, [and the port
    is shut], according to the navy"; −1 for none."""
    s = spans[i]
    cue = i + 1
    before = any(c.role == "content" and c.link == s.link and c.last < spans[s.link].first for c in spans)
    behind = cue < len(spans) and spans[cue].role == "cue" and spans[cue].first == s.last + 2 and parse.lower[spans[cue].first] == "according"
    free = behind and not any(c.role == "content" and c.link == cue for c in spans)
    return cue if free and before and spans[s.link].last < s.first and parse.upos[s.first] == "CCONJ" else -1


def _cue_at(spans: Sequence[AttributionSpan], token: int) -> int:
    """The number of the cue that a token is part of, or −1."""
    return next((i for i, s in enumerate(spans) if s.role == "cue" and s.first <= token <= s.last), -1)


def _behind_cited(parse: Parse, cue: AttributionSpan, content: AttributionSpan) -> int:
    """The "that" with which a clause begins behind whom "citing" cites, or −1."""
    if parse.lemmas[cue.first] not in CITE or parse.xpos[cue.first] != "VBG" or quoted_verb(parse, cue.first) >= 0:
        return -1
    whom = parse.child(cue.first, "obj")
    thats = (k for k in range(max(content.first, whom + 1), content.last) if parse.lower[k] == "that" and parse.tokens[k - 1].text == ",")
    return next(thats, -1) if whom > cue.first else -1


def grouped(spans: Sequence[AttributionSpan]) -> tuple[list[Group], list[int]]:
    """Spans by the cue (else the first partner) that they belong to, and the numbers of those that belong to none.

    >>> from sayso.text.parse import AttributionSpan as Span
    >>> said, who, what = Span(1, 1, "cue", -1, 0.9), Span(0, 0, "source", 0, 0.9), Span(2, 5, "content", -1, 0.9)
    >>> groups, loose = grouped([said, who, what])
    >>> len(groups), groups[0].sources == [who], loose
    (1, True, [2])
    """
    members: dict[int, list[AttributionSpan]] = {}
    loose: list[int] = []
    for i, s in enumerate(spans):
        key = i if s.role == "cue" else _key(spans, i)
        if key is None:
            loose.append(i)
        else:
            members.setdefault(key, []).append(s)
    groups = [
        Group(next((s for s in m if s.role == "cue"), None), [s for s in m if s.role == "source"], [s for s in m if s.role == "content"])
        for m in members.values()
    ]
    return groups, loose


def _key(spans: Sequence[AttributionSpan], i: int) -> int | None:
    link = spans[i].link
    if link < 0:
        return i if any(s.link == i for s in spans) else None  # linked to by its partner
    if spans[link].role == "cue":
        return link
    further = spans[link].link
    if further >= 0 and spans[further].role == "cue":
        return further
    return min(i, link)


def chosen(parse: Parse, sources: list[AttributionSpan], cue: int, parts: list[Tokens]) -> AttributionSpan | None:
    """Of several sources linked to one cue that which the syntax names, else the nearest; a bare "the" is none."""
    fit = [s for s in sources if any(parse.upos[i] not in ("DET", "PUNCT", "ADP", "PART") for i in range(s.first, s.last + 1))]
    if len(fit) <= 1 or cue < 0:
        return fit[0] if fit else None
    named = subject(parse, cue, parts)
    return min(fit, key=lambda s: (named is None or not (s.first <= named[1] and named[0] <= s.last), max(s.first - cue, cue - s.last)))


def nearest_content(parse: Parse, loose: list[int], cue: AttributionSpan) -> list[AttributionSpan]:
    """The content, at most one, that belongs to no cue and is nearest to this one in its sentence; it is then no longer loose."""
    best = _nearest(parse, loose, cue, "content")
    return [best] if best is not None else []


def nearest_source(parse: Parse, loose: list[int], cue: AttributionSpan) -> Tokens | None:
    """The source that belongs to no cue and is nearest to this one in its sentence; it is then no longer loose."""
    best = _nearest(parse, loose, cue, "source")
    return (best.first, best.last) if best is not None else None


def right_before(parse: Parse, cue: AttributionSpan) -> Tokens | None:
    """The source that stands right before a cue, whatever else it is linked to: "a diplomat said, according to Le Monde"."""
    found = next((s for s in parse.attribution if s.role == "source" and s.last == cue.first - 1), None)
    return (found.first, found.last) if found is not None and parse.upos[cue.last] == "VERB" else None


def _nearest(parse: Parse, loose: list[int], cue: AttributionSpan, role: str) -> AttributionSpan | None:
    spans = parse.attribution
    same = [i for i in loose if spans[i].role == role and parse.sentence[spans[i].first] == parse.sentence[cue.first]]
    if not same:
        return None
    best = min(same, key=lambda i: min(abs(spans[i].first - cue.last), abs(cue.first - spans[i].last)))
    loose.remove(best)
    return spans[best]
