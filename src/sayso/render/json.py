"""A reading as JSON."""

from sayso.codec import to_json
from sayso.types.reading import Reading

__all__ = ["as_json", "as_jsonl"]


def as_json(reading: Reading) -> str:
    """A reading as one indented JSON object, ending in a line end."""
    return to_json(reading, indent=2).decode("utf-8") + "\n"


def as_jsonl(reading: Reading) -> str:
    """A reading as one line of JSON, ending in a line end."""
    return to_json(reading).decode("utf-8") + "\n"
