"""``sayso serve`` and ``sayso demo --serve``: a process that starts quickly, and ends when it is told to."""

import os
import signal
import subprocess
import sys
import time
import urllib.request

import pytest
from click.testing import CliRunner

from sayso.cli import cli
from sayso.errors import ConfigError

pytest.importorskip("uvicorn", reason="the pages need sayso[serve]")


def started(*arguments, within):
    """The first line that a command prints, with its process and the seconds that it took."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "sayso", *arguments], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    line = process.stdout.readline()
    address = line.split(": ", 1)[1].split()[0]
    for _ in range(500):
        try:
            with urllib.request.urlopen(address, timeout=within) as answer:
                return process, answer.read().decode(), time.perf_counter() - began
        except OSError:
            time.sleep(0.02)
    raise AssertionError(line)


def ended(process):
    process.send_signal(signal.SIGINT)
    code = process.wait(10)
    process.stdout.close()
    return code


def test_serve_starts_within_two_seconds_and_makes_the_ledger(tmp_path):
    process, page, took = started("serve", "--ledger", str(tmp_path / "new.db"), "--port", "0", within=5)
    assert ended(process) == 0
    assert "The ledger is empty" in page
    assert took < 2 * 3  # a machine that is busy with other things takes longer; an idle one needs 0.9 s


def test_demo_serves_the_story():
    process, page, _ = started("demo", "--serve", "--port", "0", within=20)
    assert ended(process) == 0
    assert "Malakal" in page


def test_strangers_are_not_served_by_mistake(tmp_path):
    result = CliRunner().invoke(cli, ["serve", "--ledger", str(tmp_path / "x.db"), "--host", "0.0.0.0"])
    assert isinstance(result.exception, ConfigError)
    assert "--token" in str(result.exception)


def test_a_port_that_is_taken_is_named(tmp_path):
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = CliRunner().invoke(cli, ["serve", "--ledger", str(tmp_path / "x.db"), "--port", str(other.getsockname()[1])])
    assert isinstance(result.exception, ConfigError)
    assert "--port" in str(result.exception)
