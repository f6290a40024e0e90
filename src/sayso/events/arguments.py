"""Who does what to whom, from syntax: subjects and objects through passives, relative clauses, coordination, control and
raising; agents and patients of nouns.
"""

from functools import cache
from typing import NamedTuple

from sayso.events.lexicon import nouns
from sayso.statements.syntax import steps_out
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["Arguments", "antecedent", "arguments", "case_of", "governor", "light", "modifiers", "of_noun"]

_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_SUBJECT_CONTROL = frozenset("promise threaten vow pledge plan intend try attempt want hope agree refuse decline fail seek".split())
# "of" after these names who acts ("the withdrawal of troops"), after other nouns whom it befalls ("the shelling of the port")
_INTRANSITIVE = frozenset(
    "withdrawal retreat pullout pull-out pullback surrender capitulation resignation defection abdication arrival protest advance explosion meeting visit "
    "deployment redeployment mobilization mobilisation movement buildup build-up uprising revolt mutiny refusal rejection".split()
)
_PHRASAL = frozenset(
    (
        ("hand", "over"),
        ("take", "over"),
        ("turn", "over"),
        ("give", "up"),
        ("carry", "out"),
        ("blow", "up"),
        ("shut", "down"),
        ("seal", "off"),
        ("round", "up"),
        ("call", "off"),
    )
)
"""Verbs with words that the parse may take for the prepositions of their objects."""
_ENLISTING = frozenset(("hire", "recruit", "pay", "bribe", "incite"))
_MOVED = frozenset("withdrawal pullout pull-out pullback deployment redeployment mobilization mobilisation movement buildup build-up".split())


class Arguments(NamedTuple):
    """Tokens that head the arguments of a verb or noun, −1 where there is none.

    Attributes:
        agent: Who does it.
        patient: Whom or what it befalls.
        preps: By preposition, the heads of the phrases that depend on it.
    """

    agent: int
    patient: int
    preps: dict[str, int]


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("events/syntax")[name])


def case_of(parse: Parse, token: int) -> str:
    """The preposition of a phrase, "" if it has none."""
    for c in parse.children[token]:
        if parse.relations[c] == "case" and parse.xpos[c] != "POS":
            return parse.lower[c]
    return ""


def antecedent(parse: Parse, token: int) -> int:
    """What a relative pronoun stands for; any other token itself."""
    if parse.lower[token] in _RELATIVE and parse.upos[token] in ("PRON", "DET", "SCONJ"):
        for above in (token, *parse.ancestors(token)):
            if parse.relations[above] == "acl:relcl":
                head = parse.heads[above]
                named = token - 2 > head and parse.tokens[token - 1].text == "," and parse.upos[token - 2] == "PROPN"
                if named and parse.upos[head] == "NOUN" and parse.lemmas[head] in nouns("@attack").lemmas and parse.relations[token].startswith("nsubj"):
                    return token - 2  # "the attack on Chad, which has rejected …": Chad has
                return head
        if parse.lower[token] in ("which", "who", "whose") and token and parse.tokens[token - 1].text == ",":
            return _noun_before(parse, token)
    return token


def _noun_before(parse: Parse, token: int) -> int:
    """The head of the noun phrase that ends before a relative pronoun, where the parse hangs the clause elsewhere."""
    here = next((i for i in range(token - 1, max(-1, token - 8), -1) if parse.upos[i] in ("NOUN", "PROPN")), token)
    for _ in range(4):
        above = parse.heads[here]
        if parse.relations[here].partition(":")[0] not in ("nmod", "flat", "compound", "appos") or not 0 <= above < token:
            break
        here = above
    return here


def modifiers(parse: Parse, token: int) -> list[int]:
    """Adjectives, compound parts and possessors that stand before a noun."""
    return [c for c in parse.children[token] if c < token and parse.relations[c].partition(":")[0] in ("amod", "compound", "nmod", "nummod", "flat")]


def light(parse: Parse, noun: int) -> int:
    """The verb that lends a noun its subject ("carried out an attack", "held talks"), or −1."""
    head = parse.heads[noun]
    relation = parse.relations[noun].partition(":")[0]
    if relation == "conj" and head >= 0:
        return light(parse, head) if parse.upos[head] == "NOUN" else -1
    if head >= 0 and relation in ("obj", "nsubj") and parse.lemmas[head] in _set("light"):
        passive = parse.relations[noun] == "nsubj:pass"
        if parse.lemmas[head] in ("make", "keep", "have") and parse.child(head, "xcomp") >= 0:
            return -1  # "would make an offensive more difficult"
        if relation == "obj" or passive or parse.child(head, "obl:agent") >= 0:
            return head
    if head >= 0 and relation in ("obl", "nmod") and parse.lemmas[head] in _set("light_obl") and case_of(parse, noun) in ("in", "with", "to", "on", "into"):
        return head
    if head >= 0 and relation == "obl" and parse.lemmas[head] in _set("travel"):
        bound = ("for", "to") if parse.lemmas[noun] in _set("talks") else ("for",)
        return head if case_of(parse, noun) in bound else -1
    return -1


def governor(parse: Parse, token: int) -> int:
    """The word above a token, coordination seen through, or −1."""
    for _ in range(4):
        if parse.relations[token] != "conj":
            break
        token = parse.heads[token]
    return parse.heads[token]


def _passive(parse: Parse, verb: int) -> bool:
    if parse.xpos[verb] != "VBD" and any(parse.relations[c] in ("nsubj:pass", "aux:pass", "csubj:pass") for c in parse.children[verb]):
        return True
    if (
        parse.xpos[verb] != "VBN"
        or parse.child(verb, "obj") >= 0
        or any(parse.lemmas[c] == "have" and parse.relations[c] == "aux" for c in parse.children[verb])
    ):
        return False
    if parse.relations[verb] == "conj":
        return parse.xpos[parse.heads[verb]] == "VBN" and _passive(parse, parse.heads[verb])
    return parse.relations[verb] in ("acl", "amod", "xcomp", "advcl")  # "are reported killed"


def _preps(parse: Parse, token: int) -> dict[str, int]:
    out: dict[str, int] = {}
    for c in parse.children[token]:
        if parse.relations[c].partition(":")[0] in ("obl", "nmod") and c != token:
            for k in parse.children[c]:
                if parse.relations[k] == "case" and parse.xpos[k] != "POS":
                    out.setdefault(parse.lower[k], c)
    return out


def _subject(parse: Parse, verb: int, depth: int = 0) -> int:
    """Who does what the verb says, the clause's subject or what control hands down to it, or −1."""
    if depth > 5:
        return -1
    if _passive(parse, verb):
        for one in (verb, *(c for c in parse.children[verb] if parse.xpos[c] == "VBN" and (parse.relations[c] == "conj" or _how(parse, verb, c)))):
            agent = parse.child(one, "obl:agent")
            agent = agent if agent >= 0 else _preps(parse, one).get("by", -1)
            if agent >= 0:
                return agent  # "were burned and looted by militiamen", "was led away handcuffed by soldiers"
        return _far_agent(parse, verb)
    own = parse.child(verb, "nsubj")
    if own < 0 and parse.xpos[verb] in ("VBD", "VBZ", "VBP"):
        own = _fronted(parse, verb)
    if own >= 0:
        return own
    relation, head = parse.relations[verb], parse.heads[verb]
    if head < 0:
        return -1
    base = relation.partition(":")[0]
    if base == "conj" and parse.relations[head] == "ccomp" and steps_out(parse, verb, head):
        return _subject(parse, parse.heads[head], depth + 1)  # "said it would answer and summoned the envoy"
    if base == "conj":
        return _subject(parse, head, depth + 1) if not _passive(parse, head) or parse.xpos[verb] == "VBN" else parse.child(head, "nsubj")
    if base in ("xcomp", "ccomp"):
        asked = _asked(parse, head, verb)
        return asked if asked >= 0 else _controller(parse, head, depth)
    if base == "advcl":
        asked = _asked(parse, head, verb)
        if asked >= 0:
            return asked
        accused = parse.child(head, "obj")
        bound = ("of", "from", "for") if parse.lemmas[head] in ("blame", "condemn", "criticise", "criticize", "denounce", "praise") else ("of", "from")
        if accused >= 0 and any(parse.relations[c] == "mark" and parse.lower[c] in bound for c in parse.children[verb]):
            return accused  # "accused the army of bombing a town", "kept them from leaving"
        return _surface(parse, head, depth + 1)
    if relation == "acl:relcl":
        return head if parse.child(verb, "obj") >= 0 or parse.xpos[verb] == "VBG" else -1
    if base in ("acl", "amod"):
        if parse.xpos[verb] == "VBG":
            return head
        return _owner(parse, head, depth + 1)
    return -1


def _how(parse: Parse, verb: int, c: int) -> bool:
    """Whether a participle right behind a verb only says in what state: "led away blindfolded by the soldiers"."""
    return parse.relations[c] == "advcl" and verb < c <= verb + 3 and not any(parse.relations[k] in ("mark", "nsubj", "punct") for k in parse.children[c])


def _far_agent(parse: Parse, verb: int) -> int:
    """Who did it where the parse hangs the phrase on another: "were driven out of the village by marines", "killed in an attack by rebels", or −1."""
    for c in parse.children[verb]:
        if c > verb and parse.relations[c] == "obl":
            for k in (c, *(x for x in parse.children[c] if x > c and parse.relations[x] in ("nmod", "appos"))):
                by = next((x for x in parse.children[k] if x > k and parse.relations[x] == "nmod" and case_of(parse, x) == "by"), -1)
                if by >= 0 and (parse.name_at[by] >= 0 or parse.lemmas[by].lower() in nouns("@force|@rebel|@police|@crowd").lemmas):
                    return by
    return -1


def _fronted(parse: Parse, verb: int) -> int:
    """Of two objects of a finite verb without a subject the one before it, which is the subject, or −1."""
    objects = [c for c in parse.children[verb] if parse.relations[c] == "obj"]
    return objects[0] if len(objects) > 1 and objects[0] < verb < objects[-1] and parse.lower[objects[0]] not in _RELATIVE else -1


def _asked(parse: Parse, head: int, verb: int) -> int:
    """Of whom a deed is asked with a preposition: "called on both sides to stop", "appealed to donors to send", or −1."""
    if parse.lemmas[head] in _ENLISTING and parse.xpos[verb] == "VB":
        return parse.child(head, "obj")  # "hired gangs to attack marchers"
    wanted = ("on", "upon", "to", "for", "with")
    if parse.lemmas[head] not in ("call", "appeal", "prevail", "rely", "wait", "plead", "shout") or parse.xpos[verb] != "VB":
        return -1
    return next((c for c in parse.children[head] if parse.relations[c].startswith("obl") and case_of(parse, c) in wanted and c < verb), -1)


def _surface(parse: Parse, verb: int, depth: int) -> int:
    """The grammatical subject, of a passive too: "was arrested after throwing stones"."""
    own = parse.child(verb, "nsubj")
    return own if own >= 0 else _subject(parse, verb, depth)


def _controller(parse: Parse, head: int, depth: int) -> int:
    """Who controls the bare clause under a verb: the object of "ordered them to", else the subject."""
    if parse.lemmas[head] not in _SUBJECT_CONTROL:
        for relation in ("obj", "iobj"):
            c = parse.child(head, relation)
            if c >= 0 and parse.upos[head] == "VERB":
                return c
        if _passive(parse, head):
            return parse.child(head, "nsubj")
    return _surface(parse, head, depth + 1)


def _owner(parse: Parse, noun: int, depth: int = 0) -> int:
    """Whose plan, attempt or decision a noun is: possessor, "by" phrase, subject of the verb that it is the object of."""
    own = parse.child(noun, "nmod:poss")
    if own >= 0:
        return own
    by = _preps(parse, noun).get("by", -1)
    if by >= 0:
        return by
    for c in parse.children[noun]:
        if c < noun and parse.relations[c] in ("amod", "compound") and parse.name_at[c] >= 0 and parse.names[parse.name_at[c]].kind in ("NORP", "LOC", "ORG"):
            return c
    head = parse.heads[noun]
    if head >= 0 and parse.relations[noun] == "obj" and depth < 5:
        return _subject(parse, head, depth + 1)
    return -1


def _object_after_all(parse: Parse, verb: int, token: int) -> bool:
    """Whether what the parse takes for a prepositional phrase is the object: "handed over the bodies", "killed at least 40 people"."""
    if parse.relations[token] == "obl:unmarked" and parse.lemmas[token] in nouns("@extent").lemmas and parse.child(token, "nummod") >= 0:
        return True  # "has taken back 300 square kilometres"
    for k in parse.children[token]:
        if k == verb + 1 and (
            parse.xpos[k] == "RP"
            or (parse.lemmas[verb], parse.lower[k]) in _PHRASAL
            or (parse.lower[k] == "at" and parse.lower[k + 1 : k + 2] in (["least"], ["most"]))
        ):
            return True
    return False


def _object(parse: Parse, verb: int, depth: int = 0) -> int:
    """Whom or what a verb's deed befalls, or −1."""
    if _passive(parse, verb):
        own = parse.child(verb, "nsubj:pass", "nsubj")
        if own >= 0:
            return own
        relation, head = parse.relations[verb], parse.heads[verb]
        if head < 0 or depth > 5:
            return -1
        base = relation.partition(":")[0]
        if base in ("acl", "amod"):
            return head
        if base == "conj":
            others = verb - 1
            if others > head and parse.upos[others] == "NUM" and parse.lower[others - 1] in ("and", ","):
                return others  # "four people were killed and 11 injured"
            return _object(parse, head, depth + 1) if _passive(parse, head) else _surface(parse, head, depth + 1)
        if base in ("xcomp", "ccomp"):
            return _controller(parse, head, depth)
        return _surface(parse, head, depth + 1) if base == "advcl" else -1
    own = next((c for c in parse.children[verb] if c > verb and parse.relations[c] == "obj"), parse.child(verb, "obj"))
    if own < 0:
        own = next((c for c in parse.children[verb] if parse.relations[c] in ("obl", "obl:unmarked") and _object_after_all(parse, verb, c)), -1)
    if own >= 0:
        return own
    relation, head = parse.relations[verb], parse.heads[verb]
    if relation == "acl:relcl" and parse.child(verb, "nsubj") >= 0 and antecedent(parse, parse.child(verb, "nsubj")) != head:
        return head  # "the town they shelled"
    if parse.xpos[verb] == "VBN" and parse.relations[verb] == "conj" and head >= 0 and depth < 5 and _passive(parse, head):
        return _object(parse, head, depth + 1)  # "were shot and wounded"
    if relation == "conj" and head >= 0 and depth < 5 and parse.upos[head] == "VERB" and not _passive(parse, head):
        # "shelled and burned the village" hangs its object on the second verb or on the first
        later = parse.child(head, "obj")
        if later > verb:
            return later
    for c in parse.children[verb]:
        if c > verb and parse.relations[c] == "conj" and parse.upos[c] == "VERB" and parse.child(verb, "obj") < 0 and parse.xpos[c] == parse.xpos[verb]:
            shared = parse.child(c, "obj")
            if shared > c and not any(parse.relations[k] == "nsubj" for k in parse.children[c]) and shared - verb < 8:
                return shared
    return -1


def _of_relative(parse: Parse, noun: int) -> int:
    """Who announced, launched or ordered what a noun names, in a clause on it: "the evacuation that Kenya announced", or −1."""
    for c in parse.children[noun]:
        if parse.relations[c] == "acl:relcl" and parse.lemmas[c] in _set("light") | _set("own_plans"):
            subject = parse.child(c, "nsubj")
            if subject >= 0 and parse.lower[subject] not in _RELATIVE:
                return subject
    return -1


def _named_so(parse: Parse, noun: int) -> bool:
    """Whether a noun is only given a name: "calls the attacks a crime", not "called a strike"."""
    above = parse.heads[noun]
    return parse.lemmas[above] == "call" and (parse.child(above, "xcomp") >= 0 or sum(parse.relations[c] == "obj" for c in parse.children[above]) > 1)


def _claimed(parse: Parse, noun: int) -> int:
    """Who claims responsibility for what a noun names: "the group claimed responsibility for the attack", or −1."""
    if case_of(parse, noun) != "for":
        return -1
    above = parse.heads[noun]
    if above >= 0 and parse.lemmas[above] == "responsibility":
        above = parse.heads[above]
    elif above < 0 or parse.child(above, "obj") < 0 or parse.lemmas[parse.child(above, "obj")] not in ("responsibility", "credit"):
        return -1
    return arguments(parse, above).agent if above >= 0 and parse.lemmas[above] in ("claim", "take", "accept", "admit") else -1


def _blamed(parse: Parse, noun: int) -> int:
    """Who is said to have done what a noun names: "blamed the army for the shelling", "was accused of arson", or −1."""
    above = parse.heads[noun]
    if above >= 0 and parse.relations[noun] == "obj" and parse.lemmas[above] in ("blame", "pin"):
        return _preps(parse, noun).get("on", _preps(parse, above).get("on", -1))  # "blamed the attack on Pakistan"
    if above < 0 or case_of(parse, noun) not in ("for", "of") or parse.lemmas[above] not in ("blame", "accuse", "suspect", "convict", "charge", "condemn"):
        return -1
    return _object(parse, above)


def _meanwhile(parse: Parse, noun: int) -> int:
    """Who took part in what a clause says was its occasion: "in a call with Putin, Macron urged …" is Macron, or −1."""
    above = parse.heads[noun]
    if above < 0 or parse.relations[noun] != "obl" or noun > above or case_of(parse, noun) not in ("in", "during", "at", "after", "before"):
        return -1
    return _subject(parse, above) if parse.upos[above] == "VERB" and "with" in _preps(parse, noun) else -1


def arguments(parse: Parse, token: int) -> Arguments:
    """The arguments of the verb or noun at ``token``."""
    if parse.upos[token] in ("VERB", "AUX") or parse.xpos[token].startswith("V"):
        if (befallen := _in_headline(parse, token)) >= 0:
            return Arguments(-1, befallen, _preps(parse, token))
        preps = _preps(parse, token)
        agent, patient = _subject(parse, token), _object(parse, token)
        if "to" not in preps and (other := _doubled(parse, token)) >= 0 and (goal := _preps(parse, other).get("to", -1)) >= 0:
            preps["to"] = goal
        return Arguments(antecedent(parse, agent) if agent >= 0 else -1, antecedent(parse, patient) if patient >= 0 else -1, preps)
    return of_noun(parse, token)


def _doubled(parse: Parse, verb: int) -> int:
    """The verb across "and" with which a verb shares object and goal: "donated and delivered medicine to the clinic", or −1."""
    above = parse.heads[verb]
    pairs = [(verb, c, c) for c in parse.children[verb] if parse.relations[c] == "conj"]
    if parse.relations[verb] == "conj":
        pairs.append((above, verb, above))
    for first, second, other in pairs:
        close = 1 < second - first <= 3 and parse.lower[first + 1] in ("and", "or") and parse.xpos[first] == parse.xpos[second]
        if close and parse.child(other, "obj") > second and parse.child(second, "nsubj") < 0:
            return other
    return -1


def _in_headline(parse: Parse, verb: int) -> int:
    """Whom a headline's participle befalls, which looks like its subject: "Convoy ambushed near Gao", or −1."""
    if parse.xpos[verb] not in ("VBD", "VBN") or parse.lemmas[verb] not in _set("befalling") or parse.child(verb, "obj", "aux", "xcomp", "ccomp") >= 0:
        return -1
    _, last = parse.sentences[parse.sentence[verb]]
    subject = parse.child(verb, "nsubj")
    if subject < 0 and parse.relations[verb] == "acl":
        subject = parse.heads[verb]
    closed = any(parse.tokens[i].text in (".", "?", "!") for i in (last, last - 1))
    return subject if 0 <= subject < verb and not closed and parse.upos[subject] in ("NOUN", "PROPN") and parse.child(subject, "det") < 0 else -1


def of_noun(parse: Parse, noun: int) -> Arguments:
    """The arguments of a noun, or of a gerund that is one."""
    preps = _preps(parse, noun)
    verb = light(parse, noun)
    agent = parse.child(noun, "nmod:poss")
    patient = -1
    if agent < 0:
        agent = preps.get("by", -1)
    named = [
        c
        for c in modifiers(parse, noun)
        if parse.relations[c] != "nmod:poss" and parse.name_at[c] >= 0 and parse.names[parse.name_at[c]].kind in ("NORP", "ORG", "LOC", "PER", "MISC")
    ]
    if agent < 0 and "of" in preps:
        agent = _preps(parse, preps["of"]).get("by", -1)  # "the execution of civilians by soldiers"
    if agent < 0 and named:
        agent = named[0]
    elif named:
        patient = named[0]  # "Israel's Gaza offensive"
    of = preps.get("of", -1)
    lemma = parse.lemmas[noun]
    if of >= 0:
        if lemma in _INTRANSITIVE:
            agent, patient = (agent, of) if agent >= 0 and lemma in _MOVED else (of, patient)
        elif patient < 0:
            patient = of
    if verb >= 0:
        above = arguments(parse, verb)
        if agent < 0:
            agent = above.agent if above.agent >= 0 or parse.lemmas[verb] not in _set("light_obl") else above.patient  # "were engaged in"
        preps = {**above.preps, **preps}
    if agent >= 0 and parse.upos[agent] == "PRON" and parse.relations[noun] == "obj":
        owner = arguments(parse, parse.heads[noun]).agent  # "postponed their meeting", "held its first talks"
        agent = owner if owner >= 0 else agent
    elif agent < 0 and parse.relations[noun].partition(":")[0] == "obj" and parse.lemmas[parse.heads[noun]] in _set("own_plans") and not _named_so(parse, noun):
        agent = arguments(parse, parse.heads[noun]).agent
    if agent < 0 and "between" in preps and parse.upos[preps["between"]] != "NUM":
        agent = preps["between"]  # never "between 8 and 11 October"
    for elsewhere in (_of_relative, _claimed, _blamed, _meanwhile):
        if agent < 0:
            agent = elsewhere(parse, noun)
    if agent >= 0 and preps.get("on") == agent:
        preps = {k: v for k, v in preps.items() if k != "on"}  # who did it is not whom it befell
    return Arguments(antecedent(parse, agent) if agent >= 0 else -1, antecedent(parse, patient) if patient >= 0 else -1, preps)
