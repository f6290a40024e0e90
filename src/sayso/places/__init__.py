"""Places: which words name one, which place it is, and how exactly the words pin it down."""

from sayso.places.find import find
from sayso.places.refer import referent
from sayso.places.resolve import resolve
from sayso.places.user import add

__all__ = ["add", "find", "referent", "resolve"]
