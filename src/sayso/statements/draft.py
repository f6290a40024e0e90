"""The shape of a statement in the making."""

from dataclasses import dataclass

from sayso.statements.syntax import Tokens

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """One attribution, as tokens.

    Attributes:
        source: Words that name the source; None where nothing in the text does.
        cue: Words that credit it.
        contents: Parts of the content, in order.
        confidence: Mean over its spans.
    """

    source: Tokens | None
    cue: Tokens | None
    contents: tuple[Tokens, ...]
    confidence: float
