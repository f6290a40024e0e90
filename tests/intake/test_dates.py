"""The day of publication: given, or in the first lines; never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import DateError
from sayso.intake.dates import date_in_head, given_date

HEADS = {
    "date 2022-03-26 The resistance goes on.": "2022-03-26",
    "Date: 26 March 2022\n\nShelling went on.": "2022-03-26",
    "Published on March 26, 2022\nShelling went on.": "2022-03-26",
    "PUBLISHED 2022-03-26T10:00Z\nText": "2022-03-26",
    "Shelling goes on\n\nSaturday, 26 March 2022\n\nThe town": "2022-03-26",
    "Shelling goes on\nBy A. Writer\n26 Mar 2022 10:15 GMT\nThe town": "2022-03-26",
    "KYIV, March 26, 2022 (Agency) — Shelling went on.": "2022-03-26",
    "ORVIK, Veshi, 26 March 2022 - Shelling went on.": "2022-03-26",
    "Sept. 3, 2021\nText": "2021-09-03",
    "\ufeffdate 2022-03-26 Text": "2022-03-26",
    "date 2022-03-26\r\nText": "2022-03-26",
    "Mills stand still\n\nOrvik, Saturday 26 March 2022\n\nWhen the trucks came": "2022-03-26",
    "Mills stand still\nFrom our reporter in Orvik, 26 March 2022\nText": "2022-03-26",
    "VESHI: DROUGHT\nSituation report 4\nAs of 26 March 2022\nText": "2022-03-26",
    "Veshi: drought\nFlash update #4, as of 18:00, 26 March 2022 (local time)\nText": "2022-03-26",
    # traps: no year, no own date of the report, no day at all
    "KYIV, March 26 (Agency) — Shelling went on.": None,
    "Shelling went on. It began on 24 February 2022 near the port.": None,
    "The date 2022-03-26 will be remembered.": None,
    "On 24 February 2022 the army crossed the river - and stayed.": None,
    "As of 26 March 2022, the camp near Orvik had taken in 300 families from the hills.": None,
    "The flood of 26 March 2022": None,
    "date 2022-02-30 Text": None,
    "date 2022-13-01 Text": None,
    "2022-03-265 people\nText": None,
    "May 2022 was calm": None,
    "03/04/2022\nText": None,
    "12 people died\n\n" + "word " * 200 + "\n\n26 March 2022": None,
    "": None,
}


@pytest.mark.parametrize(("text", "day"), HEADS.items())
def test_first_lines(text, day):
    assert date_in_head(text) == day


@pytest.mark.parametrize("value", ["2022-03-26", " 2022-03-26 ", "2022-03-26T18:30", "2022-03-26T18:30:05.5+02:00", "2022-03-26 18:30Z"])
def test_days_and_moments_can_be_given(value):
    assert given_date(value) == "2022-03-26"


@pytest.mark.parametrize("value", ["", "26 Mach", "2022-02-30", "2022-3-6", "20220326", "03/26/2022", "2022-03-26x", "2022", "0000-01-01", "２０２２-03-26x"])
def test_what_is_no_date_is_refused_with_what_to_give(value):
    with pytest.raises(DateError, match="expected a date such as 2022-03-26; give the day"):
        given_date(value)


@given(st.dates())
def test_every_day_of_the_calendar_can_be_given_and_found(day):
    assert given_date(day.isoformat()) == day.isoformat()
    assert date_in_head(f"date {day.isoformat()} Text") == day.isoformat()


@given(st.text())
def test_any_text_has_a_day_or_none(text):
    day = date_in_head(text)
    assert day is None or given_date(day) == day
