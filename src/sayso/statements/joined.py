"""Verbs of saying that share the subject of the cue before them, and that the encoder takes for part of what was said: "The army said it had
struck a command post and denied hitting civilians"."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from sayso.statements.cues import cue_head
from sayso.statements.drafts import Draft
from sayso.statements.syntax import Tokens
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["apart"]


@cache
def _joining() -> frozenset[str]:
    return frozenset(table("statements/cues")["joining"])


def apart(parse: Parse, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts with such verbs as drafts of their own.

    What was said must be in another tense ("had struck") than the two verbs of saying ("said", "denied"): in "said it struck a post
    and denied entry" both may be the army's words.
    """
    out: list[Draft] = []
    for draft in drafts:
        head = cue_head(parse, *draft.cue) if draft.cue is not None else -1
        at = next((i for a, b in draft.contents if a > head >= 0 for i in range(a + 1, b + 1) if _joins(parse, head, i)), -1)
        content = _content(parse, at) if at >= 0 else None
        if content is None:
            out.append(draft)
            continue
        before = (
            min(at, *(c for c in parse.children[at] if parse.relations[c] == "cc")) - 1
            if any(parse.relations[c] == "cc" for c in parse.children[at])
            else at - 1
        )
        parts = tuple((a, min(b, before)) for a, b in draft.contents if a <= before)
        out += [replace(draft, contents=parts), replace(draft, cue=(at, at), contents=(content,))]
    return out


def _joins(parse: Parse, cue: int, verb: int) -> bool:
    above = parse.heads[verb]
    if above == cue and parse.relations[verb] == "conj" and parse.lemmas[verb] in _joining() and parse.xpos[verb] == parse.xpos[cue]:
        return _content(parse, verb) is not None and not any(parse.relations[c].startswith("nsubj") for c in parse.children[verb])
    if parse.relations[verb] != "conj" or parse.lemmas[verb] not in _joining() or above <= cue or parse.xpos[verb] != parse.xpos[cue]:
        return False
    said = min([above, *(c for c in parse.children[above] if parse.relations[c].startswith(("aux", "cop")))])
    own = any(parse.relations[c].startswith("nsubj") for c in parse.children[verb])
    return not own and (parse.xpos[said] != parse.xpos[cue] or parse.lower[said] == "had")


def _content(parse: Parse, verb: int) -> Tokens | None:
    for c in parse.children[verb]:
        if c > verb and parse.relations[c] in ("ccomp", "xcomp", "obj", "obl"):
            return parse.subtree(c)[0], parse.subtree(verb)[1]
    return None
