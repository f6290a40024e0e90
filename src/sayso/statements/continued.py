"""Quotations that go on over sentences and paragraphs."""

from dataclasses import replace

from sayso.statements.cues import stance
from sayso.statements.drafts import Draft
from sayso.statements.said import Context, Said, content_of, draft_id

__all__ = ["continued"]


def continued(ctx: Context, said: list[Said]) -> list[Said]:
    """The statements with those of quoted sentences that nobody is credited with, given to the speaker of the quotation that
    they go on from.

    They go on when they stand right behind a quotation or its cue, in the same paragraph or at the head of the next.
    """
    parse = ctx.parse
    speaker, covered = _speakers(ctx, said)
    out = list(said)
    for k, (first, last) in enumerate(parse.sentences):
        before = speaker[k - 1] if k else None
        if covered[k] or before is None:
            continue
        words = [i for i in range(first, last + 1) if parse.upos[i] != "PUNCT"]
        near = parse.paragraph[first] - parse.paragraph[parse.sentences[k - 1][1]] <= 1
        if len(words) < 3 or not near or sum(ctx.marks[i] for i in words) < 0.9 * len(words):
            continue
        if before.statement.quoted == "indirect" and parse.paragraph[first] != parse.paragraph[parse.sentences[k - 1][1]]:
            continue
        content = content_of(ctx, [(first, last)])
        if not content:
            continue
        statement = replace(
            before.statement,
            id=draft_id(content, before.statement.source),
            cue=None,
            content=content,
            quoted="direct",
            source=replace(before.statement.source, start=None, end=None),
            stance=stance(parse, None, (first, last), None, own=lambda subject: parse.lower[subject] in ("i", "we")),
            confidence=round(0.8 * before.statement.confidence, 3),
        )
        more = Said(statement, Draft(None, None, ((first, last),), before.draft.confidence), before.head)
        out.append(more)
        speaker[k] = more
    return out


def _speakers(ctx: Context, said: list[Said]) -> tuple[list[Said | None], list[bool]]:
    """For each sentence who spoke last in it, and whether a content covers it."""
    parse = ctx.parse
    covered = [False] * len(parse.sentences)
    speaker: list[Said | None] = [None] * len(parse.sentences)
    for s in said:
        for first, final in s.draft.contents:
            for k in range(parse.sentence[first], parse.sentence[final] + 1):
                covered[k] = True
                speaker[k] = s
        if s.draft.cue:
            k = parse.sentence[s.draft.cue[0]]
            already = speaker[k]
            if already is None or already.statement.content[-1].end <= s.statement.content[-1].end:
                speaker[k] = s
    return speaker, covered
