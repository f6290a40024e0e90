"""Every error, those of the future too."""

import pickle

import pytest

from sayso import errors
from sayso.errors import SaysoError


def below(kind):
    for child in kind.__subclasses__():
        yield child
        yield from below(child)


KINDS = [SaysoError, *below(SaysoError)]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_says_what_was_seen_what_was_expected_and_what_to_do(kind):
    error = kind("a wet newspaper", "a dry one", "hang it up")
    assert str(error) == "a wet newspaper; expected a dry one; hang it up"
    assert (error.seen, error.expected, error.remedy) == ("a wet newspaper", "a dry one", "hang it up")


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_crosses_to_another_process_whole(kind):
    error = pickle.loads(pickle.dumps(kind("a", "b", "c")))
    assert type(error) is kind
    assert (error.seen, error.expected, error.remedy) == ("a", "b", "c")


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_is_exported_described_and_drawn_in_the_tree(kind):
    assert kind.__name__ in errors.__all__
    assert kind.__doc__
    assert kind.__name__ in errors.__doc__


def test_nothing_else_is_exported():
    assert set(errors.__all__) == {k.__name__ for k in KINDS}
