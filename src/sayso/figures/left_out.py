"""Numbers without a noun in a clause that leaves out its verb, or that say it of what was spoken of: "and the Houthis 181", "12 by the army"."""

from typing import Final

from sayso.figures.counted import measures
from sayso.figures.draft import Draft
from sayso.figures.governor import passive
from sayso.figures.quantities import Quantity
from sayso.figures.senses import says
from sayso.text.parse import Parse

__all__ = ["GAP", "MORE", "WHEREVER", "in_another_place", "in_number", "of_all_of_them", "seen", "shared_verb", "there_are", "verb_between", "without_verb"]

MORE: Final = frozenset({"others", "more", "other"})
"""Words behind a number that count more of what was counted before."""
WHEREVER: Final = frozenset({"in", "at", "near", "from", "across", "outside", "around", "on", "among", "amongst"})
"""Prepositions of where others were counted: "709,841 in Jajpur and 363,832 in Puri"."""
_ENDS: Final = frozenset({".", ",", ";", "and"})
_CLOSED: Final = _ENDS | {"by", "now", "in", "at", "there", "so", "today", "already", ")", "”", '"'}
GAP: Final = 7
"""Tokens that a clause without its verb can have before its number: "and the Houthis 181"."""
_WHERE: Final = frozenset({"where", "which", "who", "whose"})
_SOME: Final = frozenset({"all", "most", "some", "many", "none", "both", "few", "several", "half"})
_SEEING: Final = frozenset({"count", "see", "find", "number"})


def without_verb(parse: Parse, q: Quantity, last: Draft) -> int:
    """The subject or place of a clause that leaves out the verb that it shares, or −1: "will free 706 prisoners and the Houthis 181"."""
    comma = next((k for k in range(q.first - 1, last.behind, -1) if parse.lower[k] in (",", ";")), -1)
    gap = range(max(last.behind + 1, comma), q.first)
    if not 1 < len(gap) <= GAP or verb_between(parse, last, q) or parse.lower[gap[0]] not in ("and", ";", ",", "while", "but"):
        return -1
    behind = parse.lower[q.last + 1] if q.last + 1 < len(parse) else "."
    those = parse.lower[gap[-1]] == "at" and not {"those", "that"}.isdisjoint(parse.lower[gap[0] : gap[-1]])  # "and those of the rebels at 21"
    noun = gap[-2] if those or parse.lower[gap[-1]] in ("for", "with") else gap[-1]
    fits = parse.upos[noun] in ("NOUN", "PROPN") and parse.upos[q.last_core] == "NUM" and (behind in _ENDS or behind in WHEREVER)
    return noun if fits else -1


def in_another_place(parse: Parse, q: Quantity, last: Draft) -> int:
    """The place of a clause that tells more of it before its number, or −1: "… and in Hama, where the fighting goes on, five"."""
    behind = parse.lower[q.last + 1] if q.last + 1 < len(parse) else "."
    if parse.upos[q.last_core] != "NUM" or behind not in _ENDS or parse.lower[q.first - 1] != ",":
        return -1
    for k in range(last.behind + 1, q.first - 3):
        n = parse.name_at[k + 1]
        named = parse.lower[k] in ("in", "at") and n >= 0 and parse.names[n].kind == "LOC" and parse.lower[k - 1] in ("and", ",", ";", "while")
        end = parse.names[n].last if named else -1
        aside = named and parse.lower[end + 1] == ","
        if aside and (not _WHERE.isdisjoint(parse.lower[end + 2 : end + 4]) or not any(parse.upos[j] in ("VERB", "AUX", "NUM") for j in range(end, q.first))):
            return k + 1
    return -1


def verb_between(parse: Parse, last: Draft, q: Quantity) -> bool:
    """Whether a verb stands between a figure and a number."""
    return any(parse.upos[k] in ("VERB", "AUX") for k in range(last.behind + 1, q.first))


def shared_verb(parse: Parse, q: Quantity) -> str | None:
    """What the verb of the sentence makes of a number that only says by whom: "most of them were killed by the army, about 60 by gunmen".

    >>> from sayso.figures.quantities import quantities
    >>> from sayso.models import parse
    >>> p = parse("Most of them were wounded by mines, about 60 by snipers.")
    >>> shared_verb(p, quantities(p)[0])
    'injured'
    """
    verb = _by_another(parse, q)
    told = says(parse, verb, "object", buildings=False, bare=True, depth=0) if verb >= 0 else None
    return told.name if told is not None else None


def _by_another(parse: Parse, q: Quantity) -> int:
    """The passive verb before a number alone that "by" follows, or −1."""
    if parse.lower[q.last + 1 : q.last + 2] != ["by"] or parse.lower[q.first - 1] not in (",", ";", "and", "but", "while"):
        return -1
    first = parse.sentences[parse.sentence[q.core]][0]
    return next((k for k in range(q.first - 1, first - 1, -1) if parse.upos[k] == "VERB" and passive(parse, k)), -1)


def there_are(parse: Parse, q: Quantity) -> int:
    """The verb of "there are more than 900 by now", where nothing stands behind the number that it could count, or −1."""
    verb, behind = parse.heads[q.last_core], parse.lower[q.last + 1 : q.last + 2]
    if verb < 0 or parse.lemmas[verb] != "be" or parse.relations[q.last_core] != "nsubj" or parse.child(verb, "expl") < 0:
        return -1
    return verb if not behind or behind[0] in _CLOSED else -1


def of_all_of_them(parse: Parse, q: Quantity) -> bool:
    """Whether a sentence speaks of all or most of those before, and then of some: "All of them had been shot, and five were minors"."""
    first = parse.sentences[parse.sentence[q.core]][0]
    if not parse.relations[q.last_core].startswith("nsubj") or parse.heads[q.last_core] < 0:
        return False
    return any(
        parse.lower[k] in _SOME and parse.lower[k + 1] == "of" and parse.lower[k + 2] in ("them", "these", "those", "whom") for k in range(first, q.first - 2)
    )


def seen(parse: Parse, q: Quantity) -> int:
    """The dead or wounded that somebody counted, or −1: "there were bodies in the street, I counted eleven"."""
    verb = parse.heads[q.last_core]
    if verb < 0 or parse.relations[q.last_core] != "obj" or parse.lemmas[verb] not in _SEEING or parse.lower[q.last + 1 : q.last + 2] == ["of"]:
        return -1
    first = parse.sentences[max(0, parse.sentence[q.core] - 1)][0]
    nouns = (k for k in range(q.first - 1, first - 1, -1) if parse.xpos[k] == "NNS" and parse.upos[k] == "NOUN")
    noun = next((k for k in nouns if parse.low_lemmas[k] in measures()["strong"] and parse.paragraph[k] == parse.paragraph[q.core]), -1)
    return noun if noun >= 0 and not any(parse.upos[k] == "NUM" for k in range(noun, q.first)) else -1


def in_number(parse: Parse, q: Quantity) -> int:
    """Those before a number that says how many they are, or −1: "his fighters, 9,000 in number", "the rebels, some 400 strong"."""
    behind = parse.lower[q.last + 1 : q.last + 3]
    if behind != ["in", "number"] and behind[:1] != ["strong"] and behind != ["in", "all"]:
        return -1
    k = q.first - 1
    k -= parse.lower[k] in (",", "(", "–", "—")
    return k if k >= 0 and parse.upos[k] in ("NOUN", "PROPN") and parse.xpos[k] in ("NNS", "NNPS", "NN") else -1
