"""The word that a counted noun depends on, and its role there, past what parses mostly get wrong."""

from typing import Final

from sayso.figures.counted import measures
from sayso.figures.phrasal import split_off
from sayso.text.parse import Parse

__all__ = ["governor", "passive"]

_QUANTIFIERS: Final = frozenset(
    "more total number majority group crowd hundred dozen thousand million score estimate handful couple pair ten rest half quarter third series lot figure maximum minimum equivalent percent % kind type each both all some most many several none neither either".split()
)


def governor(parse: Parse, noun: int, start: int = -1) -> tuple[int, str]:
    """The word that a noun depends on, past coordinations and words like "a total of", and its role there.

    A bound is no preposition: in "wounded at least 30" the 30 are the object. ``start`` is where number and bounds begin.
    """
    t = noun
    beside = _verb_before(parse, noun, start)
    if beside >= 0:
        return beside, "obj"
    if start > 0 and parse.upos[noun] == "NUM" and parse.heads[noun] > noun and parse.upos[start - 1] == "VERB":
        # "killed two and detained 30 men": the two are no men of the other verb's
        if any(parse.upos[k] == "VERB" and parse.relations[k] == "conj" for k in range(noun + 1, parse.heads[noun])):
            return start - 1, "obj"
    if start > 1 and (split := split_off(parse, start)) >= 0 and not parse.relations[noun].startswith("nsubj"):
        return split, "obj"
    behind = max(_verb_behind(parse, noun, start), _verb_next(parse, noun))
    if behind >= 0:
        return behind, "nsubj:pass" if passive(parse, behind) else "nsubj"
    for _ in range(8):
        head, relation = parse.heads[t], parse.relations[t]
        base = relation.partition(":")[0]
        if head < 0:
            return -1, "root"
        if base == "conj" and parse.upos[head] in ("NOUN", "PROPN", "NUM", "PRON", "ADJ", "SYM"):
            t = head
            continue
        if base == "conj" and parse.upos[head] == "VERB" and parse.upos[t] in ("NOUN", "PROPN", "NUM"):
            # "one was hurt and five men, all locals, had been killed": parsed as joined to the first verb
            for c in parse.children[head]:
                if c > t and parse.relations[c] == "conj" and parse.upos[c] == "VERB" and parse.child(c, "nsubj") < 0:
                    return c, "nsubj:pass" if passive(parse, c) else "nsubj"
        if start <= head < noun and start >= 0:
            t = head  # "several of the men": what several depends on
            continue
        if base in ("nmod", "nummod", "compound", "amod", "appos", "det", "flat", "goeswith", "fixed") and (
            parse.low_lemmas[head] in _QUANTIFIERS or parse.upos[head] == "NUM" or (base == "appos" and _list_of(parse, head))
        ):
            t = head
            continue
        if base in ("nmod", "obl"):
            if start > 1 and parse.lower[start - 1] == "with" and parse.lower[start - 2] in ("along", "together"):
                if parse.upos[head] == "VERB":
                    return head, "obj" if parse.child(head, "obj") >= 0 else "nsubj"
                t = head
                continue
        if base == "obl" and relation != "obl:agent" and start >= 0:
            case = parse.child(t, "case")
            if case == parse.sentences[parse.sentence[t]][0] and parse.lower[case] in ("of", "among") and t < head:
                return head, "obl"  # "Of the 52 hostages, 31 were rescued"
            if case < 0 or case >= start:
                if relation != "obl:tmod":
                    return head, "obj" if t > head else "nsubj"
        case = parse.child(t, "case")
        if base == "nsubj" and 0 <= noun < head and (own := _verb_skipped(parse, t, head)) >= 0:
            return own, "nsubj:pass" if passive(parse, own) else "nsubj"
        if base == "nsubj" and case >= 0 and start < head and parse.lower[case] == "of":
            return head, "obl"  # "Of the 900 affected, 12 were evacuated": the whole is no subject of what befell the part
        return head, relation
    return -1, "root"


def passive(parse: Parse, verb: int) -> bool:
    """Whether a verb is a passive one: "were killed"."""
    return parse.xpos[verb] == "VBN" and any(
        parse.relations[c] == "aux:pass" or (parse.lemmas[c] == "be" and parse.relations[c].startswith(("aux", "cop"))) for c in parse.children[verb]
    )


def _verb_before(parse: Parse, noun: int, start: int) -> int:
    """The verb right before a number that it can only be the object of: "killing 12", "injured nine others"; else −1."""
    if start < 1 or parse.relations[noun].startswith("nsubj") or parse.sentence[start] != parse.sentence[start - 1]:
        return -1
    v = start - 1
    if parse.upos[v] != "VERB" and parse.lower[v - 1] != "to":  # "went on to arrest 12", whatever the tagger makes of it
        return -1
    if parse.low_lemmas[v] not in measures()["animate_verbs"] or parse.lemmas[v] in ("die", "flee", "perish", "take"):
        return -1
    joined = parse.relations[v] == "amod" and parse.lower[v - 1] in (
        "and",
        ",",
        "but",
    )  # "killed 12 men and injured scores": no participle goes before a number
    if passive(parse, v) or (parse.relations[v] in ("amod", "acl") and parse.xpos[v] == "VBN" and not joined):
        return -1
    return v


def _verb_behind(parse: Parse, noun: int, start: int) -> int:
    """The finite verb right behind a noun that the parse hangs on a place before its number, or −1: "in the town of Homs two men died"."""
    if start < 1 or parse.upos[start - 1] != "PROPN" or parse.base_relations[noun] not in ("nmod", "flat", "compound", "conj"):
        return -1
    if parse.heads[noun] > noun or parse.sentence[start] != parse.sentence[start - 1] or parse.upos[noun] == "NUM":
        return -1
    k = noun + 1
    while k + 1 < len(parse) and parse.upos[k] in ("AUX", "ADV"):
        k += 1
    finite = k < len(parse) and parse.upos[k] == "VERB" and (parse.xpos[k] in ("VBD", "VBZ", "VBP") or (parse.xpos[k] == "VBN" and k > noun + 1))
    return k if finite and parse.child(k, "nsubj") < 0 and parse.sentence[k] == parse.sentence[noun] else -1


def _verb_next(parse: Parse, noun: int) -> int:
    """The verb right behind a number alone that the parse hangs on a verb of saying, or −1: "the agency says up to 900 have fled"."""
    if parse.upos[noun] != "NUM" or parse.heads[noun] > noun or parse.base_relations[noun] not in ("obj", "obl", "ccomp", "dep", "parataxis"):
        return -1
    k = noun + 1
    while k + 1 < len(parse) and parse.upos[k] in ("AUX", "ADV"):
        k += 1
    fits = k > noun + 1 and k < len(parse) and parse.upos[noun + 1] == "AUX" and parse.upos[k] == "VERB" and parse.sentence[k] == parse.sentence[noun]
    return k if fits and parse.child(k, "nsubj") < 0 else -1


def _verb_skipped(parse: Parse, subject: int, verb: int) -> int:
    """The verb between a subject and the one that the parse hangs it on, which has a subject of its own, or −1: "61 people lost their lives and
    130 were treated"."""
    other = next((c for c in parse.children[verb] if c > subject and c < verb and parse.relations[c].startswith("nsubj")), -1)
    between = range(subject + 1, other) if other >= 0 else range(0)
    finite = next((k for k in between if parse.upos[k] == "VERB" and parse.xpos[k] in ("VBD", "VBZ", "VBP") and parse.child(k, "nsubj") < 0), -1)
    return finite if finite >= 0 and not any(parse.relations[c] == "mark" for c in parse.children[finite]) else -1


def _list_of(parse: Parse, head: int) -> bool:
    return parse.upos[head] == "NOUN" and (parse.xpos[head] == "NNS" or parse.lemmas[head] in ("family", "crew", "team", "patrol"))
