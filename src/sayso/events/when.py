"""When an event took place: the time of its own clause; else, for what has happened, of its sentence or of the story so far."""

from collections.abc import Sequence
from functools import cached_property

from sayso.events.arguments import case_of
from sayso.text.parse import Parse
from sayso.times import attach
from sayso.types.reading import Time

__all__ = ["APART", "Clock", "time_of"]

_SAME_TIME = frozenset("begin start continue try manage able attempt say fail help use refuse".split())
APART = frozenset(("after", "before", "since", "following", "despite", "until", "because", "over"))
"""Prepositions whose phrase has a time of its own: "met on Monday after the attack"."""
_SPEECH = frozenset(("ccomp", "parataxis"))
_UNREAL = frozenset("will would shall 'll may might could can should must 'd to".split())


def time_of(parse: Parse, times: Sequence[Time], token: int) -> Time | None:
    """When the event at a token took place: the time of its own phrase, else of the clause that it is part of.

    "Killed in an attack on Monday", "began to shell the town on Monday", "on Monday they came and burned it, killing two"; but
    not "promised on Monday to attack" or "met on Monday after the attack".
    """
    here = token
    for _ in range(5):
        found = attach(parse, times, here)
        if found is not None:
            return found
        above = parse.heads[here]
        if above < 0 or not _shares(parse, here, above):
            return None
        here = above
    return None


def _shares(parse: Parse, here: int, above: int) -> bool:
    """Whether a word's event is as old as that of the word above it."""
    relation = parse.relations[here].partition(":")[0]
    if parse.relations[here] == "acl:relcl" or case_of(parse, here) in APART:
        return False
    if relation == "xcomp":
        return parse.lemmas[above] in _SAME_TIME or parse.xpos[here] in ("VBG", "VBN")
    if parse.upos[here] in ("NOUN", "PROPN"):
        return relation in ("obj", "nsubj", "obl", "nmod", "conj", "compound")
    if relation == "conj":
        # the subject is shared, so is the day; "attacked on Monday and will leave" has its own tense
        return parse.child(here, "nsubj") < 0 and parse.child(here, "aux") < 0
    if relation == "advcl":
        return (parse.xpos[here] in ("VBG", "VBN") and parse.child(here, "mark") < 0) or _while(parse, here)
    return relation in ("acl", "amod") and parse.xpos[here] == "VBG"


def _while(parse: Parse, clause: int) -> bool:
    """Whether a clause is of the same time as the one above it: "… while shells fell again"."""
    return any(parse.lower[k] in ("while", "as", "when") and parse.relations[k] in ("mark", "advmod") for k in parse.children[clause])


class Clock:
    """The times of one report's events, where a date once given holds on in the story."""

    def __init__(self, parse: Parse, times: Sequence[Time]) -> None:
        self.parse, self.times = parse, times

    def time_of(self, token: int, *, happened: bool) -> Time | None:
        """When the event at ``token`` took place; what has not ``happened``, or is not told in the past, has only a time of its own.

        A date that is the only one of the sentence dates what the sentence tells, unless one of the two is in what somebody
        says and the other is not ("said on Friday that shells had hit the port"). A date on which the sentence before had
        something happen goes on: "Gunmen stormed the base on Friday. They killed two guards."
        """
        own = time_of(self.parse, self.times, token)
        if own is not None or not happened or self._apart(token):
            return own
        number = self.parse.sentence[token]
        here = [t for t in self._points.get(number, ()) if self._in_one_breath(token, t) and not self._elsewhere(token, t)]
        if self._points.get(number):
            return here[0] if len(self._points[number]) == len(here) == 1 and not self._unreal(token) else None
        if not self._past(token):
            return None
        before = self._told.get(number - 1)
        return before if before is not None and self._near(token, before) else None

    @cached_property
    def _points(self) -> dict[int, list[Time]]:
        """By sentence, its resolved dates and times."""
        out: dict[int, list[Time]] = {}
        for t in self.times:
            first, last = self.parse.tokens_in(t.start, t.end)
            if t.type in ("date", "time") and t.edtf is not None and first <= last:
                out.setdefault(self.parse.sentence[first], []).append(t)
        return out

    @cached_property
    def _told(self) -> dict[int, Time]:
        """By sentence, the last date that something in the past tense, and in a main clause, happened on."""
        out: dict[int, Time] = {}
        for number, points in self._points.items():
            for t in points:
                verb = self._verb(t)
                if verb >= 0 and self.parse.relations[verb].partition(":")[0] in ("root", "conj", "ccomp") and self._past(verb):
                    out[number] = t
        return out

    def _verb(self, time: Time) -> int:
        first, _ = self.parse.tokens_in(time.start, time.end)
        return next((a for a in self.parse.ancestors(first) if self.parse.upos[a] in ("VERB", "AUX")), -1)

    def _near(self, token: int, time: Time) -> bool:
        first, _ = self.parse.tokens_in(time.start, time.end)
        return self.parse.paragraph[token] - self.parse.paragraph[first] <= 1

    def _past(self, token: int) -> bool:
        """Whether the finite verb over a word is in the simple past: neither "has killed" nor "had killed" nor "to kill"."""
        parse = self.parse
        for a in (token, *parse.ancestors(token)):
            if parse.upos[a] not in ("VERB", "AUX") and parse.child(a, "cop") < 0:
                continue
            helpers = [c for c in parse.children[a] if parse.relations[c].startswith(("aux", "cop", "mark"))]
            if any(parse.lower[c] in _UNREAL or parse.lemmas[c] == "have" for c in helpers):
                return False
            if parse.xpos[a] == "VBD" or any(parse.xpos[c] == "VBD" for c in helpers):
                return True
            if parse.xpos[a] in ("VBZ", "VBP") or any(parse.xpos[c] in ("VBZ", "VBP") for c in helpers):
                return False
        return False

    def _unreal(self, token: int) -> bool:
        """Whether the verb over a word puts it off or makes it a mere possibility: "will", "could", "to"."""
        parse = self.parse
        verb = next((a for a in (token, *parse.ancestors(token)) if parse.upos[a] in ("VERB", "AUX")), token)
        return any(parse.lower[c] in _UNREAL for c in parse.children[verb] if parse.relations[c].startswith(("aux", "mark")))

    def _apart(self, token: int) -> bool:
        """Whether a phrase or clause over the word has a time of its own ("after the attack")."""
        parse = self.parse
        for a in (token, *parse.ancestors(token)):
            if case_of(parse, a) in APART or any(parse.relations[k] == "mark" and parse.lower[k] in APART for k in parse.children[a]):
                return True
            if parse.upos[a] in ("VERB", "AUX") and a != token:
                return False
        return False

    def _in_one_breath(self, token: int, time: Time) -> bool:
        """Whether word and date are both in what somebody says, or both outside of it."""
        parse = self.parse
        first, _ = parse.tokens_in(time.start, time.end)
        ours, theirs = [token, *parse.ancestors(token)], [first, *parse.ancestors(first)]
        shared = next((a for a in ours if a in theirs), -1)
        path = (*ours[: ours.index(shared)], *theirs[: theirs.index(shared)]) if shared >= 0 else ours
        return not any(parse.relations[a].partition(":")[0] in _SPEECH and not self._new_sentence(a) for a in path)

    def _elsewhere(self, token: int, time: Time) -> bool:
        """Whether a date only says since when something else held: "Sudzha, held by Ukraine since August, has been recaptured"."""
        first, last = self.parse.tokens_in(time.start, time.end)
        head = next((i for i in range(first, last + 1) if not first <= self.parse.heads[i] <= last), first)
        return case_of(self.parse, head) in ("since", "until") and self.parse.heads[head] != token

    def _new_sentence(self, clause: int) -> bool:
        """Whether a full stop parts a clause from the one above it, which the parse ran together."""
        parse = self.parse
        first, _ = parse.subtree(clause)
        return parse.relations[clause] == "parataxis" and "." in parse.lower[parse.heads[clause] + 1 : max(first + 1, clause)]
