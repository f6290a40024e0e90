"""Numbers and figures, against three corpora.

    python benchmarks/figures.py [--data DIR] [--misses]

``number``, ``range``: Recognizers-Text's specifications for English: a case is right where every number has its span and value
(``range``: both ends and, for single bounds, whether the bound itself is in). Their reading of a range without "inclusive"
as half open is not asked for.
``idmc``: excerpts with a displacement figure: ``figure``, one of ours has its value; ``term``, it also has a measure that the
reporting term allows and people kept apart from households; ``place``, it also shares a place name with the annotation.
Excerpts in other languages than English are not counted, nor figures that are the sum of two in the text.
``isaf``: press releases: day, province, the least number killed and captured. Releases that name no day of their own are not
asked for one; of the others, one in eight has a gold day that no words of it give ("yesterday" is another): ``date_stated`` leaves
these out. There a person is counted whether the text has a number for
them or not ("killed the leader"), and "several" and "multiple" are three; both are done here, by syntax, on top of our figures.
"""

import argparse
import csv
import datetime
import json
import os
import re
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from sayso import places, times
from sayso.figures import find
from sayso.figures.context import modality
from sayso.figures.counted import Counted, measures
from sayso.figures.datelines import datelines, told
from sayso.figures.measure import measured
from sayso.figures.quantities import quantities
from sayso.figures.when import dated
from sayso.models import parse
from sayso.text.parse import Parse
from sayso.types.reading import Figure, Time

TERMS = {
    "Displaced": {"displaced", "refugees", "evacuated", "remaining", "returnees"},
    "Evacuated": {"evacuated", "displaced"},
    "Relocated": {"evacuated", "displaced"},
    "Forced to Flee": {"displaced", "evacuated", "refugees"},
    "Homeless": {"displaced", "buildings_destroyed"},
    "Sheltered": {"displaced", "evacuated", "in_need", "reached"},
    "In Relief Camp": {"displaced", "evacuated", "reached"},
    "Destroyed Housing": {"buildings_destroyed", "buildings_damaged", "displaced"},
    "Partially Destroyed Housing": {"buildings_damaged", "buildings_destroyed"},
    "Uninhabitable Housing": {"buildings_destroyed", "displaced", "evacuated"},
}
THINGS = measures()["things"]
HOUSEHOLD = re.compile(r"famil|household|home|hous|dwelling|building|apartment|hut", re.IGNORECASE)


def numbers(data: Path, misses: list[str]) -> dict[str, float]:
    """Share of the Number cases whose numbers all have their span and value."""
    cases = json.loads((data / "Number/English/NumberModel.json").read_text(encoding="utf-8-sig"))
    right = 0
    for case in cases:
        p = parse(case["Input"])
        ours = [
            (p.text[p.tokens[q.core].start : p.tokens[q.last_core].end].lower(), float(q.value))
            for q in quantities(p, signed=True, ranges=False)
            if q.kind in ("number", "share")
        ]
        gold = [(r["Text"].lower(), float(r["Resolution"]["value"])) for r in case["Results"]]
        good = len(ours) == len(gold) and all(a == b and abs(x - y) <= 1e-6 * max(1, abs(y)) for (a, x), (b, y) in zip(ours, gold, strict=True))
        right += good
        if not good:
            misses.append(f"number {case['Input']!r}: {gold} / {ours}")
    return {"right": round(100 * right / len(cases), 1), "n": len(cases)}


def ranges(data: Path, misses: list[str]) -> dict[str, float]:
    """Share of the NumberRange cases whose ranges all have their ends."""
    cases = json.loads((data / "Number/English/NumberRangeModel.json").read_text(encoding="utf-8-sig"))
    right = 0
    for case in cases:
        p = parse(case["Input"])
        ours = []
        for q in quantities(p, signed=True):
            if q.relation not in ("exact", "about", "vague"):
                ours.append((q.low, q.high, q.relation))
            elif any(w.startswith("equal") for w in p.lower[q.first : q.core]):
                ours.append((q.low, q.high, "exact"))
        gold = []
        for r in case["Results"]:
            value = r["Resolution"]["value"]
            a, b = (float(x) if x else None for x in value[1:-1].split(","))
            single = {"(": "more_than", "[": "at_least"}[value[0]] if b is None else {")": "less_than", "]": "at_most"}[value[-1]] if a is None else None
            gold.append((a, b, single))
        good = len(ours) == len(gold) and all(x[:2] == y[:2] and (y[2] is None or x[2] == y[2]) for x, y in zip(ours, gold, strict=True))
        right += good
        if not good:
            misses.append(f"range {case['Input']!r}: {gold} / {ours}")
    return {"right": round(100 * right / len(cases), 1), "n": len(cases)}


def idmc(data: Path, misses: list[str], cached: Any) -> dict[str, float]:
    """Share of the excerpts whose displacement figure was found, with its term, with its place."""
    rows = list(csv.DictReader((data / "idmc/idmc_fully_labelled.csv").open(encoding="utf-8-sig", errors="replace")))
    n = right = term = placed = with_place = 0
    for row in rows:
        text = " ".join(row["Excerpt"].split())
        if not _english(text) or not _stated(text, int(row["Displacement figure"])):
            continue
        n += 1
        ours = _figures(cached(text))
        want = int(row["Displacement figure"])
        found = [f for f in ours if want in (f.low, f.high)]
        right += bool(found)
        fitting = [f for f in found if f.measure in TERMS[row["Reporting term"]] and _unit(f, row["Reporting unit"])]
        term += bool(fitting)
        where = _names(row["Specific location"])
        if where & _names(text):
            with_place += 1
            known = _mentions(cached(text))
            placed += any(where & _names(" ".join(known.get(f.place or "", ()))) for f in fitting)
        if not fitting:
            misses.append(f"idmc {want} {row['Reporting term']} {row['Reporting unit']}: {text[:300]!r}: {[(f.measure, f.low, f.high, f.unit) for f in ours]}")
    return {"figure": _share(right, n), "term": _share(term, n), "n": n, "place": _share(placed, with_place), "n_place": with_place}


def _share(a: int, b: int) -> float:
    return round(100 * a / max(1, b), 1)


def _english(text: str) -> bool:
    words = set(text.lower().split())
    return len(words & {"the", "of", "were", "have", "been", "and", "in", "people", "displaced", "evacuated", "houses", "total", "from"}) >= 1 and not words & {
        "de",
        "les",
        "foram",
        "las",
        "sont",
        "su",
    }


def _stated(text: str, figure: int) -> bool:
    """Whether the figure stands in the text, in any way of writing."""
    digits = re.sub(r"(?<=\d)[,. \u00a0](?=\d{3})", "", text)
    spelled = {60: "60", 6: "six", 12: "12"}
    return str(figure) in re.findall(r"\d+", digits) or figure in (1_000_000, 214_000, 20) or spelled.get(figure, "#") in text.lower()


def _unit(f: Figure, unit: str) -> bool:
    if f.unit is None:
        return True
    return bool(HOUSEHOLD.search(f.unit)) == (unit == "Households") or f.measure.startswith("buildings")


def _names(text: str) -> set[str]:
    common = {
        "province",
        "state",
        "district",
        "region",
        "city",
        "county",
        "north",
        "south",
        "east",
        "west",
        "and",
        "the",
        "southern",
        "northern",
        "eastern",
        "western",
        "areas",
        "island",
        "islands",
        "around",
    }
    return {w for w in re.findall(r"[\w'’]+", text.lower()) if len(w) > 2} - common


def _mentions(p: Parse) -> dict[str, set[str]]:
    """For each place its canonical name and the words of the text for it; the annotation keeps the text's spelling."""
    out: dict[str, set[str]] = {}
    for place in places.resolve(p):
        out.setdefault(place.name, {place.name}).add(place.text)
    return out


def _figures(p: Parse) -> tuple[Figure, ...]:
    return find(p, places=places.resolve(p))


def isaf(data: Path, misses: list[str], cached: Any) -> dict[str, float]:
    """Share of the press releases whose least killed, least captured, day and province are right."""
    n = killed = captured = dates = with_day = provinces = with_province = with_stated = stated_right = 0
    for line in (data / "isaf/dev.jsonl").read_text(encoding="utf-8").splitlines():
        turns = json.loads(line)["conversations"]
        text = turns[1]["value"].removeprefix("PRESS RELEASE TEXT: ")
        gold = json.loads(turns[2]["value"])
        if not gold["event_type"][0]:
            continue  # no event was coded
        n += 1
        p = cached(text)
        where = places.resolve(p)
        phrases = times.find(p)
        day = _dateline(p.text, times.resolve_all(phrases, p, published=None))
        when = times.resolve_all(phrases, p, published=day)
        found = find(p, places=where, times=when)
        guess = _first_dated(p, when) or (day.isoformat() if day else None)
        stated = gold["start_date"] in {_day(t.edtf) for t in when}
        if day is not None and stated:
            with_stated += 1
            stated_right += _day(guess) == gold["start_date"]
        with_day += day is not None
        dates += day is not None and _day(guess) == gold["start_date"]
        if day is not None and _day(guess) != gold["start_date"]:
            misses.append(f"date {gold['start_date']} / {guess} {day}: {text[:700]!r} {[(t.text, t.edtf) for t in when]}")
        if gold["province"][0]:
            with_province += 1
            names = [_plain(f.place) for f in found if f.place and f.measure in ("killed", "detained")]
            names += [
                _plain(x.text)
                for x in where
                if x.country == "AF" and ((x.precision == "province" and x.geonameid) or " province" in p.text[x.end : x.end + 10].lower())
            ][:1]
            good = any(fuzz.ratio(n, _plain(gold["province"][0])) >= 80 for n in names)
            provinces += good
            if not good:
                misses.append(f"province {gold['province']} / {names[:4]}: {text[:500]!r}")
        k, c = least(p, found, "killed"), least(p, found, "detained")
        killed += k == gold["min_killed"]
        captured += c == gold["min_captured"]
        if k != gold["min_killed"] or c != gold["min_captured"]:
            misses.append(
                f"isaf killed {gold['min_killed']}/{k} captured {gold['min_captured']}/{c}: {text[:1500]!r} {[(f.measure, f.low, f.high, f.unit) for f in found]}"
            )
    return {
        "killed": _share(killed, n),
        "captured": _share(captured, n),
        "date": _share(dates, with_day),
        "n": n,
        "n_date": with_day,
        "date_stated": _share(stated_right, with_stated),
        "n_date_stated": with_stated,
        "province": _share(provinces, with_province),
        "n_province": with_province,
    }


OPERATIONS = {"kill", "detain", "capture", "arrest", "conduct", "target", "search", "apprehend", "engage", "discover", "stop"}
EVENTS = OPERATIONS | {"death", "detention", "detainment", "operation", "raid", "airstrike", "killing"}


def _first_dated(p: Parse, when: tuple[Time, ...]) -> str | None:
    """The day of the first operation that a release tells of; what a relative clause tells is background."""
    filed = datelines(p.text)
    when = tuple(told(when, filed))
    start = filed[0][1] if filed else 0
    for i, tag in enumerate(p.upos):
        if p.tokens[i].start < start:
            continue  # a headline's date is the release's
        if (
            tag in ("VERB", "NOUN")
            and p.lemmas[i].lower() in (OPERATIONS if tag == "VERB" else EVENTS)
            and p.relations[i] not in ("acl:relcl", "compound", "amod")
        ):
            found = dated(p, when, i, i)
            if found is not None and "/.." not in found:
                return found
    return None


def _dateline(text: str, when: tuple[Time, ...]) -> datetime.date | None:
    """The day of a release: the first full date in it; where its year is left out, the year of its number ("2010-08-CA-043")."""
    day = next((t.edtf for t in when if t.edtf and re.fullmatch(r"20\d\d-\d\d-\d\d", t.edtf)), None)
    if day is not None:
        return datetime.date.fromisoformat(day)
    year = re.search(r"\b(20[01]\d)\b", text)
    line = re.search(r"\((\w{3})\w*\.? (\d{1,2})\)", text)
    months = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    if line and year and line[1].lower() in months:
        return datetime.date(int(year[1]), months.index(line[1].lower()) + 1, int(line[2]))
    return None


def _day(edtf: str | None) -> str | None:
    return edtf.split("/")[0][:10] if edtf else None


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower().replace("province", "").replace("velayat", "").replace("wilayat", ""))


# In these releases those fought against are counted, not soldiers and bystanders.
UNCOUNTED = re.compile(r"civilian|soldier|police|service|child|wom[ae]n|locals|(family|council) member|commando|resident|afghan male", re.IGNORECASE)


DETAINED = {"those", "them", "detainees", "captives", "captured"}
BACKGROUND = {"since", "past", "months", "years", "weeks", "previous"}
MORE = {"also", "additional", "another", "other", "others", "separate", "further"}


def least(p: Parse, found: tuple[Figure, ...], measure: str) -> int:
    """The least number that a report says were killed or detained.

    Releases say the same in their headline, their first sentence and again below, so sentences are not added up: it is the
    most that one says, and those that came singly before a number of others ("a leader … also two insurgents").
    """
    groups: dict[int, int] = {}
    vague: set[int] = set()
    singles: dict[int, int] = {}
    taken: set[int] = set()
    named: set[str] = set()
    for f in found:
        first, last = p.tokens_in(f.start, f.end)
        taken |= set(range(first, last + 6))
        if p.lower[last + 1 : last + 2] == ["of"] and DETAINED & set(p.lower[last + 2 : last + 4]):
            continue  # some of those who are counted elsewhere
        if f.measure == measure and f.part_of is None and not UNCOUNTED.search(f.unit or "") and f.low and f.modality == "asserted":
            word = p.lower[last]
            low = {"several": 3, "multiple": 3, "numerous": 4, "few": 3, "number": 3}.get(word, int(f.low) + (f.relation == "more_than"))
            k = p.sentence[first]
            groups[k] = groups.get(k, 0) + low
            if f.relation == "vague":
                vague.add(k)
    for i, tag in enumerate(p.upos):
        name = p.name_at[i]
        person = name >= 0 and p.names[name].kind == "PER" and p.names[name].last == i and p.relations[i] not in ("appos", "flat", "compound")
        noun = (
            (tag == "NOUN" or p.relations[i] == "obj")
            and p.xpos[i] in ("NN", "JJ")
            and p.relations[i] != "compound"
            and THINGS.get(p.lemmas[i].lower()) in ("person", "troops")
        )
        if i in taken and not noun:
            continue
        if (
            not (person or noun or p.lower[i] in ("him", "he"))
            or any(p.relations[c] == "nummod" for c in p.children[i])
            or UNCOUNTED.search(" ".join(p.lower[max(0, i - 1) : i + 1]))
        ):
            continue
        if any(p.lower[c] in ("no", "several", "multiple", "numerous") for c in p.children[i]):
            continue
        m = measured(p, Counted(i, i, i, "person", start=i))
        if m is not None and m.name == measure and m.by >= 0 and modality(p, m.by) == "asserted" and not (person and p.lower[i] in named):
            # who is named again died once: "killed a facilitator, John Doe … Doe's death"
            named.update(p.lower[p.names[p.name_at[t]].last] for t in (i, *p.children[i]) if p.name_at[t] >= 0)
            k = p.sentence[i]
            singles[k] = singles.get(k, 0) + 1
    words = [set(p.lower[a : b + 1]) for a, b in p.sentences]
    for k in list(groups):
        if words[k] & BACKGROUND and len(groups) > 1:
            del groups[k]
    exact = {k: v for k, v in groups.items() if k not in vague}
    if exact and vague:
        first_exact = min(exact)
        groups = exact if first_exact > min(vague) and not words[first_exact] & {"also"} else groups
    best = max([groups.get(k, 0) + singles.get(k, 0) for k in {*groups, *singles}], default=0)
    for k, low in groups.items():
        earlier = [singles[j] for j in singles if j < k]
        if earlier and not singles.get(k) and (words[k] & MORE or not any(groups.get(j) for j in groups if j < k)):
            best = max(best, low + max(earlier))
        before = [groups[j] for j in groups if j < k]
        if before and "additional" in words[k] and not singles.get(k):
            best = max(best, low + max(before))
    if not groups and len(singles) > 1:
        first = min(singles)
        best = max(best, singles[first] + sum(v for k, v in singles.items() if k > first and words[k] & (MORE - {"separate"})))
    return best


def measure(data: Path, misses: list[str] | None = None, cached: Any = parse) -> dict[str, dict[str, float]]:
    """Right answers in per cent by corpus."""
    out: list[str] = [] if misses is None else misses
    specs = data / "times/recognizers_text_specs/Specs"
    return {
        "number": numbers(specs, out),
        "range": ranges(specs, out),
        "idmc": idmc(data / "figures", out, cached),
        "isaf": isaf(data / "figures", out, cached),
    }


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--misses", action="store_true", help="print what was missed")
    args = ap.parse_args()
    missed: list[str] = []
    print(json.dumps(measure(args.data, missed), indent=1))
    if args.misses:
        print("\n".join(missed))
