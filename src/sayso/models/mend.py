"""Trees with their plain slips mended: one verb, one subject."""

from collections.abc import Sequence
from typing import Final

from sayso.text.parse import Name

__all__ = ["one_subject"]

_APART: Final = frozenset((":", "–", "—", ";"))


def one_subject(heads: list[int], relations: list[str], words: Sequence[str], upos: Sequence[str], names: Sequence[Name]) -> None:
    """Second subjects of a verb, in place: what "and" joins to the first is its conjunct ("Chad, the rebels and Sudan agreed"), a name that follows
    a description, at once or between commas, its apposition ("the bloc ECOWAS demanded", "its chief, Joseph Kony, said"), and so a description
    between commas that follows a name ("Malakal, once the second city, was retaken").

    >>> heads, relations = [1, 3, 3, -1], ["det", "nsubj", "nsubj", "root"]
    >>> one_subject(heads, relations, ["the", "bloc", "ECOWAS", "agreed"], ["DET", "NOUN", "PROPN", "VERB"], [Name(2, 2, "ORG", 0.9)])
    >>> heads, relations
    ([1, 3, 1, -1], ['det', 'nsubj', 'appos', 'root'])
    """
    subjects: dict[int, int] = {}
    for b, relation in enumerate(relations):
        if relation not in ("nsubj", "nsubj:pass") or heads[b] < b:
            continue
        a = subjects.get(heads[b], -1)
        if a >= 0 and (role := _second(a, b, heads, relations, words, upos, names)):
            heads[b], relations[b] = a, role
        else:
            subjects[heads[b]] = b


def _second(a: int, b: int, heads: Sequence[int], relations: Sequence[str], words: Sequence[str], upos: Sequence[str], names: Sequence[Name]) -> str:
    """What the second subject is to the first, or nothing."""
    verb = heads[b]
    first = b
    while first - 1 > a and _under(first - 1, b, heads):
        first -= 1
    comma = words[first] == ","
    first += comma
    last = first - 1 - comma
    if not comma and last > a and words[last] == ",":
        comma, last = True, last - 1
    elif not comma and (when := _opening(a, first, verb, heads, relations, words)):
        first, comma, last = when, True, when - 2
    if last < a or _APART & {words[first], words[last]} or not (last == a or _under(last, a, heads)):
        return ""  # "Logistics: Kenya has delivered tents"
    if words[first] in ("and", "or") and relations[first] == "cc":
        return "conj"
    behind = b
    while behind + 1 < verb and _under(behind + 1, b, heads):
        behind += 1
    apart = comma and "," in (words[behind], words[behind + 1])
    if _named(a, names):
        return "appos" if apart and upos[b] == "NOUN" and not _named(b, names) else ""
    return "appos" if upos[a] in ("NOUN", "PROPN") and _named(b, names) and (apart or not comma) else ""


def _opening(a: int, first: int, verb: int, heads: Sequence[int], relations: Sequence[str], words: Sequence[str]) -> int:
    """Where an aside begins that says how long before it says what, and whose time the parse hangs on the verb: "Herat, for years the seat of
    warlords, fell"; 0 if none does."""
    i = first - 1
    while i > a and words[i] != ",":
        over = next((k for k in (i, heads[i]) if heads[k] == verb and relations[k] in ("obl", "advmod")), -1)
        if not a < over < first:
            return 0
        i -= 1
    return i + 1 if a < i < first - 1 else 0


def _under(i: int, above: int, heads: Sequence[int]) -> bool:
    while i >= 0 and i != above:
        i = heads[i]
    return i == above


def _named(i: int, names: Sequence[Name]) -> bool:
    return any(n.first <= i <= n.last for n in names)
