"""Sentences that only credit what was said just before: "CNN reports this, citing an engineer"."""

from dataclasses import replace
from typing import Final

from sayso.statements.assemble import state
from sayso.statements.chains import points_back
from sayso.statements.cues import answers, confirms, cue_head
from sayso.statements.draft import Draft
from sayso.statements.outlets import is_outlet, outlet_name, relays
from sayso.statements.said import Context, Said
from sayso.statements.sources import credit, head_of
from sayso.statements.syntax import CITE, subject

__all__ = ["credits_before", "unmarked"]


_DENY: Final = frozenset(("deny", "refute", "dispute"))


def unmarked(ctx: Context, found: list[Draft]) -> list[Draft]:
    """Drafts of outlets that report "this" or "the same", and of those who deny it, where the encoder marks nothing, put among those found, in text order."""
    parse = ctx.parse
    out: list[tuple[int, Draft]] = [(min(d.contents[0][0], d.source[0] if d.source else d.contents[0][0]), d) for d in found]
    marked = {i for d in found if d.cue for i in range(d.cue[0], d.cue[1] + 1)}
    for i in [i for i, word in enumerate(parse.lower) if word in ("this", "it", "same")]:
        verb = parse.heads[i]
        same = parse.lower[i] == "same"
        if verb < 0 or (parse.upos[i] != "PRON" and not same) or verb in marked or parse.relations[i] not in ("obj", "nsubj:pass"):
            continue
        denial = parse.lemmas[verb] in _DENY
        if not (denial or parse.lemmas[verb] in relays()) or parse.upos[verb] != "VERB":
            continue
        what = (parse.subtree(i)[0], i) if same else (i, i)
        who = subject(parse, verb, [what])
        if who is not None and (denial or is_outlet(parse, ctx.entities, head_of(parse, *who))):
            out.append((min(i, who[0]), Draft(who, (verb, verb), (what,), 0.6)))
    out.sort(key=lambda f: f[0])
    return [d for _, d in out]


def credits_before(ctx: Context, draft: Draft, said: list[Said]) -> bool:
    """Handle a draft whose content only points at the sentence before; whether it was one.

    An outlet becomes a link of the chain of what was said there; where nobody said it, it is the outlet's own, or theirs whom
    it cites.
    """
    parse = ctx.parse
    if len(draft.contents) != 1 or not points_back(parse, *draft.contents[0]) or not draft.source:
        return False
    cue = cue_head(parse, *draft.cue) if draft.cue is not None else None
    if cue is not None and (answers(parse, cue) or confirms(parse, cue)):
        return False  # "denied this" is a word of its own on what was said
    sentence = parse.sentence[draft.contents[0][0]]
    if not sentence or (cue is not None and parse.lemmas[cue] in CITE):
        return True
    first, last = parse.sentences[sentence - 1]
    a, b = parse.tokens[first].start, parse.tokens[last].end
    who = credit(parse, ctx.entities, *draft.source)
    if who is None:
        return True
    before = [i for i, s in enumerate(said) if any(c.start < b and c.end > a for c in s.statement.content)]
    if is_outlet(parse, ctx.entities, who.head):
        outlet = outlet_name(parse, ctx.entities, who.head) or who.source.name
        for i in before:
            s = said[i].statement
            if outlet not in s.via and s.source.name != outlet:
                said[i] = replace(said[i], statement=replace(s, via=(outlet, *s.via)))
        if before:
            return True
    elif before:
        return True  # someone else already has it; a second speaker of the same words is not told apart here
    one = state(ctx, replace(draft, contents=((first, last),)))
    if one is not None:
        said.append(one)
    return True
