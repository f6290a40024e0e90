"""Killed in the middle of adding, the ledger holds what was confirmed and nothing half-written; two may write at once."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from sayso.ledger.verify import verify

WRITER = """
import random, sys
from datetime import date
from benchmarks.ledger import reading
from sayso.ledger import Ledger
from sayso.link import add_many

path, seed, count, group = sys.argv[1], *map(int, sys.argv[2:])
rng = random.Random(seed)
with Ledger(path) as ledger:
    print("ready", flush=True)
    made = (reading(rng, date(2027, 3, 1), seed * 100_000 + i) for i in range(count))
    for done in add_many(ledger, made, group=group):
        print(done.report, done.claims, flush=True)
"""


def start(path, seed, count, group=1):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(seed), str(count), str(group)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), *sys.path])},
    )


@pytest.mark.parametrize("group", [1, 8])
def test_killed_at_any_point_nothing_confirmed_is_lost(tmp_path, group):
    path = tmp_path / "ledger.db"
    confirmed = {}
    rng = random.Random(3)
    for seed in range(8):
        with start(path, seed, 10_000, group) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            time.sleep(rng.uniform(0.02, 0.35))
            writer.send_signal(signal.SIGKILL)
            lines = writer.stdout.read().splitlines()
        confirmed |= dict(line.split() for line in lines if len(line.split()) == 2)  # the last may be cut
        with Ledger(path) as ledger:
            held = {r.key: r.claims for r in ledger.reports(limit=1_000_000)}
            for key, claims in confirmed.items():
                assert held[key] == int(claims)
            assert all(held.values())  # none without its claims
    assert len(confirmed) > 8
    with Ledger(path, read_only=True) as ledger:
        assert list(verify(ledger)) == []


def test_two_processes_write_at_once(tmp_path):
    path = tmp_path / "ledger.db"
    with start(path, 21, 25) as one, start(path, 22, 25) as two:
        # one by one, so that they take turns
        assert [w.communicate(timeout=120)[0].count("\n") for w in (one, two)] == [26, 26]
    with Ledger(path, read_only=True) as ledger:
        assert ledger.count()["reports"] == 50
        assert list(verify(ledger)) == []
        names = ledger.db.execute("SELECT count(*), count(DISTINCT name) FROM entity WHERE kind = 'person'").fetchone()
        assert names[0] == names[1]  # neither made again whom the other had made
