"""The word lists of statements, as sets."""

from functools import cache

from sayso.tables import table

__all__ = ["of_cues", "of_media"]


@cache
def of_cues(name: str) -> frozenset[str]:
    """A list of ``resources/statements/cues.yaml``.

    >>> "killing" in of_cues("results"), "kill" in of_cues("results")
    (False, True)
    """
    return frozenset(table("statements/cues")[name])


@cache
def of_media(name: str) -> frozenset[str]:
    """A list of ``resources/statements/media.yaml``; of a table its first words.

    >>> "rely" in of_media("leaning"), "daily" in of_media("outlets")
    (True, True)
    """
    return frozenset(table("statements/media")[name])
