"""Traps of wording, through the whole reader: what one report's figure is to the other's."""

import pytest

from tests.link.pairs import by_texts

FIRST = "Harbour Post|2031-05-03|Friday's bombing of a market in Baidoa killed 30 people, police said."


@pytest.mark.parametrize(
    ("second", "figure", "want"),
    [
        ("Delta Times|2031-05-04|Rescuers found 12 more people killed by Friday's bombing of a market in Baidoa.", "killed 12", "scope"),
        ("Delta Times|2031-05-04|Another 12 people were killed in Baidoa on Saturday, police said.", "killed 12", "scope"),
        ("Delta Times|2031-05-04|Friday's market bombing in Baidoa killed 30 people, including nine children.", "killed 30", "agree"),
        ("Delta Times|2031-05-04|Friday's market bombing in Baidoa killed 30 people, including nine children.", "killed 9", "scope"),
        ("Delta Times|2031-05-04|By Saturday, 34 people had died of Friday's market bombing in Baidoa, police said.", "killed 34", "update"),
        ("Delta Times|2031-05-04|Friday's market bombing in Baidoa wounded 30 people.", "injured 30", "scope"),
        ("Harbour Post|2031-05-03|Friday's bombing of a market in Baidoa killed 30 people, police said. They searched for survivors.", "killed 30", "agree"),
    ],
)
def test_trap(second, figure, want):
    verdict, why = by_texts({"a": FIRST, "b": second, "of": ["killed 30", figure]})
    assert verdict == want, why
