"""No bytes make intake raise, and what it gives keeps the contract of a report."""

import gzip
import hashlib
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import SaysoError
from sayso.intake import Failure, Options, reports
from sayso.intake.markdown import plain_of_markdown
from sayso.intake.sniff import KINDS, sniff
from sayso.types.report import Report
from tests.intake.documents import META, STORY, packed, page, pdf, record
from tests.intake.test_feeds import ATOM, JSON_FEED, RSS

DOCUMENTS = [
    page(head=META), pdf([STORY], packed=True), record("http://a/1") + record("http://a/2"), packed(record("http://a/1"), record("http://a/2")), RSS.encode(), ATOM.encode(),
    json.dumps(JSON_FEED).encode(), json.dumps([{"text": STORY, "date": "2026-05-04"}]).encode(), f'{{"text": "{STORY}"}}\n{{"text": "x"}}\n'.encode(),
    f'title,text\nA,"{STORY}"\n'.encode(), f"# Strike\n\n**{STORY}**\n".encode(), gzip.compress(page()),
    f"MIME-Version: 1.0\nFrom: Ada <a@b.c>\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>{STORY}\n--x--\n".encode(),
]  # fmt: skip
SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def check(data, options=None):
    for found in reports(data, options):
        if isinstance(found, Failure):
            assert isinstance(found.error, SaysoError)
            assert found.error.seen
            assert found.error.expected
            assert found.error.remedy
            assert found.where
            continue
        assert isinstance(found, Report)
        assert found.info.characters == len(found.text)
        assert found.info.sha256 == hashlib.sha256(found.text.encode("utf-8", "surrogatepass")).hexdigest()
        assert found.text.strip()
        assert found.info.published is None or len(found.info.published) == 10


@SLOW
@given(st.binary(max_size=400), st.sampled_from([None, *KINDS]))
def test_no_bytes_in_whatever_format_make_it_raise(data, kind):
    check(data, Options(kind=kind))


@SLOW
@given(st.text(max_size=300), st.sampled_from([None, *KINDS]))
def test_no_text_in_whatever_format_makes_it_raise(text, kind):
    check(text.encode("utf-8", "replace"), Options(kind=kind))


@st.composite
def damaged(draw):
    """A sound document with some bytes changed, put in, or cut off."""
    data = bytearray(draw(st.sampled_from(DOCUMENTS)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        match draw(st.sampled_from(["change", "insert", "delete", "cut", "repeat"])):
            case "change":
                data[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case "insert":
                data[at:at] = draw(
                    st.sampled_from(
                        [b"<", b'"', b"\0", b"\xff\xfe", b"\r\n\r\n", b"[[[[", b"<!--", b"&#0;", b"\x1f\x8b\x08", b"--x\n", b"%PDF-", b"WARC/1.0\r\n"]
                    )
                )
            case "delete":
                del data[at : at + draw(st.integers(1, 30))]
            case "cut":
                del data[at:]
            case "repeat":
                data[at:at] = data[at : at + 50] * 3
    return bytes(data)


@settings(SLOW, max_examples=250)
@given(damaged())
def test_no_damage_to_a_document_makes_it_raise(data):
    check(data)


@given(st.binary(max_size=300), st.sampled_from(["", ".html", ".md", ".csv", ".json", ".pdf", ".x"]), st.sampled_from([None, "text/html", "text/plain", "x"]))
def test_every_head_has_a_format(head, suffix, media_type):
    try:
        assert sniff(head, suffix=suffix, media_type=media_type) in KINDS
    except SaysoError as error:
        assert error.remedy


words = st.text(alphabet=st.sampled_from("abc def.,’“”é\n"), min_size=1, max_size=40)


@given(st.lists(words, min_size=1, max_size=6))
def test_plain_text_passes_through_every_wrapping(paragraphs):
    """What goes into JSON, CSV and gzip as text comes out as it was, so that offsets point into the text that was given."""
    text = STORY + "".join(f"\n\n{p}" for p in paragraphs)
    quoted = text.replace('"', '""')
    for data, options in (
        (text.encode(), Options()),
        (gzip.compress(text.encode()), Options()),
        (json.dumps({"text": text}).encode(), Options()),
        (f'text\n"{quoted}"\n'.encode(), Options(kind="csv")),
    ):
        (report,) = reports(data, options)
        assert report.text == text


@given(st.text(alphabet=st.sampled_from("abc *_`[]()<>#-|!\\\n&;1."), max_size=200))
def test_markdown_never_raises_and_invents_no_letter(text):
    plain = plain_of_markdown(text)
    letters = iter([c for c in text if c in "abc"])
    assert all(c in letters for c in plain if c in "abc")  # those that are left stand in their order
