"""The encoder: one small transformer that reads a report once, and whose output every layer reads."""

from sayso.models.read import parse, vectors

__all__ = ["parse", "vectors"]
