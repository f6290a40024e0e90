"""Bytes to text: byte order mark, UTF-8, the declared character set, then detection. Nothing is normalised.

The order follows the WHATWG Encoding Standard (a byte order mark wins over everything); detection first asks whether one of
the two 8-bit sets in which English was mostly written gives plausible English, because statistics over characters, as
charset-normalizer does them, are at a loss where three bytes of a report are not ASCII.
"""

import codecs
import re

from sayso.errors import BinaryReport, EncodingError
from sayso.types.reading import Warning

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive, or a document that is one (docx, odt, epub)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "a RIFF file (image, sound or film)"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
)
_DECLARED = re.compile(rb"(?:charset|encoding|coding)\s*[=:]\s*[\"']?\s*([A-Za-z0-9][\w.:-]{1,40})", re.IGNORECASE)
_CONTROL = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])  # not \t \n \v \f \r, nor the escape of terminal colours
_CONTROL_SHARE = 0.02
"""A page of text with stray control characters has a few in a thousand; a file that is no text has one in eight."""

_SAMPLE = 65_536
_FEW = 64
"""So few bytes tell no East Asian character set from a Western one."""

_EXPECTED = "plain text, best in UTF-8"
_EXPORT = "export the report as plain text and give that file"
_SAVE = "save it as UTF-8, or name its character set with --charset"


def decode(data: bytes, *, charset: str | None = None) -> tuple[str, tuple[Warning, ...]]:
    """The text that bytes stand for, line ends and all, and what was odd about them.

    >>> decode("Over 20 people fled.\\r\\n".encode())
    ('Over 20 people fled.\\r\\n', ())

    Args:
        data: The bytes.
        charset: The character set that the user, or a header, says they are in. UTF-8 that is valid wins over it.

    Raises:
        BinaryReport: The bytes are no text.
        EncodingError: They are text in no character set that was declared or could be told.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise BinaryReport(what, _EXPECTED, _EXPORT)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _checked(_decoded(data[len(mark) :], name, f"a byte order mark of {name}")), ()
    wide = _wide(data)
    if wide:
        return _checked(_decoded(data, wide, f"bytes that look like {wide}")), ()
    try:
        return _checked(data.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        broken = error
    if b"\x00" in data[:_SAMPLE]:
        raise BinaryReport("bytes with NUL among them that are neither UTF-8 nor UTF-16", _EXPECTED, _EXPORT)
    found = charset or _declared(data)
    if found:
        text = _checked(_decoded(data, found, f"bytes declared to be {found}"))
        return text, (_guess(found, "which they are declared to be"),)
    mended = _damaged(data)
    if mended:
        return mended
    best = _english(data) or _statistics(data)
    if best is None:
        seen = f"byte 0x{data[broken.start]:02x} at position {broken.start:,}, which is not UTF-8, and no other character set fits"
        raise EncodingError(seen, _EXPECTED, _SAVE)
    return _checked(data.decode(best)), (_guess(best, "which fits their characters best"),)


def _decoded(data: bytes, name: str, seen: str) -> str:
    try:
        info = codecs.lookup(name)
        if not info._is_text_encoding:  # noqa: SLF001 - the only sign that tells "rot13" and "zlib" from character sets
            raise LookupError(name)
        return data.decode(info.name)
    except LookupError:
        raise EncodingError(f"the character set {name!r}", "one that Python knows, such as utf-8 or windows-1252", _SAVE) from None
    except UnicodeDecodeError as error:
        raise EncodingError(f"{seen}, but byte 0x{data[error.start]:02x} at position {error.start:,} does not fit", _EXPECTED, _SAVE) from None


def _checked(text: str) -> str:
    """The text itself, unless too many control characters say that it is none."""
    sample = text[:_SAMPLE]
    raw = sample.encode("utf-8", "surrogatepass")
    controls = len(raw) - len(raw.translate(None, _CONTROL))
    # a zero now and then is damage; a report of 40 characters with one in it is still a report
    if controls > 3 and controls > len(sample) * _CONTROL_SHARE:
        raise BinaryReport(f"{controls:,} control characters among the first {len(sample):,}", _EXPECTED, _EXPORT)
    return text


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: English in it has a zero in every other byte, always on the same side."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(data) % 2 or len(data) < 4:
        return None
    half = len(sample) // 2
    left, right = sample[::2].count(0), sample[1::2].count(0)
    if right > half * 0.6 and left < half * 0.02:
        return "utf-16-le"
    if left > half * 0.6 and right < half * 0.02:
        return "utf-16-be"
    return None


def _declared(data: bytes) -> str | None:
    """The character set that the first kilobyte names, as pages, feeds and editors do (``charset=``, ``encoding=``, ``coding:``)."""
    found = _DECLARED.search(data, 0, 1024)
    if not found:
        return None
    name = found.group(1).decode("ascii")
    try:
        known = codecs.lookup(name)
        data.decode(known.name)
    except (LookupError, ValueError):
        return None  # a declaration that is wrong; the user's own, --charset, is held to
    return name


def _damaged(data: bytes) -> tuple[str, tuple[Warning, ...]] | None:
    """UTF-8 with a few broken bytes (cut off in the middle of a character, or pasted together): kept as U+FFFD."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    whole = sum(c > "\x7f" for c in text) - lost
    if whole < 3 * lost:
        return None
    warning = Warning(
        kind="encoding", seen=f"{lost:,} places with bytes that are not UTF-8", expected="UTF-8 throughout", remedy="they are kept as \ufffd; check the file"
    )
    return _checked(text), (warning,)


_TYPOGRAPHY = frozenset("‘’“”–—…•€£™ \xa0\xad«»°·©®½¼¾²³")
_ACCENTED = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿšžœ")


def _english(data: bytes) -> str | None:
    """windows-1252 or Mac Roman, where one of them makes the bytes plausible English."""
    best, score = None, 0.6
    for name in ("cp1252", "mac_roman"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        odd = [i for i, c in enumerate(text) if c > "\x7f"]
        if len(odd) > max(4, len(text) * 0.1):
            continue  # not English with accents
        plausible = sum(map(_fits, (text[max(i - 1, 0) : i + 2] if i else " " + text[:2] for i in odd))) / len(odd)
        if plausible > score:
            best, score = name, plausible
    return best


def _fits(three: str) -> float:
    """How well the middle one of three characters goes with its neighbours in English: 1, 0.5 or 0."""
    before, c, after = three[0], three[1], three[2:] or " "
    if c in "‘“":
        return 1.0 if not before.isalnum() else 0.0
    if c in "”":
        return 1.0 if not before.isspace() else 0.0
    if c in _TYPOGRAPHY:
        return 1.0
    if c in _ACCENTED:
        return 1.0 if before.isalpha() or after.isalpha() else 0.0
    if c.lower() in _ACCENTED:  # "Éric", "CAFÉ", but not "donÕt"
        return 1.0 if not before.islower() else 0.0
    return 0.0


_ASCII_AND_MORE = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9",
    "iso8859_15", "koi8_r", "koi8_u", "mac_roman", "cp437", "cp850", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
"""Sets that files on today's disks are in; all keep ASCII as it is, or three bytes of English would be read as EBCDIC."""


def _statistics(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # 30 ms that a report in UTF-8 need not spend

    match = from_bytes(data[: _SAMPLE * 4], cp_isolation=_ASCII_AND_MORE).best()
    if match is None:
        return None
    try:
        text = data.decode(match.encoding)
    except UnicodeDecodeError:
        return None
    plain = bytes(b for b in data if b < 0x80).decode("ascii")
    if (len(plain) > len(data) / 2 or len(data) < _FEW) and plain != "".join(filter(str.isascii, text)):
        return None  # an East Asian set that took letters of mostly ASCII text for second halves of its characters
    return match.encoding


def _guess(name: str, why: str) -> Warning:
    return Warning(kind="encoding", seen="bytes that are not UTF-8", expected="UTF-8", remedy=f"they were read as {name}, {why}; {_SAVE} if that is wrong")
