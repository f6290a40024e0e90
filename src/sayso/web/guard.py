"""What every request passes before a page sees it, and what every answer carries.

Host names are checked against DNS rebinding; a token, where one is set, against strangers; size against floods; forms against
other sites (the session's signature in each of them, and what the browser says of the request's origin).
"""

import hashlib
import hmac
import secrets
import time
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.settings import Settings

__all__ = ["Guard", "form_token", "is_form_token"]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SESSION, _ENTRY = "sayso_session", "sayso_entry"
_SAFE = ("GET", "HEAD")
_LONGEST_ADDRESS = 8_000


class _Flood(Exception):
    """More bytes than a request may have."""


def form_token(settings: Settings, session: str) -> str:
    """What a form of this session carries."""
    return hmac.new(settings.secret, f"form {session}".encode(), hashlib.sha256).hexdigest()


def is_form_token(settings: Settings, session: str, token: str) -> bool:
    """Whether a form was made for this session."""
    return hmac.compare_digest(form_token(settings, session).encode(), token.encode("utf-8", "replace"))


class Guard:
    """The middleware. What it lets through has ``scope["session_id"]``, which is what forms are signed for."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        cookies = _cookies(scope)
        session = cookies.get(_SESSION, "")
        fresh = not _plausible(session)
        if fresh:
            session = secrets.token_urlsafe(24)
        scope["session_id"] = session
        began = time.perf_counter()

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers["Server-Timing"] = f"total;dur={1000 * (time.perf_counter() - began):.1f}"
                if fresh and headers.get("content-type", "").startswith("text/html"):
                    headers.append("Set-Cookie", f"{_SESSION}={session}; Path=/; HttpOnly; SameSite=Strict")
            await send(message)

        refused = self._refused(scope, cookies)
        if refused is not None:
            await refused(scope, receive, marked)
            return
        await self._limited(scope, receive, marked)

    def _refused(self, scope: Scope, cookies: dict[str, str]) -> Response | None:
        headers = Headers(scope=scope)
        if not self._settings.goes_by(_host(headers.get("host", ""))):
            return PlainTextResponse("This server does not go by that name. Open it by the address that it printed, or start it with --name.\n", 400)
        if len(scope["query_string"]) + len(scope["path"]) > _LONGEST_ADDRESS:
            return PlainTextResponse("The address is too long.\n", 414)
        if scope["method"] not in (*_SAFE, "POST"):
            return PlainTextResponse("Pages are read with GET and forms sent with POST.\n", 405, {"Allow": "GET, HEAD, POST"})
        if self._settings.token is not None:
            return self._strangers(scope, headers, cookies) or self._forged(scope, headers)
        return self._forged(scope, headers)

    def _strangers(self, scope: Scope, headers: Headers, cookies: dict[str, str]) -> Response | None:
        """Nobody without the token; who brings it in the address gets a cookie and an address without it."""
        token = self._settings.token or ""
        entry = hmac.new(self._settings.secret, f"entry {token}".encode(), hashlib.sha256).hexdigest()
        if hmac.compare_digest(entry.encode(), cookies.get(_ENTRY, "").encode("utf-8", "replace")):
            return None
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and _same(given.strip(), token):
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if scope["method"] == "GET" and any(k == "token" and _same(v, token) for k, v in query):
            rest = urlencode([(k, v) for k, v in query if k != "token"])
            answer = RedirectResponse("/" + scope["path"].lstrip("/") + (f"?{rest}" if rest else ""), 303)  # never "//other.host"
            answer.headers.append("Set-Cookie", f"{_ENTRY}={entry}; Path=/; HttpOnly; SameSite=Strict")
            return answer
        return PlainTextResponse("These pages are shown to those who have their token: open them with ?token=… once.\n", 401, {"WWW-Authenticate": "Bearer"})

    def _forged(self, scope: Scope, headers: Headers) -> Response | None:
        """No form that another site sends; browsers say where one comes from."""
        if scope["method"] in _SAFE:
            return None
        if self._settings.read_only:
            return PlainTextResponse("These pages are read only.\n", 403)
        origin = headers.get("origin")
        elsewhere = origin is not None and (origin == "null" or urlsplit(origin).netloc.lower() != headers.get("host", "").lower())
        if elsewhere or headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return PlainTextResponse("The form was sent from another site.\n", 403)
        return None

    async def _limited(self, scope: Scope, receive: Receive, send: Send) -> None:
        limit = self._settings.body_limit
        length = Headers(scope=scope).get("content-length", "0")
        too_large = PlainTextResponse(f"More than {limit:,} bytes; split what you send.\n", 413)
        if not length.isdigit() or int(length[:12]) > limit:
            await too_large(scope, receive, send)
            return
        seen = 0
        begun = False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            if message["type"] == "http.request":
                seen += len(message.get("body", b""))
                if seen > limit:
                    raise _Flood
            return message

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, counted, noted)
        except _Flood:
            if not begun:
                await too_large(scope, receive, send)


def _cookies(scope: Scope) -> dict[str, str]:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(Headers(scope=scope).get("cookie", "")[:4096])
    except CookieError:
        return {}
    return {k: m.value for k, m in jar.items()}


def _plausible(session: str) -> bool:
    return 20 <= len(session) <= 64 and all(c.isascii() and (c.isalnum() or c in "-_") for c in session)


def _same(a: str, b: str) -> bool:
    return hmac.compare_digest(a.encode("utf-8", "replace"), b.encode("utf-8", "replace"))


def _host(value: str) -> str:
    """The name in a Host header, without port and brackets."""
    if value.startswith("["):
        return value[1:].partition("]")[0].lower()
    return value.partition(":")[0].lower()
