"""Which statement a denial or a dispute answers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.statements.cues import is_negated, main_word
from sayso.text.parse import Parse
from sayso.types.kinds import DOUBTING
from sayso.types.reading import Statement

__all__ = ["answered"]

_FAR: Final = 1500  # characters: an answer stands near what it answers
_NEAR: Final = 400  # a plain negative sentence answers only what was said just before
_ENOUGH: Final = 0.3


def answered(parse: Parse, statement: Statement, before: Sequence[Statement]) -> Statement:
    """The statement with the id of the earlier one by another source that it denies, disputes or doubts.

    That whose words it repeats most; where it only points ("the claim", "the latter", "this"), the one just before; none where
    neither holds. What plainly says the opposite of another's words ("we did not shell the town") is itself a denial, and so
    is what a negative sentence adds to a denial right before it.
    """
    if statement.stance in DOUBTING:
        found = _repeated(parse, statement, before, _FAR, _ENOUGH)
        if found is None and _anaphoric(parse, statement):
            found = next((o for o in reversed(before) if _other(statement, o, _FAR)), None)
        return replace(statement, about=found.id) if found is not None else statement
    if statement.stance != "asserts" or statement.within or not _negative(parse, statement):
        return statement
    found = _repeated(parse, statement, before, _NEAR, 2 * _ENOUGH)
    if found is not None and not _negative(parse, found) and found.stance == "asserts":
        return replace(statement, stance="denies", about=found.id)
    denial = before[-1] if before else None
    if denial is not None and denial.stance in ("denies", "disputes") and _goes_on(parse, denial, statement):
        return replace(statement, stance="denies", about=denial.about)
    return statement


def _repeated(parse: Parse, statement: Statement, before: Sequence[Statement], far: int, enough: float) -> Statement | None:
    """The other's statement, not further before than ``far`` characters, of which this one repeats the most words."""
    words = _words(parse, statement)
    best: tuple[float, int, Statement] | None = None
    for other in before:
        if not _other(statement, other, far) or other.within:
            continue
        shared = words & _words(parse, other)
        score = len(shared) / max(1, min(len(words), 8))
        gap = statement.content[0].start - other.content[-1].end
        if len(shared) == 1 and _paragraph(parse, statement) - _paragraph(parse, other) > 1:
            continue  # one word is too little for what was said long ago: "struck 40 targets … denied targeting civilians"
        if score >= enough and len(shared) >= min(2, len(words) - 1) and shared and (best is None or (score, -gap) > best[:2]):
            best = score, -gap, other
    return best[2] if best is not None else None


def _paragraph(parse: Parse, statement: Statement) -> int:
    return parse.paragraph[parse.tokens_in(statement.content[0].start, statement.content[0].end)[0]]


def _other(statement: Statement, other: Statement, far: int) -> bool:
    gap = statement.content[0].start - other.content[-1].end
    same = other.source.name == statement.source.name or (other.source.entity is not None and other.source.entity == statement.source.entity)
    return 0 <= gap <= far and not same


def _negative(parse: Parse, statement: Statement) -> bool:
    first, last = parse.tokens_in(statement.content[0].start, statement.content[0].end)
    main = main_word(parse, first, last) if first <= last else None
    return main is not None and is_negated(parse, main)


def _goes_on(parse: Parse, denial: Statement, statement: Statement) -> bool:
    """Whether a statement begins the sentence behind a denial, in its paragraph, in quotation marks: the denial's wording."""
    last = parse.tokens_in(denial.content[-1].start, denial.content[-1].end)[1]
    first = parse.tokens_in(statement.content[0].start, statement.content[0].end)[0]
    return statement.quoted != "indirect" and parse.paragraph[first] == parse.paragraph[last] and parse.sentence[first] - parse.sentence[last] == 1


def _words(parse: Parse, statement: Statement) -> frozenset[str]:
    out = set()
    for span in statement.content:
        first, final = parse.tokens_in(span.start, span.end)
        out |= {parse.low_lemmas[i] for i in range(first, final + 1) if parse.upos[i] in ("NOUN", "PROPN", "VERB", "NUM", "ADJ")}
    return frozenset(out)


_ACCOUNTS: Final = frozenset(
    "claim claims report reports accusation accusations allegation allegations charge charges statement account figure figures toll latter assertion assertions "
    "version".split()
)


def _anaphoric(parse: Parse, statement: Statement) -> bool:
    """Whether a content only points back: "this", "the claim", but not "claims of the enemy about the bridge"."""
    first, final = parse.tokens_in(statement.content[0].start, statement.content[0].end)
    words = parse.lower[first : final + 1]
    at = next((n for n, w in enumerate(words[:4]) if w in _ACCOUNTS), None)
    bare = at is not None and (at + 1 == len(words) or words[at + 1] not in ("of", "by", "about", "from", "that"))
    return bool(words) and (words[0] in ("as", "this", "it", "that", "them", "these", "those", "him", "her") or bare)
