"""Whether a report is in English.

The share of function words that only English has decides nearly always and costs microseconds; of lists and captions, which have few, the
share of long words that are English. Where both leave doubt, py3langid (Lui & Baldwin 2012, "langid.py") is asked, restricted to the
languages that news is mostly written in; unpacking its model takes half a second. A text of a few words passes unless its script says
otherwise: "Goma: 12 dead" is in no language that statistics could tell.
"""

import re
import unicodedata
from functools import cache
from typing import Any

from sayso.errors import LanguageError
from sayso.tables import table

__all__ = ["require_english"]

_WORD = re.compile(r"[^\W\d_]+")
_CHUNK = 1500
"""Characters at the head, in the middle and at the end that are looked at, so that five megabytes cost no more than a page."""

_SURE = 0.15
"""Running English has a third of its words on the list, lists of names a twentieth, other languages one in fifty."""

_KNOWN = 0.4
"""Of the long words in small letters, lists and captions in English have half or more among the common English ones, other languages one in twelve."""

_LONG = 4
"""Letters of a word that is mostly one language's alone."""

_DOUBT_NEEDS = 12
"""Fewer words than this are too few to call a text anything else than what it claims to be."""

_LANGUAGES = ("en", "ar", "bg", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv",
              "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "th", "tl", "tr", "uk", "ur", "vi", "zh")  # fmt: skip
_EXPECTED = "a report in English"
_REMEDY = "translate it first; sayso reads English only"


def require_english(text: str) -> None:
    """Nothing, where a text is in English or too short to tell.

    >>> require_english("At least 12 people were killed near the port, the mayor said.")

    Raises:
        LanguageError: It is in another language; says which, as far as that can be told.
    """
    sample = _sample(text)
    words = _WORD.findall(sample.lower())
    if not words:
        return
    letters = "".join(words)
    foreign = 0 if letters.isascii() else sum(c > "\u024f" and not unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if foreign > len(letters) * 0.6:
        raise LanguageError(f"text mostly in {_script(letters)} letters", _EXPECTED, _REMEDY)
    english = _english()
    share = sum([w in english for w in words]) / len(words)
    if share >= _SURE or len(words) < _DOUBT_NEEDS or _well_known(sample):
        return
    found, sure = _identify(sample)
    # short texts and lists of names mislead the statistics, so they must be all but certain
    if found != "en" and sure > (0.9 if share < _SURE / 3 else 0.999):
        raise LanguageError(f"text that looks like the language {found!r}", _EXPECTED, _REMEDY)


def _well_known(sample: str) -> bool:
    """Whether many of the long words that are written small, as names are not, are common in English."""
    small, common = [w for w in _WORD.findall(sample) if len(w) >= _LONG and w.islower()], _common()
    return len(small) >= _DOUBT_NEEDS and sum([w in common for w in small]) >= _KNOWN * len(small)


def _sample(text: str) -> str:
    if len(text) <= 3 * _CHUNK:
        return text
    middle = len(text) // 2
    return f"{text[:_CHUNK]} {text[middle : middle + _CHUNK]} {text[-_CHUNK:]}"


@cache
def _english() -> frozenset[str]:
    return frozenset(table("intake/function_words")["words"])


@cache
def _common() -> frozenset[str]:
    return frozenset(table("text/case")["classes"]["l"].split())


def _script(letters: str) -> str:
    """Name of the script that most letters are in, "Cyrillic"."""
    names = [unicodedata.name(c, "other").split()[0].split("-")[0] for c in letters[:200] if c > "\u024f"]
    return max(sorted(set(names)), key=names.count).capitalize()


def _identify(sample: str) -> tuple[str, float]:
    """The likeliest language and how sure that is, 0 to 1."""
    language, sure = _identifier().classify(sample)
    return str(language), float(sure)


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # 4.6 MB of model, read only where doubt is left

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages(list(_LANGUAGES))
    return found
