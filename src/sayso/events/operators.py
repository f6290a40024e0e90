"""Words that bear on whether something happened: auxiliaries, negations and conditions beside a word, and words that govern one."""

from functools import cache
from typing import Final, NamedTuple, cast

from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.kinds import Modality

__all__ = ["DEPTH", "Operator", "governing", "is_to", "mark_of", "mark_token", "operators_on", "words"]

DEPTH: Final = 6  # words above an event that can still bear on it


class Operator(NamedTuple):
    """A word that makes an event planned, possible, conditional, demanded or denied."""

    modality: Modality
    token: int


@cache
def _moods(part: str) -> dict[str, Modality]:
    out: dict[str, Modality] = {}
    for name, words in table("events/modality")[part].items():
        for word in words:
            out.setdefault(word, cast(Modality, name))
    return out


@cache
def words(part: str) -> frozenset[str]:
    """A list of words that the table of modality keeps."""
    return frozenset(table("events/modality")[part])


def operators_on(parse: Parse, token: int, *, is_event: bool) -> list[Operator]:
    """Operators among the dependents of a word, from the inside out."""
    out: list[Operator] = []
    for c in parse.children[token]:
        relation, low = parse.base_relations[c], parse.lower[c]
        if low == "yet" and relation == "advmod" and parse.lower[c + 1 : c + 2] == ["to"]:
            out.append(Operator("denied", c))  # "has yet to withdraw"
        elif relation in ("amod", "advmod") or (relation == "compound" and is_event):
            found = _moods("modifiers").get(low)
            if found is not None and (is_event or found in ("denied", "possible")):
                if low in ("not", "n't", "never") and parse.lower[c + 1 : c + 2] == ["only"]:
                    continue
                out.append(Operator(found, c))
            elif low == "no" or (low == "longer" and parse.lower[c - 1 : c] == ["no"]):
                out.append(Operator("denied", c))
        elif relation == "det" and low in ("no", "neither"):
            out.append(Operator("denied", c))
        elif relation == "aux":
            mood = _moods("auxiliaries").get(low)
            if mood is None and low == "going":
                mood = "planned"
            if mood is None:
                continue
            if mood == "conditional" and _foretold(parse, token):
                mood = "planned"  # "said it would attack": the future as seen from the past
            if mood == "possible" and low == "could" and parse.lemmas[token] in ("hear", "see"):
                continue
            if mood == "demanded" and mark_of(parse, token) == "should":
                mood = "conditional"
            out.append(Operator(mood, c))
        elif relation == "mark" and low in ("if", "unless") and parse.relations[token].startswith(("advcl", "ccomp")):
            out.append(Operator("conditional" if parse.relations[token].startswith("advcl") else "possible", c))
        elif relation == "mark" and low == "whether":
            out.append(Operator("possible", c))
        elif (
            relation == "nsubj"
            and is_event
            and (low in ("nobody", "none", "neither") or any(parse.lower[k] == "no" and parse.relations[k] == "det" for k in parse.children[c]))
        ):
            out.append(Operator("denied", c))
    if (to := is_to(parse, token)) >= 0:
        out.append(Operator("planned", to))
    # negation last: "will not", "may not" are read by the rules of combination with the auxiliary outermost
    return sorted(out, key=lambda o: (o.modality != "denied", o.token))


def is_to(parse: Parse, token: int) -> int:
    """The "are" of what is arranged, "are to meet", "is to be deployed", or −1; "was to meet" may not have come about."""
    children = parse.children[token]
    to = next((c for c in children if c < token and parse.lower[c] == "to" and parse.relations[c] == "mark"), -1)
    if to < 1 or parse.lower[to - 1] not in ("is", "are") or to - 1 not in children:
        return -1
    return to - 1 if parse.xpos[token] == "VB" or any(parse.lower[c] == "be" and to < c < token for c in children) else -1


def _foretold(parse: Parse, token: int) -> bool:
    """Whether "would" is the future as seen from the past: in what somebody said, of itself or behind another clause that is ("said that the
    army was moving troops and would try to …"), without a condition, and no "would have"."""
    if any(parse.lower[c] == "have" and parse.relations[c] == "aux" for c in parse.children[token]):
        return False
    here = token
    for _ in range(DEPTH):
        if _has_condition(parse, here):
            return False
        if parse.relations[here].startswith("ccomp"):
            return True
        if parse.relations[here] not in ("conj", "parataxis") or parse.heads[here] < 0 or parse.upos[parse.heads[here]] not in ("VERB", "ADJ", "NOUN", "AUX"):
            return False
        here = parse.heads[here]
    return False


def _has_condition(parse: Parse, token: int) -> bool:
    return any(parse.relations[c].startswith("advcl") and mark_of(parse, c) in words("conditionals") for c in parse.children[token])


def mark_of(parse: Parse, token: int) -> str:
    """The word that opens a subordinate clause, "should" where it is inverted, "" if none does."""
    for c in parse.children[token]:
        if parse.relations[c] == "mark":
            return parse.lower[c]
    # inversion: "Should the troops succeed", "Had they attacked"
    subject = parse.child(token, "nsubj")
    for c in parse.children[token]:
        if parse.relations[c].startswith("aux") and parse.lower[c] in ("should", "had", "were") and 0 <= c < subject:
            return "should"
    return ""


def mark_token(parse: Parse, token: int) -> int:
    """The word that opens a subordinate clause, the verb itself if none does."""
    return next(
        (c for c in parse.children[token] if parse.relations[c] == "mark" or (parse.relations[c] == "aux" and c < token and parse.lower[c] == "should")), token
    )


def governing(parse: Parse, token: int) -> Modality | None:
    """What a word makes of what it governs ("failed to", "a call for"), None if nothing."""
    lemma = parse.low_lemmas[token]
    after = parse.lower[token + 1] if token + 1 < len(parse) else ""
    governors = _moods("governors")
    return governors.get(lemma) or governors.get(f"{lemma} {after}") or governors.get(parse.lower[token])
