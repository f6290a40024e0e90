"""What a page is: an address, a function from what was asked to an answer, and a template that shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso.ledger import Filter, Ledger
from sayso.web.asked import Asked
from sayso.web.settings import Settings

__all__ = ["Asking", "Page", "Parameter", "Shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a page's function is given.

    Attributes:
        path: The parts of the address that stand for something: {"key": "9ef7a3cb"}.
        query: The parameters of the address, each with its last value.
    """

    ledger: Ledger
    asked: Asked
    path: Mapping[str, str]
    query: Mapping[str, str]
    settings: Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An answer, and how a person sees it.

    Attributes:
        answer: What ``.json`` gives, whole.
        title: Of the page.
        values: What the template needs besides the answer.
        exported: The claims that the page is about, for its exports; None where it is about none.
    """

    answer: object
    title: str
    values: Mapping[str, object] = field(default_factory=dict)
    exported: Filter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of an address, for people who read the API's description."""

    name: str
    about: str
    where: str = "query"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page.

    Attributes:
        path: "/claim/{key}"; its twin is the same with ".json".
        name: Of the template, and of the entry in the list of pages.
        about: What it shows, in a line.
        build: Its function.
        type: Type of the answer.
        filtered: Whether it heeds the parameters of :class:`~sayso.web.asked.Asked`.
        parameters: Those of its own.
    """

    path: str
    name: str
    about: str
    build: Callable[[Asking], Shown]
    type: Any
    filtered: bool = True
    parameters: tuple[Parameter, ...] = ()
