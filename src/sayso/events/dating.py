"""What speaks for and against a time as the time of an event, as names of features whose weights are in ``resources/events/dating.yaml``."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from sayso.events.dated import time_of
from sayso.events.telling import article, bare_plural, clause_of, finite_form, form_of, introduced, is_predicate, root_of, sentences
from sayso.statements.lists import of_cues
from sayso.text.parse import Parse
from sayso.types.reading import Time

__all__ = ["Candidate", "Scenes"]

_PREPOSITIONS: Final = frozenset("on in at since until by after before for from between of during to and , the over this".split())
_NAMED: Final = frozenset("PER ORG LOC NORP FAC".split())
_STOPS: Final = frozenset(".!?\"'”’")


class Candidate(NamedTuple):
    """A time that may be that of an event, with the names of its features, and what the encoder says of it; None for that the text gives none."""

    time: Time | None
    features: tuple[str, ...]
    heard: float = 0.0


class _Event(NamedTuple):
    """What the words of an event show of its time."""

    token: int
    form: str
    tells: str
    word: str
    above: tuple[int, ...]
    saying: bool
    root: str


class _Date(NamedTuple):
    """What a date of earlier sentences is, whichever event is asked about: where it was first and last spoken of, the form of the last
    predicate over it, whether that is one of saying, and its features."""

    first: int
    latest: int
    form: str
    told: bool
    features: tuple[str, ...]


class Scenes:
    """The times of a report that events can be at: those of the event's own sentence, and what earlier sentences have spoken of.

    Args:
        parse: The report's parse.
        times: Its times.
        published: The day of publication; None if not known.
        outside: Tokens of which no time is one of the story: datelines, headers.
    """

    def __init__(self, parse: Parse, times: Sequence[Time], published: date | None, outside: frozenset[int] = frozenset()) -> None:
        self._parse, self._times = parse, times
        self._published = published
        self._spans = sentences(parse)
        self._sentence = [k for k, (first, last) in enumerate(self._spans) for _ in range(first, last + 1)]
        self._at: dict[int, int] = {}
        self._by_sentence: dict[int, list[Time]] = {}
        for t in times:
            first, last = parse.tokens_in(t.start, t.end)
            if last >= first and first not in outside and t.type in ("date", "time") and (t.edtf is not None or (t.timex or "").endswith("_REF")):
                self._at[t.start] = first
                self._by_sentence.setdefault(self._sentence[first], []).append(t)
        self._roots: dict[int, dict[str, int]] = {}
        self._dated: dict[int, Time | None] = {}
        self._kinds: dict[int, tuple[str, str]] = {}
        self._heads: dict[int, int] = {}
        self._verbs: dict[int, int] = {}
        self._forms: dict[int, str] = {}
        self._dates: dict[tuple[int, int], _Date] = {}
        self._earlier_dates: dict[int, dict[str, list[Time]]] = {}

    def of(self, token: int) -> Sequence[Time]:
        """The times of a word's own sentence."""
        return self._by_sentence.get(self._sentence[token], ())

    def dated(self, token: int) -> Time | None:
        """The time of a word's own clause, by syntax."""
        if token not in self._dated:
            self._dated[token] = time_of(self._parse, self._times, token)
        return self._dated[token]

    def candidates(self, token: int) -> list[Candidate]:
        """What may be the time of the event at a token, "none" first, then the times of its sentence, then of those before.

        No time of another sentence is one of what is no one event, or is told from another time ("have killed", "had killed"); no
        day to come is; and none is where the sentence before has opened a scene of its own.
        """
        event = self._event(token)
        own = [t for t in self.of(token) if not self._elsewhere(token, t) and not self._ofof_cues(event, t)]
        every = list(self._before(self._sentence[token]).values())
        out = [Candidate(None, tuple(self._none(event, own)), self._heard(event, None))]
        again = {m[0].edtf for m in every}
        given = {t.edtf for t in own}
        for t in own:
            features = tuple(self._own(event, t, own))
            out.append(Candidate(t, (*features, "own again") if t.edtf in again else features, self._heard(event, t)))
        if every and event.tells in ("past", "none") and not bare_plural(self._parse, token) and not self._with_its_verb(token):
            at_all = tuple(self._at_all(event, own))
            ends = sorted(mentions[-1].start for mentions in every)
            last = max(every, key=lambda mentions: mentions[-1].start)
            for m in (last,) if self._opens(last[-1], token) else every:
                if m[0].edtf not in given and self._kind(m[0])[1] != "future" and not self._of_another_story(m, token):
                    date = self._date(m)
                    features = (*at_all, *date.features, *self._earlier(event, m, date, every, ends, last))
                    out.append(Candidate(m[0], features, self._heard(event, m[0], earlier=True)))
        return out

    def _with_its_verb(self, token: int) -> bool:
        """Whether a participle tells what came of a deed that has a time: "attacked it in 2012, killing ten": on no other day."""
        p = self._parse
        above = p.heads[token]
        result = p.relations[token] == "advcl" and p.xpos[token] == "VBG" and 0 <= above < token and p.child(token, "mark") < 0
        return result and self.dated(token) is not None and self.dated(token) is self.dated(above)

    def _opens(self, time: Time, token: int) -> bool:
        """Whether the sentence before, in the same paragraph, opens a scene with a time: "In May rebels captured Bukavu. They burned a clinic."."""
        p, at = self._parse, self._at[time.start]
        verb = self.predicate(at)
        return self._sentence[token] - self._sentence[at] == 1 and p.paragraph[at] == p.paragraph[token] and at < verb and p.relations[verb] == "root"

    def _of_another_story(self, mentions: Sequence[Time], token: int) -> bool:
        """Whether an hour, or a part of a day, stands in other paragraphs alone, with other names: "overnight" of one story of a roundup
        is not that of the next."""
        p = self._parse
        if self._kind(mentions[0])[0] != "hour" or any(p.paragraph[self._at[t.start]] == p.paragraph[token] for t in mentions):
            return False
        names = self._named.get(p.paragraph[token])
        return names is not None and all(names.isdisjoint(self._named.get(p.paragraph[self._at[t.start]], ())) for t in mentions)

    @cached_property
    def _named(self) -> dict[int, set[str]]:
        """The names of each paragraph, word by word."""
        p = self._parse
        out: dict[int, set[str]] = {}
        for i in (i for n in p.names if n.kind in _NAMED for i in range(n.first, n.last + 1)):
            if p.upos[i] in ("PROPN", "ADJ", "NOUN"):
                out.setdefault(p.paragraph[i], set()).add(p.lower[i])
        return out

    def _heard(self, e: _Event, time: Time | None, *, earlier: bool = False) -> float:
        """What the encoder says of a time for an event."""
        says = self._parse.dating
        if says is None:
            return 0.0
        verb = self.predicate(e.token)
        if time is None:
            return says.event.item(e.token, 0) + says.predicate.item(verb, 0)
        at = self._at[time.start]
        near = says.event.item(e.token, 1 + earlier) + says.predicate.item(verb, 1 + earlier) + says.time.item(at, int(earlier))
        return near + float(says.asks[e.token] @ says.tells[at])

    def _ofof_cues(self, e: _Event, time: Time) -> bool:
        """Whether a date is that of saying what is told of: "confirmed today that shells had hit the port"."""
        p = self._parse
        if e.form not in ("perfect", "past perfect"):
            return False
        verb = self.predicate(self._at[time.start])
        return verb != e.token and verb in e.above and p.low_lemmas[verb] in of_cues("speech")

    def _told_of(self, e: _Event, mentions: Sequence[Time]) -> list[tuple[Time, int]]:
        """The mentions of a date in whose sentence a word of the event's root stands, with that word."""
        return [(t, word) for t in mentions if (word := self._roots_of(self._sentence[self._at[t.start]]).get(e.root, -1)) >= 0]

    def _barred(self, e: _Event, mentions: Sequence[Time], date: _Date, every: Sequence[Sequence[Time]], last: Sequence[Time], *, dated: bool) -> Iterator[str]:
        """What of an event speaks against a date of the sentences before.

        For "the attack", that none is ``dated`` by it, and it is not that of the news; that it is a day of saying, for what was not said; and that
        the paragraph has another date since, which has opened a scene of its own.
        """
        p = self._parse
        if e.word == "noun" and not (dated or mentions is every[0] or introduced(p, e.token)):
            yield "earlier barred noun"
        if date.told and not e.saying:
            yield "earlier barred saying"
        if mentions is not last and p.paragraph[self._at[last[-1].start]] == p.paragraph[e.token]:
            yield "earlier barred scene"
            yield f"earlier barred scene {min(3, self._sentence[e.token] - self._sentence[self._at[last[-1].start]])}"

    def _head(self, time: Time) -> int:
        """The word of a time on which the others depend."""
        if time.start not in self._heads:
            self._heads[time.start] = self._parse.top(*self._parse.tokens_in(time.start, time.end))
        return self._heads[time.start]

    def _elsewhere(self, token: int, time: Time) -> bool:
        """Whether a date only says since when something else held: "Sudzha, held by Ukraine since August, has been recaptured"."""
        head = self._head(time)
        governor = self._parse.heads[head]
        return self._parse.prepositions[head] in ("since", "until") and governor != token and governor not in self._parse.ancestors(token)

    @cached_property
    def _opening(self) -> int:
        """The first sentence of the story: what stands above it is a headline or a date line."""
        p = self._parse
        for k, (first, last) in enumerate(self._spans):
            if p.tokens[last].text[-1] in _STOPS and any(p.upos[i] in ("VERB", "AUX") for i in range(first, last + 1)):
                return k
        return 0

    def _before(self, sentence: int) -> dict[str, list[Time]]:
        """The dates of the sentences before one, in the order in which they first were given, with all their mentions."""
        if sentence in self._earlier_dates:
            return self._earlier_dates[sentence]
        out = self._earlier_dates[sentence] = {}
        for s, times in self._by_sentence.items():
            if s >= sentence:
                break
            if s < self._opening:
                continue
            for t in times:
                if t.edtf is not None:
                    out.setdefault(t.edtf, []).append(t)
        return out

    def _event(self, token: int) -> _Event:
        p = self._parse
        verb = self.predicate(token)
        above = (token, *p.ancestors(token))
        nominal = p.upos[token] in ("NOUN", "PROPN")
        return _Event(
            token,
            self._form(verb),
            finite_form(p, above),
            "noun" if nominal else "verb" if p.upos[token] == "VERB" else "other",
            above,
            p.low_lemmas[token] in of_cues("speech") or token in self._cues,
            root_of(p.lemmas[token]),
        )

    def predicate(self, i: int) -> int:
        """The predicate that a word belongs to; itself where there is none."""
        if i not in self._verbs:
            p = self._parse
            self._verbs[i] = next((a for a in (i, *p.ancestors(i)) if is_predicate(p, a)), i)
        return self._verbs[i]

    def _form(self, verb: int) -> str:
        if verb not in self._forms:
            self._forms[verb] = form_of(self._parse, verb)
        return self._forms[verb]

    @cached_property
    def _cues(self) -> frozenset[int]:
        return frozenset(i for s in self._parse.attribution if s.role == "cue" for i in range(s.first, s.last + 1))

    def _none(self, e: _Event, own: Sequence[Time]) -> Iterator[str]:
        p = self._parse
        yield "none"
        yield f"none form {e.form}"
        yield f"none word {e.word}"
        yield f"none beside {min(len(own), 3)}"
        yield f"none sentence {max(-1, min(self._sentence[e.token] - self._opening, 4))}"
        yield f"none fact {max(-1, min(3, round(p.factuality[e.token])))}"
        if e.saying:
            yield "none saying"
            yield f"none saying {e.form}"
            yield f"none saying beside {min(len(own), 2)}"

    def _own(self, e: _Event, t: Time, own: Sequence[Time]) -> Iterator[str]:
        """A time of the event's own sentence."""
        p, at = self._parse, self._at[t.start]
        size, away = self._kind(t)
        dated = self.dated(e.token)
        yield "own"
        yield f"own size {size}"
        yield f"own away {away}"
        yield f"own form {e.form}"
        yield f"own word {e.word}"
        yield "own dated" if dated is t else "own dated not" if dated is None else "own dated other"
        if dated is t:
            yield f"own dated {e.word}"
        if t is min(own, key=lambda o: abs(self._at[o.start] - e.token)):
            yield "own nearest"
        if len(own) == 1:
            yield f"own only {e.form}"
        yield from self._path(e, at)
        before = p.lower[at - 1] if at else ""
        yield f"own behind {before if before in _PREPOSITIONS else 'other'}"
        yield f"own tokens {'+' if at > e.token else '-'}{min(4, abs(at - e.token) // 4)}"
        yield f"own commas {min(2, p.lower[min(at, e.token) : max(at, e.token)].count(','))}"
        if e.saying:
            yield "own saying"
        if at - self._spans[self._sentence[at]][0] <= 2:
            yield "own opens"

    def _path(self, e: _Event, at: int) -> Iterator[str]:
        """How time and event hang together in the sentence."""
        p = self._parse
        theirs = (at, *p.ancestors(at))
        shared = next((a for a in e.above if a in theirs), -1)
        if shared < 0:
            yield "own apart"
            return
        up, down = e.above[: e.above.index(shared)], theirs[: theirs.index(shared)]
        climbed, fallen = [n for n in (clause_of(p, a) for a in up) if n], [n for n in (clause_of(p, a) for a in down) if n]
        ours, others = "+".join(climbed[:2]) or "0", "+".join(fallen[:2]) or "0"
        yield f"own up {ours}"
        yield f"own down {others}"
        verb = self.predicate(p.heads[at]) if p.heads[at] >= 0 else at
        if verb == e.token:
            yield "own governs"
        if verb == self.predicate(e.token):
            yield "own verb"
        elif p.low_lemmas[verb] in of_cues("speech"):
            yield "own told"
        yield f"own forms {self._form(verb)} {e.form}"

    def _at_all(self, e: _Event, own: Sequence[Time]) -> Iterator[str]:
        """What speaks for and against a time of the sentences before, whichever it is."""
        p = self._parse
        yield "earlier"
        yield f"earlier form {e.form}"
        yield f"earlier tells {e.tells}"
        yield f"earlier word {e.word}"
        if own:
            yield f"earlier beside {min(2, len(own))}"
        if e.saying:
            yield "earlier saying"
        if e.word == "noun":
            which = article(p, e.token)
            yield f"earlier {'many' if p.xpos[e.token] in ('NNS', 'NNPS') else 'one'} {which}"
            yield f"earlier article {which}"

    def _date(self, mentions: Sequence[Time]) -> _Date:
        """What a date of the sentences before is by itself, by all its mentions so far."""
        known = mentions[0].start, len(mentions)
        if known not in self._dates:
            p, latest = self._parse, self._at[mentions[-1].start]
            verb = self.predicate(latest)
            top = p.base_relations[verb]
            size, away = self._kind(mentions[0])
            features = [
                f"earlier away {away}",
                f"earlier under {top if top in ('root', 'ccomp', 'advcl', 'acl', 'conj') else 'other'}",
                f"earlier mentions {min(3, len(mentions))}",
                f"earlier size {size}",
            ]
            if all(p.relations[self._head(t)] in ("nmod:poss", "compound", "amod") for t in mentions):
                features.append("earlier barred names")  # it only names something: "October's election"
            told = p.low_lemmas[verb] in of_cues("speech")
            self._dates[known] = _Date(self._at[mentions[0].start], latest, self._form(verb), told, tuple(features))
        return self._dates[known]

    def _earlier(
        self, e: _Event, mentions: Sequence[Time], date: _Date, every: Sequence[Sequence[Time]], ends: Sequence[int], last: Sequence[Time]
    ) -> Iterator[str]:
        """How an event and a time of the sentences before go together; ``ends`` are where each such time was last spoken of, ``last`` is the latest."""
        p = self._parse
        named = self._told_of(e, mentions)
        dated = any(self.dated(w) is t for t, w in named)
        place = ("first" if mentions is every[0] else "") + ("last" if mentions is last else "") or "amid"
        behind = self._sentence[e.token] - self._sentence[date.latest]
        yield f"earlier {place}"
        yield f"earlier {place} behind {min(4, behind)}"
        yield f"earlier {place} of {min(4, len(every))}"
        yield f"earlier behind {behind if behind < 4 else 4 if behind < 7 else 7}"
        lead = self._sentence[date.first] - self._opening
        if lead <= 1:
            yield "earlier lead"
            yield f"earlier lead {lead} {e.form}"
        # whether a sentence of the time speaks of the event by a word of the same root, and whether the time dates that word
        if named:
            yield "earlier again"
            yield f"earlier again {'saying' if e.saying else e.word}"
        if dated:
            yield "earlier again dated"
            yield f"earlier again dated {e.word}"
        yield f"earlier forms {date.form} {e.form}"
        if date.told:
            yield "earlier told saying" if e.saying else "earlier told"
        yield from self._barred(e, mentions, date, every, last, dated=dated)
        yield f"earlier since {min(4, len(every) - bisect_right(ends, mentions[-1].start))}"
        if p.paragraph[date.latest] == p.paragraph[e.token]:
            yield "earlier paragraph"

    def _roots_of(self, sentence: int) -> dict[str, int]:
        if sentence not in self._roots:
            p = self._parse
            first, last = self._spans[sentence]
            found: dict[str, int] = {}
            for i in range(first, last + 1):
                if p.upos[i] in ("NOUN", "VERB", "ADJ", "PROPN"):
                    found.setdefault(root_of(p.lemmas[i]), i)
            self._roots[sentence] = found
        return self._roots[sentence]

    def _kind(self, t: Time) -> tuple[str, str]:
        """How long a time is, and where it lies from the day of publication."""
        if t.start not in self._kinds:
            self._kinds[t.start] = _size(t), self._away(t)
        return self._kinds[t.start]

    def _away(self, t: Time) -> str:
        if self._published is None or t.earliest is None:
            return "unknown"
        days = (date.fromisoformat(t.earliest[:10]) - self._published).days
        if days <= 0 and t.latest is not None and _size(t) in ("year", "month", "span") and date.fromisoformat(t.latest[:10]) >= self._published:
            return "around"
        return next((name for least, name in ((1, "future"), (0, "today"), (-1, "yesterday"), (-8, "week"), (-400, "year")) if days >= least), "old")


def _size(t: Time) -> str:
    e = t.edtf
    if e is None:
        return "now"
    return "span" if "/" in e else "hour" if "T" in e else {4: "year", 7: "month", 10: "day"}.get(len(e), "other")
