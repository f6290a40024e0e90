"""Quotations that go on over sentences and paragraphs.

A statement holds what its speaker says in the paragraph of its cue. What goes on in the paragraphs behind it is one statement more,
by the same speaker and without a cue; so is a quotation that follows on what the same cue only reports.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.statements.cues import stance
from sayso.statements.draft import Draft
from sayso.statements.quotes import quoted
from sayso.statements.said import Context, Said, content_of, draft_id
from sayso.statements.syntax import Tokens
from sayso.types.reading import Span

__all__ = ["continued", "parted"]

_QUOTED: Final = 0.9
"""Share of a sentence's words inside quotation marks from which on it is a quotation."""


def parted(ctx: Context, said: Sequence[Said]) -> list[Said]:
    """The statements with what stands in other paragraphs than the cue, and quotations behind reported speech, made their own."""
    out: list[Said] = []
    for one in said:
        groups = _groups(ctx, one.draft)
        contents = [content_of(ctx, parts) for parts in groups]
        if len(groups) < 2 or not all(contents):
            out.append(one)
            continue
        for n, (parts, content) in enumerate(zip(groups, contents, strict=True)):
            own = n == _own(one.draft, groups)
            statement = replace(one.statement, id=draft_id(content, one.statement.source), content=content, quoted=quoted(ctx.parse, content, ctx.marks))
            out.append(replace(one, statement=statement, draft=replace(one.draft, contents=parts)) if own else _more(ctx, one, parts, statement.content))
    return out


def _groups(ctx: Context, draft: Draft) -> list[tuple[Tokens, ...]]:
    """The contents of a draft by the statements that they make, in text order."""
    parse = ctx.parse
    if draft.cue is None:
        return [draft.contents]
    here = parse.paragraph[draft.cue[0]]
    out: dict[tuple[int, bool], list[Tokens]] = {}
    indirect = False
    for first, last in draft.contents:
        for a, b in _by_paragraph(ctx, first, last):
            side = (parse.paragraph[a] > here) - (parse.paragraph[a] < here)
            own = side == 0 and not _stopped(ctx, draft.cue[0], a, b)
            indirect |= own and not any(ctx.marks[a : b + 1])
            whole = parse.sentences[parse.sentence[a]]
            reported = side == 0 and not own and a > draft.cue[0] and _reports(ctx, *whole)
            if reported:
                a, b = whole
            apart = side == 0 and indirect and not own and (reported or _share(ctx, a, b) >= _QUOTED)
            out.setdefault((side, apart), []).append((a, b))
    return [tuple(parts) for _, parts in sorted(out.items())]


def _stopped(ctx: Context, cue: int, first: int, last: int) -> bool:
    """Whether a full stop stands between a cue and a content: the encoder joins some sentences at quotation marks."""
    return any(ctx.parse.tokens[i].text in (".", "!", "?") for i in (*range(cue, first), *range(last + 1, cue)))


def _own(draft: Draft, groups: Sequence[tuple[Tokens, ...]]) -> int:
    """Which group is the cue's own: the nearest to it."""
    cue = draft.cue[0] if draft.cue else 0
    return min(range(len(groups)), key=lambda n: min(max(a - cue, cue - b, 0) for a, b in groups[n]))


def _by_paragraph(ctx: Context, first: int, last: int) -> list[Tokens]:
    cuts = [first, *(i for i in range(first + 1, last + 1) if ctx.parse.paragraph[i] != ctx.parse.paragraph[i - 1])]
    return list(zip(cuts, [*(c - 1 for c in cuts[1:]), last], strict=True))


def _share(ctx: Context, first: int, last: int) -> float:
    """How much of a stretch is inside quotation marks, by words."""
    words = [i for i in range(first, last + 1) if ctx.parse.upos[i] != "PUNCT"]
    return sum(ctx.marks[i] for i in words) / len(words) if words else 0.0


def continued(ctx: Context, said: Sequence[Said]) -> list[Said]:
    """The statements with quoted sentences that nobody is credited with given to the speaker of the quotation that they go on from.

    They go on when they stand right behind a quotation or its cue, in the same paragraph or at the head of the next.
    """
    parse = ctx.parse
    out = list(said)
    speaker, covered = _speakers(ctx, out)
    for k, (first, last) in enumerate(parse.sentences):
        before = speaker[k - 1] if k else None
        if covered[k] or before is None:
            continue
        step = parse.paragraph[first] - parse.paragraph[parse.sentences[k - 1][1]]
        one = out[before]
        if not _goes_on(ctx, one, first, last, step):
            continue
        content = content_of(ctx, [*one.draft.contents, (first, last)])
        if one.statement.quoted != "indirect" and (step == 0 or one.draft.cue is None) and len(content) <= len(one.statement.content) + 1:
            statement = replace(one.statement, content=content, quoted=quoted(parse, content, ctx.marks))
            out[before] = replace(one, statement=statement, draft=replace(one.draft, contents=(*one.draft.contents, (first, last))))
            speaker[k] = before
        elif content_of(ctx, [(first, last)]):
            out.append(_more(ctx, one, ((first, last),), content_of(ctx, [(first, last)])))
            speaker[k] = len(out) - 1
    return out


def _goes_on(ctx: Context, before: Said, first: int, last: int, step: int) -> bool:
    """Whether a sentence goes on from what was said before: a quotation as a whole, or, right behind it in the same paragraph, words
    that report ("would") with a quotation among them ("It would arrive “on Tuesday, if nobody shoots at it”")."""
    words = [i for i in range(first, last + 1) if ctx.parse.upos[i] != "PUNCT"]
    if len(words) < 3 or step > 1:
        return False
    inside = sum(ctx.marks[i] for i in words)
    if inside >= _QUOTED * len(words):
        return not (step and before.statement.quoted == "indirect")
    return step == 0 and _reports(ctx, first, last)


def _reports(ctx: Context, first: int, last: int) -> bool:
    """Whether a sentence goes on with reported speech and has a quotation in it: "It would arrive “on Tuesday, if nobody shoots at it”"."""
    words = [i for i in range(first, last + 1) if ctx.parse.upos[i] != "PUNCT"]
    would = any(ctx.parse.lower[i] in ("would", "could") and ctx.parse.relations[i] == "aux" for i in words)
    return would and 4 <= sum(ctx.marks[i] for i in words) < len(words)


def _more(ctx: Context, one: Said, parts: tuple[Tokens, ...], content: tuple[Span, ...]) -> Said:
    """A statement more by the speaker of ``one``, without words that credit it."""
    source = replace(one.statement.source, start=None, end=None)
    statement = replace(
        one.statement,
        id=draft_id(content, source),
        cue=None,
        content=content,
        quoted=quoted(ctx.parse, content, ctx.marks),
        source=source,
        stance=stance(ctx.parse, None, parts[0], None, own=lambda subject: ctx.parse.lower[subject] in ("i", "we")),
        confidence=round(0.8 * one.statement.confidence, 3),
    )
    return Said(statement, Draft(None, None, parts, one.draft.confidence), one.head)


def _speakers(ctx: Context, said: Sequence[Said]) -> tuple[list[int | None], list[bool]]:
    """For each sentence the number of the statement made last in it, and whether a content covers it."""
    parse = ctx.parse
    covered = [False] * len(parse.sentences)
    speaker: list[int | None] = [None] * len(parse.sentences)
    for n, s in enumerate(said):
        for first, final in s.draft.contents:
            for k in range(parse.sentence[first], parse.sentence[final] + 1):
                covered[k] = True
                speaker[k] = n
        if s.draft.cue:
            k = parse.sentence[s.draft.cue[0]]
            already = speaker[k]
            if already is None or said[already].statement.content[-1].end <= s.statement.content[-1].end:
                speaker[k] = n
    return speaker, covered
