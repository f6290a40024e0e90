"""What a verb says of those counted as its subject or object: killed, displaced, reached …; asked of named readers in order."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from sayso.figures.counted import measures
from sayso.figures.governor import passive
from sayso.figures.phrasal import phrasal
from sayso.figures.states import building_condition, condition, gets_aid, ill_with, with_wounds
from sayso.text.parse import Parse

__all__ = ["Measured", "says"]

_SOFT_VERBS: Final = frozenset(
    "reach hit affect help hold leave serve face need lose suffer claim aid benefit see treat pull save seize catch cut stick pin strike shell require remain stay live total struggle depend rely house host drive remove transfer return admit".split()
)
_BADLY: Final = frozenset("badly severely seriously slightly lightly partly".split())
_POLICE: Final = frozenset("police guard patrol officer policeman service gendarme agent authority force".split())
_STAYING: Final = frozenset({"remain", "stay", "lie"})


class Measured(NamedTuple):
    """A measure as the tables name it, the verb or noun that it was read from (−1: the counted noun), and how sure that is."""

    name: str
    by: int
    sure: float


class _Verb(NamedTuple):
    """A verb, or an adjective or noun that is one's complement.

    Attributes:
        part: Whether those counted are its "object" or its "subject".
        bare: Whether the number stands alone, so that only what is said of people alone counts.
    """

    parse: Parse
    token: int
    lemma: str
    part: str
    bare: bool

    @property
    def word(self) -> str:
        return self.parse.lower[self.token]

    @property
    def denied(self) -> bool:
        return self.parse.negated(self.token)


def says(parse: Parse, v: int, part: str, *, buildings: bool, bare: bool, depth: int) -> Measured | None:
    """What a verb says of its object or subject, by itself, with what stands beside it, or with the verb below it.

    >>> from sayso.models import parse
    >>> p = parse("Many families lost their homes.")
    >>> says(p, p.lower.index("lost"), "subject", buildings=False, bare=False, depth=0).name
    'displaced'
    """
    verb = _Verb(parse, v, parse.low_lemmas[v], part, bare)
    if buildings:
        found = _of_buildings(verb)
    else:
        found = _first(verb, _BESIDE)
        if found is None and verb.lemma == "claim" and part == "object" and not _by_a_thing(parse, v):
            return None  # "the militia claims 10,000 members"
        found = found or _first(verb, _ITSELF)
    if found is None and (verb.lemma in measures()["transparent"] or parse.upos[v] == "ADJ"):
        return _below(parse, v, buildings=buildings, bare=bare, depth=depth)
    return found


def _first(verb: _Verb, readers: Sequence[Callable[[_Verb], Measured | None]]) -> Measured | None:
    return next((found for read in readers if (found := read(verb)) is not None), None)


def _of_buildings(v: _Verb) -> Measured | None:
    role = "buildings" if v.part == "object" else "buildings_subject"
    name = phrasal(v.parse, v.token, role) or _with_dependents(v.parse, v.token, v.lemma, role) or measures()[role].get(v.lemma)
    if name is None and v.part == "subject":
        name = building_condition(v.parse, v.token)
    if name:
        return Measured(name, v.token, 0.9)
    return Measured("evacuated", v.token, 0.8) if v.lemma == "evacuate" and v.part == "object" else None


# What a verb says with what stands beside it.


def _combined(v: _Verb) -> Measured | None:
    name = _with_dependents(v.parse, v.token, v.lemma, v.part)
    return Measured(name, v.token, 0.85) if name else None


def _picked_up(v: _Verb) -> Measured | None:
    """Read "the police picked up 12"."""
    who = v.parse.child(v.token, "nsubj") if v.lemma == "pick" and v.part == "object" else -1
    return Measured("detained", v.token, 0.8) if who >= 0 and v.parse.low_lemmas[who] in _POLICE else None


def _with_particle(v: _Verb) -> Measured | None:
    moved = phrasal(v.parse, v.token, v.part) if not (v.bare and v.part == "object") else None
    return Measured(moved, v.token, 0.85) if moved is not None else None


def _wounded(v: _Verb) -> Measured | None:
    hurt = with_wounds(v.parse, v.token)
    return Measured("injured", hurt, 0.8) if hurt >= 0 and v.lemma not in ("die", "kill") else None


def _ill(v: _Verb) -> Measured | None:
    return Measured("affected", v.token, 0.85) if v.part == "subject" and ill_with(v.parse, v.token) else None


def _helped(v: _Verb) -> Measured | None:
    return Measured("reached", v.token, 0.85) if v.part == "subject" and gets_aid(v.parse, v.token) else None


def _to_safety(v: _Verb) -> Measured | None:
    """Read "were led to safety"."""
    led = v.part == "object" and any(v.parse.lemmas[c] == "safety" and v.parse.relations[c].startswith("obl") for c in v.parse.children[v.token])
    return Measured("evacuated", v.token, 0.85) if led else None


def _not_heard_from(v: _Verb) -> Measured | None:
    return Measured("missing", v.token, 0.8) if v.lemma == "hear" and v.part == "object" and v.denied else None


def _cannot_leave(v: _Verb) -> Measured | None:
    """Read "cannot leave the valley"."""
    stuck = v.lemma == "leave" and v.part == "subject" and v.denied and any(v.parse.lemmas[c] == "can" for c in v.parse.children[v.token])
    return Measured("trapped", v.token, 0.8) if stuck else None


def _struck_down(v: _Verb) -> Measured | None:
    """Read "cholera struck 40 villagers"."""
    ill = v.parse.child(v.token, "nsubj") if v.lemma == "strike" and v.part == "object" else -1
    return Measured("affected", v.token, 0.85) if ill >= 0 and v.parse.lower[ill] in measures()["diseases"] else None


def _not_survived(v: _Verb) -> Measured | None:
    return Measured("killed", v.token, 0.8) if v.lemma == "survive" and v.part == "subject" and v.denied else None


_BESIDE: Final = (_combined, _picked_up, _with_particle, _wounded, _ill, _helped, _to_safety, _not_heard_from, _cannot_leave, _struck_down, _not_survived)


# What a verb says by itself, or the adjective or noun that is its complement.


def _left_there(v: _Verb) -> Measured | None:
    """Read "only 2,000 are left in the town"."""
    left = v.lemma == "leave" and v.part == "object" and passive(v.parse, v.token) and _somewhere(v.parse, v.token)
    return Measured("remaining", v.token, 0.8) if left else None


def _in_a_state(v: _Verb) -> Measured | None:
    """Read "are dead", "are missing"; not "have lost their jobs"."""
    parse, i = v.parse, v.token
    name = measures()["states"].get(v.word) if v.part == "subject" and parse.upos[i] in ("ADJ", "NOUN", "VERB") else None
    fits = name and (parse.upos[i] == "ADJ" or parse.xpos[i] == "VBN" or v.word == "missing") and parse.child(i, "obj") < 0
    return Measured(name, i, 0.9) if name and fits and not name.startswith("buildings") else None


def _among_them(v: _Verb) -> Measured | None:
    """Read "two officers were among the dead", "among those killed"."""
    parse, i = v.parse, v.token
    if v.part != "subject" or parse.case(i) != "among" or parse.upos[i] not in ("NOUN", "ADJ", "VERB", "PRON", "DET"):
        return None
    kind = next((c for c in parse.children[i] if parse.relations[c] == "acl" and c == i + 1), i)
    name = measures()["strong"].get(v.lemma) or measures()["states"].get(parse.lower[kind])
    return Measured(name, kind, 0.85) if name and not name.startswith("buildings") else None


def _in_a_condition(v: _Verb) -> Measured | None:
    state = condition(v.parse, v.token) if v.part == "subject" and v.parse.upos[v.token] in ("NOUN", "PROPN") else None
    return Measured(state, v.token, 0.8) if state is not None else None


def _staying_so(v: _Verb) -> Measured | None:
    """Read "remain marooned", "remain missing"."""
    stays = v.lemma in _STAYING and v.part == "subject" and v.token + 1 < len(v.parse)
    state = measures()["states"].get(v.parse.lower[v.token + 1]) if stays else None
    return Measured(state, v.token + 1, 0.85) if state and not state.startswith("buildings") else None


def _by_table(v: _Verb) -> Measured | None:
    parse, i = v.parse, v.token
    name = measures()[v.part].get(v.lemma)
    if v.lemma == "burn" and any(parse.lower[c] in _BADLY for c in parse.children[i]):
        name = "injured"  # "badly burned"
    if not name:
        return None
    if v.lemma == "treat" and any(parse.lower[c] in measures()["diseases"] for c in parse.children[i] if parse.relations[c].startswith("obl")):
        return Measured("affected", i, 0.8)  # "treated 120 children for malnutrition"
    thing = parse.child(i, "obj")
    if v.part == "subject" and v.lemma in ("shelter", "burn", "return") and thing >= 0 and parse.lemmas[thing] not in measures()["time_words"]:
        return None  # "12 men returned fire"
    if v.bare and v.lemma in _SOFT_VERBS:
        return None
    if v.lemma in ("shoot", "lose"):
        return Measured(name, i, 0.6)
    return Measured("refugees" if v.lemma == "flee" and _abroad(parse, i) else name, i, 0.9)


def _disappeared(v: _Verb) -> Measured | None:
    return Measured("missing", v.token, 0.85) if v.part == "object" and v.word in ("unaccounted", "disappeared") else None


_ITSELF: Final = (_left_there, _in_a_state, _among_them, _in_a_condition, _staying_so, _by_table, _disappeared)


def _by_a_thing(parse: Parse, verb: int) -> bool:
    """Whether what a verb tells of was done by no person and no group of them: "the blast claimed 12 victims"."""
    who = parse.child(verb, "nsubj")
    if who < 0:
        return True
    named = parse.upos[who] in ("PROPN", "PRON") or parse.name_at[who] >= 0
    return not named and measures()["things"].get(parse.low_lemmas[who]) not in ("person", "group", "troops")


def _somewhere(parse: Parse, verb: int) -> bool:
    """Whether a place hangs on a verb: "in the town", "there"."""
    for c in parse.children[verb]:
        if parse.lower[c] in ("there", "inside", "behind") or (
            parse.case(c) in ("in", "inside", "at")
            and ((parse.name_at[c] >= 0 and parse.names[parse.name_at[c]].kind == "LOC") or parse.low_lemmas[c] in measures()["settlements"])
        ):
            return True
    return False


def _below(parse: Parse, v: int, *, buildings: bool, bare: bool, depth: int) -> Measured | None:
    """What the complement of "forced", "left", "had to", "were reported" says."""
    if depth > 3:
        return None
    t = measures()
    for c in parse.children[v]:
        base = parse.base_relations[c]
        if base in ("xcomp", "ccomp", "acl", "advcl", "dep", "obj", "obl", "nmod", "compound", "advmod") and c > v - 3:
            word = parse.lower[c]
            name = t["states"].get(word)
            if (
                name
                and (base in ("xcomp", "acl", "dep", "advmod", "ccomp") or word in ("hostage", "captive"))
                and name.startswith("buildings") == buildings
                and not passive(parse, c)
            ):
                return Measured(name, c, 0.85)
            state = (building_condition if buildings else condition)(parse, c) if base in ("obl", "xcomp", "nmod") else None
            if state is not None:
                return Measured(state, c, 0.8)
            if base in ("xcomp", "ccomp", "advcl") and parse.upos[c] in ("VERB", "ADJ", "NOUN", "AUX"):
                own = parse.child(c, "nsubj")
                if own >= 0 and base != "xcomp" and parse.upos[own] != "PRON":
                    continue
                found = says(
                    parse,
                    c,
                    "object" if passive(parse, c) or (parse.xpos[c] == "VBN" and base == "xcomp" and not _perfect(parse, c)) else "subject",
                    buildings=buildings,
                    bare=bare,
                    depth=depth + 1,
                )
                if found:
                    return found
    return None


def _perfect(parse: Parse, verb: int) -> bool:
    """Whether a participle is that of a perfect: "are said to have died"."""
    return any(parse.relations[c] == "aux" and parse.lemmas[c] == "have" for c in parse.children[verb])


def _abroad(parse: Parse, v: int) -> bool:
    """Whether those who flee leave their country: "abroad", "across the border", "the country"."""
    return any(parse.lower[c] in ("abroad", "country", "border", "borders", "overseas") for c in parse.children[v])


def _with_dependents(parse: Parse, v: int, lemma: str, part: str) -> str | None:
    """Verbs that mean something with their object or complement: "lost their homes", "taken hostage", "in need of"."""
    denied = "not " if parse.negated(v, "never", "no") else ""
    table = measures()["combinations"]
    combos: dict[str, str] | None = table.get(f"{denied}{lemma} {part}") or table.get(f"{lemma} {part}")
    if combos is None:
        return None
    for c in parse.children[v]:
        if c == v or parse.relations[c].startswith(("nsubj", "aux", "punct", "mark")):
            continue
        name = combos.get(parse.low_lemmas[c]) or combos.get(parse.lower[c])
        if name:
            return name
        if parse.relations[c].startswith(("obl", "obj", "xcomp", "nmod", "advmod")):
            for g in parse.children[c]:
                name = combos.get(parse.low_lemmas[g])  # "ran away from their unit": the phrase hangs on the verb or on its particle
                if name and parse.relations[g].startswith(("nmod", "compound", "amod", "conj", "obl")):
                    return name
    return None
