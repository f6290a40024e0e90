"""Figures over time: what each report says, the envelope, and one figure under a rule that is named."""

from dataclasses import dataclass, replace

from sayso.answers.facets import window
from sayso.answers.figures import RULES, Series, Single, series, single
from sayso.errors import ConfigError
from sayso.web.draw import Scale, Whisker, scale_of, whiskers
from sayso.web.page import Asking, Page, Parameter, Shown

__all__ = ["PAGES", "Counted"]

_SIZE = 160
_SERIES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A series, and one figure of it under the rule that was asked for; None where none was, or no claim fits it."""

    series: Series
    single: Single | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A series as it is drawn.

    Attributes:
        left, right: Ends of the envelope; it runs out of the chart where that is open.
    """

    scale: Scale
    whiskers: tuple[Whisker, ...]
    left: float
    right: float


def build(x: Asking) -> Shown:
    """The page."""
    rule = x.query.get("rule", "")
    if rule and rule not in RULES:
        raise ConfigError(f"rule={rule[:40]!r}", f"one of {', '.join(RULES)}", "choose one of them")
    near, since = window(x.ledger, replace(x.asked.filter(), kinds=("figure",)), _SIZE)
    found = [s for s in series(x.ledger, near) if s.measure != "other" or x.asked.measure]
    counted = tuple(Counted(series=s, single=single(s, rule) if rule else None) for s in found[:_SERIES])
    return Shown(
        answer=counted,
        title="Figures",
        values={"charts": [_chart(c.series) for c in counted], "since": since, "rule": rule, "RULES": RULES, "left_out": max(0, len(found) - _SERIES)},
        exported=near,
    )


def _chart(s: Series) -> Chart:
    scale = scale_of(s)
    left = scale.at(s.low) if s.low is not None else 0.0
    right = scale.at(s.high) if s.high is not None else 100.0
    return Chart(scale=scale, whiskers=whiskers(s, scale), left=left, right=max(left, right))


PAGES = (
    Page(
        path="/figures",
        name="figures",
        about="Figures by place and measure, over time and by whose word, with their envelope.",
        build=build,
        type=tuple[Counted, ...],
        parameters=(Parameter(name="rule", about=f"One figure for each series: {', '.join(RULES)}."),),
    ),
)
