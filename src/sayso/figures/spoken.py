"""What a number is of, where its own words do not say so: of places and things that its sentence begins with, of the arrivals spoken of, of aid."""

from collections.abc import Sequence
from typing import Final

from sayso.figures.context import words_of
from sayso.figures.counted import Counted, measures
from sayso.figures.draft import Draft
from sayso.figures.quantities import Quantity
from sayso.text.parse import Parse

__all__ = ["introduces", "of_a_group", "of_the_named", "of_things", "of_villages", "paid_again"]

_TOWN: Final = 50
"""Inhabitants from which on a number behind "a village of" is of them."""
_CROWDS: Final = frozenset({"family", "crowd", "mob", "group", "gang", "band", "party", "congregation", "throng", "audience", "caravan", "queue"})
_LARGE: Final = 100_000
"""From here on a number alone is money where money is spoken of."""


def of_things(parse: Parse, c: Counted) -> bool:
    """Whether "nine of them" are villages or the like: the last plural before it in the sentence."""
    if not c.of or parse.lower[c.head] not in ("them", "which", "those"):
        return False
    first = parse.sentences[parse.sentence[c.head]][0]
    noun = next((k for k in range(c.first - 1, first - 1, -1) if parse.xpos[k] == "NNS"), -1)
    if noun < 0:
        return False
    lemma = parse.low_lemmas[noun]
    counts_something = any(parse.relations[k] == "nummod" for k in parse.children[noun]) and lemma not in measures()["things"] and _is_thing(lemma)
    return lemma in measures()["settlements"] or counts_something


def _is_thing(lemma: str) -> bool:
    """Whether a noun is of those that happen, of which "44 of them" are no people: "138 clashes, 44 of them near Homs"."""
    return lemma in measures()["event_nouns"] or lemma in words_of("happenings")


def of_villages(parse: Parse, q: Quantity) -> bool:
    """Whether a number is a part of places or happenings that its sentence begins with: "Of twelve villages, eight have been recaptured"."""
    first = parse.sentences[parse.sentence[q.core]][0]
    if parse.lower[first] not in ("of", "among"):
        return False
    noun = next((k for k in range(first + 1, q.first) if parse.xpos[k] == "NNS"), -1)
    return noun >= 0 and (parse.low_lemmas[noun] in measures()["settlements"] or _is_thing(parse.low_lemmas[noun]))


def of_a_group(parse: Parse, q: Quantity) -> int:
    """The town or crowd whose size a number alone is, or −1: "the Red Sea city of 600,000", "a crowd of about 45"."""
    if q.kind != "number" or parse.lower[q.first - 1 : q.first] != ["of"] or parse.relations[q.last_core] not in ("nmod", "obl"):
        return -1
    noun = q.first - 2
    lemma = parse.low_lemmas[noun] if noun >= 0 else ""
    town = lemma in measures()["settlements"] and (q.low or q.high or 0) >= _TOWN and not _year(parse, q)
    common = parse.upos[noun] == "NOUN" and parse.tokens[noun].text.islower()  # not the Group of Seven
    return noun if common and (town or lemma in _CROWDS) else -1


def _year(parse: Parse, q: Quantity) -> bool:
    return parse.lower[q.core].isdigit() and 1900 <= q.value < 2100


def of_the_named(parse: Parse, q: Quantity) -> int:
    """The noun of those whom a sentence begins with and of whom a number alone is a part, or −1: "Of the arrivals, 900 have been registered"."""
    first = parse.sentences[parse.sentence[q.core]][0]
    if parse.lower[first : first + 2] != ["of", "the"] or not first + 2 < q.first <= first + 5 or parse.lower[first + 3] != ",":
        return -1
    return first + 2 if parse.low_lemmas[first + 2] in measures()["weak"] and parse.xpos[first + 2] == "NNS" else -1


def paid_again(parse: Parse, q: Quantity, earlier: Sequence[Draft]) -> Draft | None:
    """The aid before it of whose currency a large number alone is that somebody gave: "$146 million is needed; Canada gave 16.5 million"."""
    verb = parse.heads[q.last_core]
    last = next((d for d in reversed(earlier) if d.thing == "aid"), None)
    if last is None or verb < 0 or parse.relations[q.last_core] != "obj" or (q.low or 0) < _LARGE or parse.sentence[q.core] - parse.sentence[last.head] > 1:
        return None
    return last if parse.low_lemmas[verb] in words_of("granting") and last.measure == "aid_amount" else None


def introduces(parse: Parse, c: Counted) -> bool:
    """Whether one of several is only a way to say who somebody is: "one of their commanders, Abu Yusuf, said"."""
    k = c.last + 2
    return k < len(parse) and parse.lower[k - 1] == "," and parse.name_at[k] >= 0 and parse.names[parse.name_at[k]].kind == "PER"
