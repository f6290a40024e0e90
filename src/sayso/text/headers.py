"""What stands before a report's first sentence without being part of it: a date line, a dateline, a credit."""

import re
from typing import Final

__all__ = ["body_start"]

_DATE: Final = re.compile(r"\s*(?:date|published|updated|posted)[\s:]+\d{4}-\d\d-\d\d(?:[T ][\d:]+Z?)?\s*", re.IGNORECASE)
_CITY: Final = r"[^\W\d_][^\W\d_]*\.?(?:[ ’'/-]+[^\W\d_]+\.?){0,3}"
_CAPITALS: Final = r"[^\W\d_a-z]{3,}(?:[ ’'/-][^\W\d_a-z]+){0,3}"
_DAY: Final = (
    r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}(?:,\s*\d{4})?"
    r"|\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?:\s+\d{4})?)"
)
_REST: Final = rf"(?:,\s*{_CITY})?"  # "Haiti", "Ukraine"
_DASH: Final = r"\s*(?:[—–]|--|-(?=\s))\s*"
_DATELINE: Final = re.compile(
    rf"\s*(?:{_CITY}{_REST},?\s+\(?{_DAY}\)?(?:\s*\([^()\n]{{2,40}}\))?{_DASH}"  # Goma, Congo, 4 May 2026 (Agency) —
    rf"|{_CITY}{_REST}\s*\([^()\n]{{2,40}}\){_DASH}"  # Goma (Agency) —
    rf"|\({_CITY}{_REST}(?:,\s*{_DAY})?\){_DASH}"  # (Goma, May 4, 2026) –
    rf"|{_CAPITALS}{_REST}{_DASH}(?=[^\W\d_a-z]|[“\"‘]))"  # GOMA —
)
"""A dateline; without an agency or a day it must be in capitals, or "The port — once busy — is shut" would have one."""


def body_start(text: str) -> int:
    """Index of the first character behind a date line and a dateline; that of the first word where there are none.

    >>> text = "date 2022-03-26 GOMA, Congo (Agency) — Rain fell."
    >>> text[body_start(text) :]
    'Rain fell.'
    >>> [t[body_start(t) :] for t in ("GOMA/KIGALI, May 4 (Agency) - Rain fell.", "(Goma) – Rain fell.")]
    ['Rain fell.', 'Rain fell.']
    """
    at = len(text) - len(text.lstrip())
    found = _DATE.match(text)
    if found:
        at = found.end()
    found = _DATELINE.match(text, at)
    if found and found.end() - at < 90:
        at = found.end()
    return at
