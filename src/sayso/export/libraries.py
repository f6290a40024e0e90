"""Libraries that some formats need and that come with an extra; loaded when such a format is written."""

import importlib
from typing import Any

from sayso.errors import MissingExtra

__all__ = ["load"]


def load(module: str, extra: str) -> Any:  # noqa: ANN401 - whatever the library is
    """A module of a library.

    Raises:
        MissingExtra: It is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        name = module.partition(".")[0]
        raise MissingExtra(f"{name} is not installed", f"it for {extra} files", f"run: pip install 'sayso[{extra}]'") from None
