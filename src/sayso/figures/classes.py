"""What a number measures by its noun alone, where nothing is said to have happened: troops, vehicles, aid, inhabitants."""

from typing import Final

from sayso.figures.context import words_of
from sayso.figures.counted import Counted, measures
from sayso.figures.governor import governor
from sayso.text.parse import Parse

__all__ = ["by_class"]

_ANYBODY: Final = frozenset({"people", "inhabitant", "resident", "citizen", "person", "soul"})
_POLICE: Final = frozenset("officer policeman policewoman police gendarme guard agent".split())
_TRAINERS: Final = frozenset({"instructor", "adviser", "advisor", "trainer", "engineer", "specialist"})
_HAVING: Final = frozenset({"have", "field", "command", "muster", "lead", "send", "dispatch", "deploy", "gather", "lose", "assemble", "keep"})
_DWELLINGS: Final = frozenset("house home apartment dwelling flat hut residence tent housing cottage bungalow farmhouse shack property".split())


def by_class(parse: Parse, c: Counted) -> str | None:
    """The measure that the noun itself gives, where nothing is said to have happened."""
    t = measures()
    lemma = parse.low_lemmas[c.head]
    if c.thing in ("vehicles", "arms", "area"):
        return c.thing
    if c.thing == "troops":
        return "troops"
    if c.thing == "aid":
        return "aid_amount" if _aid(parse, c) else None
    if lemma in t["weak"]:
        name: str = t["weak"][lemma]
        return name
    if lemma == "case":
        return "affected"
    if lemma == "seeker" and parse.lower[c.head - 1] in ("asylum", "-") and "asylum" in parse.lower[c.first : c.head]:
        return "refugees"
    if lemma == "tent" and _given(parse, c.head):
        return "aid_amount"
    if c.thing == "building":
        return "other" if lemma in _DWELLINGS and parse.xpos[c.head] == "NNS" else None
    if c.thing in ("person", "unknown"):
        if lemma == "inhabitant" or _inhabit(parse, c) or _of_the_country(parse, c):
            return "population"
        if (lemma in _POLICE and (_sent(parse, c) or _beside_troops(parse, c))) or (lemma == "man" and _lent(parse, c)) or _under_arms(parse, c):
            return "troops"
        return "other" if c.thing == "person" else None
    return None


def _lent(parse: Parse, c: Counted) -> bool:
    """Whether a state promises or sends men, who then are soldiers: "Chad will send 2,000 men"."""
    verb, role = governor(parse, c.head, c.start)
    who = parse.child(verb, "nsubj") if verb >= 0 and role == "obj" else -1
    state = who >= 0 and parse.name_at[who] >= 0 and parse.names[parse.name_at[who]].kind == "LOC"
    return state and parse.low_lemmas[verb] in ("send", "promise", "pledge", "contribute", "dispatch", "provide", "commit", "offer", "supply")


def _under_arms(parse: Parse, c: Counted) -> bool:
    """Whether men are a force by what they belong to, who has them, or what comes with them: "2,500 men of the special unit", "the commander
    has 600 men", "bringing the contingent to 840 men", "300 men with armoured vehicles"; people of a guard or brigade are its soldiers too."""
    t, words = measures(), parse.lower
    armed = words_of("armed_bodies")
    below = [k for k in parse.children[c.head] if k > c.head and parse.relations[k].startswith("nmod")]
    if any(parse.case(k) in ("of", "from") and (parse.low_lemmas[k] in armed or _named_force(parse, k)) for k in below):
        return True
    if words[c.head - 1] == "military" and parse.low_lemmas[c.head] in _TRAINERS:
        return True
    if parse.low_lemmas[c.head] != "man" or parse.xpos[c.head] != "NNS":
        return False
    verb, role = governor(parse, c.head, c.start)
    above = [k for k in (*below, *(parse.children[verb] if verb >= 0 else ())) if parse.case(k) == "with"]
    if any(t["things"].get(parse.low_lemmas[k]) in ("vehicles", "arms") for k in above):
        return True
    if verb < 0:
        return False
    if words[c.start - 1] == "to" and any(parse.low_lemmas[k] in armed for k in parse.children[verb] if parse.relations[k] == "obj" and k < c.start):
        return True  # "bringing the contingent to 840 men"
    who = parse.child(verb, "nsubj")
    if who < 0 or role != "obj" or parse.low_lemmas[verb] not in _HAVING:
        return False
    return any(parse.low_lemmas[k] in armed | words_of("armed_leaders") for k in (who, *parse.children[who]))


def _named_force(parse: Parse, k: int) -> bool:
    """Whether a name ends, or begins, in a word for a force: "the Republican Guard", "Unit 8"."""
    n = parse.name_at[k]
    if n < 0 or parse.names[n].kind == "LOC":
        return False
    return parse.lower[parse.names[n].last] in words_of("armed_bodies")


def _beside_troops(parse: Parse, c: Counted) -> bool:
    """Whether policemen are counted with soldiers: "5,000 peacekeepers and 400 police"."""
    head = parse.heads[c.head]
    return parse.relations[c.head] == "conj" and head >= 0 and measures()["things"].get(parse.low_lemmas[head]) == "troops"


def _sent(parse: Parse, c: Counted) -> bool:
    """Whether policemen are sent somewhere, as soldiers are: "has sent 500 police officers to Homs"."""
    verb, role = governor(parse, c.head, c.start)
    if verb < 0 or parse.low_lemmas[verb] not in ("send", "dispatch", "order", "rush", "move") or role not in ("obj", "nsubj:pass"):
        return False
    return any(parse.case(x) in ("to", "into") for x in (*parse.children[verb], *parse.children[c.head]))


def _inhabit(parse: Parse, c: Counted) -> bool:
    """Such as "a city of 400,000 people", "the town has 12,000 residents", "home to 5,000 people"."""
    t = measures()
    head, relation = governor(parse, c.head)
    if parse.low_lemmas[c.head] in ("resident", "inhabitant") and parse.lower[c.start - 1] == "the" and _of_a_place(parse, c.head):
        return True  # "the 330,000 residents of the district were told to leave"
    if head < 0:
        return False
    if relation.startswith("nmod") and parse.low_lemmas[head] in t["settlements"]:
        return True
    if relation.startswith(("obl", "nmod")) and parse.lower[head] == "home":
        return True
    if relation == "obj" and parse.low_lemmas[head] in ("have", "number"):
        subject = parse.child(head, "nsubj")
        if parse.low_lemmas[c.head] not in t["stayers"] and parse.low_lemmas[c.head] not in ("people", "person", "soul", "inhabitant"):
            return False  # "it had 18 staff in the town"
        return subject >= 0 and (
            parse.lower[subject] == "it"
            or parse.low_lemmas[subject] in t["settlements"]
            or (parse.name_at[subject] >= 0 and parse.names[parse.name_at[subject]].kind == "LOC")
        )
    return False


def _of_the_country(parse: Parse, c: Counted) -> bool:
    """Whether those counted are all who live somewhere: "the country's 5.1 million people", "Chad's 18 million inhabitants"."""
    k = c.start - 1
    if k < 1 or parse.lower[k] not in ("'s", "'", "’s", "’") or parse.low_lemmas[c.head] not in _ANYBODY or c.first != c.head:
        return False
    name = parse.name_at[k - 1]
    return parse.low_lemmas[k - 1] in measures()["settlements"] or (name >= 0 and parse.names[name].kind == "LOC")


def _of_a_place(parse: Parse, noun: int) -> bool:
    """Whether "of" a place hangs on a noun."""
    of = [c for c in parse.children[noun] if c > noun and parse.case(c) == "of"]
    return any(parse.low_lemmas[c] in measures()["settlements"] or (parse.name_at[c] >= 0 and parse.names[parse.name_at[c]].kind == "LOC") for c in of)


def _given(parse: Parse, head: int) -> bool:
    """Whether a sentence tells of what is brought or promised to people."""
    first, last = parse.sentences[parse.sentence[head]]
    return any(parse.upos[k] == "VERB" and parse.low_lemmas[k] in measures()["giving"] for k in range(first, last + 1))


def _aid(parse: Parse, c: Counted) -> bool:
    """Whether tonnes, boxes or doses are aid: the words of the clause say so."""
    aid = measures()["aid_context"]
    first, last = parse.sentences[parse.sentence[c.head]]
    if parse.low_lemmas[c.head] in ("meal", "ration", "parcel", "blanket", "vaccine", "kit", "tarpaulin", "mattress"):
        return True
    return any(parse.low_lemmas[k] in aid for k in range(max(first, c.head - 10), min(last, c.head + 10) + 1))
