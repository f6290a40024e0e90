"""``sayso doctor``: what is installed, and whether a reading comes out right. Every check runs, whatever the others found."""

import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path

from sayso import __version__
from sayso.cli.output import emit, use_colour
from sayso.errors import ModelError, SaysoError

__all__ = ["Check", "checks", "run"]

_LIBRARIES = ("anyascii", "charset-normalizer", "click", "msgspec", "numpy", "onnxruntime", "py3langid", "rapidfuzz", "rich", "tokenizers")
_SENTENCE = "At least 12 people were killed in Goma on Friday, the mayor said."
"""Short, and every layer has something to find in it."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        what: "encoder".
        sound: Whether it is as it should be.
        seen: What was found; where it is not sound, also what to do.
    """

    what: str
    sound: bool
    seen: str


def checks() -> list[Check]:
    """All checks in the order in which they depend on one another."""
    return [
        Check("sayso", True, f"{__version__} in {Path(str(resources.files('sayso')))}"),
        Check("python", sys.version_info >= (3, 11), f"{platform.python_version()} in {sys.executable}"),
        Check("platform", True, platform.platform()),
        _tried("reader", _reader),
        *[_tried(name, lambda name=name: metadata.version(name)) for name in _LIBRARIES],  # type: ignore[misc]
        _tried("encoder", _encoder),
        _tried("gazetteer", _gazetteer),
        _tried("reading", _reading),
        _tried("memory", _memory),
    ]


def _tried(what: str, look: Callable[[], str]) -> Check:
    try:
        return Check(what, True, look())
    except metadata.PackageNotFoundError:
        return Check(what, False, f"not installed; run: pip install {what}")
    except SaysoError as error:
        return Check(what, False, str(error))
    except Exception as error:  # noqa: BLE001 - a broken installation breaks in any way, and the doctor has to name it
        return Check(what, False, f"{type(error).__name__}: {error}; install sayso again")


def _reader() -> str:
    from sayso.reader import compiled

    return "compiled" if compiled() else "in Python"


def _encoder() -> str:
    from sayso.models import parse

    start = time.perf_counter()
    p = parse(_SENTENCE)
    took = time.perf_counter() - start
    roots = [p.lemmas[i] for i, head in enumerate(p.heads) if head < 0]
    if "NOUN" not in p.upos or "VERB" not in p.upos or len(roots) != len(p.sentences):
        raise ModelError(f"a parse that makes no sense ({' '.join(p.upos)})", "nouns, verbs and one root a sentence", "install sayso again")
    return f"loads and parses ({took:.2f} s, first time)"


def _gazetteer() -> str:
    from sayso.models import parse
    from sayso.places import resolve

    found = [p for p in resolve(parse("The road from Nairobi to Mombasa in Kenya is open.")) if p.geonameid is not None]
    known = {p.name for p in found}
    if not {"Nairobi", "Kenya"} <= known:
        from sayso.errors import GazetteerError

        raise GazetteerError(f"only {sorted(known)} found of Nairobi, Mombasa and Kenya", "all three", "install sayso again")
    return f"loads and knows {', '.join(sorted(known))}"


def _reading() -> str:
    from sayso.api import read

    start = time.perf_counter()
    reading = read(_SENTENCE, published="2026-05-04")
    took = time.perf_counter() - start
    got = [(f.measure, f.low, f.high) for f in reading.figures]
    if ("killed", 12, None) not in got or not reading.statements:
        raise ModelError(f"a reading with figures {got} and {len(reading.statements)} statements", "12 killed, stated by the mayor", "install sayso again")
    return f"right ({took:.2f} s)"


def _memory() -> str:
    try:
        import resource
    except ImportError:  # Windows
        return "not measured on this platform"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"{peak / (1024 * 1024 if sys.platform == 'darwin' else 1024):.0f} MB at the most"


def run() -> int:
    """Prints the checks; 0 if all is sound, else 1."""
    found = checks()
    colour = use_colour()
    wide = max(len(c.what) for c in found)
    for c in found:
        sign = "ok " if c.sound else "BAD"
        emit(f"{_painted(sign, '32' if c.sound else '31') if colour else sign}  {c.what:<{wide}}  {c.seen}\n")
    bad = [c.what for c in found if not c.sound]
    emit(f"\nNot sound: {', '.join(bad)}\n" if bad else "\nAll is sound.\n")
    return int(bool(bad))


def _painted(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"
