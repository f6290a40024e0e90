"""Web archives: pages out of records, whatever encodings they are in; a damaged record costs itself."""

import gzip
import io
import zipfile
import zlib

import brotli
import pytest

from sayso.errors import BinaryReport, Bomb, DamagedDocument, EmptyReport, InputError, TooLarge
from sayso.intake import Failure, Options, reports
from sayso.intake.archives import RECORD_LIMIT, records
from sayso.intake.source import source_of_bytes
from tests.intake.documents import META, STORY, packed, page, record

URIS = [f"https://example.org/{n}" for n in range(5)]
RECORDS = [record(uri) for uri in URIS]
HTML = "Content-Type: text/html; charset=utf-8\r\n"


def uris(data):
    return [f.where.partition(", ")[2] + "!" if isinstance(f, Failure) else f.info.uri for f in reports(data)]


def errors(data):
    return [f.error for f in reports(data) if isinstance(f, Failure)]


@pytest.mark.parametrize(
    "data", [b"".join(RECORDS), packed(*RECORDS), gzip.compress(b"".join(RECORDS)), packed(*RECORDS) + b"\0" * 512], ids=["plain", "members", "one", "padded"]
)
def test_each_page_is_a_report_in_order(data):
    assert uris(data) == URIS


def test_a_page_of_an_archive_is_described_as_any_page():
    (report,) = reports(record(URIS[0], page(head=META)))
    assert (report.info.published, report.info.publisher, report.info.title) == ("2026-05-04", "Grey Harbour Post", "Shell hits market")
    assert STORY in report.text


def test_the_day_of_fetching_is_not_the_day_of_publication():
    (report,) = reports(record(URIS[0], page()))
    assert report.info.published is None
    (found,) = records(source_of_bytes(record(URIS[0], day="2026-05-05"), "x"))
    assert found.day == "2026-05-05"


@pytest.mark.parametrize(
    "other",
    [
        record("https://example.org/x", type="request"),
        record("https://example.org/x", b"WARC-Type: nothing", type="warcinfo"),
        record("https://example.org/x", type="revisit"),
        record("https://example.org/x", b"\x89PNG", headers="Content-Type: image/png\r\n"),
        record("https://example.org/x", status="404 Not Found"),
        record("https://example.org/x", status="301 Moved", headers="Location: /\r\n"),
        record("https://example.org/x", b""),
        record("https://example.org/x", b"x" * (RECORD_LIMIT + 1), headers="Content-Type: video/mp4\r\n"),
    ],
    ids=["request", "warcinfo", "revisit", "image", "404", "301", "empty", "film"],
)
def test_what_is_no_page_is_passed_over(other):
    assert uris(RECORDS[0] + other + RECORDS[1]) == URIS[:2]


def test_resources_are_pages_too():
    assert uris(record(URIS[0], type="resource")) == URIS[:1]


def chunked(data):
    return b"".join(b"%x\r\n%s\r\n" % (len(data[i : i + 700]), data[i : i + 700]) for i in range(0, len(data), 700)) + b"0\r\n\r\n"


ENCODED = {
    "gzip": ("Content-Encoding: gzip\r\n", gzip.compress),
    "x-gzip": ("content-encoding: X-GZIP\r\n", gzip.compress),
    "deflate": ("Content-Encoding: deflate\r\n", zlib.compress),
    "brotli": ("Content-Encoding: br\r\n", brotli.compress),
    "chunked": ("Transfer-Encoding: chunked\r\n", chunked),
    "gzip, chunked": ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", lambda d: chunked(gzip.compress(d))),
    "gzip, brotli": ("Content-Encoding: gzip, br\r\n", lambda d: brotli.compress(gzip.compress(d))),
    "says gzip, is not": ("Content-Encoding: gzip\r\n", bytes),
    "says brotli, is not": ("Content-Encoding: br\r\n", bytes),
    "says chunked, is not": ("Transfer-Encoding: chunked\r\n", bytes),
    "says identity": ("Content-Encoding: identity\r\n", bytes),
    "says nonsense": ("Content-Encoding: x-unheard-of\r\n", bytes),
    "CC-NEWS": ("X-Crawler-content-encoding: gzip\r\nX-Crawler-transfer-encoding: chunked\r\n", bytes),
}


@pytest.mark.parametrize("name", ENCODED)
def test_encodings_are_undone(name):
    headers, encode = ENCODED[name]
    found = list(reports(record(URIS[0], encode(page()), headers=HTML + headers)))
    assert [STORY in f.text for f in found] == [True]


@pytest.mark.parametrize("name", ["gzip", "deflate", "brotli"])
def test_encodings_that_are_cut_off_or_garbled_cost_their_record(name):
    headers, encode = ENCODED[name]
    whole = encode(page(STORY * 40))
    for body in (whole[: len(whole) // 2], whole[:20] + b"\xff" * 40 + whole[60:]):
        data = RECORDS[0] + record("https://example.org/x", body, headers=HTML + headers) + RECORDS[1]
        found = [u for u in uris(data) if u != "https://example.org/x!"]
        assert found in (URIS[:2], [URIS[0], "https://example.org/x", URIS[1]])  # a beginning may be a page


@pytest.mark.parametrize(("name", "encode"), [("gzip", gzip.compress), ("br", lambda d: brotli.compress(d, quality=1))])
def test_a_page_that_is_a_bomb_costs_its_record(name, encode):
    bomb = record("https://example.org/x", encode(bytes(100_000_000)), headers=f"{HTML}Content-Encoding: {name}\r\n")
    for data in (RECORDS[0] + bomb + RECORDS[1], packed(RECORDS[0], bomb, RECORDS[1])):
        assert uris(data) == [URIS[0], "https://example.org/x!", URIS[1]]
        (error,) = errors(data)
        assert isinstance(error, Bomb)


def test_a_member_that_is_a_bomb_costs_its_record():
    bomb = record("https://example.org/x", bytes(100_000_000), headers="Content-Type: video/mp4\r\n")
    assert [u for u in uris(packed(RECORDS[0], bomb, RECORDS[1])) if not u.endswith("!")] == URIS[:2]
    (error,) = errors(packed(RECORDS[0], bomb, RECORDS[1]))
    assert isinstance(error, Bomb)


LENGTH = b"Content-Length: " + str(len(page()) + len("HTTP/1.1 200 OK\r\n" + HTML + "\r\n")).encode()


@pytest.mark.parametrize("pack", [lambda *r: b"".join(r), packed], ids=["plain", "packed"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (LENGTH, b"Content-Length: x"),
        (LENGTH, b"Content-Length: 5"),
        (LENGTH, b"Content-Length: 3000"),
        (LENGTH, b"Content-Length: 999999"),
        (LENGTH, b"Content-Length: -5"),
        (LENGTH, b"Content-Length: 99999999999999999999999"),
        (LENGTH, b"X: y"),
        (b"WARC/1.0", b"XXXX/9.9"),
        (b"WARC-Type: response\r\n", b""),
        (b"HTTP/1.1 200 OK\r\n", b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0b\x0c\x0e\x0f\x10\x11\x12"),
        (b"</html>", b""),
    ],
)
def test_a_damaged_record_costs_itself(old, new, pack):
    assert RECORDS[2].count(old) == 1
    damaged = RECORDS[2].replace(old, new)
    found = uris(pack(*RECORDS[:2], damaged, *RECORDS[3:]))
    assert [u for u in found if not u.endswith("!") and u != URIS[2]] == [*URIS[:2], *URIS[3:]]
    assert sum(u.endswith("!") or u == URIS[2] for u in found) == 1, found


@pytest.mark.parametrize("at", [20, 200, -20])
def test_a_member_that_is_garbled_costs_itself(at):
    members = [gzip.compress(r) for r in RECORDS]
    garbled = bytearray(members[2])
    garbled[at : at + 12 if at > 0 else None] = b"\xff" * 12
    found = uris(b"".join([*members[:2], bytes(garbled), *members[3:]]))
    assert [u for u in found if not u.endswith("!") and u != URIS[2]] == [*URIS[:2], *URIS[3:]]
    assert sum(u.endswith("!") for u in found) == 1


def test_an_archive_that_is_cut_off_gives_what_is_whole():
    for data in (b"".join(RECORDS), packed(*RECORDS)):
        found = uris(data[:-200])
        assert found[:4] == URIS[:4]
        assert found[4].endswith("!")
        assert len(found) == 5


def test_an_archive_of_nothing_but_damage_is_given_up():
    found = list(reports(b"WARC/1.0\r\nContent-Length: x\r\n\r\n\r\n\r\n" * 3000))
    assert all(isinstance(f, Failure) and isinstance(f.error, InputError) for f in found)
    assert len(found) <= 1001


def test_a_large_page_is_refused_and_the_next_read():
    large = record("https://example.org/x", b"<html>" + b" " * RECORD_LIMIT)
    assert uris(large + RECORDS[0]) == ["https://example.org/x!", URIS[0]]
    assert isinstance(errors(large)[0], TooLarge)


def test_a_page_without_an_article_is_named_by_its_address():
    (failure,) = reports(record(URIS[0], b"<html><body><a href='/'>Home</a></body></html>"))
    assert failure.where == f"bytes, {URIS[0]}"
    assert isinstance(failure.error, EmptyReport)


def test_bulk_extraction():
    (report,) = reports(RECORDS[0], Options(thoroughness="bulk"))
    assert STORY in report.text


def wacz(compression=zipfile.ZIP_STORED, **files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as z:
        for name, data in files.items():
            z.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_wacz(compression):
    data = wacz(compression, datapackage_json="{}", archive__a_warc_gz=packed(*RECORDS[:2]), archive__b_warc=b"".join(RECORDS[2:]), pages__pages_jsonl="{}")
    assert uris(data) == URIS


def test_damage_within_a_wacz_costs_its_record():
    members = packed(RECORDS[0], RECORDS[1].replace(LENGTH, b"Content-Length: x"), RECORDS[2])
    assert [u for u in uris(wacz(archive__a_warc_gz=members)) if not u.endswith("!")] == [URIS[0], URIS[2]]


def test_other_zip_files_are_named():
    (failure,) = reports(wacz(word__document_xml="<x/>"))
    assert isinstance(failure.error, BinaryReport)


def test_a_zip_bomb_is_refused():
    data = wacz(zipfile.ZIP_DEFLATED, archive__a_warc=b"WARC/1.0\r\n" + bytes(100_000_000), archive__b_warc=RECORDS[0])
    assert len(data) < 200_000
    failure, report = reports(data)
    assert isinstance(failure.error, Bomb)
    assert report.info.uri == URIS[0]


def test_a_zip_file_that_lies_about_its_sizes_or_is_cut_off():
    data = wacz(zipfile.ZIP_DEFLATED, archive__a_warc=b"".join(RECORDS))
    for broken in (data[:-30], data[: len(data) // 2], data.replace(b"PK\x05\x06", b"PK\x05\x07"), data[:40] + b"\xff" * 200 + data[240:]):
        assert all(isinstance(f, Failure) and isinstance(f.error, DamagedDocument) for f in reports(broken))


def test_a_zip_file_with_an_endless_directory_is_refused():
    end = b"PK\x05\x06" + bytes(8) + (400_000_000).to_bytes(4, "little") + bytes(6)
    (failure,) = reports(b"PK\x03\x04" + bytes(60) + end)
    assert isinstance(failure.error, TooLarge)
