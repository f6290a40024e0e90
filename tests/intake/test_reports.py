"""Any document to reports: formats told by content, then header, then name; each failure with its name, and alone."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.cli import _KINDS, _THOROUGHNESS
from sayso.errors import BinaryReport, DamagedDocument, DateError, MissingFile, TooDeep, UnknownFormat
from sayso.intake import Failure, Options, reports
from sayso.intake.sniff import KINDS, sniff
from tests.intake.documents import PARAGRAPHS, SECOND, STORY, page, pdf, record

MAIL = f"Message-ID: <1@example.org>\nFrom: Ada <ada@example.org>\nSubject: Strike\n\n{STORY}\n".encode()
RSS = f"<?xml version='1.0'?>\n<!-- made by x -->\n<rss version='2.0'><channel><title>Post</title><item><description>{STORY}</description></item></channel></rss>".encode()

SNIFFED = [
    (page(), "", None, "html"),
    (page(before="\ufeff\n<!-- saved -->\n"), ".txt", "text/plain", "html"),
    (page().decode().encode("utf-16"), "", None, "html"),
    (b"<p>At least 12", ".html", None, "html"),
    (b"<p>At least 12", "", "text/html", "html"),
    (b"<p>At least 12", ".md", None, "markdown"),
    (b"<p>At least 12", ".txt", None, "text"),
    (b"no tag at all", ".htm", None, "html"),
    (b"<?xml version='1.0'?><html xmlns='x'>", ".xml", None, "html"),
    (b"%PDF-1.4", ".html", None, "pdf"),
    (b"\n%PDF-1.4", "", None, "pdf"),
    (STORY.encode(), ".pdf", "application/pdf", "text"),
    (RSS, ".xml", None, "feed"),
    (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "", None, "feed"),
    (b"<rdf:RDF xmlns:rdf='x'>", "", None, "feed"),
    (MAIL, ".txt", None, "mail"),
    (MAIL.replace(b"\n", b"\r\n"), "", None, "mail"),
    (b"From ada@example.org Mon May  4 10:00:00 2026\nFrom: Ada\n\nx", "", None, "mail"),
    (b"Date: 26 March 2022\nFrom: our correspondent in Kyiv\n\nRain fell.", ".txt", None, "text"),
    (b'{"text": "x"}', "", None, "json"),
    (b'[{"text": "x"}]', ".txt", None, "json"),
    (b'{"text": "x"}\n{"text": "y"}\n', ".json", None, "jsonl"),
    (b'{"text": "x"}', ".jsonl", None, "jsonl"),
    (b"[Editor's note: names were changed.] Rain fell.", ".txt", None, "text"),
    (b"{This is no JSON} Rain fell.", "", None, "text"),
    (b"title,text\na,b", ".csv", None, "csv"),
    (b"title,text\na,b", "", "text/csv", "csv"),
    (b"# Strike\n\nRain.", ".md", None, "markdown"),
    (b"WARC/1.0\r\n", "", None, "warc"),
    (b"PK\x03\x04", ".docx", None, "zip"),
    (b"", "", None, "text"),
]


@pytest.mark.parametrize(("head", "suffix", "media_type", "kind"), SNIFFED)
def test_a_format_is_told_by_content_then_header_then_name(head, suffix, media_type, kind):
    assert sniff(head, suffix=suffix, media_type=media_type) == kind


def test_xml_that_is_neither_page_nor_feed_is_refused():
    with pytest.raises(UnknownFormat, match="<nitf>"):
        sniff(b"<?xml version='1.0'?><!DOCTYPE nitf><nitf>")


def test_the_command_line_offers_what_there_is():
    assert _KINDS == KINDS
    assert _THOROUGHNESS == ("careful", "fast", "bulk")


def texts(found):
    return [r.text for r in found if not isinstance(r, Failure)]


def test_text_stays_as_it_is():
    data = f"{STORY}\r\n\r\n  {SECOND}\r\n"
    (report,) = reports(data.encode())
    assert report.text == data


def test_markdown_loses_its_marks_and_keeps_its_paragraphs(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(f"# Strike on Orvik\n\n**{STORY}**\n\n> {SECOND}\n\n- [One](http://a)\n- `Two`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    (report,) = reports(path)
    assert report.text == f"Strike on Orvik\n\n{STORY}\n\n{SECOND}\n\nOne\n\nTwo\n\na; b\n\n1; 2"
    assert report.info.title == "Strike on Orvik"


def test_markdown_without_marks_is_not_touched(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(f"{STORY}\n\n\n{SECOND}\n")
    (report,) = reports(path)
    assert report.text == f"{STORY}\n\n\n{SECOND}\n"


@pytest.mark.parametrize("data", [page(), pdf([STORY, SECOND]), MAIL, RSS, STORY.encode(), json.dumps({"text": STORY}).encode()])
def test_anything_may_be_packed_with_gzip(tmp_path, data):
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(data))
    assert texts(reports(path)) == texts(reports(data))
    assert STORY[:40] in texts(reports(path))[0]


def test_the_suffix_before_gz_counts(tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(f'text\n"{STORY}"\n'.encode()))
    assert texts(reports(path)) == [STORY]


def test_gzip_in_gzip_without_end_is_refused():
    data = STORY.encode()
    for _ in range(8):
        data = gzip.compress(data)
    (failure,) = reports(data)
    assert isinstance(failure.error, TooDeep)


def test_a_gzip_file_that_is_cut_off_says_so():
    (failure,) = reports(gzip.compress(STORY.encode())[:-12])
    assert isinstance(failure.error, DamagedDocument)


def test_what_is_given_wins_over_what_a_document_says():
    (report,) = reports(page(head='<meta property="og:site_name" content="X">'), Options(publisher="Grey", published="2026-01-02", title="T"))
    assert (report.info.publisher, report.info.published, report.info.title) == ("Grey", "2026-01-02", "T")


def test_the_format_can_be_given():
    (report,) = reports(page(), Options(kind="text"))
    assert report.text == page().decode()
    assert "markup" in [w.kind for w in report.warnings]


def test_a_day_that_is_none_is_the_callers_fault():
    with pytest.raises(DateError):
        list(reports(STORY.encode(), Options(published="yesterday")))


def test_a_file_that_is_not_there(tmp_path):
    for path in (tmp_path / "absent.html", tmp_path, Path("nul\0.txt")):
        (failure,) = reports(path)
        assert isinstance(failure.error, MissingFile)
        assert failure.where == str(path)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(range(256)) * 20])
def test_what_is_no_text_is_named(data):
    (failure,) = reports(data)
    assert isinstance(failure.error, BinaryReport)


def test_an_error_has_seen_expected_and_remedy_and_the_place():
    (failure,) = reports(b'{"text": 5}')
    assert failure.error.seen
    assert failure.error.expected
    assert failure.error.remedy
    assert failure.where == "bytes"


def test_the_description_is_the_texts_own():
    for data in (page(), record("http://a/1"), pdf([STORY])):
        for report in reports(data):
            assert report.info.characters == len(report.text)
            assert report.info.id == report.info.sha256[:16]
    assert len(PARAGRAPHS) == 3


_WITHOUT = """
import importlib.abc, sys

class Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in sys.argv[2].split(","):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
from pathlib import Path
from sayso.intake import reports
where = sys.argv[1]
(found,) = reports(where if where.startswith("http") else Path(where))
print(type(getattr(found, "error", found)).__name__, getattr(found, "error", ""))
"""


@pytest.mark.parametrize(
    ("data", "absent", "extra"),
    [
        (page(), "trafilatura,lxml", "html"),
        (page(), "trafilatura", "html"),
        (f"MIME-Version: 1.0\nFrom: a\nContent-Type: text/html\n\n<p>{STORY}".encode(), "lxml", "html"),
        (json.dumps({"text": f"<p>{STORY}"}).encode(), "lxml", "html"),
        (pdf([STORY]), "pypdf", "pdf"),
        (RSS, "feedparser", "feeds"),
        (record("http://a/1"), "fastwarc", "archives"),
        ("https://example.org/a", "requests,urllib3,cachecontrol,protego", "web"),
        (STORY.encode(), "trafilatura,lxml,pypdf,feedparser,fastwarc,resiliparse,brotli,requests,urllib3,cachecontrol,protego", None),
    ],
)
def test_a_missing_library_is_named_with_what_to_install(tmp_path, data, absent, extra):
    where = data if isinstance(data, str) else tmp_path / "document"
    if not isinstance(data, str):
        where.write_bytes(data)
    done = subprocess.run([sys.executable, "-c", _WITHOUT, str(where), absent], capture_output=True, text=True, check=True)
    if extra is None:
        assert done.stdout == "Report \n"
    else:
        assert done.stdout.startswith("MissingExtra ")
        assert f"pip install 'sayso[{extra}]'" in done.stdout


def test_libraries_are_loaded_when_they_are_needed():
    code = "import sys, sayso.intake, sayso.cli.read; print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert not loaded & {"trafilatura", "lxml", "pypdf", "feedparser", "fastwarc", "resiliparse", "brotli", "requests", "urllib3", "cachecontrol", "protego"}
