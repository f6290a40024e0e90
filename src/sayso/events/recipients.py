"""Actor and recipient of an event: which arguments they are, by type."""

from functools import cache
from typing import Final

from sayso.events.arguments import Arguments, arguments
from sayso.events.doers import own_subject, passive
from sayso.events.guards import matches
from sayso.events.kinds import munitions
from sayso.events.lexicon import noun_entries, nouns, verb_entries
from sayso.events.parties import Parties, Party
from sayso.events.phrases import listed
from sayso.events.trigger import Trigger
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.times.grammar.words import weekdays
from sayso.types.kinds import EventType

__all__ = ["actor_and_recipient"]

# Prepositions whose phrase names the other party, the likelier first; "obj" stands for the object.
_TOWARDS: Final[dict[EventType, tuple[str, ...]]] = {
    "ASSAULT": ("obj", "on", "against", "at", "into", "with", "upon", "toward", "towards", "near"),
    "AGREE": ("with", "between", "to", "for", "obj"),
    "CONSULT": ("with", "obj", "to", "between", "among", "in", "at"),
    "SUPPORT": ("obj", "for", "to", "with", "of", "behind"),
    "COOPERATE": ("with", "to", "obj", "between"),
    "AID": ("to", "iobj", "for", "obj", "of"),
    "YIELD": ("to", "from", "in", "with", "obj", "on", "of"),
    "REQUEST": ("obj", "iobj", "on", "upon", "to", "from", "of", "with"),
    "ACCUSE": ("obj", "against", "at", "on", "to", "of", "over", "with"),
    "REJECT": ("obj", "by", "from", "with", "to"),
    "THREATEN": ("obj", "against", "to", "with"),
    "PROTEST": ("against", "at", "to", "over", "obj", "outside"),
    "SANCTION": ("on", "against", "to", "with", "obj", "from", "upon", "for"),
    "MOBILIZE": ("against", "to", "into", "in", "along", "near", "on", "around"),
    "COERCE": ("obj", "on", "against", "in", "from", "of"),
}


@cache
def _bodies() -> frozenset[str]:
    more = "forum wing network cell branch faction bloc arm office agency forum club union institute house firm company clan tribe crew squad quartet trio pair duo youth elder organization organisation delegation administration association federation corporation commission mission institution population parliament department regiment detachment foundation confederation contingent expedition resistance intelligence"
    return nouns("@state|@party|@force|@people|@official|@rebel|@police").lemmas | frozenset(more.split())


@cache
def _inert() -> frozenset[str]:
    return nouns(
        "@blast|@abstract|@claim|@attack|shot|gunfire|statement|message|war|conflict|violence|resolution|march|document|letter|week|day|month|year|night"
    ).lemmas - frozenset(("drone", "missile", "rocket"))


_WHEN: Final = frozenset("today yesterday tomorrow tonight now".split())
_ABSTRACT: Final = ("tion", "sion", "ment", "ness", "ance", "ence", "ism", "ing", "ity")
_FREED: Final = ("obj", "of", "to", "on", "with")
"""Whom a release or evacuation befalls is what it is about: "freed four soldiers in Arauca"."""
_ALONE: Final = frozenset(("offer", "promise", "pledge", "vow", "undertake"))
"""Verbs of agreement whose subjects do it side by side, not with one another."""
_BETWEEN: Final = frozenset("tie relation link contact friendship meeting talk summit negotiation".split())
"""What is between those who renew, break or put it off: "Chad and Sudan restored ties"."""
_LOCAL: Final = ("city", "district", "point", "province")
_PARTY: Final = "@party|@people|@force|@state|@org|@place|@number|@official"


def actor_and_recipient(parse: Parse, parties: Parties, one: Trigger) -> tuple[Party | None, Party | None]:
    """The parties of an event; where two meet, agree or trade, the first named is the actor."""
    found = one.arguments
    kind = one.entry.type
    if "under" in one.entry.guards and "obj" not in one.entry.guards and kind != "YIELD":  # "came under fire from rebels": the subject is who suffers it
        return _actor(parse, parties, found.preps.get("from", found.preps.get("by", -1))), parties.at(found.agent)
    actor = _actor(parse, parties, found.agent)
    if actor is None and found.agent < 0 and kind == "ASSAULT" and parse.low_lemmas[deed := found.preps.get("in", -1)] in _deeds() and deed >= 0:
        actor = _doer(parse, parties, deed)  # "were killed in an Israeli air strike"
    if actor is None and found.agent < 0 and kind == "ASSAULT" and found.patient >= 0 and (raider := _raider(parse, one.head)) >= 0:
        actor = _actor(parse, parties, raider)
    recipient = _recipient(parse, parties, one, kind, actor)
    mutual = kind in ("CONSULT", "AGREE", "COOPERATE") or one.entry.mode == "clash" or (kind == "ASSAULT" and found.agent == found.preps.get("between"))
    mutual = mutual or (kind in ("SUPPORT", "SANCTION") and found.patient >= 0 and parse.low_lemmas[found.patient] in _BETWEEN)
    if mutual and found.agent >= 0 and one.entry.mode != "third-party" and parse.lemmas[one.head] not in _ALONE:
        split = _split(parse, parties, found.agent)
        if split is not None and (recipient is None or "with" not in found.preps):
            return split
    if actor is not None and recipient is not None and actor.name == recipient.name:
        recipient = None
    return actor, recipient


def _raider(parse: Parse, verb: int) -> int:
    """Who did what the clause tells in which somebody came to harm: "were shot dead when gunmen raided the market", or −1."""
    inner = [c for above in parse.ancestors(verb) if above > verb for c in parse.children[above] if verb < c < above]  # hung on the verb behind
    for c in (*parse.children[verb], *inner):
        if parse.relations[c] == "advcl" and any(e.type == "ASSAULT" for e in verb_entries().get(parse.lemmas[c], ())) and not passive(parse, c):
            if any(parse.lower[k] in ("when", "as", "after") for k in parse.children[c]):
                return own_subject(parse, c)
    return -1


def _actor(parse: Parse, parties: Parties, agent: int) -> Party | None:
    """Who acts: nobody where a weapon does, unless the text says whose it is ("rebel rockets")."""
    if agent < 0:
        return None
    if parse.name_at[agent] < 0 and parse.low_lemmas[agent] in munitions():
        return parties.owner(agent) or (_doer(parse, parties, agent) if parse.low_lemmas[agent] in nouns("@attack").lemmas else None)
    place = parties.places.get(agent)
    if parse.upos[agent] == "NOUN" and parse.low_lemmas[agent] in _deeds():
        return _doer(parse, parties, agent)
    if parse.low_lemmas[agent] in _rides() and parse.prepositions[agent] == "by" and parse.child(agent, "det", "nummod", "amod") < 0:
        return None  # "were evacuated by bus"
    if place is not None and place.precision not in ("country", "region", None) and parse.heads[agent] > agent:
        if parse.upos[parse.heads[agent]] == "NOUN":
            return None  # "the Malakal attack": where, not who
    if place is not None and place.feature == "PPLC" and parse.relations[agent].startswith("nsubj") and (state := parties.seated_in(place)) is not None:
        return state  # "Ankara, which backs the rebels"
    return parties.at(agent) if _acts(parse, agent) else None


@cache
def _arms() -> frozenset[str]:
    return nouns("@weapon|@explosive").lemmas | frozenset(("device",))


@cache
def _vessels() -> frozenset[str]:
    """What is meant by a shot that is aimed near it."""
    return nouns("@warship|@vehicle").lemmas | frozenset(("vessel", "boat", "ship", "tanker"))


@cache
def _rides() -> frozenset[str]:
    """What people are carried by, those words left out that mean fighters too."""
    return nouns("@vehicle").lemmas - nouns("@force|@rebel").lemmas


@cache
def _deeds() -> frozenset[str]:
    return nouns("@attack|@blast|clash|fighting|violence|battle|combat|hostility|gunfire").lemmas - nouns("@munition|@weapon").lemmas


def _doer(parse: Parse, parties: Parties, deed: int) -> Party | None:
    """Who acts where a deed is the subject: "an Israeli air strike killed five", None where nobody says whose it was."""
    agent = arguments(parse, deed).agent
    if agent < 0 or agent == deed:
        return None
    place = parties.places.get(agent)
    if place is not None and (place.precision != "country" or parse.prepositions[agent]):
        return None  # "the Malakal attack"
    return parties.at(agent) if _acts(parse, agent) else None


def _acts(parse: Parse, token: int) -> bool:
    """Whether a noun can name somebody or something that acts: not a blast, a decision, a day."""
    n = parse.name_at[token]
    if n >= 0:
        return parse.names[n].kind not in ("DATE", "MONEY")
    lemma = parse.low_lemmas[token]
    if parse.upos[token] == "NUM" and ":" in lemma:
        return False
    if parse.lower[token] in _WHEN:
        return False
    if parse.upos[token] != "NOUN" or lemma in _bodies() or lemma in _actors():
        return True
    return lemma not in _inert() and lemma not in _things() and not lemma.endswith(_ABSTRACT)


@cache
def _things() -> frozenset[str]:
    """What others act with, in or on."""
    return nouns("@structure|@goods|@aidgoods|@money|@offer|@munition|@weather|@thing").lemmas - _actors()


def _tangible(parse: Parse, token: int) -> bool:
    """Whether something can be hit, helped or seized: not a decision, a day, a blast."""
    lemma = parse.low_lemmas[token]
    return parse.lower[token] not in _WHEN and (
        parse.upos[token] != "NOUN"
        or lemma in _bodies()
        or lemma in nouns("@structure|@target").lemmas
        or (lemma not in _inert() and not lemma.endswith(_ABSTRACT))
    )


@cache
def _actors() -> frozenset[str]:
    return nouns("@armed|@force|@crowd|@vehicle|@warship|@body|@party|@people|@media|@authority|hospital|clinic").lemmas


def _split(parse: Parse, parties: Parties, token: int) -> tuple[Party, Party] | None:
    if parse.name_at[token] < 0:  # "the rivals Chad and Sudan"
        token = next((c for c in parse.children[token] if c > token and parse.relations[c] in ("flat", "appos") and parse.name_at[c] >= 0), token)
    members = [token, *(c for c in parse.children[token] if parse.relations[c] == "conj")]
    if len(members) < 2:
        return parties.two(token)
    first, rest = parties.one(members[0]), parties.one(members[1])
    return (first, rest) if first is not None and rest is not None and first.name != rest.name else None


def _recipient(parse: Parse, parties: Parties, one: Trigger, kind: EventType, actor: Party | None) -> Party | None:
    found = one.arguments
    guard = nouns(_PARTY)
    seen: list[int] = []
    ways = _FREED if one.entry.mode in ("release", "evacuation") else _TOWARDS[kind]
    if one.entry.mode == "destruction":
        ways = (*ways, "to")  # "set fire to 40 houses"
    for way in ways:
        if way == "obj":
            token = _held(parse, found)
        elif way == "iobj":
            token = parse.child(one.head, "iobj")
        else:
            token = found.preps.get(way, -1)
            if token < 0 and found.patient >= 0 and (kind == "ASSAULT" or (kind == "AID" and way == "to")):
                token = _on_object(parse, found.patient, way)
            if way == "near" and token >= 0 and parse.low_lemmas[token] not in _vessels():
                continue  # "fired a shell near the school": where, not at whom
        if (
            token < 0
            or token == found.agent
            or (way in ("to", "with") and parse.lemmas[one.head] == "complain")
            or _condition(parse, token)
            or parse.lower[token] in weekdays()
            or parse.lemmas[token] in listed("spans")
        ):
            continue
        if way == "obj" and kind == "COERCE" and parse.lemmas[one.head] in ("fire", "use"):
            token = next((found.preps[p] for p in ("at", "on", "against", "into") if p in found.preps), -1)
            if token < 0:
                continue  # "fired tear gas"
        if way == "obj" and kind == "ASSAULT" and parse.low_lemmas[token] in _arms():
            continue  # "fired missiles at a tanker", "detonated a device"
        if not matches(parse, token, guard) and parties.places.get(token) is None:
            seen.append(token)
            continue
        who = parties.at(token)
        if who is None and way == "obj" and kind == "ACCUSE" and parse.upos[token] == "PRON":
            return None  # somebody, but who
        if who is not None and (actor is None or who.name != actor.name):
            return _state(parties, token, who, actor, kind)
    if kind == "REQUEST":  # "demanded the release of prisoners": not asked of these
        seen = [t for t in seen if parse.low_lemmas[t] not in nouns("@deed").lemmas or parse.prepositions[t]]
    for token in seen:
        if kind == "ACCUSE" and one.entry.mode == "disapprove" and parse.low_lemmas[token] in noun_entries():
            agent = arguments(parse, token).agent  # "condemned the detention of aid workers": not these
            blamed = parties.at(agent) if agent >= 0 and _acts(parse, agent) else None
            return blamed if blamed is not None and (actor is None or blamed.name != actor.name) else None
        owner = _owner(parse, parties, token, thing=kind in _GROUNDED)
        if owner is not None and (actor is None or owner.name != actor.name):
            return owner
    below = _below(parse, parties, one)
    if below >= 0 and below != found.agent:
        who = parties.at(below)
        if who is not None and (actor is None or who.name != actor.name):
            return who
    for token in seen:
        if one.first <= token <= one.last and token != one.head and kind == "COERCE":
            continue  # "imposed a ban on motorcycles"
        if kind == "AID" and parse.low_lemmas[token] in nouns("@aidgoods|@money|@weapon").lemmas:
            continue  # "would send 15 tons of food": what is given
        accused = kind == "ACCUSE" and one.entry.mode == "allege" and token == found.patient
        people = parse.upos[token] == "ADJ" and parse.child(token, "det") >= 0  # "evacuated the wounded"
        if (accused or kind in ("ASSAULT", "AID", "COERCE")) and (people or parse.upos[token] in ("NOUN", "PROPN", "PRON")) and _tangible(parse, token):
            return parties.at(token)  # things too: "fired at a tanker"
    return None


def _condition(parse: Parse, token: int) -> bool:
    """Whether a state is one of things and no country: "lifted the state of emergency"."""
    return parse.low_lemmas[token] == "state" and any(parse.upos[c] == "NOUN" and parse.prepositions[c] == "of" for c in parse.children[token])


def _held(parse: Parse, found: Arguments) -> int:
    """What is taken where control of it is: "took control of the villages"; else the object itself."""
    patient = found.patient
    if patient >= 0 and parse.low_lemmas[patient] in table("events/control")["control_nouns"]:
        preps = {**found.preps, **arguments(parse, patient).preps}
        return preps.get("of", preps.get("over", patient))
    return patient


def _on_object(parse: Parse, noun: int, preposition: str) -> int:
    """A phrase that hangs on a weapon or on what is given instead of the verb: "fired missiles at a tanker"."""
    return next((c for c in parse.children[noun] if parse.prepositions[c] == preposition and preposition != "with"), -1)


def _state(parties: Parties, token: int, who: Party, actor: Party | None, kind: EventType) -> Party:
    """A place attacked by another state stands for the state that it lies in."""
    place = parties.places.get(token)
    if kind == "ASSAULT" and place is not None and place.use == "location" and place.precision != "country":
        state = parties.state_of(place.country)
        if state is not None and actor is not None and actor.country and actor.country != place.country:
            return state
    return who


def _owner(parse: Parse, parties: Parties, token: int, *, thing: bool) -> Party | None:
    """The party whose offer, force, territory or claim is meant: "Israel's proposal", "Turkish positions", "calls by Berlin".

    Where a ``thing`` is hit, the town that it stands in is no party: "a restaurant in Dhaka".
    """
    behind = [c for c in parse.children[parse.heads[token]] if c > token and parse.prepositions[c] == "from" and parse.subtree(c)[0] == token + 1]
    for c in (*parse.children[token], *(behind if parse.low_lemmas[token] in _vessels() else ())):  # "a tanker from Norway"
        relation = parse.base_relations[c]
        place = parties.places.get(c)
        if thing and place is not None and place.use == "location" and place.precision in _LOCAL:
            continue
        if relation in ("nmod", "amod", "compound", "obl") and (
            parse.name_at[c] >= 0 or c in parties.places or (parse.upos[c] != "ADJ" and matches(parse, c, nouns("@force|@people|@party")))
        ):
            who = parties.at(c)
            if who is not None:
                return who
    for c in parse.children[token]:
        if parse.base_relations[c] in ("nmod", "acl", "conj"):
            who = _owner(parse, parties, c, thing=thing)
            if who is not None:
                return who
    return None


def _below(parse: Parse, parties: Parties, one: Trigger) -> int:
    """The subject of the clause under a demand, else the first party named in what is demanded, threatened or promised:
    "demanded that Iran halt", "vowed to attack Israel", "to demand the resignation of the president"."""
    kind = one.entry.type
    for c in parse.children[one.head]:
        if parse.relations[c] in ("ccomp", "xcomp") and kind in ("REQUEST", "ACCUSE", "REJECT"):
            subject = parse.child(c, "nsubj")
            if subject >= 0:
                return subject
    if kind not in _VERBAL:
        return -1
    root = one.head
    if kind == "PROTEST" and parse.upos[root] == "NOUN" and parse.upos[parse.heads[root]] == "VERB":
        root = parse.heads[root]  # "began a hunger strike to protest against …"
    _, last = parse.subtree(root)
    for i in range(one.last + 1, last + 1):
        n, place = parse.name_at[i], parties.places.get(i)
        if kind in ("REQUEST", "ACCUSE", "REJECT") and place is not None and place.use == "location" and place.precision in _LOCAL:
            continue  # "called for an end to the fighting in Goma", "condemned the raid in Tulkarm"
        if n >= 0 and parse.names[n].last == i and parse.names[n].kind in ("PER", "ORG", "LOC", "NORP") and i != one.arguments.agent:
            return i
    return -1


_GROUNDED: Final[frozenset[EventType]] = frozenset(("ASSAULT", "AID", "ACCUSE", "REQUEST", "REJECT"))
"""Types whose recipient is no town that only says where the thing is that was hit, condemned or asked for."""
_VERBAL: Final[frozenset[EventType]] = frozenset(("REQUEST", "REJECT", "ACCUSE", "THREATEN", "AGREE", "SANCTION", "SUPPORT", "PROTEST"))
