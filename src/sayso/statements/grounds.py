"""On whose word: the source behind the one that a cue credits, which only passes it on."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from sayso.statements.syntax import CITE, FINITE, Tokens
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["cited", "without_grounds"]

_NEAR: Final = 4  # tokens from the head of a content to such a noun: "on the sole authority"
_GROUNDS: Final = frozenset("basis strength word reference authority".split())


@cache
def _leaning() -> dict[str, tuple[str, ...]]:
    """Verbs of resting on a source, with the prepositions that take it."""
    return {verb: tuple(words) for verb, words in table("statements/media")["leaning"].items()}


def cited(parse: Parse, cue: int, source: int | None = None) -> int | None:
    """The head of the source that the cue's subject passes on: the object of "citing", or of "quoted … as saying", or what an
    outlet bases itself on.

    "CNN reported, citing a Ukrainian official, that …" gives "official"; "according to the Herald, which bases itself on two
    officials" gives "officials". ``source`` is the head of the one credited, where the parse hangs no subject on the cue.
    """
    outlet = parse.heads[cue] if parse.lower[cue] == "according" and parse.relations[cue] == "case" else parse.child(cue, "nsubj")
    outlet = source if outlet < 0 and source is not None and parse.sentence[source] == parse.sentence[cue] else outlet
    while outlet >= 0 and parse.relations[outlet] in ("compound", "flat") and parse.name_at[outlet] == parse.name_at[parse.heads[outlet]]:
        outlet = parse.heads[outlet]
    beside = list(parse.children[outlet]) if outlet >= 0 else []
    behind = _behind(parse, outlet, cue) if outlet >= 0 else -1
    for verb in (cue, *parse.children[cue], *beside, *([behind] if behind >= 0 else []), *parse.ancestors(cue)):
        if verb != cue and parse.sentence[verb] != parse.sentence[cue]:
            continue
        noun = _ground(parse, verb, cue, near=verb in beside or verb == behind or (parse.heads[verb] == cue and parse.xpos[verb] not in FINITE))
        if noun >= 0:
            return _whose(parse, noun)
    last = parse.sentences[parse.sentence[cue]][1]
    for k in range(cue + 2, last):  # "Reuters reported that he had fled, quoting two aides", whatever the tree hangs it on
        if parse.lemmas[k] in CITE and parse.xpos[k] == "VBG" and parse.tokens[k - 1].text == "," and parse.upos[cue] == "VERB":
            noun = parse.child(k, "obj")
            return _whose(parse, noun) if noun > k and parse.upos[noun] in ("NOUN", "PROPN") else None
    return None


_MESSAGES: Final = frozenset("message letter post call account testimony statement report word note tweet interview".split())
_RECORDS: Final = frozenset("figure data number list count record image footage document map information".split())


def _whose(parse: Parse, noun: int) -> int | None:
    """Who stands behind a noun that is given as grounds: "based on a message from a villager" the villager; records are nobody's words."""
    lemma = parse.low_lemmas[noun]
    if lemma in _MESSAGES:
        return next(
            (c for c in parse.children[noun] if parse.relations[c] == "nmod" and any(parse.lower[k] in ("from", "of", "by") for k in parse.children[c])), noun
        )
    return None if lemma in _RECORDS else noun


def without_grounds(parse: Parse, cue: int, parts: Sequence[Tokens]) -> list[Tokens]:
    """Contents behind a cue without the words, at their head, that say on whose word it is: "on the basis of two officers, the tunnel …"."""
    out = []
    for a, b in parts:
        noun = next((k for k in range(a, min(a + _NEAR, b + 1)) if parse.lemmas[k] in _GROUNDS), -1)
        if a > cue and noun > 0 and parse.upos[a] == "ADP" and parse.heads[a] == noun and parse.child(noun, "nmod") >= 0:
            a = parse.subtree(parse.child(noun, "nmod"))[1] + 1
            while a <= b and parse.upos[a] == "PUNCT":
                a += 1
        if a <= b:
            out.append((a, b))
    return out


def _behind(parse: Parse, outlet: int, cue: int) -> int:
    """What follows an outlet and its verb, wherever the tree hangs it: "according to Reuters, citing …", "Haaretz reports, on the basis
    of …"; −1 for nothing."""
    at = parse.subtree(outlet)[1] + 1
    last = parse.sentences[parse.sentence[outlet]][1]
    while at <= last and (parse.upos[at] == "PUNCT" or at == cue):
        at += 1
    if at > last:
        return -1
    if parse.lower[at] in ("which", "who"):
        return parse.heads[at] if parse.heads[at] > at else -1
    if parse.upos[at] == "VERB":
        return at
    head = parse.heads[at]
    return head if parse.upos[at] == "ADP" and at < head <= at + 2 and parse.lemmas[head] in _GROUNDS else -1


def _opens_what_is_said(parse: Parse, noun: int) -> bool:
    """Whether a phrase stands right behind the "that" of what is said, and so is part of it: "wrote that, according to Ann Lee, …"."""
    k = parse.subtree(noun)[0]
    while k > 0 and parse.tokens[k - 1].text == ",":
        k -= 1
    return k > 0 and parse.lower[k - 1] == "that" and parse.relations[k - 1] == "mark"


def _ground(parse: Parse, verb: int, cue: int, *, near: bool) -> int:
    """The noun that a word beside a cue names as what is passed on, or −1. ``near``: it hangs on the cue or its outlet."""
    lemma, relation = parse.lemmas[verb], parse.relations[verb]
    if lemma in CITE and (verb == cue or relation.startswith(("advcl", "acl", "parataxis", "ccomp", "conj", "root"))):
        noun = parse.child(verb, "obj")
        if noun >= 0 and parse.upos[noun] in ("NOUN", "PROPN", "PRON") and parse.xpos[verb] in ("VBG", "VBD", "VBZ", "VBP", "VBN"):
            return noun
    if lemma in _leaning() and ((verb != cue and near) or (verb == cue and lemma in ("learn", "hear"))):
        for c in parse.children[verb]:
            if parse.relations[c].startswith("obl") and any(parse.lower[k] in _leaning()[lemma] for k in parse.children[c] if parse.relations[k] == "case"):
                return c
    if lemma in _GROUNDS and verb != cue and near:
        return parse.child(verb, "nmod")
    if (
        relation.startswith("obl")
        and parse.heads[verb] == cue
        and any(parse.lower[k] in ("based", "according") for k in parse.children[verb])
        and not _opens_what_is_said(parse, verb)
    ):
        return verb  # "based on" and "according to" as case markers of their noun
    if parse.lower[verb] == "according" and verb != cue and parse.heads[verb] == cue:
        return parse.child(verb, "obl", "obj")
    return -1
