"""From the encoder's flat spans to statements with chains, in one visible order:

1. ``drafts``: sources, cues and contents that belong together, mended by syntax where a part is missing.
2. ``_state``: each draft becomes a statement: source resolved, chain followed, content trimmed, stance read.
3. Sentences that only credit what was just said ("CNN reports this") are turned into chains.
4. ``_continued``: quotations that go on belong to their speaker.
5. ``nested``: statements inside statements.
6. Answers: what each denial denies.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.entities import Entities
from sayso.statements.answers import answered
from sayso.statements.chains import cited, medium, points_back, told
from sayso.statements.cues import cue_head, is_cue, stance
from sayso.statements.drafts import Draft, drafts, nested
from sayso.statements.quotes import inside_quotes, quoted, trim
from sayso.statements.sources import Credited, credit, is_outlet, outlet_name
from sayso.text.headers import body_start
from sayso.text.parse import Parse
from sayso.times import attach
from sayso.types.reading import Source, Span, Statement, Time

__all__ = ["find"]


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement with the tokens that it came from."""

    statement: Statement
    draft: Draft
    head: int | None


def find(parse: Parse, entities: Entities, times: Sequence[Time] = ()) -> tuple[Statement, ...]:
    """The statements of a report, in text order, ids "s1", "s2", …

    Args:
        parse: The report's parse.
        entities: Who the report speaks of.
        times: The report's times, from which ``made`` is taken.
    """
    start = body_start(parse.text)
    marks = inside_quotes(parse)
    said: list[_Said] = []
    nameless: list[Draft] = []
    for draft in drafts(parse):
        if _points_back(parse, entities, draft, said, start, marks, times):
            continue
        if draft.source is None:
            nameless.append(draft)
            continue
        one = _state(parse, entities, draft, start, marks, times, before=said)
        if one is not None:
            said.append(one)
    said += _credited_later(parse, entities, nameless, said, start, marks, times)
    said = _continued(parse, said, start, marks)
    said = _nested(parse, entities, said, start, marks, times)
    ordered = sorted((s.statement for s in said), key=lambda s: (s.content[0].start, -s.content[-1].end))
    ids = {s.id: f"s{n}" for n, s in enumerate(ordered, 1)}
    out: list[Statement] = []
    for s in ordered:
        s = replace(s, id=ids[s.id], within=ids.get(s.within) if s.within else None)
        out.append(replace(s, about=answered(parse, s, out)))
    return tuple(out)


def _draft_id(content: Sequence[Span], source: Source) -> str:
    """A name for a statement until all are in order."""
    return f"{content[0].start}-{content[-1].end}-{source.name}"


def _content(parse: Parse, parts: Sequence[tuple[int, int]], start: int) -> tuple[Span, ...]:
    """Content as trimmed character spans, without "that" before it or a date line in it; adjoining parts as one."""
    out: list[Span] = []
    for first, last in parts:
        while first < last and (parse.upos[first] == "PUNCT" or (parse.lower[first] == "that" and parse.relations[first] == "mark")):
            if parse.upos[first] == "PUNCT" and parse.tokens[first].text not in ",;:-–—":
                break
            first += 1
        a, b = max(parse.tokens[first].start, start), parse.tokens[last].end
        if b <= a:
            continue
        if out and not any(map(str.isalnum, parse.text[out[-1].end : a])):
            a = out.pop().start
        a, b = trim(parse.text, a, b)
        if any(map(str.isalnum, parse.text[a:b])):
            out.append(Span(a, b))
    return tuple(out)


def _state(
    parse: Parse, entities: Entities, draft: Draft, start: int, marks: Sequence[bool], times: Sequence[Time], before: Sequence[_Said] = ()
) -> _Said | None:
    content = _content(parse, draft.contents, start)
    if not content or _empty(parse, draft.contents):
        return None
    cue = cue_head(parse, *draft.cue) if draft.cue else None
    if cue is not None and draft.confidence < _DOUBTFUL and not is_cue(parse, cue):
        return None
    who: Credited | None = credit(parse, entities, *draft.source) if draft.source else None
    if who is None and draft.source:
        who = _same_speaker(parse, entities, draft, before)
    via: tuple[str, ...] = ()
    confidence = draft.confidence
    if who is None and draft.source:
        # words that credit somebody whom nothing resolves: kept as they stand, and marked doubtful
        first, last = draft.source
        span = parse.span(first, last)
        source = Source(name=parse.words(first, last), start=span.start, end=span.end, kind="anonymous")
        confidence *= 0.4
        head = None
    elif who is None:
        return None
    else:
        source, head = who.source, who.head
    if cue is not None:
        via = told(parse, entities, cue)
        if head is not None and is_outlet(parse, entities, head):
            root = cited(parse, cue)
            passed = credit(parse, entities, *_phrase(parse, root)) if root is not None and root != head else None
            if passed is not None:
                outlet = outlet_name(parse, entities, head) or source.name
                via, source, head = (*via, outlet), passed.source, passed.head
            elif source.kind != "publication" or source.entity is None:
                source = replace(source, name=outlet_name(parse, entities, head) or source.name, kind="publication")
    dated = attach(parse, times, cue) if cue is not None else None
    if dated is not None and any(c.start <= dated.start < c.end for c in content):
        dated = None
    if dated is None and cue is not None:
        dated = _beside(parse, times, cue, content)
    statement = Statement(
        id=_draft_id(content, source),
        source=source,
        cue=parse.span(*draft.cue) if draft.cue else None,
        content=content,
        quoted=quoted(parse, content, marks),
        stance=stance(parse, cue, draft.contents[0], head),
        via=tuple(v for v in via if v != source.name),
        medium=medium(parse, cue) if cue is not None else None,
        made=dated.edtf if dated is not None else None,
        confidence=round(confidence, 3),
    )
    return _Said(statement, draft, head)


_DOUBTFUL = 0.45
"""Spans less sure than this make a statement only where the cue is a known word of saying."""


def _empty(parse: Parse, contents: Sequence[tuple[int, int]]) -> bool:
    """Whether content says nothing by itself: "which", "so much"."""
    return not any(parse.upos[i] in ("VERB", "NOUN", "PROPN", "ADJ", "NUM", "INTJ") for first, last in contents for i in range(first, last + 1))


def _same_speaker(parse: Parse, entities: Entities, draft: Draft, before: Sequence[_Said]) -> Credited | None:
    """Whom "he" or "she" credits where the entities leave it open: who spoke last, in the sentence before or this one, if the
    words are not about that person ("He will meet the president," he said)."""
    assert draft.source is not None
    first, last = draft.source
    if not before or first != last or parse.lower[first] not in ("he", "she"):
        return None
    previous = before[-1]
    source = previous.statement.source
    if source.entity is None or previous.draft.contents[-1][1] > first:
        return None
    if parse.sentence[first] - parse.sentence[previous.draft.contents[-1][1]] > 1 or entities.get(source.entity).kind != "person":
        return None
    if any(entities.at[i] == source.entity and parse.name_at[i] >= 0 for a, b in draft.contents for i in range(a, b + 1)):
        return None
    span = parse.span(first, last)
    return Credited(replace(source, start=span.start, end=span.end), first, pronoun=True)


def _credited_later(
    parse: Parse, entities: Entities, nameless: Sequence[Draft], said: Sequence[_Said], start: int, marks: Sequence[bool], times: Sequence[Time]
) -> list[_Said]:
    """Statements of drafts without a source whose source the next sentence gives: "The bridge is said to be mined. According to
    an engineer, these charges were seen." The next sentence must be credited and take up a thing of the first."""
    out = []
    for draft in nameless:
        if draft.cue is None or not draft.contents:
            continue
        k = parse.sentence[draft.cue[0]]
        then = next((s for s in said if s.draft.source and parse.sentence[s.draft.source[0]] == k + 1), None)
        if then is None or then.draft.source is None or parse.sentence[then.draft.contents[0][0]] != k + 1:
            continue
        first, last = then.draft.contents[0]
        if parse.paragraph[first] != parse.paragraph[draft.cue[0]] or not any(
            parse.lower[i] in ("this", "these", "such", "that", "those") and parse.upos[i] == "DET" for i in range(first, min(first + 3, last) + 1)
        ):
            continue
        one = _state(parse, entities, replace(draft, source=then.draft.source, contents=_whole_clause(parse, draft)), start, marks, times)
        if one is not None:
            statement = replace(one.statement, confidence=round(0.6 * one.statement.confidence, 3))
            out.append(replace(one, statement=statement))
    return out


def _whole_clause(parse: Parse, draft: Draft) -> tuple[tuple[int, int], ...]:
    """The content of a passive cue with its subject: "Russia is said to send troops" claims that Russia sends them."""
    assert draft.cue is not None
    subject = parse.child(cue_head(parse, *draft.cue), "nsubj", "nsubj:pass")
    if subject < 0 or any(a <= subject <= b for a, b in draft.contents):
        return draft.contents
    first = parse.subtree(subject)[0]
    return ((first, max(b for _, b in draft.contents)),) if first < draft.contents[0][0] else draft.contents


def _phrase(parse: Parse, head: int) -> tuple[int, int]:
    """A noun with what stands before it and its names, without clauses behind it."""
    first = last = head
    for c in parse.children[head]:
        relation = parse.relations[c].partition(":")[0]
        if relation in ("det", "amod", "compound", "nmod", "nummod", "flat", "appos") and parse.relations[c] != "acl:relcl":
            a, b = parse.subtree(c)
            first, last = min(first, a), max(last, b)
    return first, last


def _beside(parse: Parse, times: Sequence[Time], cue: int, content: Sequence[Span]) -> Time | None:
    """The one time in the cue's sentence that stands outside the content ("in a message distributed late Friday")."""
    first, last = parse.sentences[parse.sentence[cue]]
    a, b = parse.tokens[first].start, parse.tokens[last].end
    found = [t for t in times if a <= t.start < b and t.edtf and not any(c.start <= t.start < c.end for c in content)]
    found = [t for t in found if t.type in ("date", "time") and t.start > body_start(parse.text)]
    return found[0] if len(found) == 1 else None


def _points_back(parse: Parse, entities: Entities, draft: Draft, said: list[_Said], start: int, marks: Sequence[bool], times: Sequence[Time]) -> bool:
    """Handle a draft whose content only points at the sentence before; whether it was one."""
    if len(draft.contents) != 1 or not points_back(parse, *draft.contents[0]) or not draft.source:
        return False
    sentence = parse.sentence[draft.contents[0][0]]
    if not sentence:
        return True
    first, last = parse.sentences[sentence - 1]
    a, b = parse.tokens[first].start, parse.tokens[last].end
    who = credit(parse, entities, *draft.source)
    if who is None:
        return True
    before = [i for i, s in enumerate(said) if any(c.start < b and c.end > a for c in s.statement.content)]
    if is_outlet(parse, entities, who.head):
        outlet = outlet_name(parse, entities, who.head) or who.source.name
        for i in before:
            s = said[i].statement
            if outlet not in s.via and s.source.name != outlet:
                said[i] = replace(said[i], statement=replace(s, via=(outlet, *s.via)))
        if before:
            return True
    elif before:
        return True  # someone else already has it; a second speaker of the same words is not told apart here
    one = _state(parse, entities, replace(draft, contents=((first, last),)), start, marks, times)
    if one is not None:
        said.append(one)
    return True


def _continued(parse: Parse, said: list[_Said], start: int, marks: Sequence[bool]) -> list[_Said]:
    """Quoted sentences that nobody is credited with, given to the speaker of the quotation that they go on from.

    They go on when they stand right behind a quotation or its cue, in the same paragraph or at the head of the next.
    """
    covered = [False] * len(parse.sentences)
    speaker: list[_Said | None] = [None] * len(parse.sentences)
    for s in said:
        for first, final in s.draft.contents:
            for k in range(parse.sentence[first], parse.sentence[final] + 1):
                covered[k] = True
                speaker[k] = s
        if s.draft.cue:
            k = parse.sentence[s.draft.cue[0]]
            already = speaker[k]
            if already is None or already.statement.content[-1].end <= s.statement.content[-1].end:
                speaker[k] = s
    out = list(said)
    for k, (first, last) in enumerate(parse.sentences):
        before = speaker[k - 1] if k else None
        if covered[k] or before is None:
            continue
        words = [i for i in range(first, last + 1) if parse.upos[i] != "PUNCT"]
        near = parse.paragraph[first] - parse.paragraph[parse.sentences[k - 1][1]] <= 1
        if len(words) < 3 or not near or sum(marks[i] for i in words) < 0.9 * len(words):
            continue
        if before.statement.quoted == "indirect" and parse.paragraph[first] != parse.paragraph[parse.sentences[k - 1][1]]:
            continue
        content = _content(parse, [(first, last)], start)
        if not content:
            continue
        statement = replace(
            before.statement,
            id=_draft_id(content, before.statement.source),
            cue=None,
            content=content,
            quoted="direct",
            source=replace(before.statement.source, start=None, end=None),
            stance=stance(parse, None, (first, last), None),
            confidence=round(0.8 * before.statement.confidence, 3),
        )
        more = _Said(statement, Draft(None, None, ((first, last),), before.draft.confidence), before.head)
        out.append(more)
        speaker[k] = more
    return out


def _nested(parse: Parse, entities: Entities, said: list[_Said], start: int, marks: Sequence[bool], times: Sequence[Time]) -> list[_Said]:
    """Add the statements inside statements; an outlet that only passes one on becomes its ``via``."""
    out: list[_Said] = []
    for outer in said:
        inner = [(d, _state(parse, entities, d, start, marks, times)) for part in outer.draft.contents for d in nested(parse, *part)]
        found = [s for _, s in inner if s is not None and s.statement.source.name != outer.statement.source.name]
        relayed = False
        if outer.head is not None and outer.statement.source.kind == "publication":
            size = sum(c.end - c.start for c in outer.statement.content)
            for i, s in enumerate(found):
                if sum(c.end - c.start for c in s.statement.content) > 0.5 * size:
                    via = (outer.statement.source.name, *(v for v in s.statement.via if v != outer.statement.source.name))
                    found[i] = replace(s, statement=replace(s.statement, via=via, made=s.statement.made or outer.statement.made))
                    relayed = True
        if not relayed:
            out.append(outer)
            found = [replace(s, statement=replace(s.statement, within=outer.statement.id, confidence=round(0.8 * s.statement.confidence, 3))) for s in found]
        out += found
    return out
