"""Places that the encoder did not mark, or took for something else: found by what the rest of the report says."""

from sayso.places.atlas import words
from sayso.places.gazetteer import Entry
from sayso.places.mention import Mention, surnames
from sayso.places.otherwise import bodies
from sayso.places.rank import ENGLISH
from sayso.places.towns import named
from sayso.text.parse import Parse

__all__ = ["missed"]

_PASSES = 2
_NO_PLACE = ("PER", "ORG", "MISC", "PRODUCT", "MONEY", "DATE", "NORP")
_DOUBTFUL = 0.75
_GREAT_CAPITAL = 500_000  # people; "Roseau said" is somebody's surname
_ARTICLES = ("al-", "el-", "ar-", "as-", "at-")
_LABEL = 5
"""Tokens of a label, its colon among them."""
_SMALL = 1000  # people
_CITY = 50_000  # people


def missed(parse: Parse, found: list[Mention], others: frozenset[str]) -> list[Mention]:
    """Names that the encoder did not mark as places: those found elsewhere in the text, cities after a preposition of place,
    and cities of a country of the report that the encoder took, unsure, for something else."""
    out: list[Mention] = []
    begun = [i for i, t in enumerate(parse.tokens) if t.text[:3] in _ARTICLES] if any(article in parse.text for article in _ARTICLES) else []
    likely = [i for i in sorted({*parse.capitals, *begun}) if parse.tokens[i].text not in others]
    for _ in range(_PASSES):  # a name that was missed everywhere is found where its sentence tells, then everywhere
        more = _missed(parse, [*found, *out], others, likely)
        out += more
        if not more:
            break
    return out


def _missed(parse: Parse, found: list[Mention], others: frozenset[str], likely: list[int]) -> list[Mention]:
    countries = {m.known.entry.country for m in found if m.known is not None and m.known.entry.country}
    names = {m.name: m for m in found if m.known is None and not m.site and (m.sure > 0.5 or _dateline(parse, m.first))}
    starts: dict[str, list[str]] = {}
    for known_name in names:
        for written in {known_name, known_name.upper(), known_name.title() if known_name.isupper() else known_name}:
            starts.setdefault(written.split(" ", 1)[0], []).append(written)
    taken = bytearray(len(parse))
    for m in found:
        taken[m.first : m.last + 1] = b"\x01" * (m.last - m.first + 1)
    persons = surnames(parse)
    out: list[Mention] = []
    lower, tokens = parse.lower, parse.tokens
    for i in likely:
        if taken[i]:
            continue
        t = tokens[i]
        opens = parse.opens_paragraph(i)
        if (
            opens
            and (stop := _label(parse, i)) >= i
            and (name := parse.words(i, stop)) not in others
            and any(_plain(e) and e.country in countries for e in named(name))
        ):
            out.append(Mention(i, stop, name, None, 0.7))
            taken[i : stop + 1] = b"\x01" * (stop - i + 1)
            continue
        if opens and t.text not in starts and _dateline(parse, i) and any(_plain(e) for e in named(t.text)):
            out.append(Mention(i, i, t.text, None, 0.7))
            continue
        if (len(t.text) < 4 or (len(t.text) < 6 and t.text.isupper())) and t.text not in starts:
            continue
        at = parse.name_at[i]
        kind = parse.names[at].kind if at >= 0 else None
        if t.text in starts and (kind in (None, "LOC", "FAC", "ORG", "NORP") or (kind == "PER" and not _titled(parse, i))) and t.text not in persons:
            for name in sorted(starts[t.text], key=len, reverse=True):
                stop = i + name.count(" ")
                if stop >= len(parse) or parse.words(i, stop) != name:
                    continue
                if (at >= 0 and (parse.names[at].first, parse.names[at].last) != (i, stop)) or name in words("never"):
                    break
                out.append(Mention(i, stop, name, None, 0.6))
                taken[i : stop + 1] = b"\x01" * (stop - i + 1)
                break
            continue
        if at >= 0 and parse.names[at].first == i and kind in ("PER", "ORG", "MISC", "PRODUCT") and _called_so(parse, i, parse.names[at].last):
            last = parse.names[at].last
            out.append(Mention(i, last, parse.words(i, last), None, 0.7))
            taken[i : last + 1] = b"\x01" * (last - i + 1)
            continue
        if kind in _NO_PLACE and parse.names[at].first == i and t.text not in persons and _beside_a_place(parse, i, parse.names[at].last, taken):
            last = parse.names[at].last
            text = parse.words(i, last)
            if text not in bodies() and text not in words("common") and any(e.official and e.country in countries - ENGLISH for e in named(text)):
                out.append(Mention(i, last, text, None, 0.7))
                taken[i : last + 1] = b"\x01" * (last - i + 1)
                continue
        if kind in ("PER", "ORG") and parse.names[at].first == i and t.text not in persons and (city := _fated(parse, i, parse.names[at].last, countries)):
            out.append(Mention(i, parse.names[at].last, city, None, 0.6))
            taken[i : parse.names[at].last + 1] = b"\x01" * (parse.names[at].last - i + 1)
            continue
        if at >= 0 and parse.names[at].first == i and parse.names[at].confidence < _DOUBTFUL and kind in _NO_PLACE and t.text not in persons:
            last = parse.names[at].last
            text = parse.words(i, last)
            # not "Washington said": who speaks is a person, or a government; a capital speaks for one
            speaks = _speaks(parse, i)
            if text in words("never") or text in bodies():
                continue
            known = [e for e in named(text) if _plain(e)] if text not in words("common") else []
            if speaks:
                known = [e for e in known if e.feature == "PPLC" and e.people >= _GREAT_CAPITAL and not _titled(parse, i)]
            if not speaks and not known:
                known = _only(text, countries)
            if any(e.country in countries or speaks or (e.people >= 100000 and parse.relations[i] in ("obj", "obl")) for e in known):
                out.append(Mention(i, last, text, None, 0.6))
                taken[i : last + 1] = b"\x01" * (last - i + 1)
            continue
        if at >= 0 or parse.upos[i] != "PROPN" or i == 0 or lower[i - 1] not in words("before_places") or t.text in words("common") or t.text in persons:
            continue
        last = i
        while last + 1 < len(parse) and last < i + 2 and parse.upos[last + 1] == "PROPN" and tokens[last + 1].text[0].isupper() and parse.name_at[last + 1] < 0:
            last += 1
        text = parse.words(i, last)
        if any(_plain(e) for e in named(text)):
            out.append(Mention(i, last, text, None, 0.5))
            taken[i : last + 1] = b"\x01" * (last - i + 1)
    return out


def _only(text: str, countries: set[str]) -> list[Entry]:
    """The one small town that a name can mean, in a country of the report where people are not named after their towns."""
    if text in words("common"):
        return []
    found = [e for e in named(text) if e.official]
    return found if len(found) == 1 and found[0].people >= _SMALL and (found[0].country or "") in countries - ENGLISH else []


_SORTS = frozenset(
    "city town village hamlet settlement municipality suburb township port borough neighbourhood neighborhood district county governorate province cities towns villages "
    "settlements suburbs districts neighbourhoods neighborhoods provinces".split()
)


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
    sorted_so = first >= 2 and parse.lower[first - 1] == "of" and parse.tokens[first - 2].text in _SORTS
    return sorted_so and parse.words(first, last) not in bodies() and not parse.tokens[last].text.isupper()


def _fated(parse: Parse, first: int, last: int, countries: set[str]) -> str:
    """The name of a city, taken for a person's or a body's, of which is said what befalls cities: "Homs has been under siege", "Goma fell on Monday"; "" if
    nothing of the kind is said, or no city large enough bears it."""
    text = parse.words(first, last)
    head = next((i for i in range(first, last + 1) if not first <= parse.heads[i] <= last), last)
    if parse.relations[head] == "conj":
        head = parse.heads[head]  # "captured Nyala and El Geneina"
    verb, relation = parse.heads[head], parse.relations[head]
    if verb < 0 or text in words("common") or text in bodies():
        return ""
    ruled = _ruled(parse, head)
    if not ruled and not relation.startswith(("nsubj", "obj")):
        return ""
    lemma = parse.low_lemmas[verb]
    about = {parse.low_lemmas[c] for c in parse.children[verb]} | {lemma}
    fits = (
        lemma in words("fates", "befalls")
        if relation in ("obj", "nsubj:pass")
        else (lemma in words("fates", "falls") and parse.child(verb, "obj") < 0)
        or (bool(about & words("fates", "states")) and (lemma in ("remain", "stay", "be", "come", "lie") or parse.child(verb, "cop") >= 0))
    )
    taken = lemma in words("fates", "takes") and relation in ("obj", "nsubj:pass")
    whose = ("hand", "control")  # "is in rebel hands", "remains under the control of the army"
    held = relation.startswith("nsubj") and (
        (lemma in whose and parse.child(verb, "cop") >= 0)
        or (lemma in ("remain", "stay", "be") and any(parse.lemmas[c] in whose and parse.relations[c] == "obl" for c in parse.children[verb]))
    )
    held = held or ruled or (relation in ("nsubj:pass", "obj") and lemma == "take" and "back" in about)
    found = [e for e in named(text) if e.official] if fits or taken or held else []
    if not fits:  # people are captured too, and are in somebody's hands
        least = (
            _SMALL
            if held
            or (lemma in ("lose", "capture", "take") and relation == "nsubj:pass" and not countries & ENGLISH)
            or (lemma == "hold" and relation == "nsubj:pass")
            else _CITY
        )
        return text if any(e.people >= least and e.country in countries for e in found) else ""
    return text if any(e.people >= _CITY or (e.people >= _SMALL and e.country in countries) for e in found) else ""


def _ruled(parse: Parse, token: int) -> bool:
    """Whether a name is one of what is ruled or passed on: "took full control of X", "X has changed hands twice"."""
    above = parse.heads[token]
    verb = parse.heads[above]
    if parse.relations[token] == "nmod" and parse.lemmas[above] == "control" and parse.relations[above] in ("obj", "nsubj:pass"):
        return verb >= 0 and parse.upos[verb] == "VERB" and any(parse.lower[c] in ("of", "over") for c in parse.children[token])
    hands = parse.child(above, "obj")
    return parse.relations[token] == "nsubj" and parse.lemmas[above] == "change" and hands >= 0 and parse.lower[hands] == "hands"


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


def _titled(parse: Parse, token: int) -> bool:
    """Whether a noun or another name stands right before: "Mr. London", "Jack London"."""
    return token > 0 and parse.upos[token - 1] in ("PROPN", "NOUN") and parse.sentence[token - 1] == parse.sentence[token]


def _dateline(parse: Parse, i: int) -> bool:
    """Whether a word in capitals opens a report as where it was written: "JUBA, March 4 —", "KYIV (AP) -"."""
    return (
        parse.opens_paragraph(i) and parse.tokens[i].text.isupper() and i + 1 < len(parse) and parse.tokens[i + 1].text in (",", "(", "-", "–", "—", "--", ":")
    )


def _speaks(parse: Parse, token: int) -> bool:
    return parse.relations[token] == "nsubj" and parse.heads[token] >= 0 and parse.lemmas[parse.heads[token]] in ("say", "tell", "add", "write", "ask")


def _plain(e: Entry) -> bool:
    return e.official and (e.people >= 10000 or e.feature in ("PPLC", "ADM1"))
