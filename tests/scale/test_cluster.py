"""Runs over a Ray cluster of this machine: nothing lost, nothing twice, also where actors and whole nodes are killed."""

import os
import signal

import pytest

from sayso.scale import run
from tests.scale.conftest import listed, readings, text, write_lines

ray = pytest.importorskip("ray", reason="Ray is not installed (extra ray)")
pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own


@pytest.fixture
def cluster(monkeypatch):
    """A head without CPUs and two nodes, each with a raylet and workers of its own."""
    from ray.cluster_utils import Cluster

    monkeypatch.setenv("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    made.node = made.add_node(num_cpus=1)
    made.add_node(num_cpus=1)
    made.wait_for_nodes()
    yield made
    ray.shutdown()
    made.shutdown()


def ids(out):
    return sorted(r.report.id for r in readings(out))


@pytest.mark.parametrize("victim", ["actor", "node"])
def test_nothing_is_lost_or_twice_when_a_part_of_the_cluster_is_killed(tmp_path, plan, cluster, monkeypatch, victim):
    from sayso.scale import cluster as ours

    write_lines(tmp_path / "a.jsonl", range(40))
    killed = []

    class Shot(ours.Cluster):
        def wait(self, seconds):
            found = super().wait(seconds)
            busy = [s for s in self._seats if s.unit is not None]
            if busy and not killed:
                killed.append(busy[0].pid)
                if victim == "actor":
                    os.kill(busy[0].pid, signal.SIGKILL)
                else:
                    cluster.remove_node(cluster.node, allow_graceful=False)
            return found

    monkeypatch.setattr(ours, "Cluster", Shot)
    done = run([str(tmp_path / "a.jsonl")], tmp_path / "out", plan(engine="ray", address=cluster.address, workers=2, most=5))
    assert killed
    assert (done.reports, done.failed) == (40, 0)
    assert ids(tmp_path / "out") == sorted(f"r{n}" for n in range(40))


def test_near_copies_are_left_out(tmp_path, plan, cluster):
    long = " ".join(text(n) for n in range(6))
    write_lines(tmp_path / "a.jsonl", range(4), lambda n: f"{long} ({n})" if n in (1, 3) else text(n))
    done = run([str(tmp_path / "a.jsonl")], tmp_path / "out", plan(engine="ray", address=cluster.address, workers=1, skip_copies=True))
    assert (done.reports, done.copies) == (3, 1)
    assert [n["note"] for n in listed(tmp_path / "out", "notes.jsonl")] == ["Copy"]
