"""Statements inside statements: "the governor said that witnesses reported two blasts"."""

from dataclasses import replace
from typing import Final

from sayso.statements.assemble import state
from sayso.statements.cues import is_cue, main_word
from sayso.statements.draft import Draft
from sayso.statements.missed import shown
from sayso.statements.said import Context, Said, content_of, draft_id
from sayso.statements.syntax import subject
from sayso.text.parse import Parse

__all__ = ["with_nested"]

_SPEECH: Final = frozenset(
    "say tell state announce report add note explain declare claim argue insist maintain assert affirm confirm contend allege stress emphasize emphasise "
    "underline reiterate reveal disclose acknowledge admit concede write warn accuse deny reject demand urge promise vow pledge threaten believe think "
    "expect fear predict estimate suspect testify recall complain".split()
)
_OF_THINGS: Final = frozenset("report allege deny announce confirm predict demand dispute".split())
"""Those whose object alone is a content: "reported two blasts", but not "told a story"."""
_OF_ACCOUNTS: Final = frozenset("contest dispute deny reject dismiss refute challenge contradict question doubt accuse put".split())
"""Those that take somebody's account as their object: "doubts those figures", "put the toll at 30"."""
_OWN: Final = frozenset(("i", "we", "you", "one", "who", "which", "that", "it", "this"))


def inner_drafts(parse: Parse, first: int, last: int) -> list[Draft]:
    """Attributions inside tokens ``first`` to ``last``, which the encoder, being flat, does not mark: a verb of speech or
    belief with its own subject and clause, or "according to" somebody."""
    out: list[Draft] = []
    for i in range(first, last + 1):
        if parse.lower[i] == "according" and parse.heads[i] >= 0:
            found = _according(parse, i, first, last)
        elif parse.upos[i] == "VERB" and parse.lemmas[i] in _SPEECH and is_cue(parse, i):
            found = _spoken(parse, i, first, last) or _about(parse, i, first, last)
        elif parse.upos[i] == "VERB":
            found = _about(parse, i, first, last)
        else:
            continue
        if found is not None:
            out.append(found)
    return out


def _according(parse: Parse, i: int, first: int, last: int) -> Draft | None:
    obj = parse.child(i, "obl", "obj", "nmod")
    noun = obj if obj >= 0 else parse.heads[i]
    if not first <= noun <= last or parse.upos[noun] not in ("NOUN", "PROPN"):
        return None
    a, b = parse.subtree(noun)
    a, b = max(a, i + 2), min(b, last)
    if a > b:
        return None
    part = (b + 1, last) if i - first <= 2 else (first, i - 1)
    return Draft((a, b), (i, min(i + 1, last)), (part,), 0.6) if part[0] <= part[1] else None


def _spoken(parse: Parse, i: int, first: int, last: int) -> Draft | None:
    kinds = ("ccomp", "obj") if parse.lemmas[i] in _OF_THINGS else ("ccomp",)
    clause = next((c for kind in kinds for c in parse.children[i] if parse.relations[c] == kind and first <= c <= last), -1)
    who = parse.child(i, "nsubj")
    if clause < 0 or who < 0 or not first <= who <= last or parse.lower[who] in _OWN or (parse.upos[clause] == "PRON" and parse.child(clause, "cop") < 0):
        return None
    if parse.upos[who] not in ("NOUN", "PROPN", "PRON"):
        return None
    a, b = parse.subtree(clause)
    a, b = max(a, first), min(b, last)
    if clause < who < i <= b:
        b = parse.subtree(who)[0] - 1  # a comma behind the cue that the parse hangs on the clause
    source = subject(parse, i, [(a, b)])
    return Draft(source, (i, i), ((a, b),), 0.6) if source is not None and a <= b and not a <= i <= b else None


def _about(parse: Parse, i: int, first: int, last: int) -> Draft | None:
    """What a verb without a clause credits its own subject with: "a diplomat doubts those figures"."""
    tells = parse.child(i, "nsubj") >= first and parse.child(i, "obj") > i and parse.lemmas[i] in _OF_ACCOUNTS
    content = shown(parse, i) if tells else None
    who = parse.lower[parse.child(i, "nsubj")]
    # "The minister, who accused Oslo of delay, will resign, his office said"
    aside = who == "who" and parse.relations[i] == "acl:relcl" and parse.upos[parse.heads[i]] in ("NOUN", "PROPN")
    if content is None or content[1] > last or (who in _OWN and not aside):
        return None
    source = subject(parse, i, [content])
    return Draft(source, (i, i), (content,), 0.6) if source is not None and source[0] >= first else None


def with_nested(ctx: Context, said: list[Said]) -> list[Said]:
    """The statements with those inside them; an outlet that only passes one on becomes its ``via``."""
    out: list[Said] = []
    for outer in said:
        outer, beside = _without_contrast(ctx, outer)
        out += beside
        inner = [state(ctx, d) for part in outer.draft.contents for d in inner_drafts(ctx.parse, *part)]
        found = [s for s in inner if s is not None and s.statement.source.name != outer.statement.source.name]
        relayed = False
        if outer.head is not None and outer.statement.source.kind == "publication":
            for i, s in enumerate(found):
                if _size(s) > 0.5 * (_size(outer) - _credit(s)) or _is_all(ctx, outer, s):
                    via = (outer.statement.source.name, *(v for v in s.statement.via if v != outer.statement.source.name))
                    found[i] = replace(s, statement=replace(s.statement, via=via, made=s.statement.made or outer.statement.made))
                    relayed = True
        if not relayed:
            out.append(outer)
            found = [replace(s, statement=replace(s.statement, within=outer.statement.id, confidence=round(0.8 * s.statement.confidence, 3))) for s in found]
        out += found
    return out


def _is_all(ctx: Context, outer: Said, inner: Said) -> bool:
    """Whether an outlet passes on that somebody said something, and no more: "“…,” the general, who commands the fort, told them, the agency reported"."""
    cue = inner.draft.cue
    return (
        cue is not None and len(outer.draft.contents) == 1 and main_word(ctx.parse, *outer.draft.contents[0]) == cue[0] and inner.draft.contents[0][1] < cue[0]
    )


def _denial(parse: Parse, but: int) -> bool:
    """Whether "but" begins somebody's denial of what was said: ", but Azerbaijan denies this"."""
    verb = parse.heads[but]
    who = parse.child(verb, "nsubj") if verb > but else -1
    it = parse.child(verb, "obj") if verb > but else -1
    return who >= 0 and it >= 0 and parse.lemmas[verb] == "deny" and parse.upos[who] in ("NOUN", "PROPN") and parse.lower[it] in ("this", "it", "that")


def _answers(parse: Parse, but: int, last: int) -> bool:
    """Whether "but" begins what somebody else says: ", but an official denies that a truce was offered"."""
    verb = parse.heads[but]
    return but < verb <= last and _against(parse, verb, but, last) is not None


def _without_contrast(ctx: Context, outer: Said) -> tuple[Said, list[Said]]:
    """A statement of indirect speech without another's that only stands against it, and that other: "The mayor said 12 died, while
    the hospital said 15 did" is no word of the mayor's on the hospital."""
    parse = ctx.parse
    if outer.statement.quoted != "indirect" or not outer.draft.contents:
        return outer, []
    first, last = outer.draft.contents[-1]
    for i in range(first, last + 1):
        if i > first and (
            (parse.lower[i] in ("while", "whereas") and parse.relations[i] == "mark")
            or (parse.lower[i] in ("but", "although", "though") and (_denial(parse, i) or _answers(parse, i, last)))
        ):
            verb = parse.heads[i]
            draft = _against(parse, verb, i, last) if i < verb <= last else None
            other = state(ctx, draft) if draft is not None else None
            denied = parse.lower[i] == "but" and _denial(parse, i)
            parts = (*outer.draft.contents[:-1], (first, i - 1))
            content = content_of(ctx, parts)
            if (other is not None or denied) and content:
                statement = replace(outer.statement, id=draft_id(content, outer.statement.source), content=content)
                return replace(outer, statement=statement, draft=replace(outer.draft, contents=parts)), [other] if other is not None else []
    return outer, []


def _against(parse: Parse, verb: int, first: int, last: int) -> Draft | None:
    """What the verb of a contrasting clause credits its own subject with: "while the hospital said …", "while the army put it at 4"."""
    if parse.lemmas[verb] in _SPEECH:
        return _spoken(parse, verb, first, last)
    return _about(parse, verb, first, last)


def _size(said: Said) -> int:
    return sum(c.end - c.start for c in said.statement.content)


def _credit(said: Said) -> int:
    """Characters that credit the inner source, and are no content of the outer one either."""
    s = said.statement
    cue = s.cue.end - s.cue.start if s.cue else 0
    return cue + (s.source.end - s.source.start if s.source.end is not None and s.source.start is not None else 0)
