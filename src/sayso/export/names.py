"""Identifiers that hold on the web: addresses under a base, where the ledger has one, else UUIDs made from keys (RFC 9562, version 5)."""

import uuid
from urllib.parse import quote

__all__ = ["iri"]

_SPACE = uuid.UUID("6f1c1d9e-5d0a-5b53-8f5e-3d1c0a5e7a11")
"""Namespace of all ids; arbitrary, and never to be changed."""


def iri(base: str | None, kind: str, key: str) -> str:
    """The identifier of something: ``BASE/KIND/KEY``, or a UUID that is the same for the same kind and key.

    >>> iri("https://ledger.example/", "claims", "8f0a")
    'https://ledger.example/claims/8f0a'
    >>> iri(None, "claims", "8f0a") == iri(None, "claims", "8f0a")
    True
    """
    if base:
        return f"{base.rstrip('/')}/{kind}/{quote(key, safe='')}"
    return uuid.uuid5(_SPACE, f"{kind}/{key}").urn
