"""Watching: each report is told once, whatever stops the watch, and nobody waits for anybody."""

import json
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

import pytest

from sayso.errors import ConfigError, MissingFile, StatusError
from sayso.intake import Options, Web
from sayso.ledger import Ledger
from sayso.scale import Feed, Watching, feeds_of, watch
from sayso.scale.feeds import duration
from sayso.scale.memory import Memory, Remembered, waiting
from sayso.scale.outbox import Outbox

pytest.importorskip("requests", reason="the libraries for the web are not installed (extra web)")
pytest.importorskip("feedparser", reason="feedparser is not installed (extra feeds)")

FIRST = "Shells that fell on the market of Goma killed 12 people on Friday, the mayor said. The stalls were full at the time, he told reporters."
OTHER = "The army said that 30 people were killed in Goma on Friday. The wounded were taken to a hospital near the lake, according to its spokesman."
PLAIN = "Talks between the two sides opened in Juba on Friday, the ministry said. They will go on until Monday, according to its spokesman."


class Site(ThreadingHTTPServer):
    """A feed, pages, and an address that takes letters; what each answers can be changed."""

    daemon_threads = True

    def __init__(self):
        self.items = []
        self.pages = {}
        self.asked = []
        self.letters = []
        self.answers = []
        self.pause = threading.Event()
        self.pause.set()
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def at(self):
        return f"http://127.0.0.1:{self.server_port}"

    def feed(self):
        items = "".join(
            f"<item><title>{escape(title)}</title><link>{self.at}/{n}</link><pubDate>Sat, 09 May 2026 10:00:00 +0000</pubDate>"
            f'<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">{escape(text)}</content:encoded></item>'
            for n, (title, text) in enumerate(self.items)
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Grey Harbour Post</title>{items}</channel></rss>'.encode()

    def handle_error(self, *_):
        """Nothing: watches are killed here."""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path == "/slow":
            self.server.pause.clear()
            self.server.pause.wait(30)
        body = self.server.feed() if self.path == "/feed" else self.server.pages.get(self.path, b"")
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/html")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.server.answers.pop(0) if self.server.answers else 204
        if status < 300:
            self.server.letters.append((self.headers["Idempotency-Key"], json.loads(body)))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.pause.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def look(tmp_path, site):
    """One look at the feed, whatever the interval; gives what was told and complained of."""

    def looked(*, due=True, **how):
        told, wrong = [], []
        if due:
            forget(tmp_path / "l.db")
        web = Web(private=True, delay=0.0, timeout=3.0, retries=0, cache=str(tmp_path / "web"), follow=how.pop("follow", False))
        given = Watching(options=Options(web=web), once=True, **how)
        watch(
            [Feed(uri=how.get("uri", f"{site.at}/feed"))],
            tmp_path / "l.db",
            given,
            told.append,
            lambda where, error: wrong.append((where, error)),
            threading.Event(),
        )
        return told, wrong

    return looked


def forget(ledger):
    with Memory(ledger) as memory:
        for known in memory._feeds.values():
            known.asked = 0.0
        memory.save()


def test_what_is_new_is_told_once(site, look, tmp_path):
    site.items = [("Shells hit market", FIRST), ("Talks open", PLAIN)]
    told, wrong = look()
    assert [n.report.title for n in told] == ["Shells hit market", "Talks open"]
    assert {e.news for n in told for e in n.entries} == {"new"}
    assert any(e.claim.kind == "figure" and e.claim.low == 12 for e in told[0].entries)
    assert not wrong
    assert look() == ([], [])
    site.items.append(("More", PLAIN.replace("Juba", "Derna")))
    assert [n.report.title for n in look()[0]] == ["More"]


def test_what_disagrees_is_told_as_disputed(site, look):
    site.items = [("Shells hit market", FIRST)]
    look()
    site.items.append(("Army speaks of thirty", OTHER))
    (news,) = look()[0]
    assert news.entries[0].news in ("disputed", "changed")
    assert "12" in news.entries[0].text


def test_a_feed_is_not_asked_before_its_time(site, look):
    site.items = [("Talks open", PLAIN)]
    look()
    asked = len(site.asked)
    look(due=False)
    assert len(site.asked) == asked


def test_a_report_is_not_told_again_when_the_watch_dies_before_it_could_note_it(site, look, monkeypatch, tmp_path):
    site.items = [("Talks open", PLAIN)]
    save = Memory.save
    monkeypatch.setattr(Memory, "save", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        look(due=False)
    monkeypatch.setattr(Memory, "save", save)
    assert look() == ([], [])
    with Ledger(tmp_path / "l.db") as ledger:
        assert ledger.count()["reports"] == 1


def test_an_entry_that_changed_is_told_anew(site, look):
    site.items = [("Shells hit market", FIRST)]
    look()
    site.items = [("Shells hit market", FIRST.replace("12", "19"))]
    (news,) = look()[0]
    assert any(e.claim.low == 19 for e in news.entries)


def test_beginnings_are_followed_once(site, look):
    site.items = [("Talks open", PLAIN[:60] + "…")]
    site.pages["/0"] = (
        f"<html><head><title>Talks open</title></head><body><article><h1>Talks open</h1><p>{PLAIN}</p><p>{FIRST}</p></article></body></html>".encode()
    )
    (news,) = look(follow=True)[0]
    assert any(e.claim.low == 12 for e in news.entries)
    assert site.asked.count("/0") == 1
    assert look(follow=True) == ([], [])
    assert site.asked.count("/0") == 1


def test_a_feed_that_is_not_there_is_named_and_asked_less_often(site, tmp_path):
    wrong = []
    how = Watching(options=Options(web=Web(private=True, delay=0.0, retries=0, cache="")), once=True)
    feed = Feed(uri=f"{site.at}/nothing")
    for _ in range(2):
        forget(tmp_path / "l.db")
        watch([feed], tmp_path / "l.db", how, lambda _: None, lambda where, error: wrong.append((where, type(error))), threading.Event())
    assert wrong == [(feed.uri, StatusError)] * 2
    with Memory(tmp_path / "l.db") as memory:
        assert memory.of(feed).failures == 2


def test_the_atom_file_holds_the_news(site, look, tmp_path):
    site.items = [("Shells hit market", FIRST)]
    look(atom=str(tmp_path / "news.atom"))
    site.items.append(("Talks open", PLAIN))
    look(atom=str(tmp_path / "news.atom"))
    import feedparser

    found = feedparser.parse((tmp_path / "news.atom").read_bytes())
    assert not found.bozo
    assert {link.href for e in found.entries for link in e.links if link.rel == "via"} == {f"{site.at}/0", f"{site.at}/1"}


def test_letters_go_out_once_and_are_tried_again(site, look):
    site.items = [("Shells hit market", FIRST)]
    site.answers = [503, 429]
    look(webhook=f"{site.at}/hook")
    ((key, letter),) = site.letters
    assert letter["report"]["title"] == "Shells hit market"
    assert {n["news"] for n in letter["news"]} == {"new"}
    assert all(n["claim"] and n["title"] for n in letter["news"])
    look(webhook=f"{site.at}/hook")
    assert [k for k, _ in site.letters] == [key]


def test_letters_wait_for_the_next_start_and_those_of_no_report_go(site, look, tmp_path):
    site.items = [("Shells hit market", FIRST)]
    told, _ = look()
    box = Outbox(tmp_path / "l.db.watch/outbox", f"{site.at}/hook", lambda _: None)
    box.put(f"{told[0].report.key}-1", {"of": "a report that was added"})
    box.put("0123456789abcdef-1", {"of": "a report whose adding was broken off"})
    look(webhook=f"{site.at}/hook")
    assert [letter for _, letter in site.letters] == [{"of": "a report that was added"}]
    assert not list((tmp_path / "l.db.watch/outbox").iterdir())


def test_a_letter_that_is_refused_for_good_is_given_up_and_told(site, tmp_path):
    said = []
    site.answers = [410]
    box = Outbox(tmp_path / "box", f"{site.at}/hook", said.append)
    for name in "ab":
        box.put(name, {"n": name})
        box.release(name)
    box.send()
    box.close(10)
    assert [k for k, _ in site.letters] == ["b"]
    assert len(said) == 1
    assert "410" in said[0]


def test_an_address_that_does_not_answer_keeps_nobody(site, look, tmp_path):
    site.items = [("Shells hit market", FIRST)]
    said = []
    box = Outbox(tmp_path / "box", "http://127.0.0.1:9/hook", said.append)
    box.put("a", {})
    box.release("a")
    box.send()
    began = time.monotonic()
    box.close()
    assert time.monotonic() - began < 5
    assert [p.name for p in (tmp_path / "box").iterdir()] == ["a.json"]


def test_two_watches_of_one_ledger_are_refused(look, tmp_path):
    with Memory(tmp_path / "l.db"), pytest.raises(ConfigError, match="already"):
        look(due=False)


def test_a_damaged_state_is_told_and_kept(tmp_path):
    with Memory(tmp_path / "l.db") as memory:
        memory.save()
    (tmp_path / "l.db.watch/state.json").write_bytes(b"{nonsense")
    with pytest.raises(ConfigError, match="damaged"):
        Memory(tmp_path / "l.db")
    Memory(tmp_path / "l.db").__exit__()
    assert len(list((tmp_path / "l.db.watch").glob("state.*.damaged"))) == 1


@pytest.mark.parametrize(
    ("asked", "failures", "now", "expected"),
    [
        (0, 0, 5000, 0),
        (5000, 0, 5100, 800),
        (5000, 0, 9000, 0),
        (5000, 2, 5100, 3500),
        (5000, 50, 5100, 86_300),
        (5000, 0, 10, 900),  # the clock was set back
        (10, 0, 5e9, 0),  # and far on
    ],
)
def test_when_a_feed_may_be_asked(asked, failures, now, expected):
    assert waiting(Feed(uri="https://example.org/f"), Remembered(asked=asked, failures=failures), now) == expected


def test_entries_that_are_gone_for_long_are_forgotten():
    known = Remembered()
    known.met(["old"])
    for n in range(130):
        known.met(["kept", f"new {n}"])
    assert "old" not in known.seen
    assert "kept" in known.seen
    assert len(known.seen) < 130


def test_a_list_of_feeds(tmp_path):
    path = tmp_path / "feeds.txt"
    path.write_text(
        '# mine\nhttps://a.example/f#part\n\nhttps://b.example/f every=5m publisher="Grey Harbour Post"  # daily\nhttps://a.example/f#part\n', encoding="utf-8"
    )
    assert feeds_of(path, 600.0) == [
        Feed(uri="https://a.example/f#part", every=600.0),
        Feed(uri="https://b.example/f", every=300.0, publisher="Grey Harbour Post"),
    ]


@pytest.mark.parametrize(
    "line", ["feed.xml", "https://a.example/f every=often", "https://a.example/f ever=5m", 'https://a.example/f publisher="x', "", "# none"]
)
def test_a_list_that_is_wrong_is_refused_with_the_line(tmp_path, line):
    path = tmp_path / "feeds.txt"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"feeds\.txt" if "every" not in line else "often"):
        feeds_of(path)
    with pytest.raises(MissingFile):
        feeds_of(tmp_path / "absent.txt")


@pytest.mark.parametrize("text", ["", "5", "m", "10s", "0m", "-5m", "5 weeks"])
def test_durations_that_are_none(text):
    with pytest.raises(ConfigError):
        duration(text)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_asked_although_a_feed_does_not_answer(site, tmp_path, number):
    site.items = [("Shells hit market", FIRST)]
    (tmp_path / "feeds.txt").write_text(f"{site.at}/feed\n{site.at.replace('127.0.0.1', 'localhost')}/slow\n", encoding="utf-8")
    command = [sys.executable, "-m", "sayso", "watch", str(tmp_path / "feeds.txt"), "--ledger", str(tmp_path / "l.db"), "--private"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={"SAYSO_HOME": str(tmp_path)}) as process:
        line = process.stdout.readline()
        while site.pause.is_set():
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(number)
        out, err = process.stdout.read(), process.stderr.read()
        assert process.wait(15) == 0
    assert "Grey Harbour Post" in line
    assert "12" in out
    assert "1 reports added" in err
