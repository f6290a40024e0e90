"""The place that a claim of control is about: a name, or an area that only a description pins ("areas around Kyiv")."""

from functools import cache
from typing import Final

from sayso.entities import Entities
from sayso.events.parties import Parties
from sayso.events.pointed import pointed
from sayso.events.towns import both, coordinated, unlisted
from sayso.tables import table
from sayso.text.parse import Parse
from sayso.types.kinds import TOWNS
from sayso.types.reading import Place

__all__ = ["is_place", "named_place"]

_AROUND: Final = frozenset("around near outside in of along across north south east west between beyond within at inside surrounding".split())
_NAMING: Final = frozenset(
    "city town village port capital region province district island area settlement enclave airport suburb territory municipality base republic state municipality".split()
)
_NAMED_BEFORE: Final = frozenset(("city", "town", "village", "port", "settlement", "airport", "base", "place"))
_PARTS: Final = frozenset(
    "part half quarter third outskirts centre center suburb district airport port edge north south east west side bank street block".split()
)
_QUARTERS: Final = frozenset("northeast northwest southeast southwest north-east north-west south-east south-west".split())
_BORDERS: Final = frozenset(("border", "frontier"))
_WHICH: Final = frozenset("northern southern eastern western central north south east west".split())


_WHOLE: Final = frozenset(("whole", "entirety", "length"))


@cache
def _vague() -> frozenset[str]:
    return frozenset(table("events/control")["vague"])


def _beside(parse: Parse, parties: Parties, token: int) -> tuple[int, str] | None:
    """A phrase right behind a noun that the parse hangs on its verb: "seized heights near Stepanakert"."""
    above = parse.heads[token]
    if above >= 0 and (far := _compass(parse, above, token)) is not None:
        return far
    for c in parse.children[above] if above >= 0 else ():
        case = parse.prepositions[c]
        around = case in _AROUND or (case == "with" and parse.low_lemmas[token] in _BORDERS)
        if c > token and c in parties.places and around and parse.subtree(c)[0] == token + 1:
            return c, parse.prepositions[c]
    return None


def _once_held(parse: Parse, parties: Parties, token: int) -> int:
    """Where land lies that a clause says was held: "the territory it once held in Iraq", or −1."""
    if parse.low_lemmas[token] not in ("territory", "land", "area", "ground"):
        return -1
    clauses = [c for c in parse.children[token] if parse.relations[c] == "acl:relcl" and parse.lemmas[c] in ("hold", "control", "rule", "seize", "capture")]
    return next((k for c in clauses for k in parse.children[c] if k in parties.places and parse.prepositions[k] == "in"), -1)


def _told_last(parse: Parse, parties: Parties, token: int) -> str | None:
    """The town that no list holds which "the town" means, where it was spoken of last of all towns, in this sentence or the one before."""
    for i in range(token - 1, -1, -1):
        if parse.sentence[i] < parse.sentence[token] - 1:
            break
        if (i in parties.places and parties.places[i].use == "location" and parties.places[i].precision in ("city", "district")) or not parties.towns:
            break
        n = parse.name_at[i]
        if n >= 0 and (name := parse.words(parse.names[n].first, parse.names[n].last)) in parties.towns:
            return name
    return None


def _the_country(parse: Parse, parties: Parties, token: int) -> tuple[str, str | None, str | None] | None:
    """The country that the report is about, as "the country"."""
    if parse.lower[token] != "country" or not any(parse.lower[c] == "the" for c in parse.children[token]) or parse.child(token, "amod", "nmod") >= 0:
        return None
    state = parties.state_here(token)
    return (state.name, state.entity, state.country) if state is not None else None


def _compass(parse: Parse, above: int, token: int) -> tuple[int, str] | None:
    """Where an area lies, told by the compass under its noun or right behind it: "the area west of the Oskil", "two villages to the south of Homs"."""
    for c in parse.children[above]:
        near = above == token or parse.subtree(c)[0] == token + 1
        if parse.lower[c] in _WHICH | _QUARTERS and c > token and near and parse.base_relations[c] in ("advmod", "nmod", "obl"):
            of = next((k for k in parse.children[c] if parse.base_relations[k] in ("nmod", "obl") and parse.prepositions[k] == "of"), -1)
            if of >= 0:
                return of, f"{parse.lower[c]} of"
    return None


def _named_before(parse: Parse, parties: Parties, token: int) -> Place | None:
    """The town that stands right before the noun that says what it is, wherever the parse hangs that: "strikes on Homs, a town held by …"."""
    if parse.relations[token] != "appos" or parse.low_lemmas[token] not in table("events/syntax")["settlements"]:
        return None
    first = min([token, *(c for c in parse.children[token] if c < token and parse.relations[c] in ("det", "amod", "compound"))])
    place = parties.places.get(first - 2) if first > 1 and parse.tokens[first - 1].text == "," else None
    return place if place is not None and place.use == "location" and place.precision not in ("country", "region") else None


def _listed(parse: Parse, parties: Parties, token: int) -> bool:
    """Whether several towns are named one by one: "the villages of Ab and Bora", not "the villages of the north"."""
    place = parties.places.get(token)
    return (
        place is not None
        and place.precision not in ("country", "region", "province", "water")
        and any(parse.relations[c] == "conj" for c in parse.children[token])
    )


def _whose(parse: Parse, parties: Parties, entities: Entities, token: int, lemma: str) -> tuple[str, str | None, str | None] | None:
    """The part of a place that a pronoun means: "its northern part" of the town that was spoken of."""
    owner = parse.child(token, "nmod:poss")
    if lemma not in _PARTS or owner < 0 or parse.lower[owner] not in ("its", "whose", "their"):
        return None
    found = entities.at[owner]
    if found is not None and entities.get(found).kind == "place":
        return f"{parse.lower[token]} of {entities.get(found).name}", None, None
    last = parties.focus(owner)
    return (f"{parse.lower[token]} of {last.name}", None, last.country) if last is not None else None


def _which_part(parse: Parse, parties: Parties, token: int, lemma: str) -> tuple[str, str | None, str | None] | None:
    """A part that only a quarter of the compass tells of the town that is spoken of: "the southern districts"."""
    kind = [c for c in parse.children[token] if parse.relations[c] in ("amod", "compound")]
    if lemma not in _PARTS or not kind or any(parse.lower[c] not in _WHICH for c in kind) or parse.child(token, "nmod", "appos", "acl", "nmod:poss") >= 0:
        return None
    last = parties.focus(token)
    return (f"{parse.words(kind[0], token)} of {last.name}", None, last.country) if last is not None else None


def _of_a_land(parse: Parse, parties: Parties, token: int, compound: int) -> bool:
    """Whether a name before a noun says in what land or by what sea the town lies whose name is behind: "the Red Sea port of Hodeidah"."""
    place = parties.places.get(compound)
    return place is not None and place.precision not in TOWNS and any(parse.prepositions[c] == "of" and c in parties.places for c in parse.children[token])


def is_place(parse: Parse, parties: Parties, entities: Entities, token: int, *, vague: bool = True, sure: bool = False) -> bool:
    """Whether a noun is a place, or, if ``vague``, a common noun for one ("areas around the capital").

    Where the clause leaves no other reading (``sure``), names that the encoder takes for other than places are.
    """
    place = parties.places.get(token)
    if place is not None:
        return place.use != "demonym"
    n = parse.name_at[token]
    sure = sure or (n >= 0 and parse.words(parse.names[n].first, parse.names[n].last) in parties.towns)
    if both(parse, parties, token) or unlisted(parse, entities, token, sure=sure) is not None:
        return True
    if parse.upos[token] not in ("NOUN", "NUM", "PROPN", "PRON", "DET", "ADJ"):
        return False
    found = entities.at[token]
    if found is not None and entities.get(found).kind == "place" and parse.upos[token] != "ADJ":
        return True
    if vague and parse.upos[token] == "NUM":
        of = next((c for c in parse.children[token] if parse.relations[c] == "nmod" and parse.low_lemmas[c] in _vague()), -1)
        return of >= 0 and named_place(parse, parties, entities, token) is not None  # "twelve of Homs's districts"
    if not vague or parse.low_lemmas[token] not in _vague():
        return False
    if parse.low_lemmas[token] == "line" and not any(parse.lower[c] == "front" for c in parse.children[token]):
        return False
    if parse.xpos[token] == "NNS" and any(c in parties.places for c in coordinated(parse, token)):
        return True  # "two villages, Ab and Bora,"
    return named_place(parse, parties, entities, token) is not None


def named_place(parse: Parse, parties: Parties, entities: Entities, token: int) -> tuple[str, str | None, str | None] | None:
    """Canonical name, entity and country of the place at a token; a place without a name as the text describes it, with
    canonical names inside ("areas around Kyiv"). None if nothing pins it."""
    place = parties.places.get(token)
    if place is not None:
        return place.name, place.entity, place.country
    back = pointed(parse, parties, token)
    if back is not None:
        return back.name, back.entity, back.country
    above = parse.heads[token]
    if parse.relations[token] == "appos" and above not in parties.places and parse.low_lemmas[token] in table("events/syntax")["settlements"]:
        name = unlisted(parse, entities, above, sure=True) if above >= 0 else None
        if name is not None:
            return name, entities.at[above], None  # "Ab, a town held by the group"
    before = _named_before(parse, parties, token)
    if before is not None:
        return before.name, before.entity, before.country
    if parse.relations[token] == "appos" and parse.heads[token] in parties.places:
        place = parties.places[parse.heads[token]]  # "El Fasher, the last city in Darfur that the army holds"
        return place.name, place.entity, place.country
    subject = parse.child(token, "nsubj") if parse.child(token, "cop") >= 0 else -1
    if subject in parties.places and parties.places[subject].use == "location":
        place = parties.places[subject]  # "El Fasher is the last city still held by the army"
        return place.name, place.entity, place.country
    lemma = parse.low_lemmas[token]
    bare = lemma in _NAMED_BEFORE and parse.xpos[token] == "NN" and any(parse.lower[c] in ("the", "this", "that") for c in parse.children[token])
    if bare and not any(parse.base_relations[c] in ("nmod", "appos", "compound", "acl") for c in parse.children[token]):
        if lemma in ("town", "village", "place", "settlement") and (told := _told_last(parse, parties, token)) is not None:
            return told, None, None
        called = parties.called(token)
        if called is not None:
            return called.name, called.entity, called.country
    owned = _whose(parse, parties, entities, token, lemma) or _which_part(parse, parties, token, lemma)
    if owned is not None:
        return owned
    inner: tuple[int, str] | None = None
    for c in parse.children[token]:
        relation = parse.base_relations[c]
        if relation == "compound" and lemma in _NAMED_BEFORE and _of_a_land(parse, parties, token, c):
            continue
        if relation in ("appos", "flat", "compound") and c in parties.places and parties.places[c].use == "location":
            p = parties.places[c]
            if lemma in _NAMING and (relation != "compound" or lemma not in ("airport", "suburb", "base", "area", "territory")):
                return p.name, p.entity, p.country
            return f"{p.name} {parse.lower[token]}", None, p.country
        if relation in ("flat", "compound") and lemma in _NAMED_BEFORE and (name := unlisted(parse, entities, c, sure=True)) is not None:
            return name, None, None  # "took Falam town"
        if relation in ("nmod", "obl"):
            words = [k for k in parse.children[c] if parse.relations[k] == "case"]
            case = " ".join(parse.lower[k] for k in words)
            if inner is None and case == "with" and lemma in _BORDERS:
                inner = c, case  # "the border with China"
            if (words and parse.lower[words[0]] in _AROUND and inner is None and c in parties.places) or (
                words and parse.lower[words[0]] in _AROUND and inner is None and relation == "nmod"
            ):
                inner = c, case
    if inner is None and (once := _once_held(parse, parties, token)) >= 0:
        inner = once, "in"
    if inner is None and lemma in _vague():
        inner = _compass(parse, token, token) or _beside(parse, parties, token)
    if inner is not None:
        c, case = inner
        nested = named_place(parse, parties, entities, c) or _the_country(parse, parties, c)
        if nested is not None:
            if case == "of" and lemma in _WHOLE:
                return nested
            if case == "of" and lemma in ("cent", "percent"):
                return f"{parse.words(parse.subtree(token)[0], token)} of {nested[0]}", None, nested[2]
            if case == "of" and lemma in _NAMING and (parse.xpos[token] == "NN" or _listed(parse, parties, c)):
                return nested
            return f"{parse.lower[token]} {case} {nested[0]}", None, nested[2]
    owner = parse.child(token, "nmod:poss")
    if owner in parties.places and parties.places[owner].use == "location" and lemma in _vague():
        return f"{parties.places[owner].name}'s {parse.lower[token]}", None, parties.places[owner].country
    found = entities.at[token]
    if found is not None and entities.get(found).kind == "place" and not (bare and parties.coarse(found)):
        return entities.get(found).name, found, None
    if lemma in table("events/control")["posts"] and any(parse.lower[c] in ("the", "both", "all", "these", "those") for c in parse.children[token]):
        around = parties.focus(token)
        first = min([token, *(c for c in parse.children[token] if parse.relations[c] == "compound" and c < token)])
        return (f"{parse.words(first, token)} in {around.name}", None, around.country) if around is not None else None
    if parse.name_at[token] >= 0 and (name := unlisted(parse, entities, token)) is not None:
        return name, found, None
    last = parties.focus(token) if bare else parties.capital(token) if lemma == "capital" else None
    return (last.name, last.entity, last.country) if last is not None else None
