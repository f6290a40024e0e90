"""What the words around a mention say of the place: what sort it is, what it lies in, how far from it is meant."""

from typing import Final, NamedTuple

from sayso.places.atlas import words
from sayso.places.mention import Mention
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["Clues", "clues", "states"]

_DIRECTIONS: Final = frozenset("north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split())
_AROUND: Final = frozenset("around near outside surrounding surrounds nearby".split())
_KM: Final = {"km": 1.0, "kms": 1.0, "kilometres": 1.0, "kilometers": 1.0, "kilometre": 1.0, "kilometer": 1.0, "miles": 1.609, "mile": 1.609}


class Clues(NamedTuple):
    """Attributes:
    kind: "city", "province", "district", "water", "mountain" or "country" where a word says so.
    inside: Names of what it lies in, from "X, Y" and "X in Y".
    away: Kilometres from the place that are meant ("30 km north of Kherson"), 0 if the place itself.
    listed: Whether it stands in a list: in "Ohio, California, Missouri and Texas" none lies in the next.
    beside: Names before and behind it in such a list.
    """

    kind: str | None
    inside: tuple[str, ...]
    away: float
    listed: bool = False
    beside: tuple[str, ...] = ()


def states(parse: Parse, mentions: list[Mention]) -> list[Mention]:
    """Abbreviated states behind a comma, which are names only there: "Alexandria, La."."""
    out = []
    known: dict[str, str] = table("places/words")["abbreviations"]
    starts = {m.first for m in mentions}
    for m in mentions:
        i = m.last + 2
        if i >= len(parse) or parse.tokens[i - 1].text != "," or i in starts:
            continue
        for stop in (i + 1, i):
            text = parse.text[parse.tokens[i].start : parse.tokens[min(stop, len(parse) - 1)].end]
            if text in known:
                out.append(Mention(i, min(stop, len(parse) - 1), known[text], None, 0.9))
                break
    return out


def clues(parse: Parse, mentions: list[Mention], i: int) -> Clues:
    """The clues around mention ``i``."""
    m = mentions[i]
    inside = _inside(parse, mentions, i)
    listed = (len(inside) > 1 and parse.lower[m.last + 1 : m.last + 2] == [","]) or (
        i > 0 and parse.lower[mentions[i - 1].last + 1 : m.first] in ([","], [",", "and"], ["and"])
    )
    return Clues(_kind(parse, m), inside, _away(parse, m), listed, _beside(parse, mentions, i))


_AND: Final = (["and"], [","], [",", "and"], ["or"], [",", "or"], ["and", "in"])


def _beside(parse: Parse, mentions: list[Mention], i: int) -> tuple[str, ...]:
    pairs = ((i - 1, i), (i, i + 1))
    joined = [k for k in pairs if k[0] >= 0 and k[1] < len(mentions) and parse.lower[mentions[k[0]].last + 1 : mentions[k[1]].first] in _AND]
    return tuple(_looked_up(mentions[a if b == i else b]) for a, b in joined)


def _looked_up(m: Mention) -> str:
    return m.name if m.known is None else m.known.entry.name


def _kind(parse: Parse, m: Mention) -> str | None:
    after = parse.lower[m.last + 1] if m.last + 1 < len(parse) else ""
    own = parse.lower[m.last] if m.last > m.first else ""
    for word in (own, after):
        for kind in ("province", "district", "water", "city", "mountain"):
            if word in words("features", kind) and (word is own or not parse.tokens[m.last + 1].text.isupper()):
                return kind if word not in ("state", "region", "territory", "port", "capital") or kind == "province" else None
    i = m.first - 1
    if i >= 0 and parse.lower[i] == "the":
        i -= 1
    before = parse.lower[i] if i >= 0 else ""
    if before == "of" and i > 0:
        before = parse.lower[i - 1]
        if i > 1 and parse.upos[i - 2] == "PROPN" and parse.tokens[i - 1].text == before:
            return None  # "the Adhamiyah district of Baghdad"
        for kind in ("city", "province", "district", "water"):
            if before in words("features", kind):
                return kind
        return None
    # apposition: "the port city Odessa", "River Thames", "the town, Bucha,"
    if before in ("city", "town", "village", "capital"):
        return "city"
    return "water" if before in ("river", "lake") else "mountain" if before in ("mount", "mt.") else None


def _inside(parse: Parse, mentions: list[Mention], i: int) -> tuple[str, ...]:
    m = mentions[i]
    out: list[str] = []
    here = i
    if m.known is not None and m.known.entry.feature == "PCLI" and i + 1 < len(mentions):
        following = mentions[i + 1].known
        if following is not None and following.entry.feature in ("PCLI", "CONT"):
            return ()  # "Japan, China and Korea" are a list
    for k in range(i + 1, min(i + 4, len(mentions))):
        n = mentions[k]
        between = parse.lower[mentions[here].last + 1 : n.first]
        if between not in ([","], [",", "in"], ["in"], ["("], [",", "the"], ["in", "the"], ["'s"], ["of"], [",", "in", "the"]) and not _district_gap(between):
            break
        if _begins_body(parse, n):
            break  # "the town of X, the U.S. Geological Survey said"
        if between == ["'s"] or (between == ["of"] and m.last == mentions[here].last):
            break
        out.append(_looked_up(n))
        here = k
    # "in Syria's Idlib", "Iraqi city of Mosul", "Texas town of West"
    if i and parse.sentence[mentions[i - 1].first] == parse.sentence[m.first]:
        p = mentions[i - 1]
        gap = parse.lower[p.last + 1 : m.first]
        if (
            gap
            and len(gap) <= 6
            and gap.count("of") < 2  # "the Ukrainian shelling of the village of X" is no village in Ukraine
            and not any(parse.upos[k] in ("VERB", "AUX") for k in range(p.last + 1, m.first))
            and (gap[0] == "'s" or gap[-1] == "of" or (p.known is not None and p.known.demonym))
            and (set(gap) & (words("features", "city", "province", "district")) or gap == ["'s"])
        ):
            out.append(_looked_up(p))
        elif not gap and p.known is not None and p.known.demonym:
            out.append(p.known.entry.name)
    return tuple(out)


def _begins_body(parse: Parse, m: Mention) -> bool:
    """Whether a place is only the beginning of a body's name."""
    at = parse.name_at[m.last]
    if at >= 0 and parse.names[at].last > m.last and parse.names[at].kind in ("ORG", "MISC"):
        return True
    after = m.last + 1
    return m.known is not None and after < len(parse) and parse.tokens[after].text[0].isupper() and parse.heads[m.last] > m.last


def _district_gap(between: list[str]) -> bool:
    """Whether words between two names say that one lies in the other: "Goma city in North Kivu"."""
    return len(between) <= 6 and between[-1:] in (["in"], [","]) and any(w in words("features", "city") or w in words("features", "district") for w in between)


def _away(parse: Parse, m: Mention) -> float:
    low = parse.lower
    i = m.first - 1
    if i >= 0 and low[i] == "the":
        i -= 1
    if i < 0:
        return 0.0
    if low[i] in _AROUND:
        return 20.0
    if low[i] in ("of", "from") and i > 0:
        word = low[i - 1]
        if word in ("outskirts", "vicinity", "suburbs", "edge", "edges"):
            return 15.0
        far = 0.0
        for j in range(i - 1, max(-1, i - 6), -1):
            if low[j] in _KM and j > 0:
                digits = low[j - 1].replace(",", "")
                far = float(digits) * _KM[low[j]] if digits.replace(".", "", 1).isdigit() else 0.0
                break
        if far:
            return far
        return 30.0 if word in _DIRECTIONS else 0.0
    return 0.0
