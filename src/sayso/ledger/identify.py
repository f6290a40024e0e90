"""Entities and roots of a reading found among those of the ledger, or added to them."""

import sqlite3
from collections import Counter

from sayso.ledger.flatten import RootDraft
from sayso.ledger.names import Named, fold, is_generic, organ, same
from sayso.ledger.registry import Registry
from sayso.types.claims import Root
from sayso.types.reading import Entity, Place, Reading

__all__ = ["Identifier"]


class Identifier:
    """Finds or makes the ledger's rows for the entities of one reading; each local id is looked up once."""

    def __init__(self, db: sqlite3.Connection, registry: Registry, report: int, reading: Reading, *, new: bool) -> None:
        self.db, self.registry, self.report, self.new = db, registry, report, new
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
            known = next((c for c in self.registry.named(self.db, name) if c.kind == "place"), None)
            self.by_name[name] = known.id if known else self.registry.add_entity(self.db, "place", name)
        return self.by_name[name]

    def root(self, draft: RootDraft) -> Root:
        """The ledger's root. A body that publishes is one with the publisher of that name."""
        found = self.roots.get(draft)
        if found is None:
            found = self.roots[draft] = self._root(draft)
        return found

    def _root(self, draft: RootDraft) -> Root:
        entity = self.entity(draft.local)
        key = f"entity:{self.registry.standing(self.db, entity)}" if entity else draft.key
        body = organ(draft.name, self.focus) if draft.kind in ("organisation", "named") else None
        if body:
            key = f"organ:{body}"  # "army", "the South Sudanese army" and "Army": every country has one
        elif key.startswith("name:") and draft.name.islower():
            key += f"@{self.focus}"
        keys = [key]
        if draft.kind in ("publication", "publisher"):
            keys += [*(f"entity:{n}" for n in self.registry.numbers(self.db, draft.name)), f"name:{fold(draft.name)}"]
        elif draft.kind != "anonymous":
            keys.insert(0, f"publication:{fold(draft.name)}")
        for k in keys:
            found = self.registry.root_of(self.db, k)
            if found is not None:
                return found
        return self.registry.add_root(self.db, key, draft.name, draft.kind, entity)

    def _place(self, e: Entity, p: Place | None) -> tuple[int, str]:
        number = e.geonameid or (p.geonameid if p else None)
        if number is not None:
            known = self.registry.of_gazetteer(self.db, number)
            if known is not None:
                self._alias(known, e)
                return known, "same entry of the gazetteer"
        else:
            country = p.country if p else None
            for c in self.registry.named(self.db, e.name):
                if c.kind == "place" and (c.country == country or not country or not c.country):
                    return c.id, "same name of a place, no entry of the gazetteer to tell them apart"
        made = self.registry.add_entity(self.db, "place", e.name, number=number, place=p)
        self._alias(made, e)
        return made, "first seen here"

    def _party(self, e: Entity) -> tuple[int, str]:
        named = Named(e.kind, e.name, e.role, e.of, self.focus)
        found = [(c, why) for c in self.registry.named(self.db, e.name) if (why := same(named, c))]
        if not found:
            for alias in e.aliases:
                if " " in alias.strip() and len(fold(alias)) > 5:  # a short alias is many people's
                    found += [
                        (c, f"{why} ({alias})") for c in self.registry.named(self.db, alias) if (why := same(Named(e.kind, alias, e.role, e.of, self.focus), c))
                    ]
        if len({c.id for c, _ in found}) == 1:
            c, why = found[0]
            if e.role and not c.role:
                self.registry.set_role(self.db, c, e.role, e.of)
            if e.aliases:  # it was found by its name
                self._alias(c.id, e)
            return c.id, why
        made = self.registry.add_entity(self.db, e.kind, e.name, role=e.role, of=e.of, country=self.focus if is_generic(named) else None)
        self._alias(made, e)
        return made, "first seen here" if not found else "several in the ledger could be meant"

    def _alias(self, entity: int, e: Entity) -> None:
        full = [e.name, *(a for a in e.aliases if e.kind != "person" or " " in a.strip())]
        self.registry.add_aliases(self.db, entity, [folded for a in full if (folded := fold(a))])
