import pytest

from sayso import figures
from sayso.models import parse


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Kenya mourns three of its soldiers.", "killed"),
        ("Over 20,000 people were moved away before the storm.", "evacuated"),
        ("The army brought 900 guests away in one night.", "evacuated"),
        ("The agency delivered rice to 640 families in Homs.", "reached"),
        ("Volunteers took mattresses to 70 tents and gave bread to 300 families.", "reached"),
    ],
)
def test_words_that_tell_what_is_measured(text, measure):
    assert figures.find(parse(text))[-1].measure == measure
