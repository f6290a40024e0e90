"""Whom a pronoun or a bare role noun credits where the entities leave it open: one who was credited shortly before."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sayso.statements.draft import Draft
from sayso.statements.said import Context, Said
from sayso.statements.several import tellers
from sayso.statements.sources import Credited, bodies, credit
from sayso.text.parse import Parse

__all__ = ["goes_on_speaking", "named_before", "named_later", "of_that_age", "same_body", "same_description", "same_speaker", "told_of_before"]

_NEXT: Final = 4  # sentences over which a speaker goes on to be meant by "he" when nobody else has spoken
_FAR: Final = 5  # paragraphs over which "the official" still means the last official


def same_speaker(ctx: Context, draft: Draft, before: Sequence[Said]) -> Credited | None:
    """Whom "he", "she", "it" or "they" credits: who spoke last, in the sentence before or this one, if it can be that and the
    words are not about that one ("He will meet the president," he said)."""
    assert draft.source is not None
    parse = ctx.parse
    first, last = draft.source
    word = parse.lower[first]
    if not before or first != last or word not in ("he", "she", "it", "they"):
        return None
    previous = before[-1]
    source = previous.statement.source
    said_at = previous.draft.contents[-1][1]
    if said_at > first or parse.sentence[first] - parse.sentence[said_at] > 1 or not _agrees(ctx, word, previous):
        return None
    if source.entity and any(ctx.entities.at[i] == source.entity and parse.name_at[i] >= 0 for a, b in draft.contents for i in range(a, b + 1)):
        return None
    span = parse.span(first, last)
    return Credited(replace(source, start=span.start, end=span.end), first, pronoun=True)


def told_of_before(ctx: Context, draft: Draft) -> Credited | None:
    """Whom "it" or "they" credits where nobody spoke before: the body that the sentence before, in the same paragraph, tells of: "The
    opposition boycotted the vote. It says …"."""
    assert draft.source is not None
    parse = ctx.parse
    first, last = draft.source
    if first != last or parse.lower[first] not in ("it", "they") or first == 0:
        return None
    verb = parse.heads[first]
    if parse.sentence[first] > 0 and (parse.sentence[first - 1] != parse.sentence[first] or _opens(parse, first)):
        a, b = parse.sentences[parse.sentence[first] - 1]
        root = next((i for i in range(a, b + 1) if parse.heads[i] < 0), -1)
    else:  # a full stop that the encoder took for none
        root = parse.heads[verb] if verb >= 0 and parse.tokens[first - 1].text == "." and parse.relations[verb] == "parataxis" else -1
    subject = parse.child(root, "nsubj") if root >= 0 else -1
    if subject < 0 <= root and (clause := parse.child(root, "parataxis")) >= 0:
        subject = parse.child(clause, "nsubj")  # behind a label: "Food: The agency lost …"
    if subject < 0 or parse.paragraph[subject] != parse.paragraph[first] or parse.upos[subject] not in ("NOUN", "PROPN"):
        return None
    several = parse.xpos[subject] in ("NNS", "NNPS") or any(parse.relations[c] == "conj" for c in parse.children[subject])
    found = ctx.entities.at[subject]
    kind = ctx.entities.get(found).kind if found is not None else None
    body = kind in ("organisation", "group") or (kind != "person" and parse.low_lemmas[subject] in _ACTING)
    people = several and kind != "place" and parse.low_lemmas[subject] in tellers()
    if not (body if parse.lower[first] == "it" else people or kind == "group"):
        return None
    end = min(
        [c - 1 for c in parse.children[subject] if c > subject and parse.relations[c].startswith(("acl", "punct", "appos"))] + [parse.subtree(subject)[1]]
    )
    one = credit(parse, ctx.entities, parse.subtree(subject)[0], max(subject, end))
    if one is None or one.pronoun:
        return None
    span = parse.span(first, last)
    return Credited(replace(one.source, start=span.start, end=span.end), first, pronoun=True)


def _opens(parse: Parse, subject: int) -> bool:
    """Whether nothing but adverbials stand before a subject in its sentence: "In a statement on Friday, it denied"."""
    verb = parse.heads[subject]
    return verb >= 0 and parse.heads[verb] < 0 and all(parse.relations[c] in ("obl", "advmod", "punct", "cc") for c in parse.children[verb] if c < subject)


def goes_on_speaking(ctx: Context, draft: Draft, who: Credited, before: Sequence[Said]) -> Credited:
    """``who``, or for "he" and "she" the one credited last: earlier in the same sentence ("The commissioner denied that: the port was
    safe, he said"), or in the sentence before, in the same paragraph, if whom the pronoun else means was named before that."""
    parse, head = ctx.parse, who.head
    if not who.pronoun or parse.lower[head] not in ("he", "she") or not before or draft.source is None:
        return who
    previous = before[-1]
    at = previous.draft.source
    if at is None or at[0] > head or any(a <= head <= b for a, b in previous.draft.contents) or not _agrees(ctx, parse.lower[head], previous):
        return who
    behind = parse.sentence[head] - parse.sentence[at[0]]
    mentioned = _mentioned(ctx, who, head)
    spoken_of = (*draft.contents, *(part for s in before for part in s.draft.contents))
    if any(a <= mentioned <= b for a, b in spoken_of) and parse.paragraph[head] - parse.paragraph[at[0]] <= 1 and behind <= _NEXT:
        # who is only spoken of in the other's words does not speak next: "He said his brother was trapped. […] he told AFP"
        return replace(who, source=replace(previous.statement.source, start=who.source.start, end=who.source.end))
    owns = at[0] <= mentioned <= at[1] and previous.head is not None and mentioned < previous.head + 4 and previous.head in parse.ancestors(mentioned)
    if behind > 1 or (behind == 1 and (parse.paragraph[at[0]] != parse.paragraph[head] or (mentioned >= at[0] and not owns))):
        return who
    return replace(who, source=replace(previous.statement.source, start=who.source.start, end=who.source.end))


def _mentioned(ctx: Context, who: Credited, token: int) -> int:
    """The last token before ``token`` that means the source; −1 if none does."""
    first = max(token - 400, 0)
    return next((i for i in range(token - 1, first, -1) if ctx.entities.at[i] == who.source.entity and who.source.entity is not None), -1)


def _agrees(ctx: Context, word: str, previous: Said) -> bool:
    source, head = previous.statement.source, previous.head
    kind = ctx.entities.get(source.entity).kind if source.entity else None
    body = source.kind in ("organisation", "publication") and source.entity is not None  # "the Financial Times" is one
    several = (" and " in source.name and source.entity is None) or (
        not body and head is not None and (ctx.parse.xpos[head] in ("NNS", "NNPS") or any(ctx.parse.relations[c] == "conj" for c in ctx.parse.children[head]))
    )
    if word == "they":
        return several or kind == "group"
    if several:
        return False
    if word == "it":
        acting = head is not None and ctx.parse.low_lemmas[head] in _ACTING
        return kind in ("organisation", "place") or source.kind in ("organisation", "publication", "document") or acting
    return kind == "person" or (kind is None and source.kind == "anonymous")


def same_description(ctx: Context, who: Credited, before: Sequence[Said]) -> Credited:
    """``who``, or the earlier source that "the official" repeats: the last one described by the same noun and more words, in
    the paragraphs before. Only for a bare definite description; "a second official" is somebody else."""
    parse, head = ctx.parse, who.head
    if who.pronoun or parse.name_at[head] >= 0 or not _bare(parse, head) or who.source.name.lower() != parse.lower[head]:
        return who
    for other in reversed(before):
        if other.head is None or parse.paragraph[head] - parse.paragraph[other.head] > _FAR:
            continue
        source = other.statement.source
        anyone = parse.lower[head] in _ANYONE and source.kind == "anonymous" and parse.xpos[other.head] == "NN" and parse.lower[other.head] not in _NOBODIES
        if anyone and other.head < head and parse.sentence[head] - parse.sentence[other.head] <= 2 and parse.paragraph[head] == parse.paragraph[other.head]:
            return replace(who, source=replace(source, start=who.source.start, end=who.source.end))  # "a resident told AFP. […] the man said"
        if parse.lower[other.head] == parse.lower[head] and other.head < head and source.name.lower() != who.source.name.lower():
            return replace(who, source=replace(source, start=who.source.start, end=who.source.end))
    return who


_ANYONE: Final = frozenset("man woman".split())
_NOBODIES: Final = frozenset("man woman group report statement document study post".split())
_ACTING: Final = frozenset(
    "opposition government army military ministry party group coalition movement militia union alliance agency commission committee council mission police junta "
    "administration court parliament company staff command presidency service organisation organization brigade association federation office charity".split()
)
_AGED: Final = re.compile(r"\d+-year-old")


def of_that_age(ctx: Context, who: Credited) -> Credited:
    """``who``, or for "the 52-year-old" the person named last before in its paragraph."""
    parse, head = ctx.parse, who.head
    first = max(head - 5, 0)
    if who.pronoun or parse.name_at[head] >= 0 or not _AGED.search("".join(parse.lower[first : head + 1])) or "the" not in parse.lower[first : head + 1]:
        return who
    for i in range(head - 1, -1, -1):
        if parse.paragraph[i] != parse.paragraph[head]:
            return who
        found = ctx.entities.at[i]
        if found is not None and ctx.entities.get(found).kind == "person" and parse.name_at[i] >= 0:
            name = ctx.entities.get(found).name
            return replace(who, source=replace(who.source, name=name, entity=found, kind="named"))
    return who


def named_before(ctx: Context, who: Credited) -> Credited:
    """``who``, or for a bare "the minister" the last one named with that office in its paragraph or the one before."""
    parse, head = ctx.parse, who.head
    if who.pronoun or who.source.kind != "anonymous" or parse.name_at[head] >= 0 or parse.lemmas[head] not in _OFFICES or not _bare(parse, head):
        return who
    if who.source.name.lower() != parse.lower[head]:
        return who
    for i in range(head - 1, -1, -1):
        if parse.paragraph[head] - parse.paragraph[i] > 1:
            break
        found = ctx.entities.at[i] if parse.name_at[i] >= 0 else None
        entity = ctx.entities.get(found) if found is not None else None
        if entity is not None and entity.kind == "person" and parse.lemmas[head] in (entity.role or "").lower().split():
            return replace(who, source=replace(who.source, name=entity.name, entity=found, kind="named"))
    return who


def _bare(parse: Parse, head: int) -> bool:
    """Whether a noun has "the", "this" or "that" and nothing else in front of it."""
    front = [c for c in parse.children[head] if c < head and parse.upos[c] != "PUNCT" and parse.relations[c] != "case"]
    return bool(front) and all(parse.lower[c] in ("the", "this", "that") for c in front)


_SOON: Final = 3
"""Paragraphs within which a lead's "the governor" gets its name."""
_OFFICES: Final = frozenset(
    "governor mayor president premier chancellor minister commissioner spokesman spokeswoman spokesperson director commander chief prosecutor ambassador envoy "
    "coordinator head secretary chairman chairwoman administrator prefect".split()
)


def named_later(ctx: Context, said: Sequence[Said]) -> list[Said]:
    """The statements of nameless holders of an office given to the one whom a later statement names with it: "…, the governor of
    Upper Lake told Reuters. […] Governor Ann Lee said". The first name that comes with the office counts, if it comes soon."""
    parse = ctx.parse
    out = list(said)
    for n, one in enumerate(said):
        head = one.head
        if head is None or one.statement.source.kind != "anonymous" or parse.lemmas[head] not in _OFFICES or parse.name_at[head] >= 0:
            continue
        named = next((s for s in said[n + 1 :] if s.statement.source.kind == "named" and _holds(parse, s, parse.lemmas[head])), None)
        if not _definite(parse, head) and (named is None or not _takes_up(parse, named, parse.lemmas[head])):
            continue
        if named is None or named.draft.source is None or not 0 <= parse.paragraph[named.draft.source[0]] - parse.paragraph[head] <= _SOON:
            continue
        source = replace(one.statement.source, name=named.statement.source.name, entity=named.statement.source.entity, kind="named")
        out[n] = replace(one, statement=replace(one.statement, source=source))
        behalf = one.statement.source.on_behalf_of
        if behalf and named.statement.source.on_behalf_of is None:
            k = next(i for i, s in enumerate(said) if s is named)
            out[k] = replace(out[k], statement=replace(out[k].statement, source=replace(out[k].statement.source, on_behalf_of=behalf)))
    return out


def _definite(parse: Parse, head: int) -> bool:
    return parse.xpos[head] == "NN" and any(parse.lower[c] in ("the", "its", "their") or parse.relations[c] == "nmod:poss" for c in parse.children[head])


def _takes_up(parse: Parse, said: Said, office: str) -> bool:
    """Whether a source's words take up somebody spoken of before: "The spokesman, Ann Lee, said"."""
    first, last = said.draft.source if said.draft.source is not None else (0, 0)
    return last > first + 2 and parse.lower[first] == "the" and parse.low_lemmas[first + 1] == office and parse.tokens[first + 2].text == ","


def _holds(parse: Parse, said: Said, office: str) -> bool:
    """Whether the words that credit a named source give it an office."""
    if said.draft.source is None:
        return False
    first, last = said.draft.source
    return any(parse.low_lemmas[i] == office or parse.lower[i] == office for i in range(first, last + 1))


def _told_of(ctx: Context, head: int) -> str | None:
    """The organisation that the sentence before, in the same paragraph, has as its subject or in its subject's words: "Fighters of JNIM burned
    trucks. […] The group said"."""
    parse = ctx.parse
    number = parse.sentence[head]
    for k in (number - 1, number - 2):
        if k < 0 or parse.paragraph[parse.sentences[k][0]] != parse.paragraph[head]:
            return None
        a, b = parse.sentences[k]
        root = next((i for i in range(a, b + 1) if parse.heads[i] < 0), -1)
        subject = next((c for c in parse.children[root] if parse.relations[c] == "nsubj"), -1) if root >= 0 else -1
        if subject < 0:
            continue
        first, last = parse.subtree(subject)
        named = [e for i in range(first, last + 1) if (e := ctx.entities.at[i]) is not None and parse.name_at[i] >= 0]
        armed = [e for e in named if ctx.entities.get(e).kind == "group"]
        if armed:
            return armed[0] if parse.lemmas[head] in ("group", "movement", "militia") else None
    return None


def same_body(ctx: Context, who: Credited, before: Sequence[Said]) -> Credited:
    """``who``, or the organisation credited in the sentence or two before that "the aid group" describes."""
    parse, head = ctx.parse, who.head
    if parse.name_at[head] >= 0 or parse.lemmas[head] not in bodies() or not _definite(parse, head):
        return who
    front = [c for c in parse.children[head] if c < head and parse.relations[c] in ("compound", "amod", "nmod", "nmod:poss")]
    if any(parse.name_at[c] >= 0 for c in front):
        return who  # "the UN migration agency"
    own = ctx.entities.get(who.source.entity) if who.source.entity else None
    if own is not None and own.name.lower() != who.source.name.lower():
        return who
    told = _told_of(ctx, head)
    if told is not None:
        return replace(who, source=replace(who.source, name=ctx.entities.get(told).name, entity=told, kind="organisation"))
    for other in reversed(before):
        at = other.draft.source[0] if other.draft.source else other.draft.contents[-1][1]
        if parse.sentence[head] - parse.sentence[at] > 2:
            return who
        source = other.statement.source
        entity = ctx.entities.get(source.entity) if source.entity else None
        named = entity is not None and any(c.isupper() for c in source.name) and entity.of is None
        if source.kind == "organisation" and named and parse.sentence[at] < parse.sentence[head]:
            return replace(who, source=replace(source, start=who.source.start, end=who.source.end))
    return who
