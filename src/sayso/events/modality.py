"""Whether an event is said to have happened, is planned, possible, conditional, demanded or denied, and which word says so.

Operators are met on the way up from the event: on the word itself ("planned", "not", "will"), then on each word that
governs it ("failed to", "threatened to", "a call for"). The outer one acts on what is inside: "denied that it failed to …".
"""

from functools import cache
from typing import NamedTuple, cast

from sayso.events.lexicon import nouns
from sayso.statements.syntax import steps_out
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.reading import Modality, Span, Statement

__all__ = ["is_to", "modality", "mood_in"]

_DEPTH = 6  # words above an event that can still bear on it
_APART = frozenset(("after", "before", "since", "following", "despite", "because", "over", "until", "amid", "from"))
"""Prepositions whose phrase is true or not on its own: "will meet after the attack"."""
_THROUGH = frozenset("xcomp ccomp csubj obj obl nmod acl nsubj conj advcl appos amod compound".split())

_CREDITING = frozenset("accuse accusation allege claim blame".split())
_BELIEVING = frozenset("believe think suspect say see appear seem".split())


class _Operator(NamedTuple):
    modality: Modality
    token: int


@cache
def _words(part: str) -> dict[str, Modality]:
    out: dict[str, Modality] = {}
    for name, words in table("events/modality")[part].items():
        for word in words:
            out.setdefault(word, cast(Modality, name))
    return out


@cache
def _list(part: str) -> frozenset[str]:
    return frozenset(table("events/modality")[part])


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
    return not any(parse.lower[i] in _list("conditionals") for i in range(*_bounds(parse, first)))


def _bounds(parse: Parse, token: int) -> tuple[int, int]:
    first, last = parse.sentences[parse.sentence[token]]
    return first, last + 1


def _credits(parse: Parse, cue: Span, said: Statement) -> bool:
    """Whether a word of doubt only says on whose word it is: the statement's own cue, "accuse", "claim"."""
    first, _ = parse.tokens_in(cue.start, cue.end)
    own = said.cue is not None and said.cue.start <= cue.start < said.cue.end
    lemma = parse.lemmas[first].lower()
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


def _operators(parse: Parse, token: int) -> list[_Operator]:
    out: list[_Operator] = []
    here = token
    for depth in range(_DEPTH):
        out += _on(parse, here, is_event=depth == 0)
        above = parse.heads[here]
        if above < 0 or parse.sentence[above] != parse.sentence[token]:
            break
        relation = parse.relations[here].partition(":")[0]
        if relation == "advcl":
            mark = _mark(parse, here)
            if mark in _list("conditionals"):
                out.append(_Operator("conditional", _mark_token(parse, here)))
                break
            if mark in ("of", "for", "from") and _governing(parse, above) is not None:
                out.append(_Operator(cast(Modality, _governing(parse, above)), above))  # "accused of shelling", "kept from leaving"
                here = above
                continue
            if mark == "without":
                out.append(_Operator("denied", _mark_token(parse, here)))
                here = above
                break
            if mark in ("in", "by") and parse.xpos[here] == "VBG":
                here = above  # "succeeded in taking"
                continue
            if not (mark == "to" or parse.xpos[here] == "VB"):
                break
            if _governing(parse, above) == "demanded":
                out.append(_Operator("demanded", above))  # "called on both sides to stop": asked of them, nobody's purpose
                here = above
                continue
            out.append(_Operator("planned", here))  # "to evacuate them": a purpose
            here = above
            break
        if relation not in _THROUGH or parse.relations[here] == "acl:relcl" or _after_colon(parse, here, above):
            break
        if relation == "acl" and depth == 0 and _aimed(parse, here, above):
            out.append(_Operator("planned", above))  # "an operation to retake the town"
        if relation == "conj":
            # an auxiliary of the first verb serves the second; a subject of its own cuts that
            if steps_out(parse, here, above):
                break
            if parse.child(here, "nsubj") >= 0 or parse.child(here, "aux") >= 0:
                here = _past_conjunction(parse, here)
                if here < 0:
                    break
                relation, above = parse.relations[here].partition(":")[0], parse.heads[here]
                if above < 0:
                    break
            else:
                here = above
                continue
        lemma = parse.lemmas[above].lower()
        if (
            relation in ("nsubj", "csubj")
            and parse.lemmas[here].lower() in _list("claims")
            and {parse.lemmas[above].lower(), parse.lower[above]} & _list("untrue")
        ):
            out.append(_Operator("denied", above))  # "the reports of a massacre are false"
            break
        if relation in ("obl", "nmod") and _case(parse, here) in _list("topics") and lemma not in _list("claims"):
            break  # "called for an inquiry into the shelling", "was asked about the raid"
        if lemma == "truth" and any(parse.lower[c] == "no" for c in parse.children[above]):
            out.append(_Operator("denied", above))  # "there is no truth to the reports of a retreat"
            break
        if relation in ("nsubj", "csubj"):
            # a subject shares its verb's mood ("an attack would …"), not what the verb governs ("attacks failed to …")
            if (
                (governs := _governing(parse, above) if parse.relations[here] == "nsubj:pass" and parse.child(above, "xcomp") < 0 else None)
                or lemma in _list("neutral")
                or lemma in _light()
                or lemma in ("happen", "occur", "begin", "follow", "take", "come")
            ):
                if governs is not None:
                    out.append(_Operator(governs, above))
                here = above
                continue
            out += [o for o in _on(parse, above, is_event=False) if o.modality in ("conditional", "possible") and parse.upos[here] == "NOUN"]
            break
        if relation in ("obl", "nmod") and parse.upos[above] in ("VERB", "AUX") and not _complement_obl(parse, here, above):
            if parse.upos[here] in ("NOUN", "PROPN") and depth == 0 and _case(parse, here) not in _APART:
                # "killed in an attack": the attack is as real as the killing
                here = above
                out += _on(parse, above, is_event=False)
                if lemma in _list_of("travel") or lemma in _list_of("light_obl"):
                    continue  # "urged them to return to talks": what is wanted of them is the talks
            break
        governs = _governing(parse, above)
        if parse.lemmas[above] == "warn" and relation == "xcomp" and parse.xpos[here] == "VB":
            governs = "demanded"  # "warned them to withdraw"
        if parse.lemmas[above] == "want" and relation == "xcomp" and parse.child(above, "obj", "iobj") < 0 and parse.child(here, "nsubj") < 0:
            governs = "planned"  # "wants to send an envoy", not "wants him to send one"
        if governs is not None and _finite(parse, here) and parse.lemmas[above] in _list("finite_report"):
            break  # "announced that it had called off the strike", "told the agency that the siege was lifted"
        if governs is not None and not _own_deed(parse, here, above, governs):
            out.append(_Operator(governs, above))
        elif relation in ("nmod", "compound") and governs is None and lemma not in _list("claims"):
            if depth or parse.upos[above] != "NOUN":
                break
        elif relation == "ccomp" and governs is None:
            break  # "said that": what is said stands as it was said
        elif relation == "obj" and governs is None and lemma not in _list("neutral") and lemma not in _light():
            # "would complicate the attack": only a mood that covers the whole clause reaches its object
            out += [o for o in _on(parse, above, is_event=False) if o.modality == "conditional"]
            break
        here = above
    if _asked(parse, token):
        out.append(_Operator("possible", parse.sentences[parse.sentence[token]][1]))
    return out


def _aimed(parse: Parse, here: int, above: int) -> bool:
    """Whether an infinitive says what something is for: "a battle to seize the dam"; not "the first army to enter the city"."""
    if parse.xpos[here] != "VB" or _mark(parse, here) != "to" or parse.upos[above] != "NOUN" or _governing(parse, above) is not None:
        return False
    return parse.lemmas[above].lower() in nouns("@attack|battle|fight|effort|mission|manoeuvre|maneuver").lemmas


def _after_colon(parse: Parse, here: int, above: int) -> bool:
    """Whether a clause stands for itself behind a colon: "The mayor denied that: troops hold the port"."""
    first, _ = parse.subtree(here)
    return above < first and any(parse.lower[i] in (":", ";") for i in range(above + 1, first + 1))


def _planner(parse: Parse, token: int) -> int:
    """The verb of a relative clause that makes a noun a plan, whatever becomes of it: "the evacuation that Kenya announced", or −1."""
    if parse.upos[token] != "NOUN":
        return -1
    for c in parse.children[token]:
        if parse.relations[c] == "acl:relcl" and (parse.lemmas[c] in _list("planned_objects") or parse.lemmas[c] == "announce"):
            obj = parse.child(c, "obj", "nsubj:pass")
            if obj < 0 or parse.lower[obj] in ("that", "which"):
                return c
    return -1


@cache
def _list_of(part: str) -> frozenset[str]:
    """A list of the words that lend nouns their subjects."""
    return frozenset(table("events/syntax")[part])


def _light() -> frozenset[str]:
    return _list_of("light")


def _finite(parse: Parse, token: int) -> bool:
    """Whether a clause has its own tense or mood, not that of what governs it."""
    if not parse.relations[token].startswith(("ccomp", "parataxis")):
        return False
    return parse.xpos[token] in ("VBD", "VBZ", "VBP") or any(parse.relations[c].startswith(("aux", "cop")) for c in parse.children[token])


def _past_conjunction(parse: Parse, token: int) -> int:
    while token >= 0 and parse.relations[token] == "conj":
        token = parse.heads[token]
    return token


def _governing(parse: Parse, token: int) -> Modality | None:
    lemma = parse.lemmas[token].lower()
    after = parse.lower[token + 1] if token + 1 < len(parse) else ""
    governors = _words("governors")
    return governors.get(lemma) or governors.get(f"{lemma} {after}") or governors.get(parse.lower[token])


def _own_deed(parse: Parse, here: int, above: int, governs: Modality) -> bool:
    """Whether a governing verb takes the event as its object without putting it off: "announced a ceasefire" declares it,
    "called it a massacre" names it, "appeared on television to accuse" does not hedge."""
    lemma = parse.lemmas[above]
    if governs == "denied" and lemma in ("stop", "halt", "block") and parse.relations[here].startswith(("obj", "nsubj:pass")):
        return parse.child(here, "nummod") >= 0  # "stopped 51 assaults": each had begun
    if governs == "planned" and parse.relations[here] == "obj":
        return lemma not in _list("planned_objects")
    if lemma == "call":
        return parse.upos[here] != "VERB" and not parse.relations[here].startswith(("obl", "nmod"))
    if lemma in ("appear", "seem"):
        return any(parse.relations[c].startswith("obl") and c < here for c in parse.children[above])
    return False


def _case(parse: Parse, token: int) -> str:
    return next((parse.lower[c] for c in parse.children[token] if parse.relations[c] == "case"), "")


def _complement_obl(parse: Parse, here: int, above: int) -> bool:
    """Whether a prepositional phrase is what its verb is about: "called for talks", "refrained from attacks"."""
    return _case(parse, here) in ("for", "from", "against", "on", "to", "of", "with", "about") and _governing(parse, above) is not None


def _mark_token(parse: Parse, token: int) -> int:
    return next(
        (c for c in parse.children[token] if parse.relations[c] == "mark" or (parse.relations[c] == "aux" and c < token and parse.lower[c] == "should")), token
    )


def _mark(parse: Parse, token: int) -> str:
    for c in parse.children[token]:
        if parse.relations[c] == "mark":
            return parse.lower[c]
    # inversion: "Should the troops succeed", "Had they attacked"
    subject = parse.child(token, "nsubj")
    for c in parse.children[token]:
        if parse.relations[c].startswith("aux") and parse.lower[c] in ("should", "had", "were") and 0 <= c < subject:
            return "should"
    return ""


def _on(parse: Parse, token: int, *, is_event: bool) -> list[_Operator]:
    """Operators among the dependents of a word, from the inside out."""
    out: list[_Operator] = []
    for c in parse.children[token]:
        relation, low = parse.relations[c].partition(":")[0], parse.lower[c]
        if low == "yet" and relation == "advmod" and parse.lower[c + 1 : c + 2] == ["to"]:
            out.append(_Operator("denied", c))  # "has yet to withdraw"
        elif relation in ("amod", "advmod") or (relation == "compound" and is_event):
            found = _words("modifiers").get(low)
            if found is not None and (is_event or found in ("denied", "possible")):
                if low in ("not", "n't", "never") and parse.lower[c + 1 : c + 2] == ["only"]:
                    continue
                out.append(_Operator(found, c))
            elif low == "no" or (low == "longer" and parse.lower[c - 1 : c] == ["no"]):
                out.append(_Operator("denied", c))
        elif relation == "det" and low in ("no", "neither"):
            out.append(_Operator("denied", c))
        elif relation == "aux":
            mood = _words("auxiliaries").get(low)
            if mood is None and low == "going":
                mood = "planned"
            if mood is None:
                continue
            if mood == "conditional" and _foretold(parse, token):
                mood = "planned"  # "said it would attack": the future as seen from the past
            if mood == "possible" and low == "could" and parse.lemmas[token] in ("hear", "see"):
                continue
            if mood == "demanded" and _mark(parse, token) == "should":
                mood = "conditional"
            out.append(_Operator(mood, c))
        elif relation == "mark" and low in ("if", "unless") and parse.relations[token].startswith(("advcl", "ccomp")):
            out.append(_Operator("conditional" if parse.relations[token].startswith("advcl") else "possible", c))
        elif relation == "mark" and low == "whether":
            out.append(_Operator("possible", c))
        elif (
            relation == "nsubj"
            and is_event
            and (low in ("nobody", "none", "neither") or any(parse.lower[k] == "no" and parse.relations[k] == "det" for k in parse.children[c]))
        ):
            out.append(_Operator("denied", c))
    if (to := is_to(parse, token)) >= 0:
        out.append(_Operator("planned", to))
    # negation last: "will not", "may not" are read by the rules of combination with the auxiliary outermost
    return sorted(out, key=lambda o: (o.modality != "denied", o.token))


def is_to(parse: Parse, token: int) -> int:
    """The "are" of what is arranged, "are to meet", "is to be deployed", or −1; "was to meet" may not have come about."""
    children = parse.children[token]
    to = next((c for c in children if parse.lower[c] == "to" and parse.relations[c] == "mark" and c < token), -1)
    if to < 1 or parse.lower[to - 1] not in ("is", "are") or to - 1 not in children:
        return -1
    return to - 1 if parse.xpos[token] == "VB" or any(parse.lower[c] == "be" and to < c < token for c in children) else -1


def _foretold(parse: Parse, token: int) -> bool:
    """Whether "would" is the future as seen from the past: in what somebody said, of itself or behind another clause that is ("said that the
    army was moving troops and would try to …"), without a condition, and no "would have"."""
    if any(parse.lower[c] == "have" and parse.relations[c] == "aux" for c in parse.children[token]):
        return False
    here = token
    for _ in range(_DEPTH):
        if _has_condition(parse, here):
            return False
        if parse.relations[here].startswith("ccomp"):
            return True
        if parse.relations[here] not in ("conj", "parataxis") or parse.heads[here] < 0 or parse.upos[parse.heads[here]] not in ("VERB", "ADJ", "NOUN", "AUX"):
            return False
        here = parse.heads[here]
    return False


def _has_condition(parse: Parse, token: int) -> bool:
    return any(parse.relations[c].startswith("advcl") and _mark(parse, c) in _list("conditionals") for c in parse.children[token])


def _asked(parse: Parse, token: int) -> bool:
    return parse.lower[parse.sentences[parse.sentence[token]][1]] == "?"
