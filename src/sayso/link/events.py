"""Two events: are they one, do the reports agree on who did it, and that it happened at all?

Likeness is a logistic model of the slots and of the sentences' words. The weights of words, names, parties and places were learned on the odd topics
of ECB+, where reports carry no days; those of times and scenes were added by hand. A high score is not enough for "the same":
the acts have to be called the same, or times or scenes have to agree, and no named party may differ.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from sayso.ledger.names import fold
from sayso.link import slots, told
from sayso.link.cues import REMEMBERED, Cues, cues
from sayso.link.parties import camp, party
from sayso.tables import table
from sayso.text.lemmas import lemma
from sayso.types.claims import Claim, Judgement

__all__ = ["compare"]

_WINDOW = 4  # days of reporting apart within which two events without times can be one
_WEIGHTS = {
    "bias": -5.0, "share": 2.2, "shared": 1.7, "act": 1.8, "mode": 0.8, "other mode": -0.4, "place": 0.8, "actor": 0.6, "recipient": 0.75, "other recipient": -0.25,
    "names": 0.9, "no names": -0.7, "numbers": 0.75, "same time": 2.0, "overlap": 1.2, "scene": 1.0,
}  # fmt: skip
_SAME, _PERHAPS = 0.55, 0.35
_MANY = 8  # shared words beyond which more say no more
_REPEATED = frozenset(("YIELD", "CONSULT", "REQUEST"))  # parties meet, ask and let go again and again: only times make two of these one
_NAME = re.compile(r"\b[A-Z][\w’']+(?:[ -]+[A-Z][\w’']+)*")
_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_TENSES = ("VBD", "VBG", "NNS")


def compare(a: Claim, b: Claim) -> Judgement | None:
    """What event ``b`` is to ``a``; None where they cannot be the same event, or too little says that they are."""
    if a.type != b.type or (a.mode and b.mode and a.mode != b.mode and _act(a.what) != _act(b.what)):
        return None
    where, when = slots.place(a, b), slots.time(a, b)
    if where == "other" or when in ("earlier", "later", "apart", "span"):
        return None
    if when == "unknown" and abs(slots.days_apart(a, b)) > _WINDOW:
        return None
    x, y = cues(a), cues(b)
    if (x.causes and y.causes and not x.causes & y.causes) or (x.scenes and y.scenes and not x.scenes & y.scenes):
        return None
    country = a.place.country if a.place else None
    found: dict[str, str] = {
        "type": "same", "act": "same" if _act(a.what) == _act(b.what) else "differs", "place": where, "time": when,
        "actor": "same" if a.actor is not None and a.actor == b.actor else _party(a.actor_name, b.actor_name, country),
        "recipient": "same" if a.recipient is not None and a.recipient == b.recipient else _party(a.recipient_name, b.recipient_name, country),
    }  # fmt: skip
    score = _likeness(a, b, found, x, y)
    alike = score >= _SAME and (found["act"] == "same" or when != "unknown" or bool(x.scenes & y.scenes)) and not (a.type in _REPEATED and when == "unknown")
    return _judged(a, b, found, score, alike=alike)


def _judged(a: Claim, b: Claim, found: dict[str, str], score: float, *, alike: bool) -> Judgement | None:
    near = found["place"] in ("same", "near") and score >= _PERHAPS and (found["act"] == "same" or found["time"] != "unknown")
    if not alike and not near:
        return None
    found["root"] = slots.root(a, b)
    both = f"{_told(a)}; {_told(b)}"
    score = round(min(0.95, score), 3)
    if (a.modality == "denied") != (b.modality == "denied"):
        if found["actor"] == "differs" or {a.modality, b.modality} != {"asserted", "denied"}:
            return None
        denial = a if a.modality == "denied" else b
        return Judgement(verdict="contradicts", slots=found | {"modality": "differs"}, reason=f"{both}: {denial.root.name} denies it", score=score)
    if a.modality != b.modality:
        if not alike:
            return None
        odd = a if a.modality != "asserted" else b
        return Judgement(
            verdict="unsure", slots=found | {"modality": "differs"}, reason=f"{both}: one is told as a fact, the other as {odd.modality}", score=0.5
        )
    if found["actor"] == "differs":
        if found["recipient"] != "differs" and found["time"] != "unknown" and found["place"] in ("same", "near") and a.modality == "asserted":
            return Judgement(verdict="contradicts", slots=found, reason=f"{both}: they name another party for it", score=score)
        return None
    if not alike or found["recipient"] == "differs":
        return None
    if found["root"] == "same":
        return Judgement(verdict="repeats", slots=found, reason=f"{both}: the same event, {a.root.name} told again", score=score)
    return Judgement(verdict="corroborates", slots=found, reason=f"{both}: the same event", score=score)


def _likeness(a: Claim, b: Claim, found: dict[str, str], x: Cues, y: Cues) -> float:
    """How likely it is that two events are one, 0 to 1."""
    w = _WEIGHTS
    both = len(x.words & y.words)
    p, q = _sentence(a.quote), _sentence(b.quote)
    z = w["bias"] + w["share"] * both / max(1, min(len(x.words), len(y.words))) + w["shared"] * min(both, _MANY) / _MANY
    z += w["act"] * (found["act"] == "same") + (w["mode"] if a.mode == b.mode else w["other mode"]) * bool(a.mode and b.mode)
    z += w["place"] * (found["place"] in ("same", "near")) + w["actor"] * (found["actor"] == "same")
    z += {"same": w["recipient"], "differs": w["other recipient"]}.get(found["recipient"], 0.0)
    if p.names and q.names:
        z += w["names"] * min(len(p.names & q.names), 4) / 4 or w["no names"]
    z += w["numbers"] * bool(p.numbers & q.numbers) + {"same": w["same time"], "overlaps": w["overlap"]}.get(found["time"], 0.0)
    z += w["scene"] * bool(x.scenes & y.scenes)
    return 1 / (1 + math.exp(-z))


@dataclass(frozen=True, slots=True)
class _Sentence:
    names: frozenset[str]
    numbers: frozenset[str]


@lru_cache(maxsize=REMEMBERED)
def _sentence(quote: str) -> _Sentence:
    """The words of names in a sentence, a single word at its beginning left out, and its numbers."""
    found = set()
    for m in _NAME.finditer(quote):
        parts = re.split(r"[ -]+", m.group())
        if len(parts) > 1 or m.start() > 1:
            found |= {p.lower().removesuffix("’s").removesuffix("'s") for p in parts}
    return _Sentence(frozenset(found), frozenset(_NUMBER.findall(quote)))


@lru_cache(maxsize=8192)
def _act(what: str | None) -> str:
    """The trigger's first word without its ending: "struck" and "strikes" are one act."""
    word = what.lower().split()[0] if what and what.strip() else ""
    for tag in _TENSES:
        found = lemma(word, tag)
        if found != word:
            return found
    return word


@lru_cache(maxsize=8192)
def _party(a: str | None, b: str | None, here: str | None) -> str:
    """Whether two names mean one party; common nouns ("people", "troops") can be anybody of theirs."""
    if not a or not b:
        return "unknown"
    x, y = set(fold(a).split()), set(fold(b).split())
    if x == y:
        return "same"
    vague = set(table("link/words")["vague"])
    if x <= y or y <= x:
        return "same" if (x & y) - vague else "unknown"
    p, q = camp(a), camp(b)
    if p.kind or q.kind:
        return party(a, b, here)
    if x & vague or y & vague or x & y or a[0].islower() or b[0].islower() or not a[0].isalpha() or not b[0].isalpha():
        return "unknown"  # "her sister" and "Nyamal Ding" may be one
    return "differs"


def _told(c: Claim) -> str:
    """An event in words: "“shelled” by army, in Malakal (a teacher, in Lake Herald)"."""
    by = f" by {c.actor_name}" if c.actor_name else ""
    against = f" against {c.recipient_name}" if c.recipient_name else ""
    place = f", {c.place.name}" if c.place else ""
    return f"“{c.what or str(c.type).lower()}”{by}{against}{place} ({told.source(c)})"
