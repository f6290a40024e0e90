"""Which statement a denial or a dispute answers."""

from collections.abc import Sequence

from sayso.text.parse import Parse
from sayso.types.reading import Statement

__all__ = ["answered"]

_FAR = 1500  # characters: an answer stands near what it answers
_ENOUGH = 0.3
_ANSWERS = frozenset(("denies", "disputes", "doubts"))


def answered(parse: Parse, statement: Statement, before: Sequence[Statement]) -> str | None:
    """The id of the earlier statement by another source that ``statement`` denies, disputes or doubts.

    That whose words it repeats most; where it only points ("the claim", "the latter", "this"), the one just before. None
    where neither holds.
    """
    if statement.stance not in _ANSWERS:
        return None
    start = statement.content[0].start
    words = _words(parse, statement)
    best: tuple[float, int, str] | None = None
    last: Statement | None = None
    for other in before:
        gap = start - other.content[-1].end
        if gap < 0 or gap > _FAR or other.source.name == statement.source.name or other.within:
            continue
        shared = words & _words(parse, other)
        score = len(shared) / max(1, min(len(words), 8))
        if score >= _ENOUGH and len(shared) >= min(2, len(words) - 1) and shared and (best is None or (score, -gap) > best[:2]):
            best = score, -gap, other.id
        last = other
    if best is not None:
        return best[2]
    if last is not None and _anaphoric(parse, statement):
        return last.id
    return None


def _words(parse: Parse, statement: Statement) -> frozenset[str]:
    out = set()
    for span in statement.content:
        first, final = parse.tokens_in(span.start, span.end)
        out |= {parse.lemmas[i].lower() for i in range(first, final + 1) if parse.upos[i] in ("NOUN", "PROPN", "VERB", "NUM", "ADJ")}
    return frozenset(out)


def _anaphoric(parse: Parse, statement: Statement) -> bool:
    first, final = parse.tokens_in(statement.content[0].start, statement.content[0].end)
    words = parse.lower[first : final + 1][:4]
    nouns = {"claim", "claims", "report", "reports", "accusation", "accusations", "allegation", "allegations", "charge", "charges", "statement", "account", "figure",
             "figures", "toll", "latter", "assertion", "assertions", "version"}  # fmt: skip
    return bool(words) and (words[0] in ("this", "it", "that", "them", "these", "those") or bool(nouns & set(words)))
