"""Requests to pages: asks, and answers as HTML or JSON; errors in words that say what to do."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import cast
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sayso.errors import ConfigError, DateError, LedgerError, SaysoError, TooLong
from sayso.export import FORMATS
from sayso.ledger import Ledger
from sayso.ledger.reports import days
from sayso.web.asked import Asked
from sayso.web.guard import form_token
from sayso.web.page import Asking, Page, Shown
from sayso.web.site import Site
from sayso.web.templating import environment
from sayso.web.vocabulary import carried, facet_address

__all__ = ["as_html", "as_json", "endpoint", "failed", "render"]

JSON = "application/json; charset=utf-8"
NAV = (
    ("/", "news", "News"), ("/places", "places", "Map"), ("/timeline", "timeline", "Timeline"), ("/figures", "figures", "Figures"), ("/control", "control", "Control"),
    ("/promises", "promises", "Promises"), ("/sources", "sources", "Sources"), ("/reports", "reports", "Reports"), ("/brief", "brief", "Brief"),
    ("/review", "review", "Review"), ("/add", "add", "Add"),
)  # fmt: skip


def endpoint(site: Site, page: Page, *, json: bool) -> Callable[[Request], Response]:
    """The function that answers requests for a page, or for its twin."""

    def handle(request: Request) -> Response:
        try:
            return _answered(site, page, request, json=json)
        except (SaysoError, sqlite3.Error) as error:
            return failed(site, request, error, json=json)

    return handle


def _answered(site: Site, page: Page, request: Request, *, json: bool) -> Response:
    query = {k: v for k, v in request.query_params.items() if len(v) <= 500}
    asked = Asked.of(query) if page.filtered else Asked()
    path = {k: str(v) for k, v in request.path_params.items()}
    with site.ledgers.reading() as ledger:
        asking = Asking(ledger=ledger, asked=asked, path=path, query=query, settings=site.settings)
        what = (page.name, tuple(sorted(path.items())), tuple(sorted(query.items())))
        shown = site.remembered(ledger, what, lambda: page.build(asking))
        if json:
            return as_json(shown.answer)
        frame = _frame(site, ledger)
    return as_html(site, request, page.name, shown, asked=asked, filtered=page.filtered, frame=frame)


def _frame(site: Site, ledger: Ledger) -> dict[str, object]:
    """What stands around every page: the days on which reports were told, and how many."""

    def ask() -> dict[str, object]:
        return {"days": tuple(days(ledger))}

    return site.remembered(ledger, "frame", ask)


def render(site: Site, request: Request, template: str, values: Mapping[str, object], status: int = 200) -> HTMLResponse:
    """A template as an answer."""
    session = str(request.scope.get("session_id", ""))
    asked = cast("Asked", values.get("asked", Asked()))
    query = dict(request.query_params)
    known = {
        "asked": asked,
        "carried": carried(asked),
        "turned": lambda number: turned(asked, request.url.path, number, query),
        "facet_address": lambda name, value: facet_address(asked, name, value),
        "filtered": False,
        "days": (),
        "exports": (),
        "twin": "",
        "here": request.url.path,
        "query": query,
        "csrf": form_token(site.settings, session),
        "read_only": site.settings.read_only,
        "who": _name(request.cookies.get("sayso_who", "")),
        "NAV": NAV,
        "current": template,
    }
    html = environment().get_template(f"{template}.html").render({**known, **values})
    return HTMLResponse(html.encode("utf-8", "replace"), status, {"Cache-Control": "no-store"})


def turned(asked: Asked, path: str, number: int, query: Mapping[str, str]) -> str:
    """Another page of the same list, with the parameters that are the page's own."""
    own = {k: v for k, v in query.items() if k in ("text", "name", "rule")}
    return f"{path}?{urlencode({**asked.parameters(), **own, 'page': number})}"


def _name(cookie: str) -> str:
    """The name that a person gave last, as :mod:`sayso.web.forms` keeps it."""
    try:
        return bytes.fromhex(cookie[:400]).decode("utf-8")
    except ValueError:
        return ""


def as_html(site: Site, request: Request, template: str, shown: Shown, *, asked: Asked, filtered: bool, frame: Mapping[str, object]) -> HTMLResponse:
    """A page."""
    path = request.url.path
    twin = f"{'/news' if path == '/' else path}.json" + (f"?{request.url.query}" if request.url.query else "")
    values = {
        **frame,
        "asked": asked,
        "filtered": filtered,
        "answer": shown.answer,
        "title": shown.title,
        "twin": twin,
        "exports": _exports(shown) if shown.exported is not None else (),
        **shown.values,
    }
    return render(site, request, template, values)


def _exports(shown: Shown) -> tuple[tuple[str, str], ...]:
    """Names of formats and addresses at which the claims of a page are had in them."""
    wanted = shown.exported
    if wanted is None:
        return ()
    plain = replace(wanted, limit=1, offset=0)
    asked = Asked(
        q=plain.about or "", place=plain.place or "", source=plain.source or "", report=plain.report or "", kind=",".join(plain.kinds), measure=",".join(plain.measures),
        type=",".join(plain.types), stance=plain.stance or "", modality=plain.modality or "", since=plain.since or "", until=plain.until or "", as_of=plain.as_of or "",
    )  # fmt: skip
    keys = ",".join(plain.keys)
    return tuple((name, asked.address(f"/export/{name}", keys=keys)) for name in FORMATS)


def as_json(answer: object) -> Response:
    """An answer as JSON."""
    return Response(msgspec.json.encode(answer), media_type=JSON, headers={"Cache-Control": "no-store"})


def status_of(error: Exception) -> int:
    """The status that tells a program what sort of thing went wrong."""
    if isinstance(error, TooLong | sqlite3.Error):
        return 503
    if isinstance(error, LedgerError):
        return 404
    if isinstance(error, ConfigError | DateError):
        return 400
    return 422


def failed(site: Site, request: Request, error: Exception, *, json: bool = False) -> Response:
    """An error as a page or as JSON: what was seen, what was expected, what to do."""
    if isinstance(error, SaysoError):
        said = {"error": type(error).__name__, "seen": error.seen, "expected": error.expected, "remedy": error.remedy}
    else:
        said = {
            "error": "LedgerError",
            "seen": f"the ledger does not answer ({error})",
            "expected": "a file that is not locked",
            "remedy": "try again in a moment",
        }
    status = status_of(error)
    if json:
        return Response(msgspec.json.encode(said), status, media_type=JSON)
    return render(site, request, "error", {"title": "That did not work", "status": status, **said}, status)
