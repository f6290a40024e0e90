"""Numbers that a toll word stands for: "the death toll rose to 45", "bringing the number of missing to 12", "Number of displaced: 452"."""

from typing import Final

from sayso.figures.context import words_of
from sayso.figures.counted import measures
from sayso.figures.lines import label
from sayso.figures.quantities import Quantity
from sayso.figures.senses import Measured
from sayso.text.parse import Parse

__all__ = ["COUNTS", "spoken_toll", "toll"]


def toll(parse: Parse, q: Quantity) -> Measured | None:
    """What a bare number measures that is the value of a toll, or that a label stands before."""
    t = measures()
    i = q.last_core
    head = parse.heads[i]
    for _ in range(4):
        if head >= 0 and parse.upos[head] in ("NUM", "ADV", "ADJ") and parse.low_lemmas[head] not in t["toll_verbs"]:
            head = parse.heads[head]
    subject = -1
    if head >= 0 and (parse.low_lemmas[head] in t["toll_verbs"] or parse.upos[head] == "VERB"):
        for c in (parse.child(head, "nsubj"), parse.child(head, "obj")):
            if c >= 0 and c != i and c < q.first:
                name = _toll_noun(parse, c)
                if name and parse.low_lemmas[head] in t["toll_verbs"]:
                    return Measured(name, head, 0.9)
        if parse.low_lemmas[head] in t["toll_verbs"]:
            subject = next((a for a in parse.ancestors(head)), -1)
            own = parse.child(subject, "nsubj") if subject >= 0 else -1
            if own >= 0 and own < q.first and parse.relations[head] in ("xcomp", "conj", "advcl"):
                name = _toll_noun(parse, own)
                if name:
                    return Measured(name, head, 0.8)
    if parse.heads[i] >= 0 and parse.relations[i].startswith("nmod") and parse.case(i) == "of":
        name = _toll_noun(parse, parse.heads[i])  # "a death toll of 45"
        if name:
            return Measured(name, parse.heads[i], 0.9)
    if _inhabited(parse, q):
        return Measured("population", -1, 0.9)
    told = _put_at(parse, q) or _stands_at(parse, q)
    if told is not None:
        return told
    own = parse.child(i, "nsubj")  # "the death toll is 45"
    if own >= 0 and parse.child(i, "cop") >= 0:
        name = _toll_noun(parse, own)
        if name:
            return Measured(name, i, 0.9)
    return _line(parse, q) or label(parse, q)


def _inhabited(parse: Parse, q: Quantity) -> bool:
    """Whether a number alone is called a population: "(population: 12,000)", "Homs, population 800,000,"."""
    k = q.first - 1
    k -= parse.lower[k] in (":", "of", "is", "was", "about")
    behind = parse.lower[q.last + 1] if q.last + 1 < len(parse) else "."
    return k >= 0 and parse.lower[k] in ("population", "pop", "pop.", "inhabitants") and behind in (")", ",", ".", ";", "and")


def _line(parse: Parse, q: Quantity) -> Measured | None:
    """Such as "quake toll nears 2,900", "toll of missile strike climbs to 40": a headline, whatever the parser makes of its verb."""
    first = parse.sentences[parse.sentence[q.core]][0]
    verbs = measures()["toll_verbs"]
    for k in range(q.first - 1, max(first, q.first - _HEADLINE) - 1, -1):
        if parse.upos[k] in ("NUM", "PUNCT"):
            return None
        if parse.lower[k] == "toll":
            said = any(w in verbs or w.removesuffix("s") in verbs or w.removesuffix("es") in verbs for w in parse.lower[k + 1 : q.first])
            return Measured("killed", k, 0.8) if said else None
    return None


def _toll_noun(parse: Parse, noun: int) -> str | None:
    """What "death toll", "number of missing", "the dead", "the official count of displaced families" count."""
    t = measures()
    lemma = parse.low_lemmas[noun]
    if lemma not in t["toll_nouns"] and lemma not in ("number", "figure", "count", "total", "tally", "estimate", "percentage", "amount", "list"):
        return None
    for c in parse.children[noun]:
        if parse.base_relations[c] in ("compound", "nmod", "amod", "acl"):
            own = t["toll_nouns"].get(parse.low_lemmas[c]) or t["weak"].get(parse.low_lemmas[c]) or t["states"].get(parse.lower[c])
            done = next((t["states"][parse.lower[g]] for g in parse.children[c] if parse.relations[g] == "acl" and parse.lower[g] in t["states"]), None)
            if done is not None:
                return str(done)  # "the number of hostages killed"
            if own and own != "other":
                return str(own)
            for g in parse.children[c]:
                below = t["states"].get(parse.lower[g]) or t["toll_nouns"].get(parse.low_lemmas[g])
                if below and parse.base_relations[g] in ("amod", "acl", "nmod", "compound"):
                    return str(below)
            if parse.low_lemmas[c] in ("dead", "victim"):
                return "killed"
    name = t["toll_nouns"].get(lemma)
    return str(name) if name else None


_PUT: Final = frozenset("put place bring raise take push lift set estimate increase".split())
_GIVE: Final = frozenset({"give", "state", "cite", "report", "name", "list", "announce", "quote"})
COUNTS: Final = frozenset("number total figure count tally estimate".split())
_HEADLINE: Final = 9
"""Tokens from "toll" to its number."""
_REACH: Final = 18
_OF: Final = 4
"""Tokens from "of" to the verb: "the number of dead now stands at"."""


def _put_at(parse: Parse, q: Quantity) -> Measured | None:
    """Such as "put the number of dead in the north at 61", "bringing the total number of displaced people there to 400,000",
    however the parse joins them: the verb, the toll, "at" or "to", the number."""
    first = parse.sentences[parse.sentence[q.core]][0]
    before = parse.lower[q.first - 1]
    if q.first - 1 <= first or before not in ("at", "to", "as"):
        return _numbers(parse, q)
    t = measures()
    giving = _PUT if before != "as" else _GIVE
    verb = next((k for k in range(q.first - 2, max(first, q.first - _REACH) - 1, -1) if parse.low_lemmas[k] in giving and parse.upos[k] == "VERB"), -1)
    if verb < 0 or any(_stops(parse, k) for k in range(verb + 1, q.first - 1)):
        return None
    between = [(k, parse.low_lemmas[k]) for k in range(verb + 1, q.first - 1)]
    noun = next((k for k, lemma in between if lemma in t["toll_nouns"] or lemma in COUNTS or lemma == "loss"), -1)
    if noun < 0:
        force = next((k for k, lemma in between if t["event_nouns"].get(lemma) == "troops"), -1)
        return Measured("troops", verb, 0.7) if force >= 0 else None  # "that brings the force to about 3,000"
    if "loss" in (lemma for _, lemma in between):
        return Measured("killed", verb, 0.75)
    for k, lemma in between:
        name = (
            (t["states"].get(parse.lower[k]) if parse.upos[k] != "NOUN" else None)
            or t["toll_nouns"].get(lemma)
            or t["weak"].get(lemma)
            or t["strong"].get(lemma)
        )
        if name and name != "other":
            return Measured(str(name), verb, 0.85)
    housed = next((t["conditions"][lemma] for k, lemma in between if lemma in t["conditions"] and parse.child(k, "case") >= 0), None)
    return Measured(str(housed), verb, 0.8) if housed is not None else None  # "put the number of people in camps at 83,400"


def _stops(parse: Parse, k: int) -> bool:
    """Whether a word between a verb of giving and a number means that the number is another's: a new predicate, another number; not "the number of
    deaths it could document", "the toll in the first 14 months"."""
    above = parse.heads[k]
    if parse.upos[k] == "AUX":
        return above < 0 or not parse.relations[above].startswith("acl")
    return parse.upos[k] == "NUM" and not _in_places(parse, k) and (above < 0 or parse.low_lemmas[above] not in words_of("time_units"))


def _stands_at(parse: Parse, q: Quantity) -> Measured | None:
    """Such as "the number of dead stands at 31", where the parse takes the verb for a noun that the rest belongs to."""
    first = parse.sentences[parse.sentence[q.core]][0]
    verb = q.first - 2
    if verb <= first or parse.lower[verb + 1] not in ("at", "to") or parse.low_lemmas[verb] not in measures()["toll_verbs"]:
        return None
    of = next((k for k in range(verb - 1, max(first, verb - _OF) - 1, -1) if parse.lower[k] == "of"), -1)
    if of <= first or parse.low_lemmas[of - 1] not in COUNTS:
        return None
    t = measures()
    names = (t["states"].get(parse.lower[k]) or t["toll_nouns"].get(parse.low_lemmas[k]) for k in range(of + 1, verb))
    name = next((n for n in names if n), None)
    return Measured(str(name), verb, 0.85) if name is not None else None


def _in_places(parse: Parse, k: int) -> bool:
    """Whether a number counts where those of a toll are: "the number of people in the 900 camps"."""
    above = parse.heads[k]
    return parse.relations[k] == "nummod" and above > k and parse.relations[above].startswith(("nmod", "obl"))


_POINTING: Final = frozenset({"the", "that", "this", "their", "its", "a"})


def spoken_toll(parse: Parse, q: Quantity) -> int:
    """The verb that gives a number to what was counted before, or −1: "put their number at 300", "the agency puts the figure at 32", "with that
    number expected to rise to 1,300"."""
    t = measures()
    first = parse.sentences[parse.sentence[q.core]][0]
    if q.first - 1 <= first or parse.lower[q.first - 1] not in ("at", "to"):
        return -1
    stop = max(first, q.first - _HEADLINE)
    noun = next((k for k in range(q.first - 2, stop, -1) if parse.low_lemmas[k] in COUNTS), -1)
    if noun < 0 or parse.lower[noun - 1] not in _POINTING or parse.lower[noun + 1] == "of" or any(parse.upos[k] == "NUM" for k in range(noun, q.first)):
        return -1
    if noun == q.first - 2:  # "put the number at"
        return next((k for k in range(noun - 1, max(first, noun - 4), -1) if parse.low_lemmas[k] in _PUT and parse.upos[k] == "VERB"), -1)
    return next((k for k in range(q.first - 2, noun, -1) if parse.low_lemmas[k] in t["toll_verbs"]), -1)


def _numbers(parse: Parse, q: Quantity) -> Measured | None:
    """Such as "the force is to number about 2,500": how many it has."""
    t = measures()
    verb = q.first - 1
    if parse.low_lemmas[verb] != "number" or (parse.lower[verb] in ("numbers", "numbering") and parse.lower[verb - 1] == "the"):
        return None
    above = verb
    for _ in range(3):
        who = parse.child(above, "nsubj")
        if who >= 0:
            armed = (
                parse.low_lemmas[who] in ("force", "army", "contingent", "garrison", "battalion", "brigade", "militia", "troop", "mission")
                or t["things"].get(parse.low_lemmas[who]) == "troops"
            )
            return Measured("troops", verb, 0.7) if armed else None
        above = parse.heads[above]
        if above < 0:
            return None
    return None
