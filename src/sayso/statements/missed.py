"""Attributions that the encoder leaves unmarked and syntax shows beyond doubt."""

from collections.abc import Collection
from functools import cache

from sayso.statements.drafts import Draft
from sayso.statements.syntax import subject, unable
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["missed", "shown"]

_SURE = 0.5
"""Confidence of a draft that only syntax shows."""


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("statements/cues")[name])


def missed(parse: Parse, drafts: Collection[Draft]) -> list[Draft]:
    """Drafts of verbs that credit their subject and that no cue or content covers.

    "The ministry said that …" (a clause of its own), "aid workers contest his figures" (an account as the object of a verb of
    dispute), "officials put the toll at 30".
    """
    covered = {i for d in drafts for a, b in (*d.contents, *([d.cue] if d.cue else [])) for i in range(a, b + 1)}
    covered |= {i for s in parse.attribution if s.role != "source" for i in range(s.first, s.last + 1)}
    out = []
    for i in range(len(parse)):
        if parse.upos[i] != "VERB" or i in covered or parse.relations[i].startswith("csubj"):
            continue
        if parse.relations[i].startswith("acl") and not unable(parse, i):
            continue
        content = shown(parse, i)
        if content is None or any(k in covered for k in range(content[0], content[1] + 1)):
            continue
        who = subject(parse, i, [content])
        if who is not None and parse.upos[_head(parse, *who)] in ("NOUN", "PROPN", "PRON"):
            out.append(Draft(who, (i, i), (content,), _SURE))
    return out


def _head(parse: Parse, first: int, last: int) -> int:
    return next((i for i in range(first, last + 1) if not first <= parse.heads[i] <= last), first)


def shown(parse: Parse, verb: int) -> tuple[int, int] | None:
    """What a verb credits its subject with, as far as syntax shows it."""
    lemma = parse.lemmas[verb]
    for c in parse.children[verb]:
        relation = parse.relations[c]
        noun = parse.lemmas[c]
        if c < verb:
            continue
        if relation == "ccomp" and lemma in _set("speech") and parse.upos[c] != "PRON":
            return parse.subtree(c)
        if relation == "obj" and lemma in _set("calls"):
            to = parse.child(verb, "xcomp", "ccomp")
            if to > c:
                return parse.subtree(c)[0], parse.subtree(to)[1]
        if relation == "obj" and ((lemma in _set("contests") and noun in _set("accounts")) or (lemma == "claim" and noun == "responsibility")):
            return parse.subtree(c)
        if relation == "obj" and lemma == "put" and noun in _set("accounts"):
            # "at 27" is an oblique of the verb, or hangs on "dead" of "the number of dead"
            end = parse.subtree(verb)[1]
            at = next((k for k in range(c + 1, end) if parse.lower[k] == "at" and any(parse.upos[m] == "NUM" for m in range(k + 1, min(k + 4, end + 1)))), -1)
            if at >= 0:
                return parse.subtree(c)[0], max(parse.subtree(parse.heads[at])[1], at + 1)
    return None
