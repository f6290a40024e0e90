"""Text to a report: described, its oddities noted, not a character changed."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sayso
from sayso.errors import DateError, EmptyReport, InputError, LanguageError, TooLarge
from sayso.intake import LIMIT, language, report_from_text
from sayso.types.reading import ReportInfo
from sayso.types.report import Report

STORY = "At least 12 people were killed in Orvik on Sunday, the governor said."


def kinds(text, **rest):
    return [w.kind for w in report_from_text(text, **rest).warnings]


def test_a_report_is_described():
    report = report_from_text(STORY, published="2026-05-04", publisher="Grey Harbour Post", title="Strike", uri="a.txt")
    digest = hashlib.sha256(STORY.encode()).hexdigest()
    assert report.text == STORY
    assert report.info == ReportInfo(
        id=digest[:16], uri="a.txt", title="Strike", publisher="Grey Harbour Post", published="2026-05-04", language="en", sha256=digest,
        characters=len(STORY), reader=f"sayso {sayso.__version__}",
    )  # fmt: skip
    assert report.warnings == ()
    assert report_from_text(STORY, id="mine").info.id == "mine"


def test_the_given_day_wins_over_the_one_in_the_text():
    assert report_from_text("date 2022-03-26 " + STORY).info.published == "2022-03-26"
    assert report_from_text("date 2022-03-26 " + STORY, published="2022-03-27").info.published == "2022-03-27"


def test_without_a_day_there_is_a_warning_that_says_what_to_do():
    (warning,) = report_from_text(STORY).warnings
    assert warning.kind == "no-date"
    assert "--published" in warning.remedy
    assert kinds(STORY, published="2026-05-04") == []


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t", "\ufeff", "\u200b\u200b", "\u00a0\u3000", "\x00\x00", "\u202e \u2066"])
def test_nothing_to_read(text):
    with pytest.raises(EmptyReport):
        report_from_text(text)


def test_too_large():
    with pytest.raises(TooLarge, match="5,000,000"):
        report_from_text("word " * (LIMIT // 5) + "x")
    assert report_from_text("the word " * 1000).info.characters == 9000


def test_a_bad_day():
    with pytest.raises(DateError):
        report_from_text(STORY, published="yesterday")


FOREIGN = [
    "Die Soldaten haben den Hafen der Stadt verlassen, sagte der Bürgermeister am Freitag nach einem Treffen mit den Bewohnern.",
    "Les soldats ont quitté le port de la ville vendredi, a déclaré le maire après une réunion avec les habitants du quartier.",
    "Los soldados abandonaron el puerto de la ciudad el viernes, dijo el alcalde tras una reunión con los vecinos del barrio.",
    "De soldaten hebben de haven van de stad verlaten, zei de burgemeester op vrijdag na een bijeenkomst met de bewoners.",
    "Солдаты покинули порт города в пятницу, сказал мэр после встречи с жителями.",
    "غادر الجنود ميناء المدينة يوم الجمعة، وفقا لما قاله رئيس البلدية بعد اجتماع مع السكان.",
    "士兵们星期五离开了港口，市长在与居民会面后说。",
    "Wanajeshi waliondoka bandarini Ijumaa, alisema meya wa mji huo baada ya mkutano na wakazi wa eneo hilo la pwani.",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_are_refused(text):
    with pytest.raises(LanguageError, match="English"):
        report_from_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Goma: 12 dead",
        "12 34 56",
        "Rain.",
        "SHELLING IN ORVIK; 12 DEAD; PORT SHUT",
        "Kyiv Kharkiv Mariupol Kherson Odesa Lviv Dnipro Zaporizhzhia Sumy Chernihiv Poltava Mykolaiv Donetsk Luhansk",
        "Goma: 12 dead, 30 hurt. Rutshuru: 3 dead. Beni: 4 dead, market burnt. Bunia: calm. Butembo: roads cut. Masisi: fighting reported",
        "“Мы не уйдём,” the mayor told reporters in Russian, and then he repeated it in English: we will not leave this town.",
        "The word is 士兵 and it means soldier, the teacher said.",
        "the " * 3,
    ],
)
def test_short_mixed_and_listed_english_is_read(text):
    assert report_from_text(text).text == text


def test_a_list_of_common_words_is_told_without_statistics(monkeypatch):
    monkeypatch.setattr(language, "_identify", lambda sample: ("xx", 1.0))
    things = "Losses: vehicles (burnt), bridges (damaged), trenches (flooded), warehouses, tractors, generators, blankets, shovels, ladders, buckets, kitchens, stoves."
    assert report_from_text(things).text == things
    with pytest.raises(LanguageError):
        report_from_text(
            "Verluste: Fahrzeuge (verbrannt), Brücken, Gräben (überflutet), Lager, zerstörte Leitern, beschädigte Küchen, gesunkene Boote, drei Eimer."
        )


def test_a_long_foreign_text_with_an_english_title_is_refused():
    with pytest.raises(LanguageError):
        report_from_text("News from the port\n\n" + " ".join(FOREIGN[0:1] * 40))


def test_mojibake_is_kept_and_said():
    assert kinds("The mayor said: â€œWe wonâ€™t leave.â€\x9d", published="2026-05-04") == ["mojibake"]
    assert kinds("The cafÃ© was hit", published="2026-05-04") == ["mojibake"]
    assert kinds("The café “was” hit in Łódź, Ångström; SÃO PAULO; À", published="2026-05-04") == []


def test_a_page_is_read_as_it_is_and_said():
    assert kinds("<!DOCTYPE html><p>The mayor said so.</p>", published="2026-05-04") == ["markup"]


def test_half_a_surrogate_pair_does_not_fail():
    report = report_from_text("The mayor \ud83d said so", published="2026-05-04")
    assert [w.kind for w in report.warnings] == ["surrogates"]
    assert report.info.characters == 19


TITLES = {
    "Strike on Orvik\n\nAt least 12 died.": "Strike on Orvik",
    "# Strike on Orvik\r\n\r\nAt least 12 died.": "Strike on Orvik",
    "At least 12 died.\n\nThe mayor said so.": None,
    "Strike on Orvik\nAt least 12 died.": None,
    "Strike on Orvik": None,
    "Strike on Orvik\n\n  ": None,
    "26 March 2022\n\nAt least 12 died.": None,
    "Rain fell " * 20 + "\n\nAt least 12 died.": None,
}


@pytest.mark.parametrize(("text", "title"), TITLES.items())
def test_a_title_that_stands_apart(text, title):
    assert report_from_text(text).info.title == title


@given(st.text(alphabet=st.characters(), max_size=200))
def test_the_text_is_never_touched(text):
    try:
        report = report_from_text(text)
    except InputError:
        return
    assert report.text == text
    assert report.info.characters == len(text)
    assert report.info.sha256 == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def test_a_report_and_its_description_agree():
    info = report_from_text(STORY).info
    with pytest.raises(InputError, match="characters"):
        Report(info=info, text=STORY + "x")
