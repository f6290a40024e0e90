"""The application: addresses to pages, forms, exports and files, all behind the guard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sayso.errors import SaysoError
from sayso.web.adding import adding, form_page, keeping, reading_page
from sayso.web.contents import PAGES
from sayso.web.correcting import POSTS, posting
from sayso.web.exporting import brief_as_markdown, exporting
from sayso.web.files import serve
from sayso.web.guard import Guard, form_token
from sayso.web.openapi import described
from sayso.web.respond import as_json, endpoint, failed
from sayso.web.settings import Settings
from sayso.web.site import Site

__all__ = ["make_app"]


def make_app(settings: Settings) -> Starlette:
    """The pages of a ledger, as an ASGI application.

    Raises:
        LedgerError: The file is no ledger, or is absent and may not be made.
    """
    site = Site(settings)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        yield
        site.ledgers.close()

    def session(request: Request) -> Response:
        answer = as_json({"csrf": form_token(settings, str(request.scope["session_id"])), "read_only": settings.read_only})
        answer.set_cookie("sayso_session", str(request.scope["session_id"]), httponly=True, samesite="strict")
        return answer

    def missing(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        said = SaysoError(f"nothing at {request.url.path[:80]!r}", "a page of this ledger", "go on from the news, or search")
        if isinstance(error, HTTPException) and status not in (404, 405):
            said = SaysoError(str(error.detail), "a form of this session", "go back and try again")
        answer = failed(site, request, said, json=request.url.path.endswith(".json"))
        answer.status_code = status
        return answer

    routes = [Route("/openapi.json", lambda _: as_json(described())), Route("/session.json", session)]
    for page in PAGES:  # the twin first: its ending would else be taken for a part of a key
        if page.path != "/":
            routes.append(Route(f"{page.path}.json", endpoint(site, page, json=True)))
        routes.append(Route(page.path, endpoint(site, page, json=False)))
    routes += [Route(path, posting(site, change), methods=["POST"]) for path, _, change in POSTS]
    routes += [
        Route("/add", form_page(site)),
        Route("/add", adding(site), methods=["POST"]),
        Route("/reading/{name}.json", reading_page(site, json=True)),
        Route("/reading/{name}", reading_page(site)),
        Route("/reading/{name}", keeping(site), methods=["POST"]),
        Route("/brief.md", brief_as_markdown(site)),
        Route("/export/{format}", exporting(site)),
        Route("/static/{name:path}", serve),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard, settings=settings)], exception_handlers={HTTPException: missing}, lifespan=life)
