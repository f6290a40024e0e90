"""Who and what a report speaks of: names, titles, pronouns and descriptions brought together as entities."""

from sayso.entities.found import Entities
from sayso.entities.groups import with_groups
from sayso.entities.phrases import describe
from sayso.entities.resolve import resolve
from sayso.entities.sources import source_kind

__all__ = ["Entities", "describe", "resolve", "source_kind", "with_groups"]
