"""What clauses say of those counted though no table of verbs has it: whom is looked for, whom the dead include, whose roofs a storm tore off."""

from typing import Final

from sayso.figures.counted import Counted, measures
from sayso.figures.states import OUTLAWS
from sayso.text.parse import Parse

__all__ = ["armed", "hosted", "listed", "put_up", "seized_by_outlaws", "sought", "taken_hold", "under_the_roof"]

_SEEKING: Final = frozenset({"look", "search", "hunt", "comb", "scour"})
_WANTED: Final = frozenset({"suspect", "fugitive", "attacker", "gunman", "assailant", "perpetrator", "prisoner", "escapee", "killer", "robber"})
_LISTING: Final = frozenset({"include", "comprise", "number", "contain"})
_PARTS: Final = frozenset({"roof", "window", "door", "wall", "windowpane", "facade", "rooftop", "porch"})
_OUTLAWS: Final = OUTLAWS | frozenset("gunman abductor captor hostage-taker raider terrorist cartel".split())
_TAKING: Final = frozenset({"seize", "take", "hold", "snatch", "grab", "capture", "catch", "detain"})
_HOSTING: Final = frozenset({"register", "host", "shelter", "house", "accommodate", "receive", "admit", "absorb", "welcome", "take", "harbour", "harbor"})
_BANDS: Final = frozenset("rebel militant insurgent jihadist militiaman fighter assailant attacker element raider".split())
_ANYBODY: Final = frozenset("people person family household villager civilian resident".split())
_ROOFS: Final = frozenset("town city village camp site district commune".split())
_LED: Final = frozenset({"command", "muster", "field", "arm", "marshal"})


def sought(parse: Parse, verb: int, noun: int) -> int:
    """The word that says that those counted cannot be found, or −1: "are looking for 14 fishermen", "no trace of 14 fishermen", "the fate of
    200 others is unknown", "contact with 17 climbers has been lost"; those wanted by the police are not missing."""
    if verb < 0 or measures()["things"].get(parse.low_lemmas[noun]) == "troops" or parse.low_lemmas[noun] in _WANTED:
        return -1
    with_ = parse.case(noun)
    above = parse.heads[noun]
    lemma = parse.low_lemmas[above] if above >= 0 else ""
    if with_ == "for" and lemma in _SEEKING | {"search", "hunt"}:
        return above
    if with_ == "of" and lemma in ("trace", "sign") and any(parse.lower[c] in ("no", "any", "without") for c in parse.children[above]):
        return above
    if with_ == "of" and lemma in ("fate", "whereabouts", "whereabout"):
        return above
    if with_ == "with" and lemma == "contact":
        lost = parse.heads[above]
        return lost if lost >= 0 and parse.low_lemmas[lost] in ("lose", "break") else -1
    return -1


def listed(parse: Parse, verb: int, role: str) -> str | None:
    """What those are of whom a clause counts some: "the dead included 11 women", "the wounded comprise four soldiers and a guide"."""
    if verb < 0 or role != "obj" or parse.low_lemmas[verb] not in _LISTING:
        return None
    who = parse.child(verb, "nsubj")
    if who < 0:
        return None
    t = measures()
    name = t["strong"].get(parse.low_lemmas[who]) or t["states"].get(parse.lower[who]) or t["weak"].get(parse.low_lemmas[who])
    return name if name not in (None, "other") and not str(name).startswith("buildings") else None


def under_the_roof(parse: Parse, noun: int) -> int:
    """The roofs or windows of buildings counted that a clause tells of, or −1: "tore the roofs off 230 houses", "shattered windows in 50 homes"."""
    above = parse.heads[noun]
    if above < 0 or parse.case(noun) not in ("of", "in", "off", "from", "on"):
        return -1
    if parse.upos[above] == "VERB" and (crack := parse.child(above, "nsubj")) >= 0 and parse.low_lemmas[crack] == "crack":
        return crack  # "cracks appeared in 70 houses"
    part = above if parse.low_lemmas[above] in _PARTS else parse.child(above, "obj") if parse.upos[above] == "VERB" else -1
    if part < 0 and parse.upos[above] == "VERB":
        part = parse.child(above, "nsubj:pass")
    return part if part >= 0 and parse.low_lemmas[part] in _PARTS else -1


def seized_by_outlaws(parse: Parse, verb: int, role: str) -> bool:
    """Whether bandits or the like take people, who then are no prisoners: "gunmen seized 73 pupils", "pirates hold 21 sailors"."""
    led = verb >= 0 and parse.low_lemmas[verb] == "lead" and any(parse.lower[c] in ("away", "off") for c in parse.children[verb])
    if not led and not taken_hold(parse, verb, role):
        return False
    who = parse.child(verb, "nsubj")
    above = verb
    while who < 0 and parse.relations[above] == "conj":
        above = parse.heads[above]
        who = parse.child(above, "nsubj")
    if led:
        return role == "obj" and who >= 0 and parse.low_lemmas[who] in _OUTLAWS | _BANDS
    return who >= 0 and (parse.low_lemmas[who] in _OUTLAWS or (parse.lemmas[who] == "group" and parse.low_lemmas[verb] in ("hold", "seize", "snatch")))


def taken_hold(parse: Parse, verb: int, role: str) -> bool:
    """Whether those counted are the object of a verb of taking or holding."""
    return verb >= 0 and role == "obj" and parse.low_lemmas[verb] in _TAKING


def put_up(parse: Parse, verb: int, role: str, c: Counted) -> bool:
    """Whether a town or a camp takes people in: "Baraka has received 60,000 people"."""
    if verb < 0 or role != "obj" or parse.low_lemmas[verb] not in _HOSTING or parse.low_lemmas[c.head] not in _ANYBODY:
        return False
    who = parse.child(verb, "nsubj")
    town = who >= 0 and parse.name_at[who] >= 0 and parse.names[parse.name_at[who]].kind == "LOC"
    return (town or (who >= 0 and parse.low_lemmas[who] in _ROOFS)) and (parse.low_lemmas[verb] != "take" or parse.lower[verb + 1] == "in")


def hosted(parse: Parse, verb: int, role: str, c: Counted) -> bool:
    """Whether a country takes in people of another: "Chad hosts 400,000 Sudanese", "Germany has taken in a million Ukrainians"."""
    if verb < 0 or role != "obj" or parse.low_lemmas[verb] not in _HOSTING or parse.name_at[c.head] < 0:
        return False
    who = parse.child(verb, "nsubj")
    # Chad, Jordan and Georgia are people's names too, whom nobody has by the thousand
    country = who >= 0 and parse.name_at[who] >= 0 and parse.names[parse.name_at[who]].kind in ("LOC", "PER")
    return country and parse.names[parse.name_at[c.head]].kind == "NORP"


def armed(parse: Parse, verb: int, role: str, noun: int) -> bool:
    """Whether men are somebody's soldiers: "the general commands 14,000 men", "10,000 members under arms"."""
    if any(parse.lower[c] == "arms" and parse.case(c) == "under" for c in parse.children[noun]):
        return True
    if parse.lemmas[noun] == "man" and parse.lower[noun + 1 : noun + 2] == ["strong"]:
        return True  # "the garrison is 600 men strong"
    return verb >= 0 and role == "obj" and parse.low_lemmas[verb] in _LED and parse.lemmas[noun] in ("man", "woman")
