"""What many reports cost: time by layer, by process, from pages, and at the thousandth and the millionth report. Memory: benchmarks/memory.py.

    python benchmarks/scale.py layers    [--words 30000]        # processor time of each layer, and its share
    python benchmarks/scale.py processes [--words 60000]        # one process against two, by `sayso run`
    python benchmarks/scale.py pages     [--pages 200]          # pages to reports, and to readings with one process and two
    python benchmarks/scale.py bookkeeping [--reports 1000000]  # what a report costs besides its reading, which is replaced by one made before

Processor time, not the clock's, since other programs may run beside; quote shares and ratios, which do not depend on what else the machine does. Text:
articles of ``load/wikipedia_conflicts`` in reports of 600 words (SAYSO_DATA says where), short reports are made here.
"""

import argparse
import json
import multiprocessing
import os
import platform
import random
import resource
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np

from benchmarks.memory import held, spent
from benchmarks.speed import reports

TOWNS = ("Goma", "Malakal", "Aleppo", "Kharkiv", "Mocha", "Juba", "Herat", "Derna")


def short(n: int) -> str:
    """A report of about 50 words, other than the one before."""
    town, other = TOWNS[n % len(TOWNS)], TOWNS[(n // 8 + 1) % len(TOWNS)]
    return (
        f"At least {n % 90 + 2} people were killed in {town} on Friday, the mayor said. A hospital near the river counted {n % 900 + 20} wounded, "
        f"its director, Amina Voss {n % 97}, told reporters. The army denied that its aircraft had been in the area. Talks in {other} will go on until Monday."
    )


class Clocks:
    """Processor time spent in each layer, less that of the layers it calls."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._open: list[list[float]] = []

    def wrap(self, holder: object, name: str, layer: str) -> None:
        """Counts the time of a function under the name of a layer."""
        inner = getattr(holder, name)

        def timed(*args, **rest):
            began = time.thread_time()
            self._open.append([0.0])
            try:
                return inner(*args, **rest)
            finally:
                took = time.thread_time() - began
                (below,) = self._open.pop()
                self.spent[layer] += took - below
                if self._open:
                    self._open[-1][0] += took

        setattr(holder, name, timed)


def layers(texts: list[str], rounds: int) -> dict[str, float]:
    """Seconds of each layer over the texts, the least of some rounds."""
    from sayso.intake import report_from_text
    from sayso.models import encoder as encoding
    from sayso.reader import pipeline

    clocks = Clocks()
    clocks.wrap(encoding.Encoder, "run", "encoder")
    clocks.wrap(pipeline, "encode", "tokens and decoding")
    for module, names in (
        (pipeline.places, ("resolve",)),
        (pipeline.entities, ("resolve",)),
        (pipeline.times, ("find", "resolve_all")),
        (pipeline.statements, ("find",)),
        (pipeline.figures, ("find",)),
        (pipeline.events, ("find",)),
    ):
        for name in names:
            clocks.wrap(module, name, module.__name__.removeprefix("sayso."))
    whole = pipeline.read_report
    made = [report_from_text(t, published="2024-05-04") for t in texts]
    for report in made[:3]:
        whole(report)
    found: list[dict[str, float]] = []
    for _ in range(rounds):
        clocks.spent.clear()
        began = time.thread_time()
        for report in made:
            whole(report)
        took = time.thread_time() - began
        found.append({**clocks.spent, "the rest": took - sum(clocks.spent.values())})
    return {name: min(f[name] for f in found) for name in found[0]}


def run_layers(data: Path, words: int, rounds: int) -> None:
    """Prints the layers, dearest first."""
    from sayso.reader import compiled

    if compiled():
        raise SystemExit("the reader is compiled here, and its layers cannot be told apart: ask a Python that has it as it is written")
    texts = reports(data, words)
    n = sum(len(t.split()) for t in texts)
    found = layers(texts, rounds)
    total = sum(found.values())
    print(f"{'layer':24}{'ms/1000 words':>14}{'share':>8}{'words/s':>12}")
    for name, seconds in sorted(found.items(), key=lambda x: -x[1]):
        print(f"{name:24}{seconds / n * 1e6:14.2f}{seconds / total:8.1%}{n / seconds:12,.0f}")
    print(
        f"{'all':24}{total / n * 1e6:14.2f}{1:8.1%}{n / total:12,.0f}   all but the encoder: {(total - found['encoder']) / found['encoder']:.2f} of the encoder"
    )


def rates(paths: list[Path], out: Path, plan: object) -> dict[str, float]:
    """What a run does a second, from when all its workers read until the first of them has nothing more: by the clock, and of processor time."""
    from sayso.scale import run

    marks: list[tuple[float, int, int, dict[int | str, float]]] = []

    def tell(now: Any) -> None:
        children = [p.pid for p in multiprocessing.active_children() if p.pid is not None]
        marks.append((time.monotonic(), now.reports, now.words, {"self": spent(), **{pid: spent(pid) for pid in children}}))

    run([str(p) for p in paths], out, plan, tell)
    marks = marks[: next(i for i, m in enumerate(marks) if m[1] == marks[-1][1])]  # what comes after the last unit but one
    first, last = next(m for m in marks if m[1]), marks[-1]
    seconds, reports_, words = last[0] - first[0], last[1] - first[1], last[2] - first[2]
    fed = last[3]["self"] - first[3]["self"]
    worked = sum(last[3][pid] - first[3][pid] for pid in last[3] if pid != "self")
    return {"seconds": seconds, "reports": reports_, "words": words, "fed": fed, "worked": worked}


def show_rates(name: str, found: dict[str, float]) -> None:
    """A line of what a run did."""
    words, reports_ = found["words"], found["reports"]
    print(
        f"{name:12}{words / found['seconds']:9,.0f} words/s {reports_ / found['seconds']:7.1f} reports/s by the clock; of processor time: "
        f"{words / found['worked']:8,.0f} words/s {reports_ / found['worked']:6.1f} reports/s a worker, {found['fed'] / reports_ * 1000:6.3f} ms a report to feed them",
        flush=True,
    )


def one_and_two(paths: list[Path], rounds: int, **plan: object) -> None:
    """Prints runs with one worker and with two, by turns, and what two make of one."""
    from sayso.intake import Options
    from sayso.scale import Plan

    found: dict[int, list[dict[str, float]]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as folder:
        for k in range(rounds):
            for workers in (1, 2):
                made = Plan(options=Options(), format="jsonl", workers=workers, **plan)
                found[workers].append(rates(paths, Path(folder) / f"out{k}{workers}", made))
                show_rates(f"{workers} worker{'s' * (workers > 1)}", found[workers][-1])
    costs = {n: min(f["worked"] / f["words"] for f in found[n]) for n in found}
    fed = min(f["fed"] / f["words"] for f in found[2])
    clock = {n: max(f["words"] / f["seconds"] for f in found[n]) for n in found}
    alone = f"{2 * costs[1] / (costs[2] + fed):.2f} on two cores of their own that feed them too, {2 * costs[1] / costs[2]:.2f} if another core does"
    print(f"two / one: {clock[2] / clock[1]:.2f} by the clock; by processor time {alone} (the best of {rounds} each)")


def run_processes(data: Path, words: int, rounds: int) -> None:
    """Prints what two processes make of one, over reports of 600 words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        texts = reports(data, words)
        path.write_text("".join(json.dumps({"text": t, "date": "2024-05-04", "id": str(i)}) + "\n" for i, t in enumerate(texts)), encoding="utf-8")
        one_and_two([path], rounds, most=5)


def run_pages(data: Path, count: int, rounds: int) -> None:
    """Prints how many pages a second become reports, and readings, with one process and two."""
    from benchmarks.intake import made
    from sayso.intake import Options
    from sayso.intake import reports as reports_of

    chance = random.Random(11)
    paragraphs = [p for text in reports(data, count * 800) for p in text.split("\n\n") if len(p.split()) > 20]
    pages: list[bytes] = []
    while len(pages) < count:
        article: list[str] = []
        wanted = chance.randint(250, 600)
        while sum(len(p.split()) for p in article) < wanted and paragraphs:
            article.append(" ".join(paragraphs.pop(0).split()[:120]))
        pages.append(made(len(pages), article)[0].encode())
    print(f"{count:,} pages of {sum(map(len, pages)) / count / 1000:.0f} kB")
    for way in ("careful", "fast"):
        took = []
        for _ in range(rounds):
            began = time.process_time()
            words = sum(len(next(reports_of(p, Options(thoroughness=way))).text.split()) for p in pages)
            took.append(time.process_time() - began)
        print(
            f"intake alone, {way}: {count / min(took):.0f} pages/s of processor time ({min(took) / count * 1000:.1f} ms a page), {words / count:.0f} words each"
        )
    with tempfile.TemporaryDirectory() as folder:
        for n, page in enumerate(pages):
            (Path(folder) / f"{n:05}.html").write_bytes(page)
        one_and_two([Path(folder)], rounds, most=5)


class Stub:
    """An engine that reads nothing: what it answers was read once."""

    workers = 1

    def __init__(self, settings: object) -> None:
        from sayso import read
        from sayso.scale.parts import claims_of, encoding

        reading = read(short(3), published="2026-05-04")
        self._part = encoding(settings.suffix)([reading] * 5)
        self._claims = claims_of(reading)
        self._asks = settings.skip_copies
        self._said: list[object] = []
        self._busy = False
        self._chance = np.random.default_rng(3)

    @property
    def free(self) -> int:
        return not self._busy

    def send(self, unit: object) -> None:
        self._busy = True
        from sayso.scale.engine import Asked
        from sayso.scale.work import Signed

        if self._asks:
            signatures = self._chance.integers(0, 2**32, (len(unit.entries), 100), np.uint32)
            self._said.append(Asked(unit, tuple(Signed(f"{e.input}:{e.number}", s) for e, s in zip(unit.entries, signatures, strict=True))))
        else:
            self.answer(unit, ())

    def answer(self, unit: object, left_out: object) -> None:
        from sayso.scale.engine import Came
        from sayso.scale.work import Result

        count = len(unit.entries) - len(left_out)
        result = Result(part=self._part, reports=count, claims=self._claims * count, words=50 * count, copies=len(left_out))
        self._said.append(Came(unit, result))

    def wait(self, _: float) -> list[object]:
        said, self._said = self._said, []
        self._busy = self._busy and self._asks and type(said[0]).__name__ == "Asked"
        return said

    def close(self) -> None:
        pass


def run_bookkeeping(count: int, *, skip_copies: bool) -> None:
    """Prints what a report costs besides its reading, at the thousandth and at the millionth, and what it takes to open the folder again."""
    from sayso.intake import Options
    from sayso.scale import Plan, batch, run

    batch._engine = lambda settings, _: Stub(settings)  # noqa: SLF001 - nobody but this wants a run that reads nothing
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "reports.jsonl", Path(folder) / "out"
        with path.open("w", encoding="utf-8") as file:
            for n in range(count):
                file.write(json.dumps({"text": short(n), "date": "2026-05-04", "id": str(n)}) + "\n")
        plan = Plan(options=Options(), format="jsonl", skip_copies=skip_copies)
        before = [0, time.process_time()]
        step = [1000]

        def tell(now: object) -> None:
            if now.reports - before[0] >= step[0]:
                took = time.process_time()
                print(f"{now.reports:10,} reports: {(took - before[1]) / (now.reports - before[0]) * 1000:7.3f} ms each, {held()[0]:6.1f} MB", flush=True)
                before[:] = [now.reports, took]
                step[0] = max(1000, count // 20)

        batch._TICK = 0.0  # noqa: SLF001 - told after each unit
        run([str(path)], out, plan, tell)
        began = time.process_time()
        done = run([str(path)], out, plan)
        print(f"{done.reports:,} reports in {done.parts:,} parts; opening the folder again took {time.process_time() - began:.2f} s of processor time")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("layers", "processes", "pages", "bookkeeping"))
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--words", type=int, default=30_000)
    ap.add_argument("--pages", type=int, default=200)
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--reports", type=int, default=1_000_000)
    ap.add_argument("--skip-copies", action="store_true", help="bookkeeping: with the search for near-copies")
    a = ap.parse_args()
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    if a.what == "layers":
        run_layers(a.data, a.words, a.rounds)
    elif a.what == "processes":
        run_processes(a.data, a.words, a.rounds)
    elif a.what == "pages":
        run_pages(a.data, a.pages, a.rounds)
    else:
        run_bookkeeping(a.reports, skip_copies=a.skip_copies)
    print(f"peak memory here: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
