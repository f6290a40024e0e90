"""Attributions, each with source, cue and contents: the encoder's spans, mended by syntax in one visible order.

1. ``partners``: which spans belong together.
2. ``whose``: source and content that the encoder takes for each other.
3. What it leaves out is found: the clause that the cue governs, the source beside it.
4. ``nothing_said``: acts and silence are dropped.
5. ``own``, ``cut``: contents lose what is not theirs.
6. ``extent``: contents grow to the whole of what was said.
"""

from collections.abc import Sequence

from sayso.statements.before_credit import fronted
from sayso.statements.behind_cue import without_whom
from sayso.statements.cues import cue_head
from sayso.statements.cut import behind_colon, behind_rubric, in_own_relative, in_relative, is_rubric, to_own_deed, to_semicolon
from sayso.statements.draft import Draft
from sayso.statements.extent import whole
from sayso.statements.nothing_said import acts, is_silent, wishes_to_be_unnamed
from sayso.statements.own import instead_of_aside, own_parts, passive_belief, since_semicolon, with_object, without_relative, without_source
from sayso.statements.partners import Group, chosen, grouped, nearest_content, nearest_source, relinked, right_before
from sayso.statements.several import whole_list
from sayso.statements.syntax import CITE, Tokens, clause, quoted_verb, subject
from sayso.statements.whose import (
    accusers,
    ahead_of_clause,
    clause_end,
    expletive,
    inverted,
    people_reached,
    source_behind_rubric,
    swallowed,
    with_name,
    with_title,
)
from sayso.text.parse import AttributionSpan, Parse

__all__ = ["drafts"]


def drafts(parse: Parse, marks: Sequence[bool]) -> list[Draft]:
    """The attributions of a text, in the order of their first word.

    Args:
        parse: The text's parse.
        marks: For each token whether it stands inside quotation marks.
    """
    spans = relinked(parse)
    groups, loose = grouped(spans)
    passed_on = {quoted_verb(parse, h) for h in (cue_head(parse, s.first, s.last) for s in spans if s.role == "cue")}
    taken = {i for s in spans if s.role != "content" for i in range(s.first, s.last + 1)}
    found: list[Draft] = []
    for group in groups:
        if group.cue is None:
            draft = _without_cue(parse, group)
        elif cue_head(parse, group.cue.first, group.cue.last) in passed_on:
            continue  # "saying" of "quoted … as saying": the cue is "quoted"
        else:
            draft = _with_cue(parse, marks, group, group.cue, loose, taken)
        if draft is not None:
            found.append(draft)
    return sorted(found, key=lambda d: min([p[0] for p in d.contents] + ([d.source[0]] if d.source else [])))


def _without_cue(parse: Parse, group: Group) -> Draft | None:
    """A source and what it says with nothing that credits it: "Residents: no water for days"; None for a rubric ("ETHIOPIA: Dozens killed in raid")."""
    parts = [(c.first, c.last) for c in sorted(group.contents)]
    source = chosen(parse, group.sources, -1, parts)
    if source is None or not parts or _nobody(parse, (source.first, source.last)) or is_rubric(parse, (source.first, source.last)):
        return None
    parts = [(behind_rubric(parse, a, b), b) for a, b in parts]
    return _draft(None, source, group.contents, (source.first, source.last), parts)


def _with_cue(parse: Parse, marks: Sequence[bool], group: Group, cue: AttributionSpan, loose: list[int], taken: set[int]) -> Draft | None:
    """What a cue credits somebody with; None where it credits nobody, or with no words."""
    head = cue_head(parse, cue.first, cue.last)
    contents = group.contents or nearest_content(parse, loose, cue)
    parts = [(c.first, c.last) for c in sorted(contents)]
    source = chosen(parse, group.sources, head, parts)
    who: Tokens | None = (source.first, source.last) if source else None
    if who is not None and expletive(parse, head, who):
        who = None  # "it was also reported"
    who, parts = inverted(parse, head, who, own_parts(parse, marks, head, parts))
    who, parts = people_reached(parse, cue, who, parts)
    who, parts = _completed(parse, cue, head, who, parts, loose, taken)
    who, parts = accusers(parse, head, who, parts)
    if acts(parse, marks, head, parts) or (who is not None and _nobody(parse, who)):
        return None
    parts = passive_belief(parse, head, without_relative(parse, head, parts))
    if who is not None and parse.tokens[head].text == ":" and is_rubric(parse, who):
        return None
    who, parts = _trimmed(parse, marks, cue, head, who, parts, taken)
    if not parts or wishes_to_be_unnamed(parse, head, parts) or is_silent(parse, head, parts):
        return None
    credit = _credit(parse, cue, head, who, parts)
    parts = to_own_deed(parse, marks, head, whole(parse, head, credit, parts, taken - set(range(credit[0], credit[1] + 1))))
    return _draft(cue, source, contents, who, parts)


def _draft(cue: AttributionSpan | None, source: AttributionSpan | None, contents: list[AttributionSpan], who: Tokens | None, parts: list[Tokens]) -> Draft:
    used = [s.confidence for s in (cue, source, *contents) if s is not None]
    return Draft(who, (cue.first, cue.last) if cue else None, tuple(parts), sum(used) / len(used) if used else 0.5)


def _nobody(parse: Parse, who: Tokens) -> bool:
    return who[0] == who[1] and parse.lower[who[0]] in ("nobody", "none", "noone")


def _completed(
    parse: Parse, cue: AttributionSpan, head: int, who: Tokens | None, parts: list[Tokens], loose: list[int], taken: set[int]
) -> tuple[Tokens | None, list[Tokens]]:
    """Source and contents with what the encoder leaves out, from the syntax around the cue and from spans without a partner."""
    passes_on = quoted_verb(parse, head) >= 0
    speaks = passes_on or parse.lemmas[head] not in CITE
    if passes_on and (who is None or _outlet_of(parse, head, who)):
        who = subject(parse, head, parts)
    if not parts and speaks:
        if who is not None:
            who = whole_list(parse, head, who)
        parts = since_semicolon(parse, head, who, taken) or [
            p for p in (without_source(parse, head, p, who) for p in clause(parse, head)) if who is None or not p[0] <= who[0] <= p[1]
        ]
    if who is None and parse.lower[head] == "according":
        who, parts = ahead_of_clause(parse, cue, head, parts)
    if who is None:
        who = nearest_source(parse, loose, cue) or subject(parse, head, parts) or right_before(parse, cue)
    if who is None:
        who, parts = swallowed(parse, head, parts)
    if not parts and who is not None and speaks:
        parts = fronted(parse, head, min(cue.first, who[0]), taken | set(range(who[0], clause_end(parse, who[1]) + 1)))
    return who, parts


def _outlet_of(parse: Parse, head: int, who: Tokens) -> bool:
    """Whether a source only quotes: "The governor was quoted by [the daily] as saying that …"."""
    return who[0] <= parse.child(head, "obl:agent") <= who[1] and parse.child(head, "nsubj:pass") >= 0


def _trimmed(
    parse: Parse, marks: Sequence[bool], cue: AttributionSpan, head: int, who: Tokens | None, parts: list[Tokens], taken: set[int]
) -> tuple[Tokens | None, list[Tokens]]:
    """The whole of a source, and contents cut to what it said."""
    if who is not None and parse.lower[head] == "according":
        who, parts = with_name(parse, who, parts)
        parts = in_own_relative(parse, cue.first, who[1], behind_colon(parse, cue.first, parts))
    parts = to_semicolon(parse, marks, head, in_relative(parse, head, with_object(parse, cue, head, without_whom(parse, head, parts))))
    parts = [(behind_rubric(parse, a, b), b) for a, b in parts]
    if who is None:
        return who, parts
    who, parts = with_title(parse, head, who, parts)
    listed = whole_list(parse, head, source_behind_rubric(parse, who))
    if listed[0] < who[0]:
        parts = [without_source(parse, head, p, listed) for p in parts]
    return listed, instead_of_aside(parse, head, min(cue.first, listed[0]), parts, taken)


def _credit(parse: Parse, cue: AttributionSpan, head: int, who: Tokens | None, parts: list[Tokens]) -> Tokens:
    """First and last token of the words that credit: cue and source, with the title that the source's name is in apposition to."""
    if who is None:
        return cue.first, cue.last
    named = subject(parse, head, parts)
    title = named[0] if named is not None and named[0] < who[0] and -1 <= named[1] - who[1] <= 1 else who[0]
    return min(cue.first, title), max(cue.last, who[1])
