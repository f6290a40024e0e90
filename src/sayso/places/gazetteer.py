"""The gazetteer: GeoNames' cities and divisions in one file that is mapped into memory, not read.

Layout of ``gazetteer.bin``: eight letters, the length of a JSON head, the head (codes of countries, where each array lies),
names joined by line ends, arrays. ``key`` and ``check`` are the sorted 48-bit tags of all names (see ``sayso.places.keys``),
``entry`` beside them the entry times two, plus one where the name is an alternative one. ``people`` is the population of a
city and the spread in kilometres of a division. Written by ``tools/build_gazetteer.py``.
"""

import json
import mmap
import os
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from sayso.errors import GazetteerError
from sayso.places.keys import key, sounds, tag, tags

__all__ = ["Entry", "Gazetteer", "gazetteer"]

_REMEDY: Final = "reinstall sayso, or rebuild it with tools/build_gazetteer.py"
_LONG: Final = 16
_FEATURES: Final = ("PPL", "PPLC", "ADM1", "ADM2")


class Entry(NamedTuple):
    """One place that a name may mean, from the gazetteer, from the tables, or from the user's own gazetteer.

    Attributes:
        within: Names of the divisions that it lies in, the narrowest first.
        people: Population, 0 where it is not known or means nothing.
        km: Radius that holds most of it; 0 where only its population can tell.
        official: Whether the name looked up is its main name and no alternative one.
    """

    name: str
    geonameid: int | None
    country: str | None
    latitude: float
    longitude: float
    feature: str
    people: int = 0
    km: float = 0.0
    within: tuple[str, ...] = ()
    precision: str | None = None
    official: bool = True


class Gazetteer:
    """Names to entries. Looking a name up costs some microseconds.

    Raises:
        GazetteerError: The file is absent, cut short, or of another version.
    """

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise GazetteerError(f"gazetteer {path} cannot be opened ({error})", "a file of about 16 MB", _REMEDY) from error
        try:
            if self._map[:8] != b"SAYSOGAZ":
                raise ValueError("its first letters are wrong")
            size = int.from_bytes(self._map[8:16], "little")
            head: dict[str, Any] = json.loads(self._map[16 : 16 + size])
            if head["version"] != 1:
                raise ValueError(f"version {head['version']}")
            base = 16 + size
            start, length, _ = head["index"].pop("names")
            self._names = base + start, base + start + length
            arrays = {n: np.frombuffer(self._map, np.dtype(kind), count, base + at) for n, (at, count, kind) in head["index"].items()}
            self._lat, self._lon, self._id, self._people = arrays["lat"], arrays["lon"], arrays["id"], arrays["people"]
            self._in, self._ends, self._country, self._feature = arrays["in"], arrays["ends"], arrays["country"], arrays["feature"]
            self._key, self._check, self._entry = arrays["key"], arrays["check"], arrays["entry"]
            self._sound, self._heard = arrays["sound"], arrays["heard"]
            self._codes: list[str] = head["countries"]
            self.states: dict[str, tuple[int, int, str]] = {k: (v[0], v[1], v[2]) for k, v in head["states"].items()}
            self.iso: dict[str, int] = head["iso"]
        except (ValueError, KeyError, TypeError) as error:
            raise GazetteerError(f"gazetteer {path} is damaged ({error})", "the file that this version was made with", _REMEDY) from error

    def __len__(self) -> int:
        return len(self._lat)

    def name(self, i: int) -> str:
        """The main name of entry ``i``."""
        start = self._names[0] + (int(self._ends[i - 1]) if i else 0)
        return self._map[start : self._names[0] + int(self._ends[i]) - 1].decode()

    def within(self, i: int) -> tuple[str, ...]:
        """Names of the divisions that entry ``i`` lies in, the narrowest first."""
        out = []
        up = int(self._in[i])
        while up >= 0:
            out.append(self.name(up))
            up = int(self._in[up])
        return tuple(out)

    def entry(self, i: int, *, official: bool = True) -> Entry:
        """Entry number ``i``."""
        feature = int(self._feature[i])
        people = int(self._people[i])
        division = feature >= 2
        return Entry(
            name=self.name(i),
            geonameid=int(self._id[i]) or None,
            country=self._codes[self._country[i]],
            latitude=round(float(self._lat[i]), 4),
            longitude=round(float(self._lon[i]), 4),
            feature=_FEATURES[feature],
            people=0 if division else people,
            km=max(15.0, 1.3 * people) if division else 0.0,
            within=self.within(i),
            official=official,
        )

    @lru_cache(maxsize=8192)  # noqa: B019 - there is one gazetteer for the life of the process
    def lookup(self, name: str) -> tuple[Entry, ...]:
        """The entries that bear a name, most populous first, forty at most.

        >>> [(e.name, e.country) for e in gazetteer().lookup("Kiev")][:1]
        [('Kyiv', 'UA')]
        """
        found = self._find(tag(key(name)))
        if len(found) > 40:
            found.sort(key=lambda i: -self._weight(i >> 1))
            del found[40:]
        entries = [self.entry(i >> 1, official=not i & 1) for i in found]
        return tuple(sorted(entries, key=lambda e: (e.feature not in ("PPLC", "ADM1"), -e.people)))

    def heard(self, name: str) -> tuple[Entry, ...]:
        """Entries whose name sounds the same when different transliterations are made one."""
        sound = sounds(key(name))
        if len(sound) < 4:
            return ()
        want = np.uint32(tag(sound) >> 16)
        first, last = np.searchsorted(self._sound, want, "left"), np.searchsorted(self._sound, want, "right")
        return tuple(self.entry(int(i), official=False) for i in self._heard[first:last])

    @lru_cache(maxsize=4096)  # noqa: B019 - as above
    def near(self, name: str) -> tuple[Entry, ...]:
        """Entries with a name one letter away: left out, added, changed, or two swapped. For names of six letters and more, and of
        one or two words: what is longer costs more to vary, and is no town's."""
        word = key(name)
        if len(word) < 6 or len(word) > _LONG or word.count(" ") > 1:
            return ()
        letters = "abcdefghijklmnopqrstuvwxyz "
        parts = [(word[:i], word[i:]) for i in range(1, len(word) + 1)]  # the first letter is never in doubt
        variants = {a + b[1:] for a, b in parts if b} | {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
        variants |= {a + c + b[1:] for a, b in parts if b for c in letters} | {a + c + b for a, b in parts for c in letters}
        wanted = tags(variants)
        at = self._key.searchsorted(wanted)
        at[at == len(self._key)] = 0
        hits = [v for v, hit in zip(variants, (self._key[at] == wanted).tolist(), strict=True) if hit]
        found = {i >> 1 for v in hits for i in self._find(tag(v))}
        return tuple(self.entry(i, official=False) for i in sorted(found))

    def _find(self, tagged: int) -> list[int]:
        want, check = np.uint32(tagged >> 16), tagged & 0xFFFF
        first = int(self._key.searchsorted(want, "left"))
        out: list[int] = []
        while first < len(self._key) and self._key[first] == want:
            if self._check[first] == check:
                out.append(int(self._entry[first]))
            first += 1
        return out

    def _weight(self, i: int) -> int:
        return 10**8 if self._feature[i] in (1, 2) else int(self._people[i]) if self._feature[i] == 0 else 3000


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this installation; ``SAYSO_GAZETTEER`` names another file.

    Raises:
        GazetteerError: It is absent or damaged.
    """
    return Gazetteer(Path(os.environ.get("SAYSO_GAZETTEER") or Path(__file__).with_name("gazetteer.bin")))
