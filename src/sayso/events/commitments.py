"""Commitments: what a named party says that it or another will do, and by when."""

from collections.abc import Sequence
from typing import Final

from sayso.events.arguments import arguments
from sayso.events.clauses import clause, within
from sayso.events.guards import matches
from sayso.events.lexicon import nouns
from sayso.events.modality import modality
from sayso.events.parties import Parties, Party
from sayso.events.promised import CONDITIONS, STARTS, bygone, conditioned, listed, promised, suffered, timed
from sayso.statements import statement_of
from sayso.text.parse import Parse
from sayso.times.attach import attach
from sayso.types.reading import Commitment, Span, Statement, Time

__all__ = ["find_commitments"]

_SELF: Final = frozenset(("i", "we"))
_QUOTES: Final = frozenset(('"', "“", "”"))


def find_commitments(parse: Parse, parties: Parties, times: Sequence[Time], statements: Sequence[Statement]) -> tuple[Commitment, ...]:
    """The commitments of a report, in text order."""
    out: list[Commitment] = []
    known = {s.id: s for s in statements}
    dated = frozenset(i for t in times if t.edtf is not None for i in _tokens(parse, t))
    for i, kind in enumerate(parse.upos):
        if kind not in ("VERB", "ADJ") and parse.relations[i] != "aux":
            continue
        deed = promised(parse, i, dated)
        if deed < 0:
            continue
        when = timed(parse, deed, dated)
        said = statement_of(statements, parse.tokens[deed].start)
        statement = known.get(said) if said else None
        who = _committed(parse, parties, _agent(parse, i, deed), deed, statement, timed=when) or _himself(parse, i, deed, statement)
        if who is None or not _meant(parse, i, deed, timed=when) or _foretold(parse, statement, who) or (bygone(parse, i) and not when):
            continue
        span = within(clause(parse, deed if parse.relations[i] == "aux" else i), statement)
        if any(c.start < span.end and span.start < c.end for c in out):
            continue
        due = _due(parse, times, i, deed, span)
        out.append(
            Commitment(
                start=span.start,
                end=span.end,
                who=who.name,
                who_entity=who.entity,
                what=_what(parse, deed),
                due=due.edtf if due else None,
                conditional=modality(parse, deed)[0] == "conditional" or conditioned(parse, deed),
                statement=said,
                confidence=0.7 if said else 0.55,
            )
        )
    return tuple(out)


def _tokens(parse: Parse, time: Time) -> range:
    first, last = parse.tokens_in(time.start, time.end)
    return range(first, last + 1)


def _himself(parse: Parse, i: int, deed: int, statement: Statement | None) -> Party | None:
    """Who says so, where what he speaks for is to do it: "those who paid them would be arrested, the minister said", "our troops will
    push on", and the verb of promising itself where the parse gives it no subject."""
    if statement is None or statement.source.kind not in ("named", "organisation"):
        return None
    if statement.cue is not None and statement.cue.start <= parse.tokens[i].start < statement.cue.end:
        return _speaker(statement)
    subject = _subject(parse, i, deed)
    if subject < 0 or parse.name_at[subject] >= 0:
        return None
    if subject == deed:
        return _speaker(statement)  # "there will be a meeting on Friday"
    if parse.low_lemmas[subject] in listed("arranged") and parse.lemmas[deed] in listed("comes_about"):
        return _speaker(statement)  # "the talks will resume on Thursday"
    if suffered(parse, deed):
        return _speaker(statement) if parse.lemmas[deed] in listed("done_by_authority") and parse.child(deed, "obl:agent") < 0 else None
    if parse.relations[deed] == "ccomp" and parse.lemmas[parse.heads[deed]] in listed("vowing"):
        return _speaker(statement)  # "vowed that an answer would come within days"
    own = all(parse.relations[c] in ("amod", "nmod:poss", "punct", "nummod") and parse.name_at[c] < 0 for c in parse.children[subject])
    return _speaker(statement) if own and parse.xpos[subject] == "NNS" and matches(parse, subject, nouns("@force")) else None


def _subject(parse: Parse, i: int, deed: int) -> int:
    """What a deed is told of: its own subject, that of the verb which promises it, of the one it is coordinated with, or itself in "there will be"."""
    if parse.upos[deed] == "NOUN" and parse.relations[deed] == "nsubj" and parse.heads[i] == parse.heads[deed]:
        return deed
    for one in (deed, i, parse.heads[deed] if parse.relations[deed] == "conj" else -1):
        if one >= 0 and (found := parse.child(one, "nsubj")) >= 0:
            return found
    return -1


def _agent(parse: Parse, i: int, deed: int) -> int:
    if parse.child(deed, "cop") >= 0 and not suffered(parse, deed):
        own = parse.child(deed, "nsubj")
        return own if own >= 0 or parse.lower[i] != "due" else parse.child(i, "nsubj")
    return arguments(parse, deed if parse.relations[i] == "aux" or parse.upos[i] == "ADJ" or parse.lemmas[i] == "go" else i).agent


def _meant(parse: Parse, i: int, deed: int, *, timed: bool) -> bool:
    mood, _ = modality(parse, deed)
    if timed and mood == "demanded" and parse.lemmas[i] in listed("bidding"):
        return True  # "ordered his troops to withdraw within two days"
    if timed and mood == "possible" and parse.lemmas[i] in listed("wishing"):
        return True
    if mood in ("denied", "possible", "demanded") and parse.relations[i] != "aux":
        return False
    return mood not in ("possible", "demanded")


def _foretold(parse: Parse, statement: Statement | None, who: Party) -> bool:
    """Whether somebody else only reckons with it: "the study found that the state would raise taxes"."""
    if statement is None or statement.cue is None or statement.source.name == who.name:
        return False
    first, last = parse.tokens_in(statement.cue.start, statement.cue.end)
    return any(parse.lemmas[k] in listed("foretell") for k in range(first, last + 1))


def _committed(parse: Parse, parties: Parties, agent: int, deed: int, statement: Statement | None, *, timed: bool) -> Party | None:
    """Who is to do it: a party named or definite ("the army"), the speaker who says "I" or "we", or, where a thing of his is to
    do it ("the convoy will reach the town on Friday"), who says so."""
    if agent < 0:
        return None
    if parse.lower[agent] in _SELF:
        who = parties.at(agent)
        if who is not None and who.named:
            return who
        return _speaker(statement)
    who = parties.at(agent)
    thing = matches(parse, agent, nouns("@vehicle|@shipment")) or (who is None and parse.lower[agent] in ("it", "they"))
    if parse.name_at[agent] < 0 and thing:
        return _speaker(statement) if parse.lemmas[deed] in listed("arrive") else None
    if not matches(parse, agent, nouns("@party|@people|@force|@state|@org|@official")) and parse.name_at[agent] < 0:
        body = timed and parse.low_lemmas[agent] in nouns("@body|chief|head|side|judge|prosecutor").lemmas
        return (who or _speaker(statement)) if body and parse.lemmas[deed] not in listed("comes_about") else None
    if who is None and timed and statement is not None and parse.lemmas[agent] in ("side", "party"):
        return Party(parse.words(*parse.subtree(agent)), None, None, named=False)  # "the two sides"
    if who is None or who.named or _definite(parse, agent):
        return who
    first = parties.one(agent)  # "UNICEF and its partners will …"
    return who if (timed and statement is not None) or (first is not None and first.named) else None


def _speaker(statement: Statement | None) -> Party | None:
    if statement is None:
        return None
    source = statement.source
    return Party(source.on_behalf_of or source.name, source.entity if source.on_behalf_of is None else None, None, named=True)


def _definite(parse: Parse, noun: int) -> bool:
    """Whether a description is of one body that the reader knows: "the army", "the foreign ministry"; not "the people", "soldiers"."""
    return (
        parse.xpos[noun] == "NN"
        and (parse.low_lemmas[noun] in nouns("@body").lemmas or parse.low_lemmas[noun] in listed("acting_as_one"))
        and (parse.low_lemmas[noun] in listed("without_article") or any(parse.lower[c] in ("the", "his", "our") for c in parse.children[noun]))
    )


def _due(parse: Parse, times: Sequence[Time], i: int, deed: int, span: Span) -> Time | None:
    """By when: the time of the deed, else the last one in its clause that is not the promise's own day or that of a condition."""
    own = attach(parse, times, deed)
    promise = attach(parse, times, i) if parse.relations[i] != "aux" and i != deed and parse.lower[i] != "due" else None
    if promise is not None and promise.edtf is not None and (_deadline(parse, promise) or _set_for(parse, promise, deed)):
        return promise  # "promised elections by January"
    if own is not None and own != promise and own.edtf is not None:
        return own
    for t in reversed(times):
        if not span.start <= t.start < span.end or t.edtf is None or t == promise:
            continue
        first, _ = parse.tokens_in(t.start, t.end)
        above = (first, *parse.ancestors(first))
        aside = any(parse.relations[a] == "acl:relcl" and a != deed and a not in parse.ancestors(deed) for a in above)
        if not aside and not any(_marked(parse, a) for a in above):
            return t
    return None


def _deadline(parse: Parse, time: Time) -> bool:
    """Whether a time says by or from when something will be, not when it was promised: "by January", "within a week", "from next Monday"."""
    first, _ = parse.tokens_in(time.start, time.end)
    before = parse.lower[first - 1] if first else ""
    return before in STARTS or before == "until" or parse.lower[first] in ("by", "before", "within", "next")


def _set_for(parse: Parse, time: Time, deed: int) -> bool:
    """Whether a time is the one that something is called for: "called a strike for Thursday"."""
    first, _ = parse.tokens_in(time.start, time.end)
    return parse.upos[deed] == "NOUN" and deed < first and parse.lower[first - 1 : first] == ["for"]


def _marked(parse: Parse, token: int) -> bool:
    """Whether a clause is a condition, or one about another time ("after …")."""
    return any(
        parse.relations[k] == "mark" and parse.lower[k] in CONDITIONS | {"after", "since", "because", "as", "when", "that"} for k in parse.children[token]
    )


def _another(parse: Parse, clause: int) -> bool:
    """Whether a coordinated clause says another thing: "would send a delegation but that it would not …"."""
    return (
        parse.relations[clause] == "conj"
        and parse.upos[clause] == "VERB"
        and any(parse.relations[k] in ("nsubj", "mark", "aux") for k in parse.children[clause])
    )


def _what(parse: Parse, deed: int) -> str:
    """The deed with its object and phrases, without the subject and what helps the verb."""
    first = last = deed
    stack = [deed]
    while stack:
        i = stack.pop()
        for c in parse.children[i]:
            base = parse.base_relations[c]
            if i == deed and (
                (c < deed and parse.lower[c] != "not" and (parse.upos[deed] == "VERB" or base in ("nsubj", "aux", "cop", "mark", "expl")))
                or base in ("punct", "parataxis", "cc")
                or (base == "advcl" and _marked(parse, c))
                or _another(parse, c)
            ):
                continue
            first, last = min(first, c), max(last, c)
            stack.append(c)
    while last > first and parse.upos[last] == "PUNCT" and not (parse.lower[last] in _QUOTES and any(parse.lower[i] in _QUOTES for i in range(first, last))):
        last -= 1
    return parse.words(first, last)
