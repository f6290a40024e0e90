"""Claims kept at hand: what a row of the file says never changes, and the newest reports are those that new ones are compared with."""

from collections.abc import Callable, Iterable, Sequence

from sayso.types.claims import Claim

__all__ = ["Hand"]


class Hand:
    """The claims that were asked for last, by the numbers of their rows: at least ``most`` / 2 of them, never more than ``most``."""

    def __init__(self, most: int = 20_000) -> None:
        self._half = most // 2
        self._young: dict[int, Claim] = {}
        self._old: dict[int, Claim] = {}

    def put(self, found: Iterable[tuple[int, Claim]]) -> None:
        """Take claims to hand."""
        if len(self._young) > self._half:  # what was not asked for since the last time goes
            self._old, self._young = self._young, {}
        self._young.update(found)

    def of(self, numbers: Sequence[int], fetch: Callable[[list[int]], Iterable[tuple[int, Claim]]]) -> list[Claim]:
        """The claims with these numbers, in that order; those that are not at hand are fetched."""
        young, old = self._young, self._old
        found: dict[int, Claim] = {}
        missing, again = [], []
        for n in dict.fromkeys(numbers):
            claim = young.get(n)
            if claim is None:
                claim = old.get(n)
                if claim is None:
                    missing.append(n)
                    continue
                again.append((n, claim))
            found[n] = claim
        if missing:
            fetched = list(fetch(missing))
            found.update(fetched)
            again += fetched
        if again:
            self.put(again)
        return [found[n] for n in numbers]

    def clear(self) -> None:
        """Forget all: rows that were taken to hand did not come to be."""
        self._young.clear()
        self._old.clear()
