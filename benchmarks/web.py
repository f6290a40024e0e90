"""The pages on a ledger of 100,000 claims: server time, bytes, first paint, and reading, reviewing and adding at once.

    python benchmarks/web.py [--ledger FILE] [--claims 100000] [--seconds 30] [--mixed 60] [--browser]

The server is `sayso serve` in a process of its own. Server time is what it says itself in Server-Timing: from a request's arrival to the
first byte of its answer, waiting for a connection to the ledger included. Clients ask for random pages, each with a place, name or day
drawn anew, so that few answers are at hand; "people" wait a second between two pages, "at once" not at all. ``--mixed`` lets eight
clients read and two review while reports are added by another process, and then looks for every correction in the ledger. ``--browser`` loads
pages in chromium and reports bytes, first contentful paint and layout shift.
"""

import argparse
import hashlib
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote, urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.ledger import OUTLETS, PEOPLE, TOWNS, WORDS, fill, reading  # noqa: E402
from sayso.ledger import Ledger  # noqa: E402
from sayso.ledger.corrections import corrections  # noqa: E402

FIRST = date(2027, 1, 1)


def made(path: Path, claims: int) -> None:
    """A ledger as benchmarks/ledger.py makes it."""
    rng = random.Random(7)
    total = claims // 23
    with Ledger(path) as ledger:
        fill(ledger, [reading(rng, FIRST + timedelta(days=i * 120 // max(1, total)), i) for i in range(total)])


class Walk:
    """Addresses that a person might open, drawn from a seed."""

    def __init__(self, path: Path, seed: int) -> None:
        self.rng = random.Random(seed)
        with Ledger(path, read_only=True) as ledger:
            self.reports = [k for (k,) in ledger.db.execute("SELECT key FROM report")]
            self.claims = [k for (k,) in ledger.db.execute("SELECT key FROM claim WHERE id % 7 = 0 AND kind != 'statement'")]
            self.places = [i for (i,) in ledger.db.execute("SELECT id FROM entity WHERE kind = 'place'")]

    def town(self) -> str:
        """A town, the first ones more often, as reports are."""
        return TOWNS[min(len(TOWNS) - 1, int(self.rng.expovariate(0.03)))][0]

    def day(self) -> str:
        """A day of the ledger."""
        return (FIRST + timedelta(days=self.rng.randint(10, 119))).isoformat()

    def next(self) -> tuple[str, str]:
        """A kind of page, and an address of it."""
        r = self.rng
        kind = r.choice(("news", "news", "report", "report", "claim", "claim", "place", "map", "timeline", "figures", "control", "promises", "source", "sources", "search", "search", "review", "reports", "brief"))  # fmt: skip
        asked = r.choice(({}, {"place": self.town()}, {"place": self.town(), "as_of": self.day()}, {"as_of": self.day()}))
        query = f"?{urlencode(asked)}" if asked else ""
        address = {
            "news": "/" + r.choice(("", f"?as_of={self.day()}", f"?place={self.town()}")),
            "report": f"/report/{r.choice(self.reports)}",
            "claim": f"/claim/{r.choice(self.claims)}",
            "place": f"/place/{r.choice(self.places)}" + r.choice(("", f"?as_of={self.day()}")),
            "map": f"/places{query}",
            "timeline": f"/timeline{query}",
            "figures": f"/figures{query}",
            "control": f"/control{query}",
            "promises": f"/promises{query}",
            "source": f"/source?name={quote(r.choice((*PEOPLE, *OUTLETS)))}",
            "sources": "/sources",
            "search": "/search?" + urlencode({"q": r.choice((self.town(), r.choice(PEOPLE), f"{r.choice(WORDS[:200])} {r.choice(WORDS[:200])}"))}),
            "review": "/review",
            "reports": f"/reports?page={r.randint(1, 20)}",
            "brief": f"/brief?{urlencode({'place': self.town(), 'since': (day := self.day()), 'until': (date.fromisoformat(day) + timedelta(days=6)).isoformat()})}",
        }[kind]
        return kind, address


@contextmanager
def served(path: Path):
    """`sayso serve` on a free port; gives port and process."""
    process = subprocess.Popen([sys.executable, "-m", "sayso", "serve", "--ledger", str(path), "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        yield int(re.search(r":(\d+)/", line)[1]), process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(15)


class Client:
    """A connection that stays open."""

    def __init__(self, port: int) -> None:
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookie = ""

    def ask(self, address: str, form: dict | None = None) -> tuple[int, bytes, float]:
        """Status, body, and the server's own milliseconds."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        if form is None:
            self.link.request("GET", address, headers=headers)
        else:
            self.link.request("POST", address, urlencode(form), headers | {"Content-Type": "application/x-www-form-urlencoded"})
        answer = self.link.getresponse()
        body = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and value.startswith("sayso_session"):
                self.cookie = value.partition(";")[0]
        timing = re.search(r"dur=([\d.]+)", answer.getheader("Server-Timing") or "")
        return answer.status, body, float(timing[1]) if timing else 0.0


def quantile(values: list[float], share: float) -> float:
    """The value under which a share of the values lies."""
    found = sorted(values)
    return found[min(len(found) - 1, int(share * len(found)))] if found else 0.0


def load(path: Path, port: int, *, clients: int, seconds: float, pause: float, seed: int) -> dict:
    """Clients that open pages for some seconds; milliseconds of the server by kind of page."""
    took: dict[str, list[float]] = {}
    sizes: dict[str, list[int]] = {}
    errors: list[str] = []
    lock = threading.Lock()
    end = time.monotonic() + seconds

    def walk(number: int) -> None:
        client, way = Client(port), Walk(path, seed + number)
        time.sleep(way.rng.random() * pause)
        while time.monotonic() < end:
            kind, address = way.next()
            status, body, ms = client.ask(address)
            with lock:
                took.setdefault(kind, []).append(ms)
                sizes.setdefault(kind, []).append(len(body))
                if status != 200:
                    errors.append(f"{status} {address}")
            if pause:
                time.sleep(way.rng.uniform(0.5, 1.5) * pause)

    threads = [threading.Thread(target=walk, args=(i,)) for i in range(clients)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    everything = [ms for part in took.values() for ms in part]
    return {
        "pages": len(everything), "pages_per_second": round(len(everything) / seconds, 1), "p50_ms": round(quantile(everything, 0.5)), "p95_ms": round(quantile(everything, 0.95)),
        "worst_ms": round(max(everything, default=0)), "errors": errors[:5],
        "by_page": {k: {"n": len(v), "p50": round(quantile(v, 0.5)), "p95": round(quantile(v, 0.95)), "kb": round(quantile([float(s) for s in sizes[k]], 0.5) / 1000)} for k, v in sorted(took.items())},
    }  # fmt: skip


def memory(process: subprocess.Popen) -> float:
    """Megabytes that a process holds, without what it maps from files."""
    for line in Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1]) / 1024
    return 0.0


ADDING = """
import random, sys, time
sys.path.insert(0, sys.argv[1])
from datetime import date
from benchmarks.ledger import reading
from sayso.ledger import Ledger
from sayso.link import add
rng, end, n = random.Random(99), time.monotonic() + float(sys.argv[3]), 0
while time.monotonic() < end:
    with Ledger(sys.argv[2]) as ledger:
        add(ledger, reading(rng, date(2027, 5, 1), 900_000 + n))
    n += 1
    time.sleep(2)
print(n)
"""


def mixed(path: Path, port: int, process: subprocess.Popen, *, seconds: float) -> dict:
    """Eight clients read, two review, another process adds reports; then every correction is looked for."""
    confirmed: list[str] = []
    failed: list[str] = []
    lock = threading.Lock()
    end = time.monotonic() + seconds
    with Ledger(path, read_only=True) as ledger:
        before = len(corrections(ledger))
    sizes = [memory(process)]
    adding = subprocess.Popen([sys.executable, "-c", ADDING, str(ROOT), str(path), str(seconds)], stdout=subprocess.PIPE, text=True)

    def review(number: int) -> None:
        client, way = Client(port), Walk(path, 500 + number)
        mark = json.loads(client.ask("/session.json")[1])["csrf"]
        while time.monotonic() < end:
            key = way.rng.choice(way.claims)
            why = hashlib.sha256(f"{number} {time.monotonic_ns()}".encode()).hexdigest()[:16]
            action = way.rng.choice(("accept", "accept", "reject"))
            status, _, _ = client.ask(f"/claim/{key}/correct", {"csrf": mark, "who": f"Reviewer {number}", "why": why, "action": action})
            with lock:
                if status == 303:
                    confirmed.append(why)
                elif status != 404:  # the other reviewer may have rejected it already
                    failed.append(f"{status} {key}")
            client.ask("/review")
            time.sleep(way.rng.uniform(0.5, 1.5))

    def watch() -> None:
        while time.monotonic() < end:
            time.sleep(min(10.0, seconds / 6))
            sizes.append(memory(process))

    threads = [threading.Thread(target=review, args=(i,)) for i in range(2)] + [threading.Thread(target=watch)]
    for t in threads:
        t.start()
    read = load(path, port, clients=8, seconds=seconds, pause=1.0, seed=300)
    for t in threads:
        t.join()
    added = int(adding.communicate()[0] or 0)
    with Ledger(path, read_only=True) as ledger:
        kept = {c.why for c in corrections(ledger)}
        made_now = len(corrections(ledger)) - before
    return {
        "seconds": seconds, "read": {k: v for k, v in read.items() if k != "by_page"}, "reports_added": added, "corrections_confirmed": len(confirmed),
        "corrections_lost": len(set(confirmed) - kept), "corrections_in_ledger": made_now, "failed": failed[:5], "memory_mb": [round(s) for s in sizes],
    }  # fmt: skip


def in_browser(port: int, path: Path) -> dict:
    """Bytes, first contentful paint and layout shift of first loads, the cache empty."""
    from tests.web.browser import absent, browser

    if absent():
        return {"skipped": absent()}
    way = Walk(path, 5)
    out = {}
    addresses = {
        "news": "/",
        "report": f"/report/{way.reports[-1]}",
        "claim": f"/claim/{way.claims[-1]}",
        "map": "/places",
        "timeline": "/timeline",
        "figures": "/figures",
        "review": "/review",
    }
    with browser() as tab:
        for name, address in addresses.items():
            tab.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
            tab.get(f"http://127.0.0.1:{port}{address}")
            tab.settled()
            found = tab.run(
                "const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];"
                "return {bytes: all.filter(e => !e.name.includes('countries-50m')).reduce((s, e) => s + e.transferSize, 0), basemap: all.filter(e => e.name.includes('countries-50m')).reduce((s, e) => s + e.transferSize, 0),"
                "fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime, hosts: [...new Set(all.map(e => new URL(e.name).host))]}"
            )
            shift = tab.driver.execute_async_script(
                "const done = arguments[0]; let sum = 0; new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) sum += e.value })"
                ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 300)"
            )
            out[name] = {
                "kb": round(found["bytes"] / 1000),
                "basemap_kb": round(found["basemap"] / 1000),
                "first_paint_ms": round(found["fcp"] or 0),
                "layout_shift": round(shift, 3),
                "hosts": len(found["hosts"]),
            }
    return out


def main() -> None:
    """Measures and prints."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--ledger", type=Path)
    ap.add_argument("--claims", type=int, default=100_000)
    ap.add_argument("--seconds", type=float, default=30.0)
    ap.add_argument("--mixed", type=float, default=60.0)
    ap.add_argument("--browser", action="store_true")
    a = ap.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        if a.ledger is None:
            made(path, a.claims)
        else:  # a copy: the mixed load writes
            source = Ledger(a.ledger, read_only=True)
            source.db.execute("VACUUM INTO ?", (str(path),))
            source.close()
        with Ledger(path) as ledger:
            found: dict = {"cores": os.cpu_count(), **ledger.count()}
        with served(path) as (port, process):
            load(path, port, clients=2, seconds=3, pause=0, seed=1)  # everything loaded
            found["people"] = load(path, port, clients=8, seconds=a.seconds, pause=1.0, seed=100)
            found["at_once"] = load(path, port, clients=8, seconds=a.seconds, pause=0.0, seed=200)
            if a.browser:
                found["browser"] = in_browser(port, path)
            if a.mixed:
                found["mixed"] = mixed(path, port, process, seconds=a.mixed)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
