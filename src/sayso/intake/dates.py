"""The day a report was published: as given, or as its first lines say. A day without a year is no date: the year would be a guess."""

import datetime
import re
from email.utils import parsedate_to_datetime

from sayso.errors import DateError

__all__ = ["date_in_head", "day_of", "given_date"]

_ISO = r"(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_DAY = (
    rf"{_WEEKDAY}(?:{_ISO}"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH}),?\s+(?P<y1>\d{{4}})"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}}))(?![\d-])"
)
_LABELLED = re.compile(
    rf"^\W*(?:date|dated|published|publication date|posted|issued|released|updated|last updated)(?:\s+(?:on|at))?\s*:?\s+{_DAY}", re.IGNORECASE
)
_ALONE = re.compile(rf"^\W*{_DAY}(?:[T\s,|–—-]*\d{{1,2}}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|[A-Z]{{2,4}}|[+-]\d\d:?\d\d)?)?\W*$", re.IGNORECASE)
_DATELINE = re.compile(
    rf"^\W*(?:[^\W\d_][^\W\d_]*\.?[ ,’'/-]+){{1,7}}\(?{_DAY}\)?\s*(?:\([^()\n]{{2,40}}\)\s*)?(?:[—–:]|--|-\s)", re.IGNORECASE
)  # GOMA, Democratic Republic of Congo, 4 May 2026 (Agency) —
_PLACED = re.compile(rf"^\W*(?:[^\W\d_][^\n,;:.!?]{{1,30}},\s+){{1,3}}{_DAY}\W*$", re.IGNORECASE)  # Goma, Monday 4 May 2026
_AS_OF = re.compile(
    rf"^[^\n.!?]{{0,50}}?(?:No\. ?\d+)?[^\n.!?]{{0,20}}?\bas (?:of|at)\s+(?:\d{{1,2}}[:.]?\d\d\s*(?:hours|hrs|h)?,?\s+(?:on\s+)?)?{_DAY}", re.IGNORECASE
)
_TIME_LEFT = 24
"""Letters behind the date of "as of" that an hour and a zone take; a longer line tells something."""
_LINES = 8
_WIDTH = 200
"""A date further in belongs to what the report tells, not to the report."""

_GIVEN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}(?::?\d{2}){0,2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?\Z")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?\Z")
_MILLISECONDS = 100_000_000_000
_LATEST = 4_102_444_800  # 2100: what is later counts something else
_REMEDY = "give the day of publication as YYYY-MM-DD, as in --published 2022-03-26"


def given_date(value: str) -> str:
    """A given day or moment as a day, "2022-03-26".

    >>> given_date("2022-03-26T18:30Z")
    '2022-03-26'

    Raises:
        DateError: It is no day of the calendar.
    """
    found = _GIVEN.match(value.strip())
    if not found:
        raise DateError(f"{value!r}", "a date such as 2022-03-26", _REMEDY)
    try:
        return datetime.date.fromisoformat(found.group(1)).isoformat()
    except ValueError:
        raise DateError(f"{value!r}, which no calendar has", "a date such as 2022-03-26", _REMEDY) from None


def day_of(value: object) -> str | None:
    """The day that a field of a page, a feed, a mail or a table gives, in its own time zone; None if it gives none.

    >>> day_of("Sat, 26 Mar 2022 18:30:00 +0200"), day_of("2022-03-26T18:30:00+02:00"), day_of("26 March 2022"), day_of(1648312200)
    ('2022-03-26', '2022-03-26', '2022-03-26', '2022-03-26')

    Args:
        value: ISO 8601, a date of RFC 5322, English words, or seconds (or milliseconds) since 1970.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _day_of_seconds(value)
    if not isinstance(value, str) or not (text := value.strip()[:_WIDTH]):
        return None
    if text.isascii() and text.isdigit() and len(text) in {10, 13}:
        return _day_of_seconds(int(text))
    compact = _COMPACT.match(text)
    try:
        return given_date("-".join(compact.groups()) if compact else text)
    except DateError:
        pass
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return date_in_head(text)


def _day_of_seconds(value: float) -> str | None:
    seconds = value / 1000 if abs(value) > _MILLISECONDS else value
    if not 0 < seconds < _LATEST:
        return None
    return datetime.datetime.fromtimestamp(seconds, tz=datetime.UTC).date().isoformat()


def date_in_head(text: str) -> str | None:
    """The day that a report's first lines give as its own: labelled, alone on a line, or in a dateline with the year.

    >>> date_in_head("GOMA, 4 May 2026 (Agency) — Rain fell.")
    '2026-05-04'
    >>> date_in_head("Flour is short\\n\\nGoma, Monday 4 May 2026\\n\\nRain fell.")
    '2026-05-04'
    >>> date_in_head("Floods\\nSituation Report No. 3, as of 4 May 2026, 18:00\\n\\nRain fell.")
    '2026-05-04'
    >>> date_in_head("GOMA, 4 May (Agency) — Rain fell.")
    """
    lines = [line for line in text[: 4 * _WIDTH * _LINES].splitlines() if line.strip()][:_LINES]
    for i, line in enumerate(lines):
        head = line.lstrip("\ufeff")[:_WIDTH]
        # a dateline opens the body, which titles and bylines may stand before
        found = _LABELLED.match(head) or (_alone(head) if len(line) < _WIDTH else None) or _DATELINE.match(head)
        day = _day(found) if found else None
        if day or (i and len(line) > 2 * _WIDTH):
            return day
    return None


def _alone(line: str) -> re.Match[str] | None:
    """A line that is a date and nothing else, but for the place where it was written or for what is as of that day."""
    found = _ALONE.match(line) or _PLACED.match(line)
    if found is None and (found := _AS_OF.match(line)) and len(line.rstrip()) - found.end() > _TIME_LEFT:
        return None  # "As of 4 May 2026, the camp had received 300 families"
    return found


def _day(found: re.Match[str]) -> str | None:
    part = found.groupdict()
    try:
        if part["iso"]:
            return datetime.date.fromisoformat(part["iso"]).isoformat()
        n = "1" if part["d1"] else "2"
        month = _MONTHS.index(part["m" + n][:3].lower()) + 1
        return datetime.date(int(part["y" + n]), month, int(part["d" + n])).isoformat()
    except ValueError:
        return None
