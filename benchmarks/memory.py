"""Memory of a long run: what each process holds after every thousand short reports, and what a report costs by then.

    python benchmarks/memory.py run    [--reports 50000]    # `sayso run`: the process that feeds, and one that reads
    python benchmarks/memory.py ledger [--reports 5000]     # reading and adding to a ledger, in one process

Reports of 60 to 100 words, no two alike: four of five are cut from articles of ``load/wikipedia_conflicts`` (SAYSO_DATA says where), one is made here
with names that no other has, so that whatever is remembered by word or name has something to remember. Where an encoder's cache grows, it shows.
Ends with 1 where a process held more than 450 MB.
"""

import argparse
import json
import multiprocessing
import os
import platform
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")
sys.path.insert(0, str(Path(__file__).parent.parent))

MOST = 450
"""MB a process may hold."""

TOWNS = ("Goma", "Malakal", "Aleppo", "Kharkiv", "Mocha", "Juba", "Herat", "Derna")
SYLLABLES = tuple(a + b for a in ("b", "d", "f", "g", "k", "l", "m", "n", "r", "s", "t", "v", "z", "sh", "kh") for b in "aeiou")


def reports(data: Path, count: int) -> Iterator[str]:
    """So many reports of 60 to 100 words; the articles are gone through again with other cuts when they end."""
    chance = random.Random(5)
    made = 0
    while made < count:
        for path in sorted((data / "load/wikipedia_conflicts").rglob("*.md")):
            words = path.read_text(encoding="utf-8").split(" ")
            at = chance.randrange(60)
            while at < len(words) and made < count:
                size = chance.randint(60, 100)
                yield invented(chance, made) if made % 5 == 4 else " ".join(words[at : at + size])
                at += size
                made += 1


def invented(chance: random.Random, n: int) -> str:
    """A report of names that nobody has."""
    person, place, force = ("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize() for _ in range(3))
    town = TOWNS[n % len(TOWNS)]
    return (
        f"At least {n % 90 + 2} people were killed in {place}, near {town}, on Friday, the mayor said. A hospital by the river counted {n % 900 + 20} wounded, "
        f"its director, Amina {person}, told reporters. The army denied that its aircraft had been in the area. The {force} Front had taken the village of {place} "
        f"on 2 May, according to two witnesses. {person} said that {n} families had fled since then, and that talks in {town} would go on until Monday."
    )


def held(pid: int | str = "self") -> tuple[float, float]:
    """MB that a process holds, and has held at most."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(lines["VmRSS"].split()[0]) / 1024, int(lines["VmHWM"].split()[0]) / 1024


def spent(pid: int | str = "self") -> float:
    """Seconds of processor time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Table:
    """A line for every so many reports."""

    def __init__(self, names: tuple[str, ...], step: int) -> None:
        self.most = 0.0
        self._step = step
        self._next = min(100, step)
        self._before: tuple[int, list[float]] = (0, [0.0] * len(names))
        print(f"{'reports':>9}" + "".join(f"{n + ' MB':>16}{'most':>8}{'ms each':>9}" for n in names), flush=True)

    def at(self, reports: int, pids: list[int | str]) -> None:
        """Measures, where the next line is due."""
        if reports < self._next:
            return
        self._next = (reports // self._step + 1) * self._step
        took = [spent(p) for p in pids]
        line = f"{reports:9,}"
        for pid, now, before in zip(pids, took, self._before[1], strict=True):
            mb, most = held(pid)
            self.most = max(self.most, most)
            line += f"{mb:16.1f}{most:8.1f}{(now - before) / max(reports - self._before[0], 1) * 1000:9.2f}"
        self._before = (reports, took)
        print(line, flush=True)


def over_run(data: Path, count: int, step: int, format: str | None) -> float:
    """Memory of `sayso run` with one worker."""
    from sayso.intake import Options
    from sayso.scale import Plan, run
    from sayso.scale.batch import Standing

    table = Table(("feeding", "reading"), step)

    def tell(now: Standing) -> None:
        children = [p.pid for p in multiprocessing.active_children() if p.pid is not None]
        if children:
            table.at(now.reports, ["self", *children[:1]])

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for n, text in enumerate(reports(data, count)):
                file.write(json.dumps({"id": str(n), "text": text, "date": "2026-05-04"}) + "\n")
        done = run([str(path)], Path(folder) / "out", Plan(options=Options(), format=format, workers=1), tell)
        failures = Counter(json.loads(line)["error"] for line in (Path(folder) / "out" / "failures.jsonl").read_text(encoding="utf-8").splitlines())
        size = sum(p.stat().st_size for p in (Path(folder) / "out").iterdir()) / 1e6
    print(
        f"{done.reports:,} reports of {done.words / done.reports:.0f} words, {done.claims:,} claims, {done.failed:,} failed {dict(failures)}; {size:,.0f} MB written"
    )
    return table.most


def over_ledger(data: Path, count: int, step: int) -> float:
    """Memory of a process that reads and adds, each report with its links."""
    import sayso
    from sayso.errors import InputError
    from sayso.ledger import Ledger
    from sayso.link import add

    table = Table(("adding",), step)
    failed = 0
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "made.db", durable=False) as ledger:
        for n, text in enumerate(reports(data, count), 1):
            day = f"2026-{n * 11 // (count + 1) + 1:02}-{n % 28 + 1:02}"
            try:
                add(ledger, sayso.read(text, published=day, publisher=f"Paper {n % 40}"))
            except InputError:
                failed += 1
            table.at(n, ["self"])
        print(f"{ledger.count()}, {failed:,} failed; {(Path(folder) / 'made.db').stat().st_size / 1e6:,.0f} MB on the disk")
    return table.most


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("run", "ledger"))
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--reports", type=int)
    ap.add_argument("--step", type=int)
    ap.add_argument("--format", choices=("parquet", "jsonl"))
    a = ap.parse_args()
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    began = time.monotonic()
    run = a.what == "run"
    most = over_run(a.data, a.reports or 50_000, a.step or 1_000, a.format) if run else over_ledger(a.data, a.reports or 5_000, a.step or 500)
    print(f"{most:.0f} MB at most in one process; {MOST} are allowed; {time.monotonic() - began:,.0f} s by the clock")
    return most > MOST


if __name__ == "__main__":
    sys.exit(main())
