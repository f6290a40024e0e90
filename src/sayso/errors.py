"""The errors of sayso, all in one tree, apart from what raises them so that no import goes in a circle.

    SaysoError
    ├── InputError                 a document cannot be read: mend the document
    │   ├── EmptyReport            nothing in it but white space
    │   ├── BinaryReport           bytes that are no text
    │   ├── EncodingError          text in no encoding that fits
    │   ├── LanguageError          not English
    │   ├── TooLarge               over the size limit
    │   │   └── Bomb               unpacks to far more than it holds
    │   ├── TooDeep                nested more deeply than any document is
    │   ├── DateError              a date that is no date
    │   ├── MissingFile            no such file, or it cannot be opened
    │   ├── DamagedDocument        a page, table, archive … that breaks its own format
    │   ├── LockedDocument         it needs a password
    │   ├── UnknownFormat          a format that is not read
    │   ├── ColumnError            records without the column that was asked for
    │   └── FetchError             an address that does not answer as it should
    │       ├── AddressError       no address, or one that is not fetched from: not public, not http
    │       ├── RobotsError        robots.txt asks not to fetch it
    │       └── StatusError        the server answered with something else than a document
    ├── ReadingError               a stored reading breaks the contract
    ├── ConfigError                a setting or option is wrong: mend the setting
    │   └── MissingExtra           a library is not installed that a format needs
    ├── ModelError                 the encoder's weights are absent or not the ones this version needs
    ├── LedgerError                a ledger cannot be opened, or does not hold what was asked for
    │   └── TooLong                a question was given up because it took too long
    └── GazetteerError             the gazetteer is absent or damaged

Every message says what was seen, what was expected and what to do. A doubtful reading is no error: it is data
(``confidence``, ``unresolved``).
"""

__all__ = [
    "AddressError",
    "BinaryReport",
    "Bomb",
    "ColumnError",
    "ConfigError",
    "DamagedDocument",
    "DateError",
    "EmptyReport",
    "EncodingError",
    "FetchError",
    "GazetteerError",
    "InputError",
    "LanguageError",
    "LedgerError",
    "LockedDocument",
    "MissingExtra",
    "MissingFile",
    "ModelError",
    "ReadingError",
    "RobotsError",
    "SaysoError",
    "StatusError",
    "TooDeep",
    "TooLarge",
    "TooLong",
    "UnknownFormat",
]


class SaysoError(Exception):
    """Whatever sayso raises on purpose.

    Args:
        seen: What was found, as the user would recognise it.
        expected: What would have been right.
        remedy: What to do now.

    >>> str(DateError("'26 Mach'", "a date such as 2022-03-26", "give --published YYYY-MM-DD"))
    "'26 Mach'; expected a date such as 2022-03-26; give --published YYYY-MM-DD"
    """

    def __init__(self, seen: str, expected: str, remedy: str) -> None:
        super().__init__(f"{seen}; expected {expected}; {remedy}")
        self.seen = seen
        self.expected = expected
        self.remedy = remedy

    def __reduce__(self) -> tuple[type, tuple[str, str, str]]:
        return type(self), (self.seen, self.expected, self.remedy)  # so that it crosses to another process whole


class InputError(SaysoError):
    """A document cannot be read."""


class EmptyReport(InputError):
    """A report holds nothing but white space or marks that cannot be seen."""


class BinaryReport(InputError):
    """The bytes are no text: an image, an archive, a PDF."""


class EncodingError(InputError):
    """The bytes are text in no encoding that was declared or could be told."""


class LanguageError(InputError):
    """A report is not in English."""


class TooLarge(InputError):
    """A report is larger than the limit."""


class Bomb(TooLarge):
    """A compressed file unpacks to far more than any document holds."""


class TooDeep(InputError):
    """A page or a JSON value is nested more deeply than any document is."""


class DateError(InputError):
    """A date given for a report is no date."""


class MissingFile(InputError):
    """A file is not there or cannot be opened."""


class DamagedDocument(InputError):
    """A document breaks the rules of its own format: cut off, garbled, or not what it claims to be."""


class LockedDocument(InputError):
    """A document cannot be opened without a password."""


class UnknownFormat(InputError):
    """A document is in a format that sayso does not read."""


class ColumnError(InputError):
    """A table or a list of records lacks the column that holds the text."""


class FetchError(InputError):
    """An address does not answer as it should: no connection, no answer in time, too many redirects."""


class AddressError(FetchError):
    """What was given is no web address, or leads to one that is not fetched from."""


class RobotsError(FetchError):
    """A site's robots.txt asks not to fetch an address."""


class StatusError(FetchError):
    """A server answered with a status that means there is no document."""


class ReadingError(SaysoError):
    """A stored reading does not keep the contract of a reading."""


class ConfigError(SaysoError):
    """A setting or an option is wrong."""


class MissingExtra(ConfigError):
    """A format needs a library that is not installed."""


class ModelError(SaysoError):
    """The encoder's weights are absent, damaged, or of another version."""


class GazetteerError(SaysoError):
    """The gazetteer is absent or damaged."""


class LedgerError(SaysoError):
    """A ledger cannot be opened, is damaged, or does not hold what was asked for."""


class TooLong(LedgerError):
    """A question to a ledger was given up because it took too long: ask a narrower one."""
