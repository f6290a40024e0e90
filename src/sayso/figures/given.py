"""The place that grammar gives a figure: in its noun phrase, then in the clause of its verb, then in the clauses above."""

from typing import Final, NamedTuple

from sayso.figures.context import words_of
from sayso.figures.counted import measures
from sayso.figures.governor import passive
from sayso.figures.located import SENDING, SORTS, Located
from sayso.text.parse import Parse
from sayso.types.reading import Place

__all__ = ["Given", "Where"]


class Where(NamedTuple):
    """A place, how sure it is that the figure belongs there, and which rule says so."""

    place: Place | None
    sure: float
    rule: str = ""


_COUNTING: Final = frozenset({("account", "for"), ("take", "in")})
_NEIGHBOURING: Final = frozenset({"neighbouring", "neighboring", "other", "adjacent", "surrounding"})
_LIST: Final = frozenset({",", ":", ";", "and", "–", "—"})
_WORLD: Final = frozenset({"worldwide", "globally", "globe"})
_BESIDE: Final = 3
"""Tokens between a number without a noun and a place that is its own."""


class Given(Located):
    """What grammar says of where figures hold."""

    def _given(self, noun: int, by: int, *, goods: bool = False, left: bool = False, sent: bool = False) -> Where | None:
        """The place that the grammar gives; None where the scene must tell."""
        parse = self._parse
        if by >= 0 and by != noun and abs(by - noun) <= _BESIDE and self._is_location(by) and self._parse.upos[by] != "VERB" and self._beside(noun, by):
            return Where(self.at[by], 0.9, "beside")  # "… and Tahoua for 87"
        if (named := self._right_behind(noun)) is not None:
            return Where(named, 0.9, "beside")
        tallied = self._tallied(noun)
        if sent and tallied is not None and self._from_abroad(tallied, noun):
            tallied = None  # "the United States has 1,100 soldiers", in a report on Niger
        if tallied is not None and not self._own_case(noun):
            return Where(tallied, 0.8, "tallied")
        described = self._described(noun)
        if described is not None:
            return Where(described, 0.85, "described")
        if (toll := self._of_the_toll(by)) is not None:
            return Where(toll, 0.85, "subject")
        origin: Place | None = None
        for t in dict.fromkeys((noun, by)):
            found = self._below(t, left=left) if t >= 0 else None
            if found and not left and self._only_from(t, goods=goods):
                origin = None if goods else found  # "persons displaced from Homs have arrived in Lebanon": better where they are
            elif found:
                return Where(found, 0.9, "noun" if t == noun else "verb")
        anchor = by if by >= 0 else noun
        start, end = parse.sentences[parse.sentence[anchor]]
        if self._everywhere(start, end):
            return Where(None, 0.8, "world")
        if tallied is not None:
            return Where(tallied, 0.75, "tallied")
        if (shared := self._shared_place(by, noun, left=left)) is not None:
            return Where(shared, 0.75, "verb")
        below = anchor
        for t in (anchor, *parse.ancestors(anchor)):
            if t in self._speaking or _cue_above(parse, below, t):
                break  # where it was said is not where it happened
            if _stopped(parse, below, t):
                break
            if parse.relations[below] == "acl:relcl" and self._is_location(t) and any(parse.lower[k] == "where" for k in parse.children[below]):
                return Where(self.at[t], 0.9, "where")  # "Homs, where 12 were killed"
            if t != anchor and self._is_location(t) and parse.lower[t + 1 : t + 2] == [":"]:
                break  # "Homs: In Talbiseh, where …, 12 died": the label of a paragraph is only where its first word is none
            found = self._below(t, left=left)
            if found and found is not origin and not (goods and self._only_from(t, goods=goods)):
                return Where(found, 0.8, "above" if t != anchor else "verb")
            subject = parse.child(t, "nsubj")
            if subject >= 0 and subject not in self._speaking and not self._acts(subject, t):
                found = self._inside(subject)
                if found:
                    return Where(found, 0.75, "subject")
            below = t
        return Where(origin, 0.8, "origin") if origin is not None else None

    def _shared_place(self, verb: int, noun: int, *, left: bool) -> Place | None:
        """The place behind the second of two verbs that share it: "destroyed 310 huts and damaged 640 in Rastan"."""
        parse = self._parse
        if verb < 0 or parse.upos[verb] != "VERB" or parse.relations[noun] not in ("obj", "nsubj:pass"):
            return None
        for v in parse.children[verb]:
            if v > noun and parse.relations[v] == "conj" and parse.upos[v] == "VERB" and parse.child(v, "nsubj") < 0 and v - noun <= _BESIDE:
                goes = any(parse.case(c) in ("to", "into", "from") for c in parse.children[v])  # "killed 12 and took 20 hostages to Hama"
                return None if goes else self._below(v, left=left)
        return None

    def _from_abroad(self, place: Place, token: int) -> bool:
        """Whether a place is a country, and the text is set in another."""
        here = self._scenes.country(token) or self._scenes.title.country
        return place.precision == "country" and here is not None and here.country != place.country

    def _acts(self, subject: int, verb: int) -> bool:
        """Whether a state, or the capital that stands for it, gives or sends something elsewhere: "Prague has collected money"."""
        place = self._named[subject]
        other = self._scenes.title.place
        beside = place is not None and other is not None and place.precision == other.precision == "province" and place.name != other.name
        state = beside or (place is not None and (place.precision == "country" or place.feature == "PPLC"))
        return state and verb != subject and self._parse.low_lemmas[verb] in SENDING and not passive(self._parse, verb)

    def _beside(self, noun: int, place: int) -> bool:
        """Whether a place stands right at a number without a noun: "Tahoua for 87", "3,000 in Al Bayda"."""
        return (
            self._parse.upos[noun] == "NUM"
            and self.at[noun] is None
            and self._parse.lower[min(noun, place) + 1 : max(noun, place)] in ([], ["for"], ["in"], ["at"])
        )

    def _of_the_toll(self, verb: int) -> Place | None:
        """The place of the toll that rises: "In Syria, the number of dead after the raid on Homs has risen to 30" holds at Homs."""
        parse = self._parse
        if verb < 0 or parse.low_lemmas[verb] not in measures()["toll_verbs"] or (subject := parse.child(verb, "nsubj")) < 0:
            return None
        tally = parse.low_lemmas[subject] in ("number", "toll", "tally", "count", "total") or parse.low_lemmas[subject] in measures()["toll_nouns"]
        if not tally or subject in self._speaking:
            return None
        between = [c for c in parse.children[verb] if subject < c < verb and parse.low_lemmas[c] in words_of("happenings")]  # what the dead are of
        return next((place for c in (subject, *between) if (place := self._inside(c)) is not None), None)

    def _right_behind(self, noun: int) -> Place | None:
        """The place right behind a number that stands in a list of such: "67,000 in Rastan, 41,000 in Talbiseh and 8,000 in Homs"."""
        parse = self._parse
        k = noun + 2
        listed = parse.upos[noun] == "NUM" and parse.lower[noun + 1 : k] in (["in"], ["at"]) and parse.lower[noun - 1] in _LIST
        return self.at[k] if listed and k < len(parse) and self._is_location(k) and parse.sentence[k] == parse.sentence[noun] else None

    def _own_case(self, noun: int) -> bool:
        """Whether the counted noun has a place of its own behind it: "has recorded 12 deaths in Homs"."""
        return any(self._parse.case(c) in ("in", "at") and self._inside(c) is not None for c in self._parse.children[noun] if c > noun)

    def _only_from(self, t: int, *, goods: bool) -> bool:
        """Whether the place below a word is an origin: "people from Homs", "displaced from Homs"."""
        parse = self._parse
        if parse.upos[t] == "VERB" and not goods and parse.lemmas[t] not in ("arrive", "come") and not parse.relations[t].startswith("acl"):
            return False
        cases = {parse.case(i) for i in range(*self._bounds(t)) if self._is_location(i) and self._heads(i) and self._hangs(i, t)}
        return cases == {"from"}

    def _bounds(self, t: int) -> tuple[int, int]:
        first, last = self._parse.sentences[self._parse.sentence[t]]
        return first, last + 1

    def _heads(self, i: int) -> bool:
        """Whether a token is the word of its place that the others hang on."""
        return self._parse.heads[i] < 0 or self.at[self._parse.heads[i]] is not self.at[i]

    def _hangs(self, i: int, t: int) -> bool:
        return t in self._parse.ancestors(i)

    def _described(self, noun: int) -> Place | None:
        """The place that a phrase behind it tells of: "Homs, a city of 800,000 inhabitants, of which only half remain"."""
        parse = self._parse
        for t in (noun, *parse.ancestors(noun)):
            if parse.low_lemmas[t] not in SORTS or not any(parse.lower[c] in ("a", "an") for c in parse.children[t]):
                continue
            first = next((c for c in parse.children[t] if parse.lower[c] in ("a", "an")), t)
            k = first - 1
            while k > 0 and parse.upos[k] == "PUNCT" and parse.sentence[k] == parse.sentence[t]:
                k -= 1
            if k < first - 1 and self._is_location(k):
                return self.at[k]
        return None

    def _tallied(self, noun: int) -> Place | None:
        """The place that tallies the counted as its own: "Brazil has registered 899 deaths", "Chad's health ministry reported 12 cases"."""
        parse = self._parse
        if noun >= 0 and parse.relations[noun] == "nmod" and parse.upos[parse.heads[noun]] == "NUM":
            noun = parse.heads[noun]  # "accounts for 118 of the deaths"
        while parse.relations[noun] == "conj" and parse.upos[parse.heads[noun]] != "VERB" and parse.heads[noun] >= 0:
            noun = parse.heads[noun]
        verb = parse.heads[noun]
        if verb >= 0 and parse.lemmas[verb] == "home" and parse.relations[noun] in ("nmod", "obl") and (owner := parse.child(verb, "nsubj")) >= 0:
            return self._named[owner]  # "Peru is home to 1.5 million Venezuelans"
        told = parse.relations[noun] == "obj" or (parse.relations[noun] == "obl" and verb >= 0 and (parse.lemmas[verb], parse.case(noun)) in _COUNTING)
        if verb < 0 or not told or parse.low_lemmas[verb] not in words_of("tallying"):
            return None
        subject = parse.child(verb, "nsubj")
        if subject < 0:
            return None
        for t in (subject, *parse.children[subject]):
            place = self._named[t]
            if place is not None and (t == subject or parse.base_relations[t] in ("nmod", "amod", "compound")):
                return place
        return self._inside(subject)

    def abroad(self, verb: int) -> bool:
        """Whether those who flee go to another country: "fled to Chad", "sought refuge in eastern Chad", "entered Chad"."""
        parse = self._parse
        lemma = parse.lemmas[verb] if verb >= 0 else ""
        cases = ("to", "into", "in") if lemma in ("seek", "find", "arrive") else ("to", "into")
        refuge = parse.child(verb, "obj") if lemma in ("seek", "find", "take") else -1  # "have sought refuge in Chad"
        for c in (*parse.children[verb], *(parse.children[refuge] if refuge >= 0 else ())) if verb >= 0 else ():
            place, goal = self.at[c], parse.case(c) in cases
            state = place is not None and place.use == "location" and (place.feature or "").startswith("PCL")
            if state and (goal or (lemma == "enter" and parse.relations[c] == "obj")):
                return True
            if goal and parse.lemmas[c] == "country" and any(parse.lower[g] in _NEIGHBOURING for g in parse.children[c]):
                return True
        return False

    def _everywhere(self, start: int, end: int) -> bool:
        """Whether the words of a sentence say that all the world is meant: "worldwide", "around the globe"."""
        return not _WORLD.isdisjoint(self._parse.lower[start : end + 1])


def _cue_above(parse: Parse, below: int, t: int) -> bool:
    """Whether the clause of ``below`` is what ``t`` says."""
    return (
        below != t
        and parse.base_relations[below] in ("ccomp", "parataxis")
        and any(span.role == "cue" and span.first <= t <= span.last for span in parse.attribution)
    )


def _stopped(parse: Parse, below: int, above: int) -> bool:
    """Whether a full stop stands between two words that the parse joins: sentences that were not parted."""
    return any(parse.tokens[k].text == "." and parse.heads[k] in (below, above) for k in range(above + 1, below))
