"""What people do: review, fix, split, merge, undo; paste and add."""

import re

import pytest

from sayso.ledger import Filter, Ledger
from sayso.ledger.corrections import corrections
from tests.web.conftest import mark

TEXT = (
    "GOMA, 4 May 2027 (Lake Post) - At least 12 people were killed in Goma on Friday, the governor said.\n\nThe army denied that it had shelled the market.\n"
)


def send(client, to, **fields):
    return client.post(to, data={"csrf": mark(client), "who": "Ana Paz", "why": "compared with the text", **fields})


@pytest.fixture
def figure(ledger):
    return next(c for c in ledger.claims(Filter(kinds=("figure",), place="Malakal")) if c.low == 23 == c.high)


def test_accept_is_kept_with_name_and_reason(client, ledger, figure):
    answer = send(client, f"/claim/{figure.key}/correct", action="accept")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/claim/{figure.key}#history"
    [made] = corrections(ledger)
    assert (made.action, made.who, made.why, made.claim) == ("accept", "Ana Paz", "compared with the text", figure.key)
    page = client.get(f"/claim/{figure.key}").text
    assert "Ana Paz" in page
    assert 'value="Ana Paz"' in page  # the next form knows the name


def test_a_fix_puts_another_claim_in_its_place_and_undo_brings_it_back(client, ledger, figure):
    shown = {
        "measure": "killed",
        "low": "23",
        "high": "25",
        "relation": "range",
        "unit": "",
        "place": "Malakal",
        "time": "2027-03-03/2027-03-05",
        "source": figure.root.name,
    }
    answer = send(client, f"/claim/{figure.key}/correct", action="fix", **{**shown, "unit": figure.unit or ""})
    new = answer.headers["location"].split("/")[2].partition("#")[0]
    made = ledger.claim(new)
    assert (made.low, made.high, made.time, made.earliest, made.latest) == (23, 25, "2027-03-03/2027-03-05", "2027-03-03T00:00", "2027-03-05T23:59")
    [fix] = corrections(ledger)
    assert set(fix.fields) == {"high", "relation", "time", "earliest", "latest"} | ({"source"} if made.root.id != figure.root.id else set())
    assert ledger.claim(figure.key).known_to
    old = client.get(f"/claim/{figure.key}").text
    assert f'href="/claim/{new}"' in old
    assert "no longer stands" in old
    assert send(client, f"/correction/{fix.id}/undo").status_code == 303
    assert ledger.claim(figure.key).known_to is None
    assert ledger.claim(new).known_to is not None
    assert send(client, f"/correction/{fix.id}/undo").status_code == 404  # it was undone already


@pytest.mark.parametrize(
    "fields",
    [
        {"low": "many"}, {"low": "nan"}, {"low": "30", "high": "20"}, {"measure": "joy"}, {"time": "soon"}, {"unit": "x" * 500}, {"relation": "<script>"}, {"low": "1e400"},
    ],
)  # fmt: skip
def test_values_that_cannot_be_are_refused(client, ledger, figure, fields):
    answer = send(client, f"/claim/{figure.key}/correct", action="fix", **fields)
    assert answer.status_code == 400
    assert "What to do" in answer.text
    assert corrections(ledger) == []


def test_split_and_reject(client, ledger, figure):
    assert send(client, f"/claim/{figure.key}/correct", action="split", measure="injured", low="71", high="71").status_code == 303
    assert send(client, f"/claim/{figure.key}/correct", action="reject").status_code == 303
    assert [c.action for c in corrections(ledger)] == ["split", "reject"]
    second = [c for c in ledger.claims(Filter(kinds=("figure",), measures=("injured",))) if c.origin.startswith("person:")]
    assert [(c.low, c.start) for c in second] == [(71, figure.start)]
    assert ledger.claim(figure.key).known_to


def test_nothing_is_kept_without_name_or_reason(client, ledger, figure):
    for fields in ({"who": ""}, {"why": " "}):
        data = {"csrf": mark(client), "who": "Ana", "why": "read", "action": "accept", **fields}
        assert client.post(f"/claim/{figure.key}/correct", data=data).status_code == 404
    assert send(client, f"/claim/{figure.key}/correct", action="burn").status_code == 400
    assert corrections(ledger) == []


def test_the_queue_begins_with_what_is_disputed_and_forgets_what_was_judged(client, ledger):
    first = re.findall(r'value="accept:([0-9a-f]+)"', client.get("/review").text)
    against = {k for x in ledger.links(verdicts=("contradicts",)) for k in (x.a, x.b)}
    assert first[0] in against
    assert send(client, "/review", do=f"accept:{first[0]}").headers["location"] == "/review"
    assert send(client, "/review", do=f"reject:{first[1]}").status_code == 303
    after = client.get("/review").text
    assert first[0] not in re.findall(r'value="accept:([0-9a-f]+)"', after)
    assert "2 corrections" in after
    assert send(client, "/review", do="undo:1").status_code == 303
    assert first[0] in re.findall(r'value="accept:([0-9a-f]+)"', client.get("/review").text)
    for wrong in ("burn:1", "undo:x", "accept:", ""):
        assert send(client, "/review", do=wrong).status_code in (400, 404)


def test_forms_lead_to_no_other_host(client, figure):
    answer = send(client, f"/claim/{figure.key}/correct", action="accept", next="//evil.example/")
    assert answer.headers["location"].startswith("/claim/")


def test_merge_and_split_of_entities(client, ledger):
    a, b = (ledger.actors(name)[0] for name in ("John Taban Lukudu", "Gabriel Wani Modi"))
    assert send(client, "/entity/merge", kept=str(a.id), gone=str(b.id)).status_code == 303
    assert b.id in ledger.members(a.id)
    [merged] = corrections(ledger)
    assert send(client, f"/correction/{merged.id}/undo").status_code == 303
    assert b.id not in ledger.members(a.id)
    report = ledger.db.execute("SELECT r.key FROM mention m JOIN report r ON r.id = m.report WHERE m.entity = ? LIMIT 1", (b.id,)).fetchone()[0]
    assert send(client, "/entity/split", entity=str(b.id), report=report).status_code == 303
    assert corrections(ledger)[-1].action == "split"
    assert send(client, "/entity/merge", kept="x", gone="1").status_code == 404
    assert "Taken for one" in client.get("/source?name=Gabriel+Wani+Modi").text


def test_a_pasted_text_is_read_shown_and_added(client, path):
    before = client.get("/reports.json").json()
    answer = send(client, "/add", text=TEXT.replace("\n", "\r\n"), publisher="Lake Post")
    assert answer.status_code == 303
    where = answer.headers["location"]
    page = client.get(where).text
    assert "not in the ledger yet" in page
    assert "at least 12 killed" in page
    assert client.get(f"{where}.json").json()["text"] == TEXT  # as it was pasted: browsers send CRLF
    assert client.get("/reports.json").json() == before
    kept = send(client, where)
    assert kept.status_code == 303
    key = kept.headers["location"].rsplit("/", 1)[-1]
    assert client.get(f"/report/{key}").status_code == 200
    assert len(client.get("/reports.json").json()) == len(before) + 1
    assert client.get(where).status_code == 404
    with Ledger(path, read_only=True) as ledger:
        assert ledger.report(key).publisher == "Lake Post"


def test_a_dropped_file_is_read_whatever_it_is_called(client, path):
    answer = client.post("/add", data={"csrf": mark(client)}, files={"file": ("../../etc/evil.txt", TEXT.encode(), "text/plain")})
    assert answer.status_code == 303
    found = client.get(f"{answer.headers['location']}.json").json()
    assert found["report"]["uri"] is None
    assert ".." not in (found["report"]["title"] or "")
    assert sorted(p.name for p in path.parent.iterdir() if p.suffix == ".db") == ["story.db"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"text": " "}, 422), ({"text": "Le président a déclaré que la ville était tombée hier soir, selon les habitants du quartier."}, 422), ({"text": TEXT, "published": "soon"}, 400),
        ({"address": "ftp://x/"}, 400), ({"address": "http://127.0.0.1:1/"}, 422), ({"address": "http://169.254.169.254/latest"}, 422), ({"text": "word " * 80_000}, 422),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(client, fields, status):
    answer = send(client, "/add", **fields)
    if answer.status_code == 400 and fields.get("address", "").startswith("http"):
        assert "not installed" in answer.text  # the libraries for fetching are an extra
        return
    assert answer.status_code == status
    assert "What to do" in answer.text


def test_no_address_is_fetched_where_that_is_off(path, open_pages):
    pages = open_pages(path, fetch=False)
    assert 'name="address"' not in pages.get("/add").text
    assert send(pages, "/add", address="https://example.org/").status_code == 400
