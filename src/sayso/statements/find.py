"""From the encoder's flat spans to statements with chains, in one visible order:

1. ``drafts``: sources, cues and contents that belong together, mended by syntax where a part is missing.
2. ``state``: each draft becomes a statement: source resolved, chain followed, content trimmed, stance read.
3. ``credits_before``: sentences that only credit what was just said ("CNN reports this") are turned into chains.
4. ``credited_later``: what is said without a source is given to the one whom the next sentence credits.
5. ``continued``: quotations that go on belong to their speaker.
6. ``with_nested``: statements inside statements.
7. ``answered``: what each denial denies.
"""

from collections.abc import Sequence
from dataclasses import replace

from sayso.entities import Entities
from sayso.figures.datelines import datelines
from sayso.statements.answers import answered
from sayso.statements.assemble import state
from sayso.statements.continued import continued, parted
from sayso.statements.draft import Draft
from sayso.statements.drafts import drafts
from sayso.statements.headlines import headlines
from sayso.statements.heard import by_the_same_outlet
from sayso.statements.joined import apart, credited_anew, of_belief, side_by_side
from sayso.statements.later import credited_later
from sayso.statements.missed import missed
from sayso.statements.nested import with_nested
from sayso.statements.pointing import credits_before, unmarked
from sayso.statements.quotes import inside_quotes
from sayso.statements.said import Context, Said
from sayso.statements.speakers import named_later
from sayso.statements.sure import calibrated
from sayso.statements.trailing import trailing
from sayso.text.headers import body_start
from sayso.text.parse import Parse
from sayso.types.reading import Statement, Time

__all__ = ["find"]


def find(parse: Parse, entities: Entities, times: Sequence[Time] = ()) -> tuple[Statement, ...]:
    """The statements of a report, in text order, ids "s1", "s2", …

    Args:
        parse: The report's parse.
        entities: Who the report speaks of.
        times: The report's times, from which ``made`` is taken.
    """
    ctx = Context(parse, entities, times, body_start(parse.text), inside_quotes(parse), datelines(parse.text))
    said: list[Said] = []
    nameless: list[Draft] = []
    for draft in unmarked(ctx, _all(parse, ctx)):
        if credits_before(ctx, draft, said):
            continue
        if draft.source is None:
            nameless.append(draft)
            continue
        one = state(ctx, draft, before=said)
        if one is not None:
            said.append(one)
    said = of_belief(ctx, [*said, *credited_later(ctx, nameless, said)])
    said = with_nested(ctx, continued(ctx, parted(ctx, by_the_same_outlet(ctx, named_later(ctx, said)))))
    ordered = sorted((s.statement for s in said), key=lambda s: (s.content[0].start, -s.content[-1].end))
    ordered = _once(ordered)
    ids = {s.id: f"s{n}" for n, s in enumerate(ordered, 1)}
    out: list[Statement] = []
    for s in ordered:
        s = replace(s, id=ids[s.id], within=ids.get(s.within) if s.within else None, confidence=round(calibrated(s.confidence), 2))
        out.append(answered(parse, s, out))
    return tuple(out)


def _all(parse: Parse, ctx: Context) -> list[Draft]:
    """The drafts that the encoder marks, and those that it misses, in text order."""
    marked = credited_anew(parse, ctx.marks, apart(parse, side_by_side(parse, drafts(parse, ctx.marks))))
    found = [*marked, *missed(parse, marked)]
    found += trailing(parse, {i for d in found for a, b in (*d.contents, *([d.cue] if d.cue else [])) for i in range(a, b + 1)})
    found += [d for d in headlines(parse, ctx.entities) if not any(d.contents[0] in f.contents for f in found)]
    return sorted(found, key=lambda d: min(d.contents[0][0], d.source[0] if d.source else d.contents[0][0]))


def _once(statements: Sequence[Statement]) -> list[Statement]:
    """Statements without those that another with the same content and source repeats; the one that stands by itself is kept."""
    best: dict[str, Statement] = {}
    for s in statements:
        if s.id not in best or (best[s.id].within is not None and s.within is None):
            best[s.id] = s
    return list(best.values())
