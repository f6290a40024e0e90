"""Every page answers on the story, says the same as its twin, and leads only to addresses that are there."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest

from sayso.answers.changes import changes
from sayso.answers.control import tenure
from sayso.ledger import Filter, Ledger
from sayso.web.contents import PAGES

PLAIN = ["/", "/news", "/reports", "/places", "/timeline", "/figures", "/control", "/promises", "/sources", "/search", "/review", "/brief", "/add"]


class Links(HTMLParser):
    """Addresses of a page, its ids, and elements whose attributes the policy would forbid."""

    def __init__(self, text):
        super().__init__()
        self.addresses, self.ids, self.inline, self.stack = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        for name in ("href", "src", "action"):
            if name in found:
                self.addresses.append(found[name])
        if "id" in found:
            self.ids.append(found["id"])
        self.inline += [f"{tag} {name}" for name in found if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in found and found.get("type") != "application/json"):
            self.inline.append(tag)


def addresses(ledger):
    key = ledger.links(verdicts=("contradicts",), limit=1)[0].a
    place = ledger.actors("Malakal", kind="place")[0].id
    return [
        *PLAIN, f"/report/{ledger.reports(limit=1)[0].key}", f"/claim/{key}", f"/place/{place}", "/source?name=Meridian+Press", "/search?q=Malakal",
        "/figures?place=Malakal&rule=median", "/brief?place=Malakal", "/timeline?as_of=2027-03-05", "/control?place=Kodok",
    ]  # fmt: skip


def test_every_page_answers_without_anything_inline(client, ledger):
    for address in addresses(ledger):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["content-type"].startswith("text/html")
        page = Links(answer.text)
        assert page.inline == [], address
        assert len(page.ids) == len(set(page.ids)), address
        assert 'lang="en"' in answer.text
        assert re.search(r"<h1[ >]", answer.text), address


def test_every_link_leads_somewhere_on_this_server(client, ledger):
    seen, waiting = set(), addresses(ledger)
    for address in waiting:
        for link in Links(client.get(address).text).addresses:
            parts = urlsplit(urljoin(f"http://127.0.0.1{address}", link))
            assert parts.netloc == "127.0.0.1", link
            seen.add(parts.path + (f"?{parts.query}" if parts.query else ""))
    posts = {"/review", "/add", "/entity/merge", "/entity/split", "/source"}  # the last is a form's, which adds the name
    for link in sorted(seen):
        if link.startswith(("/static", "/export/parquet", "/export/xlsx")) or link in posts or link.endswith(("/correct", "/undo")):
            continue
        assert client.get(link).status_code == 200, link
    assert len(seen) > 150


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.path)
def test_every_page_has_a_twin_that_the_description_knows(client, ledger, page):
    if page.path == "/":
        return
    values = {"key": ledger.reports(limit=1)[0].key if page.name == "article" else ledger.claims(Filter(limit=1))[0].key, "id": ledger.actors("Kodok")[0].id}
    answer = client.get(f"{page.path.format(**values)}.json?{'name=Meridian+Press' if page.name == 'source' else 'place=Malakal'}")
    assert answer.status_code == 200
    json.loads(answer.content)
    described = client.get("/openapi.json").json()
    assert "200" in described["paths"][f"{page.path}.json"]["get"]["responses"]


def test_twins_say_what_the_answers_say(client, ledger):
    import msgspec

    assert client.get("/control.json").content == msgspec.json.encode(tenure(ledger, Filter(kinds=("control",), limit=101)))
    assert client.get("/news.json?since=2027-03-07").json()["changes"] == json.loads(
        msgspec.json.encode(changes(ledger, "2027-03-07", Filter(since="2027-03-07", limit=500)))
    )


def test_exports_hold_what_the_page_shows(client, ledger):
    figures = ledger.claims(Filter(kinds=("figure",), place="Malakal"))
    table = client.get("/export/csv?kind=figure&place=Malakal")
    assert table.headers["content-disposition"].startswith("attachment")
    assert len(table.text.splitlines()) == len(figures) + 1
    found = client.get(f"/export/geojson?keys={figures[0].key},{figures[1].key}").json()
    assert {f["id"] for f in found["features"]} == {figures[0].key, figures[1].key}
    assert client.get("/export/nonsense").status_code == 400


def test_what_was_known_then(client):
    now, then = (client.get(f"/figures.json?place=Malakal{rest}").json() for rest in ("", "&as_of=2027-03-04"))
    told = {p["claim"]["reported"] for s in then for p in s["series"]["points"]}
    assert told == {"2027-03-04"}
    assert max(p["claim"]["reported"] for s in now for p in s["series"]["points"]) > "2027-03-04"
    assert "as of 4 Mar 2027" in client.get("/figures?as_of=2027-03-04").text


def test_neighbours_told_later_are_not_known_then(client, ledger):
    key = next(x.a for x in ledger.links(verdicts=("contradicts",)) if ledger.claim(x.a).reported < ledger.claim(x.b).reported)
    day = ledger.claim(key).reported
    then = client.get(f"/claim/{key}.json?as_of={day}").json()["comparison"]
    assert all(b["claim"]["reported"] <= day for part in ("agree", "differ", "others") for b in then[part])
    assert len(then["differ"]) < len(client.get(f"/claim/{key}.json").json()["comparison"]["differ"])


def test_a_claim_shows_the_slot_that_differs_and_the_sources_behind_each_side(client, ledger):
    figures = [x for x in ledger.links(verdicts=("contradicts",)) if ledger.claim(x.a).kind == "figure"]
    text = client.get(f"/claim/{figures[0].a}").text
    row = re.search(r'<tr class="differs"><th scope="row">number</th>.*?</tr>', text, re.DOTALL)
    assert row
    assert '<td class="other">' in row[0]
    assert "independent" in text


def test_claims_of_every_kind_can_be_compared(client, ledger):
    for kind in ("figure", "event", "control", "commitment", "statement"):
        claim = ledger.claims(Filter(kinds=(kind,), limit=1))[0]
        assert client.get(f"/claim/{claim.key}").status_code == 200, kind


def test_a_report_marks_what_was_read_and_what_was_not(client, ledger):
    report = next(r for r in ledger.reports() if r.publisher == "Radio Sobat")
    text = client.get(f"/report/{report.key}").text
    assert 'class="unread"' in text
    for kind in ("statement", "source", "figure", "place", "time", "event"):
        assert f"m k-{kind}" in text
    shown = re.sub(r'<a class="ref".*?</a>', "", re.search(r"data-text>(.*?)</div>", text, re.DOTALL)[1])
    shown = re.sub(r"<[^>]+>", "", shown).replace("&#34;", '"').replace("&quot;", '"').replace("&amp;", "&").replace("&#39;", "'").replace("&#x27;", "'")
    assert [line.strip() for line in shown.strip().splitlines()] == [line.strip() for line in ledger.text(report.key).strip().splitlines()]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/figures?as_of=yesterday", 400), ("/figures?measure=joy", 400), ("/search?page=0", 400), ("/search?page=99999", 400), ("/search?place=" + "x" * 300, 400),
        ("/figures?rule=guess", 400), ("/claim/ffffffffffffffff", 404), ("/report/nothing", 404), ("/place/999999", 404), ("/place/x", 404), ("/source?name=Nobody+At+All", 404),
        ("/nothing", 404), ("/static/../app.py", 404), ("/reading/nothing", 404),
    ],
)  # fmt: skip
def test_what_is_not_there_says_what_to_do(client, address, status):
    answer = client.get(address)
    assert answer.status_code == status
    if "static" not in address:
        assert "What to do" in answer.text
    if "?" in address and status == 400:
        twin = client.get(address.replace("?", ".json?"))
        assert twin.status_code == status
        assert twin.json()["remedy"]


def test_an_empty_ledger_says_what_to_do_next(open_pages, tmp_path):
    pages = open_pages(tmp_path / "new.db")
    for address in PLAIN:
        answer = pages.get(address)
        assert answer.status_code == 200, address
    assert "sayso add" in pages.get("/").text


def test_lists_turn_their_pages(client):
    first, second = (client.get(f"/search.json?page={n}").json() for n in (1, 2))
    assert {c["key"] for c in first["claims"]}.isdisjoint({c["key"] for c in second["claims"]})
    assert 'rel="next"' in client.get("/search").text
    assert first["facets"]["claims"] == sum(v["claims"] for v in first["facets"]["facets"][0]["values"])


def test_answers_are_asked_for_again_when_the_ledger_changes(client, path):
    from sayso.ledger.corrections import correct

    before = client.get("/figures.json").json()
    key = before[0]["series"]["points"][0]["claim"]["key"]
    with Ledger(path) as other:
        correct(other, key, "reject", who="Ana", why="not said")
    after = client.get("/figures.json").content.decode()
    assert f'"key":"{key}"' not in after
