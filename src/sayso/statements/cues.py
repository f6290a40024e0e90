"""What a cue says of the source's stance, and what the content adds where the cue leaves it open."""

from collections.abc import Callable
from functools import cache
from typing import Final

from sayso.statements.lists import of_cues
from sayso.statements.plans import helpers_of, is_plan
from sayso.statements.syntax import has_finite, unable
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.kinds import Stance

__all__ = ["CALLS", "ISSUE", "answers", "confirms", "cue_head", "is_cue", "is_negated", "main_word", "stance", "state_bodies"]

CALLS: Final = frozenset(("call", "appeal", "plea"))
ISSUE: Final = frozenset("issue make launch send renew repeat voice".split())
"""Verbs that add nothing to the call that is their object."""
_ORDER: Final[tuple[Stance, ...]] = ("denies", "disputes", "doubts", "demands", "plans", "believes", "asserts")


@cache
def _lexicon() -> dict[str, list[tuple[tuple[str, ...], Stance]]]:
    """By its first word, each entry's words and stance, longer entries first."""
    out: dict[str, list[tuple[tuple[str, ...], Stance]]] = {}
    for name in _ORDER:
        for entry in table("statements/cues")["stance"][name]:
            words = tuple(entry.split())
            known = out.setdefault(words[0], [])
            if all(w != words for w, _ in known):
                known.append((words, name))
    for known in out.values():
        known.sort(key=lambda e: -len(e[0]))
    return out


def state_bodies() -> frozenset[str]:
    """Nouns for the bodies that act for those who speak for a state."""
    return of_cues("state_bodies")


def is_cue(parse: Parse, token: int) -> bool:
    """Whether the token's base form can credit somebody with a statement."""
    return parse.low_lemmas[token] in _lexicon()


def cue_head(parse: Parse, first: int, last: int) -> int:
    """The word of a cue that carries its meaning: its verb, else its noun or adjective, else its first word."""
    inside = [i for i in range(first, last + 1) if is_cue(parse, i) and parse.upos[i] in ("VERB", "NOUN", "ADJ", "PROPN")]
    for kinds in (("VERB",), ("NOUN", "ADJ", "PROPN")):
        for i in inside:
            if parse.upos[i] in kinds:
                return i
    for i in range(first, last + 1):
        if not first <= parse.heads[i] <= last:
            return i
    return first


def answers(parse: Parse, cue: int) -> bool:
    """Whether a cue sets its source against what was said: "denied this"."""
    return any(len(words) == 1 and name in ("denies", "disputes", "doubts") for words, name in _lexicon().get(parse.low_lemmas[cue], ()))


def confirms(parse: Parse, cue: int) -> bool:
    """Whether a cue sets its source beside what was said: "confirmed that"."""
    return parse.low_lemmas[cue] in of_cues("confirming")


def stance(
    parse: Parse, cue: int | None, content: tuple[int, int], source: int | None, *, own: Callable[[int], bool], counts: bool = False, announces: bool = False
) -> Stance:
    """The stance of a source to what it is credited with.

    Args:
        cue: Token that carries the cue's meaning, None where there is no cue.
        content: First and last token of the content.
        source: Head token of the source, where the text names one here.
        own: Whether the subject at a token is the source or its side.
        counts: Whether the source's estimates are its figures: a body's, a named official's.
        announces: Whether the source is an official or a body: what it says will be done is a plan, whoever does it.
    """
    found, settled = _by_cue(parse, cue, content) if cue is not None else ("asserts", False)
    if settled:
        return found
    if found == "believes" and cue is not None and parse.lemmas[cue] in of_cues("reckoning") and counts:
        return "asserts"  # "OCHA estimates that 33,000 have fled": a count, as good as there is
    if cue is not None and _calls(parse, cue, content):
        return "demands"  # "a joint call on Monday for the groups to disarm"
    if found != "asserts":
        return found
    return _by_cue_and_content(parse, cue, content) or _from_content(parse, content, source, own, announces=announces) or found


def _by_cue(parse: Parse, cue: int, content: tuple[int, int]) -> tuple[Stance, bool]:
    """The stance that the words of a cue have, and whether nothing in the content can change it."""
    lemma, found = parse.low_lemmas[cue], _in_lexicon(parse, cue)
    negated = parse.negated(cue, "never") or unable(parse, cue)
    if any(parse.lower[c] == "neither" for c in parse.children[cue]) and lemma in ("confirm", "deny", "verify"):
        return "doubts", True  # "neither confirmed nor denied"
    if negated and (found == "believes" or (found == "asserts" and lemma in _VERIFYING)):
        return "doubts", True
    if lemma in ("consider", "deem") and _judges(parse, cue, *content):
        return "disputes" if _ends_false(parse, *content) else "believes", True  # "considers the numbers unreliable"
    if lemma == "consider" and found == "plans" and has_finite(parse, *content):
        return "believes", False  # "considers it proven that …"
    if lemma == "want" and (goal := parse.child(cue, "xcomp")) >= 0 and parse.child(cue, "obj", "iobj") < 0:
        if parse.child(goal, "nsubj") < 0 and parse.xpos[goal] == "VB":
            return "plans", True  # "wants to send an envoy"
    if found == "denies" and negated:
        return "asserts", True
    if lemma == "counter" and has_finite(parse, *content):
        return "asserts", False  # "“We hold the town,” countered the colonel"
    return found, False


def _in_lexicon(parse: Parse, cue: int) -> Stance:
    after = tuple(parse.lower[cue + 1 : cue + 4])
    return next((name for words, name in _lexicon().get(parse.low_lemmas[cue], ()) if after[: len(words) - 1] == words[1:]), "asserts")


def _calls(parse: Parse, cue: int, content: tuple[int, int]) -> bool:
    """Whether a cue is a call for something, or issues one."""
    noun = parse.child(cue, "obj") if parse.lemmas[cue] in ISSUE else cue
    call = noun >= 0 and parse.lemmas[noun] in CALLS and parse.upos[noun] == "NOUN"
    return call and not content[0] <= noun <= content[1]


def _by_cue_and_content(parse: Parse, cue: int | None, content: tuple[int, int]) -> Stance | None:
    """The stance of a cue that says nothing of one by itself, from what it governs; None where that says nothing either."""
    lemma = parse.lemmas[cue] if cue is not None else ""
    main = main_word(parse, *content)
    if cue is not None:
        if lemma in ("announce", "declare", "decree", "proclaim", "call") and _arranges(parse, cue, *content):
            return "plans"  # "announced a curfew"
        if lemma == "ask" and _asked_for(parse, cue):
            return "demands"  # "asked both sides for a truce", "asked residents not to return"
        if parse.low_lemmas[cue] in of_cues("naming") and _ends_false(parse, *content):
            return "disputes"  # "called the toll an invention"
    if main is not None:
        if parse.lemmas[main] in _VERIFYING and is_negated(parse, main):
            return "doubts"  # "said the claim could not be verified"
        insists = cue is not None and parse.low_lemmas[cue] in of_cues("insisting")
        if insists and parse.xpos[main] in ("VB", "VBP") and (who := parse.child(main, "nsubj")) >= 0 and parse.xpos[who] in ("NN", "NNP"):
            if not helpers_of(parse, main, content[1]):
                return "demands"  # "insisted that Rwanda withdraw"
        if _denies_account(parse, main) or (insists and is_negated(parse, main) and not helpers_of(parse, main, content[1]) & {"will", "would"}):
            return "denies"  # "insisted that no gunboat had fired"
    told = cue is not None and lemma in ("tell", "warn")
    if cue is not None and told and any(content[0] <= c <= content[1] for c in parse.children[cue] if parse.relations[c] == "xcomp"):
        return "demands"  # "told them to leave"
    return None


_VERIFYING: Final = frozenset(("confirm", "verify", "corroborate"))


def _arranges(parse: Parse, cue: int, first: int, last: int) -> bool:
    """Whether what is announced is a thing to come that somebody orders, with no verb to say so: "announced a curfew for the north"."""
    noun = parse.child(cue, "obj")
    return first <= noun <= last and parse.low_lemmas[noun] in of_cues("announced") and parse.child(noun, "acl", "acl:relcl") < 0


def _judges(parse: Parse, cue: int, first: int, last: int) -> bool:
    """Whether what is considered is a thing and what it is held for: "considers this premature"."""
    if first < cue or any(parse.xpos[i] == "VBG" for i in range(first, last + 1)):
        return False
    return any(parse.upos[i] == "ADJ" for i in range(first + 1, last + 1)) or (_ends_false(parse, first, last) and not has_finite(parse, first, last))


def _asked_for(parse: Parse, cue: int) -> bool:
    """Whether somebody is asked for a thing or to do something, or that something be done; not a question."""
    if any(parse.lower[k] == "that" and parse.relations[k] == "mark" for c in parse.children[cue] for k in parse.children[c]):
        return True
    if parse.child(cue, "obj", "iobj") < 0:
        return False
    to_do = any(parse.relations[c] in ("xcomp", "ccomp", "advcl") and any(parse.lower[k] == "to" for k in parse.children[c]) for c in parse.children[cue])
    below = [c for c in parse.children[cue] if c > cue]
    thing = any(parse.lower[k] == "for" and parse.relations[k] == "case" for c in below for k in parse.children[c])
    return to_do or thing


def main_word(parse: Parse, first: int, last: int) -> int | None:
    """The main predicate of a stretch of text: the word of its outermost clause, None where it has none."""
    outer = [i for i in range(first, last + 1) if not first <= parse.heads[i] <= last]
    return next((i for i in outer if parse.upos[i] in ("VERB", "ADJ", "NOUN") or parse.child(i, "cop") >= 0), None)


def is_negated(parse: Parse, main: int) -> bool:
    """Whether a predicate or its subject is negated: "did not fire", "no gunboat fired", "nobody fired"."""
    subject = parse.child(main, "nsubj")
    near = [*parse.children[main], *(parse.children[subject] if subject >= 0 else ())]
    return any(parse.lower[c] in ("not", "n't", "never", "no", "nobody", "none", "neither") for c in near)


def _ends_false(parse: Parse, first: int, last: int) -> bool:
    words = [i for i in range(first, last + 1) if parse.upos[i] in ("NOUN", "ADJ", "VERB", "PROPN")]
    as_ = next((i for i in range(first, last) if parse.lower[i] == "as" and parse.relations[i] == "case"), -1)
    judged = [i for i in words if i > as_ and parse.heads[as_] == i] if as_ > 0 else []  # "as a fairy tale to justify the war"
    return any(not of_cues("falsity").isdisjoint((parse.low_lemmas[i], parse.lower[i])) for i in (*words[-2:], *judged))


def _denies_account(parse: Parse, main: int) -> bool:
    """Whether a clause says of an account that it is not so: "The reports are false", "That is not true"."""
    subject = parse.child(main, "nsubj")
    if subject < 0 or (parse.low_lemmas[subject] not in of_cues("accounts") and parse.lower[subject] not in ("this", "that", "it", "these")):
        return False
    if parse.low_lemmas[main] in of_cues("falsity"):
        return not is_negated(parse, main)
    return parse.low_lemmas[main] in ("true", "correct", "accurate", "truth", "case") and is_negated(parse, main)


def _from_content(parse: Parse, content: tuple[int, int], source: int | None, own: Callable[[int], bool], *, announces: bool) -> Stance | None:
    """A demand where the main verb has "must" or "should", a plan where the source says what it or its side will do."""
    last = content[1]
    main = main_word(parse, *content)
    if main is None:
        return None
    helpers = helpers_of(parse, main, last)
    if helpers & of_cues("demanding_modals"):
        return "demands"
    subject = parse.child(main, "nsubj")
    if subject >= 0 and parse.lower[subject] in ("i", "we"):
        if parse.lemmas[main] in of_cues("own_demands") and parse.child(main, "obj", "ccomp", "xcomp") >= 0 and parse.xpos[main] != "VBD":
            if parse.lemmas[main] == "want" and (goal := parse.child(main, "xcomp")) >= 0 and parse.lemmas[goal] in ("know", "understand", "see", "hear"):
                return None  # "I want to know if my door is there"
            return "demands" if parse.lemmas[main] != "want" or parse.child(main, "obj") >= 0 else "plans"  # "I ask everyone to stay", he said
        if parse.lemmas[main] in of_cues("own_beliefs") and parse.child(main, "ccomp") >= 0 and parse.xpos[main] != "VBD":
            return "believes"  # "I fear that they will return", she said
    elif subject >= 0 and announces and helpers & {"will", "would"} and parse.lemmas[main] == "have" and parse.child(main, "xcomp") >= 0 and not own(subject):
        return "demands"  # "The rebels will have to disarm", the minister said
    if is_plan(parse, *content, main, own, announces=announces):
        return "plans"
    if helpers & of_cues("hedging_modals") and source is not None and parse.xpos[source] == "NNS" and parse.name_at[source] < 0:
        return "believes"  # "could …, analysts say": the judgement of people who were not there
    return None
