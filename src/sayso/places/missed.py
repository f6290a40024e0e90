"""Places that the encoder did not mark, or took for something else: found by what the rest of the report says."""

from typing import Final

from sayso.places.atlas import words
from sayso.places.fated import fated
from sayso.places.gazetteer import Entry, gazetteer
from sayso.places.mention import Mention, surnames, titled
from sayso.places.otherwise import bodies
from sayso.places.rank import ENGLISH
from sayso.places.towns import named
from sayso.text.parse import Name, Parse

__all__ = ["missed"]

_PASSES: Final = 2
_CAN_BE_PLACE: Final = ("LOC", "FAC", "ORG", "NORP")
_NO_PLACE: Final = ("PER", "ORG", "MISC", "PRODUCT", "MONEY", "DATE", "NORP")
_DOUBTFUL: Final = 0.75
_GREAT_CAPITAL: Final = 500_000  # people; "Roseau said" is somebody's surname
_WHENCE: Final = frozenset("from in near outside inside around".split())
_ARTICLES: Final = ("al-", "el-", "ar-", "as-", "at-")
_LABEL: Final = 5
"""Tokens of a label, its colon among them."""
_SMALL: Final = 1000  # people
_LARGE: Final = 100_000  # people


def missed(parse: Parse, found: list[Mention], others: frozenset[str]) -> list[Mention]:
    """Names that the encoder did not mark as places: those found elsewhere in the text, cities after a preposition of place,
    and cities of a country of the report that the encoder took, unsure, for something else."""
    out: list[Mention] = []
    begun = [i for i, t in enumerate(parse.tokens) if t.text[:3] in _ARTICLES] if any(article in parse.text for article in _ARTICLES) else []
    likely = [i for i in sorted({*parse.capitals, *begun}) if parse.tokens[i].text not in others]
    for _ in range(_PASSES):  # a name that was missed everywhere is found where its sentence tells, then everywhere
        more = _Search(parse, [*found, *out], others).among(likely)
        out += more
        if not more:
            break
    return out


class _Search:
    """One search for names of places, with what is known of the report's places by then."""

    def __init__(self, parse: Parse, found: list[Mention], others: frozenset[str]) -> None:
        self._parse = parse
        self._others = others
        self._persons = surnames(parse)
        self._countries = {m.known.entry.country for m in found if m.known is not None and m.known.entry.country}
        self._starts: dict[str, list[str]] = {}
        """Names that stand for places elsewhere, as they may be written, by their first word."""
        self._taken = bytearray(len(parse))
        for m in found:
            self._take(m)
        for known in {m.name for m in found if m.known is None and not m.site and (m.sure > 0.5 or _dateline(parse, m.first))}:
            for written in {known, known.upper(), known.title() if known.isupper() else known}:
                self._starts.setdefault(written.split(" ", 1)[0], []).append(written)

    def _take(self, m: Mention) -> None:
        self._taken[m.first : m.last + 1] = b"\x01" * (m.last - m.first + 1)

    def among(self, likely: list[int]) -> list[Mention]:
        """The places that begin at tokens with a capital."""
        out = []
        for i in likely:
            m = self._at(i) if not self._taken[i] else None
            if m is not None:
                out.append(m)
                self._take(m)
        return out

    def _at(self, i: int) -> Mention | None:
        """The place that begins at a token, by the first sign that speaks for or against one."""
        parse = self._parse
        text = parse.tokens[i].text
        known = text in self._starts
        if parse.opens_paragraph(i) and (opening := self._opening(i)) is not None:
            return opening
        if not known and (len(text) < 4 or (len(text) < 6 and text.isupper())):
            return None
        name = parse.names[parse.name_at[i]] if parse.name_at[i] >= 0 else None
        if known and text not in self._persons and (name is None or name.kind in _CAN_BE_PLACE or (name.kind == "PER" and not titled(parse, i))):
            return self._named_elsewhere(i, name)
        if (last := _of_sort(parse, i)) >= i and (name is None or ((name.first == i or parse.tokens[i - 1].text == ",") and name.last <= last + 1)):
            return Mention(i, last, parse.words(i, last), None, 0.7)
        if name is None:
            return self._behind_preposition(i)
        if name.first != i:
            return None
        if name.kind in ("PER", "ORG", "MISC", "PRODUCT") and _called_so(parse, i, name.last):
            return Mention(i, name.last, parse.words(i, name.last), None, 0.7)
        if text in self._persons or name.kind not in _NO_PLACE:
            return None
        return self._joined_to_place(name) or self._fated(name) or self._whence(name) or self._capital(name) or self._doubtful(name)

    def _opening(self, i: int) -> Mention | None:
        """The label or dateline that a paragraph begins with."""
        parse, text = self._parse, self._parse.tokens[i].text
        stop = _label(parse, i)
        if stop >= i and (name := parse.words(i, stop)) not in self._others and any(_plain(e) and e.country in self._countries for e in named(name)):
            return Mention(i, stop, name, None, 0.7)
        dateline = text not in self._starts and _dateline(parse, i) and any(_plain(e) for e in named(text))
        return Mention(i, i, text, None, 0.7) if dateline else None

    def _named_elsewhere(self, i: int, name: Name | None) -> Mention | None:
        """A name that stands for a place elsewhere in the report, the longest that begins here."""
        parse = self._parse
        for known in sorted(self._starts[parse.tokens[i].text], key=len, reverse=True):
            stop = i + known.count(" ")
            if stop < len(parse) and parse.words(i, stop) == known:
                within = name is not None and (name.first, name.last) != (i, stop)
                return None if within or known in words("never") else Mention(i, stop, known, None, 0.6)
        return None

    def _joined_to_place(self, name: Name) -> Mention | None:
        """Read "Homs and Rastan", of which the one is a place."""
        text = self._parse.words(name.first, name.last)
        if not _beside_a_place(self._parse, name.first, name.last, self._taken) or text in bodies() or text in words("common"):
            return None
        local = any(e.official and e.country in self._countries - ENGLISH for e in named(text))
        return Mention(name.first, name.last, text, None, 0.7) if local else None

    def _fated(self, name: Name) -> Mention | None:
        city = fated(self._parse, name.first, name.last, self._countries) if name.kind in ("PER", "ORG") else ""
        return Mention(name.first, name.last, city, None, 0.6) if city else None

    def _whence(self, name: Name) -> Mention | None:
        """Read "trains from Lvov", of a city that a country of the report has, where people and bodies are not called after their towns."""
        parse, text = self._parse, self._parse.words(name.first, name.last)
        if name.kind not in ("ORG", "PER") or parse.lower[name.first - 1] not in _WHENCE or text in bodies() or text in words("common"):
            return None
        local = any(_plain(e) and e.country in self._countries - ENGLISH for e in named(text))
        return Mention(name.first, name.last, text, None, 0.6) if local else None

    def _capital(self, name: Name) -> Mention | None:
        """The great capital of a country of the report, where people and bodies are not called after their towns: "Kigali denies it", of Rwanda."""
        parse, text = self._parse, self._parse.words(name.first, name.last)
        if name.kind not in ("ORG", "PER") or titled(parse, name.first) or text in words("never") or text in words("common") or text in bodies():
            return None
        countries = self._countries - ENGLISH
        great = any(e.feature == "PPLC" and e.official and e.people >= _GREAT_CAPITAL and e.country in countries for e in named(text))
        return Mention(name.first, name.last, text, None, 0.7) if great else None

    def _doubtful(self, name: Name) -> Mention | None:
        """A name of which the encoder is not sure, if a city bears it; not "Washington said": who speaks is a person, or a government, for which a
        capital can stand."""
        parse, text = self._parse, self._parse.words(name.first, name.last)
        if name.confidence >= _DOUBTFUL or text in words("never") or text in bodies():
            return None
        speaks = _speaks(parse, name.first)
        known = [e for e in named(text) if _plain(e)] if text not in words("common") else []
        if speaks:
            known = [e for e in known if e.feature == "PPLC" and e.people >= _GREAT_CAPITAL and not titled(parse, name.first)]
        elif not known:
            known = _only(text, self._countries)
        reached = parse.relations[name.first] in ("obj", "obl")
        if not known and reached:
            known = [e for e in gazetteer().heard(text) if e.people >= _LARGE and e.country in self._countries - ENGLISH]
        fits = any(e.country in self._countries or speaks or (e.people >= _LARGE and reached) for e in known)
        return Mention(name.first, name.last, text, None, 0.6) if fits else None

    def _behind_preposition(self, i: int) -> Mention | None:
        """A name that the encoder marks as none, behind a preposition of place."""
        parse, text = self._parse, self._parse.tokens[i].text
        if parse.upos[i] != "PROPN" or i == 0 or parse.lower[i - 1] not in words("before_places") or text in words("common") or text in self._persons:
            return None
        last = i
        while (
            last + 1 < len(parse)
            and last < i + 2
            and parse.upos[last + 1] == "PROPN"
            and parse.tokens[last + 1].text[0].isupper()
            and parse.name_at[last + 1] < 0
        ):
            last += 1
        text = parse.words(i, last)
        return Mention(i, last, text, None, 0.5) if any(_plain(e) for e in named(text)) else None


def _only(text: str, countries: set[str]) -> list[Entry]:
    """The one small town that a name can mean, in a country of the report where people are not named after their towns."""
    if text in words("common"):
        return []
    found = [e for e in named(text) if e.official]
    return found if len(found) == 1 and found[0].people >= _SMALL and (found[0].country or "") in countries - ENGLISH else []


def _beside_a_place(parse: Parse, first: int, last: int, taken: bytearray) -> bool:
    """Whether "and" joins a name to one that is a place: "Homs and Rastan"."""
    heads, relations = parse.heads, parse.relations
    for i in range(first, last + 1):
        if relations[i] == "conj" and 0 <= heads[i] < first and taken[heads[i]] and parse.lower[first - 1] in ("and", "or"):
            return True
    k = last + 2
    return k < len(parse) and parse.lower[last + 1] in ("and", "or") and bool(taken[k]) and relations[k] == "conj" and first <= heads[k] <= last


def _called_so(parse: Parse, first: int, last: int) -> bool:
    """Whether a common noun says that a name is a town's or a district's, whatever the encoder took it for: "the port of X"."""
    sorted_so = first >= 2 and parse.lower[first - 1] == "of" and parse.tokens[first - 2].text in words("sorts")
    return sorted_so and parse.words(first, last) not in bodies() and not parse.tokens[last].text.isupper()


def _of_sort(parse: Parse, first: int) -> int:
    """The last word of a name that what stands behind it says is a district's: "Mangu LGA", "Kadiivka hromada"; −1 for none."""
    last = first
    while last + 1 < len(parse) and last < first + 2 and parse.tokens[last + 1].text[0].isupper() and parse.tokens[last + 1].text not in words("sorts_behind"):
        last += 1
    return last if last + 1 < len(parse) and parse.tokens[last + 1].text in words("sorts_behind") else -1


def _label(parse: Parse, i: int) -> int:
    """The last word of the label that a paragraph begins with at ``i``, or −1: "Bahir Dar: Fighting around the prison …"."""
    if i and parse.paragraph[i - 1] == parse.paragraph[i]:
        return -1
    for k in range(i + 1, min(i + _LABEL, len(parse))):
        if parse.tokens[k].text == ":":
            return k - 1
        if parse.paragraph[k] != parse.paragraph[i] or not (parse.tokens[k].text[0].isupper() or parse.tokens[k].text == "-"):
            return -1
    return -1


def _dateline(parse: Parse, i: int) -> bool:
    """Whether a word in capitals opens a report as where it was written: "JUBA, March 4 —", "KYIV (AP) -"."""
    return (
        parse.opens_paragraph(i) and parse.tokens[i].text.isupper() and i + 1 < len(parse) and parse.tokens[i + 1].text in (",", "(", "-", "–", "—", "--", ":")
    )


def _speaks(parse: Parse, token: int) -> bool:
    return parse.relations[token] == "nsubj" and parse.heads[token] >= 0 and parse.lemmas[parse.heads[token]] in ("say", "tell", "add", "write", "ask")


def _plain(e: Entry) -> bool:
    return e.official and (e.people >= 10000 or e.feature in ("PPLC", "ADM1"))
