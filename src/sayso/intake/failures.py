"""Faults of other people's bytes, and of the libraries that read them, under names of our own."""

from collections.abc import Iterator
from contextlib import contextmanager

from sayso.errors import DamagedDocument, MissingExtra, SaysoError, TooDeep, TooLarge

__all__ = ["missing", "named"]


@contextmanager
def named(what: str, remedy: str = "get it again, or save it in another format") -> Iterator[None]:
    """Gives whatever goes wrong inside a name of ours: parsers of hostile bytes raise any exception there is.

    >>> with named("a table"):
    ...     {}["x"]
    Traceback (most recent call last):
    sayso.errors.DamagedDocument: a table that cannot be read (KeyError: 'x'); expected a sound one; get it again, or save it in another format

    Args:
        what: The thing that is read, "a PDF document".
        remedy: What to do if it is damaged.
    """
    try:
        yield
    except (SaysoError, ImportError):
        raise
    except RecursionError:
        raise TooDeep(f"{what} nested too deeply to be read", "a few dozen levels", remedy) from None
    except MemoryError:
        raise TooLarge(f"{what} that does not fit into memory", "one of ordinary size", remedy) from None
    except Exception as error:  # noqa: BLE001 - that is what it is for
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise DamagedDocument(f"{what} that cannot be read ({reason})", "a sound one", remedy) from None


def missing(extra: str, what: str, error: ImportError) -> MissingExtra:
    """The error for a library that a format needs.

    >>> str(missing("pdf", "PDF documents", ImportError("No module named 'pypdf'", name="pypdf")))
    "pypdf is not installed; expected it for PDF documents; run: pip install 'sayso[pdf]'"
    """
    return MissingExtra(f"{error.name or error} is not installed", f"it for {what}", f"run: pip install 'sayso[{extra}]'")
