"""Amounts of money, and whether they are aid: ransoms, budgets and damage are not."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from sayso.figures.bounds import before, bounded, merged
from sayso.figures.context import words_of
from sayso.figures.counted import measures, phrase_from
from sayso.figures.governor import passive
from sayso.figures.quantities import Quantity
from sayso.text.parse import Parse

__all__ = ["Amount", "amount", "is_aid"]

_PAYING: Final = frozenset({"pay", "give", "provide", "grant", "offer", "send", "compensate", "distribute", "hand", "promise", "award", "transfer"})
_PLEDGING: Final = frozenset({"promise", "pledge", "donate", "offer", "contribute"})
_ENVOYS: Final = frozenset({"envoy", "ambassador", "minister", "government", "ministry", "secretary", "chancellor", "commissioner", "embassy", "kingdom"})
_DOLLARS: Final = frozenset({"us", "a", "au", "aud", "c", "ca", "cad", "hk", "nz", "s", "r"})
_ASKED: Final = frozenset(("required", "requested", "needed"))
_THAT_IS: Final = frozenset("that which is are was were has have had been being it they still urgently now initially originally".split())
_NEAR: Final = 6  # tokens between an amount and such a word
_REACH: Final = 4
"""How far above an amount the verb is that says what it is for."""


class Amount(NamedTuple):
    """A number with its currency, as one quantity, and the currency as written."""

    quantity: Quantity
    currency: str


def amount(parse: Parse, q: Quantity) -> Amount | None:
    """The amount of money that a number is: with its currency before it, or within three words behind it; None if it is none."""
    words = parse.lower
    sign = q.core - 1
    if sign >= 0 and (words[sign] in words_of("money_before") or parse.text[parse.tokens[sign].end - 1] in "$€£¥₴₽₹"):
        currency = sign
        if sign and words[sign - 1] in _DOLLARS and parse.tokens[sign - 1].end == parse.tokens[sign].start:
            sign -= 1  # "US$"
        return Amount(_bounded_before(parse, q, sign), parse.words(sign, currency))
    for k in range(q.last + 1, min(q.last + 4, len(words))):
        if words[k] in words_of("money_after") or parse.low_lemmas[k] in words_of("money_after"):
            return Amount(q._replace(last=k), parse.tokens[k].text)
        if parse.upos[k] not in ("ADJ", "PROPN", "SYM") and words[k] != "of":
            return None
    return None


def _bounded_before(parse: Parse, q: Quantity, sign: int) -> Quantity:
    """The quantity with its sign, and with the bounds before that: "nearly $3 million", "up to US$40m"."""
    floor = parse.sentences[parse.sentence[sign]][0]
    first, relations = before(parse.lower, sign, floor)
    if not relations:
        return q._replace(first=min(q.first, sign))
    low, high, relation = bounded(q.low or q.high or 0, q.high, q.relation, merged(relations))
    return q._replace(first=first, low=low, high=high, relation=relation)


def is_aid(parse: Parse, q: Quantity, *, after_aid: bool = False) -> bool:
    """Whether the words around an amount say that it is aid, or paid to those who suffered: "$3 million to the families of the dead".

    Args:
        after_aid: Whether the amount of money before it was aid.
    """
    if (q.low or q.high or 0) < 1:
        return False
    t = measures()
    if _required(parse, q) or _in_goods(parse, q) or _built_with(parse, q):
        return True
    for k in _around(parse, q.last_core):
        lemma = parse.low_lemmas[k]
        if lemma in t["aid_words"]:
            return True
        who = parse.child(k, "nsubj") if lemma in _PAYING else -1
        if who >= 0 and parse.low_lemmas[who] == "donor":
            return True
        if lemma in _PAYING and any(
            not t["receivers"].isdisjoint((parse.low_lemmas[w], parse.lower[w]))
            for c in parse.children[k]
            if parse.relations[c].startswith(("obl", "iobj", "obj", "nmod"))
            for w in (c, *parse.children[c])
        ):
            return True
    return _appealed_for(parse, q, after_aid=after_aid)


def _required(parse: Parse, q: Quantity) -> bool:
    """Whether an amount is called required, or is a part of one: "$150 million of the required $2.7 billion has come in"."""
    begin = max(parse.sentences[parse.sentence[q.core]][0], q.first - _NEAR)
    end = min(parse.sentences[parse.sentence[q.core]][1], q.last + _NEAR)
    if any(parse.lower[k] in _ASKED for k in range(begin, q.first)):
        return True
    behind = [k for k in range(q.last + 1, end + 1) if parse.lower[k] in _ASKED]
    if not behind:
        return False
    return parse.lower[q.last + 1] in ("of", "out") or all(parse.lower[k] in _THAT_IS for k in range(q.last + 1, behind[0]))


def _in_goods(parse: Parse, q: Quantity) -> bool:
    """Whether an amount tells the worth of arms or supplies that are given: "$20 million in equipment was promised to Chad"."""
    k = q.last + 1
    k += parse.lower[k : k + 2] == ["worth", "of"]
    if k + 1 >= len(parse) or parse.lower[k] not in ("in", "of"):
        return False
    found = phrase_from(parse, k + 1)
    verb = next((a for a in (q.last_core, *parse.ancestors(q.last_core)) if parse.upos[a] == "VERB"), -1)
    if found is None or verb < 0 or parse.low_lemmas[verb] not in words_of("granting") | _PAYING | words_of("funding"):
        return False
    noun = parse.low_lemmas[found[1]]
    return measures()["things"].get(noun) in ("arms", "vehicles", "aid") or noun in words_of("goods")


def _built_with(parse: Parse, q: Quantity) -> bool:
    """Whether something is built with an amount that another gives: "roads rebuilt with 12 billion francs from Japan"."""
    verb = next((a for a in parse.ancestors(q.last_core) if parse.upos[a] == "VERB"), -1)
    if verb < 0 or parse.low_lemmas[verb] not in words_of("building") or parse.lower[q.first - 1] != "with":
        return False
    k = q.last + 1
    k += k < len(parse) and parse.lower[k] in words_of("money_after")
    return parse.lower[k : k + 1] in (["from"], ["of"]) and any(parse.name_at[j] >= 0 for j in range(k + 1, min(k + 4, len(parse))))


def _appealed_for(parse: Parse, q: Quantity, *, after_aid: bool) -> bool:
    """Whether an amount is what helpers need for others, or were given: "require $1.4 billion to help 3.3 million people", "the plan asks
    for $90 million", "so far, $2 million has been received"."""
    verb = next((a for a in (q.last_core, *parse.ancestors(q.last_core)) if parse.upos[a] == "VERB"), -1)
    wanted = next((c for k in (q.last_core, parse.heads[q.last_core]) if k >= 0 for c in parse.children[k] if parse.relations[c] == "acl:relcl"), -1)
    if wanted >= 0 and parse.low_lemmas[wanted] in words_of("needing") and _helps(parse, q, wanted):
        return True  # "of the $32 million that the agencies require"
    if verb < 0:
        return False
    lemma = parse.low_lemmas[verb]
    if lemma in words_of("granting") and (_given_by_a_state(parse, verb) or _given_to_a_state(parse, verb) or _helper(parse, parse.child(verb, "nsubj"))):
        return True
    if after_aid and (lemma in words_of("funding") or lemma in _PAYING):
        return True
    if lemma == "set" and parse.relations[verb] == "acl":
        return parse.low_lemmas[parse.heads[verb]] in words_of("appeals")  # "the appeal for this year, set at $2.5 billion"
    return (lemma in words_of("needing") or lemma == "receive") and _helps(parse, q, verb)


def _helps(parse: Parse, q: Quantity, verb: int) -> bool:
    """Whether a verb of needing has helpers for its subject, or help behind it."""
    who = parse.child(verb, "nsubj")
    if who < 0 and parse.relations[verb] == "conj":
        who = parse.child(parse.heads[verb], "nsubj")
    if who >= 0 and parse.lower[who] in ("which", "that"):
        who = parse.heads[verb]
    above = iter(parse.ancestors(verb))
    while who >= 0 and parse.lower[who] in ("it", "they") and (a := next(above, -1)) >= 0:  # "the programme says it needs $250m"
        subject = parse.child(a, "nsubj")
        who = subject if subject >= 0 else who
    joined = [who, *(c for c in parse.children[who] if parse.relations[c] == "conj")] if who >= 0 else []
    if any(_helper(parse, w) for w in joined):
        return True
    return parse.low_lemmas[verb] in words_of("needing") and any(
        parse.low_lemmas[k] in words_of("helping") for k in range(q.last, parse.sentences[parse.sentence[verb]][1] + 1)
    )


def _helper(parse: Parse, who: int) -> bool:
    return who >= 0 and not words_of("helpers").isdisjoint((parse.low_lemmas[who], parse.lower[who]))


def _given_by_a_state(parse: Parse, verb: int) -> bool:
    """Whether a country or a union of them gives something away: "Australia will give 2.5 million dollars"; to whom is not said."""
    who = parse.child(verb, "nsubj")
    name = parse.name_at[who] if who >= 0 else -1
    if who >= 0 and parse.low_lemmas[verb] in _PLEDGING and parse.low_lemmas[who] in _ENVOYS:
        return True
    return name >= 0 and (parse.names[name].kind == "LOC" or parse.lower[parse.names[name].last] in ("union", "nations", "commission"))


def _given_to_a_state(parse: Parse, verb: int) -> bool:
    """Whether something is given to a country, by whomever: "$20 million was promised to Chad"."""
    to = [c for c in parse.children[verb] if parse.relations[c].startswith(("obl", "iobj")) and parse.case(c) == "to"]
    return passive(parse, verb) and any(parse.name_at[c] >= 0 and parse.names[parse.name_at[c]].kind == "LOC" for c in to)


def _around(parse: Parse, i: int) -> Iterator[int]:
    """The words of the same sentence over an amount, up to its verb, with what hangs on them."""
    sentence = parse.sentence[i]
    above = [i]
    for a in parse.ancestors(i):
        above.append(a)
        if parse.upos[a] == "VERB" or len(above) > _REACH:
            break
    for a in above:
        who = parse.child(a, "nsubj") if parse.upos[a] == "VERB" else -1
        if who >= 0 and parse.low_lemmas[who] in words_of("appeals"):
            first, last = parse.subtree(who)
            yield from range(first, last + 1)  # "the Humanitarian Response Plan seeks $2 billion"
        for c in (a, *parse.children[a]):
            if parse.sentence[c] == sentence:
                yield c
                if parse.upos[a] != "VERB":  # "$3 million of aid items"; under the verb, others have their own
                    yield from (g for g in parse.children[c] if g != a and parse.sentence[g] == sentence)
