"""PDF documents: their text, without running heads, words made whole; what has none, or is locked, is named."""

import io

import pytest

from sayso.errors import DamagedDocument, EmptyReport, InputError, LockedDocument, TooLarge
from sayso.intake import Options, reports
from tests.intake.documents import SECOND, STORY, THIRD, pdf


@pytest.mark.parametrize("packed", [False, True])
def test_the_text_of_a_document(packed):
    (report,) = reports(pdf([STORY], [SECOND], packed=packed))
    assert report.text == f"{STORY}\n{SECOND}"


def test_running_heads_and_page_numbers_go():
    pages = [["Situation report", text, f"Page {n} of 4"] for n, text in enumerate((STORY, SECOND, THIRD, STORY.replace("12", "14")), 1)]
    (report,) = reports(pdf(*pages))
    assert report.text == "\n".join((STORY, SECOND, THIRD, STORY.replace("12", "14")))


def test_words_cut_at_the_end_of_a_line_are_made_whole():
    (report,) = reports(pdf(["At least 12 people were killed, the gover-", "nor said. The Anglo-", "Saxon north was calm."]))
    assert report.text == "At least 12 people were killed, the governor said. The Anglo-\nSaxon north was calm."


def test_title_author_and_day_of_making():
    made = "/Title (Situation in Orvik) /Author (Ada Lindqvist) /CreationDate (D:20260505093000Z)"
    (report,) = reports(pdf([STORY], info=made))
    assert (report.info.title, report.info.author, report.info.published) == ("Situation in Orvik", "Ada Lindqvist", "2026-05-05")
    assert [w.kind for w in report.warnings] == ["date"]
    (report,) = reports(pdf([STORY], info=made), Options(published="2026-05-04"))
    assert (report.info.published, report.warnings) == ("2026-05-04", ())


def test_the_day_in_the_first_lines_wins_over_that_of_making():
    (report,) = reports(pdf(["4 May 2026", STORY], info="/CreationDate (D:20260601) /Title (Microsoft Word - x.doc)"))
    assert (report.info.published, report.info.title, report.warnings) == ("2026-05-04", None, ())


def test_pictures_of_pages_have_no_text():
    (failure,) = reports(pdf([], []))
    assert isinstance(failure.error, EmptyReport)
    assert "OCR" in failure.error.remedy


def test_a_document_with_a_password():
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([STORY]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    (failure,) = reports(out.getvalue())
    assert isinstance(failure.error, LockedDocument)


def test_a_document_that_is_cut_off():
    whole = pdf([STORY], [SECOND])
    for at in (9, 60, len(whole) // 2):
        (failure,) = reports(whole[:at])
        assert isinstance(failure.error, DamagedDocument | EmptyReport)


def test_a_document_that_unpacks_to_too_much_is_refused():
    (failure,) = reports(pdf([STORY], packed=True, extra=b" " * 120_000_000))
    assert isinstance(failure.error, TooLarge)


def test_a_page_with_too_much_on_it_costs_itself():
    (report,) = reports(pdf([STORY], ["map"], drawn=2))
    assert report.text == STORY
    assert "pages" in [w.kind for w in report.warnings]


def test_more_pages_than_a_report_has():
    kids = b"[" + b"4 0 R " * 1500 + b"]"
    (failure,) = reports(pdf([STORY]).replace(b"[4 0 R]", kids).replace(b"/Count 1", b"/Count 1500"))
    assert isinstance(failure.error, InputError)
