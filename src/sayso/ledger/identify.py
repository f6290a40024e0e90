"""Entities and roots of a reading found among those of the ledger, or added to them."""

import sqlite3
from collections import Counter

from sayso.ledger.flatten import RootDraft
from sayso.ledger.names import Candidate, Named, fold, is_generic, organ, same
from sayso.types.claims import Actor, Root
from sayso.types.reading import Entity, Place, Reading

__all__ = ["Identifier"]

_KM_PER_DEGREE = 111.2


class Identifier:
    """Finds or makes the ledger's rows for the entities of one reading; each local id is looked up once."""

    def __init__(self, db: sqlite3.Connection, report: int, reading: Reading, *, new: bool) -> None:
        self.db, self.report, self.new = db, report, new
        self.entities: dict[str, Entity] = {e.id: e for e in reading.entities}
        self.placed: dict[str, Place] = {}
        for p in reading.places:
            if p.entity and (p.entity not in self.placed or (self.placed[p.entity].latitude is None and p.latitude is not None)):
                self.placed[p.entity] = p
        countries = Counter(p.country for p in reading.places if p.country)
        self.focus = countries.most_common(1)[0][0] if countries else None
        self.done: dict[str, int] = {}
        self.by_name: dict[str, int] = {}
        self.roots: dict[RootDraft, Root] = {}
        self.actors: dict[int, Actor] = {}
        self.standing: dict[int, int] = {}
        self.mentions: list[tuple[int, str, int, str, str]] = []

    def note(self) -> None:
        """Write down who was taken for whom."""
        verb = "INSERT" if self.new else "INSERT OR REPLACE"  # which has SQLite keep what each page was before
        self.db.executemany(f"{verb} INTO mention (report, local, entity, name, why) VALUES (?, ?, ?, ?, ?)", self.mentions)
        self.mentions.clear()

    def entity(self, local: str | None) -> int | None:
        """The ledger's number of an entity of the reading."""
        if local is None or local not in self.entities:
            return None
        if local not in self.done:
            e = self.entities[local]
            place = self.placed.get(local) if e.kind == "place" else None
            found, why = self._place(e, place) if e.kind == "place" else self._party(e)
            self.mentions.append((self.report, local, found, e.name, why))
            self.done[local] = found
        return self.done[local]

    def place(self, local: str | None, name: str | None) -> int | None:
        """The ledger's number of a claim's place: its entity, or a place of that name without coordinates."""
        if local in self.entities:
            return self.entity(local)
        if not name:
            return None
        if name not in self.by_name:
            row = self._candidates(name)
            known = next((c for c in row if c.kind == "place"), None)
            self.by_name[name] = known.id if known else self._insert("place", name, None, None, None, None)
        return self.by_name[name]

    def actor(self, id: int) -> Actor:
        """An entity that is a place, as claims carry it."""
        if id not in self.actors:
            row = self.db.execute("SELECT name, geonameid, country, latitude, longitude, radius_km, precision FROM entity WHERE id = ?", (id,)).fetchone()
            name, geonameid, country, latitude, longitude, radius, precision = row
            self.actors[id] = Actor(
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
        return self.actors[id]

    def root(self, draft: RootDraft) -> Root:
        """The ledger's root. A body that publishes is one with the publisher of that name."""
        found = self.roots.get(draft)
        if found is None:
            found = self.roots[draft] = self._root(draft)
        return found

    def _root(self, draft: RootDraft) -> Root:
        entity = self.entity(draft.local)
        key = f"entity:{self._standing(entity)}" if entity else draft.key
        body = organ(draft.name, self.focus) if draft.kind in ("organisation", "named") else None
        if body:
            key = f"organ:{body}"  # "army", "the South Sudanese army" and "Army": every country has one
        elif key.startswith("name:") and draft.name.islower():
            key += f"@{self.focus}"
        keys = [key]
        if draft.kind in ("publication", "publisher"):
            named = self.db.execute("SELECT entity FROM alias WHERE folded = ?", (fold(draft.name),)).fetchall()
            keys += [f"entity:{row[0]}" for row in named] + [f"name:{fold(draft.name)}"]
        elif draft.kind != "anonymous":
            keys.insert(0, f"publication:{fold(draft.name)}")
        for k in keys:
            row = self.db.execute("SELECT id, key, name, kind, entity FROM source WHERE key = ?", (k,)).fetchone()
            if row is not None:
                return Root(id=row[0], key=row[1], name=row[2], kind=row[3], entity=row[4])
        added = self.db.execute("INSERT INTO source (key, name, kind, entity) VALUES (?, ?, ?, ?)", (key, draft.name, draft.kind, entity))
        return Root(id=int(added.lastrowid or 0), key=key, name=draft.name, kind=draft.kind, entity=entity)

    def _standing(self, entity: int) -> int:
        if entity not in self.standing:
            row = self.db.execute("SELECT merged FROM entity WHERE id = ?", (entity,)).fetchone()
            self.standing[entity] = self._standing(row[0]) if row and row[0] else entity
        return self.standing[entity]

    def _place(self, e: Entity, p: Place | None) -> tuple[int, str]:
        number = e.geonameid or (p.geonameid if p else None)
        if number is not None:
            row = self.db.execute("SELECT id FROM entity WHERE geonameid = ?", (number,)).fetchone()
            if row:
                self._alias(row[0], e)
                return row[0], "same entry of the gazetteer"
        else:
            country = p.country if p else None
            for c in self._candidates(e.name):
                if c.kind == "place" and (c.country == country or not country or not c.country):
                    return c.id, "same name of a place, no entry of the gazetteer to tell them apart"
        made = self._insert("place", e.name, None, None, number, p)
        self._alias(made, e)
        return made, "first seen here"

    def _party(self, e: Entity) -> tuple[int, str]:
        named = Named(e.kind, e.name, e.role, e.of, self.focus)
        found = [(c, why) for c in self._candidates(e.name) if (why := same(named, c))]
        if not found:
            for alias in e.aliases:
                if " " in alias.strip() and len(fold(alias)) > 5:  # a short alias is many people's
                    found += [(c, f"{why} ({alias})") for c in self._candidates(alias) if (why := same(Named(e.kind, alias, e.role, e.of, self.focus), c))]
        if len({c.id for c, _ in found}) == 1:
            c, why = found[0]
            if e.role and not c.role:
                self.db.execute("UPDATE entity SET role = ?, of = ? WHERE id = ?", (e.role, e.of, c.id))
            if e.aliases:  # it was found by its name
                self._alias(c.id, e)
            return c.id, why
        made = self._insert(e.kind, e.name, e.role, e.of, None, None, self.focus if is_generic(named) else None)
        self._alias(made, e)
        return made, "first seen here" if not found else "several in the ledger could be meant"

    def _candidates(self, name: str) -> list[Candidate]:
        rows = self.db.execute(
            "SELECT e.id, e.kind, e.name, e.role, e.of, e.country FROM alias a JOIN entity e ON e.id = a.entity WHERE a.folded = ? LIMIT 12", (fold(name),)
        )
        return [Candidate(*row) for row in rows]

    def _insert(self, kind: str, name: str, role: str | None, of: str | None, geonameid: int | None, p: Place | None, country: str | None = None) -> int:
        lat, lon, radius = (p.latitude, p.longitude, p.radius_km) if p else (None, None, None)
        row = (kind, name, role, of, geonameid, p.country if p else country, lat, lon, radius, p.precision if p else None)
        made = int(
            self.db.execute(
                "INSERT INTO entity (kind, name, role, of, geonameid, country, latitude, longitude, radius_km, precision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            ).lastrowid
            or 0
        )
        self.db.execute("INSERT OR IGNORE INTO alias (folded, entity) VALUES (?, ?)", (fold(name), made))
        if lat is not None and lon is not None:
            half = min((radius or 5.0) / _KM_PER_DEGREE, 30.0)
            self.db.execute("INSERT INTO place_box VALUES (?, ?, ?, ?, ?)", (made, lat - half, lat + half, lon - half, lon + half))
        return made

    def _alias(self, entity: int, e: Entity) -> None:
        full = [e.name, *(a for a in e.aliases if e.kind != "person" or " " in a.strip())]
        self.db.executemany("INSERT OR IGNORE INTO alias (folded, entity) VALUES (?, ?)", [(fold(a), entity) for a in full if fold(a)])
