"""The ledger's speed: adding, and every query, on an empty ledger and on one of 100,000 claims.

    python benchmarks/ledger.py [--claims 100000]

Readings are made up from a seed: the shape of real ones (two dozen claims, places from the gazetteer's biggest towns,
outlets that quote each other), so that no encoder's time is in the figures. Prints the machine, reports a second with links
included, size on disk, and each query's median and worst of five runs in milliseconds. Reports are added one by one and in groups, with
and without waiting for the disk; beside those of the clock stand the reports that a second of processor time adds, which other work on the machine
disturbs less.
"""

import argparse
import hashlib
import json
import platform
import random
import shutil
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sayso.answers.brief import brief  # noqa: E402
from sayso.answers.changes import changes  # noqa: E402
from sayso.answers.compare import compare, disagreements  # noqa: E402
from sayso.answers.control import tenure  # noqa: E402
from sayso.answers.figures import series  # noqa: E402
from sayso.answers.promises import promises  # noqa: E402
from sayso.answers.sources import profile, roots  # noqa: E402
from sayso.ledger import Filter, Ledger  # noqa: E402
from sayso.ledger.corrections import review_queue  # noqa: E402
from sayso.link import add, add_many  # noqa: E402
from sayso.types.reading import Commitment, Control, Entity, Event, Figure, Place, Reading, ReportInfo, Source, Span, Statement, Time  # noqa: E402

OUTLETS = [f"{a} {b}" for a in ("Northern", "Lake", "Morning", "River", "Capital", "Border") for b in ("Courier", "Wire", "Herald", "Radio", "Post")]
PEOPLE = [
    f"{a} {b}"
    for a in ("Amina", "Boris", "Chidi", "Dalia", "Emeka", "Farid", "Grace", "Hana")
    for b in ("Okello", "Petrenko", "Haddad", "Moyo", "Reyes", "Khan")
]
FORCES = ["the army", "White Front", "Unity Militia", "Border Guard", "Coastal Movement"]
TOWNS = [(f"Town{i}", 9_000_000 + i, "XA" if i % 3 else "XB", -20 + i * 0.37 % 40, i * 1.13 % 60) for i in range(180)]
SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
WORDS = ["".join(random.Random(i).choices(SYLLABLES, k=2 + i % 4)) for i in range(4000)]
CHANCES = [1 / (10 + i) for i in range(len(WORDS))]  # as common as words of news are (Zipf)


def reading(rng: random.Random, day: date, number: int) -> Reading:
    """One reading of about two dozen claims."""
    town = TOWNS[min(len(TOWNS) - 1, int(rng.expovariate(0.03)))]
    outlet, other = rng.sample(OUTLETS, 2)
    people = rng.sample(PEOPLE, 3)
    parts: list[str] = []
    spans: dict[str, tuple[int, int]] = {}

    def say(name: str, text: str) -> tuple[int, int]:
        start = sum(len(p) for p in parts)
        parts.append(text)
        spans[name] = (start, start + len(text.rstrip()))
        return spans[name]

    entities = [Entity(id="e1", kind="place", name=town[0], geonameid=town[1])]
    entities += [Entity(id=f"e{i + 2}", kind="person", name=p, role="governor" if i == 0 else None) for i, p in enumerate(people)]
    entities += [Entity(id=f"e{i + 5}", kind="organisation", name=f) for i, f in enumerate(rng.sample(FORCES, 2))]
    filler = lambda n: " ".join(rng.choices(WORDS, CHANCES, k=n)).capitalize() + f" {number}. "  # noqa: E731
    statements, figures, events, control, commitments = [], [], [], [], []
    happened = day - timedelta(days=rng.randint(0, 2))
    for i in range(8):
        a, b = say(f"s{i}", filler(rng.randint(12, 24)))
        source = people[i % 3]
        statements.append(
            Statement(
                id=f"s{i}", source=Source(name=source, entity=f"e{i % 3 + 2}", kind="named"), content=(Span(start=a, end=b),), quoted="indirect", stance="asserts",
                via=(other,) if i % 4 == 0 else (), confidence=0.8,
            )
        )  # fmt: skip
        if i < 5:
            low = int(rng.lognormvariate(3, 1)) + 1
            figures.append(
                Figure(
                    id=f"f{i}", start=a, end=a + 6, measure=("killed", "injured", "displaced", "killed", "detained")[i], low=low, high=low if i % 2 else None,
                    relation="exact" if i % 2 else "at_least", unit="people", place=town[0], place_entity="e1", time=happened.isoformat(), statement=f"s{i}", confidence=0.7,
                )
            )  # fmt: skip
        events.append(
            Event(
                id=f"v{i}", start=a + 2, end=a + 8, type=("ASSAULT", "AID", "MOBILIZE", "CONSULT")[i % 4], actor=entities[4].name, actor_entity="e5", place=town[0],
                place_entity="e1", time=happened.isoformat() if i % 2 else None, statement=f"s{i}", confidence=0.6,
            )
        )  # fmt: skip
    a, b = say("c", filler(10))
    control.append(Control(start=a, end=b, place=town[0], place_entity="e1", status="held", holder=entities[4].name, holder_entity="e5"))
    commitments.append(
        Commitment(start=a, end=b, who=people[0], who_entity="e2", what="open the road to the hospital", due=(day + timedelta(days=5)).isoformat())
    )
    for _ in range(6):
        parts.append(filler(20))
    text = "".join(parts)
    info = ReportInfo(
        id=f"r{number}", uri=f"https://news.example/{number}", title=f"{town[0]}: report {number}", publisher=outlet, published=day.isoformat(), language="en",
        sha256=hashlib.sha256(text.encode()).hexdigest(), characters=len(text), reader="sayso bench",
    )  # fmt: skip
    place = Place(
        start=0,
        end=5,
        text=text[:5],
        name=town[0],
        geonameid=town[1],
        country=town[2],
        latitude=town[3],
        longitude=town[4],
        precision="city",
        radius_km=5.0,
        entity="e1",
    )
    when = Time(start=0, end=1, text=text[:1], type="date", edtf=happened.isoformat(), earliest=f"{happened}T00:00", latest=f"{happened}T23:59")
    return Reading(
        report=info, text=text, entities=tuple(entities), times=(when,), places=(place,), statements=tuple(statements), figures=tuple(figures), events=tuple(events),
        control=tuple(control), commitments=tuple(commitments),
    )  # fmt: skip


def fill(ledger: Ledger, readings: list[Reading], *, group: int = 1) -> dict[str, float]:
    """Add readings; returns reports a second, by the clock and by processor time."""
    began, worked = time.perf_counter(), time.process_time()
    if group > 1:
        for _ in add_many(ledger, readings, group=group):
            pass
    else:
        for r in readings:
            add(ledger, r)
    took, work = time.perf_counter() - began, time.process_time() - worked
    return {"by the clock": round(len(readings) / took, 1), "by processor time": round(len(readings) / work, 1)}


WAYS = {"one by one": (1, True), "one by one, not durable": (1, False), "in groups of 32": (32, True), "in groups of 32, not durable": (32, False)}
"""How readings are added: how many a transaction, and whether each waits for the disk."""


def ways(base: Path | None, warm: list[Reading], readings: list[Reading]) -> dict[str, dict[str, float]]:
    """Reports a second in every way, each into an empty ledger or into a copy of one of its own."""
    out = {}
    for name, (group, durable) in WAYS.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bench.db"
            if base is not None:
                shutil.copy(base, path)
            with Ledger(path, durable=durable) as ledger:
                fill(ledger, warm)
                newest = ledger.db.execute("SELECT id FROM claim ORDER BY id DESC LIMIT 10000").fetchall()
                ledger.numbered([n for (n,) in reversed(newest)])  # a process that added the others has them at hand
                out[name] = fill(ledger, readings, group=group)
    return out


def queries(ledger: Ledger) -> dict[str, tuple[float, float]]:
    """Median and worst milliseconds of every query that the command line makes."""
    key = ledger.claims(Filter(kinds=("figure",), limit=1))[0].key
    newest = ledger.reports(limit=1)[0].reported
    asked = {
        "claims": lambda: ledger.claims(Filter(limit=200)),
        "claims --place": lambda: ledger.claims(Filter(place="Town3", limit=200)),
        "claims --about": lambda: ledger.claims(Filter(about="Amina Okello", limit=200)),
        "claims --text": lambda: ledger.claims(Filter(text=f"{WORDS[1]} {WORDS[30]}", limit=200)),
        "claims --near": lambda: ledger.claims(Filter(near=(-19.0, 2.0, 80.0), limit=200)),
        "claims --as-of": lambda: ledger.claims(Filter(place="Town3", as_of="2027-02-01", limit=200)),
        "claims happened": lambda: ledger.claims(Filter(happened_since="2027-02-01", happened_until="2027-02-02", limit=200)),
        "figures --place": lambda: series(ledger, Filter(place="Town3", limit=200)),
        "figures": lambda: series(ledger, Filter(limit=200)),
        "control": lambda: tenure(ledger, Filter(limit=200)),
        "control PLACE": lambda: tenure(ledger, Filter(place="Town3", limit=200)),
        "promises --due-before": lambda: promises(ledger, Filter(due_before="2027-01-10", limit=200)),
        "compare": lambda: compare(ledger, key),
        "sources": lambda: roots(ledger),
        "sources NAME": lambda: profile(ledger, "Amina Okello", wanted=Filter(limit=200)),
        "changes": lambda: changes(ledger, newest),
        "disagreements": lambda: disagreements(ledger),
        "reports": lambda: ledger.reports(limit=200),
        "brief": lambda: brief(ledger, place="Town3", since="2027-02-01", until="2027-02-07"),
        "queue": lambda: review_queue(ledger),
    }
    out = {}
    for name, ask in asked.items():
        took = []
        for _ in range(5):
            began = time.perf_counter()
            ask()
            took.append(1000 * (time.perf_counter() - began))
        out[name] = (sorted(took)[2], max(took))
    return out


def measure(claims: int = 100_000) -> dict:
    """Reports a second into an empty ledger and into a full one, megabytes, and the queries."""
    rng = random.Random(7)
    first = date(2027, 1, 1)
    total = claims // 23
    readings = [reading(rng, first + timedelta(days=i * 120 // max(1, total)), i) for i in range(total + 400)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        with Ledger(path) as ledger:
            for _ in add_many(ledger, readings[:total]):
                pass
        with Ledger(path, read_only=True) as ledger:
            counted = ledger.count()
            found = queries(ledger)
        size = path.stat().st_size / 1e6
        empty = ways(None, [], readings[:300])
        full = ways(path, readings[total : total + 200], readings[total + 200 :])
    return {"empty_reports_per_second": empty, "full_reports_per_second": full, "megabytes": size, **counted, "queries_ms": found}


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--claims", type=int, default=100_000)
    a = ap.parse_args()
    print(platform.processor() or platform.machine(), platform.python_version())
    print(json.dumps(measure(a.claims), indent=1))
