"""What a page shows, as its address says it: parameters to a filter, and a filter's parameters back to an address."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self, get_args
from urllib.parse import urlencode

from sayso.errors import ConfigError, DateError
from sayso.intake.dates import given_date
from sayso.ledger import Filter
from sayso.types.claims import ClaimKind
from sayso.types.kinds import ControlStatus, EventType, Measure, Modality, Stance

__all__ = ["Asked"]

_LONGEST = 200
"""Characters of a parameter."""
_DAYS = ("since", "until", "as_of")
_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": get_args(ClaimKind),
    "measure": get_args(Measure),
    "type": (*get_args(EventType), *get_args(ControlStatus)),
    "stance": get_args(Stance),
    "modality": get_args(Modality),
}
_MOST_PAGES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which claims a page is about; what is "" asks nothing.

    >>> Asked.of({"place": "Goma", "as_of": "2027-03-05"}).address("/figures", as_of="")
    '/figures?place=Goma'

    Attributes:
        q: Words or a name: of a place, an actor or a source, or in the sentence.
        as_of: Only what had been told by the end of this day: what was known then.
        page: From 1.
    """

    q: str = ""
    place: str = ""
    source: str = ""
    report: str = ""
    kind: str = ""
    measure: str = ""
    type: str = ""
    stance: str = ""
    modality: str = ""
    since: str = ""
    until: str = ""
    as_of: str = ""
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """What an address asks for; parameters of other names belong to single pages and are left alone.

        Raises:
            ConfigError: A value is too long, or none of those that there are.
            DateError: A day is none.
        """
        values = {f.name: given[f.name].strip() for f in fields(cls) if f.name != "page" and given.get(f.name, "").strip()}
        for name, value in values.items():
            if len(value) > _LONGEST:
                raise ConfigError(f"{name} of {len(value):,} characters", f"at most {_LONGEST}", "shorten it")
            for one in value.split(",") if name in _CHOICES else ():
                if one not in _CHOICES[name]:
                    raise ConfigError(f"{name}={one!r}", f"one of {', '.join(_CHOICES[name])}", "choose one of them")
        for name in _DAYS:
            if name in values:
                try:
                    values[name] = given_date(values[name])
                except DateError as error:
                    raise DateError(f"{name}: {error.seen}", error.expected, "write it as 2022-03-26") from None
        page = given.get("page") or "1"
        if not page.isascii() or not page.isdigit() or not 1 <= int(page[:6]) <= _MOST_PAGES:
            raise ConfigError(f"page={page[:20]!r}", f"a number from 1 to {_MOST_PAGES:,}", "follow the links at the end of a list")
        return cls(**values, page=int(page))

    def filter(self, size: int = 200) -> Filter:
        """The filter for one page of so many claims."""
        return Filter(
            kinds=tuple(self.kind.split(",")) if self.kind else (),  # type: ignore[arg-type] # checked when it was read
            measures=tuple(self.measure.split(",")) if self.measure else (),
            types=tuple(self.type.split(",")) if self.type else (),
            about=self.q or None,
            place=self.place or None,
            source=self.source or None,
            report=self.report or None,
            stance=self.stance or None,
            modality=self.modality or None,
            since=self.since or None,
            until=self.until or None,
            as_of=self.as_of or None,
            limit=size,
            offset=(self.page - 1) * size,
        )

    def address(self, path: str, **changes: str | int) -> str:
        """A page about the same claims, but for some changes. Any change leads back to the first page."""
        wanted = replace(self, page=1)
        own = {f.name for f in fields(wanted)}
        known = {k: v for k, v in changes.items() if k in own}
        rest = {k: v for k, v in changes.items() if k not in own and v != ""}
        query = urlencode({**replace(wanted, **known).parameters(), **rest})  # type: ignore[arg-type] # names are those of fields
        return f"{path}?{query}" if query else path

    def parameters(self) -> dict[str, str | int]:
        """Names and values as they stand in an address, those that ask nothing left out."""
        found = {f.name: getattr(self, f.name) for f in fields(self)}
        return {k: v for k, v in found.items() if v not in ("", 1)}

    @property
    def narrowed(self) -> bool:
        """Whether it asks for less than everything."""
        return bool(self.parameters().keys() - {"page"})
