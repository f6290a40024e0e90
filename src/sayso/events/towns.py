"""Places that no list holds, and words that stand for several places at once, where only a place can be meant."""

from typing import Final

from sayso.entities import Entities
from sayso.events.parties import Parties
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.kinds import SETTLED

__all__ = ["both", "coordinated", "fallen_too", "unlisted"]

_PEOPLE: Final = frozenset(("PER", "ORG", "MISC", "PRODUCT"))


def unlisted(parse: Parse, entities: Entities, token: int, *, sure: bool = False, body: bool = False) -> str | None:
    """The name at a token if it is one of a place that the gazetteer lacks, None if it is none.

    Names that the encoder calls places are; others are where the words say so ("Sonta, its main town") or, if ``sure``, where
    the clause leaves no other reading ("overran Sonta"); never people whose office the report names, and bodies only where
    another town is named beside them (``body``).
    """
    n = parse.name_at[token]
    if n < 0 or parse.upos[token] not in ("PROPN", "X", "NOUN"):
        return None
    name = parse.names[n]
    text = parse.words(name.first, name.last)
    if name.kind in ("LOC", "FAC"):
        return text
    if name.kind not in _PEOPLE or text.isupper():
        return None
    if any(parse.relations[c] == "appos" and parse.low_lemmas[c] in table("events/syntax")["settlements"] for c in parse.children[token]):
        return text
    found = entities.at[token]
    entity = entities.get(found) if found is not None else None
    if not sure or (entity is not None and (entity.role or entity.of or len(entity.aliases) > 1)):
        return None
    return text if (body or name.kind != "ORG") and name.last - name.first < 4 else None


def coordinated(parse: Parse, token: int) -> list[int]:
    """Words coordinated with one, those coordinated with them too."""
    out: list[int] = []
    for c in parse.children[token]:
        if parse.relations[c] == "conj":
            out += [c, *coordinated(parse, c)]
    return out


def both(parse: Parse, parties: Parties, token: int) -> list[int]:
    """The towns that "both" or "all three" means: those coordinated last before it, in its sentence or the one before; [] if none are."""
    villages = parse.lower[token] in ("towns", "villages", "cities", "settlements")
    if villages and any(parse.lower[c] == "both" and c < token for c in parse.children[token]) and parse.child(token, "nmod", "appos") < 0:
        return _last_two(parse, parties, token)
    if parse.lower[token] not in ("both", "all", "they", "them") or (parse.lower[token] in ("they", "them") and parties.entities.at[token] is not None):
        return []
    first = parse.sentences[max(0, parse.sentence[token] - 1)][0]
    for i in range(token - 1, first - 1, -1):
        if parse.relations[i] == "conj" or not _town(parties, parse, i):
            continue
        towns = [i, *(c for c in coordinated(parse, i) if c < token and (_town(parties, parse, c) or parse.name_at[c] >= 0))]
        if len(towns) > 1:
            return towns
    return []


def _last_two(parse: Parse, parties: Parties, token: int) -> list[int]:
    """The two towns that "both villages" means: those named last before it, in its sentence or the two before; [] if they are not two."""
    first = parse.sentences[max(0, parse.sentence[token] - 2)][0]
    found: dict[str, int] = {}
    for i in range(token - 1, first - 1, -1):
        if _town(parties, parse, i) and parties.places[i].precision in SETTLED:
            found.setdefault(parties.places[i].name, i)
    return sorted(found.values()) if len(found) == 2 else []


def _town(parties: Parties, parse: Parse, token: int) -> bool:
    place = parties.places.get(token)
    return place is not None and place.use == "location" and place.precision not in ("country", "region") and parse.relations[token] != "flat"


def fallen_too(parse: Parse, parties: Parties, entities: Entities, verb: int, case: str = "") -> list[int]:
    """Towns of which a verb is said again without being repeated: "Homs fell on Monday and Hama on Tuesday", "took Goma in May and Bukavu in June",
    "were driven from Tikrit in May and from Ramadi in June" with the preposition as ``case``."""
    days = [c for c in parse.children[verb] if c > verb and parse.name_at[c] >= 0 and parse.names[parse.name_at[c]].kind == "DATE"]
    return [
        c
        for c in (k for above in (verb, *days) for k in parse.children[above])
        if parse.relations[c] == "conj"
        and c > verb
        and parse.upos[c] == "PROPN"
        and parse.prepositions[c] == case
        and (_town(parties, parse, c) or unlisted(parse, entities, c, sure=any(d > c for d in days)) is not None)
    ]
