"""People, bodies, places and roots of the file. What was looked up is kept while nobody else writes: names of the news come again and again."""

import sqlite3
from collections.abc import Iterable

from sayso.ledger.names import Candidate, fold
from sayso.types.claims import Actor, Root
from sayso.types.reading import Place

__all__ = ["Registry"]

_KM_PER_DEGREE = 111.2
_MOST = 5_000  # names, places and roots that are kept, each
_NAMESAKES = 12  # entities of one name that are looked at


class Registry:
    """Finds and adds them; within a transaction where it adds."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget all: what was added did not come to be, or somebody else may have changed it."""
        self._version = -1
        self._named: dict[str, list[Candidate]] = {}
        self._by_number: dict[int, int] = {}
        self._standing: dict[int, int] = {}
        self._places: dict[int, Actor] = {}
        self._roots: dict[int, Root] = {}
        self._by_key: dict[str, Root | None] = {}

    def see(self, db: sqlite3.Connection) -> None:
        """Forget what other processes may have changed since the last time."""
        version = db.execute("PRAGMA data_version").fetchone()[0]
        kept = (self._named, self._by_number, self._standing, self._places, self._roots, self._by_key)
        if version != self._version or any(len(each) > _MOST for each in kept):
            self.clear()
            self._version = version

    # ---- entities

    def named(self, db: sqlite3.Connection, name: str) -> list[Candidate]:
        """The entities with a name or alias; of very many the first dozen."""
        folded = fold(name)
        if folded not in self._named:
            sql = "SELECT e.id, e.kind, e.name, e.role, e.of, e.country FROM alias a JOIN entity e ON e.id = a.entity WHERE a.folded = ? LIMIT ?"
            self._named[folded] = [Candidate(*row) for row in db.execute(sql, (folded, _NAMESAKES))]
        return self._named[folded]

    def numbers(self, db: sqlite3.Connection, name: str) -> list[int]:
        """The numbers of all entities with a name or alias."""
        found = self.named(db, name)
        if len(found) < _NAMESAKES:
            return [c.id for c in found]
        return [row[0] for row in db.execute("SELECT entity FROM alias WHERE folded = ?", (fold(name),))]

    def of_gazetteer(self, db: sqlite3.Connection, number: int) -> int | None:
        """The place with a number of GeoNames."""
        found = self._by_number.get(number)
        if found is None:
            row = db.execute("SELECT id FROM entity WHERE geonameid = ?", (number,)).fetchone()
            if row:
                found = self._by_number[number] = row[0]
        return found

    def standing(self, db: sqlite3.Connection, entity: int) -> int:
        """The entity that one counts as: another where a person merged the two."""
        if entity not in self._standing:
            row = db.execute("SELECT merged FROM entity WHERE id = ?", (entity,)).fetchone()
            self._standing[entity] = self.standing(db, row[0]) if row and row[0] else entity
        return self._standing[entity]

    def place(self, db: sqlite3.Connection, id: int) -> Actor:
        """An entity that is a place, as claims carry it."""
        if id not in self._places:
            row = db.execute("SELECT name, geonameid, country, latitude, longitude, radius_km, precision FROM entity WHERE id = ?", (id,)).fetchone()
            name, geonameid, country, latitude, longitude, radius, precision = row
            self._places[id] = Actor(
                id=id,
                kind="place",
                name=name,
                geonameid=geonameid,
                country=country,
                latitude=latitude,
                longitude=longitude,
                radius_km=radius,
                precision=precision,
            )
        return self._places[id]

    def add_entity(
        self, db: sqlite3.Connection, kind: str, name: str, *, role: str | None = None, of: str | None = None, number: int | None = None,
        place: Place | None = None, country: str | None = None,
    ) -> int:  # fmt: skip
        """Add an entity under its name; ``number`` is that of GeoNames."""
        lat, lon, radius = (place.latitude, place.longitude, place.radius_km) if place else (None, None, None)
        row = (kind, name, role, of, number, place.country if place else country, lat, lon, radius, place.precision if place else None)
        sql = "INSERT INTO entity (kind, name, role, of, geonameid, country, latitude, longitude, radius_km, precision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        made = int(db.execute(sql, row).lastrowid or 0)
        self.add_aliases(db, made, (fold(name),))
        if lat is not None and lon is not None:
            half = min((radius or 5.0) / _KM_PER_DEGREE, 30.0)
            db.execute("INSERT INTO place_box VALUES (?, ?, ?, ?, ?)", (made, lat - half, lat + half, lon - half, lon + half))
        return made

    def add_aliases(self, db: sqlite3.Connection, entity: int, folded: Iterable[str]) -> None:
        """Add names of an entity, as :func:`sayso.ledger.names.fold` makes them; those that it has are left."""
        new = [f for f in folded if f not in self._named or all(c.id != entity for c in self._named[f])]
        if new:
            db.executemany("INSERT OR IGNORE INTO alias (folded, entity) VALUES (?, ?)", [(f, entity) for f in new])
        for f in new:
            self._named.pop(f, None)

    def set_role(self, db: sqlite3.Connection, c: Candidate, role: str, of: str | None) -> None:
        """Give an entity the role that it lacked."""
        db.execute("UPDATE entity SET role = ?, of = ? WHERE id = ?", (role, of, c.id))
        for (folded,) in db.execute("SELECT folded FROM alias WHERE entity = ?", (c.id,)):
            self._named.pop(folded, None)

    # ---- roots

    def root(self, db: sqlite3.Connection, id: int) -> Root:
        """A root by its number."""
        if id not in self._roots:
            self._keep(_root(db.execute("SELECT id, key, name, kind, entity FROM source WHERE id = ?", (id,)).fetchone()))
        return self._roots[id]

    def root_of(self, db: sqlite3.Connection, key: str) -> Root | None:
        """The root with a key, if there is one."""
        if key not in self._by_key:
            row = db.execute("SELECT id, key, name, kind, entity FROM source WHERE key = ?", (key,)).fetchone()
            self._by_key[key] = self._keep(_root(row)) if row else None
        return self._by_key[key]

    def add_root(self, db: sqlite3.Connection, key: str, name: str, kind: str, entity: int | None) -> Root:
        """Add a root that is new."""
        added = db.execute("INSERT INTO source (key, name, kind, entity) VALUES (?, ?, ?, ?)", (key, name, kind, entity))
        made = self._by_key[key] = self._keep(_root((int(added.lastrowid or 0), key, name, kind, entity)))
        return made

    def _keep(self, root: Root) -> Root:
        return self._roots.setdefault(root.id, root)


def _root(row: tuple[int, str, str, str, int | None]) -> Root:
    id, key, name, kind, entity = row
    return Root(id=id, key=key, name=name, kind=kind, entity=entity)
