"""Plans: what a source says that it, its side, or those for whom it decides will do."""

from collections.abc import Callable
from functools import cache

from sayso.statements.syntax import roles
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["helpers_of", "is_plan"]


@cache
def _words(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in table("statements/plans")[name])


def helpers_of(parse: Parse, main: int, last: int) -> frozenset[str]:
    """The auxiliaries of a predicate, in lower case, up to a token."""
    return frozenset(parse.lower[c] for c in parse.children[main] if parse.relations[c].startswith("aux") and c <= last)


def is_plan(parse: Parse, first: int, last: int, main: int, own: Callable[[int], bool], *, announces: bool) -> bool:
    """Whether a content tells what will be done, and the source decides it.

    Args:
        first: First token of the content.
        last: Its last token.
        main: Its main predicate.
        own: Whether the subject at a token is the source or its side.
        announces: Whether the source is an official or a body: what it says will be done is a plan, whoever does it.
    """
    helpers = helpers_of(parse, main, last)
    subject = parse.child(main, "nsubj")
    does = parse.lemmas[main] not in _words("outcomes", "states") or _takes(parse, main)
    acts = subject >= 0 and parse.upos[main] == "VERB" and does and parse.relations[subject] == "nsubj"
    told = "would" in helpers
    if helpers & _words("auxiliaries") or told or _is_to(parse, main):
        if announces and not _conditional(parse, main) and _decided(parse, first, last, main):
            return True
        if parse.child(main, "nsubj:pass") >= 0 and _ours(parse, parse.child(main, "nsubj:pass")) and _decided(parse, first, last, main):
            return True  # "Any attack on our soil will be answered"
        # "said we would": what might be, in the source's own words
        if subject >= 0 and parse.lower[subject] in ("i", "we") and parse.lemmas[main] in _words("sworn") and not told:
            return True  # "I will be sworn in on Thursday"
        return acts and own(subject) and not (told and parse.lower[subject] in ("i", "we"))
    if subject >= 0 and parse.lower[subject] in ("i", "we") and _goes(parse, main):
        return True
    return _intends(parse, last, main, own, announces=announces)


def _takes(parse: Parse, main: int) -> bool:
    """Whether "take" is a deed: "would take revenge", but not "will take place", "will take two days"."""
    what = parse.child(main, "obj")
    return parse.lemmas[main] == "take" and what >= 0 and parse.lemmas[what] not in _words("lasting")


def _ours(parse: Parse, subject: int) -> bool:
    a, b = parse.subtree(subject)
    return any(parse.lower[i] in ("our", "us", "my") for i in range(a, b + 1))


def _is_to(parse: Parse, main: int) -> bool:
    """Such as "the troops are to leave": what is arranged."""
    be = [c for c in parse.children[main] if parse.relations[c] in ("cop", "aux", "aux:pass") and parse.lower[c] in ("is", "are", "was", "were")]
    to = [c for c in parse.children[main] if parse.lower[c] == "to" and parse.upos[c] == "PART"]
    return any(c == be[0] + 1 or parse.lower[c - 1] in ("not", "all", "both") for c in to) if be else False


def _goes(parse: Parse, main: int) -> bool:
    """Such as "I am not going back", "we are leaving": what the speaker is about to do."""
    now = any(parse.lower[c] in ("am", "are", "'m", "'re") and parse.relations[c] == "aux" for c in parse.children[main])
    return now and parse.xpos[main] == "VBG" and parse.lemmas[main] in _words("going")


def _intends(parse: Parse, last: int, main: int, own: Callable[[int], bool], *, announces: bool) -> bool:
    """Such as "we plan to return", "it intends to send aid", "the ministry plans to vaccinate 50,000" of the ministry's spokesman."""
    for verb in (main, *(c for c in parse.children[main] if parse.relations[c] == "conj" and c <= last and parse.xpos[c] in ("VBZ", "VBP", "VBD"))):
        if parse.lemmas[verb] not in _words("verbs") or parse.child(verb, "aux:pass") >= 0:
            continue
        if parse.lemmas[verb] == "want" and (parse.xpos[verb] not in ("VBZ", "VBP") or not announces):
            continue  # "China wants to wait", a diplomat of another state said
        aim = parse.child(verb, "xcomp", "obj") if parse.lemmas[verb] not in ("aim", "want") else parse.child(verb, "xcomp")
        subject = parse.child(main, "nsubj")
        subject = subject if subject >= 0 else parse.child(main, "expl")  # "it planned to send"
        if aim < 0 or subject < 0:
            continue
        if parse.lower[subject] in ("i", "we") or ((parse.upos[subject] == "PRON" or parse.child(verb, "xcomp") >= 0) and own(subject)):
            return True
    return False


def _conditional(parse: Parse, main: int) -> bool:
    return any(parse.lower[c] in ("if", "unless") and parse.relations[c] == "mark" for k in parse.children[main] for c in parse.children[k])


def _decided(parse: Parse, first: int, last: int, main: int) -> bool:
    """Whether what will be is somebody's decision: "the borders will be reopened", "the minister will fly to Oslo", "there will be no talks";
    what will befall people, or what an enemy will do, is not the speaker's to plan."""
    subject = parse.child(main, "nsubj", "nsubj:pass")
    if subject < 0 and parse.child(main, "xcomp") >= 0:
        subject = parse.child(parse.child(main, "xcomp"), "nsubj")  # "schools will remain shut"
    goal = parse.child(main, "xcomp") if parse.lemmas[main] == "continue" else -1
    lemma = parse.lemmas[goal if goal >= 0 else main]  # "will continue to pay"
    if subject < 0:
        return False
    what = parse.low_lemmas[subject]
    if parse.child(main, "expl") >= 0:
        return lemma == "be" and what in _words("arranged")  # "there will be no talks"
    if parse.lower[main] in _words("set_states") and (parse.child(main, "cop") >= 0 or parse.upos[main] != "VERB"):
        return parse.lower[main] in _words("back") or what in _words("kept", "arranged")  # "will be back in their villages"
    if lemma in ("stay", "remain", "keep") and any(parse.relations[c] == "xcomp" and parse.lower[c] in _words("set_states") for c in parse.children[main]):
        return what in _words("kept", "arranged")  # "the airport will remain closed"
    if parse.upos[main] != "VERB":
        return False
    if parse.relations[subject] == "nsubj:pass" or parse.child(main, "aux:pass") >= 0:
        return not parse.negated(main) and lemma not in _words("happenings", "states") and parse.child(main, "obl:agent") < 0
    if lemma in _words("comes_about"):
        return what in _words("arranged", "kept")  # "the elections will take place in May"
    if lemma in _words("moves") and what in _words("sent"):
        return True  # "up to 600 fighters will leave the valley"
    if lemma in _words("happenings", "states"):
        return False
    names = [parse.names[parse.name_at[k]].kind for k in (subject, *parse.children[subject]) if parse.name_at[k] >= 0]
    if "LOC" in names and _dated(parse, first, last) and parse.child(main, "obj") >= 0:
        return True  # "Chad will send two planes on Friday": agreed, as the day shows
    if "LOC" in names or parse.xpos[subject] == "NNPS":
        return False  # another state, or a people
    return (
        parse.upos[subject] == "PROPN"
        or parse.lower[subject] in ("he", "she", "they")
        or (parse.lower[subject] == "it" and parse.child(main, "obj") >= 0)
        or what in roles("person", "body", "people")
        or (parse.upos[subject] == "NOUN" and parse.child(main, "obj") >= 0)
    )


def _dated(parse: Parse, first: int, last: int) -> bool:
    return any(parse.name_at[i] >= 0 and parse.names[parse.name_at[i]].kind == "DATE" for i in range(first, last + 1))
