"""Every entry point, fed with what nobody would write, for as long as one likes.

    python -m tests.scale.fuzz [--seconds 1800] [--only NAME]

Each target is a property of hypothesis; rounds of all targets with ever new seeds are run until the time is over. What fails is shrunk and printed, its
target is left out from then on, and the run ends with 1: no exception but those of :mod:`sayso.errors`, nothing that takes more than 5 seconds of processor time for 100 kB, no offset off.
"""

import argparse
import contextlib
import datetime
import io
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import fields, is_dataclass
from pathlib import Path

from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from sayso import read
from sayso.cli import cli
from sayso.codec import from_json, to_json
from sayso.errors import InputError, LedgerError, ReadingError, SaysoError
from sayso.export import FORMATS, export
from sayso.intake.address import web_address
from sayso.intake.dates import date_in_head, day_of, given_date
from sayso.ledger import Filter, Ledger
from sayso.link import add
from sayso.models import parse
from sayso.places.find import find as find_places
from sayso.render import FORMATS as SHAPES
from sayso.render import render
from sayso.scale.feeds import feeds_of
from sayso.scale.folder import JOURNAL, Folder
from sayso.times import find as find_times
from sayso.times import resolve_all
from sayso.types.reading import Reading
from tests.intake.test_properties import check, damaged

TARGETS = {}
"""Name of each target to what it does and what it is fed with."""

ALLOWED = 5.0 / 100_000
SHORTEST = 5.0
HANGS = 120

PIECES = (
    "At least 12 people were killed in Goma on Friday", "the mayor said", "according to witnesses", "“We will not leave,” he told reporters", "who denied it",
    "between 20 and 30", "a dozen", "half of the town's 3,000 inhabitants", "by 5 p.m. on the 24th", "two days earlier", "last March", "in 48 to 72 hours", "1.5 million",
    "President Amina Voss", "the UN's refugee agency (UNHCR)", "Kharkiv Oblast", "north of Malakal", "captured", "promised to withdraw", "no one", "not", "if", "GOMA, May 4 (Agency) —",
    "CNN reported that the army had said that", "he", "they", "$4 bn", "€2m", "-7", "1/2", "٣٤", "௧௨", "Ⅻ", "²", "24²", "10^99", "1e999", "3 x 10^98", "½", "7½", "100²th", "0" * 40, "9" * 25, "1,2,3,4", "12:99", "32 Dec 2026", "2026-02-30", "29 February 2025",
)  # fmt: skip
MARKS = (
    ". ", ", ", "; ", ": ", " ", "\n", "\n\n", "\r\n", "\t", "? ", "!", "“", "”", '"', "''", "(", ")", "[", "]", "—", "-", "…", "'s ", "n't ", "\u200b", "\u200f", "\ufeff", "\u0301", "\u00ad", "\x00", "\x1b[31m",
    "🔥", "👩‍👩‍👧", "ﷺ", "İ", "ß", "ǆ", "\ud83d", "\U000e0041", "&amp;", "<b>", "%", "#", "@", "https://a.b/c?d=e&f", "x@y.z", "{", "}", "\\", "|",
)  # fmt: skip


def fed(*strategies):
    """Makes a function a target."""

    def kept(function):
        TARGETS[function.__name__] = (function, strategies)
        return function

    return kept


@st.composite
def texts(draw):
    """Scraps of reports, marks and any characters, in any order; sometimes one of them a thousand times."""
    parts = draw(st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(MARKS), st.text(max_size=12)), min_size=1, max_size=40))
    if draw(st.integers(0, 9)) == 0:
        parts.insert(draw(st.integers(0, len(parts))), draw(st.sampled_from(parts)) * draw(st.integers(50, 1500)))
    return draw(st.sampled_from(["", " "])).join(parts)[:60_000]


days = st.one_of(st.none(), st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)).map(str))


def offsets(value, text):
    """Every pair of offsets in a reading lies in its text, and shows the words that stand beside it."""
    if is_dataclass(value):
        names = {f.name for f in fields(value)}
        if {"start", "end"} <= names and value.start is not None and value.end is not None:
            assert 0 <= value.start <= value.end <= len(text), value
            if "text" in names and not isinstance(value, Reading):
                assert "".join(value.text.split()) == "".join(text[value.start : value.end].split()), value
        for name in names:
            offsets(getattr(value, name), text)
    elif isinstance(value, tuple):
        for part in value:
            offsets(part, text)


@contextlib.contextmanager
def in_time(size):
    """Fails where what is done inside takes too long, at once where it would go on for ever."""

    def ring(*_):
        raise AssertionError(f"still not done after {HANGS} s, for {size:,} bytes")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(HANGS)
    began = time.thread_time()
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    took = time.thread_time() - began
    assert took <= max(SHORTEST, size * ALLOWED), f"{took:.1f} s for {size:,} bytes"


@fed(damaged())
def documents(data):
    with in_time(len(data)):
        check(data)


@fed(
    st.one_of(st.binary(max_size=2000), texts().map(lambda t: t.encode("utf-8", "replace"))),
    st.sampled_from(["text", "html", "markdown", "csv", "jsonl", "mail", "feed"]),
)
def any_bytes(data, kind):
    from sayso.intake import Options

    with in_time(len(data)):
        check(data, Options(kind=kind))


@fed(texts(), days)
def readings(text, day):
    with in_time(len(text)):
        try:
            reading = read(text, published=day, publisher="Grey Harbour Post")
        except InputError:
            return
    assert reading.text == text
    offsets(reading, text)
    assert from_json(to_json(reading)) == reading


@fed(texts(), days)
def shown(text, day):
    try:
        reading = read(text, published=day)
    except InputError:
        return
    with in_time(20 * len(text)):
        for shape in SHAPES:
            assert isinstance(render(reading, shape, width=80, colour=True, explain=shape == "table"), str)


@fed(texts(), days)
def times(text, day):
    with in_time(len(text)):
        found = parse(text)
        for time_ in resolve_all(find_times(found), found, published=datetime.date.fromisoformat(day) if day else None):
            offsets(time_, found.text)


@fed(texts())
def tokens(text):
    with in_time(len(text)):
        found = parse(text)
    end = 0
    assert len(found.text) == len(text)
    assert all(a == b or a.lower() == b.lower() for a, b in zip(found.text, text, strict=True))  # a text without case is read as if it had it
    for token in found.tokens:
        assert end <= token.start < token.end <= len(text)
        assert found.text[token.start : token.end] == token.text
        end = token.end
    assert len(found.tokens) == len(found.heads) == len(found.lemmas) == len(found.sentence)
    assert [i for a, b in found.sentences for i in range(a, b + 1)] == list(range(len(found.tokens)))


STORY = to_json(read("At least 12 people were killed in Goma on Friday, the mayor said. The army denied it.", published="2026-05-04"))


@fed(st.data())
def stored(data):
    """Stored readings with some bytes changed are refused by name, or are readings."""
    changed = bytearray(STORY)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at : at + data.draw(st.integers(0, 3))] = data.draw(
            st.sampled_from([b"", b"0", b"-1", b"null", b'"', b"[", b"{", b"}", b"1e999", b"\xff", b"\\ud83d"])
        )
    try:
        found = from_json(bytes(changed))
    except ReadingError:
        return
    assert isinstance(found, Reading)


@fed(st.lists(st.tuples(texts(), days), min_size=1, max_size=3))
def ledgers(reports):
    with in_time(2 * sum(len(text) for text, _ in reports)), Ledger(":memory:") as ledger:
        for n, (text, day) in enumerate(reports):
            with contextlib.suppress(InputError, LedgerError):
                add(ledger, read(text, published=day, publisher=f"Paper {n}"))
        for name in FORMATS:
            if name not in ("parquet", "xlsx"):
                export(ledger, None, name, io.BytesIO())
        ledger.claims(Filter(about=reports[0][0][:30] or "x", text=reports[0][0][:60]))


@fed(st.text(max_size=60))
def names_and_days(text):
    with in_time(0):
        find_places(text)
        day_of(text)
        date_in_head(text)
        for asked in (given_date, web_address):
            with contextlib.suppress(SaysoError):
                asked(text)


@fed(st.one_of(texts(), st.text(max_size=200)).map(lambda t: t.encode("utf-8", "replace")), st.sampled_from(["table", "json", "jsonl", "text", "markup"]))
def command_line(data, shape):
    with in_time(20 * len(data)):
        done = CliRunner().invoke(cli, ["read", "-", "--format", shape, "--published", "2026-05-04"], input=data)
    assert done.exit_code in (0, 1, 2), done.output
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception


@fed(st.text(max_size=200))
def lists_of_feeds(text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feeds.txt"
        path.write_text(text, encoding="utf-8", errors="replace")
        with contextlib.suppress(SaysoError):
            assert feeds_of(path)


@fed(st.binary(max_size=60), st.integers(0, 400), st.booleans())
def journals(junk, at, cut):
    """A journal with junk in it is refused by name, or gone on with."""
    from sayso.scale.documents import Input
    from sayso.scale.work import Result

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        with Folder(out, {"a": 1}) as made:
            made.number(Input(name="a", path=Path("a"), size=1, mark="m"))
            for n in range(3):
                made.commit([(0, n, n)], Result(part=b"x", reports=1), ".jsonl.gz")
        data = (out / JOURNAL).read_bytes()
        at = min(at, len(data))
        (out / JOURNAL).write_bytes(data[:at] + junk + (b"" if cut else data[at:]))
        try:
            with Folder(out, {"a": 1}) as again:
                assert len(list(out.glob("part-*"))) <= again.totals.parts
        except SaysoError:
            return


def run(name, number, examples):
    """One round of a target; raises what it finds."""
    target, strategies = TARGETS[name]
    phases = (Phase.explicit, Phase.generate, Phase.target, Phase.shrink)
    quiet = settings(
        max_examples=examples, database=None, deadline=None, derandomize=False, suppress_health_check=list(HealthCheck), phases=phases, print_blob=False
    )
    seed(number)(quiet(given(*strategies)(target)))()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--seconds", type=float, default=1800)
    ap.add_argument("--only", choices=sorted(TARGETS))
    ap.add_argument("--seed", type=int, default=int(time.time()))
    a = ap.parse_args()
    chosen = [a.only] if a.only else list(TARGETS)
    end = time.monotonic() + a.seconds
    rounds = 0
    failed = []
    while chosen and time.monotonic() < end:
        for target in list(chosen):
            try:
                run(target, a.seed + rounds, 25)
            except Exception:  # noqa: BLE001 - whatever it is, it is what was looked for
                told = "\n".join(line if len(line) < 600 else f"{line[:300]} … {line[-300:]}" for line in traceback.format_exc().splitlines())
                print(f"{target}, seed {a.seed + rounds}:\n{told}", flush=True)
                chosen.remove(target)
                failed.append(target)
            if time.monotonic() > end:
                break
        rounds += 1
    print(f"{rounds} rounds, {time.process_time():,.0f} s of processor time, seeds from {a.seed}: {', '.join(failed) or 'nothing'} found")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
