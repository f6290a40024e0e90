"""What people said of claims as training data: JSON Lines, one correction each, with the words, what was read and what is right."""

import json
from collections.abc import Iterable, Mapping
from typing import BinaryIO

__all__ = ["write"]


def write(examples: Iterable[Mapping[str, object]], out: BinaryIO, *, names: bool = False) -> int:
    """Write the examples that :func:`sayso.ledger.corrections.examples` gives, oldest first.

    Args:
        examples: One mapping a correction.
        out: Where to.
        names: Whether the names of those who corrected go along: they are of no use for training, and are people's.

    Returns:
        Their number.
    """
    count = 0
    for found in examples:
        shown = {k: v for k, v in found.items() if names or k != "who"}
        out.write(json.dumps(shown, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace") + b"\n")
        count += 1
    return count
