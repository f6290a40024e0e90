"""Tables and JSON: columns found by name, rows that are bad alone."""

import json

import pytest

from sayso.errors import ColumnError, DamagedDocument, EmptyReport, InputError, TooDeep, TooLarge
from sayso.intake import Columns, Failure, Options, reports
from sayso.intake.records import USUAL
from tests.intake.documents import SECOND, STORY, THIRD

ROW = {
    "title": "Strike",
    "Body": STORY,
    "Date": "2026-05-04T21:30:00+02:00",
    "source": {"id": None, "name": "Grey Harbour Post"},
    "URL": "https://e.org/a",
    "authors": ["Ada", "Tom"],
}


def described(report):
    i = report.info
    return i.title, i.published, i.publisher, i.uri, i.author


def lines(*rows):
    return "\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows).encode()


def test_usual_columns_are_found():
    for data in (lines(ROW, ROW), lines([ROW]), lines(ROW), lines({"status": "ok", "articles": [ROW]}), lines({"data": {"items": [ROW]}})):
        report = next(reports(data))
        assert report.text == STORY
        assert described(report) == ("Strike", "2026-05-04", "Grey Harbour Post", "https://e.org/a", "Ada, Tom")


@pytest.mark.parametrize("name", USUAL["text"])
def test_every_usual_name_of_the_text(name):
    (report,) = reports(lines({name: STORY}))
    assert report.text == STORY


def test_columns_can_be_named():
    row = {"text": "x", "meta": {"said": STORY, "when": 1777920000}, "n": 7}
    columns = Columns(text="meta.said", published="meta.when", id="n")
    (report,) = reports(lines(row), Options(columns=columns))
    assert (report.text, report.info.published, report.info.id) == (STORY, "2026-05-04", "7")


def test_a_column_that_is_not_there():
    (failure,) = reports(lines(ROW), Options(columns=Columns(text="story")))
    assert isinstance(failure.error, ColumnError)
    assert "--column text=NAME" in failure.error.remedy
    assert "'Body'" in failure.error.seen
    (failure,) = reports(f"a,b\n{1},{2}\n".encode(), Options(kind="csv"))
    assert isinstance(failure.error, ColumnError)


def test_a_bad_line_costs_itself():
    found = list(reports(lines(ROW, "{broken", "", '"text"', {"text": None}, {"text": 5}, {"text": ""}, "[" * 100_000, ROW), Options(kind="jsonl")))
    kinds = [type(f.error) if isinstance(f, Failure) else f.text for f in found]
    assert kinds == [STORY, DamagedDocument, ColumnError, ColumnError, ColumnError, ColumnError, TooDeep, STORY]
    assert found[1].where == "bytes, line 2"


def test_an_empty_text_is_named():
    (failure,) = reports(lines({"text": " \n"}))
    assert isinstance(failure.error, EmptyReport)


def test_paragraphs_in_a_list_and_html_in_a_text():
    (report,) = reports(lines({"text": [STORY, SECOND]}))
    assert report.text == f"{STORY}\n\n{SECOND}"
    (report,) = reports(lines({"content_html": f"<p>{STORY}</p><p>{SECOND}</p>"}))
    assert report.text == f"{STORY}\n\n{SECOND}"
    (report,) = reports(lines({"text": "3 < 4 & the army > the town, the governor said on Sunday."}))
    assert "3 < 4 & the army > the town" in report.text


@pytest.mark.parametrize("data", [b"[]", b"{}", b"5", b"null", b'"x"', b"[1, 2]", b"[[1]]"])
def test_json_without_reports(data):
    assert all(isinstance(f, Failure) and isinstance(f.error, InputError) for f in reports(data, Options(kind="json")))


def test_json_in_utf_16_and_with_a_mark():
    for data in (b"\xef\xbb\xbf" + lines(ROW), json.dumps(ROW).encode("utf-16")):
        (report,) = reports(data, Options(kind="json"))
        assert report.text == STORY


@pytest.mark.parametrize("value", ["2026-05-04", "Mon, 04 May 2026 10:00:00 GMT", "May 4, 2026", "20260504T100000Z", "1777887600", 1777887600, 1777887600123])
def test_days_in_many_forms(value):
    (report,) = reports(lines({"text": STORY, "date": value}))
    assert report.info.published == "2026-05-04"


@pytest.mark.parametrize("value", ["soon", "2026-13-45", -5, 1e300, True, None, {}, []])
def test_a_day_that_is_none_counts_as_absent(value):
    (report,) = reports(lines({"text": STORY, "date": value}))
    assert report.info.published is None
    assert [w.kind for w in report.warnings] == ["no-date"]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tables(sign, end):
    rows = [["Title", "Text", "Date"], ["Strike", f'"{STORY}{end}{SECOND} ""No,"" he said."', "2026-05-04"], ["", "", ""], ["Two", f'"{THIRD}"', ""]]
    data = end.join(sign.join(r) for r in rows).encode()
    found = list(reports(data, Options(kind="csv")))
    assert [r.text for r in found] == [f'{STORY}{end}{SECOND} "No," he said.', THIRD]
    assert [r.info.title for r in found] == ["Strike", "Two"]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_character_sets_of_tables(charset):
    text = "“Over 20 people fled the café,” the mayor said on Sunday."
    (report,) = reports(f'text;x\n"{text}";1\n'.encode(charset), Options(kind="csv"))
    assert report.text == text


def test_a_row_with_too_many_cells_costs_itself():
    data = f'title,text\nA,"{STORY}"\nB,{STORY}\nC,"{SECOND}"\n'.encode()
    found = list(reports(data, Options(kind="csv")))
    assert [type(f.error) if isinstance(f, Failure) else f.info.title for f in found] == ["A", DamagedDocument, "C"]
    assert found[1].where == "bytes, line 3"


def test_a_quotation_mark_that_is_not_closed_costs_its_row_alone():
    data = f'text;n\n"{STORY};1\n"{SECOND}";2\n"{THIRD}";3\n'.encode()
    found = list(reports(data, Options(kind="csv")))
    assert [type(f.error) if isinstance(f, Failure) else f.text for f in found] == [DamagedDocument, SECOND, THIRD]


@pytest.mark.parametrize(("kind", "row"), [("jsonl", '{{"text": "{}"}}'), ("csv", '"{}"')])
def test_a_line_that_is_too_long_costs_itself(kind, row, monkeypatch):
    monkeypatch.setattr("sayso.intake.records._LINE", 1000)
    body = "\n".join(row.format(t) for t in (STORY, "the word " * 5000, SECOND))
    data = (body if kind == "jsonl" else f"text\n{body}\n").encode()
    found = list(reports(data, Options(kind=kind)))
    assert [type(f.error) if isinstance(f, Failure) else f.text for f in found] == [STORY, TooLarge, SECOND]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"text", b"text\n", b'"', b"\0,\0\n1,2\n", b"text\n" + b'"never closed\n' * 3])
def test_tables_of_nothing_raise_nothing(data):
    for found in reports(data, Options(kind="csv")):
        assert isinstance(found, Failure)
        assert isinstance(found.error, InputError)
