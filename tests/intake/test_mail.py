"""Mails: headers describe, the body is read, attached documents are reports of their own."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from sayso.errors import DamagedDocument, EmptyReport, InputError
from sayso.intake import Failure, reports
from tests.intake.documents import META, PARAGRAPHS, SECOND, STORY, THIRD, page, pdf


def mail(text=STORY, html=None, **headers):
    m = EmailMessage()
    m["From"] = "Ada Lindqvist <ada@example.org>"
    m["Subject"] = "Strike on Orvik – first report"
    m["Date"] = "Mon, 04 May 2026 23:30:00 -0400"
    m["Message-ID"] = "<1@example.org>"
    for name, value in headers.items():
        m[name] = value
    if text is not None:
        m.set_content(text)
    if html is not None:
        m.add_alternative(html, subtype="html") if text is not None else m.set_content(html, subtype="html")
    return m


def read(m):
    return list(reports(m.as_bytes(policy=SMTP) if isinstance(m, EmailMessage) else m))


def test_the_headers_describe_the_report():
    (report,) = read(mail())
    assert report.text.strip() == STORY
    i = report.info
    assert (i.title, i.author, i.published) == ("Strike on Orvik – first report", "Ada Lindqvist", "2026-05-04")


def test_plain_text_is_preferred_and_html_is_read_where_it_is_alone():
    (report,) = read(mail(STORY, f"<p>{SECOND}</p>"))
    assert report.text.strip() == STORY
    (report,) = read(mail(None, f"<html><body><p>{STORY}</p><p>{SECOND}</p></body></html>"))
    assert report.text == f"{STORY}\n\n{SECOND}"


@pytest.mark.parametrize("encoding", ["7bit", "quoted-printable", "base64"])
def test_transfer_encodings(encoding):
    m = mail(None)
    m.set_content(STORY, cte=encoding)
    (report,) = read(m)
    assert report.text.strip() == STORY


def test_the_character_set_of_a_part():
    m = mail(None)
    m.set_content("“Over 20 people fled the café,” the mayor said.", charset="windows-1252")
    (report,) = read(m)
    assert report.text.strip() == "“Over 20 people fled the café,” the mayor said."


def test_attached_documents_are_reports_of_their_own():
    m = mail()
    m.add_attachment(pdf([SECOND]), maintype="application", subtype="pdf", filename="situation.pdf")
    m.add_attachment(THIRD, filename="note.txt")
    m.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="map.png")
    m.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="application", subtype="octet-stream", filename="map.pdf")
    found = read(m)
    assert [r.text.strip() for r in found if not isinstance(r, Failure)] == [STORY, SECOND, THIRD]
    (failure,) = [f for f in found if isinstance(f, Failure)]
    assert failure.where == "bytes, attachment 'map.pdf'"


def test_a_forwarded_mail_is_a_report_of_its_own():
    m = mail(SECOND)
    m.add_attachment(mail(STORY))
    assert [r.text.strip() for r in read(m)] == [SECOND, STORY]


def test_a_mailbox_holds_many_and_a_bad_one_costs_itself():
    box = b""
    for m in (mail(STORY), b"\n\n\nno headers at all\n", mail(SECOND)):
        body = m if isinstance(m, bytes) else m.as_bytes()
        box += b"From ada@example.org Mon May  4 23:30:00 2026\n" + body + b"\n"
    found = read(box)
    assert [r.text.strip() if not isinstance(r, Failure) else r.where for r in found] == [STORY, "bytes, mail 2", SECOND]


def test_a_saved_page_is_read_as_a_page():
    m = EmailMessage()
    m["From"] = "<Saved by Blink>"
    m["Snapshot-Content-Location"] = "https://www.example.org/news/shell"
    m["MIME-Version"] = "1.0"
    m["Subject"] = "Shell"
    m.set_content(page(head=META).decode(), subtype="html")
    del m["MIME-Version"]
    m["MIME-Version"] = "1.0"
    m.make_related()
    (report,) = read(m)
    assert [p for p in PARAGRAPHS if p in report.text] == list(PARAGRAPHS)
    assert report.info.uri == "https://www.example.org/news/shell"
    assert report.info.published == "2026-05-04"


def test_a_mail_without_text():
    m = mail(None)
    m.set_content(b"\x89PNG", maintype="image", subtype="png")
    (failure,) = read(m)
    assert isinstance(failure.error, EmptyReport)


@pytest.mark.parametrize(
    "broken",
    [
        b"Subject: =?utf-99?b?%%%?=\nMessage-ID: <1>\nDate: yesterday\nFrom: ,,,\nContent-Type: ;;;\n\n" + STORY.encode(),
        b"Message-ID: <1>\nFrom: a\nContent-Type: text/plain; charset=utf-99\nContent-Transfer-Encoding: x\n\n" + STORY.encode(),
        b"Message-ID: <1>\nFrom: a\nContent-Type: multipart/mixed\n\n" + STORY.encode(),
        b'Message-ID: <[\nFrom: "<>@[\nSubject: \x80\xff\n\n' + STORY.encode(),
    ],
)
def test_a_mail_that_breaks_the_rules_is_read_or_named(broken):
    (found,) = read(broken)
    assert STORY in found.text if not isinstance(found, Failure) else isinstance(found.error, InputError)


def test_mails_within_mails_without_end_are_refused():
    m = mail(STORY)
    for _ in range(12):
        outer = mail(SECOND)
        outer.add_attachment(m)
        m = outer
    found = read(m)
    assert isinstance(found[-1], Failure)
    assert len(found) < 9


def test_a_mail_of_too_many_parts_is_refused():
    head = b"Message-ID: <1>\nFrom: a\nContent-Type: multipart/mixed; boundary=x\n\n"
    (failure,) = read(head + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 5000)
    assert isinstance(failure.error, DamagedDocument)
    (failure,) = read(head + b"--x\n\na\n" * 5000)
    assert isinstance(failure.error, DamagedDocument)
