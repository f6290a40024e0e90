"""What a noun phrase says of those counted: participles and relative clauses behind the noun, adjectives before it, the noun that it hangs on."""

from sayso.figures.counted import measures
from sayso.figures.governor import governor, passive
from sayso.figures.senses import Measured, says
from sayso.figures.states import building_condition, condition, with_wounds
from sayso.text.parse import Parse

__all__ = ["by_adjective", "by_clause", "by_noun", "takes_lives"]


def by_clause(parse: Parse, noun: int, *, buildings: bool) -> Measured | None:
    """What a participle or relative clause behind the noun says: "people displaced by floods", "families who fled".

    >>> from sayso.models import parse
    >>> p = parse("The families who fled the floods are in schools.")
    >>> by_clause(p, p.lower.index("families"), buildings=False).name
    'displaced'
    """
    t = measures()
    found = None if buildings else _among(parse, noun)
    if found is not None:
        return found
    if not buildings and (hurt := with_wounds(parse, noun)) >= 0:
        return Measured("injured", hurt, 0.85)
    for c in (*parse.children[noun], *_behind_the_last(parse, noun)):
        relation = parse.relations[c]
        if _of_some(parse, noun, c):
            continue
        inverted = relation == "acl" and parse.xpos[c] == "VBN" and parse.child(noun, "cop") >= 0  # "also killed were five guards"
        if (c < noun and not inverted) or relation.partition(":")[0] not in ("acl", "amod", "advcl", "xcomp", "nmod", "parataxis", "appos"):
            continue
        word = parse.lower[c]
        if relation == "acl:relcl":
            own = parse.child(c, "nsubj")
            if own >= 0 and parse.lower[own] not in ("who", "that", "which"):
                if parse.child(c, "obj") < 0 and parse.low_lemmas[c] in t["animate_verbs"] and not passive(parse, c):
                    return Measured(t["object"].get(parse.low_lemmas[c], "other"), c, 0.8)  # "23 people it kidnapped"
                continue
            part = "object" if passive(parse, c) or relation == "nsubj:pass" else "subject"
        elif parse.xpos[c] in ("VBN", "VBD"):
            part = "object"
        elif parse.xpos[c] == "VBG":
            part = "subject"
        elif word in t["states"] and t["states"][word].startswith("buildings") == buildings and relation.partition(":")[0] in ("acl", "amod"):
            return Measured(t["states"][word], c, 0.85)
        elif relation.startswith("nmod") and (state := building_condition(parse, c) if buildings else condition(parse, c)) is not None:
            return Measured(state, c, 0.85)
        else:
            continue
        found = says(parse, c, part, buildings=buildings, bare=False, depth=0)
        if found:
            return _or_hurt(parse, found)
        if word in t["states"] and parse.child(c, "obj") < 0 and t["states"][word].startswith("buildings") == buildings:
            return Measured(t["states"][word], c, 0.85)
    nxt = noun + 1
    if parse.lower[nxt : nxt + 2] == ["shot", "dead"] and not buildings:
        return Measured("killed", nxt, 0.85)  # "15 protesters shot dead"
    if nxt < len(parse) and parse.sentence[nxt] == parse.sentence[noun] and parse.lower[nxt] in t["states"] and parse.upos[nxt] in ("ADJ", "VERB"):
        # "12 people dead", "46,000 homes damaged": a headline's clause, however it was parsed
        done = parse.xpos[nxt] != "VBD" or (parse.child(nxt, "obj") < 0 and any(parse.relations[c] == "mark" for c in parse.children[nxt]))
        if parse.heads[nxt] != nxt + 1 and done and t["states"][parse.lower[nxt]].startswith("buildings") == buildings:
            return Measured(t["states"][parse.lower[nxt]], nxt, 0.75)
    return None


def _behind_the_last(parse: Parse, noun: int) -> list[int]:
    """The phrases right behind the last of a list that the parse hangs on its first: "14 deaths and 35 others under treatment"."""
    if parse.relations[noun] != "conj":
        return []
    return [c for c in parse.children[parse.heads[noun]] if c > noun and parse.relations[c] == "nmod" and parse.child(c, "case") == noun + 1]


def _of_some(parse: Parse, noun: int, c: int) -> bool:
    """Whether a participle is said of some of those counted only: "2,000 soldiers, many of them wounded, crossed the river"."""
    return c - 2 > noun and parse.lower[c - 1] in ("them", "whom") and parse.lower[c - 2] == "of" and not passive(parse, c)


def _or_hurt(parse: Parse, found: Measured) -> Measured:
    """Such as "2,505 people killed or injured": casualties of both kinds in one number."""
    if found.name not in ("killed", "injured"):
        return found
    for c in parse.children[found.by]:
        if parse.relations[c] == "conj" and any(parse.lower[g] in ("or", "and/or") for g in parse.children[c]):
            other = measures()["states"].get(parse.lower[c])
            if other in ("killed", "injured") and other != found.name:
                return Measured("casualties", found.by, found.sure)
    return found


def _among(parse: Parse, noun: int) -> Measured | None:
    """What "among the dead were 12 men and two women", "among those killed were five officers" say."""
    t = measures()
    while parse.relations[noun] == "conj" and parse.upos[parse.heads[noun]] in ("NOUN", "PROPN"):
        noun = parse.heads[noun]
    above = parse.heads[noun]
    below = parse.heads[above] if above >= 0 and parse.upos[above] == "AUX" else above  # "Among the dead were two boys"
    opening: tuple[int, ...] = ()
    if (be := parse.child(noun, "cop")) >= 0 and parse.child(noun, "nsubj") < 0:  # the parse may hang what stands before the verb on one of saying
        opening = tuple([c for a in parse.ancestors(noun) for c in parse.children[a] if c < be])
    for c in (above, below, *parse.children[noun], *opening):
        case = parse.child(c, "case") if 0 <= c < noun else -1
        if case < 0 or parse.lower[case] != "among":
            continue
        for k in (c, *parse.children[c]):
            name = t["strong"].get(parse.low_lemmas[k]) or t["states"].get(parse.lower[k])
            if name and not name.startswith("buildings"):
                return Measured(name, k, 0.8)
    return None


def by_adjective(parse: Parse, first: int, noun: int, *, buildings: bool) -> Measured | None:
    """Such as "displaced families", "12 wounded soldiers".

    >>> from sayso.models import parse
    >>> p = parse("They met 12 wounded soldiers.")
    >>> by_adjective(p, 3, p.lower.index("soldiers"), buildings=False).name
    'injured'
    """
    states = measures()["states"]
    for k in range(first, noun):
        name = states.get(parse.lower[k])
        if name and name.startswith("buildings") == buildings:
            return Measured(name, k, 0.85)
    return None


def by_noun(parse: Parse, noun: int, *, buildings: bool) -> Measured | None:
    """Such as "the deaths of 12 people", "the evacuation of 50 homes", "injuries to three men"."""
    head, relation = governor(parse, noun)
    if head < 0 or relation.partition(":")[0] not in ("nmod", "compound", "obl"):
        return None
    lemma = parse.low_lemmas[head]
    with_ = parse.case(noun)
    if with_ not in ("of", "to", "for", "'s", "'"):
        return None
    if lemma == "life" and with_ == "of" and takes_lives(parse, head, lemma):
        return Measured("killed", head, 0.9)  # "claimed the lives of 170 people"
    name = measures()["event_nouns"].get(lemma) or measures()["event_nouns"].get(parse.lower[head])
    if lemma in ("funeral", "burial") and with_ in ("of", "for"):
        return Measured("killed", head, 0.8)
    if name is None or (with_ in ("to", "for") and name not in ("injured", "buildings_damaged")):
        return None
    if name.startswith("buildings") != buildings and name != "evacuated":
        return None
    return Measured(name, head, 0.9)


def takes_lives(parse: Parse, noun: int, lemma: str) -> bool:
    """Whether lives are lost, or bodies found: "claimed the lives of 170 people", never "changed their lives"."""
    verb, _ = governor(parse, noun)
    if lemma == "body":
        return True
    return verb >= 0 and parse.low_lemmas[verb] in ("claim", "lose", "cost", "take", "loss", "end", "snuff")
