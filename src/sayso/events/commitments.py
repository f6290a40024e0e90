"""Commitments: what a named party says that it or another will do, and by when."""

from collections.abc import Sequence
from functools import cache

from sayso.events.arguments import arguments
from sayso.events.clauses import clause, clause_head
from sayso.events.lexicon import nouns
from sayso.events.modality import modality
from sayso.events.parties import Parties, Party
from sayso.events.triggers import matches
from sayso.statements import statement_of
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.times import attach
from sayso.types.reading import Commitment, Statement, Time

__all__ = ["find_commitments"]

_FUTURE = frozenset(("will", "shall", "'ll", "going"))
_SELF = frozenset(("i", "we"))
_REPORTED = frozenset(("would",))  # "said it would withdraw"


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("events/commitments")[name])


def find_commitments(parse: Parse, parties: Parties, times: Sequence[Time], statements: Sequence[Statement]) -> tuple[Commitment, ...]:
    """The commitments of a report, in text order."""
    out: list[Commitment] = []
    known = {s.id: s for s in statements}
    promises, ready = _set("promise"), _set("ready")
    for i, lemma in enumerate(parse.lemmas):
        deed = -1
        if parse.relations[i] == "aux" and (parse.lower[i] in _FUTURE or parse.lower[i] in _REPORTED):
            deed = parse.heads[i]
            if deed < 0 or not _will_do(parse, deed, i):
                continue
        elif parse.upos[i] in ("VERB", "ADJ") and (parse.lower[i] == "going" or ((lemma in promises or lemma in ready) and parse.xpos[i] not in ("VBG", "VB"))):
            deed = parse.child(i, "xcomp")
            if deed < 0 or parse.xpos[deed] != "VB":
                continue
        else:
            continue
        if parse.lemmas[deed] in _set("stative") and not (parse.lemmas[deed] == "have" and _held(parse, deed)):
            continue
        agent = arguments(parse, deed if parse.relations[i] == "aux" or parse.upos[i] == "ADJ" or lemma == "go" else i).agent
        within = statement_of(statements, parse.tokens[deed].start)
        who = _committed(parse, parties, agent, known.get(within) if within else None)
        if who is None:
            continue
        mood, _ = modality(parse, deed)
        if mood in ("denied", "possible", "demanded") and parse.relations[i] != "aux":
            continue
        if mood in ("possible", "demanded"):
            continue
        span = clause(parse, deed if parse.relations[i] == "aux" else i)
        if any(c.start < span.end and span.start < c.end for c in out):
            continue
        due = attach(parse, times, deed)
        out.append(
            Commitment(
                start=span.start,
                end=span.end,
                who=who.name,
                who_entity=who.entity,
                what=_what(parse, deed),
                due=due.edtf if due else None,
                conditional=mood == "conditional" or _if(parse, deed),
                statement=within,
                confidence=0.7 if within else 0.55,
            )
        )
    return tuple(out)


def _will_do(parse: Parse, deed: int, aux: int) -> bool:
    if parse.upos[deed] != "VERB" or parse.child(deed, "nsubj:pass") >= 0 or parse.child(deed, "cop") >= 0:
        return False
    if parse.lower[aux] in _REPORTED:
        if _if(parse, deed):
            subject = parse.child(deed, "nsubj")  # "would close the border if …" commits a state; "I would …" commits nobody
            return subject >= 0 and parse.name_at[subject] >= 0
        head = parse.heads[deed]
        return parse.relations[deed].startswith("ccomp") and head >= 0 and parse.xpos[head] == "VBD" and parse.child(deed, "nsubj") >= 0
    return not (parse.lower[aux] == "going" and parse.xpos[deed] != "VB")


def _held(parse: Parse, verb: int) -> bool:
    obj = parse.child(verb, "obj")
    return obj >= 0 and parse.lemmas[obj] in ("meeting", "talk", "conversation", "call", "discussion", "consultation")


def _committed(parse: Parse, parties: Parties, agent: int, statement: Statement | None) -> Party | None:
    """Who is to do it: a named party, or the speaker who says "I" or "we"."""
    if agent < 0:
        return None
    if parse.lower[agent] in _SELF:
        who = parties.at(agent)
        if who is not None and who.named:
            return who
        if statement is not None:
            return Party(statement.source.name, statement.source.entity, None, named=True)
        return None
    if not (matches(parse, agent, nouns("@party|@people|@force|@state|@org|@official"))):
        return None
    who = parties.at(agent)
    return who if who is not None and who.named else None


def _if(parse: Parse, deed: int) -> bool:
    head = clause_head(parse, deed)
    for verb in (deed, head):
        for c in parse.children[verb]:
            if parse.relations[c].startswith("advcl") and any(
                parse.relations[k] == "mark" and parse.lower[k] in ("if", "unless", "provided", "once") for k in parse.children[c]
            ):
                return True
    return False


def _what(parse: Parse, deed: int) -> str:
    """The deed with its object and phrases, without the subject and what helps the verb."""
    first = last = deed
    stack = [deed]
    while stack:
        i = stack.pop()
        for c in parse.children[i]:
            base = parse.relations[c].partition(":")[0]
            if i == deed and (c < deed or base in ("punct", "parataxis", "advcl", "cc")):
                continue
            first, last = min(first, c), max(last, c)
            stack.append(c)
    while last > first and parse.upos[last] == "PUNCT":
        last -= 1
    return parse.words(first, last)
