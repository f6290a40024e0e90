"""Which statement a stretch of text belongs to."""

from collections.abc import Sequence

from sayso.types.reading import Statement

__all__ = ["statement_of"]


def statement_of(statements: Sequence[Statement], start: int) -> str | None:
    """The id of the innermost statement whose content covers the character at ``start``; None in the publisher's own voice."""
    best: Statement | None = None
    size = 0
    for s in statements:
        for c in s.content:
            if c.start <= start < c.end and (best is None or c.end - c.start < size):
                best, size = s, c.end - c.start
    return best.id if best else None
