"""Addresses: fetched politely from a server within the test, and never from where they must not."""

import gc
import gzip
import socket
import threading
import time
import warnings
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sayso.errors import AddressError, BinaryReport, ConfigError, FetchError, RobotsError, StatusError, TooLarge
from sayso.intake import Failure, Options, Web, reports
from sayso.intake.address import is_public, web_address
from sayso.intake.web import AGENT, Fetcher, fetcher
from tests.intake.documents import META, STORY, page, pdf
from tests.intake.test_feeds import RSS


class Site(ThreadingHTTPServer):
    """A server whose pages are functions of the handler; remembers what it was asked."""

    daemon_threads = True

    def __init__(self):
        self.pages = {}
        self.asked = []
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def at(self):
        return f"http://127.0.0.1:{self.server_port}"

    def serve(self, path, body=b"", *, status=200, **headers):
        self.pages[path] = lambda _: (status, {"Content-Type": "text/html", **{k.replace("_", "-"): v for k, v in headers.items()}}, body)

    def handle_error(self, *_):
        """Nothing: that a client hangs up is what some tests are about."""

    def paths(self):
        return [path for path, _ in self.asked if path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.pages.get(self.path)
        status, headers, body = answer(self) if answer else (404, {}, b"not here")
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers and "Transfer-Encoding" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def web(tmp_path):
    yield lambda **rest: Web(**{"private": True, "delay": 0.0, "timeout": 5.0, "cache": str(tmp_path / "web"), **rest})
    close_all()


def close_all():
    from sayso.intake import web

    for made in MADE:
        made.close()
    MADE.clear()
    web.fetcher.cache_clear()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()  # an answer that was broken off leaves CacheControl's temporary file to the garbage collector


MADE = []


@pytest.fixture(autouse=True)
def _connections_are_closed(monkeypatch):
    make = Fetcher.__init__

    def remembered(self, web):
        make(self, web)
        MADE.append(self)

    monkeypatch.setattr(Fetcher, "__init__", remembered)
    yield
    close_all()


def read(url, web):
    return list(reports(url, Options(web=web)))


def error(url, web):
    (failure,) = read(url, web)
    assert isinstance(failure, Failure)
    assert failure.where == url
    return failure.error


def test_a_page_is_fetched_and_described(site, web):
    site.serve("/news/shell?x=1", page(head=META))
    (report,) = read(f"{site.at}/news/shell?x=1#top", web())
    assert STORY in report.text
    assert (report.info.uri, report.info.publisher, report.info.published) == (f"{site.at}/news/shell?x=1", "Grey Harbour Post", "2026-05-04")
    assert site.asked[-1][1]["User-Agent"] == AGENT


@pytest.mark.parametrize(
    ("body", "kind", "part"),
    [
        (pdf([STORY]), "application/pdf", STORY),
        (STORY.encode("windows-1252"), "text/plain; charset=windows-1252", STORY),
        (RSS.encode(), "application/rss+xml", STORY),
    ],
)
def test_other_documents_are_fetched_too(site, web, body, kind, part):
    site.serve("/a", body, Content_Type=kind)
    assert part in read(f"{site.at}/a", web())[0].text


def test_the_character_set_of_the_header(site, web):
    site.serve("/a", "“Zürich” was calm on Sunday, the mayor said at a café.".encode("cp1252"), Content_Type="text/plain; charset=windows-1252")
    assert read(f"{site.at}/a", web())[0].text.startswith("“Zürich”")


@pytest.mark.parametrize("encode", [gzip.compress, bytes])
def test_packed_answers(site, web, encode):
    body = encode(page())
    site.serve("/a", body, **({"Content_Encoding": "gzip"} if encode is gzip.compress else {}))
    assert STORY in read(f"{site.at}/a", web())[0].text


# politeness


def test_robots_txt_is_asked_once_and_kept(site, web):
    site.serve("/robots.txt", b"User-agent: *\nDisallow: /private\n\nUser-agent: other\nDisallow: /", Content_Type="text/plain")
    site.serve("/a", page())
    site.serve("/private/a", page())
    w = web()
    assert STORY in read(f"{site.at}/a", w)[0].text
    assert isinstance(error(f"{site.at}/private/a", w), RobotsError)
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]
    assert STORY in read(f"{site.at}/private/a", web(robots=False))[0].text


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_a_robots_txt_that_cannot_be_had(site, web, status, allowed):
    site.serve("/robots.txt", b"", status=status)
    site.serve("/a", page())
    found = read(f"{site.at}/a", web(retries=0))[0]
    assert (STORY in found.text) if allowed else isinstance(found.error, RobotsError)


def test_a_redirect_to_what_robots_txt_forbids_is_not_followed(site, web):
    site.serve("/robots.txt", b"User-agent: sayso\nDisallow: /b", Content_Type="text/plain")
    site.serve("/a", status=302, Location="/b")
    site.serve("/b", page())
    assert isinstance(error(f"{site.at}/a", web()), RobotsError)
    assert site.paths() == ["/a"]


def test_a_host_is_given_time(site, web):
    site.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 0.4", Content_Type="text/plain")
    for path in ("/a", "/b", "/c"):
        site.serve(path, page())
    w = web(delay=0.1)
    start = time.monotonic()
    for path in ("/a", "/b", "/c"):
        read(site.at + path, w)
    assert 0.8 <= time.monotonic() - start < 5


def test_what_did_not_change_is_not_sent_again(site, web):
    def answer(handler):
        if handler.headers.get("If-None-Match") == '"1"':
            return 304, {"ETag": '"1"'}, b""
        return 200, {"Content-Type": "text/html", "ETag": '"1"'}, page()

    site.pages["/a"] = answer
    w = web()
    texts = [read(f"{site.at}/a", w)[0].text for _ in range(3)]
    assert len(set(texts)) == 1
    assert [headers.get("If-None-Match") for path, headers in site.asked if path == "/a"] == [None, '"1"', '"1"']


def test_last_modified_is_sent_back(site, web):
    day = formatdate(time.time() - 86400, usegmt=True)
    site.serve("/a", page(), Last_Modified=day)
    w = web()
    read(f"{site.at}/a", w)
    read(f"{site.at}/a", w)
    assert site.asked[-1][1].get("If-Modified-Since") == day


def test_what_may_be_kept_is_not_asked_for_in_another_run_either(site, web):
    site.serve("/a", page(), Cache_Control="max-age=600")
    assert STORY in read(f"{site.at}/a", web())[0].text
    close_all()
    assert STORY in read(f"{site.at}/a", web())[0].text
    assert site.paths() == ["/a"]


def test_without_a_cache_everything_is_asked_for(site, web):
    site.serve("/a", page(), Cache_Control="max-age=600")
    for _ in range(2):
        read(f"{site.at}/a", web(cache=""))
    assert site.paths() == ["/a", "/a"]


def test_a_cache_that_cannot_be_made(tmp_path, site, web):
    (tmp_path / "file").write_text("")
    assert isinstance(error(f"{site.at}/a", web(cache=str(tmp_path / "file" / "web"))), ConfigError)


def test_a_cache_is_kept_small(tmp_path, monkeypatch, site, web):
    monkeypatch.setattr("sayso.intake.web._CACHE_BYTES", 10_000)
    folder = tmp_path / "web"
    folder.mkdir()
    for n in range(20):
        (folder / str(n)).write_bytes(bytes(1000))
    site.serve("/a", page())
    read(f"{site.at}/a", web())
    assert sum(p.stat().st_size for p in folder.glob("[0-9]*")) <= 5_000


def test_a_server_that_asks_to_come_later_is_waited_for(site, web):
    answers = [(429, {"Retry-After": "1"}, b""), (503, {}, b""), (200, {"Content-Type": "text/html"}, page())]
    site.pages["/a"] = lambda _: answers.pop(0)
    start = time.monotonic()
    assert STORY in read(f"{site.at}/a", web(robots=False))[0].text
    assert time.monotonic() - start >= 1
    assert site.paths() == ["/a"] * 3


def test_a_server_that_never_answers_well_is_named(site, web):
    site.serve("/a", status=503, Retry_After="1")
    found = error(f"{site.at}/a", web(retries=1, robots=False))
    assert isinstance(found, StatusError)
    assert "503" in found.seen
    assert len(site.paths()) == 2


# what goes wrong


@pytest.mark.parametrize("status", [204, 400, 401, 404, 410, 451, 500])
def test_other_answers_are_named(site, web, status):
    site.serve("/a", b"", status=status)
    found = error(f"{site.at}/a", web())
    assert isinstance(found, StatusError)
    assert str(status) in found.seen


def test_redirects_are_followed_and_have_an_end(site, web):
    site.serve("/a", status=301, Location="/b")
    site.serve("/b", status=307, Location=f"{site.at}/c")
    site.serve("/c", page())
    (report,) = read(f"{site.at}/a", web())
    assert report.info.uri == f"{site.at}/c"
    site.serve("/loop", status=302, Location="/loop")
    assert type(error(f"{site.at}/loop", web())) is FetchError


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://example.org/", "http://user:secret@127.0.0.1/", "javascript:alert(1)", "http://[::1"])
def test_redirects_to_what_is_no_address(site, web, where):
    site.serve("/a", status=302, Location=where)
    found = error(f"{site.at}/a", web())
    assert isinstance(found, AddressError)
    assert "secret" not in str(found)


def test_the_body_of_a_redirect_is_not_read(site, web):
    site.serve("/a", b"x" * 1000, status=302, Location="/b", Content_Length="999999999")
    site.serve("/b", page())
    start = time.monotonic()
    assert STORY in read(f"{site.at}/a", web(timeout=3.0))[0].text
    assert time.monotonic() - start < 2


def test_a_document_that_is_too_large(site, web):
    site.serve("/a", b"x" * 50_000)
    assert isinstance(error(f"{site.at}/a", web(limit=10_000)), TooLarge)
    site.pages["/b"] = lambda _: (200, {"Transfer-Encoding": "chunked"}, b"".join(b"1000\r\n" + b"x" * 4096 + b"\r\n" for _ in range(20)) + b"0\r\n\r\n")
    assert isinstance(error(f"{site.at}/b", web(limit=10_000)), TooLarge)


def test_a_bomb_is_not_unpacked(site, web):
    site.serve("/a", gzip.compress(bytes(200_000_000), 1), Content_Encoding="gzip")
    start = time.monotonic()
    assert isinstance(error(f"{site.at}/a", web(limit=1_000_000)), TooLarge)
    assert time.monotonic() - start < 5


def test_an_answer_that_lies_about_its_packing(site, web):
    site.serve("/a", page(), Content_Encoding="gzip")
    assert isinstance(error(f"{site.at}/a", web()), FetchError)


def test_an_answer_that_breaks_off(site, web):
    site.serve("/a", page(), Content_Length="999999")
    site.pages["/a2"] = site.pages["/a"]

    def cut(handler):
        handler.close_connection = True
        return 200, {"Content-Type": "text/html", "Content-Length": "999999", "Connection": "close"}, page()

    site.pages["/a"] = cut
    assert isinstance(error(f"{site.at}/a", web(retries=0)), FetchError)


def test_a_silent_server_is_given_up(site, web):
    def slow(_):
        time.sleep(1.5)
        return 200, {}, page()

    site.pages["/a"] = slow
    found = error(f"{site.at}/a", web(timeout=0.3, retries=0))
    assert type(found) is FetchError
    assert "in time" in found.seen


def test_a_server_that_drips_is_given_up(site, web):
    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        for _ in range(60):
            try:
                handler.wfile.write(b"x")
                time.sleep(0.05)
            except OSError:
                break
        handler.close_connection = True
        return 200, {}, b""

    site.pages["/a"] = drip
    start = time.monotonic()
    assert isinstance(error(f"{site.at}/a", web(timeout=0.1, retries=0, robots=False)), FetchError)
    assert time.monotonic() - start < 4


@pytest.mark.parametrize(
    "said",
    [
        b"\x00\x01 nonsense\r\n\r\n",
        b"",
        b"HTTP/1.1 200\r\n" + b"X: y\r\n" * 2000,
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx",
    ],
)
def test_a_server_that_does_not_speak_http(web, said):
    with listening(said) as at:
        (found,) = read(f"{at}/a", web(retries=0, robots=False, timeout=1.0))
        assert isinstance(found, Failure) or found.text == "x"


@contextmanager
def listening(said):
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(3)

    def answer():
        try:
            link, _ = server.accept()
            with link:
                link.recv(10_000)
                link.sendall(said)
        except OSError:
            pass

    thread = threading.Thread(target=answer)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}"
    thread.join()
    server.close()


def test_nobody_there(web):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    found = error(f"http://127.0.0.1:{port}/a", web(retries=0))
    assert isinstance(found, FetchError)
    assert "connection" in found.seen


def test_a_name_that_nobody_knows(web, monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    found = error("http://nowhere.invalid/a", web(retries=0))
    assert type(found) is FetchError
    assert "nobody knows" in found.seen


def test_what_is_no_report_is_named(site, web):
    site.serve("/a", b"\x89PNG\r\n\x1a\n", Content_Type="image/png")
    assert isinstance(error(f"{site.at}/a", web()), BinaryReport)


# where it must not go


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "2130706433", "[::ffff:127.0.0.1]", "10.1.2.3", "169.254.169.254", "192.168.0.1"]
)
def test_addresses_of_this_machine_and_its_network_are_refused(site, web, host):
    found = error(f"http://{host}:{site.server_port}/a", web(private=False, retries=0))
    assert isinstance(found, AddressError | FetchError)
    assert isinstance(found, AddressError) or "127.1" in host or host.isdecimal()
    assert site.asked == []


def test_a_name_that_means_this_machine_is_refused(site, web, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", site.server_port))])
    found = error(f"http://news.example.org:{site.server_port}/a", web(private=False))
    assert isinstance(found, AddressError)
    assert "127.0.0.1" in found.seen
    assert site.asked == []


def test_a_name_that_means_another_address_at_second_sight_is_not_looked_up_again(web, monkeypatch):
    looked, connected = [], []

    def rebinding(host, *_, **__):
        looked.append(host)
        address = "93.184.216.34" if len(looked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))]

    def connect(address, *_, **__):
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert isinstance(error("http://rebind.example.org/a", web(private=False, retries=0, robots=False)), FetchError)
    assert (looked, connected) == (["rebind.example.org"], ["93.184.216.34"])


def test_the_address_that_was_really_connected_to_is_judged(site, web, monkeypatch):
    """As if something between us and the network led a public address back to this machine."""

    def led_back(*_, **__):
        link = socket.socket()
        link.connect(("127.0.0.1", site.server_port))
        return link

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))])
    monkeypatch.setattr(socket, "create_connection", led_back)
    assert isinstance(error("http://news.example.org/a", web(private=False)), AddressError)
    assert site.asked == []


def test_public_and_private_answers_together_lead_to_the_public_one(web, monkeypatch):
    connected = []
    infos = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 80)) for a in ("10.0.0.1", "93.184.216.34")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: infos)
    monkeypatch.setattr(socket, "create_connection", lambda address, *_, **__: connected.append(address[0]) or (_ for _ in ()).throw(ConnectionRefusedError))
    error("http://news.example.org/a", web(private=False, retries=0, robots=False))
    assert connected == ["93.184.216.34"]


def test_proxies_of_the_environment_are_not_used(site, web, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    site.serve("/a", page())
    assert STORY in read(f"{site.at}/a", web())[0].text


PUBLIC = ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822", "2002:5db8:d822::1"]
NOT_PUBLIC = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "no address", "",
]  # fmt: skip


@pytest.mark.parametrize(("address", "public"), [(a, True) for a in PUBLIC] + [(a, False) for a in NOT_PUBLIC])
def test_public_addresses(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url", ["", "a.txt", "http://", "https:///a", "ftp://a/", "http://a:99999/", "http://a:0/", "http://[::1/", "http://u:p@a/", "http://a/" + "x" * 5000]
)
def test_what_is_no_address(url):
    with pytest.raises(AddressError):
        web_address(url)


# feeds that are followed


def test_a_feed_is_followed_where_it_has_only_beginnings(site, web):
    entry = "<item><title>{}</title><link>{}</link><description>{}</description></item>"
    entries = entry.format("One", "/one", "At least 12 people…") + entry.format("Gone", "/gone", "Rain fell on the town…")
    site.serve("/feed", f'<rss version="2.0"><channel><title>Post</title>{entries}</channel></rss>'.encode(), Content_Type="application/rss+xml")
    site.serve("/one", page(head=META))
    short, _ = read(f"{site.at}/feed", web())
    assert short.text == "At least 12 people…"
    whole, failure = read(f"{site.at}/feed", web(follow=True))
    assert STORY in whole.text
    assert whole.info.uri == f"{site.at}/one"
    assert (failure.where, type(failure.error)) == (f"{site.at}/gone", StatusError)


def test_the_same_settings_have_the_same_fetcher(web):
    assert fetcher(web()) is fetcher(web())
    assert fetcher(web()) is not fetcher(web(delay=1.0))
