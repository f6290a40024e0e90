"""sayso: on whose say-so? Reads news reports and keeps who said what, through whom, about where, when and how many.

>>> import sayso
>>> reading = sayso.read("At least 12 people were killed in Goma on Friday, the mayor said.", published="2026-05-04")
>>> [(f.measure, f.low, f.high) for f in reading.figures]
[('killed', 12, None)]
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.api import read, read_file
    from sayso.codec import from_json, to_json
    from sayso.errors import SaysoError
    from sayso.types.reading import Reading
    from sayso.types.report import Report

__version__ = "0.1.0"
__all__ = ["Reading", "Report", "SaysoError", "__version__", "from_json", "read", "read_file", "to_json"]

_HOME = {
    "read": "sayso.api",
    "read_file": "sayso.api",
    "from_json": "sayso.codec",
    "to_json": "sayso.codec",
    "SaysoError": "sayso.errors",
    "Reading": "sayso.types.reading",
    "Report": "sayso.types.report",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module holds
    # `import sayso` stays cheap: numpy, onnxruntime and the rest load with the first reading
    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
