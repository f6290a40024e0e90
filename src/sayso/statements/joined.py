"""Verbs of saying that share the subject of the cue before them, and that the encoder takes for part of what was said: "The army said it had
struck a command post and denied hitting civilians"."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.statements.behind_cue import behind_whom
from sayso.statements.cues import cue_head, is_cue
from sayso.statements.draft import Draft
from sayso.statements.lists import of_cues
from sayso.statements.quotes import quoted
from sayso.statements.said import Context, Said, content_of, draft_id
from sayso.statements.several import tellers
from sayso.statements.syntax import FINITE, Tokens, has_finite, subject
from sayso.text.parse import Parse
from sayso.types.kinds import Stance

__all__ = ["apart", "credited_anew", "of_belief", "side_by_side"]


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


def credited_anew(parse: Parse, marks: Sequence[bool], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with what stands behind a colon left to whoever is credited for it there: "The minister dismissed that as exaggerated: [two bodies had
    been found, he said, and both were old]"."""
    out = list(drafts)
    for n, later in enumerate(out):
        if later.cue is None or later.source is None or later.source[0] > later.cue[0] or parse.upos[cue_head(parse, *later.cue)] != "VERB":
            continue
        begin, end = later.source[0], parse.sentences[parse.sentence[later.cue[0]]][1]
        first = parse.sentences[parse.sentence[begin]][0]
        colon = next((k for k in range(begin - 2, first, -1) if parse.tokens[k].text == ":" and not marks[k]), -1)
        if colon < 0 or begin - 2 <= colon + 1 or parse.tokens[begin - 1].text not in (",", "”", '"'):
            continue
        unsaid = not any(b < begin for _, b in later.contents)
        before = next(
            (m for m, d in enumerate(out) if d.cue is not None and first <= d.cue[0] < colon and (unsaid or any(a <= colon <= b for a, b in d.contents))), -1
        )
        kept = tuple((a, min(b, colon - 1)) for a, b in out[before].contents if a < colon) if before >= 0 else ()
        if not kept or not has_finite(parse, colon + 1, begin - 1):
            continue
        own = next((a for a, b in later.contents if colon < a and b < begin), colon + 1)
        own = own if marks[own] else colon + 1
        behind = [(a, b) for a, b in later.contents if a > later.cue[1] and b <= end]
        out[before] = replace(out[before], contents=kept)
        out[n] = replace(later, contents=((own, begin - 1 - (parse.tokens[begin - 1].text == ",")), *behind))
    return out


def of_belief(ctx: Context, said: Sequence[Said]) -> list[Said]:
    """The statements, with what a source says that it believes as a belief of its own: "The agency said it fears that [they were forced]"."""
    parse = ctx.parse
    out: list[Said] = []
    for one in said:
        draft = one.draft
        head = cue_head(parse, *draft.cue) if draft.cue is not None else -1
        verb = _belief(parse, head, *draft.contents[0]) if head >= 0 and len(draft.contents) == 1 else -1
        told = next((c for c in parse.children[verb] if parse.relations[c] in ("ccomp", "xcomp") and c > verb), -1) if verb >= 0 else -1
        part = (verb + 1, draft.contents[0][1]) if told >= 0 else None
        content = content_of(ctx, [part]) if part is not None else ()
        if part is None or not content:
            out.append(one)
            continue
        believes: Stance = "doubts" if parse.lemmas[verb] == "doubt" else "believes"
        statement = replace(
            one.statement,
            id=draft_id(content, one.statement.source),
            cue=parse.span(verb, verb),
            content=content,
            quoted=quoted(parse, content, ctx.marks),
            stance=believes,
        )
        out.append(Said(statement, replace(draft, cue=(verb, verb), contents=(part,)), one.head))
    return out


def _belief(parse: Parse, cue: int, first: int, last: int) -> int:
    """The verb of belief that a content begins with, whose subject takes up the source, or −1."""
    first += parse.lower[first] == "that"
    verb = parse.heads[first]
    if (
        not cue < first < verb <= last
        or parse.lower[first] not in ("it", "he", "she", "they")
        or parse.heads[verb] != cue
        or parse.relations[first] not in ("nsubj", "expl")
    ):
        return -1
    plain = verb <= first + 2 and not any(parse.relations[c].startswith("aux") for c in parse.children[verb])
    asks = any(parse.lower[k] in ("should", "must", "ought") for k in range(verb + 1, last + 1))  # "said he thinks that it should be freed" asks for it
    return verb if plain and not asks and parse.lemmas[verb] in of_cues("own_beliefs") else -1


def _joins(parse: Parse, cue: int, verb: int) -> bool:
    above = parse.heads[verb]
    if above == cue and parse.relations[verb] == "conj" and parse.lemmas[verb] in of_cues("joining") and parse.xpos[verb] == parse.xpos[cue]:
        return _content(parse, verb) is not None and not any(parse.relations[c].startswith("nsubj") for c in parse.children[verb])
    if parse.relations[verb] != "conj" or parse.lemmas[verb] not in of_cues("joining") or above <= cue or parse.xpos[verb] != parse.xpos[cue]:
        return False
    said = min([above, *(c for c in parse.children[above] if parse.relations[c].startswith(("aux", "cop")))])
    own = any(parse.relations[c].startswith("nsubj") for c in parse.children[verb])
    between = [k for k in parse.ancestors(above) if k > cue and parse.relations[k] == "ccomp" and parse.xpos[k] in FINITE]  # "said it believes that they left"
    other = parse.xpos[said] != parse.xpos[cue] or parse.lower[said] == "had" or any(parse.xpos[k] != parse.xpos[cue] for k in between)
    return not own and (other or (_content(parse, verb) is not None and _speechless(parse, parse.child(above, "nsubj"))))


def _speechless(parse: Parse, subject: int) -> bool:
    """Whether a subject is a thing, which says nothing: "said the withdrawal was prudent and denied that …"."""
    nobody = parse.upos[subject] == "NOUN" and parse.name_at[subject] < 0 and parse.low_lemmas[subject] not in tellers()
    return subject >= 0 and nobody and parse.child(subject, "conj") < 0


def _content(parse: Parse, verb: int) -> Tokens | None:
    for c in parse.children[verb]:
        if c > verb and parse.relations[c] in ("ccomp", "xcomp", "obj", "obl", "nmod"):
            end = parse.subtree(verb)[1]
            return behind_whom(parse, verb, parse.subtree(c)[0], end), end + (end + 1 < len(parse) and parse.lower[end + 1] == "instead")
    return None


def side_by_side(parse: Parse, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, with a clause and its credit that another's content begins with made a draft of its own: "[Two died, the mayor said, and the
    port is shut], according to the navy"."""
    out: list[Draft] = []
    for draft in drafts:
        head = cue_head(parse, *draft.cue) if draft.cue is not None else -1
        found = next((f for a, b in draft.contents if b < head for i in range(a + 1, b - 2) if (f := _in_passing(parse, a, i)) is not None), None)
        if found is None:
            out.append(draft)
            continue
        who, cue = found
        first = next(a for a, b in draft.contents if a < cue <= b)
        before = [*((a, b) for a, b in draft.contents if b < first), *([(first, who[0] - 2)] if who[0] - 2 > first else [])]
        if not before:
            out.append(draft)
            continue
        behind = tuple((max(a, cue + 3), b) for a, b in draft.contents if b > cue + 3)
        out += [replace(draft, source=who, cue=(cue, cue), contents=tuple(before)), replace(draft, contents=behind)]
    return out


def _in_passing(parse: Parse, first: int, verb: int) -> tuple[Tokens, int] | None:
    """Source and cue of a credit that stands between commas, with "and" or the like behind it: ", the mayor said, and …"."""
    if parse.upos[verb] != "VERB" or parse.xpos[verb] not in FINITE or not is_cue(parse, verb) or parse.tokens[verb + 1].text != ",":
        return None
    if parse.lower[verb + 2] not in ("and", "while", "but"):
        return None
    who = subject(parse, verb, [])
    if (
        who is None
        or any(parse.upos[i] not in ("ADP", "DET", "NOUN", "PROPN", "ADJ") for i in range(who[1] + 1, verb))
        or who[0] < first
        or (who[0] > first and parse.tokens[who[0] - 1].text != ",")
    ):
        return None
    return (who[0], verb - 1), verb
