"""Who does what a verb says and whom it befalls: subjects and objects through passives, relative clauses, coordination, control and raising."""

from typing import Final

from sayso.entities.grammar import RELATIVE
from sayso.events.lexicon import elsewhere, nouns
from sayso.events.phrases import antecedent, listed, phrases_of
from sayso.statements.syntax import is_besides
from sayso.text.parse import Parse

__all__ = ["agent_of", "befallen", "dated", "doubled", "left_out", "own_subject", "passive", "patient_of"]

_SUBJECT_CONTROL: Final = frozenset("promise threaten vow pledge plan intend try attempt want hope agree refuse decline fail seek".split())
_PHRASAL: Final = frozenset(
    (
        ("cut", "off"),
        ("fly", "in"),
        ("bring", "in"),
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
_PHASES: Final = frozenset(("begin", "start", "commence", "resume", "continue", "stop", "halt", "finish"))
_BOUNDS: Final = (["at", "least"], ["at", "most"])
_ENLISTING: Final = frozenset(("hire", "recruit", "pay", "bribe", "incite"))


def passive(parse: Parse, verb: int) -> bool:
    """Whether what a verb says befalls its subject or the noun that it hangs on."""
    if parse.lemmas[verb] in listed("crashing") and _thrown(parse, verb):
        return False
    if parse.xpos[verb] != "VBD" and parse.child(verb, "nsubj:pass", "aux:pass", "csubj:pass") >= 0:
        return True
    if left_out(parse, verb) and passive(parse, parse.heads[verb]):
        return True
    if (
        parse.xpos[verb] != "VBN"
        or parse.child(verb, "obj") >= 0
        or _counted_object(parse, verb) >= 0
        or any(parse.lemmas[c] == "have" and parse.relations[c] == "aux" for c in parse.children[verb])
    ):
        return False
    if parse.relations[verb] == "conj":
        return parse.xpos[parse.heads[verb]] == "VBN" and passive(parse, parse.heads[verb])
    return parse.relations[verb] in ("acl", "amod", "xcomp", "advcl")  # "are reported killed"


def left_out(parse: Parse, verb: int) -> bool:
    """Whether a participle has only a number for those whom it befell: "four people were killed and 11 injured"."""
    above = parse.heads[verb]
    bare = parse.relations[verb] == "conj" and verb - 1 > above >= 0 and parse.upos[verb - 1] == "NUM" and parse.lower[verb][-2:] in ("ed", "en")
    return bare and parse.xpos[above] == "VBN" and any(parse.lower[i] in ("and", ",", "while") for i in range(above + 1, verb - 1))


def _beside_passive(parse: Parse, verb: int) -> bool:
    """Whether a participle shares subject and agent with the one that the parse joins it to: "were burned and looted by militiamen"."""
    joined = parse.relations[verb] == "conj" and parse.xpos[verb] == parse.xpos[parse.heads[verb]] == "VBN"
    return joined and parse.child(verb, "nsubj:pass", "nsubj") < 0 and parse.child(parse.heads[verb], "obl:agent") > verb


def _thrown(parse: Parse, verb: int) -> bool:
    """Whether missiles and the like only look like those whom a verb befalls: "Two missiles slammed into a market"."""
    subject = parse.child(verb, "nsubj:pass")
    return subject >= 0 and parse.child(verb, "aux:pass") < 0 and parse.low_lemmas[subject] in nouns("@munition").lemmas


def agent_of(parse: Parse, verb: int, depth: int = 0) -> int:
    """Who does what the verb says, the clause's subject or what control hands down to it, or −1."""
    if depth > 5:
        return -1
    if passive(parse, verb):
        near = (c for c in parse.children[verb] if parse.xpos[c] == "VBN" and (parse.relations[c] == "conj" or _how(parse, verb, c)))
        for one in (verb, *near, *([parse.heads[verb]] if left_out(parse, verb) or _beside_passive(parse, verb) else [])):
            agent = parse.child(one, "obl:agent")
            agent = agent if agent >= 0 else phrases_of(parse, one).get("by", -1)
            if agent >= 0 and not dated(parse, agent):
                return agent  # "were burned and looted by militiamen", "was led away handcuffed by soldiers"
        by = next((c for c in parse.children[verb] if c > verb and parse.relations[c] == "nsubj:pass" and parse.prepositions[c] == "by"), -1)
        if by >= 0:
            return by  # whom the parse takes for another subject
        return _far_agent(parse, verb)
    own = own_subject(parse, verb)
    if own < 0 and parse.xpos[verb] in ("VBD", "VBZ", "VBP"):
        own = next((found for way in (_fronted, _quoted, _teller) if (found := way(parse, verb)) >= 0), -1)
    if own >= 0:
        return own
    relation, head = parse.relations[verb], parse.heads[verb]
    if head < 0:
        return -1
    base = relation.partition(":")[0]
    if base == "conj" and parse.relations[head] == "ccomp" and is_besides(parse, verb, head):
        return agent_of(parse, parse.heads[head], depth + 1)  # "said it would answer and summoned the envoy"
    if base == "conj":
        return agent_of(parse, head, depth + 1) if not passive(parse, head) or parse.xpos[verb] == "VBN" else parse.child(head, "nsubj")
    if base in ("xcomp", "ccomp"):
        asked = _asked(parse, head, verb)
        return asked if asked >= 0 else _controller(parse, head, depth)
    if base == "advcl":
        asked = _given_time(parse, head, verb)
        asked = asked if asked >= 0 else _asked(parse, head, verb)
        if asked >= 0:
            return asked
        accused = parse.child(head, "obj")
        if accused < 0 and parse.xpos[head] == "VBN" and passive(parse, head):
            accused = patient_of(parse, head, depth + 1)  # "soldiers accused of burning the village"
        bound = ("of", "from", "for") if parse.lemmas[head] in ("blame", "condemn", "criticise", "criticize", "denounce", "praise") else ("of", "from")
        if accused >= 0 and any(parse.relations[c] == "mark" and parse.lower[c] in bound for c in parse.children[verb]):
            return accused  # "accused the army of bombing a town", "kept them from leaving"
        if (burst := _burst(parse, verb)) >= 0:
            return burst
        if (teller := _told_before(parse, verb)) >= 0:
            return agent_of(parse, teller, depth + 1)
        return _surface(parse, head, depth + 1)
    if relation == "acl:relcl":
        return head if parse.child(verb, "obj") >= 0 or parse.xpos[verb] == "VBG" else -1
    if base in ("acl", "amod"):
        if parse.xpos[verb] == "VBG" or _counted_object(parse, verb) >= 0 or (parse.xpos[verb] == "VB" and _most(parse, head)):
            return head
        return _owner(parse, head, depth + 1)
    return -1


def _burst(parse: Parse, verb: int) -> int:
    """What burst where the parse gives its victims to whoever passed by: "a bomb went off as the convoy passed, wounding three", or −1."""
    clause = parse.heads[verb]
    above = parse.heads[clause]
    if (
        parse.xpos[verb] != "VBG"
        or above < 0
        or parse.relations[clause] != "advcl"
        or not any(parse.lower[c] in ("as", "when", "while") for c in parse.children[clause])
    ):
        return -1
    burst = own_subject(parse, above)
    if burst < 0 or parse.low_lemmas[burst] not in nouns("@munition|@explosive").lemmas or parse.lemmas[clause] in elsewhere()["violence"]:
        return -1
    return burst


def _told_before(parse: Parse, verb: int) -> int:
    """The verb of saying right before a participle of telling that the parse gives to what was said: "shelling killed a girl, a nurse said, blaming …", or −1."""
    said = verb - 2
    behind = said >= 0 and parse.xpos[verb] == "VBG" and parse.tokens[verb - 1].text == ","
    behind = behind and any(a.role == "cue" and a.first <= verb <= a.last for a in parse.attribution)
    return said if behind and parse.xpos[said] == "VBD" and 0 <= parse.child(said, "ccomp") == parse.heads[verb] < said else -1


_ORDINAL: Final = frozenset(("first", "second", "third", "last", "only", "next", "latest"))


def _most(parse: Parse, noun: int) -> bool:
    """Whether a noun is the first, last or worst of its sort, so that a bare clause says what it did: "the worst floods to hit the town"."""
    return any(parse.relations[c] == "amod" and (parse.xpos[c] == "JJS" or parse.lower[c] in _ORDINAL) for c in parse.children[noun])


def dated(parse: Parse, token: int) -> bool:
    """Whether a name is a day or a sum, or a noun a part of time: "will be sent by 3 May", "freed by Monday evening"."""
    n = parse.name_at[token]
    if parse.upos[token] == "NOUN" and parse.low_lemmas[token] in listed("spans"):
        return True
    return n >= 0 and parse.names[n].kind in ("DATE", "MONEY")


def own_subject(parse: Parse, verb: int) -> int:
    """The subject in a verb's own clause, the nearer where the parse gives it two, and no pronoun of the object: "rebels whom Chad backs"."""
    found = [c for c in parse.children[verb] if parse.base_relations[c] == "nsubj"]
    if len(found) < 2:
        return found[0] if found else -1
    near = [c for c in found if c < verb and parse.lower[c] not in RELATIVE]
    apart = (",", ":") if len(near) > 1 and parse.name_at[near[-2]] < 0 else (",",)  # "Logistics: Kenya has delivered …", but "Kony: “Talks go on.”"
    if len(near) > 1 and not any(parse.tokens[i].text in apart for i in range(near[-2], near[-1])):
        return near[0]  # "Union (WAU) officials demanded": one phrase
    return near[-1] if near else found[0]


def _quoted(parse: Parse, verb: int) -> int:
    """The subject that an aside on who quotes it takes from its verb in the parse: "Doctors, quoted by the daily, blame the army", or −1."""
    first, _ = parse.sentences[parse.sentence[verb]]
    for i in range(verb - 1, first, -1):
        who = parse.child(i, "nsubj:pass") if parse.xpos[i] == "VBN" and parse.lemmas[i] in ("quote", "cite") else -1
        if 0 <= who < i and parse.tokens[i - 1].text == "," and parse.tokens[verb - 1].text == "," and parse.child(i, "aux:pass") < 0:
            return who
    return -1


def _teller(parse: Parse, verb: int) -> int:
    """The subject of a verb of saying that the parse gives to what was said: "shelling killed a woman, a doctor said", or −1."""
    told = parse.child(verb, "ccomp")
    if not 0 <= told < verb:
        return -1
    later = [c for c in parse.children[told] if told < c < verb and parse.base_relations[c] == "nsubj"]
    return later[-1] if later and own_subject(parse, told) != later[-1] else -1


def _how(parse: Parse, verb: int, c: int) -> bool:
    """Whether a participle right behind a verb only says in what state: "led away blindfolded by the soldiers"."""
    return (
        parse.relations[c] in ("advcl", "xcomp")
        and verb < c <= verb + 3
        and not any(parse.relations[k] in ("mark", "nsubj", "punct") for k in parse.children[c])
    )


def _far_agent(parse: Parse, verb: int) -> int:
    """Who did it where the parse hangs the phrase on another: "were driven out of the village by marines", "killed in an attack by rebels", or −1."""
    for c in parse.children[verb]:
        if c > verb and parse.relations[c] == "obl":
            for k in (c, *(x for x in parse.children[c] if x > c and parse.relations[x] in ("nmod", "appos"))):
                by = next((x for x in parse.children[k] if x > k and parse.relations[x] == "nmod" and parse.prepositions[x] == "by"), -1)
                if by >= 0 and (parse.name_at[by] >= 0 or parse.low_lemmas[by] in nouns("@force|@rebel|@police|@crowd").lemmas):
                    return by
    return -1


def _fronted(parse: Parse, verb: int) -> int:
    """Of two objects of a finite verb without a subject the one before it, which is the subject, or −1."""
    objects = [c for c in parse.children[verb] if parse.relations[c] == "obj"]
    return objects[0] if len(objects) > 1 and objects[0] < verb < objects[-1] and parse.lower[objects[0]] not in RELATIVE else -1


def _asked(parse: Parse, head: int, verb: int) -> int:
    """Of whom a deed is asked with a preposition: "called on both sides to stop", "appealed to donors to send", or −1."""
    if parse.lemmas[head] in _ENLISTING and parse.xpos[verb] == "VB":
        return parse.child(head, "obj")  # "hired gangs to attack marchers"
    wanted = ("on", "upon", "to", "for", "with")
    if parse.lemmas[head] not in ("call", "appeal", "prevail", "rely", "wait", "plead", "shout") or parse.xpos[verb] != "VB":
        return -1
    return next((c for c in parse.children[head] if parse.relations[c].startswith("obl") and parse.prepositions[c] in wanted and c < verb), -1)


def _given_time(parse: Parse, head: int, verb: int) -> int:
    """To whom time or leave for a deed is given: "gave the garrison two days to surrender", or −1."""
    return parse.child(head, "iobj") if parse.lemmas[head] in ("give", "allow", "grant") and parse.xpos[verb] == "VB" else -1


def _surface(parse: Parse, verb: int, depth: int) -> int:
    """The grammatical subject, of a passive too: "was arrested after throwing stones"."""
    own = own_subject(parse, verb)
    return own if own >= 0 else agent_of(parse, verb, depth)


def _controller(parse: Parse, head: int, depth: int) -> int:
    """Who controls the bare clause under a verb: the object of "ordered them to", else the subject."""
    if parse.lemmas[head] not in _SUBJECT_CONTROL:
        for relation in ("obj", "iobj"):
            c = parse.child(head, relation)
            if c >= 0 and parse.upos[head] == "VERB":
                return c
        if passive(parse, head):
            return parse.child(head, "nsubj")
    return _surface(parse, head, depth + 1)


def _owner(parse: Parse, noun: int, depth: int = 0) -> int:
    """Whose plan, attempt or decision a noun is: possessor, "by" phrase, subject of the verb that it is the object of."""
    own = parse.child(noun, "nmod:poss")
    if own >= 0:
        return own
    by = phrases_of(parse, noun).get("by", -1)
    if by >= 0:
        return by
    for c in parse.children[noun]:
        if c < noun and parse.relations[c] in ("amod", "compound") and parse.name_at[c] >= 0 and parse.names[parse.name_at[c]].kind in ("NORP", "LOC", "ORG"):
            return c
    head = parse.heads[noun]
    if head >= 0 and parse.relations[noun] == "obj" and depth < 5:
        return agent_of(parse, head, depth + 1)
    return -1


def _object_after_all(parse: Parse, verb: int, token: int) -> bool:
    """Whether what the parse takes for a prepositional phrase is the object: "handed over the bodies", "killed at least 40 people"."""
    if parse.relations[token] == "obl:unmarked" and parse.child(verb, "obj") < 0 <= parse.child(verb, "iobj") < token:
        return True  # "gave the garrison two days"
    if parse.relations[token] == "obl:unmarked" and parse.lemmas[token] in nouns("@extent").lemmas and parse.child(token, "nummod") >= 0:
        return True  # "has taken back 300 square kilometres"
    if parse.child(verb, "compound:prt") == verb + 1 and parse.subtree(token)[0] == verb + 2 and not parse.prepositions[token] and not dated(parse, token):
        return True  # "hand over their arms"
    for k in parse.children[token]:
        if k == verb + 1 and (
            parse.xpos[k] == "RP"
            or (parse.lemmas[verb], parse.lower[k]) in _PHRASAL
            or (parse.lower[k] == "at" and parse.lower[k + 1 : k + 2] in (["least"], ["most"]))
        ):
            return True
    return False


def _counted_object(parse: Parse, verb: int) -> int:
    """The object behind "at least" of what the parse takes for a participle: "Rebel artillery killed at least four people", or −1."""
    if parse.relations[verb] != "acl" or parse.child(verb, "obj", "aux", "aux:pass") >= 0 or parse.lower[verb + 1 : verb + 2] != ["at"]:
        return -1
    return next((c for c in parse.children[verb] if c > verb and parse.relations[c] == "obl" and parse.lower[parse.subtree(c)[0] : c][:2] in _BOUNDS), -1)


def patient_of(parse: Parse, verb: int, depth: int = 0) -> int:
    """Whom or what a verb's deed befalls, or −1."""
    if passive(parse, verb):
        own = parse.child(verb, "nsubj:pass", "nsubj")
        if own >= 0:
            return own
        relation, head = parse.relations[verb], parse.heads[verb]
        if head < 0 or depth > 5:
            return -1
        base = relation.partition(":")[0]
        if base == "advcl" and (bare := _bare_subject(parse, verb)) >= 0:
            return bare
        if base in ("acl", "amod"):
            return head
        if base == "conj" and left_out(parse, verb):
            return verb - 1
        if base == "conj":
            return patient_of(parse, head, depth + 1) if passive(parse, head) else _surface(parse, head, depth + 1)
        if base in ("xcomp", "ccomp"):
            return _controller(parse, head, depth)
        return _surface(parse, head, depth + 1) if base == "advcl" else -1
    own = next((c for c in parse.children[verb] if c > verb and parse.relations[c] == "obj"), parse.child(verb, "obj"))
    own = own if own >= 0 else _counted_object(parse, verb)
    if own < 0:
        own = next((c for c in parse.children[verb] if parse.relations[c] in ("obl", "obl:unmarked") and _object_after_all(parse, verb, c)), -1)
    if own < 0 and parse.lemmas[verb] in _PHASES and parse.upos[begun := parse.child(verb, "xcomp")] == "NOUN" and begun >= 0:
        own = begun  # "began manoeuvres", where the parse takes the noun for a predicate
    if own < 0 and parse.child(verb, "xcomp") >= 0:
        own = parse.child(verb, "iobj")  # "asked residents to stay"
    if own >= 0:
        return own
    relation, head = parse.relations[verb], parse.heads[verb]
    if relation == "acl:relcl" and (doer := own_subject(parse, verb)) >= 0 and antecedent(parse, doer) != head:
        return head  # "the town they shelled"
    if parse.xpos[verb] == "VBN" and parse.relations[verb] == "conj" and head >= 0 and depth < 5 and passive(parse, head):
        return patient_of(parse, head, depth + 1)  # "were shot and wounded"
    if relation == "conj" and head >= 0 and depth < 5 and parse.upos[head] == "VERB" and not passive(parse, head):
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


def _bare_subject(parse: Parse, participle: int) -> int:
    """The noun between "with" and a participle, whatever the parse takes it for: "were found with their hands tied", or −1."""
    led = any(parse.relations[k] == "mark" and parse.lower[k] == "with" for k in parse.children[participle])
    noun = participle - 1
    return noun if led and parse.heads[noun] == participle and parse.base_relations[noun] == "obl" and not parse.prepositions[noun] else -1


def doubled(parse: Parse, verb: int) -> int:
    """The verb across "and" with which a verb shares object and goal: "donated and delivered medicine to the clinic", or −1."""
    above = parse.heads[verb]
    pairs = [(verb, c, c) for c in parse.children[verb] if parse.relations[c] == "conj"]
    if parse.relations[verb] == "conj":
        pairs.append((above, verb, above))
    for first, second, other in pairs:
        close = 1 < second - first <= 3 and parse.lower[first + 1] in ("and", "or") and _one_tense(parse, first, second)
        if close and max(parse.child(first, "obj"), parse.child(second, "obj")) > second and parse.child(second, "nsubj") < 0:
            return other
    return -1


def _one_tense(parse: Parse, first: int, second: int) -> bool:
    """Whether two verbs have one form; that of the past and the participle look alike behind "and": "bought and shipped"."""
    if parse.xpos[first] == parse.xpos[second]:
        return True
    return (parse.xpos[first], parse.xpos[second]) == ("VBD", "VBN") and parse.child(second, "aux", "aux:pass") < 0


def befallen(parse: Parse, verb: int) -> int:
    """Whom a headline's participle befalls, which looks like its subject: "Convoy ambushed near Gao", or −1."""
    if parse.xpos[verb] not in ("VBD", "VBN") or parse.lemmas[verb] not in listed("befalling") or parse.child(verb, "obj", "aux", "xcomp", "ccomp") >= 0:
        return -1
    _, last = parse.sentences[parse.sentence[verb]]
    subject = parse.child(verb, "nsubj")
    if subject < 0 and parse.relations[verb] == "acl":
        subject = parse.heads[verb]
    closed = any(parse.tokens[i].text in (".", "?", "!") for i in (last, last - 1))
    return subject if 0 <= subject < verb and not closed and parse.upos[subject] in ("NOUN", "PROPN") and parse.child(subject, "det") < 0 else -1
