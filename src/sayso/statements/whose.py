"""The source of a cue told from its content, where the encoder takes the one for the other."""

from sayso.statements.beside import source_before, source_behind
from sayso.statements.syntax import REACHED, Tokens, has_finite, names_person, roles
from sayso.text.parse import AttributionSpan, Parse

__all__ = [
    "accusers",
    "ahead_of_clause",
    "clause_end",
    "expletive",
    "inverted",
    "people_reached",
    "source_behind_rubric",
    "swallowed",
    "with_name",
    "with_title",
]


def expletive(parse: Parse, cue: int, who: Tokens) -> bool:
    """Whether a source is the "it" of an impersonal passive."""
    passive = any(parse.relations[c] == "aux:pass" for c in parse.children[cue])
    return passive and who[0] == who[1] and parse.lower[who[0]] == "it"


def inverted(parse: Parse, head: int, who: Tokens | None, parts: list[Tokens]) -> tuple[Tokens | None, list[Tokens]]:
    """Source and content of a headline that ends in its source, which the encoder confuses: "Dozens killed in raid, say residents"."""
    if who is None and (beside := _subject_part(parse, head, parts)) is not None:
        return beside, [p for p in parts if p != beside]
    said = next((c for c in parse.children[head] if c > head and parse.relations[c] == "nsubj"), -1)
    own = next((p for p in parts if head < p[0] <= said <= p[1]), None)
    named = source_behind(parse, head, parse.sentences[parse.sentence[head]][1]) if parse.upos[head] == "VERB" else None
    if named is not None and who is None and any(p[0] == named[0] and p[1] <= clause_end(parse, named[1]) for p in parts):
        return named, [p for p in parts if p[0] != named[0]]
    if own is None or any(parse.tokens[i].text == ":" for i in range(own[0], own[1])):
        return who, parts
    if parse.upos[head] != "VERB" or parse.subtree(said)[1] != own[1] or (who is not None and who[1] > head):
        return who, parts
    rest = [p for p in parts if p != own] or ([who] if who is not None else [])
    return (own, rest) if rest else (who, parts)


def ahead_of_clause(parse: Parse, cue: AttributionSpan, head: int, parts: list[Tokens]) -> tuple[Tokens | None, list[Tokens]]:
    """Source and content where no comma parts them and the encoder takes both for content: "according to [him 77 others were hurt]"."""
    noun, begin = parse.heads[head], cue.last + 1
    end = parse.subtree(noun)[1] if parse.relations[head] == "case" and noun >= begin else -1
    part = next((p for p in parts if p[0] == begin <= end < p[1] and has_finite(parse, end + 1, p[1])), None)
    if part is None:
        return None, parts
    return (begin, end), [p if p != part else (end + 1, p[1]) for p in parts]


def accusers(parse: Parse, head: int, who: Tokens | None, parts: list[Tokens]) -> tuple[Tokens | None, list[Tokens]]:
    """Source and content of an accusation in the passive, by its prepositions: "Guards are accused by [a priest] of [burning huts]"."""
    agent = parse.child(head, "obl:agent") if parse.lemmas[head] == "accuse" else -1
    last = parse.sentences[parse.sentence[head]][1]
    of = next((k for k in range(agent + 1, last) if parse.lower[k] == "of" and parse.xpos[k + 1] == "VBG"), -1) if agent > head else -1
    if of < 0:
        return who, parts
    first = parse.subtree(agent)[0]
    return (first + (parse.lower[first] == "by"), of - 1), [(of + 1, parse.subtree(of + 1)[1])]


def _subject_part(parse: Parse, head: int, parts: list[Tokens]) -> Tokens | None:
    """The content right before a verb that is its subject, where another holds what was said: "[The port is shut], [two people at the quay] said"."""
    said = parse.child(head, "nsubj")
    part = next((p for p in parts if p[0] <= said <= p[1] == head - 1), None)
    if part is None or parse.upos[head] != "VERB" or parse.upos[said] not in ("NOUN", "PROPN", "NUM") or has_finite(parse, *part):
        return None
    return part if parse.subtree(said)[0] >= part[0] and any(b < part[0] and has_finite(parse, a, b) for a, b in parts) else None


def clause_end(parse: Parse, last: int) -> int:
    """The last token of what only tells more of a noun phrase that ends at a token: "a council that sides with the rebels"."""
    end = parse.sentences[parse.sentence[last]][1]
    return end if parse.lower[min(last + 1, end)] in ("that", "who", "which") else last


def swallowed(parse: Parse, head: int, parts: list[Tokens]) -> tuple[Tokens | None, list[Tokens]]:
    """Source and content where the encoder takes both for content: "[The port is shut, a captain, who gave no name], said"."""
    first = parse.sentences[parse.sentence[head]][0]
    who = source_before(parse, first, head, anybody=True) if parse.upos[head] == "VERB" else None
    inside = [(a, b) for a, b in parts if who is not None and a <= who[0] - 2 and who[0] <= b < head]
    comma = head + 1 < len(parse) and parse.tokens[head + 1].text == ","
    goes_on = comma and any(a == head + 2 and has_finite(parse, a, b) for a, b in parts)  # "The fair, [hawkers] say, will be held"
    if who is not None and any(b == who[0] - 2 and has_finite(parse, a, b) for a, b in parts):
        return who, parts  # ", the mayor, Ann Lee, reports", of which the parse makes something else
    if who is None or not inside or not (goes_on or has_finite(parse, min(a for a, _ in inside), who[0] - 2)):
        return None, parts
    begin = min(a for a, _ in inside)
    return who, [*(p for p in parts if p[1] < begin), (begin, who[0] - 2), *(p for p in parts if p[0] > head)]


def people_reached(parse: Parse, cue: AttributionSpan, who: Tokens | None, parts: list[Tokens]) -> tuple[Tokens | None, list[Tokens]]:
    """Source and content where the encoder takes for content who was spoken to: "…, [a resident reached by AFP] said"."""
    if who is not None:
        return _reached(parse, who), parts
    if len(parts) < 2:
        return who, parts
    for a, b in parts:
        beside = b == cue.first - 1 or a == cue.last + 1
        spoken_to = any(parse.lemmas[i] in ("reach", "contact", "interview", "quote", "cite") and parse.lower[i + 1] == "by" for i in range(a + 1, b))
        if beside and spoken_to and not any(parse.xpos[i] in ("VBZ", "VBP", "MD") for i in range(a, b + 1)):
            return (a, b), [p for p in parts if p != (a, b)]
    return who, parts


def _reached(parse: Parse, who: Tokens) -> Tokens:
    """A source that only reached somebody, with whom it reached: "[a resident reached by AFP] said"."""
    verb = who[0] - 2
    if verb < 1 or parse.lower[verb + 1] != "by" or parse.lemmas[verb] not in REACHED:
        return who
    noun = parse.heads[verb]
    if not 0 <= noun < verb or not parse.relations[verb].startswith("acl") or parse.sentence[noun] != parse.sentence[verb]:
        return who
    first = parse.subtree(noun)[0]
    while first < noun and parse.upos[first] == "PUNCT":
        first += 1
    return first, who[1]


def source_behind_rubric(parse: Parse, who: Tokens) -> Tokens:
    """A source without the place or topic that heads its paragraph, which the encoder counts to it: "Homs: the ministry said"."""
    first, last = who
    colon = next((k for k in range(first + 1, min(first + 4, last)) if parse.tokens[k].text == ":"), -1)
    return (colon + 1, last) if colon > 0 and parse.opens_paragraph(first) else who


def with_title(parse: Parse, cue: int, who: Tokens, parts: list[Tokens]) -> tuple[Tokens, list[Tokens]]:
    """The source with its office before it, where the encoder leaves that to the content: "Rain fell, [the head of the council, Ann Lee], added"."""
    part = next((p for p in parts if p[1] == who[0] - 2), None)
    n = parse.name_at[who[0]]
    if part is None or n < 0 or parse.names[n].kind != "PER" or not who[1] < cue or parse.tokens[who[0] - 1].text != ",":
        return who, parts
    behind = parse.names[n].last + 1
    comma = next((k for k in range(part[1], part[0], -1) if parse.tokens[k].text == ","), -1)
    office = next((i for i in range(comma + 1, part[1] + 1) if parse.upos[i] == "NOUN"), -1)
    if behind >= cue or parse.tokens[behind].text != "," or comma < 0 or office < 0 or parse.lower[comma + 1] not in ("the", "its", "their"):
        return who, parts
    if parse.low_lemmas[office] not in roles("person") or any(parse.upos[i] in ("VERB", "AUX", "PRON") for i in range(comma + 1, part[1] + 1)):
        return who, parts
    return (comma + 1, who[1]), [(a, comma - 1) if (a, b) == part else (a, b) for a, b in parts]


def with_name(parse: Parse, who: Tokens, parts: list[Tokens]) -> tuple[Tokens, list[Tokens]]:
    """The source with its name behind it, where the encoder leaves that to the content: "according to the head of the clinic, Dr Ann Lee, …"."""
    comma = who[1] + 1
    n = next((n for n in parse.names if n.kind == "PER" and comma < n.first <= comma + 3), None)
    if n is None or comma >= len(parse) or parse.tokens[comma].text != "," or parse.name_at[who[1]] == parse.name_at[n.first] or n.last + 2 >= len(parse):
        return who, parts
    titles = all(parse.upos[i] in ("NOUN", "PROPN", "ADJ") for i in range(comma + 1, n.first))
    if not titles or parse.tokens[n.last + 1].text != "," or not _unnamed_person(parse, *who) or _tells_of(parse, n.last + 2):
        return who, parts
    behind = [(max(a, n.last + 2), b) for a, b in parts if b > n.last + 1]
    return (who[0], n.last), [*(p for p in parts if p[1] < who[0]), *(p for p in behind if p[0] <= p[1])]


def _tells_of(parse: Parse, token: int) -> bool:
    """Whether an aside begins here that says who or how old the one is that was named: "…, Ann Lee, a nurse, was hurt"."""
    return parse.lower[token] in ("a", "an") or (parse.upos[token] == "NUM" and parse.lower[token + 1 : token + 2] == [","])


def _unnamed_person(parse: Parse, first: int, last: int) -> bool:
    """Whether a source is a person by office, without a name."""
    return not names_person(parse, first, last) and any(parse.low_lemmas[i] in roles("person") for i in range(first, last + 1))
