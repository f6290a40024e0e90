"""Word lists and tables, built from ``resources/*.yaml`` by ``tools/build_tables.py`` and committed as JSON.

The YAML is what people edit; the JSON beside this module is what runs, because decoding it takes a hundredth of the time.
A test fails when the two differ.
"""

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

__all__ = ["table"]


@cache
def table(name: str) -> Any:  # noqa: ANN401 - the shape is that of the YAML file, which its reader knows
    """The table of ``resources/<name>.yaml`` ("events/verbs" for ``resources/events/verbs.yaml``).

    Raises:
        FileNotFoundError: There is no such table; run ``tools/build_tables.py`` after adding the YAML file.
    """
    return msgspec.json.decode((files(__package__) / f"{name.replace('/', '.')}.json").read_bytes())
