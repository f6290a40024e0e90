"""Words by which somebody commits itself or another, and the deed that each of them promises."""

from collections.abc import Container
from functools import cache
from typing import Final

from sayso.events.clauses import clause_head
from sayso.events.guards import matches
from sayso.events.lexicon import nouns
from sayso.events.operators import is_to
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["CONDITIONS", "STARTS", "bygone", "conditioned", "listed", "promised", "suffered", "timed"]

_FUTURE: Final = frozenset(("will", "shall", "'ll", "going"))
_REPORTED: Final = frozenset(("would", "'d"))  # "said it would withdraw"
CONDITIONS: Final = frozenset(("if", "unless", "provided", "once"))
"""Words that open a condition."""
STARTS: Final = frozenset(("by", "from", "before", "within"))
"""Words before the time by or from which something is promised."""


@cache
def listed(*names: str) -> frozenset[str]:
    """The words of lists about commitments."""
    return frozenset(word for name in names for word in table("events/commitments")[name])


def promised(parse: Parse, i: int, dated: Container[int]) -> int:
    """The deed that the word at ``i`` promises, or −1: "will send", "promised to send", "is ready to send", "pledged aid"."""
    lemma = parse.lemmas[i]
    if parse.relations[i] == "aux" and (parse.lower[i] in _FUTURE or parse.lower[i] in _REPORTED):
        deed = parse.heads[i]
        if deed >= 0 and (there := _there_will_be(parse, deed, dated)) >= 0:
            return there
        if deed >= 0 and parse.child(deed, "cop") >= 0 and not suffered(parse, deed):
            return deed if _there(parse, deed) and timed(parse, deed, dated) else -1  # "will be in the city by Friday"
        if deed < 0 or not _will_do(parse, deed, i):
            return -1
    elif parse.lower[i] == "due" and (bound := _due_in(parse, i, dated)) >= 0:
        return bound
    elif parse.upos[i] == "VERB" and is_to(parse, i) >= 0:
        deed = i  # "are to meet in Doha on Friday"
        if parse.child(deed, "nsubj:pass") >= 0 and parse.lemmas[deed] not in listed("done_by_authority"):
            return -1
    elif parse.upos[i] in ("VERB", "ADJ") and (
        parse.lower[i] == "going" or (lemma in listed("promise", "ready", "wishing") and parse.xpos[i] not in ("VBG", "VB"))
    ):
        deed = parse.child(i, "xcomp")
        past = parse.xpos[i] == "VBD" and not parse.relations[i].startswith("ccomp")  # "hoped to meet them on Monday"
        if lemma in listed("wishing") and (past or deed < 0 or parse.child(i, "obj") >= 0 or not timed(parse, deed, dated)):
            return -1  # what is only wanted, or wanted of others
        if deed < 0 and lemma in listed("promise_things"):
            deed = parse.child(i, "advcl")  # "promised on Monday to open"
        if deed < 0 or parse.xpos[deed] != "VB":
            given = _given(parse, i, dated)
            return given if given >= 0 else _set_for(parse, i, dated)
    elif parse.upos[i] == "VERB" and lemma in listed("setting"):
        return _set_for(parse, i, dated)
    else:
        return -1
    if parse.lemmas[deed] in listed("stative") and not (parse.lemmas[deed] == "have" and _held(parse, deed)):
        return -1
    return deed


def timed(parse: Parse, deed: int, dated: Container[int]) -> bool:
    """Whether the clause of a deed says by when, be it "soon"."""
    first, last = parse.subtree(deed)
    return any(i in dated or parse.lower[i] in listed("soon") for i in range(first, last + 1))


def bygone(parse: Parse, i: int) -> bool:
    """Whether a plan is told of as one that was: "intended to dismiss him", "had agreed to pull out"."""
    return (parse.lemmas[i] in listed("past_plans") and parse.xpos[i] == "VBD") or any(
        parse.relations[c] == "aux" and parse.lower[c] == "had" for c in parse.children[i]
    )


def _there(parse: Parse, predicate: int) -> bool:
    """Whether a predicate says where somebody will be: "in the city centre", "home"."""
    return parse.lower[predicate] in listed("there") or any(
        parse.relations[c] == "case" and parse.lower[c] in listed("whereabouts") for c in parse.children[predicate]
    )


def _set_for(parse: Parse, verb: int, dated: Container[int]) -> int:
    """What is called or set for a day: "announced elections for May", or −1."""
    thing = parse.child(verb, "obj")
    if parse.lemmas[verb] not in listed("setting") or thing < 0 or parse.lemmas[thing] not in listed("set_for"):
        return -1
    _, last = parse.subtree(verb)
    return thing if any(parse.lower[k] == "for" and k + 1 in dated for k in range(thing, last)) else -1


def _there_will_be(parse: Parse, verb: int, dated: Container[int]) -> int:
    """What is arranged for a day in "there will be a meeting on Friday", or −1."""
    if parse.lemmas[verb] != "be" or parse.child(verb, "expl") < 0 or not timed(parse, verb, dated):
        return -1
    thing = parse.child(verb, "nsubj")
    return thing if thing >= 0 and parse.lemmas[thing] in listed("arranged", "set_for") else -1


def _due_in(parse: Parse, i: int, dated: Container[int]) -> int:
    """The word that says where somebody is due: "is due in Ankara on Tuesday", or −1 where no day is told, or money or a child is due."""
    if parse.lower[i + 1 : i + 2] not in (["in"], ["at"], ["back"]):
        return -1
    place = parse.heads[i] if parse.relations[i] == "case" else i
    there = parse.relations[i] == "case" or any(parse.relations[c] == "obl" and parse.name_at[c] >= 0 and c not in dated for c in parse.children[i])
    subject = next((k for c in (place, i) if c >= 0 and (k := parse.child(c, "nsubj")) >= 0), -1)
    known = subject >= 0 and (parse.name_at[subject] >= 0 or matches(parse, subject, nouns("@official|@body|@force|delegation|envoy|mission|team")))
    soon = any(k in dated for c in (i, place) if c >= 0 for k in range(c, parse.subtree(c)[1] + 1))
    return place if there and known and soon and parse.child(place, "cop") >= 0 and place not in dated else -1


def _given(parse: Parse, verb: int, dated: Container[int]) -> int:
    """What is promised by a noun: "pledged 50 million dollars", "promised a ceasefire", "promised officers by June", or −1."""
    if parse.lemmas[verb] not in listed("promise_things") or parse.upos[verb] != "VERB":
        return -1
    things = [c for c in parse.children[verb] if parse.relations[c] == "obj"]
    told = next((c for c in things if matches(parse, c, nouns("@money|@aidgoods|@weapon|@force|@deed"))), -1)
    if told >= 0 or not things:
        return told
    _, last = parse.subtree(verb)
    when = [k for k in range(things[0], last) if parse.lower[k] in STARTS and any(j in dated for j in range(k + 1, min(k + 4, last + 1)))]
    return things[0] if when and parse.upos[things[0]] == "NOUN" else -1


def _will_do(parse: Parse, deed: int, aux: int) -> bool:
    passive = suffered(parse, deed)
    if passive and parse.lemmas[deed] not in listed("done_by_authority"):
        return False
    if parse.upos[deed] != "VERB" or (parse.child(deed, "cop") >= 0 and not passive) or any(parse.lower[c] == "whether" for c in parse.children[deed]):
        return False
    if parse.lower[aux] in _REPORTED:
        subject = parse.child(deed, "nsubj")
        if conditioned(parse, deed):
            if subject < 0 and parse.relations[deed] == "conj":
                subject = parse.child(parse.heads[deed], "nsubj")  # "said it had left and would return if …"
            # "would close the border if …" commits a state; "I would …" commits nobody
            return subject >= 0 and (parse.name_at[subject] >= 0 or parse.lower[subject] in ("it", "they", "he", "she"))
        if parse.relations[deed] == "conj" and parse.upos[parse.heads[deed]] in ("VERB", "ADJ"):
            deed = parse.heads[deed]  # "said it had left and would return"
            subject = parse.child(deed, "nsubj")
        head = parse.heads[deed]
        return parse.relations[deed].startswith("ccomp") and head >= 0 and parse.xpos[head] == "VBD" and subject >= 0
    return not (parse.lower[aux] == "going" and parse.xpos[deed] != "VB")


def suffered(parse: Parse, deed: int) -> bool:
    """Whether the subject of a deed is what it is done to."""
    return parse.child(deed, "nsubj:pass", "aux:pass") >= 0 or (parse.xpos[deed] == "VBN" and parse.child(deed, "cop") >= 0)


def _held(parse: Parse, verb: int) -> bool:
    obj = parse.child(verb, "obj")
    return obj >= 0 and parse.lemmas[obj] in ("meeting", "talk", "conversation", "call", "discussion", "consultation")


def conditioned(parse: Parse, deed: int) -> bool:
    """Whether a deed hangs on a condition: "will attack if …"."""
    head = clause_head(parse, deed)
    for verb in (deed, head):
        for c in parse.children[verb]:
            if parse.relations[c].startswith("advcl") and any(parse.relations[k] == "mark" and parse.lower[k] in CONDITIONS for k in parse.children[c]):
                return True
    return False
