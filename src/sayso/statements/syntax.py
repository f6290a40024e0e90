"""Whom the syntax around a cue credits, and with what, where the encoder's spans leave one of them out."""

from functools import cache
from typing import Final

from sayso.statements.lists import of_cues
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = [
    "CITE",
    "FINITE",
    "REACHED",
    "Tokens",
    "clause",
    "has_finite",
    "has_predicate",
    "is_besides",
    "names_person",
    "quoted_verb",
    "roles",
    "steps_out",
    "subject",
    "unable",
]

Tokens = tuple[int, int]
"""First and last token, inclusive."""

CITE: Final = frozenset(("cite", "quote", "credit"))
"""Verbs whose object is the one who speaks, and whose subject only passes it on."""
REACHED: Final = frozenset(("reach", "contact", "interview"))
"""Verbs whose object is the one who speaks, and whose subject only asks."""


@cache
def roles(*kinds: str) -> frozenset[str]:
    """The nouns of ``resources/entities/roles.yaml`` for some kinds of those who act: "person", "body", "people"."""
    known = table("entities/roles")
    return frozenset(w for kind in kinds for w in known[kind])


FINITE: Final = frozenset(("VBD", "VBZ", "VBP", "MD"))
"""Penn tags of finite verbs and modals."""


def names_person(parse: Parse, first: int, last: int) -> bool:
    """Whether a person's name stands among tokens ``first`` to ``last`` inclusive."""
    return any(parse.name_at[i] >= 0 and parse.names[parse.name_at[i]].kind == "PER" for i in range(first, last + 1))


def has_finite(parse: Parse, first: int, last: int) -> bool:
    """Whether a finite verb or modal stands among tokens ``first`` to ``last`` inclusive."""
    return any(parse.xpos[i] in FINITE for i in range(first, last + 1))


def quoted_verb(parse: Parse, cue: int) -> int:
    """The "saying" of "quoted the minister as saying that …", or −1."""
    if parse.lemmas[cue] not in CITE:
        return -1
    for c in parse.children[cue]:
        if parse.lemmas[c] in ("say", "tell", "write", "warn", "add") and any(parse.lower[k] == "as" for k in parse.children[c]):
            return c
    return -1


def subject(parse: Parse, cue: int, contents: list[Tokens]) -> Tokens | None:
    """Who the syntax credits: the cue's subject, the agent of a passive, the "of" or "by" of a noun, "X's announcement";
    for "according to" its object."""
    for h in _credited(parse, cue):
        impersonal = parse.lower[h] in ("it", "there", "which", "that", "what") and not (parse.lower[h] == "it" and _of_a_body(parse, cue, h))
        if parse.upos[h] not in ("NOUN", "PROPN", "PRON") or impersonal:
            continue
        if any(a <= h <= b for a, b in contents):
            continue
        first, last = parse.subtree(h)
        behind = [c for c in parse.children[h] if parse.relations[c].startswith(("acl", "parataxis", "punct")) and c > h]
        if behind:
            last = max(h, min(behind) - 1)
        for a, b in contents:
            if a <= last <= b:
                last = a - 1
        while first < h and parse.upos[first] in ("PUNCT", "SCONJ"):
            first += 1
        if first <= h <= last:
            return first, last
    return None


@cache
def _speaking() -> frozenset[str]:
    return roles("person", "body", "people") | frozenset(("police", "media", "press", "witness", "resident"))


def _of_a_body(parse: Parse, cue: int, it: int) -> bool:
    """Whether "it" is a body that has just spoken, or speaks by this verb: "it plans to", "it said, adding that …"."""
    said = parse.heads[it]
    shared = said != cue and parse.relations[it] == "nsubj" and parse.lemmas[said] in of_cues("speech") and not _passive(parse, said)
    return shared or parse.lemmas[cue] in _OF_BODIES


_OF_BODIES: Final = frozenset("put count give plan intend".split())
"""Verbs whose "it" is a body."""


def _credited(parse: Parse, cue: int) -> list[int]:
    """Heads of the phrases that a cue can credit."""
    children = parse.children[cue]
    if parse.lower[cue] in ("according", "per"):
        noun = parse.heads[cue]  # UD makes "according to" a case marker of its noun
        return [c for c in children if parse.relations[c] in ("obl", "obj", "nmod")] or ([noun] if noun > cue and parse.relations[cue] == "case" else [])
    above = parse.heads[cue]
    if parse.upos[cue] in ("VERB", "AUX"):
        if above >= 0 and quoted_verb(parse, above) == cue:
            return [c for c in parse.children[above] if parse.relations[c] == ("nsubj:pass" if _passive(parse, above) else "obj")]
        if _passive(parse, cue):
            if quoted_verb(parse, cue) >= 0:
                return [c for c in children if parse.relations[c] == "nsubj:pass"]
            return [c for c in children if parse.relations[c] == "obl:agent"]
        return _subjects(parse, cue)
    if parse.upos[cue] == "NOUN":
        heads = [c for c in children if parse.relations[c] in ("nmod:poss", "compound", "nmod:desc")]
        heads = [c for c in heads if parse.relations[c] != "compound" or parse.name_at[c] >= 0 or parse.low_lemmas[c] in _speaking()]
        if not heads and parse.relations[cue] == "obl" and parse.upos[above] == "VERB" and parse.lower[cue + 1 : cue + 2] == [":"]:
            return _subjects(parse, above)  # "The colonel answered in an audio message: “…”"
        if above >= 0 and parse.relations[cue] == "obj" and parse.lemmas[above] in _LIGHT:
            heads = _subjects(parse, above)  # "it made no mention of"
        return heads + [c for c in children if parse.relations[c] == "nmod" and any(parse.lower[k] in ("by", "of", "from") for k in parse.children[c])]
    return []


_LIGHT: Final = frozenset("make have give express issue offer raise voice release send put hold take".split())
"""Verbs that add nothing to the noun of saying that is their object."""


def _subjects(parse: Parse, verb: int) -> list[int]:
    """The subject of a verb, or that of the verb whose subject it shares ("They left, saying …", "wants to say"); for a
    participle of a noun the noun ("a letter demanding …")."""
    start = verb
    for _ in range(4):
        relation, above = parse.relations[verb], parse.heads[verb]
        if relation == "ccomp" and start != verb and is_besides(parse, start, verb):
            verb = above
            continue
        found = [c for c in parse.children[verb] if parse.relations[c] == "nsubj"]
        found = found or _of_reduced(parse, verb) or _before_it(parse, verb)
        if found or above < 0:
            return found
        if relation.startswith("acl") and parse.xpos[verb] == "VBG":
            return [above]
        if relation.startswith("acl") and unable(parse, verb):
            verb = above
            continue
        if relation == "ccomp" and start != verb and _beside(parse, start, above):
            verb = above
            continue
        if relation == "parataxis" and _goes_on_in_a_headline(parse, verb, above):
            verb = above
            continue
        # "Asked about the blast, she said": what was done to her is no word of hers
        if relation not in ("conj", "xcomp", "advcl") or (relation == "advcl" and parse.xpos[verb] == "VBN"):
            return []
        verb = above
    return []


def _goes_on_in_a_headline(parse: Parse, verb: int, above: int) -> bool:
    """Whether a verb without a subject goes on behind a comma as headlines do: "Army denies shelling Malakal, says four soldiers died"."""
    return above < verb and parse.xpos[verb] == parse.xpos[above] and parse.tokens[verb - 1].text == "," and parse.child(verb, "ccomp") > verb


def _beside(parse: Parse, verb: int, cue: int) -> bool:
    """Whether a verb of saying that the parse joins to what was said goes beside the cue: "said that two had died and warned that …"."""
    clause = any(parse.relations[c] == "ccomp" for c in parse.children[verb])
    said = next((c for c in parse.children[cue] if parse.relations[c] == "ccomp"), -1)
    earlier = said >= 0 and any(parse.lower[c] == "had" for c in parse.children[said])
    return clause and earlier and parse.upos[cue] == "VERB" and parse.xpos[cue] == parse.xpos[verb]


def _credits_in_passing(parse: Parse, cue: int) -> bool:
    """Whether a verb of saying that the parse joins to the clause before it credits that clause: it has its own subject behind a comma, and
    says nothing more."""
    first = parse.subtree(cue)[0]
    own = parse.child(cue, "nsubj") >= 0 and parse.child(cue, "cc") < 0
    return own and parse.lemmas[cue] in ("tell", "say") and parse.tokens[first - 1].text == "," if first > 0 else False


def steps_out(parse: Parse, verb: int, told: int) -> bool:
    """Whether a verb that the parse joins to what was said goes beside the verb of saying, as its tense shows: "said it would answer
    and summoned the envoy" (who would answer did not summon yet)."""
    future = any(parse.lower[c] in ("would", "will", "'ll", "may", "might", "could", "can") and parse.relations[c] == "aux" for c in parse.children[told])
    own = any(parse.relations[c].startswith(("nsubj", "aux")) for c in parse.children[verb])
    if any(parse.lower[c] == "but" and parse.relations[c] == "cc" for c in parse.children[verb]) and parse.xpos[told] == "VBD":
        # "insists that he lost but has not published the count"
        return any(parse.lower[c] in ("has", "have") and parse.relations[c] == "aux" for c in parse.children[verb]) and parse.child(verb, "nsubj") < 0
    return future and not own and parse.xpos[verb] == "VBD" and parse.xpos[told] in ("VB", "VBN")


def is_besides(parse: Parse, verb: int, told: int) -> bool:
    """Whether a verb that the parse joins to what was said is one of saying beside the cue: "denied that troops had crossed and accused the rebels"
    (had the troops accused them, they "had accused" too)."""
    own = any(parse.relations[c].startswith(("nsubj", "aux")) for c in parse.children[verb])
    earlier = any(parse.lower[c] == "had" and parse.relations[c] == "aux" for c in parse.children[told])
    return steps_out(parse, verb, told) or (earlier and not own and parse.xpos[verb] == "VBD" and parse.lemmas[verb] in of_cues("joining"))


def _before_it(parse: Parse, verb: int) -> list[int]:
    """The noun right before a finite verb without a subject, which the parse takes for something else: "UNRWA says"."""
    if parse.xpos[verb] not in ("VBZ", "VBP", "VBD") or verb == 0:
        return []
    near = [c for c in parse.children[verb] if c < verb and parse.relations[c] in ("obl", "obj", "nmod", "dep", "vocative", "obl:unmarked")]
    plain = [c for c in near if parse.upos[c] in ("PROPN", "NOUN") and parse.subtree(c)[1] == verb - 1 and parse.child(c, "case") < 0]
    return [c for c in plain if parse.name_at[c] < 0 or parse.names[parse.name_at[c]].kind != "DATE"]


def _of_reduced(parse: Parse, verb: int) -> list[int]:
    """The subject that a participle behind it takes from its verb in the parse: "A doctor reached by phone put the toll at 30"."""
    for c in parse.children[verb]:
        if c < verb and parse.relations[c] in ("advcl", "ccomp") and parse.xpos[c] in ("VBN", "VBD"):
            who = parse.child(c, "nsubj")
            if 0 <= who < c and parse.lemmas[c] in REACHED and parse.tokens[c - 1].text == "," and parse.tokens[verb - 1].text == ",":
                return [who]  # "A nurse, reached by telephone, confirmed that …"
            told = any(parse.relations[k] == "ccomp" and k > verb for k in parse.children[verb])
            if 0 <= who < c and told and parse.relations[c] == "ccomp" and parse.xpos[c] == parse.xpos[verb] and parse.tokens[verb - 1].text == ",":
                return [who]  # "The ministry confirmed the raid, said that nobody was hurt and …"
            plain = (
                parse.relations[c] == "advcl"
                and not any(parse.relations[k].startswith(("aux", "mark")) for k in parse.children[c])
                and not any(parse.tokens[k].text == "," for k in range(c, verb))
            )
            if 0 <= who < c and plain:
                return [who]
    return []


def unable(parse: Parse, verb: int) -> bool:
    """Whether a verb says what somebody cannot do: "is unable to verify", "is not in a position to verify"."""
    above = parse.heads[verb]
    if above < 0 or not any(parse.lower[c] == "to" for c in parse.children[verb]):
        return False
    denied = parse.negated(above, "never")
    return parse.lemmas[above] == "unable" or (denied and parse.lemmas[above] in ("able", "position"))


def _passive(parse: Parse, verb: int) -> bool:
    return any(parse.relations[c] == "aux:pass" for c in parse.children[verb])


def clause(parse: Parse, cue: int) -> list[Tokens]:
    """What a cue has as its complement ("told them to leave" too); for a cue in passing ("Two villages, according to the
    army, were taken") the clause around it, without it."""
    for c in parse.children[cue]:
        relation = parse.relations[c]
        if relation == "ccomp" or (relation == "acl" and parse.upos[cue] == "NOUN") or (relation == "xcomp" and parse.lemmas[cue] == "tell"):
            first, last = parse.subtree(c)
            if not first <= cue <= last:
                return [(first, last)]
    if parse.lower[cue] == "according" and parse.relations[cue] == "case":
        inner = parse.heads[cue]
    elif parse.relations[cue] == "parataxis" and parse.upos[cue] == "VERB":
        inner = cue
    elif parse.relations[cue] == "conj" and _credits_in_passing(parse, cue):
        inner = cue  # "Rebels hold the airport, residents told Reuters"
    else:
        return []
    outer = parse.heads[inner]
    if outer < 0:
        return []
    a, b = parse.subtree(outer)
    first, last = parse.subtree(inner)
    if has_finite(parse, a, first - 1):
        return [(a, first - 1)]  # a whole clause: what comes behind the credit belongs to the credit
    return [(x, y) for x, y in ((a, first - 1), (last + 1, b)) if any(parse.upos[i] not in ("PUNCT", "CCONJ") for i in range(x, y + 1))]


def has_predicate(parse: Parse, head: int) -> bool:
    """Whether a word is the head of a clause, verbal or not: "they are safe"."""
    return parse.upos[head] in ("VERB", "AUX") or any(parse.relations[c] == "cop" or parse.relations[c].startswith("nsubj") for c in parse.children[head])
