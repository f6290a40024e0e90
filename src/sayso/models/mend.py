"""Trees with their plain slips mended: one verb, one subject; what somebody is accused of."""

from collections.abc import Sequence
from typing import Final

from sayso.text.parse import Name

__all__ = ["credit_within", "deeds_in_a_row", "hyphens", "of_charge", "one_subject"]

_APART: Final = frozenset((":", "–", "—", ";"))
_CHARGING: Final = frozenset(
    "accuse accuses accused accusing convict convicts convicted convicting suspect suspects suspected suspecting acquit acquits acquitted acquitting".split()
)
_BESIDE: Final = 2
"""Words from a hyphen to those that it joins, or to the head of both."""
_NEAR: Final = 15
"""Words from who is accused to the last word that can be what of, and from a verb of saying back to its subject."""
_LONG: Final = 60
"""Words that a quotation before it may have."""


def credit_within(heads: list[int], relations: Sequence[str], xpos: Sequence[str]) -> None:
    """Who speaks in what another passes on, in place: a verb's first subject, and the clause before it, belong to the verb behind them that has none
    ("“We are here,” Idris told them, the agency reported").

    >>> heads = [1, 6, 6, 6, 3, 6, -1]
    >>> credit_within(heads, ["nsubj", "ccomp", "nsubj", "ccomp", "obj", "nsubj", "root"], ["PRP", "VBP", "NNP", "VBD", "PRP", "NN", "VBD"])
    >>> heads
    [1, 3, 3, 6, 3, 6, -1]
    """
    told = [w for w, r in enumerate(relations) if r == "ccomp" and heads[w] > w and xpos[w] in ("VBD", "VBZ")]
    for w in told:
        v, near = heads[w], range(max(0, w - _NEAR), w)
        who = next((i for i in near if heads[i] == w and relations[i] == "nsubj"), -1)
        if who < 0:
            firsts = [i for i in near if heads[i] == v and relations[i] == "nsubj"]
            if len(firsts) != 1 or not any(heads[i] == v and relations[i] == "nsubj" for i in range(w + 1, v)):
                continue
            who = firsts[0]
            heads[who] = w
        for i in range(max(0, who - _LONG), who):
            if heads[i] == v and relations[i] == "ccomp":
                heads[i] = w


def deeds_in_a_row(heads: Sequence[int], relations: list[str], xpos: Sequence[str]) -> None:
    """Past tenses behind one another, in place: without a subject or a conjunction of its own a clause that is said to modify the verb before is joined to
    it ("entered the village, killed 16 and led away 14").

    >>> relations = ["nsubj", "root", "obj", "advcl", "obj"]
    >>> deeds_in_a_row([1, -1, 1, 1, 3], relations, ["PRP", "VBD", "NN", "VBD", "CD"])
    >>> relations[3]
    'conj'
    """
    loose = {i for i, r in enumerate(relations) if r == "advcl" and 0 <= heads[i] < i and xpos[i] == xpos[heads[i]] == "VBD"}
    if loose:
        loose -= {h for h, r in zip(heads, relations, strict=True) if r.partition(":")[0] in ("mark", "nsubj", "csubj", "advmod", "aux")}
    for i in loose:
        relations[i] = "conj"


def hyphens(heads: list[int], words: Sequence[str]) -> None:
    """Hyphens that hang on a word far off, in place: they hang on the one before, or a phrase there would begin here ("the Houthi-run ministry said …").

    >>> heads = [2, 4, -1, 4, 2]
    >>> hyphens(heads, ["Houthi", "-", "run", "by", "rebels"])
    >>> heads[1]
    0
    """
    for i, word in enumerate(words):
        if word == "-" and i > 0 and not i - _BESIDE <= heads[i] <= i + _BESIDE and heads[i] >= 0:
            heads[i] = i - 1


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


def of_charge(heads: list[int], relations: list[str], words: Sequence[str], names: Sequence[Name]) -> None:
    """What somebody is accused of, in place: it hangs on the verb, not on who is accused ("accused the army of war crimes").

    >>> heads, relations = [1, -1, 3, 1, 5, 3], ["nsubj", "root", "det", "obj", "case", "nmod"]
    >>> of_charge(heads, relations, ["Mali", "accused", "the", "army", "of", "murder"], [Name(0, 0, "LOC", 0.9)])
    >>> heads[5], relations[5]
    (1, 'obl')
    """
    for i, relation in enumerate(relations):
        if relation != "obj" or not 0 <= heads[i] < i or words[heads[i]].lower() not in _CHARGING:
            continue
        behind = range(i + 1, min(i + _NEAR, len(words)))
        of = [k for k in behind if heads[k] == i and relations[k] == "nmod" and any(words[c].lower() == "of" and heads[c] == k for c in range(i + 1, k))]
        led = any(heads[k] == heads[i] and relations[k] in ("obl", "advcl") and words[k - 1].lower() == "of" for k in behind)
        if of and not led and words[of[-1]].islower() and not _named(of[-1], names):  # "the Minister of Defence" is who is accused
            heads[of[-1]], relations[of[-1]] = heads[i], "obl"


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
