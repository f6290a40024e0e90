"""CSV: read again by the standard library, with nothing that a spreadsheet would run; HXL's tag row; columns that keep their names."""

import csv
import io
import re
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.export.csv import neutral, original
from sayso.export.layouts import LAYOUTS
from sayso.ledger import Filter

TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
"""HXL 1.1: a hashtag and its attributes."""
ACLED = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction"
    " civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
).split()


def table(data):
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_one_row_a_claim_with_its_slots(written, extract):
    rows = table(written("csv"))
    assert [r["id"] for r in rows] == [c.key for c in extract.claims]
    [row] = [r for r in rows if r["low"] == "12"]
    wanted = {
        "kind": "figure", "source_original": "mayor of Goma", "source_kind": "anonymous", "source_via": "Alpha Wire; Kivu FM", "source_office": "Alpha Wire",
        "source_date": "2026-05-02", "source_article": "https://alpha.example/goma?a=1&b=2", "measure": "killed", "best": "12", "high": "", "relation": "at_least",
        "place": "Goma", "country": "Democratic Republic of the Congo", "country_iso": "CD", "geonameid": "216281", "latitude": "-1.6792", "where_prec": "1",
        "date_start": "2026-05-01", "date_end": "2026-05-01", "date_prec": "1", "contradicting": "1", "superseded": "true", "known_from": "2026-05-02T06:30:00.250000Z",
        "known_to": "", "origin": "sayso 9.9", "conditional": "",
    }  # fmt: skip
    assert {k: row[k] for k in wanted} == wanted


def test_no_text_begins_like_a_formula(written):
    texts = [c.name for c in LAYOUTS["ged"].columns if c.type == "string"]
    rows = table(written("csv"))
    assert not [(k, r[k]) for r in rows for k in texts if r[k][:1] in set("=+-@\t\r")]
    assert {r["unit"] for r in rows} >= {"'=children"}
    assert {r["source_headline"] for r in rows} >= {"''=1+1", '\'=HYPERLINK("http://bad.example","Read")'}


def test_what_was_put_before_formulas_can_be_taken_away(written, extract):
    rows = table(written("csv"))
    assert [original(r["quote"]) for r in rows] == [c.quote for c in extract.claims]
    assert [original(r["source_headline"]) for r in rows] == [extract.report(c).title or "" for c in extract.claims]


def test_formulas_stay_where_a_program_reads(written, extract):
    assert [r["quote"] for r in table(written("csv", formulas=True))] == [c.quote for c in extract.claims]


@given(st.text(alphabet=st.sampled_from("='+-@\t\r＝a1 ") | st.sampled_from(string.printable)))
@example("'")
@example("''=")
def test_neutral_is_undone_by_original(text):
    cell = neutral(text)
    assert original(cell) == text
    assert cell[:1] not in set("=+-@\t\r＝＋－＠") or not cell


@pytest.mark.parametrize("name", LAYOUTS)
def test_tag_row_follows_the_header(written, name):
    header, tags, *rest = csv.reader(io.StringIO(written("csv", layout=name, hxl=True).decode(), newline=""))
    assert len(header) == len(tags)
    assert all(TAG.fullmatch(t) for t in tags if t)
    assert len([t for t in tags if t]) == len({t for t in tags if t})  # a tag tells columns apart
    assert rest == list(csv.reader(io.StringIO(written("csv", layout=name).decode(), newline="")))[1:]


def test_every_column_of_the_ordinary_table_has_a_tag():
    assert all(c.hxl for c in LAYOUTS["ged"].columns)


def test_acled_names_its_columns_so_and_codes_nothing_that_was_not_read(written):
    rows = table(written("csv", layout="acled"))
    assert list(rows[0]) == ACLED
    assert {r["event_type"] for r in rows} == {"", "ASSAULT", "captured", "lost"}
    assert not any(r[k] for r in rows for k in ("disorder_type", "inter1", "interaction", "civilian_targeting", "region"))
    fatal = {r["event_id_cnty"]: r["fatalities"] for r in rows if r["fatalities"]}
    assert sorted(fatal.values()) == ["12", "15", "7"]
    [kivu] = [r for r in rows if r["location"] == "North Kivu"]
    assert (kivu["event_date"], kivu["year"], kivu["time_precision"], kivu["geo_precision"], kivu["admin1"]) == ("2026-04-01", "2026", "3", "3", "North Kivu")


def test_acled_leaves_out_what_is_no_event(written):
    assert not table(written("csv", Filter(kinds=("statement", "commitment")), layout="acled"))


def test_links_are_a_table_of_their_own(written):
    rows = table(written("csv", layout="links"))
    assert sorted(r["verdict"] for r in rows) == ["contradicts", "corroborates", "different_scope", "updates"]
    [row] = [r for r in rows if r["verdict"] == "contradicts"]
    assert (row["earlier_source"], row["later_source"], row["slots"]) == ("mayor of Goma", "Ana Paz", "place=same; value=disjoint")
    assert row["earlier"] in {r["id"] for r in table(written("csv"))}
