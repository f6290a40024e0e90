"""When a figure holds: the time of its own clause, else of a clause that is joined to it."""

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.figures.context import words_of
from sayso.text.parse import Parse
from sayso.times.attach import attach
from sayso.types.reading import Time

__all__ = ["dated"]

_UP: Final = frozenset({"conj", "advcl", "xcomp", "acl", "obj", "obl", "nmod", "nsubj", "csubj", "appos", "dep", "nummod"})
_CLAUSES: Final = frozenset({"conj", "advcl", "xcomp"})
_ELSEWHEN: Final = frozenset({"since", "before", "until", "if", "unless", "because", "although", "though"})
_SAYING: Final = frozenset("confirm announce report say tell add state claim acknowledge investigate admit deny warn".split())
_DEEPEST: Final = 10
_WHEN: Final = 5
_NEXT: Final = 12
"""Characters from a number to the time that is its own."""
_SINCE: Final = 9
"""Tokens before a time within which "since" governs it: "since the outbreak of clashes on 15 April"."""


def dated(parse: Parse, times: Sequence[Time], by: int, noun: int) -> str | None:
    """The EDTF of the time that dates what a figure counts: its verb is ``by`` (−1 for none), its counted noun ``noun``.

    First what depends on one of them; then the nearest time of the sentence whose clause is joined to theirs: "killing 12 and
    wounding 30 on Friday", "detained two men as they searched a farm yesterday". The day on which something was said comes
    last: in "confirmed today the arrest of two men on Sunday" it was Sunday.
    """
    if not times:
        return None
    said: str | None = None
    for t in (noun, by) if parse.upos[noun] == "NUM" and _has_own(parse, times, noun) else (by, noun):
        found = attach(parse, times, t) if t >= 0 else None
        if found is None or not found.edtf or _compared(parse, found) or _of_an_agreement(parse, found, t):
            continue
        if not _dates_the_saying(parse, found, t):
            return _onwards(parse, found)
        said = said or found.edtf
    anchor = by if by >= 0 else noun
    return (_joined(parse, times, anchor) if anchor >= 0 else None) or said


def _of_an_agreement(parse: Parse, time: Time, t: int) -> bool:
    """Whether a time tells when what led to something was agreed: "under the deal agreed last month"."""
    for a in parse.ancestors(parse.top(*parse.tokens_in(time.start, time.end))):
        if a == t:
            return False
        if parse.low_lemmas[a] in words_of("agreements"):
            return True
    return False


def _compared(parse: Parse, time: Time) -> bool:
    """Whether a time is only what something is compared with: "more than in 2023", "the largest exchange since October"."""
    i = parse.tokens_in(time.start, time.end)[0]
    case = {parse.lower[c] for c in parse.children[i] if parse.relations[c] == "case"}
    for t in (i, *parse.ancestors(i)):
        if "than" in {parse.lower[c] for c in parse.children[t] if parse.relations[c] in ("case", "mark")}:
            return True
        if parse.upos[t] in ("VERB", "AUX"):
            return False
        if t != i and "since" in case and any(parse.xpos[c] == "JJS" or parse.lower[c] in ("first", "worst") for c in parse.children[t]):
            return True
    return False


def _onwards(parse: Parse, time: Time) -> str:
    """The EDTF of a time, open at its end where the figure counts from it on: "since Sunday", "since early May"."""
    edtf = time.edtf or ""
    first = parse.tokens_in(time.start, time.end)[0]
    for k in range(first, max(first - _SINCE, 0) - 1, -1):
        if parse.lower[k] == "since":
            return f"{edtf}/.." if "/" not in edtf else edtf
        if parse.upos[k] in ("VERB", "AUX", "PUNCT") and k < first:
            break
    return edtf


def _dates_the_saying(parse: Parse, time: Time, t: int) -> bool:
    """Whether a time depends on a verb of saying above ``t`` and stands before what was said."""
    verb = _verb_of(parse, parse.tokens_in(time.start, time.end)[0])
    return verb != t and verb >= 0 and parse.low_lemmas[verb] in _SAYING


def _verb_of(parse: Parse, i: int) -> int:
    """The verb that a word depends on, at any depth; the root where there is none."""
    root = i
    for a in parse.ancestors(i):
        root = a
        if parse.upos[a] in ("VERB", "AUX"):
            return a
    return root


def _joined(parse: Parse, times: Sequence[Time], anchor: int) -> str | None:
    """The nearest time of the sentence, those behind first, whose clause and that of ``anchor`` are joined."""
    first, last = parse.sentences[parse.sentence[anchor]]
    start, end = parse.tokens[first].start, parse.tokens[last].end
    above = list(_climb(parse, anchor))
    best: tuple[bool, int, str] | None = None
    for t in times:
        if not start <= t.start < end or t.edtf is None or t.type not in ("date", "time"):
            continue
        i = parse.top(*parse.tokens_in(t.start, t.end))
        verb = _verb_of(parse, i)
        if parse.relations[verb] == "csubj":
            verb = parse.heads[verb]  # "Fighting on 8 August left nine people dead"
        if _of_a_noun(parse, i, above) or (_compared(parse, t) and not _told_of(parse, i, anchor)):
            continue
        if _since_then(parse, verb):
            # behind the last of joined clauses it is said of all: "420 have been killed and 3,700 injured since the war began"
            above_it = list(_climb(parse, parse.heads[verb], _CLAUSES))
            if verb in above or parse.heads[verb] in above or anchor in above_it or above_it[-1] in above:
                best = best or (True, len(parse), f"{t.edtf}/.." if "/" not in t.edtf else t.edtf)
            continue
        if parse.low_lemmas[verb] in _SAYING:
            # "confirmed today the arrest of two men on Sunday": behind what was said, a time is no longer of the saying
            fits = i > anchor > verb and verb in parse.ancestors(anchor)
        else:
            chain = list(_climb(parse, verb, _CLAUSES, down_to=anchor))
            fits = verb in above or anchor in chain or chain[-1] in above
        if fits:
            this = (i < anchor, abs(i - anchor), _onwards(parse, t))
            best = min(best, this) if best else this
    return best[2] if best else None


def _has_own(parse: Parse, times: Sequence[Time], number: int) -> bool:
    """Whether a time hangs on a number itself: "97 a day in February, 150 in January"."""
    return any(
        parse.heads[parse.top(*parse.tokens_in(t.start, t.end))] == number
        for t in times
        if parse.tokens[number].start < t.start < parse.tokens[number].end + _NEXT
    )


def _since_then(parse: Parse, verb: int) -> bool:
    """Whether a clause tells since when something is counted: "since the war began on 15 April"."""
    return parse.relations[verb].startswith("advcl") and any(parse.relations[c] == "mark" and parse.lower[c] == "since" for c in parse.children[verb])


def _told_of(parse: Parse, i: int, anchor: int) -> bool:
    """Whether a clause with "when" right behind a time tells what happened then: "since October 2020, when 1,056 were freed"."""
    return i < anchor and any(parse.lower[c] == "when" and i < c <= i + _WHEN for c in parse.children[anchor])


def _of_a_noun(parse: Parse, i: int, above: Sequence[int]) -> bool:
    """Whether a time belongs to a noun deep in another's phrase: "the leader behind the May 11 attack"."""
    noun = parse.heads[i]
    if noun < 0 or noun in above or parse.upos[noun] != "NOUN" or not parse.relations[i].startswith(("compound", "amod", "nmod:poss")):
        return False
    return parse.base_relations[noun] in ("nmod", "appos", "compound")


def _climb(parse: Parse, i: int, over: frozenset[str] = _UP, *, down_to: int = -1) -> Iterator[int]:
    """``i`` and the words above it as long as what is joined happens at one time.

    Args:
        over: The relations that are climbed.
        down_to: The word that a chain of clauses is to reach: a clause with a subject of its own behind that word is another event.
    """
    yield i
    for _ in range(_DEEPEST):
        relation, head = parse.relations[i], parse.heads[i]
        base = relation.partition(":")[0]
        if head < 0 or base not in over or (relation == "acl:relcl" and not _scene_clause(parse, i)):
            return
        if base == "advcl" and any(parse.relations[c] in ("mark", "case") and parse.lower[c] in _ELSEWHEN for c in parse.children[i]):
            return
        if base == "advcl" and down_to < 0 and _earlier(parse, i):
            return
        if base == "conj" and down_to >= 0 and parse.upos[i] in ("VERB", "AUX") and i > down_to and parse.child(i, "nsubj") >= 0:
            return
        yield head
        i = head


def _earlier(parse: Parse, verb: int) -> bool:
    """Whether a clause tells with "after" what somebody or something else had done before: "rain fell on Friday after a storm killed 12"."""
    after = any(parse.relations[c] == "mark" and parse.lower[c] == "after" for c in parse.children[verb])
    return after and any(parse.relations[c] == "nsubj" for c in parse.children[verb])


def _scene_clause(parse: Parse, verb: int) -> bool:
    """Whether a relative clause tells what happened at its noun: "an incident in which", "a raid where"."""
    return any(parse.lower[c] in ("where", "when") or (parse.lower[c] == "which" and parse.child(c, "case") >= 0) for c in parse.children[verb])
