"""Style sheets, scripts and the map of the world: files of the package, compressed once, kept by browsers until they change."""

import gzip
import hashlib
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

__all__ = ["address_of", "asset", "asset_names", "serve"]

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".md": "text/plain; charset=utf-8",
}


@cache
def asset_names() -> frozenset[str]:
    """The files that there are, by their path below the folder; no other name is ever looked for on disk."""
    home = files(__package__) / "static"
    found = set()
    for folder in ("", "vendor/"):
        for item in (home / folder if folder else home).iterdir():
            if item.is_file():
                found.add(folder + item.name)
    return frozenset(found)


@cache
def asset(name: str) -> tuple[bytes, bytes, str]:
    """A file, the same compressed, and a mark that changes when it does."""
    body = (files(__package__) / "static" / name).read_bytes()
    return body, gzip.compress(body, 6, mtime=0), hashlib.sha256(body).hexdigest()[:16]


def address_of(name: str) -> str:
    """The address of a file, which changes when it does."""
    return f"/static/{name}?v={asset(name)[2]}"


def serve(request: Request) -> Response:
    """One file."""
    name = str(request.path_params["name"])
    if name not in asset_names():
        return PlainTextResponse("No such file.\n", 404)
    body, packed, mark = asset(name)
    headers = {
        "ETag": f'"{mark}"',
        "Cache-Control": "public, max-age=31536000, immutable" if request.query_params.get("v") == mark else "no-cache",
        "Vary": "Accept-Encoding",
    }
    if request.headers.get("if-none-match") == f'"{mark}"':
        return Response(status_code=304, headers=headers)
    kind = _TYPES.get(name[name.rfind(".") :], "application/octet-stream")
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, media_type=kind, headers={**headers, "Content-Encoding": "gzip"})
    return Response(body, media_type=kind, headers=headers)
