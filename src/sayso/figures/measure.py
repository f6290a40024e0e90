"""What a number measures: killed, displaced, troops … from the verb that its noun depends on, and from the noun itself."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from sayso.figures.counted import Counted, measures
from sayso.figures.described import by_adjective, by_clause, by_noun, takes_lives
from sayso.figures.governor import governor
from sayso.figures.hints import armed, hosted, listed, put_up, seized_by_outlaws, sought, taken_hold, under_the_roof
from sayso.figures.senses import Measured
from sayso.figures.states import (
    carried_off,
    given_to,
    headline_verb,
    held_by_outlaws,
    left_home,
    set_on_fire,
    still_there,
)
from sayso.figures.verbs import HARD, told_by_verb
from sayso.text.parse import Parse

__all__ = ["measured"]


class _Asked(NamedTuple):
    """A counted noun, with what the readers ask of it.

    Attributes:
        lemma: Its base form; "" for a number alone.
        verb, role: What it depends on, and as what.
        alone: Whether only a verb that people alone can be the object of is trusted: "reached 30" need not be people.
    """

    parse: Parse
    c: Counted
    lemma: str
    verb: int
    role: str
    alone: bool

    @property
    def buildings(self) -> bool:
        return self.c.thing == "building"


_Reader = Callable[[_Asked], Measured | None]


def measured(parse: Parse, c: Counted, *, alone: bool = False) -> Measured | None:
    """What the words around a counted noun say that its number measures; None where they say nothing of the kind.

    Args:
        alone: Whether only a verb that people alone can be the object of is trusted: "reached 30" need not be people.

    >>> from sayso.figures.counted import counted
    >>> from sayso.figures.quantities import quantities
    >>> from sayso.models import parse
    >>> p = parse("The flood displaced 900 families.")
    >>> measured(p, counted(p, quantities(p)[0])).name
    'displaced'
    """
    if c.thing in ("vehicles", "arms", "aid", "area"):
        return None
    strong = measures()["strong"]
    lemma = parse.low_lemmas[c.head] if c.thing != "bare" else ""
    if lemma not in strong and c.thing != "bare" and parse.lower[c.head] in strong:
        lemma = parse.lower[c.head]
    asked = _Asked(parse, c, lemma, *governor(parse, c.head, c.start), alone=alone)
    found = _first(asked, _MOVED_ON)
    if found is None and lemma in strong:
        return _by_strong_noun(asked)
    found = found or _by_state(asked) or _first(asked, _HINTS) or _by_verb(asked)
    return found if found is not None or asked.buildings else _first(asked, _LAST)


def _first(asked: _Asked, readers: Sequence[_Reader]) -> Measured | None:
    return next((found for read in readers if (found := read(asked)) is not None), None)


# What befell those counted after what their noun says of them.


def _escaped(x: _Asked) -> Measured | None:
    """Read "twelve detainees escaped"."""
    above = governor(x.parse, x.c.head)[0]
    fled = measures()["weak"].get(x.lemma) == "detained" and x.parse.lemmas[above] in ("escape", "abscond")
    return Measured("other", above, 0.8) if fled else None


def _brought_out(x: _Asked) -> Measured | None:
    """Read "evacuated 68 injured"."""
    if x.lemma not in measures()["strong"] and x.c.state < 0:
        return None
    hurt = x.c.state if x.c.state >= 0 else x.c.head
    if measures()["states"].get(x.parse.lower[hurt]) != "injured":
        return None
    verb, role = governor(x.parse, hurt) if x.verb == hurt else (x.verb, x.role)
    out = verb >= 0 and x.parse.lemmas[verb] in ("evacuate", "airlift", "medevac") and role in ("obj", "nsubj:pass", "xcomp")
    return Measured("evacuated", verb, 0.85) if out else None


def _sent_back(x: _Asked) -> Measured | None:
    """Read "Turkey returned 212 refugees to Idlib"."""
    if measures()["weak"].get(x.lemma) not in ("refugees", "displaced") or x.verb < 0 or x.role not in ("obj", "nsubj:pass"):
        return None
    back = any(x.parse.lower[k] in ("back", "home") for k in x.parse.children[x.verb])
    lemma = x.parse.low_lemmas[x.verb]
    sent = lemma == "return" or (back and lemma in ("send", "bring", "take", "fly", "escort"))
    return Measured("returnees", x.verb, 0.85) if sent else None


_MOVED_ON: Final[tuple[_Reader, ...]] = (_escaped, _brought_out, _sent_back)


def _by_strong_noun(x: _Asked) -> Measured | None:
    """What a noun says that needs no verb: "the dead", "lives" where they are lost."""
    if x.lemma in ("life", "body") and not takes_lives(x.parse, x.c.head, x.lemma):
        return None
    name = measures()["strong"][x.lemma]
    return _then_died(x, name) or Measured(name, governor(x.parse, x.c.head)[0], 0.95)


def _by_state(x: _Asked) -> Measured | None:
    """What a participle behind the number says: "12 dead", "60 homes damaged"."""
    if x.c.state < 0:
        return None
    name = measures()["states"][x.parse.lower[x.c.state]]
    if x.c.of and (later := _then_died(x, name)) is not None:
        return later
    return Measured(name, x.c.state, 0.9) if not name.startswith("buildings") or x.c.thing in ("bare", "building") else None


def _then_died(x: _Asked, name: str) -> Measured | None:
    """What is said of the wounded beyond their wounds: "two of the wounded later died"."""
    if name not in ("injured", "missing", "casualties"):
        return None
    told = told_by_verb(x.parse, x.verb, x.role, x.c.start, buildings=False, bare=False)
    if name == "casualties" and told is not None and told.name == "injured":
        return told  # "carried 60 casualties to hospital"
    return told if told is not None and told.name == "killed" and told.by == x.verb and x.parse.lemmas[x.verb] in ("die", "succumb", "perish") else None


# What the verb does not say by itself, but with what stands beside it.


def _on_fire(x: _Asked) -> Measured | None:
    return Measured("buildings_destroyed", x.verb, 0.8) if x.buildings and set_on_fire(x.parse, x.verb) else None


def _unroofed(x: _Asked) -> Measured | None:
    roof = under_the_roof(x.parse, x.c.head) if x.buildings else -1
    return Measured("buildings_damaged", roof, 0.8) if roof >= 0 else None


def _included(x: _Asked) -> Measured | None:
    name = listed(x.parse, x.verb, x.role) if not x.buildings else None
    return Measured(name, x.verb, 0.8) if name is not None else None


def _seized(x: _Asked) -> Measured | None:
    civilians = not x.buildings and x.parse.lemmas[x.c.head] not in ("soldier", "troop", "serviceman", "fighter")
    return Measured("kidnapped", x.verb, 0.8) if civilians and seized_by_outlaws(x.parse, x.verb, x.role) else None


def _in_hand(x: _Asked) -> Measured | None:
    """Read "seized 251 hostages"."""
    return Measured("kidnapped", x.verb, 0.85) if x.lemma in ("hostage", "captive") and taken_hold(x.parse, x.verb, x.role) else None


def _looked_for(x: _Asked) -> Measured | None:
    search = sought(x.parse, x.verb, x.c.head) if not x.buildings and x.c.thing != "bare" else -1
    return Measured("missing", search, 0.8) if search >= 0 else None


def _taken_in(x: _Asked) -> Measured | None:
    return Measured("refugees", x.verb, 0.8) if x.c.thing == "person" and hosted(x.parse, x.verb, x.role, x.c) else None


def _put_up(x: _Asked) -> Measured | None:
    return Measured("displaced", x.verb, 0.7) if x.c.thing == "person" and put_up(x.parse, x.verb, x.role, x.c) else None


def _under_arms(x: _Asked) -> Measured | None:
    return Measured("troops", x.verb, 0.8) if x.c.thing == "person" and armed(x.parse, x.verb, x.role, x.c.head) else None


def _carried(x: _Asked) -> Measured | None:
    taken = not x.buildings and x.role in ("obj", "nsubj:pass") and carried_off(x.parse, x.verb, x.c.head)
    return Measured("evacuated", x.verb, 0.75) if taken else None


def _in_headline(x: _Asked) -> Measured | None:
    told = headline_verb(x.parse, x.c.start)
    return Measured(told, x.c.start - 1, 0.7) if told is not None and not x.buildings else None


_HINTS: Final[tuple[_Reader, ...]] = (_on_fire, _unroofed, _included, _seized, _in_hand, _looked_for, _taken_in, _put_up, _under_arms, _carried, _in_headline)


def _by_verb(x: _Asked) -> Measured | None:
    """What the verb says, weighed against what the noun phrase says: the more telling of them."""
    parse, c, buildings = x.parse, x.c, x.buildings
    told = told_by_verb(parse, x.verb, x.role, c.start, buildings=buildings, bare=x.alone)
    if told is not None and _only_moved(parse, c, told):
        told = None
    if told is not None and told.name == "detained":
        if parse.lemmas[told.by] == "hold" and (state := by_adjective(parse, c.first, c.head, buildings=buildings)):
            return state  # "camps hold 31,000 displaced people"
        told = _kidnapped(parse, told)
    if told is not None and (told.name in HARD or buildings):
        before = by_clause(parse, c.head, buildings=buildings) if told.name == "rescued" else None
        return before if before and before.name in ("kidnapped", "detained") else told  # "freed 23 people it had kidnapped"
    weak = measures()["weak"].get(x.lemma, "other")
    if told is not None and told.name in ("displaced", "reached", "affected", "population") and weak not in ("other", "population"):
        return Measured(weak, x.verb, 0.9)  # a country that hosts refugees does not displace them
    by_phrase, adjective = by_clause(parse, c.head, buildings=buildings), by_adjective(parse, c.first, c.head, buildings=buildings)
    if by_phrase is not None and by_phrase.name == "detained":
        by_phrase = _kidnapped(parse, by_phrase)  # "17 villagers held by bandits"
    if told is not None and told.name == "displaced" and adjective is not None and adjective.name == "injured":
        return adjective  # "took in 25 wounded fighters"
    if told is not None and told.name in _OUTWEIGHED and (said := by_phrase or adjective):
        # aid to the displaced reached them; an army that reached 12 wounded men tells of wounds
        return told if told.name == "reached" and by_phrase is None and said.name == "displaced" and x.role == "obj" else said
    if told is not None and told.name == "returnees":
        return told  # "1,200 who had fled have returned"
    return by_phrase or told or adjective or by_noun(parse, c.head, buildings=buildings)


_OUTWEIGHED: Final = frozenset({"reached", "affected", "in_need", "troops", "population", "remaining"})
"""Measures of a verb that say less than the noun phrase may."""


def _kidnapped(parse: Parse, told: Measured) -> Measured:
    """Those held by outlaws, who are no prisoners."""
    return told._replace(name="kidnapped") if held_by_outlaws(parse, told.by) else told


# What is left for a verb that no table has.


def _fallen(x: _Asked) -> Measured | None:
    """Read "four soldiers fell in the fighting"."""
    fell = x.c.thing == "troops" and x.verb >= 0 and x.parse.lemmas[x.verb] == "fall" and x.role == "nsubj"
    ends = fell and x.parse.lower[x.verb + 1 : x.verb + 2] in (["in"], ["near"], ["by"], ["at"], ["on"], ["during"], ["."], [","])
    return Measured("killed", x.verb, 0.7) if ends else None


def _gone(x: _Asked) -> Measured | None:
    gone = x.role.startswith("nsubj") and left_home(x.parse, x.verb, x.c.head, bare=x.c.thing == "bare")
    return Measured("displaced", x.verb, 0.7) if gone else None


def _staying(x: _Asked) -> Measured | None:
    stays = x.role.startswith("nsubj") and x.c.thing == "person" and still_there(x.parse, x.verb, x.lemma)
    return Measured("remaining", x.verb, 0.75) if stays else None


def _arrived(x: _Asked) -> Measured | None:
    """Read "60 families have reached Homs": families do not travel otherwise."""
    household = x.c.thing == "person" and x.role == "nsubj" and x.lemma in _HOUSEHOLD
    come = household and x.parse.lemmas[x.verb] in ("reach", "arrive") and _in_a_town(x.parse, x.verb)
    return Measured("displaced", x.verb, 0.6) if come else None


def _admitted(x: _Asked) -> Measured | None:
    """Read "admitted 200 children": by those who feed or treat them."""
    taken = x.c.thing == "person" and x.role == "obj" and x.parse.lemmas[x.verb] == "admit" and x.lemma in ("child", "patient", "infant")
    return Measured("reached", x.verb, 0.6) if taken else None


def _given(x: _Asked) -> Measured | None:
    giver = given_to(x.parse, x.c.head)
    return Measured("reached", giver, 0.8) if giver >= 0 and x.c.thing == "person" else None


_LAST: Final[tuple[_Reader, ...]] = (_fallen, _gone, _staying, _arrived, _admitted, _given)


_HOUSEHOLD: Final = frozenset({"family", "household", "villager", "inhabitant"})


def _in_a_town(parse: Parse, verb: int) -> bool:
    """Whether a place is reached: "families have reached Homs"."""
    names = [parse.name_at[c] for c in parse.children[verb] if c > verb and parse.base_relations[c] in ("obj", "obl")]
    return any(n >= 0 and parse.names[n].kind == "LOC" for n in names)


_MOVED: Final = frozenset({"evacuated", "returnees", "rescued", "displaced", "remaining"})
_MOVING: Final = frozenset("bring fly send take pull come go move head get pick lead turn push put hold".split())
_TAKEN_IN: Final = frozenset({"take", "put"})


def _only_moved(parse: Parse, c: Counted, told: Measured) -> bool:
    """Whether soldiers are only sent, flown or pulled out, as soldiers are; or those taken in somewhere are of a trade: "took in 40 apprentices"."""
    lemma = parse.lemmas[told.by]
    if c.thing == "troops":
        return told.name in _MOVED and lemma in _MOVING
    if c.thing != "person" or told.name != "displaced" or lemma not in _TAKEN_IN or parse.lower[told.by + 1 : told.by + 2] not in (["in"], ["up"]):
        return False
    noun = parse.low_lemmas[c.head]
    anybody = noun in measures()["stayers"] or noun in measures()["weak"] or noun in ("people", "person", "woman", "child", "man", "survivor", "victim")
    return not anybody and parse.name_at[c.head] < 0
