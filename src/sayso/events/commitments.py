"""Commitments: what a named party says that it or another will do, and by when."""

from collections.abc import Sequence
from functools import cache

from sayso.events.arguments import arguments
from sayso.events.clauses import clause, clause_head, within
from sayso.events.guards import matches
from sayso.events.lexicon import nouns
from sayso.events.modality import is_to, modality
from sayso.events.parties import Parties, Party
from sayso.statements import statement_of
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.times import attach
from sayso.types.reading import Commitment, Span, Statement, Time

__all__ = ["find_commitments"]

_FUTURE = frozenset(("will", "shall", "'ll", "going"))
_SELF = frozenset(("i", "we"))
_REPORTED = frozenset(("would", "'d"))  # "said it would withdraw"
_QUOTES = frozenset(('"', "“", "”"))
_IF = frozenset(("if", "unless", "provided", "once"))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("events/commitments")[name])


def find_commitments(parse: Parse, parties: Parties, times: Sequence[Time], statements: Sequence[Statement]) -> tuple[Commitment, ...]:
    """The commitments of a report, in text order."""
    out: list[Commitment] = []
    known = {s.id: s for s in statements}
    for i, kind in enumerate(parse.upos):
        if kind not in ("VERB", "ADJ") and parse.relations[i] != "aux":
            continue
        deed = _promised(parse, i)
        if deed < 0:
            continue
        said = statement_of(statements, parse.tokens[deed].start)
        statement = known.get(said) if said else None
        who = _committed(parse, parties, _agent(parse, i, deed), deed, statement) or _himself(parse, i, deed, statement)
        if who is None or not _meant(parse, i, deed) or _foretold(parse, statement, who):
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
                conditional=modality(parse, deed)[0] == "conditional" or _if(parse, deed),
                statement=said,
                confidence=0.7 if said else 0.55,
            )
        )
    return tuple(out)


def _promised(parse: Parse, i: int) -> int:
    """The deed that the word at ``i`` promises, or −1: "will send", "promised to send", "is ready to send", "pledged aid"."""
    lemma = parse.lemmas[i]
    if parse.relations[i] == "aux" and (parse.lower[i] in _FUTURE or parse.lower[i] in _REPORTED):
        deed = parse.heads[i]
        if deed < 0 or not _will_do(parse, deed, i):
            return -1
    elif parse.upos[i] == "VERB" and is_to(parse, i) >= 0:
        deed = i  # "are to meet in Doha on Friday"
        if parse.child(deed, "nsubj:pass") >= 0 and parse.lemmas[deed] not in _set("done_by_authority"):
            return -1
    elif parse.upos[i] in ("VERB", "ADJ") and (
        parse.lower[i] == "going" or ((lemma in _set("promise") or lemma in _set("ready")) and parse.xpos[i] not in ("VBG", "VB"))
    ):
        deed = parse.child(i, "xcomp")
        if deed < 0 and lemma in _set("promise_things"):
            deed = parse.child(i, "advcl")  # "promised on Monday to open"
        if deed < 0 or parse.xpos[deed] != "VB":
            return _given(parse, i)
    else:
        return -1
    if parse.lemmas[deed] in _set("stative") and not (parse.lemmas[deed] == "have" and _held(parse, deed)):
        return -1
    return deed


def _given(parse: Parse, verb: int) -> int:
    """What is promised by a noun: "pledged 50 million dollars", "promised a ceasefire", or −1."""
    if parse.lemmas[verb] not in _set("promise_things") or parse.upos[verb] != "VERB":
        return -1
    things = [c for c in parse.children[verb] if parse.relations[c] == "obj"]
    return next((c for c in things if matches(parse, c, nouns("@money|@aidgoods|@weapon|@force|@deed"))), -1)


def _himself(parse: Parse, i: int, deed: int, statement: Statement | None) -> Party | None:
    """Who says so, where what he speaks for is to do it: "those who paid them would be arrested, the minister said", "our troops will
    push on", and the verb of promising itself where the parse gives it no subject."""
    if statement is None or statement.source.kind not in ("named", "organisation"):
        return None
    if statement.cue is not None and statement.cue.start <= parse.tokens[i].start < statement.cue.end:
        return _speaker(statement)
    subject = parse.child(deed, "nsubj")
    if subject < 0 or parse.name_at[subject] >= 0:
        return None
    if parse.relations[subject] == "nsubj:pass":
        return _speaker(statement) if parse.lemmas[deed] in _set("done_by_authority") and parse.child(deed, "obl:agent") < 0 else None
    own = all(parse.relations[c] in ("amod", "nmod:poss", "punct", "nummod") and parse.name_at[c] < 0 for c in parse.children[subject])
    return _speaker(statement) if own and parse.xpos[subject] == "NNS" and matches(parse, subject, nouns("@force")) else None


def _agent(parse: Parse, i: int, deed: int) -> int:
    return arguments(parse, deed if parse.relations[i] == "aux" or parse.upos[i] == "ADJ" or parse.lemmas[i] == "go" else i).agent


def _meant(parse: Parse, i: int, deed: int) -> bool:
    mood, _ = modality(parse, deed)
    if mood in ("denied", "possible", "demanded") and parse.relations[i] != "aux":
        return False
    return mood not in ("possible", "demanded")


def _foretold(parse: Parse, statement: Statement | None, who: Party) -> bool:
    """Whether somebody else only reckons with it: "the study found that the state would raise taxes"."""
    if statement is None or statement.cue is None or statement.source.name == who.name:
        return False
    first, last = parse.tokens_in(statement.cue.start, statement.cue.end)
    return any(parse.lemmas[k] in _set("foretell") for k in range(first, last + 1))


def _will_do(parse: Parse, deed: int, aux: int) -> bool:
    passive = parse.child(deed, "nsubj:pass") >= 0 and parse.lemmas[deed] not in _set("done_by_authority")
    if parse.upos[deed] != "VERB" or passive or parse.child(deed, "cop") >= 0 or any(parse.lower[c] == "whether" for c in parse.children[deed]):
        return False
    if parse.lower[aux] in _REPORTED:
        subject = parse.child(deed, "nsubj")
        if _if(parse, deed):
            # "would close the border if …" commits a state; "I would …" commits nobody
            return subject >= 0 and (parse.name_at[subject] >= 0 or parse.lower[subject] in ("it", "they", "he", "she"))
        if parse.relations[deed] == "conj" and parse.upos[parse.heads[deed]] == "VERB":
            deed = parse.heads[deed]  # "said it had left and would return"
            subject = parse.child(deed, "nsubj")
        head = parse.heads[deed]
        return parse.relations[deed].startswith("ccomp") and head >= 0 and parse.xpos[head] == "VBD" and subject >= 0
    return not (parse.lower[aux] == "going" and parse.xpos[deed] != "VB")


def _held(parse: Parse, verb: int) -> bool:
    obj = parse.child(verb, "obj")
    return obj >= 0 and parse.lemmas[obj] in ("meeting", "talk", "conversation", "call", "discussion", "consultation")


def _committed(parse: Parse, parties: Parties, agent: int, deed: int, statement: Statement | None) -> Party | None:
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
        return _speaker(statement) if parse.lemmas[deed] in _set("arrive") else None
    if not matches(parse, agent, nouns("@party|@people|@force|@state|@org|@official")) and parse.name_at[agent] < 0:
        return None
    if who is None or who.named or _definite(parse, agent):
        return who
    first = parties.one(agent)  # "UNICEF and its partners will …"
    return who if first is not None and first.named else None


def _speaker(statement: Statement | None) -> Party | None:
    if statement is None:
        return None
    source = statement.source
    return Party(source.on_behalf_of or source.name, source.entity if source.on_behalf_of is None else None, None, named=True)


def _definite(parse: Parse, noun: int) -> bool:
    """Whether a description is of one body that the reader knows: "the army", "the foreign ministry"; not "the people", "soldiers"."""
    return (
        parse.xpos[noun] == "NN"
        and (parse.lemmas[noun].lower() in nouns("@body").lemmas or parse.lemmas[noun].lower() in _set("acting_as_one"))
        and (parse.lemmas[noun].lower() in _set("without_article") or any(parse.lower[c] in ("the", "his", "our") for c in parse.children[noun]))
    )


def _due(parse: Parse, times: Sequence[Time], i: int, deed: int, span: Span) -> Time | None:
    """By when: the time of the deed, else the last one in its clause that is not the promise's own day or that of a condition."""
    own = attach(parse, times, deed)
    promise = attach(parse, times, i) if parse.relations[i] != "aux" and i != deed else None
    if promise is not None and promise.edtf is not None and _deadline(parse, promise):
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
    """Whether a time says by when: "by January", "within a week"."""
    first, _ = parse.tokens_in(time.start, time.end)
    return parse.lower[first - 1 : first] in (["by"], ["before"], ["until"], ["within"]) or parse.lower[first] in ("by", "before", "within")


def _marked(parse: Parse, token: int) -> bool:
    """Whether a clause is a condition, or one about another time ("after …")."""
    return any(parse.relations[k] == "mark" and parse.lower[k] in _IF | {"after", "since", "because", "as", "when", "that"} for k in parse.children[token])


def _if(parse: Parse, deed: int) -> bool:
    head = clause_head(parse, deed)
    for verb in (deed, head):
        for c in parse.children[verb]:
            if parse.relations[c].startswith("advcl") and any(parse.relations[k] == "mark" and parse.lower[k] in _IF for k in parse.children[c]):
                return True
    return False


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
            base = parse.relations[c].partition(":")[0]
            if i == deed and (
                (c < deed and parse.upos[deed] == "VERB")
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
