"""What looks like an attribution and is none: acts, silence, and how a source wants to be named."""

from collections.abc import Sequence
from typing import Final

from sayso.statements.cues import is_negated
from sayso.statements.lists import of_cues
from sayso.statements.syntax import Tokens, roles
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["acts", "is_silent", "wishes_to_be_unnamed"]


def acts(parse: Parse, marks: Sequence[bool], cue: int, parts: list[Tokens]) -> bool:
    """Whether a cue is an act, and what it governs no words: "defenders repelled 53 attacks", "recalled its ambassador", "dismissed his
    commander", "a truce that was rejected by the army".

    Args:
        marks: For each token whether it stands inside quotation marks.
        cue: The head of the cue.
        parts: The contents.
    """
    lemma = parse.lemmas[cue]
    if lemma == "ask" and parse.lower[cue] == "asked" and parse.relations[cue] == "advcl" and parse.child(cue, "obl:agent", "nsubj") < 0:
        return True  # "Asked whether he would go, the minister said …"
    if lemma in ("dismiss", "discharge") and _somebody(parse, cue):
        return True
    if lemma in of_cues("deeds") or _on_oneself(parse, cue):
        return True
    if lemma in ("declare", "proclaim") and any(parse.low_lemmas[k] in of_cues("declared") for k in _thing(parse, cue)):
        return True
    if lemma in ("recognize", "recognise") and parse.upos[cue] == "VERB":
        return _of_names(parse, parts)
    if parse.upos[cue] == "VERB" and lemma in of_cues("deeds_on_things"):
        return _of_things(parse, marks, parts)
    if parse.upos[cue] == "VERB" and lemma in of_cues("deeds_on_sums") and any(parse.upos[i] == "NUM" for a, b in parts for i in range(a, b + 1)):
        return _of_things(parse, marks, parts)
    if lemma in ("reject", "condemn", "refuse") and parse.child(cue, "aux:pass") >= 0 and _of_things(parse, marks, parts):
        accounts = table("statements/cues")["accounts"]
        return not any(parse.low_lemmas[i] in accounts for a, b in parts for i in range(a, b + 1))
    return False


def _thing(parse: Parse, cue: int) -> list[int]:
    """The head of a verb's object, and what it is of: "a state of emergency"."""
    noun = parse.child(cue, "obj")
    return [noun, *(c for c in parse.children[noun] if parse.relations[c] in ("nmod", "compound"))] if noun >= 0 and parse.child(cue, "ccomp") < 0 else []


def _of_names(parse: Parse, parts: list[Tokens]) -> bool:
    """Whether contents are names or named things: "recognised the Council", "recognised the Armenian genocide"."""
    heads = [next((i for i in range(a, b + 1) if not a <= parse.heads[i] <= b and parse.upos[i] != "PUNCT"), a) for a, b in parts]
    return all(any(parse.name_at[k] >= 0 for k in (h, *(c for c in parse.children[h] if c < h))) for h in heads)


def _on_oneself(parse: Parse, cue: int) -> bool:
    """Whether a verb only tells what somebody goes by: "who calls himself Abu Bakr"."""
    return parse.lemmas[cue] in ("call", "style", "name", "dub") and cue + 1 < len(parse) and parse.lower[cue + 1].endswith(("self", "selves"))


_WORDS: Final = frozenset("statement warning appeal denial call threat ultimatum condemnation apology claim accusation declaration message".split())


def _somebody(parse: Parse, cue: int) -> bool:
    """Whether the object of a verb is a person: a name, or the holder of an office."""
    whom = parse.child(cue, "obj")
    n = parse.name_at[whom] if whom >= 0 else -1
    return whom >= 0 and (parse.low_lemmas[whom] in roles("person") or (n >= 0 and parse.names[n].kind == "PER"))


def _of_things(parse: Parse, marks: Sequence[bool], parts: list[Tokens]) -> bool:
    """Whether contents are mere things: noun phrases, that mean no words and are not quoted."""
    if any(marks[i] for a, b in parts for i in range(a, b + 1)):
        return False
    heads = [next((i for i in range(a, b + 1) if not a <= parse.heads[i] <= b and parse.upos[i] not in ("PUNCT", "ADP", "CCONJ")), a) for a, b in parts]
    return all(parse.upos[h] in ("NOUN", "PROPN", "NUM", "PRON") and parse.child(h, "cop", "nsubj") < 0 and parse.low_lemmas[h] not in _WORDS for h in heads)


def wishes_to_be_unnamed(parse: Parse, cue: int, parts: list[Tokens]) -> bool:
    """Whether a source's clause only says how it wants to be named: "a doctor, who asked not to be identified, said"."""
    inside = {parse.low_lemmas[i] for a, b in parts for i in range(a, b + 1)}
    above = parse.heads[cue]
    if above >= 0 and parse.relations[cue] == "advcl" and parse.relations[above].startswith("acl") and parse.lemmas[above] in _WISH:
        first, last = parse.subtree(above)
        return any(parse.low_lemmas[i] in _NAMING for i in range(first, last + 1))  # "who asked not to be named because he feared reprisals"
    aside = parse.relations[cue].startswith(("acl", "advcl")) or (parse.relations[cue] == "conj" and parse.relations[above].startswith("acl"))
    return aside and parse.lemmas[cue] in _WISH and bool(inside & _NAMING)


def is_silent(parse: Parse, cue: int, parts: list[Tokens]) -> bool:
    """Whether somebody is only said to say nothing: "declined to comment", "did not respond to a request for comment"."""
    said = [parse.low_lemmas[i] for a, b in parts for i in range(a, b + 1) if parse.upos[i] in ("VERB", "NOUN", "PROPN", "ADJ", "NUM")]
    if any(parse.lower[c] == "without" and parse.relations[c] == "mark" for c in parse.children[cue]):
        return True  # "without saying who had fired"
    if any(parse.lower[k] in ("silent", "mum") for k in (cue, *parse.children[cue])):
        return True  # "has so far been silent on the matter"
    who = parse.child(cue, "nsubj")
    if who >= 0 and any(parse.lower[k] in _NO_ONE for k in (who, *(c for c in parse.children[who] if parse.relations[c] in ("det", "cc:preconj")))):
        return True  # "no group has claimed responsibility", "neither the army nor the rebels said who fired first"
    if parse.lemmas[cue] in ("comment", "mention") and is_negated(parse, cue):
        return True  # "has not commented on the report", "does not mention losses"
    if parse.lemmas[cue] in ("decline", "refuse") and said and said[0] in _ANSWERS:
        return True  # "declined to comment on the report", "refused to elaborate"
    above = parse.heads[cue]
    if above >= 0 and parse.relations[cue] == "xcomp" and parse.lemmas[above] in ("decline", "refuse") and parse.lemmas[cue] in _ANSWERS:
        return True  # the same, with both verbs taken for the cue
    return parse.lemmas[cue] in _REFUSE and len(said) <= 3 and bool(said) and all(w in _ASKING for w in said)


_NO_ONE: Final = frozenset(("no", "none", "neither", "nobody"))
_REFUSE: Final = frozenset("decline refuse respond reply answer return comment".split())
_ANSWERS: Final = frozenset("comment answer respond reply elaborate discuss confirm say specify disclose reveal speculate".split())
_ASKING: Final = frozenset("comment request question inquiry enquiry message call email phone journalist".split())
_WISH: Final = frozenset("ask want wish request decline insist demand prefer refuse give speak fear".split())
_NAMING: Final = frozenset("name identify identity anonymity anonymous quote named identified".split())
