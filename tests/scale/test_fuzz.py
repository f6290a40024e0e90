"""A short round of what `make fuzz` does for half an hour."""

import pytest

from tests.scale.fuzz import TARGETS, run


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_nothing_is_found_in_a_short_round(name):
    run(name, 2026, 8)
