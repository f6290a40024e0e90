"""Bytes to text: exactly as decoded, or refused by name."""

import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sayso.errors import BinaryReport, EncodingError, InputError
from sayso.intake.decode import decode

STORY = "The mayor said: “We won’t leave.” Some 40 families – mostly from the café quarter – fled to Łódź…\r\n\r\nHe’d seen 12 dead.\n"
WESTERN = STORY.replace("Łódź", "Malmö")


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_any_form_comes_out_the_same(name):
    assert decode(STORY.encode(name)) == (STORY, ())


def test_big_endian_with_a_mark():
    assert decode(codecs.BOM_UTF16_BE + STORY.encode("utf-16-be"))[0] == STORY
    assert decode(codecs.BOM_UTF32_BE + STORY.encode("utf-32-be"))[0] == STORY


@pytest.mark.parametrize("name", ["cp1252", "mac_roman"])
def test_old_western_sets_are_told_apart_by_what_makes_sense(name):
    text, warnings = decode(WESTERN.encode(name))
    assert text == WESTERN
    assert [w.kind for w in warnings] == ["encoding"]
    assert name in warnings[0].remedy


def test_one_accent_is_enough():
    assert decode("The cafe (caf\xe9) was hit.".encode("cp1252"))[0] == "The cafe (café) was hit."
    assert decode("They don\u2019t know.".encode("mac_roman"))[0] == "They don’t know."
    assert decode("They don\u2019t know.".encode("cp1252"))[0] == "They don’t know."


def test_a_named_set_is_used_and_valid_utf8_wins_over_it():
    assert decode("Łódź was calm".encode("iso-8859-2"), charset="iso-8859-2")[0] == "Łódź was calm"
    assert decode(STORY.encode(), charset="iso-8859-2")[0] == STORY


def test_a_set_declared_in_the_text_is_used():
    page = '<meta charset="iso-8859-2">Łódź was calm'
    assert decode(page.encode("iso-8859-2"))[0] == page


def test_a_declaration_that_is_wrong_is_not_believed():
    page = 'charset="shift_jis" ' + WESTERN
    assert decode(page.encode("cp1252"))[0] == page


@pytest.mark.parametrize("name", ["no-such-set", "zlib", "rot13", "hex"])
def test_a_named_set_that_is_none(name):
    with pytest.raises(EncodingError, match="character set"):
        decode(b"caf\xe9", charset=name)


def test_a_named_set_that_does_not_fit():
    with pytest.raises(EncodingError, match="0xe9 at position 3 does not fit"):
        decode(b"caf\xe9", charset="ascii")


def test_utf8_that_was_cut_off_is_kept_with_a_warning():
    data = ("“Orvik” – " * 20).encode()[:-2]
    text, warnings = decode(data)
    assert text.startswith("“Orvik” – ")
    assert text.endswith("\ufffd")
    assert "1 places" in warnings[0].seen


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\x00", "zip"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\x1f\x8b\x08\x00" + bytes(20), "gzip"),
        (b"{\\rtf1\\ansi hello}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "Office"),
        (b"\x7fELF\x02\x01\x01", "program"),
        (b"MZ\x90\x00\x03\x00\x00\x00\xff\xff", "NUL"),
        (bytes(range(1, 32)) * 10, "control characters"),
        (b"abc\x00\x01\x02\x03\x04def" * 50, "control characters"),
    ],
)
def test_what_is_no_text_is_refused_with_what_it_seems_to_be(data, what):
    with pytest.raises(BinaryReport, match=what):
        decode(data)


def test_one_control_character_is_no_reason_to_refuse():
    for text in ("Rain\x07 fell on the town.", "\x00Rain fell.", "\x1b[31mRed\x1b[0m"):
        assert decode(text.encode()) == (text, ())


@pytest.mark.parametrize("text", ["a\r\nb\rc\n", "\u2028x\u0085", "\u202eabc", "مرحبا 12", "😀👩‍👩‍👧", "\ufeff\ufeffx", "zero\u200bwidth\u00ad"])
def test_nothing_is_normalised(text):
    assert decode(("x" + text).encode())[0] == "x" + text


@given(st.text())
def test_every_text_in_utf8_comes_back(text):
    assume(not text.startswith("\ufeff"))
    data = text.encode()
    try:
        got, warnings = decode(data)
    except BinaryReport:
        return  # magic or controls; they have their tests
    assert (got, warnings) == (text, ()) or "\x00" in text


@given(st.binary())
def test_any_bytes_give_text_or_a_named_error(data):
    try:
        text, _ = decode(data)
    except InputError as error:
        assert error.seen
        assert error.expected
        assert error.remedy
    else:
        assert isinstance(text, str)


@given(st.text(alphabet="abcdefghij ,.’“”–éüñ£", min_size=1), st.sampled_from(["cp1252", "mac_roman"]))
def test_detection_never_gives_other_letters_for_ascii(text, name):
    try:
        got, _ = decode(text.encode(name))
    except EncodingError:
        return  # "£££" alone tells nobody anything
    assert [c for c in got if c.isascii()] == [c for c in text if c.isascii()]
