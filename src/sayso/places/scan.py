"""Which words of a text name places, before it is known which places."""

from typing import Final

from sayso.places.atlas import Known, atlas, words
from sayso.places.gazetteer import Entry, gazetteer
from sayso.places.mention import Mention, surnames, titled
from sayso.places.missed import missed
from sayso.places.otherwise import bodies, otherwise
from sayso.places.sites import site
from sayso.places.towns import named
from sayso.tables import table
from sayso.text.parse import Name, Parse

__all__ = ["scan"]

_PARTED: Final = 100_000  # people
_ACRONYM: Final = 5  # letters
_PREFIXES: Final = frozenset("pro anti non ex post pre un intra inter trans".split())
_AT: Final = frozenset("at in near outside inside into around".split())
_SIDES: Final = frozenset("north south east west".split())


def scan(parse: Parse) -> list[Mention]:
    """All mentions of places, demonyms included, in order, never overlapping."""
    others = otherwise(parse)
    known = _known(parse, others)
    taken = [-1] * len(parse)
    out: list[Mention] = []
    for m in known:
        taken[m.first : m.last + 1] = [len(out)] * (m.last - m.first + 1)
        out.append(m)
    dropped: set[int] = set()
    for name in parse.names:
        if name.kind == "ORG" and name.last > name.first:
            body = _site_of_body(parse, name) or _body(parse, name)
            if body is not None and taken[body.first] < 0:
                taken[body.first : body.last + 1] = [len(out)] * (body.last - body.first + 1)
                out.append(body)
        if name.kind not in ("LOC", "FAC", "NORP"):
            continue
        for first, last in _pieces(parse, name.first, name.last):
            first = _whole_site(parse, first, last) if name.kind == "FAC" else first
            inside = sorted({taken[i] for i in range(first, last + 1)} - {-1})
            if parse.words(first, last) in others:
                continue
            found = _of_name(parse, first, last, name.kind, name.confidence, [out[i] for i in inside])
            if found is not None:
                dropped.update(inside)
                for i in range(found.first, found.last + 1):
                    taken[i] = len(out)
                out.append(found)
    out = [m for i, m in enumerate(out) if i not in dropped]
    out += missed(parse, out, others)
    out.sort(key=lambda m: m.first)
    return _single(out)


def _single(mentions: list[Mention]) -> list[Mention]:
    """Of mentions that overlap, the longer."""
    out: list[Mention] = []
    for m in mentions:
        if out and m.first <= out[-1].last:
            if m.last - m.first > out[-1].last - out[-1].first:
                out[-1] = m
            continue
        out.append(m)
    return out


def _known(parse: Parse, others: frozenset[str]) -> list[Mention]:
    """Mentions of what is in our tables, names of people and of works left aside."""
    table, lower, tokens = atlas(), parse.lower, parse.tokens
    caseless = not any(c.isupper() for c in parse.text)
    out: list[Mention] = []
    persons = surnames(parse)
    end = -1
    for i, word in [(i, word) for i, word in enumerate(lower) if word in table or "-" in word]:
        if i <= end:
            continue
        if word not in table:  # "pro-Russian" is one token
            prefix, _, rest = word.partition("-")
            people = next((k for k in table.get(rest, ()) if k.demonym and len(k.words) == 1), None)
            if people is not None and prefix in _PREFIXES:
                out.append(Mention(i, i, tokens[i].text, people, 0.95))
            continue
        for k in table[word]:
            n = len(k.words)
            if tuple(lower[i : i + n]) != k.words:
                continue
            if caseless:
                # a telex in small letters: what the encoder takes for a place, and "u.s." but not "us"
                if parse.name_at[i] < 0 or parse.names[parse.name_at[i]].kind not in ("LOC", "NORP", "ORG") or (k.exact is not None and "." not in word):
                    continue
            elif k.exact is not None and tuple(t.text for t in tokens[i : i + n]) != k.exact:
                continue
            elif k.exact is None and not any(t.text[0].isupper() for t in tokens[i : i + n]):
                continue
            if parse.words(i, i + n - 1) in others or (n > 1 and word in _SIDES and k.entry.feature == "PCLI" and tokens[i].text == word):
                continue  # "the cruiser Moskva"; "south Sudan" is a part of Sudan
            if i + n < len(parse) and tokens[i + n].text == "$" and tokens[i + n].start == tokens[i + n - 1].end:
                break  # "US$" is money
            if not _believable(parse, i, i + n - 1, k, persons):
                continue
            longer = _longer(parse, i, i + n)
            if longer is not None:
                out.append(longer)
                end = longer.last
                break
            narrowed = i > 0 and lower[i - 1] in words("parts") and lower[i - 1] not in ("the", "of") and not k.demonym
            out.append(Mention(i, i + n - 1, parse.words(i, i + n - 1), k, 0.97, narrowed))
            end = i + n - 1
            break
    return out


def _longer(parse: Parse, first: int, stop: int) -> Mention | None:
    """The city whose name begins with a country's: "Mexico City", "Guatemala City", "Georgia" never for "Georgia Republican"."""
    if stop >= len(parse) or parse.tokens[stop].text not in ("City", "Town", "Bridge", "Valley"):
        return None
    text = parse.words(first, stop)
    if any(e.official and e.people > 50000 for e in gazetteer().lookup(text)):
        return Mention(first, stop, text, None, 0.9)
    return None


def _believable(parse: Parse, first: int, last: int, k: Known, persons: frozenset[str]) -> bool:
    """Whether words of our tables mean a place here: not "Chelsea Manning", "Treaty of Lisbon", "the Georgia Republican"."""
    at = parse.name_at[first]
    text = parse.tokens[first].text
    if first and parse.tokens[first - 1].text in ("United", "West") and not k.demonym and k.words[0] in ("russia", "nile"):
        return False  # a party and a virus
    after = parse.tokens[last + 1].text if last + 1 < len(parse) else ""
    if not k.demonym and _before_institution(after, parse, last) and (at < 0 or parse.names[at].kind not in ("LOC", "NORP") or parse.names[at].last > last):
        return False
    if text in words("with_article") and parse.lower[first - 1] != "the":
        return False
    if k.exact is None and len(k.words) == 1 and text.isupper() and len(text) <= 4 and k.entry.feature != "PCLI":
        return False  # "MALI" in a headline is the country; "SWAT" is no valley
    if at >= 0:
        name = parse.names[at]
        longer = name.first < first or name.last > last
        if name.kind == "PER" and (longer or text in persons):
            return bool(longer and k.demonym and name.first == first and name.last - last >= 2 and parse.upos[first] == "ADJ")
        if name.kind == "PER" and text in words("common") and not (k.entry.feature == "PCLI" and _stands_alone(parse, first)):
            return False
        if longer and not k.demonym and k.entry.feature != "PCLI" and parse.words(name.first, name.last) in bodies():
            return False  # the "Africa Corps", the "Arakan Army"
        if name.kind in ("ORG", "MISC", "PRODUCT", "FAC") and longer and not k.demonym:
            head = {w.lower() for w in (t.text for t in parse.tokens[name.first : first])}
            if head & words("institution_heads") or after.lower() in words("streets"):
                return False
            if name.kind == "MISC" and k.entry.feature != "PCLI":
                return False
    elif text in persons or (text in words("common") and k.entry.feature != "PCLI" and parse.upos[first] != "PROPN"):
        return False
    return k.demonym is True or not _named_after(parse, first)


def _stands_alone(parse: Parse, token: int) -> bool:
    """Whether a country's name that people bear too stands alone, and nobody of the report bears it: "Chad hosts 400,000 refugees", where the encoder
    takes it for a person."""
    text = parse.tokens[token].text
    borne = any(n.last > n.first and n.kind == "PER" and parse.tokens[n.first].text == text for n in parse.names)
    return not borne and not titled(parse, token)


def _named_after(parse: Parse, first: int) -> bool:
    """Whether an institution before it is named after the place: "Treaty of Lisbon", "Battle of Britain"."""
    return first >= 2 and parse.lower[first - 1] == "of" and parse.lower[first - 2] in words("institution_heads") and parse.tokens[first - 2].text[0].isupper()


def _before_institution(after: str, parse: Parse, last: int) -> bool:
    """Whether the word after makes an institution of the place: "Washington Post", "Boston University"."""
    if after not in words("institutions"):
        return False
    at = parse.name_at[last]
    # "Kyiv Post" is one name; in "in Boston United announced" the encoder keeps them apart
    return at < 0 or parse.name_at[last + 1] == at or parse.names[at].kind in ("ORG", "MISC")


def _pieces(parse: Parse, first: int, last: int) -> list[tuple[int, int]]:
    """A name cut at commas and brackets, at "and", behind a noun for what it names, and behind what owns the rest: "Pandi, Bulacan" are two
    places, so are "Eastern province of Prince Edward Island" and "Mali's Mopti"."""
    out, start = [], first
    for i in range(first, last + 2):
        if i > last or parse.tokens[i].text in (",", "(", ")", ";", "/", "|") or (first < i < last and (_dash(parse, i) or _joins(parse, first, i, last))):
            if i > start:
                out.append((start, i - 1))
            start = i + 1
    return out


def _whole_site(parse: Parse, first: int, last: int) -> int:
    """Where the name of a facility begins, of which the encoder marked the end only: "Al-Noor" of "Al-Noor Martyrs Hospital"."""
    if not parse.tokens[last].text[0].isupper() or parse.lower[last] not in table("places/words")["sites"]:
        return first
    while first > 0 and (n := parse.name_at[first - 1]) >= 0 and parse.sentence[first - 1] == parse.sentence[last]:
        if parse.names[n].kind not in ("LOC", "ORG", "MISC", "NORP") or not parse.tokens[parse.names[n].first].text[0].isupper():
            break
        first = parse.names[n].first
    return first


def _joins(parse: Parse, first: int, i: int, last: int) -> bool:
    if parse.lower[i] == "and":
        return not named(parse.words(first, last))  # never "Bosnia and Herzegovina"
    if parse.lower[i] == "'s":
        # never "Xi'an" nor "St John's Wood": what owns the rest is a country
        return any(
            (k.entry.feature or "").startswith("PCL") and k.words == tuple(parse.lower[a:i]) for a in range(first, i) for k in atlas().get(parse.lower[a], ())
        )
    return parse.lower[i] == "of" and parse.lower[i - 1] == parse.tokens[i - 1].text and parse.lower[i - 1] in _feature_words()


def _dash(parse: Parse, i: int) -> bool:
    """A dash between two names: "Bakhmut - Slovyansk", "Iran–Iraq", never the hyphen of "Ivano-Frankivsk"."""
    return parse.tokens[i].text in ("–", "—", "--") or (parse.tokens[i].text == "-" and parse.tokens[i - 1].end < parse.tokens[i].start)


def _of_name(parse: Parse, first: int, last: int, kind: str, sure: float, inside: list[Mention]) -> Mention | None:
    """The mention that a name of the encoder gives, None where the tables' mentions inside it say all."""
    while first < last and (parse.lower[first] in ("the", "'s", "-") or parse.upos[first] == "DET"):
        first += 1
    while last > first and parse.lower[last] in ("'s", "'", "-", ".", "of"):
        last -= 1
    last = _hyphened(parse, first, last)
    narrowed = False
    while first < last and parse.lower[first] == parse.tokens[first].text and parse.lower[first] in words("parts"):
        first, narrowed = first + 1, True  # "north Arlington" is not North Arlington
    text = parse.words(first, last)
    if any(m.first <= first and m.last >= last for m in inside) or text in bodies():
        return None
    look = _names
    if inside:
        if kind == "NORP":
            return None
        if kind == "FAC" and last - first > 1 and inside[-1].last < last - 1 and (whole := _at_site(parse, first, last, sure)) is not None:
            return whole  # "Saudi Maternity Hospital" is in no Saudi town
        capitals = all(t.text[0].isupper() for t in parse.tokens[first : last + 1])
        if kind == "LOC" and capitals and any(e.official or not inside[0].known.demonym for e in look(text) if inside[0].known):
            return Mention(first, last, text, None, sure)  # "British Columbia", "New Georgia"
        return None
    if not parse.tokens[last].text[0].isupper() and not parse.tokens[first].text[0].isupper() and any(c.isupper() for c in parse.text):
        return None
    if text in words("never"):
        return None
    if all(w in words("parts") or w in _feature_words() or w in words("streets") for w in parse.lower[first : last + 1]):
        division = last > first and all(t.text[0].isupper() for t in parse.tokens[first : last + 1]) and any(e.feature == "ADM1" for e in look(text))
        return Mention(first, last, text, None, sure) if division and kind == "LOC" else None  # "the West Region"
    after = parse.tokens[last + 1].text if last + 1 < len(parse) else ""
    if after == "$" and parse.tokens[last + 1].start == parse.tokens[last].end:
        return None  # "US$" is money
    if kind == "LOC" and after in words("institutions") and parse.lower[first - 1] not in words("before_places"):
        return None
    if kind == "NORP" or _named_after(parse, first):
        return None  # peoples and parties that the tables do not hold name no place
    if kind == "FAC":
        return _facility(parse, first, last, sure)
    if text.isupper() and first == last and len(text) <= _ACRONYM and not any(e.official and (e.feature == "ADM1" or e.people >= _PARTED) for e in look(text)):
        return None  # "SAA" is an army and no village in Cameroon
    if look(text):
        return Mention(first, last, text, None, sure, narrowed)
    at_site = _at_site(parse, first, last, sure)
    if at_site is not None:
        return at_site
    start = first
    while start < last and (parse.lower[start] in words("parts") or (start > first and parse.tokens[start].text == "-")):
        start, narrowed = start + 1, True
    if start > first and not _great(look(parse.words(start, last))):
        return Mention(first, last, text, None, sure)  # "Eastern Creek" is no part of Creek
    stop = last
    kinds = _feature_words()
    while stop > start and parse.lower[stop] in kinds:
        stop -= 1
    if (start, stop) != (first, last):
        if look(parse.words(start, stop)):
            return Mention(start, last, parse.words(start, stop), None, sure, narrowed)
        if start > first and look(parse.words(start, last)):
            return Mention(start, last, parse.words(start, last), None, sure, narrowed)
    if parse.lower[last] in words("streets") and last > first:
        return None
    camp = _at_site(parse, first, last + 1, sure) if parse.lower[last + 1 : last + 2] and parse.heads[last] in (last + 1, first) else None
    if camp is not None:
        return camp  # "the Al Noor IDP camp"
    # a name that nobody knows is a place only if the encoder is sure, or the words before it say so
    sorted_so = last > first and parse.lower[last] in words("features", "water")  # "the Mara river"
    if (
        sure < 0.7
        and not sorted_so
        and parse.lower[first - 1] not in words("before_places")
        and not gazetteer().heard(text)
        and not _listed(parse, first, last)
    ):
        return None
    return Mention(first, last, text, None, sure)


def _listed(parse: Parse, first: int, last: int) -> bool:
    """Whether a name goes on a list of places: "the villages of Nacoja, Magaia and Ntonhane"."""
    for i in range(first, last + 1):
        at = parse.name_at[parse.heads[i]] if parse.relations[i] == "conj" and 0 <= parse.heads[i] < first else -1
        if at >= 0 and parse.names[at].kind == "LOC" and parse.lower[first - 1] in (",", "and", "or"):
            return True
    return False


def _hyphened(parse: Parse, first: int, last: int) -> int:
    """Where a name ends that goes on behind hyphens, if a place bears the whole: "MAZAR" of "MAZAR-I-SHARIF"."""
    stop = last
    while (
        stop + 2 < len(parse)
        and parse.tokens[stop + 1].text == "-"
        and parse.tokens[stop].end == parse.tokens[stop + 1].start == parse.tokens[stop + 2].start - 1
    ):
        stop += 2
    return stop if stop > last and gazetteer().lookup(parse.words(first, stop)) else last


def _names(text: str) -> tuple[Entry, ...]:
    known: dict[str, str] = table("places/words")["abbreviations"]
    return named(known.get(text, text))


def _great(found: tuple[Entry, ...]) -> bool:
    """Whether a name is that of something so large that reports name its parts."""
    return any(e.official and (e.people >= _PARTED or e.feature in ("PPLC", "ADM1", "PCLI")) for e in found)


def _feature_words() -> frozenset[str]:
    return words("features", "city", "province", "district", "water")


def _facility(parse: Parse, first: int, last: int, sure: float) -> Mention | None:
    """A facility that events are placed in, or the town in its name: "Donetsk" in "Donetsk Opera"; a street is named after towns that are
    elsewhere."""
    found = _at_site(parse, first, last, sure)
    if found is not None:
        return found
    if parse.lower[last] in words("streets") or parse.tokens[last].text in words("institutions") or parse.words(first, last) in words("never"):
        return None
    for stop in range(last, first - 1, -1):
        text = parse.words(first, stop)
        good = [e for e in gazetteer().lookup(text) if e.people >= 20000 and e.official] if stop < last else gazetteer().lookup(text)
        if good and text not in words("common"):
            return Mention(first, stop, text, None, sure * 0.7)
    return None


def _site_of_body(parse: Parse, name: Name) -> Mention | None:
    """An organisation that is named as where something is: "at Malakal Teaching Hospital"."""
    first = name.first + (parse.lower[name.first] == "the")
    before = name.first - 1 if parse.lower[name.first - 1] != "the" else name.first - 2
    if before < 0 or parse.lower[before] not in _AT:
        return None
    return _at_site(parse, first, name.last, name.confidence)


def _at_site(parse: Parse, first: int, last: int, sure: float) -> Mention | None:
    found = site(parse, first, last)
    if found is None:
        return None
    town = parse.words(first, found.town) if found.town >= 0 else ""
    return Mention(first, last, town, None, sure * 0.9, site=found.feature)


def _body(parse: Parse, name: Name) -> Mention | None:
    """The place at the head of a public body's name: "Richmond" in "Richmond Fire Department"."""
    first = name.first + (parse.lower[name.first] == "the")
    if not words("bodies") & {t.text for t in parse.tokens[first + 1 : name.last + 1]}:
        return None
    for last in range(min(first + 2, name.last - 1), first - 1, -1):
        text = parse.words(first, last)
        if text in words("common") or text in bodies() or parse.lower[last] in words("parts"):
            continue
        if any(e.official and (e.people >= 5000 or e.feature in ("ADM1", "ADM2")) for e in gazetteer().lookup(text)):
            return Mention(first, last, text, None, name.confidence * 0.8)
    return None
