"""Places as entities: each is one with all its mentions; a capital that acts is its state."""

from typing import Final

from sayso.entities.draft import Draft, Mention
from sayso.entities.knowledge import body, fold, state
from sayso.entities.state import State
from sayso.types.reading import Place

__all__ = ["at_place", "inner", "named_behind"]

_KINDS: Final = {
    "country": "country", "city": "city", "point": "city", "district": "region", "province": "region", "region": "region", "water": "water",
}  # fmt: skip


def at_place(s: State, i: int, k: int) -> int | None:
    """Read the place that begins at token ``i``, where name ``k`` (−1 for none) begins too, and give the token behind it; None where the
    place is only the beginning of a longer name: "Kyiv", but "Kyiv Post"."""
    place, last = s.places[i]
    if k >= 0 and s.parse.names[k].kind in ("PER", "ORG", "PRODUCT", "MISC", "FAC") and s.parse.names[k].last > last:
        inner(s, i)
        return None
    seat = body(place.text) if place.use != "demonym" or last > i else None
    if seat is not None and seat.kind != "publication":
        # "Brussels" only where it acts; "the Elysée" always; "Azov" is the town where the gazetteer has it
        whole = place.geonameid is None or (seat.kind == "government" and fold(place.text) in fold(seat.name))
        if place.use == "government" or whole:
            draft = s.drafts.body_named(place.text, "organisation")
            s.place_of[place.start, place.end] = draft.number
            s.drafts.mention(draft, i, last, s.parse.top(i, last), "name")
            return last + 1
    s.drafts.mention(_draft(s, place), i, last, s.parse.top(i, last), "demonym" if place.use == "demonym" else "name")
    return last + 1


def inner(s: State, i: int) -> None:
    """Note a place inside another's name as a mention, though its tokens mean the other ("US Department of Defense")."""
    place, last = s.places[i]
    draft = _draft(s, place)
    draft.mentions.append(Mention(i, last, i, "inner", draft.number))


def named_behind(s: State, i: int) -> bool:
    """Whether a noun's place is named right behind, and then it is that: "the city of Kherson", "the capital Kyiv"."""
    behind = i + 2 if s.parse.lower[i + 1 : i + 2] == ["of"] else i + 1
    if behind not in s.places or s.places[behind][0].use == "demonym":
        return False
    draft = _draft(s, s.places[behind][0])
    if s.drafts.at[i] < 0:
        s.drafts.at[i] = draft.number
    return True


def _draft(s: State, place: Place) -> Draft:
    name, number, kind, country = place.name, place.geonameid, _KINDS.get(place.precision or "", ""), place.country
    if place.use == "government" and kind != "country" and state(country):
        name, number, kind = state(country) or name, None, "country"
    key = ("country", country) if kind == "country" and country else ("id", str(number)) if number is not None else ("name", name)
    draft = s.drafts.place(key, name, number, kind, country)
    if place.text != name and place.use != "demonym":
        draft.aliases[place.text] = None
    s.place_of[place.start, place.end] = draft.number
    return draft
