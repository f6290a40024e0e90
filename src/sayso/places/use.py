"""Whether a place is named as a place or as its government: "in Russia" against "Russia has deployed troops"."""

from typing import Final

from sayso.places.atlas import words
from sayso.text.parse import Parse
from sayso.text.tokens import DASHES
from sayso.types.kinds import Use

__all__ = ["use"]

_OF_STATES: Final = frozenset(
    (
        "government", "president", "army", "military", "leader", "leaders", "parliament", "minister", "ministers", "ambassador", "ambassadors", "troops", "forces",
        "embassy", "embassies", "consulate", "consulates", "envoy", "envoys", "diplomats", "presidents", "governments",
    )
)  # fmt: skip
"""Nouns of which, with "of", a country is the state: "the embassies of Kenya and Chad"."""
_MEN: Final = frozenset(("soldier", "troop", "peacekeeper", "adviser", "base", "embassy", "consulate", "warship", "aircraft", "ambassador"))
"""What states have elsewhere."""
_OFFERED: Final = {"on": ("call", "blame"), "to": ("promise", "pledge", "offer")}
"""Verbs that with a preposition have a government as their other side: "called on Belgrade", "tanks promised to Kyiv"."""
_ASKED: Final = frozenset(("request", "behest", "invitation", "insistence", "approval", "consent", "permission"))
_LINE: Final = 5  # tokens of a dateline before a name
_WITH: Final = frozenset(("with", "against", "by", "between", "among", "for"))


def use(parse: Parse, first: int, last: int, *, capital: bool) -> Use:
    """The use of a name of a state at tokens ``first`` to ``last``; of a ``capital`` only as what acts for its state.

    Demonyms are not asked for here. Where the syntax says nothing, a location.
    """
    if _dateline(parse, first, last):
        return "location"
    head = parse.top(first, last)
    relation, governor = parse.relations[head], parse.heads[head]
    seen = 0
    while relation.partition(":")[0] in ("conj", "appos") and governor >= 0 and seen < 8:
        head, seen = governor, seen + 1
        relation, governor = parse.relations[head], parse.heads[head]
    if _acts_behind(parse, head):
        return "government"
    if governor < 0:
        return "location"
    kind = relation.partition(":")[0]
    verb = parse.low_lemmas[governor]
    if relation == "nsubj:pass":
        if verb in ("say", "believe", "report", "think", "expect", "know", "allege", "suppose", "understand") and parse.child(governor, "xcomp") >= 0:
            return "government" if not capital else "location"  # "Russia is said to be sending troops"
        return "government" if verb in words("addressing_verbs") else "location"
    if kind == "nsubj":
        if parse.upos[governor] not in ("VERB", "AUX"):
            return "location" if capital or verb in words("land_nouns") or parse.upos[governor] == "ADJ" else "government"
        if capital:
            return "government" if verb in words("acting_verbs") and verb not in words("resting_verbs") else "location"
        if verb in ("have", "remain", "see", "need") and parse.child(governor, "obj") < 0:
            return "location"
        if verb == "have" and parse.lemmas[parse.child(governor, "obj")] in _MEN:
            return "government"  # "France has 500 soldiers in the country"
        return "location" if verb in words("resting_verbs") else "government"
    if relation == "obl:agent":
        return "government"
    if kind in ("obj", "iobj"):
        return "government" if verb in words("addressing_verbs") else "location"
    noun = parse.lower[governor]
    if relation == "nmod:poss":
        if capital:
            return "government" if noun in words("state_nouns") and noun not in ("police", "house", "central", "authorities") else "location"
        return "location" if noun in words("land_nouns") else "government"
    if kind in ("compound", "amod", "nmod", "obl", "flat") or (kind == "dep" and governor > head):
        case = next((parse.lower[c] for c in parse.children[head] if parse.relations[c] == "case"), "")
        over = parse.heads[governor] if parse.relations[governor] == "obj" else governor  # "blames the deaths on Pakistan"
        if parse.lemmas[over] in _OFFERED.get(case, ()) and parse.upos[over] == "VERB":
            return "government"
        if case == "of" and noun in _ASKED:
            return "government"
        if not case:
            return "government" if not capital and (noun in words("state_nouns") or _ahead(parse, last, governor)) else "location"
        if case in _WITH:
            land = noun in words("land_nouns") or noun in ("line", "distance", "road", "fighting")
            if case in ("for", "between", "among") and (capital or noun not in words("state_nouns")):
                return "location" if case != "between" or land or capital else "government"
            return "location" if land else "government"
        if case == "of" and not capital:
            return "government" if noun in _OF_STATES else "location"
        if case in ("on", "upon") and _put_on(parse, governor, head) in ("sanctions", "pressure", "embargo") and not capital:
            return "government"
    return "location"


def _put_on(parse: Parse, governor: int, name: int) -> str:
    """What is laid on a country: the noun that the phrase hangs on, or the object of its verb ("imposed sanctions on Belarus")."""
    put = parse.child(governor, "obj") if parse.upos[governor] == "VERB" else -1
    return parse.lower[put if 0 <= put < name else governor]


def _acts_behind(parse: Parse, head: int) -> bool:
    """Whether a clause behind a name says what its government does: "Islamabad, which threatened …"."""
    return any(
        parse.relations[c] == "acl:relcl"
        and parse.lemmas[c] in words("acting_verbs") - words("resting_verbs")
        and (subject := parse.child(c, "nsubj")) >= 0
        and parse.lower[subject] == "which"
        for c in parse.children[head]
    )


def _dateline(parse: Parse, first: int, last: int) -> bool:
    """Whether a name stands in a dateline: "JUBA, South Sudan, March 4 (AP) —", "Kyiv, Ukraine -"."""
    start = first
    while start > 0 and parse.paragraph[start - 1] == parse.paragraph[first] and first - start < _LINE:
        start -= 1
    if first - start >= _LINE or any(parse.upos[i] not in ("PROPN", "PUNCT", "NOUN", "X", "ADJ") for i in range(start, first)):
        return False
    if start == first and parse.tokens[first].text.isupper() and parse.lower[last + 1 : last + 2] == [":"]:
        return True  # "MALI: Gunmen …"
    for i in range(last + 1, min(last + 12, len(parse))):
        if parse.paragraph[i] != parse.paragraph[first] or parse.upos[i] in ("VERB", "AUX"):
            return False
        if parse.tokens[i].text in DASHES:
            return parse.tokens[i - 1].end < parse.tokens[i].start  # a dash of its own, no hyphen
    return False


def _ahead(parse: Parse, last: int, governor: int) -> bool:
    """Whether between a name and its governor stands a noun of the state: "US Department of Defense official"."""
    return any(parse.lower[i] in words("state_nouns") for i in range(last + 1, min(governor + 1, last + 6)))
