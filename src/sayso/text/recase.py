"""Letters' case for reports that have none: wires, telegrams and transcripts in capitals, texts in lower case throughout.

A linear model decides word by word, from left to right, whether a word has a capital where it stands: from how the word is
mostly written, its neighbours, and what was decided for the words before. ``tools/build_case.py`` learns it and writes
``resources/text/case.yaml``. Only letters' case changes, so every offset holds in the text as it was given.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from string import ascii_lowercase, ascii_uppercase
from typing import Any, Final

from sayso.tables import table
from sayso.text.sentences import rough_sentences
from sayso.text.tokens import Token, tokenise

__all__ = ["OPENERS", "caseless", "mark", "recased", "signs"]

OPENERS: Final = frozenset('"“‘:(—–-')
"""Behind these a word may have a capital for its place alone."""
_LEAST: Final = 40
"""Letters below which a text may lack capitals, or small letters, by chance: "no way", "UN".
"""

_LARGE, _SMALL = ascii_uppercase.encode(), ascii_lowercase.encode()
_OTHER: Final = re.compile(r"[^\x00-\x7f]")


def caseless(text: str) -> bool:
    """Whether a text tells nothing by the case of its letters: practically all are large, or none is.

    >>> caseless("GUERRILLAS ATTACKED AN ARMY POST NEAR SAN MIGUEL LAST NIGHT, COL JUAN LOPEZ SAID.")
    True
    >>> caseless("Guerrillas attacked an army post near San Miguel last night, Col. Juan Lopez said.")
    False
    """
    large, small = _letters(text)
    return large + small >= _LEAST and (large <= (large + small) // 2000 or small * 20 <= large)


def _letters(text: str) -> tuple[int, int]:
    """How many capitals and how many small letters a text has. Bytes are counted ten times as fast as characters are asked."""
    plain = text.encode("ascii", "ignore")
    large, small = len(plain) - len(plain.translate(None, _LARGE)), len(plain) - len(plain.translate(None, _SMALL))
    if len(plain) < len(text):
        other = _OTHER.findall(text)
        large, small = large + sum(map(str.isupper, other)), small + sum(map(str.islower, other))
    return large, small


def recased(text: str) -> str:
    """The text with capitals where English would have them; as many characters, at the same places.

    >>> recased("the fmln attacked the air force base at ilopango, president cristiani said on monday.")
    'The FMLN attacked the Air Force base at Ilopango, President Cristiani said on Monday.'
    """
    low = _lower(text)
    sentences = [tokenise(low, a, b) for a, b in rough_sentences(low)]
    decided = [dict(_decided([t.text for t in tokens])) for tokens in sentences]
    names = _names(sentences, decided)
    out = list(low)
    for tokens, capital in zip(sentences, decided, strict=True):
        opens = True
        for i, t in enumerate(tokens):
            if not t.text[0].isalpha():
                opens = opens or _stops(tokens, i)
                continue
            large = capital[i] or t.text in names
            if large or opens:
                form = (names.get(t.text) or _known().forms.get(t.text) if large else None) or t.text[0].upper() + t.text[1:]
                if len(form) == len(t.text):
                    out[t.start : t.end] = form
            opens = False
    return "".join(out)


def _names(sentences: Sequence[Sequence[Token]], decided: Sequence[dict[int, bool]]) -> dict[str, str]:
    """Words that no table knows and that somewhere in the text are names, which they then are everywhere; with their form where
    they stand in brackets behind a name, as its short form does: "the national front (fnl)"."""
    known = _known().classes
    out: dict[str, str] = {}
    for tokens, capital in zip(sentences, decided, strict=True):
        for i, large in capital.items():
            word = tokens[i].text
            if word not in known and 3 <= len(word) <= 5 and _shortens(tokens, i, named=capital.get(i - 2, False)):
                out[word] = word.upper()
            elif word not in known and large and len(word) > 3:
                out.setdefault(word, word[0].upper() + word[1:])
    return out


def _shortens(tokens: Sequence[Token], i: int, *, named: bool) -> bool:
    """Whether a word alone in brackets stands for the words before it: a name, or one of them begins as it does."""
    if i < 2 or tokens[i - 1].text != "(" or i + 1 >= len(tokens) or tokens[i + 1].text != ")":
        return False
    return named or tokens[i].text[0] in {t.text[0] for t in tokens[max(0, i - 8) : i - 2]}


def _lower(text: str) -> str:
    """The text in small letters; a letter whose small one takes two characters stays as it is."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _stops(tokens: Sequence[Token], i: int) -> bool:
    """Whether a sentence ends with token ``i``: a stop that is no abbreviation's, or what closes a quotation behind one."""
    if tokens[i].text in ('"', "”", "''", "’", ")") and i > 0:
        i -= 1
    before = tokens[i - 1].text if i > 0 else ""
    return tokens[i].text in ("?", "!") or (tokens[i].text == "." and before not in _known().titles and len(before) > 1)


def _decided(words: Sequence[str]) -> Iterator[tuple[int, bool]]:
    """For each word that begins with a letter, its index and whether it has a capital whatever its place."""
    weights, classes, titles = _known().weights, _known().classes, _known().titles
    before, last = "0", "0"
    for i, word in enumerate(words):
        if not word[0].isalpha():
            before, last = last, mark(word)
            continue
        titled = i > 1 and words[i - 1] == "." and words[i - 2] in titles  # "gen. haftar"
        large = titled or sum([weights.get(s, 0) for s in signs(words, i, last, before, classes.get)]) > 0
        yield i, large
        before, last = last, "1" if large else "0"


def mark(word: str) -> str:
    """What a token without letters says of the next one: "-" where a name may go on behind it.

    >>> mark("-"), mark(","), mark("'s")
    ('-', 'x', '-')
    """
    return "-" if word in ("-", "&", ".", "'", "'s") else "x"


def signs(words: Sequence[str], i: int, last: str, before: str, class_of: Callable[[str], str | None]) -> list[str]:
    """What the model looks at for word ``i`` of a sentence in small letters.

    Args:
        words: The sentence.
        i: Index of the word.
        last: What was decided for the word before: "1" capital, "0" none, or its mark.
        before: The same for the one before that.
        class_of: How a word is mostly written: "c" with a capital, "l" without, "m" either way; None if not known.
    """
    word = words[i]
    previous = words[i - 1] if i else "<"
    following = words[i + 1] if i + 1 < len(words) else ">"
    kind = class_of(word)
    next_kind = (class_of(following) or "o") if following[0].isalpha() else following
    found = [
        f"{kind or 'o'}{last}{next_kind}",
        f"{last}{before} {previous}",
        f"{last}>{following}",
        f"{kind or 'o'}~{word[-3:]}",
        f"{kind or 'o'}{last}{before}",
    ]
    if kind is not None:
        found += [f"={word}", f"{previous} {word}", f"{word}_{following}", last + word]
    return found


class _Known:
    """The learned table, taken apart: classes of words, forms that are no plain Title, weights of signs."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.classes = {w: kind for kind, words in raw["classes"].items() for w in words.split()}
        self.classes = {w: "c" for names in table("entities/firstnames").values() for w in names.split() if w not in self.classes} | self.classes
        self.forms = {w.lower(): w for w in raw["forms"].split()}
        self.weights = {sign: int(weight) for weight, lines in raw["weights"].items() for sign in lines.split("\n")}
        self.titles = frozenset(raw["titles"].split())


@cache
def _known() -> _Known:
    return _Known(table("text/case"))
