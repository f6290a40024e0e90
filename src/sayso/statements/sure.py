"""A statement's confidence as the share of statements with such scores that are right."""

from bisect import bisect_right
from functools import cache

from sayso.tables import table

__all__ = ["calibrated"]


@cache
def _knots() -> tuple[list[float], list[float]]:
    knots: list[list[float]] = table("statements/calibration")["knots"]
    return [x for x, _ in knots], [y for _, y in knots]


def calibrated(raw: float) -> float:
    """The mean confidence of the encoder over a statement's spans as the chance that source and content are right, 0 to 1.

    Between the knots of the table, which are measured (benchmarks/calibration.py), the line from one to the next; beyond them the last.

    >>> 0 < calibrated(0.3) < calibrated(0.6) < calibrated(0.95) < 1
    True
    """
    xs, ys = _knots()
    i = bisect_right(xs, raw)
    if i == 0:
        return ys[0]
    if i == len(xs):
        return ys[-1]
    share = (raw - xs[i - 1]) / (xs[i] - xs[i - 1])
    return ys[i - 1] + share * (ys[i] - ys[i - 1])
