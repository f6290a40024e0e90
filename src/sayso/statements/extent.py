"""How far a content reaches, from the syntax around its cue: the encoder marks where most contents begin and end, but loses the
later clauses of long ones ("…, killing 70 militants") and the first clauses of fronted ones."""

from collections.abc import Container
from functools import cache

from sayso.statements.cues import is_cue
from sayso.statements.syntax import CITE, FINITE, Tokens, has_finite, quoted_verb
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["behind_whom", "fronted", "whole"]

_STOPS = frozenset((":", "--"))
_CLAUSE = ("ccomp", "xcomp", "parataxis")
_TURNS = frozenset("although though while whereas but".split())
"""Words that turn from what was said to what the publisher, or another, says against it."""
_LINKS = frozenset("but and so yet however meanwhile still moreover nevertheless separately earlier later".split())
"""Words at a sentence's head that belong to the publisher's telling: "But the port was lost, boatmen said"."""


def whole(parse: Parse, cue: int, credit: Tokens, parts: list[Tokens], taken: Container[int]) -> list[Tokens]:
    """Contents grown to the whole of the clause that the cue governs.

    Args:
        parse: The text's parse.
        cue: Head of the cue.
        credit: First and last token of source and cue together.
        parts: The contents, in order.
        taken: Tokens of other attributions' sources and cues, which no content grows over.
    """
    out = []
    resumed: Tokens | None = None
    for first, last in parts:
        if parse.sentence[first] == parse.sentence[last] == parse.sentence[cue]:
            if last < credit[0]:
                first = _behind_colon(parse, first, last)
                first, last = _front(parse, cue, credit[0], first, last, taken)
                first = _joined_quote(parse, first, last)
                gap = (
                    last + 2 < credit[0]
                    and not has_finite(parse, first, last)
                    and parse.tokens[credit[0] - 1].text == ","
                    and parse.tokens[last + 1].text == ","
                )
                if gap and has_finite(parse, last + 1, credit[0] - 1) and parse.lower[last + 2] in ("which", "who", "where", "whose"):
                    last = credit[0] - 2  # "The raid, which aides say failed, hit a farm, according to …": a subject and its relative clause
                resumed = _resumed(parse, credit[1], taken) or _hanging(parse, credit[1], (first, last), taken) or _rest(parse, credit[1], (first, last), taken)
            elif first > cue:
                first = behind_whom(parse, cue, first, last)
                first = _behind_aside(parse, cue, _begin(parse, cue, credit[1], first, last, taken), last)
                if last + 1 >= len(parse) or parse.tokens[last + 1].text != ";":  # cut there on purpose
                    last = _with_result(parse, _end(parse, cue, first, last, taken), taken)
                if last > first and (parse.upos[first] == "PRON" or parse.lower[first] == "that") and parse.tokens[first + 1].text == ":":
                    last = first  # "denied that: the port is ours, he said": what stands behind the colon is credited anew
            first = _behind_link(parse, first, last)
            first, last = _without_ends(parse, cue, first, last)
        out.append((first, last))
    if resumed is not None and not any(b >= resumed[0] for _, b in out):
        out.append(resumed)
    if len(out) > 1:  # ", whose figures the UN trusts" belongs to the source before it
        out = [p for p in out if not (p[0] > credit[1] and parse.lower[p[0]] in ("whose", "which", "who") and p[0] <= credit[1] + 2)] or out
    if any(b < credit[0] for _, b in out):  # "…, it says, relying on lists of the authorities": how it knows
        how = min((p[0] for p in out if p[0] > credit[1] and parse.xpos[p[0]] == "VBG" and parse.lemmas[p[0]] in (*CITE, *_leaning())), default=len(parse))
        out = [p for p in out if p[0] < how]
    return [p for p in out if len(out) == 1 or p[1] > p[0] or parse.lower[p[0]] not in _LINKS]


@cache
def _leaning() -> frozenset[str]:
    """Verbs of resting on a source."""
    return frozenset(table("statements/media")["leaning"])


def fronted(parse: Parse, cue: int, limit: int, taken: Container[int]) -> list[Tokens]:
    """The clause that stands before a credit in passing at the sentence's end ("Rain fell, the mayor said"), where nothing marks it;
    none where the words before it are no clause or belong to another."""
    first, last = parse.sentences[parse.sentence[cue]]
    a = limit
    while a > first and a - 1 not in taken and parse.tokens[a - 1].text not in _STOPS:
        a -= 1
    comma = limit > a and parse.tokens[limit - 1].text in (",", "”", '"')
    # what stands behind the verb says when, where and to whom: "announced a day later", "told our reporter by telephone"
    saying = quoted_verb(parse, cue)
    own = {saying, *parse.children[saying]} if saying >= 0 else set()  # "quoted the governor as saying"
    behind = [i for i in range(cue + 1, last + 1) if i not in own and parse.xpos[i] != "PRP$" and (i not in taken or parse.lemmas[i] in CITE)]
    ends = not any(parse.upos[i] in ("VERB", "AUX", "SCONJ", "PRON") for i in behind)
    while a < limit and (parse.upos[a] in ("PUNCT", "CCONJ") or parse.lower[a] in _LINKS):
        a += 1
    finite = has_finite(parse, a, limit - 1)
    return [(a, limit - 1)] if comma and ends and finite and limit - 1 - a >= 2 and parse.upos[cue] == "VERB" else []


def behind_whom(parse: Parse, cue: int, first: int, last: int) -> int:
    """Where what is called for begins behind those who are called on: "called on both sides to hold fire"."""
    if parse.lemmas[cue] not in ("call", "appeal") or not any(parse.lower[k] in ("on", "upon", "to") for k in range(cue + 1, min(first + 1, cue + 3))):
        return first
    to = next((k for k in range(first + 1, last) if parse.lower[k] == "to" and parse.upos[k] == "PART" and parse.xpos[k + 1] == "VB"), -1)
    whom = to > 0 and parse.heads[to] == to + 1 and not any(parse.upos[k] in ("VERB", "AUX", "PUNCT") for k in range(first, to))
    return to - (parse.lower[to - 1] == "not") if whom else first


def _begin(parse: Parse, cue: int, credit: int, first: int, last: int, taken: Container[int]) -> int:
    """The first token of what stands behind "according to" somebody at a sentence's head: "According to the police, when they came, …"."""
    if parse.lemmas[cue] in ("urge", "implore", "exhort", "beseech") and parse.lower[first] == "to":
        whom = parse.child(cue, "obj", "iobj")
        if cue < whom < first and not any(k in taken for k in range(whom, first)):
            return parse.subtree(whom)[0] if parse.subtree(whom)[0] > cue else whom
    that = next((k for k in range(cue + 1, first) if parse.lower[k] == "that" and parse.relations[k] == "mark" and first <= parse.heads[k] <= last), -1)
    if that >= 0 and not any(k in taken for k in range(that, first)) and parse.upos[cue] == "VERB":
        return that  # a clause whose long subject the encoder leaves out
    if parse.lower[cue] != "according" or cue != parse.sentences[parse.sentence[cue]][0]:
        return first
    noun = parse.heads[cue] if parse.relations[cue] == "case" else parse.child(cue, "obl", "obj", "nmod")
    behind = max(credit, parse.subtree(noun)[1] if noun > cue else credit) + 1
    while behind < first and parse.upos[behind] == "PUNCT" and parse.tokens[behind].text == ",":
        behind += 1
    return behind if behind < first and not any(i in taken for i in range(behind, first)) else first


def _end(parse: Parse, cue: int, first: int, last: int, taken: Container[int]) -> int:
    """The last token of the clause, behind the cue, that the content begins."""
    heads = [c for c in parse.children[cue] if first <= c <= last and parse.relations[c] in _CLAUSE and _verbal(parse, c)]
    if parse.heads[cue] < 0 and parse.lower[first] == "that" and parse.relations[first] == "mark":
        final = _to_the_end(parse, cue, last, taken)
        if final > last:
            return final
    if not heads and parse.lower[cue] == "according":
        # "According to the army, two villages were taken and …": all of the main clause behind the credit
        above = parse.heads[parse.heads[cue]] if parse.relations[cue] == "case" else parse.heads[cue]
        heads = [above] if first <= above <= last and parse.heads[above] < 0 else []
    if not heads:
        return last
    # a verb without a subject of its own shares the sentence's adverbs with the cue: only what is joined to it by "and" is its own
    ends = [e for c in heads for e in ([c] if parse.relations[c] != "xcomp" else [k for k in parse.children[c] if parse.relations[k] == "conj"])]
    end = max((parse.subtree(e)[1] for e in ends), default=last)
    for i in range(last + 1, end + 1):
        if i in taken or (parse.lower[i] in _TURNS and parse.upos[i] in ("SCONJ", "CCONJ")):
            end = i - 1
            break
    while end > last and parse.upos[end] in ("PUNCT", "CCONJ", "ADP", "SCONJ"):
        end -= 1
    return max(end, last)


def _to_the_end(parse: Parse, cue: int, last: int, taken: Container[int]) -> int:
    """The last token of a sentence whose main verb is a cue with "that" behind it, if nothing in the rest of it turns elsewhere: a
    "while", another's cue, or what the source did besides ("said that it was over and left")."""
    end = parse.sentences[parse.sentence[cue]][1]
    for i in range(last + 1, end + 1):
        turns = parse.lower[i] in _TURNS and parse.upos[i] in ("SCONJ", "CCONJ")
        besides = parse.relations[i] == "conj" and parse.heads[i] == cue and parse.upos[i] == "VERB" and i > last
        if i in taken or turns or besides or parse.relations[i] == "parataxis":
            return last
    while end > last and parse.upos[end] == "PUNCT":
        end -= 1
    return end


def _behind_aside(parse: Parse, cue: int, first: int, last: int) -> int:
    """Where a content begins that an aside of the cue's runs into: "announced, at the end of a meeting that …, that the road was open"."""
    for c in parse.children[cue]:
        if parse.relations[c] == "ccomp" and first < c <= last:
            that = next((k for k in parse.children[c] if parse.relations[k] == "mark" and parse.lower[k] == "that"), -1)
            if that > first and parse.tokens[first].text == ",":
                return that
    return first


def _without_ends(parse: Parse, cue: int, first: int, last: int) -> Tokens:
    """A content without a relative pronoun or a remark of the publisher's behind it (", which", ", without giving details"), and
    without the "is" of "what he says is the port"."""
    for k in range(last, max(first, last - 12), -1):
        if parse.lower[k] == "without" and parse.tokens[k - 1].text == "," and k < last and parse.lemmas[k + 1] in _WITHHELD:
            last = k - 1
    while last > first and (
        parse.tokens[last].text == ","
        or (last < cue and parse.lower[last] in ("as", "so") and parse.tokens[last - 1].text == ",")
        or (parse.upos[last] == "PRON" and parse.lower[last] in ("which", "who") and parse.tokens[last - 1].text == ",")
    ):
        last -= 1
    what = parse.heads[cue]
    if first > cue and first < last and parse.relations[cue] == "acl:relcl" and parse.lower[what] == "what" and parse.lemmas[first] == "be":
        first += 1
    return first, last


_WITHHELD = frozenset("say comment provide give offer elaborate cite specify name present produce share supply".split())
"""Verbs of what a source left out, as the publisher says."""


def _verbal(parse: Parse, head: int) -> bool:
    return parse.upos[head] in ("VERB", "AUX") or any(parse.relations[c] == "cop" or parse.relations[c].startswith("nsubj") for c in parse.children[head])


def _behind_link(parse: Parse, first: int, last: int) -> int:
    """Where a content begins behind the word that links its sentence to the one before: "However, …", "But …"."""
    if first == parse.sentences[parse.sentence[first]][0] and parse.lower[first] in _LINKS:
        comma = first + 1 < last and parse.tokens[first + 1].text == ","
        if comma or parse.upos[first] == "CCONJ":
            return first + (2 if comma else 1)
    return first


def _behind_colon(parse: Parse, first: int, last: int) -> int:
    """Where a content begins that the encoder lets run back over a colon and somebody's verb of saying before it."""
    for i in range(last - 1, first, -1):
        if parse.tokens[i].text == ":" and any(is_cue(parse, k) and parse.upos[k] == "VERB" for k in range(first, i)):
            return i + 1
    return first


def _front(parse: Parse, cue: int, limit: int, first: int, last: int, taken: Container[int]) -> Tokens:
    """The first and last token of the clauses before the credit that the content is part of."""
    head = _main(parse, cue, first, last)
    if head < 0 and not _closes(parse, cue, limit, last, taken):
        return first, last
    start = parse.sentences[parse.sentence[cue]][0]
    aside = _aside(parse, head, limit) if head >= 0 else frozenset()
    taken = {i for i in range(start, limit) if i in taken and i not in aside}
    a = first
    while a > start and a - 1 not in taken and parse.tokens[a - 1].text not in (*_STOPS, ".", "!", "?"):
        if parse.tokens[a - 1].text == ";" and a == first:
            break  # cut there on purpose
        a -= 1
    while a < first and (parse.upos[a] in ("PUNCT", "CCONJ") or parse.lower[a] in _LINKS):
        a += 1
    b = last
    while (
        b + 1 < limit and b + 1 not in taken and (b + 1 in aside or parse.relations[b + 1].partition(":")[0] not in ("nsubj", "expl") or _mostly(parse, b + 1))
    ):
        b += 1
    while b > last and parse.upos[b] in ("DET", "ADP", "PUNCT"):
        b -= 1
    return a, b


def _mostly(parse: Parse, noun: int) -> bool:
    """Whether a noun says who most of those are who were told of: "…, mostly farmers, the mayor said"."""
    return parse.lower[noun - 1] in ("mostly", "mainly", "chiefly", "largely") and parse.tokens[noun - 2].text == ","


def _aside(parse: Parse, head: int, limit: int) -> frozenset[int]:
    """The tokens of relative clauses before the main verb, whoever is credited there: "The minister, who blamed Oslo, will resign, he said"."""
    clauses = [parse.subtree(i) for i in range(parse.subtree(head)[0], head) if parse.relations[i] == "acl:relcl" and parse.heads[i] < i]
    return frozenset(i for a, b in clauses if b < min(head, limit) for i in range(a, b + 1))


def _closes(parse: Parse, cue: int, limit: int, last: int, taken: Container[int]) -> bool:
    """Whether a credit in passing stands right behind a content and ends its sentence: all that stands before it was said."""
    end = parse.sentences[parse.sentence[cue]][1]
    end = next((k for k in range(cue, end) if parse.tokens[k].text == ";"), end)
    between = range(last + 1, limit)
    near = len(between) > 0 and parse.tokens[last + 1].text == "," and limit - last <= _CREDITS
    near = near and all(parse.upos[i] in ("PUNCT", "NOUN", "PROPN", "CCONJ", "DET", "ADJ") for i in between)
    rest = all(parse.upos[i] in ("PUNCT", "PROPN", "ADP", "NUM") or i in taken or i == cue for i in range(cue, end + 1))
    return near and rest and parse.upos[cue] == "VERB"


_CREDITS = 5
"""Tokens between a content and a credit that the encoder leaves to neither: of "eyewitnesses and a source said" it may find the source alone."""


def _resumed(parse: Parse, credit: int, taken: Container[int]) -> Tokens | None:
    """What goes on behind a credit in passing with the result of what stands before it: "Gangs attacked, police said, killing nine", or with a part of
    it: "20 died, he said on Monday, among them two children"."""
    end = parse.sentences[parse.sentence[credit]][1]
    for k in range(credit + 1, min(credit + _ASIDE, end)):
        if k in taken:
            return None
        if parse.tokens[k].text == "," and (
            (parse.xpos[k + 1] == "VBG" and parse.lemmas[k + 1].lower() in _results())
            or (parse.lower[k + 1] == "among" and parse.lower[k + 2] in ("them", "those"))
        ):
            stop = next((i for i in range(k + 1, end + 1) if i in taken or (parse.lower[i] in _TURNS and parse.upos[i] in ("SCONJ", "CCONJ"))), end + 1)
            while stop - 1 > k + 1 and parse.upos[stop - 1] in ("PUNCT", "CCONJ"):
                stop -= 1
            return (k + 1, stop - 1)
    return None


def _joined_quote(parse: Parse, first: int, last: int) -> int:
    """Where a content begins that is a quotation joined to what the publisher tells: 'They came by boat, "and they know the river", a sailor said'."""
    end = last - (parse.tokens[last].text == ",")
    if parse.tokens[end].text not in ("”", '"'):
        return first
    opening = next((k for k in range(end - 1, first, -1) if parse.tokens[k].text in ("“", '"')), -1)
    joined = opening > 0 and parse.tokens[opening - 1].text == "," and parse.upos[opening + 1] == "CCONJ" and has_finite(parse, opening + 1, end)
    return opening if joined else first


def _rest(parse: Parse, credit: int, content: Tokens, taken: Container[int]) -> Tokens | None:
    """What stands behind a credit in passing where what stands before it is no whole clause: "All of them, according to its head, were shot",
    or only the head of one: "It was soldiers, it said in a statement, who shelled the villages"."""
    end = parse.sentences[parse.sentence[credit]][1]
    comma = next((k for k in range(credit + 1, min(credit + 2 * _ASIDE, end)) if parse.tokens[k].text == ","), -1)
    if comma < 0 or any(k in taken for k in range(comma, end + 1)):
        return None
    a = content[0]
    cleft = parse.lower[a] == "it" and parse.lemmas[a + 1] == "be" and parse.lower[comma + 1] in ("who", "that", "which")
    torn = comma == credit + 1 and not has_finite(parse, *content) and parse.xpos[comma + 1] in FINITE
    while end > comma and parse.upos[end] == "PUNCT":
        end -= 1
    return (comma + 1, end) if (cleft or torn) and end > comma + 1 else None


def _hanging(parse: Parse, credit: int, content: Tokens, taken: Container[int]) -> Tokens | None:
    """What stands behind a credit in passing and hangs on the content before it: "Five died, it added, in a raid on Durán", "177,000 are
    affected, the ministry says, of whom 9,800 live in schools". What only comments ("the first deaths since March") is the publisher's."""
    end = parse.sentences[parse.sentence[credit]][1]
    first = next((k + 1 for k in range(credit + 1, min(credit + _ASIDE, end)) if parse.tokens[k].text == ","), -1)
    if first < 0 or any(k in taken for k in range(credit + 1, end + 1)):
        return None
    while end > first and parse.upos[end] == "PUNCT":
        end -= 1
    tops = [k for k in range(first, end + 1) if not first <= parse.heads[k] <= end and parse.upos[k] != "PUNCT"]
    if len(tops) != 1 or not content[0] <= parse.heads[tops[0]] <= content[1]:
        return None
    shared = (
        parse.relations[tops[0]] == "conj" and parse.lower[first] == "but" and parse.child(tops[0], "nsubj", "nsubj:pass") < 0
    )  # "had not marched, but sold"
    opens = parse.upos[first] == "ADP" or parse.lower[first] in ("and", "which")
    fits = shared or (parse.relations[tops[0]].partition(":")[0] in ("obl", "acl", "conj") and opens and parse.lower[first] not in _TURNS)
    return (first, end) if fits and end - first >= 1 else None


def _with_result(parse: Parse, last: int, taken: Container[int]) -> int:
    """The last token of a content and of the result that goes on behind its comma: "says four have died, bringing the toll to 13"."""
    k, end = last + 1, parse.sentences[parse.sentence[last]][1]
    if k >= end or parse.tokens[k].text != "," or parse.xpos[k + 1] != "VBG" or parse.lemmas[k + 1].lower() not in _results():
        return last
    stop = next((i for i in range(k + 1, end + 1) if i in taken or (parse.lower[i] in _TURNS and parse.upos[i] in ("SCONJ", "CCONJ"))), end + 1)
    while stop - 1 > k + 1 and parse.upos[stop - 1] in ("PUNCT", "CCONJ"):
        stop -= 1
    return stop - 1


_ASIDE = 8
"""Tokens behind a credit in which it may say when and how: "said on Tuesday in a statement"."""


@cache
def _results() -> frozenset[str]:
    return frozenset(table("statements/cues")["results"])


def _main(parse: Parse, cue: int, first: int, last: int) -> int:
    """The head, inside the content, of the sentence's main clause that the cue credits in passing ("…, he said"), or −1."""
    credit = parse.heads[cue] if parse.lower[cue] == "according" and parse.relations[cue] == "case" else cue
    above = parse.heads[credit]
    if above < 0:
        found = [
            c
            for c in parse.children[credit]
            if parse.relations[c] == "ccomp" and c < credit and parse.subtree(c)[0] <= last and (c <= last or first <= parse.child(c, "nsubj") <= last)
        ]
        return found[0] if found else -1
    root = parse.heads[above] < 0
    return above if root and first <= above <= last and parse.relations[credit] in ("parataxis", "obl", "advcl", "nmod") and _verbal(parse, above) else -1
