"""Statements whose source only the next sentence gives."""

from collections.abc import Sequence
from dataclasses import replace

from sayso.statements.assemble import state
from sayso.statements.cues import cue_head
from sayso.statements.draft import Draft
from sayso.statements.said import Context, Said
from sayso.text.parse import Parse

__all__ = ["credited_later"]


def credited_later(ctx: Context, nameless: Sequence[Draft], said: Sequence[Said]) -> list[Said]:
    """Statements of drafts without a source whose source the next sentence gives: "The bridge is said to be mined. According to
    an engineer, these charges were seen." The next sentence must be credited and take up a thing of the first."""
    parse = ctx.parse
    out = []
    for draft in nameless:
        if draft.cue is None or not draft.contents:
            continue
        k = parse.sentence[draft.cue[0]]
        then = next((s for s in said if s.draft.source and parse.sentence[s.draft.source[0]] == k + 1), None)
        if then is None or then.draft.source is None or parse.sentence[then.draft.contents[0][0]] != k + 1:
            continue
        first, last = then.draft.contents[0]
        if parse.paragraph[first] != parse.paragraph[draft.cue[0]] or not any(
            parse.lower[i] in ("this", "these", "such", "that", "those") and parse.upos[i] == "DET" for i in range(first, min(first + 3, last) + 1)
        ):
            continue
        one = state(ctx, replace(draft, source=then.draft.source, contents=_whole_clause(parse, draft)))
        if one is not None:
            out.append(replace(one, statement=replace(one.statement, confidence=round(0.6 * one.statement.confidence, 3))))
    return out


def _whole_clause(parse: Parse, draft: Draft) -> tuple[tuple[int, int], ...]:
    """The content of a passive cue with its subject: "Russia is said to send troops" claims that Russia sends them."""
    assert draft.cue is not None
    who = parse.child(cue_head(parse, *draft.cue), "nsubj", "nsubj:pass")
    if who < 0 or any(a <= who <= b for a, b in draft.contents):
        return draft.contents
    first = parse.subtree(who)[0]
    return ((first, max(b for _, b in draft.contents)),) if first < draft.contents[0][0] else draft.contents
