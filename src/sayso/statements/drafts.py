"""Sources, cues and contents that belong together: from the encoder's links, mended by syntax."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.statements.before_credit import fronted
from sayso.statements.beside import source_before, source_behind
from sayso.statements.cues import cue_head
from sayso.statements.cut import behind_colon, behind_rubric, in_relative, is_rubric, to_own_deed, to_semicolon
from sayso.statements.extent import whole
from sayso.statements.nothing_said import acts, is_silent, wishes_to_be_unnamed
from sayso.statements.several import whole_list
from sayso.statements.syntax import CITE, Tokens, clause, has_finite, quoted_verb, subject
from sayso.text.parse import AttributionSpan, Parse

__all__ = ["Draft", "drafts"]


@dataclass(frozen=True, slots=True)
class Draft:
    """One attribution, as tokens.

    Attributes:
        source: Words that name the source; None where nothing in the text does.
        cue: Words that credit it.
        contents: Parts of the content, in order.
        confidence: Mean over its spans.
    """

    source: Tokens | None
    cue: Tokens | None
    contents: tuple[Tokens, ...]
    confidence: float


def drafts(parse: Parse, marks: Sequence[bool]) -> list[Draft]:
    """The attributions of a text, in the order of their first word.

    Args:
        parse: The text's parse.
        marks: For each token whether it stands inside quotation marks.
    """
    spans = parse.attribution
    groups, loose = _groups(spans)
    passed_on = {quoted_verb(parse, h) for h in (cue_head(parse, s.first, s.last) for s in spans if s.role == "cue")}
    found: list[tuple[int, Draft]] = []
    taken = {i for s in spans if s.role != "content" for i in range(s.first, s.last + 1)}
    for members in groups.values():
        cue = next((spans[i] for i in members if spans[i].role == "cue"), None)
        head = cue_head(parse, cue.first, cue.last) if cue is not None else -1
        if head >= 0 and head in passed_on:
            continue  # "saying" of "quoted … as saying": the cue is "quoted"
        contents = [spans[i] for i in members if spans[i].role == "content"]
        if cue is not None and not contents:
            contents = _nearest_content(parse, spans, loose, cue)
        parts = [(c.first, c.last) for c in sorted(contents)]
        source = _source(parse, [spans[i] for i in members if spans[i].role == "source"], head, parts)
        who: Tokens | None = (source.first, source.last) if source else None
        if cue is not None:
            if who is not None and _expletive(parse, head, who):
                who = None  # "it was also reported"
            who, parts = _inverted(parse, head, who, _own_parts(parse, marks, head, parts))
            who, parts = _people_reached(parse, cue, who, parts)
            if quoted_verb(parse, head) >= 0 and who is None:
                who = subject(parse, head, parts)
            if not parts and (parse.lemmas[head] not in CITE or quoted_verb(parse, head) >= 0):
                if who is not None:
                    who = whole_list(parse, head, who)
                parts = _since_semicolon(parse, head, who, taken) or [
                    p for p in (_without_source(parse, head, p, who) for p in clause(parse, head)) if who is None or not p[0] <= who[0] <= p[1]
                ]
            if who is None:
                who = _loose_source(parse, spans, loose, cue) or subject(parse, head, parts) or _right_before(parse, spans, cue)
            if who is None:
                who, parts = _swallowed(parse, head, parts)
            if not parts and who is not None and (parse.lemmas[head] not in CITE or quoted_verb(parse, head) >= 0):
                parts = fronted(parse, head, min(cue.first, who[0]), taken | set(range(who[0], _clause_end(parse, who[1]) + 1)))
        if head >= 0 and acts(parse, marks, head, parts):
            continue
        if who is not None and who[0] == who[1] and parse.lower[who[0]] in ("nobody", "none", "noone"):
            continue
        parts = _passive_belief(parse, head, _without_relative(parse, head, parts))
        if who is not None and (cue is None or parse.tokens[head].text == ":") and is_rubric(parse, who):
            continue  # "ETHIOPIA: Dozens killed in raid"
        if who is not None and cue is not None and parse.lower[head] == "according":
            who, parts = _with_name(parse, who, parts)
            parts = behind_colon(parse, cue.first, parts)
        if cue is not None:
            parts = to_semicolon(parse, marks, head, in_relative(parse, head, _with_object(parse, cue, head, parts)))
        parts = [(behind_rubric(parse, a, b), b) for a, b in parts]
        if who is not None and cue is not None:
            listed = whole_list(parse, head, _source_behind_rubric(parse, who))
            if listed[0] < who[0]:
                parts = [_without_source(parse, head, p, listed) for p in parts]
            who = listed
        if cue is not None and who is not None:
            parts = _before_credit(parse, head, min(cue.first, who[0]), parts, taken)
        if not parts or (who is None and cue is None) or (cue is not None and (wishes_to_be_unnamed(parse, head, parts) or is_silent(parse, head, parts))):
            continue
        if cue is not None:
            credit = _credit(parse, cue, head, who, parts)
            parts = to_own_deed(parse, marks, head, whole(parse, head, credit, parts, taken - set(range(credit[0], credit[1] + 1))))
        used = [s.confidence for s in (cue, source, *contents) if s is not None]
        first = min([p[0] for p in parts] + ([who[0]] if who else []))
        found.append((first, Draft(who, (cue.first, cue.last) if cue else None, tuple(parts), sum(used) / len(used) if used else 0.5)))
    found.sort(key=lambda f: f[0])
    return [d for _, d in found]


def _without_relative(parse: Parse, cue: int, parts: list[Tokens]) -> list[Tokens]:
    """Contents without the pronoun of the clause that the cue is in, which takes up a word before it: "which the ministry called an
    invention", "what he says is the port"."""
    if cue < 0 or parse.relations[cue] != "acl:relcl":
        return parts
    out = [(a, b) for a, b in parts if not (a == b and parse.lower[a] in ("which", "what"))]
    return out or parts


def _since_semicolon(parse: Parse, head: int, who: Tokens | None, taken: set[int]) -> list[Tokens]:
    """The clause between a semicolon and a credit at the sentence's end, where another is credited before: "She said that it was over; “we are tired”, she added"."""
    if who is None or not who[1] < head or parse.tokens[who[0] - 1].text not in (",", "”", '"'):
        return []
    first = parse.sentences[parse.sentence[head]][0]
    stop = next((k for k in range(who[0] - 1, first, -1) if parse.tokens[k].text == ";"), -1)
    another = stop > 0 and any(k in taken for k in range(first, stop)) and not any(k in taken for k in range(stop, who[0]))
    return [(stop + 1, who[0] - 2)] if another and stop + 1 < who[0] - 2 else []


def _passive_belief(parse: Parse, cue: int, parts: list[Tokens]) -> list[Tokens]:
    """What is believed, for whom it is believed of alone: "[The chief] is believed by two officers to be in the hills"."""
    who = parse.child(cue, "nsubj:pass") if cue >= 0 else -1
    what = parse.child(cue, "xcomp") if who >= 0 else -1
    alone = len(parts) == 1 and parts[0][0] <= who <= parts[0][1] < cue and not has_finite(parse, *parts[0])
    return [parse.subtree(what)] if what > cue and alone and parse.child(cue, "obl:agent") >= 0 else parts


def _inverted(parse: Parse, head: int, who: Tokens | None, parts: list[Tokens]) -> tuple[Tokens | None, list[Tokens]]:
    """Source and content of a headline that ends in its source, which the encoder confuses: "Dozens killed in raid, say residents"."""
    said = next((c for c in parse.children[head] if c > head and parse.relations[c] == "nsubj"), -1)
    own = next((p for p in parts if head < p[0] <= said <= p[1]), None)
    named = source_behind(parse, head, parse.sentences[parse.sentence[head]][1]) if parse.upos[head] == "VERB" else None
    if named is not None and who is None and any(p[0] == named[0] and p[1] <= _clause_end(parse, named[1]) for p in parts):
        return named, [p for p in parts if p[0] != named[0]]
    if own is None or any(parse.tokens[i].text == ":" for i in range(own[0], own[1])):
        return who, parts
    if parse.upos[head] != "VERB" or parse.subtree(said)[1] != own[1] or (who is not None and who[1] > head):
        return who, parts
    rest = [p for p in parts if p != own] or ([who] if who is not None else [])
    return (own, rest) if rest else (who, parts)


def _clause_end(parse: Parse, last: int) -> int:
    """The last token of what only tells more of a noun phrase that ends at a token: "a council that sides with the rebels"."""
    end = parse.sentences[parse.sentence[last]][1]
    return end if parse.lower[min(last + 1, end)] in ("that", "who", "which") else last


def _swallowed(parse: Parse, head: int, parts: list[Tokens]) -> tuple[Tokens | None, list[Tokens]]:
    """Source and content where the encoder takes both for content: "[The port is shut, a captain, who gave no name], said"."""
    first = parse.sentences[parse.sentence[head]][0]
    who = source_before(parse, first, head, anybody=True) if parse.upos[head] == "VERB" else None
    inside = [(a, b) for a, b in parts if who is not None and a <= who[0] - 2 and who[0] <= b < head]
    comma = head + 1 < len(parse) and parse.tokens[head + 1].text == ","
    goes_on = comma and any(a == head + 2 and has_finite(parse, a, b) for a, b in parts)  # "The fair, [hawkers] say, will be held"
    if who is None or not inside or not (goes_on or has_finite(parse, min(a for a, _ in inside), who[0] - 2)):
        return None, parts
    begin = min(a for a, _ in inside)
    return who, [*(p for p in parts if p[1] < begin), (begin, who[0] - 2), *(p for p in parts if p[0] > head)]


def _people_reached(parse: Parse, cue: AttributionSpan, who: Tokens | None, parts: list[Tokens]) -> tuple[Tokens | None, list[Tokens]]:
    """Source and content where the encoder takes for content who was spoken to: "…, [a resident reached by AFP] said"."""
    if who is not None or len(parts) < 2:
        return who, parts
    for a, b in parts:
        beside = b == cue.first - 1 or a == cue.last + 1
        spoken_to = any(parse.lemmas[i] in ("reach", "contact", "interview", "quote", "cite") and parse.lower[i + 1] == "by" for i in range(a + 1, b))
        if beside and spoken_to and not any(parse.xpos[i] in ("VBZ", "VBP", "MD") for i in range(a, b + 1)):
            return (a, b), [p for p in parts if p != (a, b)]
    return who, parts


def _without_source(parse: Parse, head: int, part: Tokens, who: Tokens | None) -> Tokens:
    """A clause before its credit without the source, which the parse counts to it: "The road was cut, [two officers] said"."""
    if who is None or not part[0] < who[0] <= part[1] < head or parse.tokens[who[0] - 1].text != ",":
        return part
    return part[0], who[0] - 2


def _source_behind_rubric(parse: Parse, who: Tokens) -> Tokens:
    """A source without the place or topic that heads its paragraph, which the encoder counts to it: "Homs: the ministry said"."""
    first, last = who
    colon = next((k for k in range(first + 1, min(first + 4, last)) if parse.tokens[k].text == ":"), -1)
    return (colon + 1, last) if colon > 0 and parse.opens_paragraph(first) else who


def _before_credit(parse: Parse, head: int, limit: int, parts: list[Tokens], taken: set[int]) -> list[Tokens]:
    """The clause before a credit in passing, for what the encoder takes from an aside behind it: "Thirty died, residents told the Guardian,
    in the latest sign that the war goes on"."""
    if parse.upos[head] != "VERB" or any(a < limit for a, _ in parts) or parse.tokens[limit - 1].text != ",":
        return parts
    above = parse.heads[head]
    passing = above >= 0 and above < limit and parse.relations[head] == "parataxis" and parse.heads[above] < 0
    fronted = above < 0 and any(parse.relations[c] == "ccomp" and c < limit for c in parse.children[head])
    if not (passing or fronted) or any(parse.relations[k] == "ccomp" and k > head and not _aside(parse, k) for k in parse.children[head]):
        return parts
    first = parse.sentences[parse.sentence[head]][0]
    return parts if any(i in taken for i in range(first, limit)) else [(first, limit - 2)]


def _aside(parse: Parse, verb: int) -> bool:
    """Whether a clause behind a credit is none of what stands before it: "…, the navy stated, basing itself on logs", "…, he said in Oslo, where he is to
    speak", "…, she said; he is ill"."""
    first = parse.subtree(verb)[0]
    first += parse.tokens[first].text in (",", ";")
    if parse.tokens[first - 1].text == ";":
        return True
    return parse.tokens[first - 1].text == "," and (parse.xpos[first] == "VBG" or parse.lower[first] in ("where", "which", "who"))


def _with_object(parse: Parse, cue: AttributionSpan, head: int, parts: list[Tokens]) -> list[Tokens]:
    """Contents with the noun that the encoder counts to the cue: in "dismissed calls for his resignation as noise" the calls are dismissed."""
    if not parts or parts[0][0] != cue.last + 1:
        return parts
    noun = next((c for c in parse.children[head] if head < c <= cue.last and parse.relations[c] == "obj" and parse.upos[c] == "NOUN"), -1)
    if noun < 0 or parse.xpos[noun] != "NNS" or any(parse.relations[c] == "acl" for c in parse.children[noun]):
        return parts
    return [(parse.subtree(noun)[0], parts[0][1]), *parts[1:]]


def _with_name(parse: Parse, who: Tokens, parts: list[Tokens]) -> tuple[Tokens, list[Tokens]]:
    """The source with its name behind it, where the encoder leaves that to the content: "according to the head of the clinic, Dr Ann Lee, …"."""
    comma = who[1] + 1
    n = next((n for n in parse.names if n.kind == "PER" and comma < n.first <= comma + 3), None)
    if n is None or comma >= len(parse) or parse.tokens[comma].text != "," or parse.name_at[who[1]] == parse.name_at[n.first] or n.last + 1 >= len(parse):
        return who, parts
    titles = all(parse.upos[i] in ("NOUN", "PROPN", "ADJ") for i in range(comma + 1, n.first))
    if (
        not titles
        or parse.tokens[n.last + 1].text != ","
        or not any(parse.lower[i] in ("the", "its", "their", "a") for i in range(who[0], min(who[0] + 2, who[1])))
    ):
        return who, parts
    behind = [(max(a, n.last + 2), b) for a, b in parts if b > n.last + 1]
    return (who[0], n.last), [*(p for p in parts if p[1] < who[0]), *(p for p in behind if p[0] <= p[1])]


def _groups(spans: Sequence[AttributionSpan]) -> tuple[dict[int, list[int]], list[int]]:
    """Spans by the cue (else the first partner) that they belong to, and those that belong to none."""
    groups: dict[int, list[int]] = {}
    loose: list[int] = []
    for i, s in enumerate(spans):
        key = i if s.role == "cue" else _key(spans, i)
        if key is None:
            loose.append(i)
        else:
            groups.setdefault(key, []).append(i)
    return groups, loose


def _key(spans: Sequence[AttributionSpan], i: int) -> int | None:
    link = spans[i].link
    if link < 0:
        return None
    if spans[link].role == "cue":
        return link
    further = spans[link].link
    if further >= 0 and spans[further].role == "cue":
        return further
    return min(i, link)


def _source(parse: Parse, sources: list[AttributionSpan], cue: int, parts: list[Tokens]) -> AttributionSpan | None:
    """Of several sources linked to one cue that which the syntax names, else the nearest; a bare "the" is none."""
    fit = [s for s in sources if any(parse.upos[i] not in ("DET", "PUNCT", "ADP", "PART") for i in range(s.first, s.last + 1))]
    if len(fit) <= 1 or cue < 0:
        return fit[0] if fit else None
    named = subject(parse, cue, parts)
    return min(fit, key=lambda s: (named is None or not (s.first <= named[1] and named[0] <= s.last), max(s.first - cue, cue - s.last)))


def _credit(parse: Parse, cue: AttributionSpan, head: int, who: Tokens | None, parts: list[Tokens]) -> Tokens:
    """First and last token of the words that credit: cue and source, with the title that the source's name is in apposition to."""
    if who is None:
        return cue.first, cue.last
    named = subject(parse, head, parts)
    title = named[0] if named is not None and named[0] < who[0] and -1 <= named[1] - who[1] <= 1 else who[0]
    return min(cue.first, title), max(cue.last, who[1])


def _own_parts(parse: Parse, marks: Sequence[bool], cue: int, parts: list[Tokens]) -> list[Tokens]:
    """Contents that are a cue's own.

    A part of another sentence is not, unless it is quoted or the only one: headings and the publisher's words come before
    indirect speech. Neither is whom "citing" cites, nor the pronoun of "it was announced", nor what governs a cue that is
    a noun ("the denial that they fled came late").
    """
    here = parse.sentence[cue]
    # an item of a list is nobody's who is credited in the next item
    parts = [(a, b) for a, b in parts if abs(parse.paragraph[a] - parse.paragraph[cue]) == 0 or _quoted(marks, a, b)]
    if len(parts) > 1 and any(parse.sentence[a] <= here <= parse.sentence[b] for a, b in parts):
        parts = [(a, b) for a, b in parts if parse.sentence[a] <= here <= parse.sentence[b] or (_quoted(marks, a, b) and (b > cue or _alone(parse, marks, a)))]
    if any(a > cue and parse.lower[a] == "that" and parse.relations[a] == "mark" for a, _ in parts):
        # with "that" behind the cue its clause is all there; what stands before is another's, but for a quotation of one sentence
        parts = [(a, b) for a, b in parts if a > cue or (_quoted(marks, a, b) and parse.sentence[a] == here)]
    if parse.lemmas[cue] in CITE:
        cited = {c for c in parse.children[cue] if parse.relations[c] in ("obj", "nsubj:pass")}
        parts = [(a, b) for a, b in parts if not any(a <= c <= b for c in cited)]
    saying = quoted_verb(parse, cue)
    if saying >= 0:
        return clause(parse, saying) or [(a, b) for a, b in parts if not a <= saying <= b]
    if parse.upos[cue] == "NOUN":
        verb = parse.heads[cue]
        parts = [(a, _before(parse, verb) if a < verb <= b and verb > cue else b) for a, b in parts]
    if parse.lemmas[cue] == "accuse" and parse.lower[cue + 1 : cue + 3] in (["each", "other"], ["one", "another"]):  # never of what stands before
        parts = [(a, b) for a, b in parts if a > cue or _quoted(marks, a, b)]
    if parse.relations[cue] == "parataxis":
        parts = [(a, b) for a, b in parts if not (a == b and parse.lower[a] == "it" and a < cue)]
    return [(a, b) for a, b in parts if a <= b]


def _alone(parse: Parse, marks: Sequence[bool], token: int) -> bool:
    """Whether the sentence of a quoted word is quoted as a whole: partly quoted ones have their own speaker."""
    first, last = parse.sentences[parse.sentence[token]]
    words = [i for i in range(first, last + 1) if parse.upos[i] != "PUNCT"]
    return sum(marks[i] for i in words) > 0.8 * len(words)


def _expletive(parse: Parse, cue: int, who: Tokens) -> bool:
    """Whether a source is the "it" of an impersonal passive."""
    passive = any(parse.relations[c] == "aux:pass" for c in parse.children[cue])
    return passive and who[0] == who[1] and parse.lower[who[0]] == "it"


def _before(parse: Parse, verb: int) -> int:
    """The token before a verb and its auxiliaries."""
    first = min([verb, *(c for c in parse.children[verb] if parse.relations[c].startswith("aux") and c < verb)])
    return first - 1


def _quoted(marks: Sequence[bool], first: int, last: int) -> bool:
    return sum(marks[first : last + 1]) > 0.8 * (last + 1 - first)


def _nearest_content(parse: Parse, spans: Sequence[AttributionSpan], loose: list[int], cue: AttributionSpan) -> list[AttributionSpan]:
    best = _nearest(parse, spans, loose, cue, "content")
    return [best] if best is not None else []


def _loose_source(parse: Parse, spans: Sequence[AttributionSpan], loose: list[int], cue: AttributionSpan) -> Tokens | None:
    best = _nearest(parse, spans, loose, cue, "source")
    return (best.first, best.last) if best is not None else None


def _right_before(parse: Parse, spans: Sequence[AttributionSpan], cue: AttributionSpan) -> Tokens | None:
    """The source that stands right before a cue, whatever else it is linked to: "a diplomat said, according to Le Monde"."""
    found = next((s for s in spans if s.role == "source" and s.last == cue.first - 1), None)
    return (found.first, found.last) if found is not None and parse.upos[cue.last] == "VERB" else None


def _nearest(parse: Parse, spans: Sequence[AttributionSpan], loose: list[int], cue: AttributionSpan, role: str) -> AttributionSpan | None:
    """The span of a role that belongs to no cue and is nearest to this one, in its sentence; it is then no longer loose."""
    same = [i for i in loose if spans[i].role == role and parse.sentence[spans[i].first] == parse.sentence[cue.first]]
    if not same:
        return None
    best = min(same, key=lambda i: min(abs(spans[i].first - cue.last), abs(cue.first - spans[i].last)))
    loose.remove(best)
    return spans[best]
