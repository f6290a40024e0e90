"""Exports of what a page shows, written while they are sent."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from tempfile import SpooledTemporaryFile
from typing import IO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sayso.answers.brief import brief
from sayso.errors import ConfigError, SaysoError
from sayso.export import FORMATS, export
from sayso.render.brief import as_markdown
from sayso.web.asked import Asked
from sayso.web.respond import failed
from sayso.web.site import Site

__all__ = ["brief_as_markdown", "exporting"]

_IN_MEMORY = 4_000_000
_PIECE = 256 * 1024
_KEYS = 200
_KEY = frozenset("0123456789abcdef-")


def exporting(site: Site) -> Callable[[Request], Response]:
    """The claims that an address asks for, in a format."""

    def handle(request: Request) -> Response:
        name = str(request.path_params["format"])
        try:
            if name not in FORMATS:
                raise ConfigError(f"format {name[:40]!r}", f"one of {', '.join(FORMATS)}", "choose one of them")
            wanted = replace(Asked.of(request.query_params).filter(), keys=_keys(request.query_params.get("keys", "")))
            out: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when it was sent
            try:
                with site.ledgers.reading() as ledger:
                    export(ledger, wanted, name, out)  # type: ignore[arg-type] # a spooled file is a binary stream
            except BaseException:
                out.close()
                raise
        except (SaysoError, sqlite3.Error) as error:
            return failed(site, request, error)
        size = out.tell()
        headers = {"Content-Disposition": f'attachment; filename="sayso{FORMATS[name].suffix}"', "Content-Length": str(size), "Cache-Control": "no-store"}
        return StreamingResponse(_pieces(out), media_type=FORMATS[name].media_type, headers=headers)

    return handle


def brief_as_markdown(site: Site) -> Callable[[Request], Response]:
    """The brief as a file in Markdown."""

    def handle(request: Request) -> Response:
        try:
            asked = Asked.of(request.query_params)
            with site.ledgers.reading() as ledger:
                found = brief(
                    ledger, place=asked.place or None, about=asked.q or None, since=asked.since or None, until=asked.until or None, as_of=asked.as_of or None
                )
        except (SaysoError, sqlite3.Error) as error:
            return failed(site, request, error)
        headers = {"Content-Disposition": 'attachment; filename="brief.md"', "Cache-Control": "no-store"}
        return Response(as_markdown(found).encode("utf-8", "replace"), media_type="text/markdown; charset=utf-8", headers=headers)

    return handle


def _keys(given: str) -> tuple[str, ...]:
    keys = tuple(k for k in given.split(",") if k)
    if len(keys) > _KEYS or any(len(k) > 40 or not _KEY.issuperset(k) for k in keys):
        raise ConfigError("keys that are none", f"{_KEYS} keys of claims at most, by comma", "follow the links of the page")
    return keys


def _pieces(out: IO[bytes]) -> Iterator[bytes]:
    try:
        out.seek(0)
        while piece := out.read(_PIECE):
            yield piece
    finally:
        out.close()
