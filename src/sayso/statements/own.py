"""Which contents are a cue's own, and where the encoder counts a word of the credit to them, or of them to the credit."""

from collections.abc import Sequence
from typing import Final

from sayso.statements.syntax import CITE, Tokens, clause, quoted_verb
from sayso.text.parse import AttributionSpan, Parse

__all__ = ["instead_of_aside", "own_parts", "passive_belief", "since_semicolon", "with_object", "without_relative", "without_source"]


def without_relative(parse: Parse, cue: int, parts: list[Tokens]) -> list[Tokens]:
    """Contents without the pronoun of the clause that the cue is in, which takes up a word before it: "which the ministry called an
    invention", "what he says is the port"."""
    if cue < 0 or parse.relations[cue] != "acl:relcl":
        return parts
    out = [(a, b) for a, b in parts if not (a == b and parse.lower[a] in ("which", "what"))]
    return out or parts


def since_semicolon(parse: Parse, head: int, who: Tokens | None, taken: set[int]) -> list[Tokens]:
    """The clause between a semicolon and a credit at the sentence's end, where another is credited before: "She said that it was over; “we are tired”, she added"."""
    if who is None or not who[1] < head or parse.tokens[who[0] - 1].text not in (",", "”", '"'):
        return []
    first = parse.sentences[parse.sentence[head]][0]
    stop = next((k for k in range(who[0] - 1, first, -1) if parse.tokens[k].text == ";"), -1)
    another = stop > 0 and any(k in taken for k in range(first, stop)) and not any(k in taken for k in range(stop, who[0]))
    return [(stop + 1, who[0] - 2)] if another and stop + 1 < who[0] - 2 else []


_OF_SOMEBODY: Final = frozenset("believe think suspect see consider regard accuse know".split())
"""Verbs of which the passive takes what is said of somebody out of the clause about him."""


def passive_belief(parse: Parse, cue: int, parts: list[Tokens]) -> list[Tokens]:
    """What is believed, for whom it is believed of: "[The chief] is believed by two officers [to be in the hills]", "[Guards] are accused by a priest of
    [burning huts]"."""
    who = parse.child(cue, "nsubj:pass") if cue >= 0 and parse.child(cue, "obl:agent") >= 0 else -1
    what = parse.child(cue, "xcomp") if who >= 0 else -1
    first, last = parse.subtree(who) if who >= 0 else (0, -1)
    own = [(a, b) for a, b in parts if not (first <= a and b <= last + 1)]
    if who < 0 or len(own) == len(parts) or parse.lemmas[cue] not in _OF_SOMEBODY:
        return parts
    if not own:
        return [parse.subtree(what)] if what > cue else parts
    return [(a + (parse.lower[a] in ("of", "as")), b) for a, b in own if a > cue] or parts


def without_source(parse: Parse, head: int, part: Tokens, who: Tokens | None) -> Tokens:
    """A clause before its credit without the source, which the parse counts to it: "The road was cut, [two officers] said"."""
    if who is None or not part[0] < who[0] <= part[1] < head or parse.tokens[who[0] - 1].text != ",":
        return part
    return part[0], who[0] - 2


def instead_of_aside(parse: Parse, head: int, limit: int, parts: list[Tokens], taken: set[int]) -> list[Tokens]:
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


_BLAME: Final = frozenset(("responsibility", "involvement"))
"""What is denied or claimed of a deed: "denied responsibility for the raid" denies that, not the raid."""


def with_object(parse: Parse, cue: AttributionSpan, head: int, parts: list[Tokens]) -> list[Tokens]:
    """Contents with the noun that the encoder counts to the cue: in "dismissed calls for his resignation as noise" the calls are dismissed."""
    if not parts or parts[0][0] != cue.last + 1:
        return parts
    noun = next((c for c in parse.children[head] if head < c <= cue.last and parse.relations[c] == "obj" and parse.upos[c] == "NOUN"), -1)
    if noun < 0 or (parse.xpos[noun] != "NNS" and parse.lower[noun] not in _BLAME) or any(parse.relations[c] == "acl" for c in parse.children[noun]):
        return parts
    return [(parse.subtree(noun)[0], parts[0][1]), *parts[1:]]


def own_parts(parse: Parse, marks: Sequence[bool], cue: int, parts: list[Tokens]) -> list[Tokens]:
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


def _before(parse: Parse, verb: int) -> int:
    """The token before a verb and its auxiliaries."""
    first = min([verb, *(c for c in parse.children[verb] if parse.relations[c].startswith("aux") and c < verb)])
    return first - 1


def _quoted(marks: Sequence[bool], first: int, last: int) -> bool:
    return sum(marks[first : last + 1]) > 0.8 * (last + 1 - first)
