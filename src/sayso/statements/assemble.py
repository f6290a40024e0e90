"""From a draft to a statement: source resolved, chain followed, content trimmed, stance read."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from sayso.statements.chains import medium, told
from sayso.statements.cues import answers, confirms, cue_head, is_cue, stance, state_bodies
from sayso.statements.draft import Draft
from sayso.statements.grounds import cited, without_grounds
from sayso.statements.heard import heard
from sayso.statements.missed import shown
from sayso.statements.outlets import is_other_body, is_outlet, named_as_outlet, outlet_name
from sayso.statements.quotes import quoted
from sayso.statements.said import Context, Said, content_of, draft_id
from sayso.statements.several import together
from sayso.statements.sources import credit, head_of, spoken_for, spokesperson
from sayso.statements.speakers import goes_on_speaking, named_before, of_that_age, same_body, same_description, same_speaker, told_of_before
from sayso.statements.syntax import CITE, has_finite, quoted_verb
from sayso.text.parse import Parse
from sayso.times.attach import attach
from sayso.types.reading import Source, Span, Statement, Time

__all__ = ["state"]

_SINCE: Final = re.compile(r"\b(?:since|until|till|by|before)\s+$", re.IGNORECASE)
_BEFORE: Final = 8  # characters before a time in which such a word stands
_OFFICIAL: Final = "minister president premier chancellor secretary general commander chief spokes governor mayor".split()
"""What is in the roles of those for whom the state's bodies are their own side."""
_ANNOUNCING: Final = "official officer aide colonel major captain director head envoy rebel militia group movement organiser organizer union".split()
"""What is in the roles and nouns of others who announce what will be done."""
_ONLOOKERS: Final = frozenset("diplomat analyst expert observer resident witness source correspondent reporter historian trader".split())
"""Those whom a state or body of which they tell is not their own."""
_DOUBTFUL: Final = 0.45
"""Spans less sure than this make a statement only where the cue is a known verb of saying."""


def state(ctx: Context, draft: Draft, before: Sequence[Said] = ()) -> Said | None:
    """The statement of a draft; None where it says nothing, or nobody says it.

    Args:
        ctx: The report.
        draft: Sources, cues and contents that belong together.
        before: The statements so far, for pronouns and role nouns.
    """
    parse = ctx.parse
    cue = cue_head(parse, *draft.cue) if draft.cue else None
    if cue is not None:
        draft = replace(draft, contents=tuple(without_grounds(parse, cue, draft.contents)))
    content = content_of(ctx, draft.contents)
    if not content or draft.source is None or (_empty(ctx, draft.contents) and not (cue is not None and (answers(parse, cue) or confirms(parse, cue)))):
        return None
    if cue is not None and draft.confidence < _DOUBTFUL and shown(parse, cue) is None and _doubtful(parse, cue, draft):
        return None
    who = credit(parse, ctx.entities, *draft.source) or same_speaker(ctx, draft, before) or told_of_before(ctx, draft)
    confidence = draft.confidence
    if who is None:
        # words that credit somebody whom nothing resolves: kept as they stand, and marked doubtful
        span = parse.span(*draft.source)
        source = Source(name=parse.words(*draft.source), start=span.start, end=span.end, kind="anonymous")
        confidence *= 0.4
        head = None
    else:
        if cue is not None:
            who = spokesperson(parse, ctx.entities, cue, who)
            who = spoken_for(parse, ctx.entities, cue, who)
        who = of_that_age(ctx, goes_on_speaking(ctx, draft, who, before))
        who = named_before(ctx, same_body(ctx, same_description(ctx, who, before), before))
        source, head = who.source, who.head
    via: tuple[str, ...] = ()
    if cue is not None:
        via, source, head = _chain(ctx, cue, source, head)
        if not via and source.kind != "publication":
            via = heard(parse, ctx.entities, cue, draft.source, draft.contents)
        if not via and before and parse.lemmas[cue] in CITE and quoted_verb(parse, cue) >= 0:
            via = before[-1].statement.via if before[-1].statement.source.name == source.name else ()  # "was quoted as saying", by the same outlet
    if who is not None and source is who.source and not who.pronoun:
        source = together(parse, ctx.entities, source, draft.source)
    dated = _made(ctx, cue, draft.source, content) if cue is not None else None
    statement = Statement(
        id=draft_id(content, source),
        source=source,
        cue=parse.span(*draft.cue) if draft.cue else None,
        content=content,
        quoted=quoted(parse, content, ctx.marks),
        stance=stance(
            parse,
            cue,
            _telling(ctx, draft.contents),
            head,
            own=_own(ctx, source, draft.source),
            counts=source.kind == "organisation" or (source.kind in ("named", "publication") and _numbered(parse, draft.contents)),
            announces=_announces(ctx, source, head, draft.source),
        ),
        via=tuple(dict.fromkeys(v for v in via if v != source.name)),
        medium=medium(parse, cue) if cue is not None else None,
        made=dated.edtf if dated is not None else None,
        confidence=round(confidence, 3),
    )
    return Said(statement, draft, head)


def _empty(ctx: Context, contents: Sequence[tuple[int, int]]) -> bool:
    """Whether content says nothing by itself: "which", "so much"; but "It's over" in quotation marks does."""
    parse = ctx.parse
    words = [i for first, last in contents for i in range(first, last + 1)]
    if any(parse.upos[i] in ("VERB", "NOUN", "PROPN", "ADJ", "NUM", "INTJ") for i in words):
        return False
    if any(parse.xpos[i] == "MD" for i in words) and any(parse.upos[i] == "ADV" and parse.lower[i] not in ("so", "not") for i in words):
        return False  # "that he will be home soon"
    return not (any(ctx.marks[i] for i in words) and any(parse.upos[i] == "AUX" for i in words))


def _telling(ctx: Context, contents: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The first part of a content that has a finite verb: behind the credit in "His men, he said, will stay"."""
    return next((p for p in contents if has_finite(ctx.parse, *p)), contents[0])


def _doubtful(parse: Parse, cue: int, draft: Draft) -> bool:
    """Whether nothing but the encoder says that a cue credits somebody: it is no known one, and names nobody whose word it passes on."""
    return (not is_cue(parse, cue) and cited(parse, cue) is None) or _thing(parse, cue, draft)


def _thing(parse: Parse, cue: int, draft: Draft) -> bool:
    """Whether a cue is a noun with a mere thing as its content: "the bank's view of the river"."""
    return parse.upos[cue] == "NOUN" and not any(parse.upos[i] in ("VERB", "AUX") for a, b in draft.contents for i in range(a, b + 1))


def _chain(ctx: Context, cue: int, source: Source, head: int | None) -> tuple[tuple[str, ...], Source, int | None]:
    """The outlets that a statement came through, and its root where the one credited is an outlet that cites another."""
    parse, entities = ctx.parse, ctx.entities
    via = told(parse, entities, cue, head)
    root = cited(parse, cue, head)
    if root is not None and root != head and head is not None and quoted_verb(parse, cue) >= 0 and not is_outlet(parse, entities, head):
        passed = credit(parse, entities, *_phrase(parse, root))
        if passed is not None and parse.lower[head] not in ("i", "we"):
            # "Her post quotes the mayor as saying": no outlet, but not her word either; "Ann Lee, a guest, quoted him as saying": hers is the ear
            return (*via, *([source.name] if source.kind == "named" else [])), passed.source, passed.head
    if root is not None and head is not None and root != head and is_outlet(parse, entities, root) and not is_outlet(parse, entities, head):
        passing = outlet_name(parse, entities, root)
        return (*via, *([passing] if passing and passing not in via else [])), source, head  # "a diplomat said, according to Le Monde"
    if head is None or not (is_outlet(parse, entities, head) or (root is not None and _passes_on(ctx, cue, head))):
        return via, source, head
    passed = credit(parse, entities, *_phrase(parse, root)) if root is not None and root != head else None
    outlet = outlet_name(parse, entities, head) or source.name
    if passed is not None:
        return (*via, outlet), passed.source, passed.head
    if source.kind != "publication" or source.entity is None or parse.name_at[head] < 0:
        named = next((e for e in entities.at[head : head + 3] if e is not None and entities.get(e).name == outlet), source.entity)
        source = replace(source, name=outlet, entity=named, kind="publication")
    return via, source, head


def _passes_on(ctx: Context, cue: int, head: int) -> bool:
    """Whether somebody who reports or writes what another said is an outlet that no list knows: "Carta da Terra reported, citing an
    officer". People whose office the report tells are none, nor are bodies."""
    parse = ctx.parse
    n = parse.name_at[head]
    if n < 0 or parse.lemmas[cue] not in ("report", "write", "say") or parse.names[n].kind not in ("PER", "MISC", "PRODUCT", "ORG"):
        return False
    found = ctx.entities.at[head]
    entity = ctx.entities.get(found) if found is not None else None
    name = parse.names[n]
    if parse.lemmas[cue] == "say" or (name.kind == "ORG" and (is_other_body(parse, name.first, name.last) or (entity is not None and entity.of is not None))):
        return named_as_outlet(parse, name.first)
    return entity is None or not (entity.role or entity.of) or named_as_outlet(parse, parse.names[n].first)


def _phrase(parse: Parse, head: int) -> tuple[int, int]:
    """A noun with what stands before it and its names, without clauses behind it."""
    first = last = head
    for c in parse.children[head]:
        relation = parse.base_relations[c]
        if relation in ("det", "amod", "compound", "nmod", "nummod", "flat", "appos") and parse.relations[c] != "acl:relcl":
            a, b = parse.subtree(c)
            first, last = min(first, a), max(last, b)
    return first, last


def _made(ctx: Context, cue: int, source: tuple[int, int], content: Sequence[Span]) -> Time | None:
    """When it was said: the time of the cue, else the one time of its sentence that hangs on the cue ("in a message distributed late
    Friday") or opens the sentence, outside content and source ("a man arrested on Friday said")."""
    parse = ctx.parse
    apart = [*content, parse.span(*source), *parse.contents]
    first, last = parse.subtree(head_of(parse, *source))
    if not first <= cue <= last:
        apart.append(parse.span(first, last))  # "the junta, which seized power in 2021, says"
    dated = attach(parse, ctx.times, cue)
    if dated is not None and _SINCE.search(parse.text, max(0, dated.start - _BEFORE), dated.start):
        return None  # "has recorded 12 deaths since June"
    if dated is not None and not any(c.start <= dated.start < c.end for c in apart):
        return dated
    first, last = parse.sentences[parse.sentence[cue]]
    a, b = max(parse.tokens[first].start, ctx.start), parse.tokens[last].end
    found = [t for t in ctx.times if a <= t.start < b and t.edtf and t.type in ("date", "time") and not any(c.start <= t.start < c.end for c in apart)]
    if len(found) != 1:
        return None
    at = parse.tokens_in(found[0].start, found[0].end)[0]
    return found[0] if cue in parse.ancestors(at) or found[0].start - a < 4 else None


def _numbered(parse: Parse, contents: Sequence[tuple[int, int]]) -> bool:
    return any(parse.upos[i] == "NUM" for a, b in contents for i in range(a, b + 1))


_THEY: Final = {"he": ("named", "anonymous"), "she": ("named", "anonymous"), "it": ("organisation", "publication"), "they": ("anonymous", "organisation")}


def _announces(ctx: Context, source: Source, head: int | None, phrase: tuple[int, int]) -> bool:
    """Whether a source decides, or speaks for those who do: an official, a body, a spokesperson."""
    if source.kind == "organisation" or source.on_behalf_of is not None:
        return True
    entity = ctx.entities.get(source.entity) if source.entity else None
    role = (entity.role or "").lower() if entity else ""
    parse = ctx.parse
    nouns = [parse.low_lemmas[head]] if head is not None and parse.name_at[head] < 0 else []
    if source.kind == "named":  # "its secretary general, Ann Lee"
        nouns += [parse.lower[i] for i in range(phrase[0], phrase[1] + 1) if parse.name_at[i] < 0 and parse.upos[i] in ("NOUN", "PROPN")]
    return any(word in known for word in (*_OFFICIAL, *_ANNOUNCING) for known in (role, *nouns))


def _own(ctx: Context, source: Source, phrase: tuple[int, int]) -> Callable[[int], bool]:
    """A test of whether the subject at a token is the source or its side: itself, the state or body that it acts for, or a name in
    the words that credit it ("Norwegian Prime Minister Kari Lund": Norway). Where the report gives the source no side, a state or
    body that it speaks of in the future counts as its own."""
    parse, entities = ctx.parse, ctx.entities
    sides = {entities.get(e).name for e in entities.at[phrase[0] : phrase[1] + 1] if e is not None} | {source.name}
    entity = entities.get(source.entity) if source.entity else None
    sides |= {s for s in (source.on_behalf_of, entity.of if entity else None) if s}
    known = len(sides) > 1 or source.kind in ("organisation", "publication") or any(parse.lemmas[i] in _ONLOOKERS for i in range(phrase[0], phrase[1] + 1))
    role = (entity.role or "").lower() if entity else ""
    official = any(word in role for word in _OFFICIAL)

    several = parse.xpos[head_of(parse, *phrase)] == "NNS"

    def own(subject: int) -> bool:
        word = parse.lower[subject]
        if word in ("i", "we"):
            return True
        found = entities.at[subject]
        if word in _THEY:
            if phrase[0] == phrase[1] and parse.lower[phrase[0]] == word:
                return True  # "It says that it will assist …"
            if several and word != "they":
                return False
            if found is not None and entities.get(found).name in sides:
                return True  # "He will travel on Monday, his spokesman said"
            return found == source.entity if found is not None and source.entity else source.kind in _THEY[word]
        owner = next((c for c in parse.children[subject] if parse.relations[c] == "nmod:poss" and parse.upos[c] == "PRON"), -1)
        if owner >= 0:  # "his troops", "our country"
            whose = entities.at[owner]
            if whose is None:
                return parse.lower[owner] in ("my", "our") or (parse.lower[owner] in ("his", "her") and source.kind in ("named", "anonymous"))
            return entities.get(whose).name in sides
        if parse.name_at[subject] >= 0 and parse.names[parse.name_at[subject]].kind == "NORP":
            return False  # a people is not its government
        if any(parse.lower[c] in ("us", "them") and parse.relations[c] == "nmod" for c in parse.children[subject]):
            return True  # "eighty of us"
        heads = (subject, *(c for c in parse.children[subject] if parse.relations[c] == "conj"))
        names = {entities.get(e).name for e in (entities.at[h] for h in heads) if e is not None}
        if official and parse.low_lemmas[subject] in state_bodies() and not any(parse.name_at[c] >= 0 for c in parse.children[subject]):
            return True  # "The government will pay …, the minister said"
        return bool(names & sides) or (not known and parse.upos[subject] == "PROPN")

    return own
