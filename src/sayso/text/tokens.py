"""Words and their offsets: the tokens that the encoder and every resolver read.

The scheme is that of the UD English treebanks (EWT 2.15), which the parser is trained on: contractions and possessives
split off ("do|n't", "Kyiv|'s"), hyphens inside compounds are tokens of their own ("15|-|year") except after a prefix
("counter-attack", "e-mail"), brackets, quotation marks and units ("$", "%") stand alone, abbreviations keep their stop.

Tokens are found in the text as it is, never in a cleaned copy, so that ``text[start:end]`` is always the token. Characters
that carry no word (white space, zero-width and bidirectional marks, control characters) belong to no token; a zero-width
character inside a word does not split it.
"""

import re
from typing import Final, NamedTuple

__all__ = ["DASHES", "Token", "tokenise"]

DASHES: Final = frozenset(("—", "–", "--", "-"))


class Token(NamedTuple):
    """One token: ``text[start:end]`` of the report.

    Attributes:
        start: Index of its first character.
        end: Index behind its last character.
        text: The characters.
    """

    start: int
    end: int
    text: str


# Abbreviations whose full stop belongs to them. Without it "Gen. Smith" would end a sentence.
_ABBREVIATIONS: Final = (
    "Mr Mrs Ms Dr Prof Gen Lt Col Maj Capt Cmdr Sgt Cpl Pvt Adm Brig Gov Sen Rep Reps Sens Rev Hon Pres Supt Det Insp St Ste Mt Ft "
    "Jr Sr Inc Corp Ltd Co Bros vs al Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri "
    "Ave Blvd Rd Dept Univ Assn Fig Figs Vol Nos No Op Ala Ariz Ark Calif Colo Conn Del Fla Ill Ind Kan Ky La Mass Md Mich Minn "
    "Miss Mo Mont Neb Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo approx est"
).split()

# Prefixes that EWT keeps with their word: "counter-attack", "non-human", "vice-president".
_PREFIXES: Final = "anti co counter e ex inter intra mid mini mis multi non post pre pro re semi sub super trans ultra un vice x cross"
_JOIN: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # invisible inside a word: soft hyphen, zero-width space and joiners, BOM
_QUOTE: Final = "'’ʼ‘`´"
_LETTER: Final = rf"[^\W\d_]|[\u0300-\u036f]|[{_JOIN}](?=[^\W\d_])"
_WORD: Final = rf"(?:{_LETTER})+"

_TOKEN: Final = re.compile(
    rf"""
      [ABD-FH-VX-Zabd-fh-vx-z][a-z]*+(?=[ ,\n)";?!”])                                    # most words, numbers and marks: what is below
    | [,()"“”\[\]] | \.(?=\s) | \d+(?=,?[ \n])                                            # would find the same, but more slowly
    | (?!(?i:cannot|(?:gon|wan|got)[nt]a)\b)[CGWcgw][a-z]*+(?=[ ,\n)";?!”])
    | (?!(?:cannot|approx|(?:gon|wan|got)[nt]a)\b)[a-z]{{5,}}+(?=\.\s)
    | (?:https?://|ftp://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’]                      # addresses
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                                   # mail
    | [@\#][^\W\d]\w*                                                                # handles and tags
    | (?:[^\W\d_]\.){{2,}}                                                             # U.S., a.m.
    | (?:{"|".join(_ABBREVIATIONS)})\.(?=[\s{_QUOTE},;:)]|$)                           # Gen., Sept.
    | [A-Z]\.(?=\s?[A-Z][a-z])                                                          # George W. Bush
    | (?i:ca)(?=n[{_QUOTE}]t\b) | (?i:can)(?=not\b) | (?i:wo|ai|sha)(?=n[{_QUOTE}]t\b)    # can't, cannot, won't
    | (?i:gon|wan|got)(?=(?:na|ta)\b) | (?<=[gG]on)na\b | (?<=[wW]an)na\b | (?<=[gG]ot)ta\b
    | (?i:n[{_QUOTE}]t)\b                                                              # n't
    | [{_QUOTE}](?i:s|m|d|re|ve|ll)\b                                                  # 's, 're
    | \d{{1,2}}(?::\d\d){{1,2}}                                                          # 10:30
    | \d+(?:st|nd|rd|th|s)\b                                                          # 24th, 1990s
    | \d{{3}}-\d{{3}}-\d{{4}}(?!\d)                                                         # telephone
    | \d{{4}}-\d\d-\d\d(?!\d)                                                           # 2022-03-26
    | \d+(?:[.,/]\d+)+ | \.\d+ | \d+(?=[{_JOIN}]*(?:km|kg|mm|cm|ft|m|k|bn|mn|am|pm|lb|lbs|ha|GMT|UTC)\b)
    | \d+(?:[^\W\d_]+\d*)* \b                                                          # 44, 3D, 155mm
    | [OD][{_QUOTE}][A-Z]{_WORD}                                                        # O'Brien
    | (?i:{"|".join(_PREFIXES.split())})[-‐‑](?:{_LETTER})+?(?=n[{_QUOTE}]t\b|\b)        # counter-attack
    | (?:{_LETTER})+?(?=n[{_QUOTE}]t\b)                                                # does|n't
    | (?:{_LETTER})(?:\w|[{_JOIN}\u0300-\u036f])*(?:[&{_QUOTE}](?!(?:ll|re|ve|em)\b)(?<!n[{_QUOTE}])[^\W\d_]{{2,}})?  # words, PG&E, F16, Sana'a
    | \.{{2,}} | …+ | -{{2,}} | [—–]+ | ={{2,}} | \*{{2,}} | _{{2,}} | !{{2,}} | \?{{2,}} | [!?]{{2,}}
    | '' | `` | ’’ | ‘‘ | <<+ | >>+ | \.\?
    | [:;]-?[)(DP](?!\w)                                                              # smileys, as the treebank has them
    | [^\s\u0000-\u001f\u007f-\u009f{_JOIN}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]
    """,
    re.VERBOSE,
)

_PLAIN: Final = re.compile(r"([ABD-FH-VX-Zabd-fh-vx-z][a-z]*)(,?)")  # as the first lines above: half of all chunks
_INITIAL: Final = re.compile(r"[A-Z]\.\Z")
_NAMED: Final = re.compile(r"\s[A-Z][a-z]")
_MOST_KNOWN: Final = 1 << 15

_Cut = tuple[tuple[int, int, str], ...]
_known: Final[dict[str, _Cut]] = {}
"""Cuts of what stands between blanks, which do not depend on what stands around it; few hundred make up half of any text."""

_new: Final = tuple.__new__


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of ``text[start:end]``, in order, with offsets into the whole text.

    >>> [t.text for t in tokenise("They don't hold Kyiv's 15-year-old “port”.")]
    ['They', 'do', "n't", 'hold', 'Kyiv', "'s", '15', '-', 'year', '-', 'old', '“', 'port', '”', '.']
    """
    out: list[Token] = []
    at = start
    for chunk in text[start:end].split(" "):
        found = _known.get(chunk)
        if found is None:
            after = at + len(chunk)
            found = _cut(chunk, text[after : after + 3 if end is None else min(end, after + 3)])
        for a, b, word in found:
            out.append(_new(Token, (at + a, at + b, word)))  # made as any named tuple is, less a call of Python's for each
        at += len(chunk) + 1
    return out


def _cut(chunk: str, after: str) -> _Cut:
    """Start, end and characters of the tokens of what stands between two blanks."""
    if (plain := _PLAIN.fullmatch(chunk)) is not None:
        word, comma = plain.groups()
        size = len(word)
        return _kept(chunk, ((0, size, word), (size, size + 1, ",")) if comma else ((0, size, word),))
    initial = _INITIAL.search(chunk) is not None  # "W. Bush" has an initial, "by W. He" a sentence's end
    whole = chunk + " " + (after[1:] if initial and _NAMED.match(after) else "")
    found = tuple([(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(whole) if m.start() < len(chunk)])
    return found if initial else _kept(chunk, found)


def _kept(chunk: str, found: _Cut) -> _Cut:
    if len(_known) < _MOST_KNOWN:
        _known[chunk] = found
    return found
