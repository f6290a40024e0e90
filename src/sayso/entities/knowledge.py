"""What is known of people, bodies and outlets before a report is read: offices with their dates, acronyms, other names.

Knowledge only names what the text already points at; whoever is not in the tables is read from the text alone.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Final, Literal

from anyascii import anyascii

from sayso.tables import table

__all__ = ["Body", "Office", "Person", "body", "demonym", "fold", "holder", "office_of", "person", "state", "surnames"]

BodyKind = Literal["organisation", "group", "publication", "government"]


@dataclass(frozen=True, slots=True)
class Office:
    """An office that somebody held, from ``since`` until ``until`` ("2019-05"; empty where it does not matter)."""

    role: str
    of: str
    since: str = ""
    until: str = ""

    def at(self, day: str) -> bool:
        """Whether it was held in a month ("2022-03")."""
        return (not self.since or self.since[:7] <= day) and (not self.until or day <= self.until[:7])


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody known.

    Attributes:
        name: Canonical name in English.
        gender: "m" or "f".
        offices: What they held.
        bare: Whether the surname alone means them ("Macron said").
    """

    name: str
    gender: str
    offices: tuple[Office, ...]
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A known organisation, armed group, outlet or government seat ("the Kremlin"), with the state or body it belongs to."""

    name: str
    kind: BodyKind
    of: str | None = None


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """A name as it is compared: Latin letters, lower case, no article, marks or hyphens.

    >>> fold("al-Assad"), fold("the Élysée"), fold("U.N."), fold("Волод")
    ('al assad', 'elysee', 'un', 'volod')
    """
    plain = name if name.isascii() else anyascii(name)
    plain = plain.lower().replace("'s ", " ").replace(".", "").replace("'", "").replace("`", "").replace("-", " ").replace("  ", " ").strip()
    return plain.removeprefix("the ")


def _split(row: str) -> list[str]:
    return [part.strip() for part in row.split(",")]


@cache
def _people() -> tuple[dict[str, Person], dict[str, tuple[Person, ...]], dict[tuple[str, str], tuple[tuple[Office, Person], ...]]]:
    """People by every name given for them, by surname, and holders by country and office."""
    rows: dict[str, list[Office]] = {}
    gender: dict[str, str] = {}
    other: dict[str, list[str]] = {}
    for of, roles in table("entities/people").items():
        for role, people in roles.items():
            for row in people:
                name, since, until, *also = [*_split(row), "", ""][: max(3, len(_split(row)))]
                name, _, sex = name.partition(" (")
                gender[name] = sex.rstrip(")") or gender.get(name, "m")
                rows.setdefault(name, []).append(Office(role, of, since, until))
                other.setdefault(name, []).extend(a for a in also if a)
    named: dict[str, Person] = {}
    last: dict[str, list[Person]] = {}
    held: dict[tuple[str, str], list[tuple[Office, Person]]] = {}
    for name, offices in rows.items():
        one = Person(name, gender[name], tuple(offices), any(o.role.lower() in _HEADS for o in offices))
        for alias in (name, *other[name]):
            key = fold(alias)
            named.setdefault(key, one)
            for short in {_surname(alias), key if " " not in key else ""}:
                if short and one not in last.setdefault(short, []):
                    last[short].append(one)
        for o in offices:
            held.setdefault((o.of, office_of(o.role)), []).append((o, one))
    return named, {k: tuple(v) for k, v in last.items()}, {k: tuple(v) for k, v in held.items()}


_HEADS: Final = frozenset(
    ("president", "prime minister", "chancellor", "supreme leader", "secretary-general", "leader", "crown prince", "king", "pope", "emir", "taoiseach")
)
_PARTICLES: Final = frozenset("al el bin ibn van von de da di du la le der den ben abu".split())


def _surname(name: str) -> str:
    """The part of a full name that stands alone later: "Assad" of "Bashar al-Assad", "von der Leyen"."""
    words = fold(name).split()
    return words[-1] if words else ""


def person(name: str) -> Person | None:
    """The known person of a full name, spelled in any of the ways known.

    >>> person("Volodimir Zelensky").name
    'Volodymyr Zelensky'
    """
    return _people()[0].get(fold(name))


def surnames(name: str) -> tuple[Person, ...]:
    """Known people whom a single name may mean."""
    key = fold(name)
    found = _people()[1].get(key)
    if found is None and key[:3] in ("al ", "el "):
        found = _people()[1].get(key[3:])
    return found or ()


def holder(of: str, role: str, published: date | None) -> Person | None:
    """Who held an office of a state or body when a report appeared; None if that is not known, or the report has no date.

    >>> holder("Ukraine", "president", date(2022, 3, 26)).name
    'Volodymyr Zelensky'
    >>> holder("Ukraine", "president", None) is None
    True
    """
    if published is None:
        return None
    day = published.isoformat()[:7]
    found = {p.name: p for o, p in _people()[2].get((of, office_of(role)), ()) if o.at(day)}
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def _offices() -> dict[str, str]:
    return {word: office for office, words in table("entities/roles")["offices"].items() for word in words}


def office_of(role: str) -> str:
    """The office that a word means: "premier" is "prime minister"; itself where nothing is known."""
    role = role.lower().removeprefix("then-").removeprefix("former ").removeprefix("ex-").replace("defense", "defence")
    return _offices().get(role, role)


@cache
def _bodies() -> dict[str, Body]:
    out: dict[str, Body] = {}
    kinds: dict[str, BodyKind] = {"organisations": "organisation", "groups": "group", "outlets": "publication", "seats": "government"}
    for section, kind in kinds.items():
        for row in table("entities/bodies")[section]:
            head, *also = _split(row)
            name, _, of = head.partition(" < ")
            one = Body(name, kind, of or None)
            for alias in (name, *also):
                out.setdefault(_key(alias), one)
    return out


def _key(name: str) -> str:
    # a short name in capitals is no word: "WHO" is a body, "who" is not
    key = fold(name)
    letters = name.replace(".", "")
    return letters if letters.isupper() and letters.isascii() and len(letters) <= 5 else key


@lru_cache(maxsize=4096)
def body(name: str) -> Body | None:
    """The known body or outlet of a name as written.

    >>> body("ICRC").name, body("the Islamic State group").name
    ('International Committee of the Red Cross', 'Islamic State')
    """
    known = _bodies()
    found = known.get(_key(name))
    if found is None:
        key = fold(name)
        found = known.get(key.removesuffix(" group").removesuffix(" news agency").removesuffix(" newspaper"))
    return found


@cache
def _states() -> tuple[dict[str, str], dict[str, str]]:
    codes: dict[str, str] = {}
    words: dict[str, str] = {}
    for code, row in table("places/countries").items():
        if isinstance(row, dict) and "name" in row:
            codes[code] = row["name"]
            for word in row.get("people", ()):
                words.setdefault(word.lower(), row["name"])
    return codes, words


def state(code: str | None) -> str | None:
    """The name of the state with an ISO code."""
    return _states()[0].get(code) if code else None


def demonym(word: str) -> str | None:
    """The state of a demonym ("Ukrainian"), where the places of the report do not say."""
    return _states()[1].get(word.lower())
