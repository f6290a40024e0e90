"""RSS, Atom, JSON Feed: an entry is a report, and one that has only the beginning says so."""

import json

import pytest

from sayso.errors import DamagedDocument, InputError
from sayso.intake import Failure, reports
from tests.intake.documents import SECOND, STORY, THIRD

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Grey Harbour Post</title><link>https://example.org/</link>
<item><title>Shell hits market &amp; port</title><link>https://example.org/a</link><pubDate>Mon, 04 May 2026 23:30:00 -0400</pubDate>
<dc:creator>Ada Lindqvist</dc:creator><description>{STORY[:50]}…</description>
<content:encoded><![CDATA[<p>{STORY}</p><script>x</script><p>{SECOND}</p>]]></content:encoded></item>
<item><title>Second</title><link>https://example.org/b</link><description>&lt;p&gt;{THIRD}&lt;/p&gt;</description></item>
<item><title>The governor said on Sunday that the market was shut.</title></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Grey Harbour Post</title>
<entry><title type="html">Shell &lt;b&gt;hits&lt;/b&gt; market</title><link href="https://example.org/a"/><published>2026-05-04T21:30:00+02:00</published>
<updated>2026-05-09T00:00:00Z</updated><author><name>Ada Lindqvist</name></author><content type="html">&lt;p&gt;{STORY}&lt;/p&gt;</content></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Grey Harbour Post",
    "items": [
        {"id": "1", "url": "https://example.org/a", "title": "Shell", "content_html": f"<p>{STORY}</p>", "date_published": "2026-05-04T21:30:00Z", "authors": [{"name": "Ada"}]},
        {"id": "2", "content_text": SECOND},
        {"id": "3", "summary": THIRD},
        "no object",
    ],
}  # fmt: skip


def described(report):
    i = report.info
    return i.title, i.publisher, i.author, i.published, i.uri


def test_rss():
    first, second, third = reports(RSS.encode())
    assert first.text == f"{STORY}\n\n{SECOND}"
    assert described(first) == ("Shell hits market & port", "Grey Harbour Post", "Ada Lindqvist", "2026-05-04", "https://example.org/a")
    assert first.warnings == ()
    assert second.text == THIRD
    assert [w.kind for w in second.warnings] == ["beginning", "no-date"]
    assert third.text == "The governor said on Sunday that the market was shut."


def test_atom():
    (report,) = reports(ATOM.encode())
    assert report.text == STORY
    assert described(report) == ("Shell hits market", "Grey Harbour Post", "Ada Lindqvist", "2026-05-04", "https://example.org/a")


def test_json_feed():
    first, second, third, failure = reports(json.dumps(JSON_FEED).encode())
    assert (first.text, second.text, third.text) == (STORY, SECOND, THIRD)
    assert described(first) == ("Shell", "Grey Harbour Post", "Ada", "2026-05-04", "https://example.org/a")
    assert "beginning" in [w.kind for w in third.warnings]
    assert isinstance(failure, Failure)


def test_a_feed_that_is_no_sound_xml_is_read_as_far_as_it_goes():
    (report,) = reports(ATOM.replace("</entry></feed>", "<br>&nbsp;").encode())
    assert report.text == STORY


@pytest.mark.parametrize("data", [b"<rss version='2.0'></rss>", b"<rss version='2.0'><channel><title>x</title></channel></rss>", b"<feed >"])
def test_a_feed_without_entries(data):
    (failure,) = reports(data)
    assert isinstance(failure.error, DamagedDocument)


def test_entities_that_grow_are_refused():
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{entities}]><rss version="2.0"><channel><item><description>&l11;</description></item></channel></rss>'
    (failure,) = reports(bomb.encode())
    assert isinstance(failure.error, DamagedDocument)


def test_a_files_name_or_an_address_in_place_of_a_feed_opens_nothing(tmp_path):
    from sayso.intake.feeds import articles
    from sayso.intake.source import Options, source_of_bytes

    path = tmp_path / "a.xml"
    path.write_text(RSS)
    with pytest.raises(InputError):
        list(articles(source_of_bytes(str(path).encode(), "x"), Options()))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "http://[", ""])
def test_links_that_are_no_addresses_are_left_out(link):
    (report,) = reports(ATOM.replace("https://example.org/a", link).encode())
    assert report.info.uri is None
