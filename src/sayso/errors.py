"""The errors of sayso, all in one tree, apart from what raises them so that no import goes in a circle.

    SaysoError
    ├── InputError                 a document cannot be read: mend the document
    │   ├── EmptyReport            nothing in it but white space
    │   ├── BinaryReport           bytes that are no text
    │   ├── EncodingError          text in no encoding that fits
    │   ├── LanguageError          not English
    │   ├── TooLarge               over the size limit
    │   ├── DateError              a date that is no date
    │   └── MissingFile            no such file, or it cannot be opened
    ├── ReadingError               a stored reading breaks the contract
    ├── ConfigError                a setting or option is wrong: mend the setting
    ├── ModelError                 the encoder's weights are absent or not the ones this version needs
    └── GazetteerError             the gazetteer is absent or damaged

Every message says what was seen, what was expected and what to do. A doubtful reading is no error: it is data
(``confidence``, ``unresolved``).
"""

__all__ = [
    "BinaryReport",
    "ConfigError",
    "DateError",
    "EmptyReport",
    "EncodingError",
    "GazetteerError",
    "InputError",
    "LanguageError",
    "MissingFile",
    "ModelError",
    "ReadingError",
    "SaysoError",
    "TooLarge",
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


class DateError(InputError):
    """A date given for a report is no date."""


class MissingFile(InputError):
    """A file is not there or cannot be opened."""


class ReadingError(SaysoError):
    """A stored reading does not keep the contract of a reading."""


class ConfigError(SaysoError):
    """A setting or an option is wrong."""


class ModelError(SaysoError):
    """The encoder's weights are absent, damaged, or of another version."""


class GazetteerError(SaysoError):
    """The gazetteer is absent or damaged."""
