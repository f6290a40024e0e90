"""What is made to stop a reader is refused by name, in seconds and in bounded memory. Each case runs in a process of its own kind."""

import gzip
import json
import subprocess
import sys
import tracemalloc

import pytest

from sayso.intake import reports

_RUN = """
import resource, sys, time
from pathlib import Path
from sayso.intake import Failure, Options, reports

for name in sys.argv[2:]:  # load what is loaded once, so that time and memory are the document's
    list(reports(Path(name)))
loaded = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()  # others may run beside
found = list(reports(Path(sys.argv[1])))
took = time.process_time() - start
grew = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - loaded) / (2**20 if sys.platform == "darwin" else 1024)
import json
print(json.dumps([[type(f.error).__name__ if isinstance(f, Failure) else "Report" for f in found], took, grew]))
"""
_GOOD = "At least 12 people were killed in Orvik on Sunday when a shell hit the market, the governor told reporters."
_SECONDS = 8.0
"""Of processor time; the longest of them needs one or two."""

_MEGABYTES = 400


def run(path, *warm):
    done = subprocess.run([sys.executable, "-c", _RUN, str(path), *map(str, warm)], capture_output=True, text=True, check=True, timeout=180)
    return json.loads(done.stdout)


def member(size):
    """A gzip member of zeros, ``size`` long when unpacked."""
    return gzip.compress(bytes(size), 1)


MANY = 10_000_000
CASES = {
    "gzip bomb.txt.gz": (lambda f: f.write(member(300_000_000)), ["TooLarge"]),
    "gzip bomb.jsonl.gz": (lambda f: f.write(gzip.compress(b'{"text": "x"}\n') + member(300_000_000)), ["EmptyReport|Report", "Bomb"]),
    "many small bombs.jsonl.gz": (lambda f: f.write(gzip.compress(b'{"text": "x"}\n') + member(30_000_000) * 60), ["Report", "Bomb"]),
    "brackets.json": (lambda f: f.write(b"[" * MANY), ["TooDeep"]),
    "objects.json": (lambda f: f.write(b'{"a":' * MANY), ["TooDeep"]),
    "brackets.txt": (lambda f: f.write(b"[" * MANY), ["TooLarge"]),
    "brackets.md": (lambda f: f.write(b"[" * MANY), ["TooLarge"]),
    "quotes.md": (lambda f: f.write(b"> " * 400_000), ["TooLarge"]),
    "brackets.csv": (lambda f: f.write(b"text\n" + b"[" * MANY), ["DamagedDocument"]),
    "brackets.html": (lambda f: f.write(b"<html><p>" + b"[" * (MANY - 100)), ["EmptyReport"]),
    "divs.html": (lambda f: f.write(b"<html>" + b"<div>" * 1_900_000), ["TooLarge"]),
    "nested.html": (lambda f: f.write(b"<html>" + b"<div>" * 30_000 + _GOOD.encode()), ["TooDeep"]),
    "comments.html": (lambda f: f.write(b"<html>" + b"<!-" * 3_000_000), ["TooLarge"]),
    "attributes.html": (lambda f: f.write(b"<html><p " + b"a=1 " * 2_000_000 + b">" + _GOOD.encode()), ["EmptyReport|Report|DamagedDocument"]),
    "references.html": (lambda f: f.write(b"<html><p>" + b"&amp;" * 1_900_000), ["EmptyReport|Report|DamagedDocument"]),
    "parts.eml": (lambda f: f.write(b"MIME-Version: 1.0\nFrom: a\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * 2_000_000), ["DamagedDocument"]),
    "parameters.eml": (lambda f: f.write(b"MIME-Version: 1.0\nFrom: a\nContent-Type: text/plain; " + b"a*0=x; " * 50_000 + b"\n\nx"), ["DamagedDocument"]),
    "items.rss": (lambda f: f.write(b"<rss version='2.0'><channel>" + b"<item><title>x</title></item>" * 100_000), ["TooLarge"]),
    "nested.rss": (lambda f: f.write(b"<rss version='2.0'><channel><item>" + b"<a>" * 1_000_000), ["TooLarge"]),
    "nested.pdf": (lambda f: f.write(b"%PDF-1.4\n1 0 obj\n" + b"[" * MANY), ["DamagedDocument|TooDeep"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_quickly_and_in_bounded_memory(name, tmp_path):
    write, expected = CASES[name]
    path = tmp_path / name
    with path.open("wb") as file:
        write(file)
    good = tmp_path / "good.html"
    good.write_text(f"<html><p>{_GOOD}</p><p>{_GOOD}</p>")
    found, took, grew = run(path, good)
    assert len(found) == len(expected)
    for one, names in zip(found, expected, strict=True):
        assert one in names.split("|"), found
    assert took < _SECONDS
    assert grew < _MEGABYTES


@pytest.mark.parametrize(("name", "first"), [("long.jsonl", b'{"text": "'), ("long.csv", b'text\n"')])
def test_a_line_of_a_gigabyte_costs_itself(name, first, tmp_path):
    path = tmp_path / name
    row = json.dumps({"text": _GOOD}).encode() if name.endswith("jsonl") else f'"{_GOOD}"'.encode()
    with path.open("wb") as file:  # sparse: a gigabyte of zeros that takes no room
        file.write(first)
        file.seek(1 << 30)
        file.write(b"\n" + row + b"\n")
    found, took, grew = run(path)
    assert found == ["TooLarge", "Report"]
    assert took < _SECONDS
    assert grew < _MEGABYTES


def test_a_gigabyte_without_a_line_is_refused(tmp_path):
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.write(b"The ")
        file.truncate(1 << 30)
    found, took, _ = run(path)
    assert found == ["TooLarge"]
    assert took < 2


def test_failures_that_are_kept_keep_no_documents(tmp_path):
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    tracemalloc.start()
    try:
        kept = [found for _ in range(4) for found in reports(path)]
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [type(f.error).__name__ for f in kept] == ["TooLarge"] * 4
    assert held < 5_000_000
