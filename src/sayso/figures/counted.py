"""What a number counts: the noun that it belongs to, the words of the text for it, and the class of things it is of."""

from functools import cache
from typing import Any, Final, Literal, NamedTuple

from sayso.figures.quantities import Quantity, joined
from sayso.tables import table
from sayso.text.parse import Parse

__all__ = ["Counted", "Thing", "counted", "measures", "phrase_from"]

Thing = Literal["person", "troops", "vehicles", "arms", "building", "aid", "area", "group", "unknown", "bare"]
_PEOPLE_PRONOUNS: Final = frozenset("them us you whom these those which it".split())
_BEFORE_NOUN: Final = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "ADV", "NUM"})
_LONGEST: Final = 10


class Counted(NamedTuple):
    """The counted noun: token ``head``, the words for it ``first`` to ``last``, and its class.

    Attributes:
        head: The noun; the number itself where it stands alone ("killing 12").
        thing: "bare" where no noun follows.
        of: Whether "of" stands between: "12 of the soldiers", a part of a whole.
        start: The first token of number and bounds.
        state: The participle or adjective that follows a bare number ("12 dead"), or −1.
    """

    head: int
    first: int
    last: int
    thing: Thing
    of: bool = False
    state: int = -1
    start: int = -1


@cache
def measures() -> dict[str, Any]:
    """The table of measures with its lists as sets, and ``things``: the class of each noun."""
    t: dict[str, Any] = dict(table("figures/measures"))
    things: dict[str, Thing] = {}
    for name, thing in (("people", "person"), ("households", "person"), ("strong", "person"), ("weak", "person"), ("groups", "group"), ("aid", "aid"), ("vehicles", "vehicles"),
                        ("arms", "arms"), ("buildings_nouns", "building"), ("troops", "troops")):  # fmt: skip
        for word in t[name]:
            things[word] = thing  # type: ignore[assignment]
    t["things"] = things
    for role in ("object", "subject", "buildings", "buildings_subject"):
        t[role] = {verb: measure for measure, verbs in t[role].items() for verb in verbs}
    t["phrasal"] = {role: {verb: measure for measure, verbs in by.items() for verb in verbs} for role, by in t["phrasal"].items()}
    for name in (
        "transparent",
        "toll_verbs",
        "settlements",
        "group_words",
        "aid_context",
        "aid_words",
        "animate_verbs",
        "ill",
        "givers",
        "given",
        "receivers",
        "stayers",
        "giving",
        "diseases",
        "wounds",
    ):
        t[name] = frozenset(t[name])
    context = table("figures/context")
    t["units"] = frozenset(context["units"])
    t["time_words"] = frozenset(context["time_units"])
    t["uncounted"] = frozenset(context["uncounted"])
    return t


def phrase_from(parse: Parse, k: int) -> tuple[int, int] | None:
    """First token and noun of the noun phrase that goes on at ``k``: "armed Afghan insurgents"; None if none does."""
    words, upos = parse.lower, parse.upos
    stop = min(parse.sentences[parse.sentence[k]][1], k + _LONGEST) if k < len(words) else -1
    first, noun = k, -1
    states = measures()["states"]
    while k <= stop:
        name = parse.name_at[k]
        if name >= 0 and parse.names[name].first == k and any(words[j] == "of" for j in range(k, min(parse.names[name].last, stop) + 1)):
            last = parse.names[name].last  # "Islamic State of Iraq fighters": the name goes before the noun as a whole
            if last < stop and upos[last + 1] in ("NOUN", "PROPN", "VERB"):
                k = last + 1
                continue
        tag = upos[k]
        if tag in ("NOUN", "PROPN") or (tag == "ADJ" and _used_as_noun(parse, k)):
            noun = k
            goes_on = k + 1 <= stop and (upos[k + 1] in ("NOUN", "PROPN") or words[k + 1] in ("-", "‐"))
            # "insurgents Monday": a name behind a plural noun begins something else
            if (
                not goes_on
                or (parse.xpos[k] == "NNS" and (upos[k + 1] == "PROPN" or (parse.relations[k].startswith("nsubj") and parse.heads[k] == k + 1)))
                or (
                    not (tag == "PROPN" and upos[k + 1] == "NOUN")
                    and _ahead_of(parse, k) < k
                    and parse.heads[k + 1] != k
                    and parse.heads[k] != k + 1
                    and parse.relations[k + 1] not in ("compound", "flat")
                    and words[k + 1] not in ("-", "‐")
                )
            ):
                break
        elif k > first and joined(parse, k) and (words[k - 1] in ("-", "‐") or words[k] in ("-", "‐")):
            noun = -1  # "mud-and-thatch homes", "vehicle-borne bombs"
        elif (
            (
                tag not in _BEFORE_NOUN
                and words[k] not in ("-", "‐", '"', "“", "”", "'", "internally")
                and not (words[k] in ("and", "or", ",", "/") and _goes_on(parse, k, stop))
            )
            or (noun >= 0 and words[k] not in ("-", "‐"))
            or (tag in ("VERB", "ADV") and not _before_noun(parse, k, stop))
            or (words[k] in states and tag == "ADJ" and not _before_noun(parse, k, stop))
        ):
            break
        k += 1
    return (first, noun) if noun >= 0 else None


def _ahead_of(parse: Parse, k: int) -> int:
    """The head of a word, past what it is joined to: in "medical and food parcels" that of both is "parcels"."""
    head = parse.heads[k]
    return parse.heads[head] if parse.relations[k] == "conj" and head >= 0 and parse.relations[head] in ("amod", "compound") else head


def _used_as_noun(parse: Parse, k: int) -> bool:
    """Whether an adjective stands for those it describes: "one insurgent", "three Palestinian dead"."""
    return parse.base_relations[k] not in ("amod", "advmod", "compound", "acl", "xcomp", "advcl", "flat", "ccomp", "root", "nmod") and (
        parse.lower[k] in measures()["things"] or (parse.name_at[k] >= 0 and parse.names[parse.name_at[k]].kind == "NORP")
    )


def _goes_on(parse: Parse, k: int, stop: int) -> bool:
    """Whether "and" or a comma at ``k`` joins two adjectives before one noun: "Afghan and coalition troops"."""
    if k + 2 > stop or parse.upos[k + 1] not in ("ADJ", "PROPN", "NOUN") or parse.upos[k - 1] not in ("ADJ", "PROPN"):
        return False
    head = parse.heads[k - 1]
    return parse.upos[k + 2] in ("NOUN", "PROPN", "ADJ") and head > k and parse.relations[k - 1] in ("amod", "compound")


def _before_noun(parse: Parse, k: int, stop: int) -> bool:
    """Whether the participle or adverb at ``k`` stands inside the noun phrase: its head is a noun soon behind it."""
    if k + 1 > stop:
        return False
    nxt = parse.upos[k + 1]
    if parse.upos[k] == "ADV":
        return nxt in ("ADJ", "VERB") and _before_noun(parse, k + 1, stop)
    if nxt not in ("NOUN", "PROPN", "ADJ", "VERB"):
        return False
    if nxt == "ADJ" and _used_as_noun(parse, k + 1):
        return True
    return (parse.heads[k] > k and parse.upos[parse.heads[k]] in ("NOUN", "PROPN")) or nxt in ("NOUN", "PROPN")


def counted(parse: Parse, q: Quantity) -> Counted:
    """What the number counts, by syntax where it says so, else by the words that follow it."""
    return _counted(parse, q)._replace(start=q.first)


def _counted(parse: Parse, q: Quantity) -> Counted:
    words = parse.lower
    k = max(q.last, q.last_core) + 1
    end = parse.sentences[parse.sentence[q.core]][1]
    if q.hyphen:
        k += 2
        k += k <= end and words[k] == "strong"
    of = False
    if k <= end and words[k] == "of":
        of = True
        k += 1
        while (
            k <= end
            and (
                parse.upos[k] in ("DET", "NUM")
                or words[k]
                in ("their", "his", "her", "my", "your", "its", "our", "own", "the", "those", "these", "more", "than", "some", "about", "at", "least", "all")
            )
            and words[k] not in _PEOPLE_PRONOUNS - {"these", "those"}
        ):
            k += 1
        if k <= end and words[k] in _PEOPLE_PRONOUNS:
            return Counted(k, k, k, "person", of=True)
        if k + 1 < end and parse.upos[k] in ("NOUN", "PROPN") and words[k + 1] in ("'s", "'"):
            k += 2  # "3,000 of the group's men"
        if k > 0 and words[k - 1] in ("those", "these") and (k > end or parse.upos[k] not in ("NOUN", "PROPN", "ADJ")):
            k -= 1
            return Counted(k, k, k, "person", of=True, state=_state(parse, k + 1, end))
    if k > end:
        return Counted(q.last_core, q.core, q.last_core, "bare")
    acts = parse.heads[q.last_core] == k and parse.relations[q.last_core] == "nsubj" and parse.xpos[k] == "VBD"
    found = phrase_from(parse, k) if not acts or q.kind != "number" else None  # "of whom 900 carried sticks"
    if found is None and of and words[k] in measures()["states"] and words[k - 1] in ("the", "those"):
        return Counted(k, k, k, "person", of=True, state=k)  # "three of the wounded"
    if found is None:
        m = k
        while m <= end and words[m] in ("more", "others", "other", "have", "had", "been", "were", "was", "are", "is", "people", "reported", "confirmed", "feared", "still", "now", "reportedly", "further", "also", "so", "far", "seriously",
                                        "badly", "lightly", "slightly", "critically", "severely", "others", "believed", "left", "rendered", "killed", "either", "officially", "moderately", "completely", "totally", "partially", "partly", "heavily", "acutely", "forcibly", "internally", "newly") and m < k + 4 and words[m] not in measures()["states"]:  # fmt: skip
            m += 1
        return Counted(q.last_core, q.core, q.last_core, "bare", of, _state(parse, m, end))
    first, head = found
    if first == head and words[head] in ("today", "yesterday", "tomorrow", "tonight"):
        return Counted(q.last_core, q.core, q.last_core, "bare", of)
    thing = _thing(parse, first, head)
    mine = any(parse.heads[t] == head for t in range(q.first, q.last + 1))  # "as many as 3,500 Karens"
    if thing == "unknown" and parse.upos[head] == "PROPN" and not mine and parse.relations[q.last_core] != "nummod":
        return Counted(q.last_core, q.core, q.last_core, "bare", of)
    return Counted(head, first, _with_joined(parse, head, end) if thing == "person" else head, thing, of)


def _with_joined(parse: Parse, head: int, end: int) -> int:
    """The last token of "women and children", "men and women": one number counts both."""
    k = head + 2
    if k <= end and parse.lower[head + 1] in ("and", "or") and parse.heads[k] == head and parse.relations[k] == "conj":
        if measures()["things"].get(parse.low_lemmas[k]) == "person" and parse.lower[k] not in ("others", "other"):
            return k
    return head


def _state(parse: Parse, k: int, end: int) -> int:
    """The participle or adjective at ``k`` that says what happened to those counted, or −1."""
    return k if k <= end and parse.lower[k] in measures()["states"] else -1


def _thing(parse: Parse, first: int, head: int) -> Thing:
    t = measures()
    words, lemma = parse.lower, parse.low_lemmas[head]
    things: dict[str, Thing] = t["things"]
    if lemma == "case" and (_of_disease(parse, first, head) or _of_an_outbreak(parse, head)):
        return "person"
    if lemma in _SYSTEMS and any(things.get(w) in ("arms", "vehicles") or w in _SYSTEM_WORDS for w in words[first:head]):
        return "arms"
    if lemma in t["uncounted"] or words[head] in t["uncounted"]:
        area = " ".join(words[first : head + 1])
        return "area" if area in t["area"] else "unknown"
    if " ".join(words[max(first, head - 1) : head + 1]) in t["area"] or words[head] in t["area"]:
        return "area"
    if lemma in ("bomber", "attacker") and "suicide" in words[first:head]:
        return "troops"
    if lemma in ("man", "woman", "people", "person", "individual", "attacker", "assailant", "youth") and "armed" in words[first:head]:
        return "troops"
    if lemma == "round" and words[head + 1 : head + 2] == ["of"] and words[head + 2 : head + 3] != ["talks"]:
        return "arms" if any(w in ("ammunition", "ammo", "munitions", "artillery", "mortar") for w in words[head + 2 : head + 5]) else "unknown"
    if lemma in ("fighter", "bomber") and head > first and words[head - 1] in ("jet", "stealth", "dive"):
        return "vehicles"
    if words[head] == "forces" and head > first and words[head - 1] in _ARMED:
        return "troops"  # "its last 200 special forces"
    thing = things.get(lemma) or things.get(words[head]) or (things.get(words[head].removesuffix("s")) if parse.upos[head] == "PROPN" else None)
    if thing is not None:
        return thing
    if words[head].endswith("ese") and parse.tokens[head].text[0].isupper():
        return "person"  # "63,000 Congolese"
    if parse.xpos[head] in ("NNPS", "NNS") and (
        words[head].endswith(("ians", "eans", "ians")) or (parse.name_at[head] >= 0 and parse.names[parse.name_at[head]].kind == "NORP")
    ):
        return "person"  # "12 Norwegians"
    if words[head].endswith(("men", "women")) or lemma.endswith(("person", "man", "woman", "worker", "officer", "holder", "maker", "goer", "keeper")):
        return "person"
    if parse.xpos[head] == "NNS" and lemma.endswith(("ist", "eer", "ian", "ee")) and not lemma.endswith(("mittee", "tree", "degree", "coffee")):
        return "person"
    return "unknown"


def _of_an_outbreak(parse: Parse, head: int) -> bool:
    """Whether a report tells of a disease and the cases of a sentence are in no court."""
    start, end = parse.sentences[parse.sentence[head]]
    return not measures()["diseases"].isdisjoint(parse.lower) and _COURT.isdisjoint(parse.lemmas[start : end + 1])


_COURT: Final = frozenset({"court", "judge", "trial", "prosecutor", "lawsuit", "lawyer", "torture", "abuse", "violation", "verdict"})
_ARMED: Final = frozenset({"special", "security", "elite", "ground", "coalition", "government", "peacekeeping", "combat"})
_SYSTEMS: Final = frozenset({"system", "piece", "complex", "mount"})
_SYSTEM_WORDS: Final = frozenset({"artillery", "rocket", "defence", "defense", "anti", "air", "ammunition"})
"""Words that make arms of a "system" or a "piece" behind them."""


def _of_disease(parse: Parse, first: int, head: int) -> bool:
    """Whether cases are people who are ill: "212 cases of cholera", "Measles: 40 suspected cases"; a court's are none."""
    diseases = measures()["diseases"]
    start = parse.sentences[parse.sentence[head]][0]
    return any(w in diseases for w in parse.lower[max(start, first - 6) : head + 5])
