"""How words tell of an event: the tense and form of predicates, the clauses over a word, whether a noun brings something new."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sayso.text.parse import Parse

__all__ = ["alike", "article", "bare_plural", "clause_of", "finite_form", "form_of", "introduced", "is_predicate", "root_of", "sentences"]

_UNREAL: Final = frozenset("will would shall 'll may might could can should must 'd".split())
_CLAUSES: Final = frozenset("ccomp advcl acl relcl parataxis xcomp csubj conj".split())
_MARKS: Final = frozenset("after before since until when while as if because to although though".split())


def bare_plural(parse: Parse, token: int) -> bool:
    """Whether a word is a bare plural of which nothing is told, and so means no one event: "held over attacks"."""
    if parse.xpos[token] != "NNS" or any(parse.relations[c] in ("det", "nummod", "nmod:poss") for c in parse.children[token]):
        return False
    return not parse.relations[token].startswith("nsubj")


def sentences(parse: Parse) -> list[tuple[int, int]]:
    """First and last token of each sentence, short ones that the parse ran together kept apart."""
    begins = {first for first, _ in parse.sentences}
    begins.update(i for i, word in enumerate(parse.lower[:-1], 1) if word in (".", "!", "?") and parse.tokens[i].text[0].isupper())
    return [(a, b - 1) for a, b in pairwise([*sorted(begins), len(parse)])]


def introduced(parse: Parse, token: int) -> bool:
    """Whether a noun is told of for the first time, as the subject of its clause: "A gun battle broke out"."""
    return parse.relations[token].startswith("nsubj") and article(parse, token) in ("a", "an", "none")


def alike(one: str, two: str) -> bool:
    """Whether two base forms are of one root.

    >>> alike("bombing", "bomb"), alike("attack", "retake")
    (True, False)
    """
    return root_of(one) == root_of(two)


def root_of(lemma: str) -> str:
    """The root of a word, roughly: "explosion" and "explode" have one."""
    return lemma.lower().removesuffix("ing")[:5]


def article(parse: Parse, token: int) -> str:
    """The article or pointing word before a noun, "none" where it has another or none."""
    return next((w for w in (parse.lower[c] for c in parse.children[token] if parse.relations[c] == "det") if w in ("the", "this", "that", "a", "an")), "none")


def clause_of(parse: Parse, i: int) -> str:
    """By what relation a clause hangs on the one above it, where a word heads one; "" where it does not."""
    if parse.relations[i] == "acl:relcl":
        return "relcl"
    relation = parse.base_relations[i]
    if relation not in _CLAUSES or not (parse.upos[i] in ("VERB", "AUX") or parse.child(i, "cop") >= 0):
        return ""
    if relation == "advcl":
        mark = next((parse.lower[c] for c in parse.children[i] if parse.relations[c] == "mark"), "")
        return f"advcl {mark}" if mark in _MARKS else "advcl"
    return relation


def is_predicate(parse: Parse, i: int) -> bool:
    """Whether a word heads a clause: a verb, or what has a copula."""
    return parse.upos[i] in ("VERB", "AUX") or parse.child(i, "cop") >= 0


def finite_form(parse: Parse, above: Sequence[int]) -> str:
    """The form of the nearest predicate over a word that has a tense of its own: of "wanted to say" that of "wanted"."""
    forms = (form_of(parse, a) for a in above if is_predicate(parse, a))
    return next((f for f in forms if f not in ("ing", "en", "bare", "none", "to")), "none")


def form_of(parse: Parse, verb: int) -> str:
    """The tense and form of a predicate."""
    aux = [c for c in parse.children[verb] if parse.relations[c].startswith(("aux", "cop"))]
    words = {parse.lower[c] for c in aux}
    if not _UNREAL.isdisjoint(words):
        return "would" if "would" in words else "modal"
    if any(parse.lemmas[c] == "have" for c in aux):
        return "past perfect" if "had" in words else "perfect"
    if any(parse.lower[c] == "to" and parse.relations[c] in ("mark", "aux") for c in parse.children[verb]):
        return "to"
    tags = {parse.xpos[verb], *(parse.xpos[c] for c in aux)}
    if "VBD" in tags:
        return "past"
    if tags & {"VBZ", "VBP"}:
        return "present"
    return {"VBG": "ing", "VBN": "en", "VB": "bare"}.get(parse.xpos[verb], "none")
