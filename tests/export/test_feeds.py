"""Atom by feedparser, JSON Feed by the rules of its specification: what is new, changed and disputed."""

import json
import re
import xml.etree.ElementTree as ET

import pytest

from sayso.ledger import Filter

RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
OPTIONS = {"title": "Goma & around", "base": "https://ledger.example/", "feed": "https://ledger.example/feed"}


@pytest.fixture
def atom(written):
    feedparser = pytest.importorskip("feedparser")

    def parse(wanted=None, **options):
        found = feedparser.parse(written("atom", wanted, **options))
        assert not found.bozo, found.get("bozo_exception")
        return found

    return parse


def terms(entry):
    return [t.term for t in entry.tags]


def test_feed(atom):
    found = atom(**OPTIONS)
    assert found.version == "atom10"
    assert (found.feed.title, found.feed.id, found.feed.updated) == ("Goma & around", OPTIONS["feed"], "2026-05-06T06:30:00Z")
    assert {(link.rel, link.href) for link in found.feed.links} == {("self", OPTIONS["feed"]), ("alternate", OPTIONS["base"])}


def test_entries_newest_first_each_once(atom):
    entries = atom().entries
    assert [e.updated for e in entries] == sorted((e.updated for e in entries), reverse=True)
    assert len({e.id for e in entries}) == len(entries)
    assert all(e.title and e.published and e.authors for e in entries)


def test_disputed_changed_and_new(atom):
    found = {e.title: e for e in atom(**OPTIONS).entries}
    disputed = found["Disputed: Killed in Goma: at least 12 people, according to mayor of Goma"]
    assert terms(disputed) == ["disputed", "figure", "killed"]
    assert "Contradicted by: Killed in Goma: 7 people, according to Ana Paz (Beta Post, 2026-05-03). because: contradicts" in disputed.content[0].value
    assert (disputed.published, disputed.updated) == ("2026-05-02T06:30:00Z", "2026-05-03T06:30:00Z")
    assert "Source: mayor of Goma, via Kivu FM, via Alpha Wire." in disputed.content[0].value
    assert {link.rel: link.href for link in disputed.links}["via"] == "https://alpha.example/goma?a=1&b=2"
    changed = found["Changed: Killed in Goma: at least 15 people, according to mayor of Goma"]
    assert "Updates: Killed in Goma: at least 12 people" in changed.content[0].value
    assert terms(found["New: Injured in Goma: 3 =children, according to an unnamed publisher"])[0] == "new"


def test_what_somebody_denies_in_the_same_report_is_disputed(atom):
    [seven] = [e for e in atom(Filter(measures=("killed",))).entries if "7 people" in e.title]
    assert "Answered: Ana Paz denies it: “Sake had fallen”" in seven.content[0].value


def test_statements_as_such_are_told_only_if_disputed(atom):
    entries = atom(Filter(kinds=("statement",))).entries
    assert [terms(e)[:2] for e in entries] == [["disputed", "statement"]]


def test_since(atom):
    titles = [e.title for e in atom(since="2026-05-05").entries]
    assert titles
    assert not [t for t in titles if "at least 12" in t or "Lau Islands" in t]
    assert len(titles) < len(atom().entries)


def test_most(atom):
    assert [e.id for e in atom(most=2).entries] == [e.id for e in atom().entries[:2]]


def test_an_empty_feed_is_a_feed(atom):
    found = atom(Filter(measures=("troops",)))
    assert found.entries == []
    assert found.feed.updated == "1970-01-01T00:00:00Z"


def test_what_xml_cannot_hold_is_replaced(written):
    root = ET.fromstring(written("atom", Filter(measures=("injured",))))
    text = root.findtext("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}content")
    assert "two\ufffd wounded \u202eabc" in text


def test_rfc_4287_members(written):
    """Section 4.1: what a feed and an entry must have, and must have once."""
    ns = "{http://www.w3.org/2005/Atom}"
    root = ET.fromstring(written("atom", **OPTIONS))
    for node in (root, *root.findall(f"{ns}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(ns + name)) == 1
        assert RFC3339.fullmatch(node.findtext(f"{ns}updated"))
        assert node.findall(f"{ns}author/{ns}name")
        alternates = [link.get("href") for link in node.findall(f"{ns}link") if link.get("rel") == "alternate"]
        assert len(alternates) == 1


def test_json_feed(written, atom):
    found = json.loads(written("jsonfeed", **OPTIONS))
    assert set(found) == {"version", "title", "home_page_url", "feed_url", "language", "authors", "items"}
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    for item in found["items"]:
        assert set(item) - {"external_url"} == {"id", "url", "title", "content_text", "date_published", "date_modified", "authors", "tags", "_sayso"}
        assert all(isinstance(item[k], str) and item[k] for k in ("id", "url", "title", "content_text"))
        assert all(RFC3339.fullmatch(item[k]) for k in ("date_published", "date_modified"))
        assert all(isinstance(t, str) for t in item["tags"])
    same = atom(**OPTIONS).entries
    assert [(i["id"], i["title"], i["tags"]) for i in found["items"]] == [(e.id, e.title, terms(e)) for e in same]


def test_json_feed_without_addresses(written):
    found = json.loads(written("jsonfeed"))
    assert "home_page_url" not in found
    assert all("url" not in i and i["id"].startswith("urn:uuid:") for i in found["items"])
