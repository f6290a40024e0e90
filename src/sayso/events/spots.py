"""The places of a report by token, and which of them a bare noun means: "the town", "the capital"."""

from bisect import bisect_left
from collections.abc import Container, Sequence

from sayso.events.kinds import settlements
from sayso.events.lexicon import nouns
from sayso.text.parse import Parse
from sayso.types.reading import Place

__all__ = ["Spots"]


class Spots:
    """The places of one report, looked up by the tokens that name them; those of the tokens ``without`` are left out."""

    def __init__(self, parse: Parse, places: Sequence[Place], *, without: Container[int] = ()) -> None:
        self.parse = parse
        self.places: dict[int, Place] = {}
        self.towns: set[str] = set()  # names that no list holds, of which something was told that befalls only towns
        for place in places:
            first, last = parse.tokens_in(place.start, place.end)
            for i in range(first, last + 1):
                if i not in without:
                    self.places[i] = place
        self._repeat(places, without)
        self._order = sorted(self.places)
        # names of countries as the report's places give them
        self.countries = {p.country: p for p in places if p.country and p.precision == "country"}

    def _repeat(self, places: Sequence[Place], without: Container[int]) -> None:
        """Take a name for the place that it is elsewhere in the report, where the encoder took it for a person's or other name."""
        known = {p.text: p for p in places if p.use == "location" and p.precision in ("city", "district", "point", "province")}
        for n in self.parse.names:
            if n.kind not in ("PER", "MISC", "LOC", "PRODUCT"):
                continue
            place = known.get(self.parse.text[self.parse.tokens[n.first].start : self.parse.tokens[n.last].end])
            for i in range(n.first, n.last + 1) if place is not None else ():
                if i not in self.places and i not in without and place is not None:
                    self.places[i] = place

    def called(self, token: int) -> Place | None:
        """The last place before a noun that was called by it: "the port" after "the river port of Kodok"."""
        parse = self.parse
        first, _ = parse.sentences[parse.sentence[token]]
        before = self._order[: bisect_left(self._order, token)]
        near = [p for i in reversed(before[bisect_left(before, first) :]) if (p := self._town(i)) is not None and p.precision == "city"]
        if near and all(p.name == near[0].name for p in near) and parse.low_lemmas[token] in ("city", "town"):
            return near[0]  # the one town of the sentence
        lemma = parse.low_lemmas[token]
        for i in reversed(before):
            if self._town(i) is None:
                continue
            above = parse.heads[i]
            if (above >= 0 and lemma == parse.low_lemmas[above]) or any(lemma == parse.low_lemmas[c] for c in parse.children[i]):
                return self.places[i]
        return None

    def focus(self, token: int) -> Place | None:
        """The place that a bare noun means: the last one called so, else the last town or smaller place spoken of in this
        paragraph or the one before."""
        parse = self.parse
        called = self.called(token)
        if called is not None:
            return called
        for i in reversed(self._order[: bisect_left(self._order, token)]):
            if parse.paragraph[i] < parse.paragraph[token] - 1:
                return None
            place = self._town(i)
            whole = parse.low_lemmas[token] in ("city", "capital")  # no quarter of one
            if place is not None and (place.precision == "city" or (place.precision in ("district", "point") and not whole)):
                return place
        return None

    def capital(self, token: int) -> Place | None:
        """The capital that "the capital" means: the last one spoken of."""
        parse = self.parse
        if not any(parse.lower[c] == "the" for c in parse.children[token]) or any(
            parse.relations[c] in ("nmod", "amod", "compound") for c in parse.children[token]
        ):
            return None
        return next((p for i in range(token - 1, -1, -1) if (p := self.places.get(i)) is not None and p.feature == "PPLC" and p.use == "location"), None)

    def coarse(self, entity: str) -> bool:
        """Whether a place is too large to be called a town."""
        return any(p.entity == entity and p.precision in ("province", "country", "region", "water") for p in self.places.values())

    def _town(self, token: int) -> Place | None:
        place = self.places.get(token)
        if place is None or place.use != "location" or place.precision in ("country", "region", "water"):
            return None
        built = place.latitude is None and place.text.split()[-1].lower() in nouns("@structure").lemmas - settlements()
        return None if built else place
