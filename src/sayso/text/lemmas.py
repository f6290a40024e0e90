"""Base forms of words, from their Penn tags.

Rules for the regular endings and a table of every word that they get wrong (``tools/build_lemmas.py`` makes it from
lemminflect's lexicon, MIT). Half the cold start of any lemmatiser is loading its lexicon; here only the exceptions load.
"""

from functools import lru_cache
from typing import Final

from sayso.tables import table

__all__ = ["lemma", "regular"]

_CLOSED: Final = {
    "n't": "not", "me": "I", "him": "he", "them": "they", "us": "we", "an": "a", "'m": "be", "'re": "be", "'ve": "have", "'ll": "will",
    "ca": "can", "wo": "will", "sha": "shall", "i": "I", "these": "this", "those": "that", "would": "would", "could": "could",
    "should": "should", "might": "might",
}  # fmt: skip
_BE: Final = frozenset(("is", "are", "was", "were", "been", "being", "am", "be"))
_VOWELS: Final = "aeiou"


def regular(word: str, tag: str) -> str:
    """The base form of a lower-case word by rule alone.

    >>> regular("besieged", "VBD"), regular("cities", "NNS"), regular("hitting", "VBG")
    ('besiege', 'city', 'hit')
    """
    if tag in ("NNS", "VBZ"):
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")) and not word.endswith(("uses", "ises", "ases", "oses", "nses", "rses", "izes")):
            return word[:-2]
        return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    if tag in ("VBD", "VBN", "VBG"):
        stem = word[:-3] if word.endswith("ing") else word[:-2] if word.endswith("ed") else ""
        if len(stem) < 2:
            return word
        if stem.endswith("i") and word.endswith("ied"):
            return stem[:-1] + "y"
        if stem[-1] == stem[-2] and stem[-1] not in "lsfz" + _VOWELS:
            return stem[:-1]
        if stem.endswith(("at", "iz", "is", "v", "c", "s", "u", "dg", "rg", "ng", "z", "ut", "id", "ag", "eg", "ur", "ar", "ir", "id", "in")):
            return stem + "e"
        return stem
    if tag in ("JJR", "RBR", "JJS", "RBS"):
        stem = word[:-2] if word.endswith("er") else word.removesuffix("est")
        if stem.endswith("i"):
            return stem[:-1] + "y"
        return stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "ls" else stem
    return word


@lru_cache(maxsize=100_000)
def lemma(word: str, tag: str) -> str:
    """The base form of a word as written, given its Penn tag; names keep their case.

    >>> lemma("fled", "VBD"), lemma("children", "NNS"), lemma("Kyiv", "NNP"), lemma("did", "VBD")
    ('flee', 'child', 'Kyiv', 'do')
    """
    if tag in ("NNP", "NNPS"):
        return word
    low = word.lower().replace("’", "'")
    if tag[:1] == "V" or tag == "MD":
        if low in _BE or low in ("'s", "s", "'re", "'m", "re", "m"):
            return "be"
        found = _CLOSED.get(low)
        if found:
            return found
        if tag in ("VB", "MD"):
            return low
        if tag == "VBP":  # "retook" is a past, whatever its tag
            return str(table("text/lemmas")["verb"].get(low, low))
        return str(table("text/lemmas")["verb"].get(low) or regular(low, tag))
    if tag == "NNS":
        if low == "media":
            return low  # of news: no medium is meant, whatever its number
        return str(table("text/lemmas")["noun"].get(low) or regular(low, tag))
    if tag in ("JJR", "JJS", "RBR", "RBS"):
        return str(table("text/lemmas")["adjective"].get(low) or regular(low, tag))
    if tag in ("PRP", "DT", "RB", "PDT"):
        return _CLOSED.get(low, low)
    return low
