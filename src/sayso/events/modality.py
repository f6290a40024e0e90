"""Whether an event is said to have happened, is planned, possible, conditional, demanded or denied, and which word says so.

Operators are met on the way up from the event: on the word itself ("planned", "not", "will"), then on each word that
governs it ("failed to", "threatened to", "a call for"). The outer one acts on what is inside: "denied that it failed to …".
"""

from typing import Final

from sayso.events.dated import APART
from sayso.events.lexicon import nouns
from sayso.events.operators import DEPTH, Operator, governing, mark_of, mark_token, operators_on, words
from sayso.events.phrases import listed
from sayso.statements.syntax import is_besides
from sayso.text.parse import Parse
from sayso.types.kinds import Modality
from sayso.types.reading import Span, Statement

__all__ = ["modality", "mood_in"]

_APART: Final = APART | {"amid", "from"}
"""Prepositions whose phrase is true or not on its own: "will meet after the attack"."""
_THROUGH: Final = frozenset("xcomp ccomp csubj obj obl nmod acl nsubj conj advcl appos amod compound".split())
_CREDITING: Final = frozenset("accuse accusation allege claim blame".split())
_BELIEVING: Final = frozenset("believe think suspect say see appear seem".split())


def modality(parse: Parse, token: int, *, without: int = -1) -> tuple[Modality, Span | None]:
    """The modality of the event at ``token`` and the word that shows it, None where nothing does; the word at ``without`` is not asked.

    >>> from sayso.models import parse
    >>> p = parse("The army failed to retake the town.")
    >>> m, cue = modality(p, p.lower.index("retake"))
    >>> m, p.text[cue.start : cue.end]
    ('denied', 'failed')
    """
    if (planner := _planner(parse, token)) >= 0:
        return "planned", parse.span(planner, planner)
    operators = _operators(parse, token)
    found: Modality = "asserted"
    cue = -1
    for operator in operators:  # inside out
        if operator.token == without:
            continue
        new = _combined(operator.modality, found)
        if new != found or cue < 0:
            found, cue = new, operator.token
    if found == "asserted":
        return "asserted", None
    return found, parse.span(cue, cue) if cue >= 0 else None


def mood_in(parse: Parse, token: int, said: Statement | None) -> tuple[Modality, Span | None]:
    """The modality of the event at ``token`` within its statement: what a source believes, claims or accuses somebody of, it
    asserts, and the doubt lies in the statement ("experts believe that", "accused them of firing")."""
    mood, cue = modality(parse, token)
    if mood == "conditional" and said is not None and said.quoted == "indirect" and cue is not None and _future(parse, cue):
        return "planned", cue
    if mood == "possible" and said is not None and cue is not None and _credits(parse, cue, said):
        return modality(parse, token, without=parse.tokens_in(cue.start, cue.end)[0])  # "they believe that it is to leave" is a plan
    return mood, cue


def _future(parse: Parse, cue: Span) -> bool:
    """Whether a cue is a "would" without a condition: in indirect speech what will be."""
    first, _ = parse.tokens_in(cue.start, cue.end)
    verb = parse.heads[first]
    if parse.lower[first] not in ("would", "'d") or verb < 0 or any(parse.lower[c] == "have" and parse.relations[c] == "aux" for c in parse.children[verb]):
        return False
    return not any(parse.lower[i] in words("conditionals") for i in range(*_bounds(parse, first)))


def _bounds(parse: Parse, token: int) -> tuple[int, int]:
    first, last = parse.sentences[parse.sentence[token]]
    return first, last + 1


def _credits(parse: Parse, cue: Span, said: Statement) -> bool:
    """Whether a word of doubt only says on whose word it is: the statement's own cue, "accuse", "claim"."""
    first, _ = parse.tokens_in(cue.start, cue.end)
    own = said.cue is not None and said.cue.start <= cue.start < said.cue.end
    lemma = parse.low_lemmas[first]
    return lemma in _CREDITING or (own and lemma in _BELIEVING)


def _combined(outer: Modality, inner: Modality) -> Modality:
    """What an operator makes of a modality inside it."""
    if inner == "asserted":
        return outer
    if outer == "conditional" and inner == "denied":
        return "conditional"  # "if nobody shoots"
    if outer == "denied":
        return "asserted" if inner == "denied" else "denied"  # "did not fail to"; "does not plan to"
    if inner == "denied":
        return "possible" if outer == "possible" else "denied"  # "may not"; "must not", "plans no"
    if outer == "conditional":
        return "conditional"
    if inner in ("conditional", "demanded") and outer in ("planned", "possible"):
        return inner
    return outer


def _operators(parse: Parse, token: int) -> list[Operator]:
    out: list[Operator] = []
    here = token
    for depth in range(DEPTH):
        out += operators_on(parse, here, is_event=depth == 0)
        if parse.heads[here] < 0 or parse.sentence[parse.heads[here]] != parse.sentence[token]:
            break
        more, here = _step(parse, here, depth)
        out += more
        if here < 0:
            break
    if _asked(parse, token):
        out.append(Operator("possible", parse.sentences[parse.sentence[token]][1]))
    return out


_Step = tuple[list[Operator], int]
"""What a word's place under another adds, and the word to go on from: -1 where nothing above bears on the event."""


def _step(parse: Parse, here: int, depth: int) -> _Step:
    above, relation = parse.heads[here], parse.base_relations[here]
    if relation == "advcl":
        return _from_adverbial(parse, here, above)
    if relation not in _THROUGH or parse.relations[here] == "acl:relcl" or _after_colon(parse, here, above):
        return [], -1
    out = [Operator("planned", above)] if relation == "acl" and depth == 0 and _aimed(parse, here, above) else []  # "an operation to retake the town"
    if relation == "conj":
        # an auxiliary of the first verb serves the second; a subject of its own cuts that
        if is_besides(parse, here, above):
            return out, -1
        if parse.child(here, "nsubj") < 0 and parse.child(here, "aux") < 0:
            return out, above
        here = _past_conjunction(parse, here)
        if here < 0 or parse.heads[here] < 0:
            return out, -1
    more, up = _from_phrase(parse, here, depth)
    return out + more, up


def _from_adverbial(parse: Parse, here: int, above: int) -> _Step:
    """From a clause that says under what condition, to what end or how the verb above it is done."""
    mark, governs = mark_of(parse, here), governing(parse, above)
    if mark in words("conditionals"):
        return [Operator("conditional", mark_token(parse, here))], -1
    if mark in ("of", "for", "from") and governs is not None:
        return [Operator(governs, above)], above  # "accused of shelling", "kept from leaving"
    if mark == "without":
        return [Operator("denied", mark_token(parse, here))], -1
    if mark in ("in", "by") and parse.xpos[here] == "VBG":
        return [], above  # "succeeded in taking"
    if not (mark == "to" or parse.xpos[here] == "VB"):
        return [], -1
    if governs == "demanded":
        return [Operator("demanded", above)], above  # "called on both sides to stop": asked of them, nobody's purpose
    return [Operator("planned", here)], -1  # "to evacuate them": a purpose


def _from_phrase(parse: Parse, here: int, depth: int) -> _Step:
    """From a subject, an object, a complement or a phrase."""
    above, relation = parse.heads[here], parse.base_relations[here]
    lemma = parse.low_lemmas[above]
    if relation in ("nsubj", "csubj") and parse.low_lemmas[here] in words("claims") and {lemma, parse.lower[above]} & words("untrue"):
        return [Operator("denied", above)], -1  # "the reports of a massacre are false"
    if relation in ("obl", "nmod") and parse.case(here) in words("topics") and lemma not in words("claims"):
        return [], -1  # "called for an inquiry into the shelling", "was asked about the raid"
    if lemma == "truth" and any(parse.lower[c] == "no" for c in parse.children[above]):
        return [Operator("denied", above)], -1  # "there is no truth to the reports of a retreat"
    if relation in ("nsubj", "csubj"):
        return _from_subject(parse, here, above)
    if relation in ("obl", "nmod") and parse.upos[above] in ("VERB", "AUX") and not _complement_obl(parse, here, above):
        if parse.upos[here] not in ("NOUN", "PROPN") or depth or parse.case(here) in _APART:
            return [], -1
        # "killed in an attack": the attack is as real as the killing; "urged them to return to talks": what is wanted of them is the talks
        return operators_on(parse, above, is_event=False), above if lemma in listed("travel") or lemma in listed("light_obl") else -1
    return _from_complement(parse, here, above, depth)


def _from_subject(parse: Parse, here: int, above: int) -> _Step:
    """A subject shares its verb's mood ("an attack would …"), not what the verb governs ("attacks failed to …")."""
    lemma = parse.low_lemmas[above]
    governs = governing(parse, above) if parse.relations[here] == "nsubj:pass" and parse.child(above, "xcomp") < 0 else None
    if governs is not None:
        return [Operator(governs, above)], above
    if lemma in words("neutral") or lemma in listed("light") or lemma in ("happen", "occur", "begin", "follow", "take", "come"):
        return [], above
    return [o for o in operators_on(parse, above, is_event=False) if o.modality in ("conditional", "possible") and parse.upos[here] == "NOUN"], -1


def _from_complement(parse: Parse, here: int, above: int, depth: int) -> _Step:
    """From what a verb or noun governs: "failed to take the town", "reports of a raid"."""
    relation, lemma, governs = parse.base_relations[here], parse.low_lemmas[above], governing(parse, above)
    if parse.lemmas[above] == "warn" and relation == "xcomp" and parse.xpos[here] == "VB":
        governs = "demanded"  # "warned them to withdraw"
    if parse.lemmas[above] == "want" and relation == "xcomp" and parse.child(above, "obj", "iobj") < 0 and parse.child(here, "nsubj") < 0:
        governs = "planned"  # "wants to send an envoy", not "wants him to send one"
    if governs is not None:
        if _finite(parse, here) and parse.lemmas[above] in words("finite_report"):
            return [], -1  # "announced that it had called off the strike", "told the agency that the siege was lifted"
        if not _own_deed(parse, here, above, governs):
            return [Operator(governs, above)], above
    elif relation in ("nmod", "compound") and lemma not in words("claims"):
        return [], -1 if depth or parse.upos[above] != "NOUN" else above
    elif relation == "ccomp":
        return [], -1  # "said that": what is said stands as it was said
    elif relation == "obj" and lemma not in words("neutral") and lemma not in listed("light"):
        # "would complicate the attack": only a mood that covers the whole clause reaches its object
        return [o for o in operators_on(parse, above, is_event=False) if o.modality == "conditional"], -1
    return [], above


def _aimed(parse: Parse, here: int, above: int) -> bool:
    """Whether an infinitive says what something is for: "a battle to seize the dam"; not "the first army to enter the city"."""
    if parse.xpos[here] != "VB" or mark_of(parse, here) != "to" or parse.upos[above] != "NOUN" or governing(parse, above) is not None:
        return False
    return parse.low_lemmas[above] in nouns("@attack|battle|fight|effort|mission|manoeuvre|maneuver").lemmas


def _after_colon(parse: Parse, here: int, above: int) -> bool:
    """Whether a clause stands for itself behind a colon: "The mayor denied that: troops hold the port"."""
    first, _ = parse.subtree(here)
    # the parse may take the pronoun before the colon for the clause's own
    first = max([first, *(c for c in parse.children[here] if c < here and parse.relations[c] == "punct")])
    return above < first and any(parse.lower[i] in (":", ";") for i in range(above + 1, first + 1))


def _planner(parse: Parse, token: int) -> int:
    """The verb of a relative clause that makes a noun a plan, whatever becomes of it: "the evacuation that Kenya announced", or −1."""
    if parse.upos[token] != "NOUN":
        return -1
    for c in parse.children[token]:
        if parse.relations[c] == "acl:relcl" and (parse.lemmas[c] in words("planned_objects") or parse.lemmas[c] == "announce"):
            obj = parse.child(c, "obj", "nsubj:pass")
            if obj < 0 or parse.lower[obj] in ("that", "which"):
                return c
    return -1


def _finite(parse: Parse, token: int) -> bool:
    """Whether a clause has its own tense or mood, not that of what governs it."""
    if not parse.relations[token].startswith(("ccomp", "parataxis")):
        return False
    plain = parse.xpos[token] == "VB" and parse.child(token, "nsubj") >= 0 and parse.child(token, "mark") < 0  # "The rebels still hold it, drivers told …"
    return (
        plain
        or parse.xpos[token] in ("VBD", "VBZ", "VBP")
        or any(parse.relations[c].startswith(("aux", "cop")) and parse.xpos[c] != "VB" for c in parse.children[token])
    )  # "insisted that it was", never "that it be"


def _past_conjunction(parse: Parse, token: int) -> int:
    while token >= 0 and parse.relations[token] == "conj":
        token = parse.heads[token]
    return token


def _own_deed(parse: Parse, here: int, above: int, governs: Modality) -> bool:
    """Whether a governing verb takes the event as its object without putting it off: "announced a ceasefire" declares it,
    "called it a massacre" names it, "appeared on television to accuse" does not hedge."""
    lemma = parse.lemmas[above]
    if governs == "denied" and lemma in ("stop", "halt", "block") and parse.relations[here].startswith(("obj", "nsubj:pass")):
        return parse.child(here, "nummod") >= 0  # "stopped 51 assaults": each had begun
    if governs == "planned" and parse.relations[here] == "obj":
        return lemma not in words("planned_objects")
    if lemma == "call":
        return parse.upos[here] != "VERB" and not parse.relations[here].startswith(("obl", "nmod"))
    if lemma in ("appear", "seem"):
        return any(parse.relations[c].startswith("obl") and c < here for c in parse.children[above])
    return False


def _complement_obl(parse: Parse, here: int, above: int) -> bool:
    """Whether a prepositional phrase is what its verb is about: "called for talks", "refrained from attacks"."""
    return parse.case(here) in ("for", "from", "against", "on", "to", "of", "with", "about") and governing(parse, above) is not None


def _asked(parse: Parse, token: int) -> bool:
    return parse.lower[parse.sentences[parse.sentence[token]][1]] == "?"
