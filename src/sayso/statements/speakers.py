"""Whom a pronoun or a bare role noun credits where the entities leave it open: one who was credited shortly before."""

from collections.abc import Sequence
from dataclasses import replace

from sayso.statements.drafts import Draft
from sayso.statements.said import Context, Said
from sayso.statements.sources import Credited
from sayso.text.parse import Parse

__all__ = ["same_description", "same_speaker"]

_FAR = 5  # paragraphs over which "the official" still means the last official


def same_speaker(ctx: Context, draft: Draft, before: Sequence[Said]) -> Credited | None:
    """Whom "he", "she", "it" or "they" credits: who spoke last, in the sentence before or this one, if it can be that and the
    words are not about that one ("He will meet the president," he said)."""
    assert draft.source is not None
    parse = ctx.parse
    first, last = draft.source
    word = parse.lower[first]
    if not before or first != last or word not in ("he", "she", "it", "they"):
        return None
    previous = before[-1]
    source = previous.statement.source
    said_at = previous.draft.contents[-1][1]
    if said_at > first or parse.sentence[first] - parse.sentence[said_at] > 1 or not _agrees(ctx, word, previous):
        return None
    if source.entity and any(ctx.entities.at[i] == source.entity and parse.name_at[i] >= 0 for a, b in draft.contents for i in range(a, b + 1)):
        return None
    span = parse.span(first, last)
    return Credited(replace(source, start=span.start, end=span.end), first, pronoun=True)


def _agrees(ctx: Context, word: str, previous: Said) -> bool:
    source, head = previous.statement.source, previous.head
    kind = ctx.entities.get(source.entity).kind if source.entity else None
    several = head is not None and (ctx.parse.xpos[head] in ("NNS", "NNPS") or any(ctx.parse.relations[c] == "conj" for c in ctx.parse.children[head]))
    if word == "they":
        return several or kind == "group"
    if several:
        return False
    if word == "it":
        return kind in ("organisation", "place") or source.kind in ("organisation", "publication", "document")
    return kind == "person" or (kind is None and source.kind == "anonymous")


def same_description(ctx: Context, who: Credited, before: Sequence[Said]) -> Credited:
    """``who``, or the earlier source that "the official" repeats: the last one described by the same noun and more words, in
    the paragraphs before. Only for a bare definite description; "a second official" is somebody else."""
    parse, head = ctx.parse, who.head
    if who.pronoun or parse.name_at[head] >= 0 or not _bare(parse, head) or who.source.name.lower() != parse.lower[head]:
        return who
    for other in reversed(before):
        if other.head is None or parse.paragraph[head] - parse.paragraph[other.head] > _FAR:
            continue
        source = other.statement.source
        if parse.lower[other.head] == parse.lower[head] and other.head < head and source.name.lower() != who.source.name.lower():
            return replace(who, source=replace(source, start=who.source.start, end=who.source.end))
    return who


def _bare(parse: Parse, head: int) -> bool:
    """Whether a noun has "the", "this" or "that" and nothing else in front of it."""
    front = [c for c in parse.children[head] if c < head and parse.upos[c] != "PUNCT" and parse.relations[c] != "case"]
    return bool(front) and all(parse.lower[c] in ("the", "this", "that") for c in front)
