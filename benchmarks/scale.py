"""What many reports cost: time by layer, by process, at the thousandth and the last report, and memory.

    python benchmarks/scale.py layers    [--words 30000]        # processor time of each layer, and its share
    python benchmarks/scale.py processes [--words 60000]        # one process against two, by `sayso run`
    python benchmarks/scale.py memory    [--reports 50000]      # of one process that reads short reports, every so often

Processor time, not the clock's, since other programs may run beside; quote shares and ratios, which do not depend on what else the machine does. Text:
articles of ``load/wikipedia_conflicts`` in reports of 600 words (SAYSO_DATA says where), short reports are made here.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parent.parent))

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


def run_processes(data: Path, words: int) -> None:
    """Prints reports a second of one process and of two, and what two make of one."""
    texts = reports(data, words)
    rates = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        path.write_text("".join(json.dumps({"text": t, "date": "2024-05-04", "id": str(i)}) + "\n" for i, t in enumerate(texts)), encoding="utf-8")
        for workers in (1, 2, 1, 2):
            from sayso.intake import Options
            from sayso.scale import Plan, run

            began: list[float] = []
            plan = Plan(options=Options(), format="jsonl", workers=workers, most=10)
            marks: list[tuple[float, int]] = []
            run([str(path)], Path(folder) / f"out{workers}{len(rates)}{time.monotonic_ns()}", plan, lambda s, m=marks: m.append((time.monotonic(), s.words)))
            first = next(m for m in marks if m[1])  # workers have loaded everything by then
            last = next(m for m in marks if m[1] == marks[-1][1])
            rate = (last[1] - first[1]) / max(last[0] - first[0], 1e-9)
            rates.setdefault(workers, []).append(rate)
            print(f"{workers} process{'es' * (workers > 1)}: {rate:,.0f} words/s", flush=True)
            del began
    print(f"two / one: {max(rates[2]) / max(rates[1]):.2f} (best of two each)")


MEMORY = """
import resource, sys, time
sys.path.insert(0, {root!r})
from benchmarks.scale import short
import sayso
count = {count}
step = max(count // 10, 1)
began = time.thread_time()
for n in range(1, count + 1):
    sayso.read(short(n), published="2026-05-04")
    if n % step == 0 or n == 100:
        now = int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() / 2**20
        print(f"{{n:8,}} reports: {{now:6.1f}} MB now, {{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.1f}} MB at most, "
              f"{{(time.thread_time() - began) / (step if n != 100 else 100) * 1000:6.2f}} ms of processor time each", flush=True)
        began = time.thread_time()
"""


def run_memory(count: int) -> None:
    """Prints memory and time while one process reads short reports."""
    root = str(Path(__file__).parent.parent)
    subprocess.run([sys.executable, "-c", MEMORY.format(root=root, count=count)], check=True)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("layers", "processes", "memory"))
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--words", type=int, default=30_000)
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--reports", type=int, default=50_000)
    a = ap.parse_args()
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    if a.what == "layers":
        run_layers(a.data, a.words, a.rounds)
    elif a.what == "processes":
        run_processes(a.data, a.words)
    else:
        run_memory(a.reports)
    print(f"peak memory here: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
