"""Pairs of claims from ``tests/cases/link/*.yaml``, as texts through the whole reader or by their slots, and what comes of them."""

import hashlib
import shlex
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import sayso
from sayso.ledger import Filter, Ledger
from sayso.ledger.when import bounds
from sayso.link import add, judge
from sayso.types.claims import Actor, Claim, Root

CASES = Path(__file__).parent.parent / "cases/link"
SHORT = {"corroborates": "agree", "repeats": "agree", "contradicts": "contradict", "updates": "update", "different_scope": "scope", "unsure": "unsure"}
"""Verdicts as the cases name them. "scope": the two do not count the same thing, whether the ledger says so or has nothing to say of them."""

_PLACES = {
    "Goma": ("CD", -1.68, 29.22, 8, "city"), "Bunia": ("CD", 1.57, 30.25, 8, "city"), "North_Kivu": ("CD", -0.8, 29.0, 160, "province"),
    "Kherson": ("UA", 46.64, 32.61, 10, "city"), "Kyiv": ("UA", 50.45, 30.52, 20, "city"), "Odesa": ("UA", 46.48, 30.72, 15, "city"),
    "Malakal": ("SS", 9.53, 31.66, 5, "city"), "Idlib": ("SY", 35.93, 36.63, 6, "city"), "Syria": ("SY", 35.0, 38.0, 320, "country"),
    "Chad": ("TD", 15.0, 19.0, 830, "country"), "Tripoli_LY": ("LY", 32.89, 13.18, 15, "city"), "Tripoli_LB": ("LB", 34.43, 35.84, 6, "city"),
}  # fmt: skip
_STATUS = frozenset(("held", "contested", "besieged", "captured", "recaptured", "lost"))


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def _number(name: str) -> int:
    return int(hashlib.blake2b(name.encode(), digest_size=4).hexdigest(), 16)


def claim(line: str) -> Claim:
    """A claim from a line of slots; slots_dev.yaml says how one is written."""
    words = shlex.split(line)
    keys = dict(w.split("=", 1) for w in words if "=" in w)
    name = next(w[1:] for w in words if w.startswith("@"))
    first, second, *unit = [w for w in words if "=" not in w and not w.startswith("@")]
    country, lat, lon, radius, precision = _PLACES[name]
    place = Actor(id=_number(name), kind="place", name=name.partition("_")[0] if "Tripoli" in name else name.replace("_", " "), geonameid=_number(name), country=country,
                  latitude=lat, longitude=lon, radius_km=radius, precision=precision)  # fmt: skip
    earliest, latest = bounds(keys.get("t"))
    by = keys["by"]
    more: dict[str, Any] = {}
    if first in _STATUS:
        more = {"kind": "control", "type": first, "actor_name": None if second == "?" else second}
    else:
        low, dots, high = second.lstrip("~").partition("..")
        relation = "about" if second.startswith("~") else "exact"
        if dots:
            relation = "at_least" if high == "*" else "at_most" if low == "*" else "range"
        more = {
            "kind": "figure", "measure": first, "low": None if low == "*" else float(low), "high": None if (high or low) == "*" else float(high or low),
            "relation": relation, "unit": " ".join(unit) or None, "rate": keys.get("rate"), "part_of": keys.get("part"),
        }  # fmt: skip
    quote = keys.get("q", line)
    return Claim(
        key=hashlib.blake2b(line.encode(), digest_size=8).hexdigest(), report=line, publisher=keys.get("pub", "Gazette " + line[-3:]), start=0, end=1, context_start=0,
        context_end=len(quote), quote=keys.get("q", ""), root=Root(id=_number(by), key=f"name:{by}", name=by, kind="organisation"), place=place, time=keys.get("t"),
        earliest=earliest, latest=latest, reported=keys["on"], modality=keys.get("mod", "asserted"), origin="test", known_from=keys["on"], **more,
    )  # fmt: skip


def by_slots(case: dict[str, Any]) -> tuple[str, str]:
    """What the judge says of a case of slots, and why."""
    found = judge(claim(case["a"]), claim(case["b"]))
    return (SHORT[found.verdict], f"{found.verdict}: {found.reason}") if found else ("scope", "no link")


@cache
def read(text: str) -> sayso.Reading:
    publisher, day, words = text.split("|", 2)
    return sayso.read(words, publisher=publisher, published=day)


def by_texts(case: dict[str, Any]) -> tuple[str, str]:
    """What a ledger says of the two figures of a case of texts, and why; "missed" where one was not read."""
    with Ledger(":memory:") as ledger:
        ends = []
        for text, want in zip((case["a"], case["b"]), case["of"], strict=True):
            report = add(ledger, read(text)).report
            measure, low = want.split()
            value = None if low == "*" else float(low)
            ends.append([c for c in ledger.claims(Filter(report=report)) if c.kind == "figure" and c.measure == measure and c.low == value])
        if not all(ends):
            return "missed", "a figure was not read"
        keys = [{c.key for c in end} for end in ends]
        found = [x for x in ledger.links() if (x.a in keys[0] and x.b in keys[1]) or (x.b in keys[0] and x.a in keys[1])]
        if not found:
            return "scope", "no link"
        best = max(found, key=lambda x: x.score)
        return SHORT[best.verdict], f"{best.verdict}: {best.reason} {best.slots}"


def judged(name: str, case: dict[str, Any]) -> tuple[str, str]:
    return by_texts(case) if name.startswith("texts") else by_slots(case)
