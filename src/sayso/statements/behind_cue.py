"""The clause behind a cue, to its end: the encoder loses what long ones end in ("…, killing 70 militants")."""

from collections.abc import Container
from typing import Final

from sayso.statements.lists import of_cues
from sayso.statements.syntax import Tokens, has_predicate
from sayso.text.parse import Parse

__all__ = ["behind_whom", "clause_behind", "without_whom"]

_CLAUSE: Final = ("ccomp", "xcomp", "parataxis")


def clause_behind(parse: Parse, cue: int, credit: int, part: Tokens, taken: Container[int]) -> Tokens:
    """A content behind its cue, from where the clause that the cue governs begins to where it ends; ``credit`` is the last token of source and cue."""
    last = part[1]
    first = behind_whom(parse, cue, *part)
    first = _behind_aside(parse, cue, _begin(parse, cue, credit, first, last, taken), last)
    if last + 1 >= len(parse) or parse.tokens[last + 1].text != ";":  # cut there on purpose
        last = _with_result(parse, _end(parse, cue, first, last, taken), taken)
    if last > first and (parse.upos[first] == "PRON" or parse.lower[first] == "that") and parse.tokens[first + 1].text == ":":
        last = first  # "denied that: the port is ours, he said": what stands behind the colon is credited anew
    return first, last


def behind_whom(parse: Parse, cue: int, first: int, last: int) -> int:
    """Where what is called for begins behind those who are called on: "called on both sides to hold fire"."""
    if parse.lemmas[cue] not in ("call", "appeal") or not any(parse.lower[k] in ("on", "upon", "to") for k in range(cue + 1, min(first + 1, cue + 3))):
        return first
    to = next((k for k in range(first + 1, last) if parse.lower[k] == "to" and parse.upos[k] == "PART" and parse.xpos[k + 1] == "VB"), -1)
    whom = to > 0 and parse.heads[to] == to + 1 and not any(parse.upos[k] in ("VERB", "AUX", "PUNCT") and parse.name_at[k] < 0 for k in range(first, to))
    return to - (parse.lower[to - 1] == "not") if whom else first


def without_whom(parse: Parse, cue: int, parts: list[Tokens]) -> list[Tokens]:
    """Contents of a call without a part that only says who is called on: "called on [the town] on Friday [to send help]"."""
    if parse.lemmas[cue] not in ("call", "appeal") or len(parts) < 2 or parse.lower[parts[1][0]] != "to":
        return parts
    a, b = parts[0]
    whom = cue < a <= cue + 2 and parse.lower[a - 1] in ("on", "upon", "to") and not any(parse.upos[k] in ("VERB", "AUX") for k in range(a, b + 1))
    return parts[1:] if whom else parts


def _begin(parse: Parse, cue: int, credit: int, first: int, last: int, taken: Container[int]) -> int:
    """The first token of what stands behind "according to" somebody at a sentence's head: "According to the police, when they came, …"."""
    if parse.lemmas[cue] in of_cues("urging") and parse.lower[first] == "to":
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
    heads = [c for c in parse.children[cue] if first <= c <= last and parse.relations[c] in _CLAUSE and has_predicate(parse, c)]
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
        if i in taken or (parse.lower[i] in of_cues("turns") and parse.upos[i] in ("SCONJ", "CCONJ")):
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
        turns = parse.lower[i] in of_cues("turns") and parse.upos[i] in ("SCONJ", "CCONJ")
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


def _with_result(parse: Parse, last: int, taken: Container[int]) -> int:
    """The last token of a content and of the result that goes on behind its comma: "says four have died, bringing the toll to 13"."""
    k, end = last + 1, parse.sentences[parse.sentence[last]][1]
    if k >= end or parse.tokens[k].text != "," or parse.xpos[k + 1] != "VBG" or parse.low_lemmas[k + 1] not in of_cues("results"):
        return last
    stop = next((i for i in range(k + 1, end + 1) if i in taken or (parse.lower[i] in of_cues("turns") and parse.upos[i] in ("SCONJ", "CCONJ"))), end + 1)
    while stop - 1 > k + 1 and parse.upos[stop - 1] in ("PUNCT", "CCONJ"):
        stop -= 1
    return stop - 1
