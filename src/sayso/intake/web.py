"""Addresses to documents, politely: robots.txt is asked, hosts are given time, what was fetched before is asked for only if it changed.

The one place in sayso that uses the network. requests sends, urllib3 repeats and waits (Retry-After, RFC 9110 section 10.2.3), CacheControl
keeps what servers allow to be kept (RFC 9111) and asks again with ETag and Last-Modified, Protego reads robots.txt (RFC 9309).
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from sayso import __version__
from sayso.errors import ConfigError, FetchError, RobotsError, SaysoError, StatusError, TooLarge
from sayso.intake.address import connected, web_address
from sayso.intake.failures import missing
from sayso.intake.source import Source, Web, source_of_bytes

__all__ = ["AGENT", "Fetcher", "fetch", "fetcher"]

AGENT = f"sayso/{__version__}"
"""What sites see; in robots.txt the name is "sayso"."""

_REDIRECTS = 8
_ROBOTS_LIMIT = 512_000
"""Bytes of a robots.txt that are read (RFC 9309, section 2.5)."""

_LONGEST_DELAY = 60.0
_LONGEST_WAIT = 60
"""Seconds; a server that asks for more is not waited for."""

_CACHE_BYTES = 500_000_000
_LATER = "try again later"


def fetch(url: str, web: Web) -> Source:
    """The document at an address; see :meth:`Fetcher.fetch`."""
    return fetcher(web).fetch(url)


@lru_cache(maxsize=4)
def fetcher(web: Web) -> "Fetcher":
    """The fetcher of such settings, the same each time, so that it remembers which host it asked when."""
    return Fetcher(web)


class Fetcher:
    """Fetches documents, one at a time.

    Args:
        web: How.

    Raises:
        MissingExtra: The libraries for it are not installed.
        ConfigError: The directory for the cache cannot be made.
    """

    def __init__(self, web: Web) -> None:
        self._web = web
        self._session = _session(web)
        self._robots: dict[str, Any] = {}
        self._asked: dict[str, float] = {}
        """When each host was last asked."""

    def fetch(self, url: str) -> Source:
        """The document at an address; redirects are followed, each of them checked as the address itself is.

        Raises:
            AddressError: It is no address, or one that is not fetched from.
            RobotsError: robots.txt asks not to fetch it, or the site cannot say.
            StatusError: The server has no document there.
            TooLarge: The document is too large.
            FetchError: Anything else.
        """
        here = web_address(url)
        for _ in range(_REDIRECTS + 1):
            self._wait(here)
            with self._answer(here) as answer:
                there = _redirected(answer, here)
                if there is None:
                    return self._source(answer, url, here)
            here = there
        raise FetchError(f"more than {_REDIRECTS} redirects", "an address that leads to a document", "open it in a browser and give the address it ends at")

    def close(self) -> None:
        """Ends all connections."""
        self._session.close()

    def _source(self, answer: Any, asked: str, here: str) -> Source:  # noqa: ANN401
        if answer.status_code != 200:
            raise _bad_status(answer)
        kind = answer.headers.get("Content-Type") or ""
        media_type, _, rest = kind.partition(";")
        return source_of_bytes(
            self._body(answer, self._web.limit),
            asked,
            uri=here,
            suffix=Path(urlsplit(here).path).suffix.lower(),
            media_type=media_type.strip().lower() or None,
            charset=rest.lower().partition("charset=")[2].strip(" \"';") or None,
        )

    def _body(self, answer: Any, limit: int) -> bytes:  # noqa: ANN401
        """The body, its encodings undone, while it arrives."""
        length = answer.headers.get("Content-Length") or ""
        if length.isdecimal() and int(length) > limit:
            raise _too_large(f"{int(length):,} bytes", limit)
        end = time.monotonic() + 10 * self._web.timeout
        body = bytearray()
        for part in answer.raw.stream(65_536, decode_content=True):
            body += part
            if len(body) > limit:
                raise _too_large(f"more than {limit:,} bytes", limit)
            if time.monotonic() > end:
                raise FetchError(f"a document that took more than {10 * self._web.timeout:.0f} seconds", "one that arrives sooner", _LATER)
        return bytes(body)

    def _wait(self, url: str) -> None:
        """Returns when the host may be asked for an address.

        Raises:
            RobotsError: It may not be asked at all.
        """
        host = urlsplit(url).netloc
        delay = self._web.delay
        if self._web.robots:
            rules = self._rules(url)
            if rules is not None:
                if not rules.can_fetch(url, "sayso"):
                    raise RobotsError(
                        f"a robots.txt at {host} that asks not to fetch {url[:200]}", "one that allows it", "ask the site, or save the page yourself"
                    )
                delay = max(delay, min(float(rules.crawl_delay("sayso") or 0), _LONGEST_DELAY))
        left = self._asked.get(host, -_LONGEST_DELAY) + delay - time.monotonic()
        if left > 0:
            time.sleep(left)
        self._asked[host] = time.monotonic()

    def _rules(self, url: str) -> Any:  # noqa: ANN401 - mypy need not have protego
        """The rules of a site; None where it has none."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._fetched_rules(f"{site}/robots.txt")
        rules = self._robots[site]
        if isinstance(rules, SaysoError):
            raise rules
        return rules

    def _fetched_rules(self, here: str) -> Any:  # noqa: ANN401
        from protego import Protego

        host = urlsplit(here).netloc
        try:
            for _ in range(5):
                with self._answer(here) as answer:
                    there = _redirected(answer, here)
                    if there is None:
                        if 400 <= answer.status_code < 500:
                            return None  # RFC 9309, section 2.3.1.3: no rules
                        if answer.status_code != 200:
                            return RobotsError(f"a robots.txt at {host} that answers with {answer.status_code}", "one that can be read", _LATER)
                        data = b"".join(self._first(answer, _ROBOTS_LIMIT))
                        return Protego.parse(data.decode("utf-8", "replace"))
                here = there
        except FetchError as error:
            if type(error) is FetchError and "connection" not in error.seen:  # RFC 9309, section 2.3.1.4: not to be had means not allowed
                return RobotsError(f"a robots.txt at {host} that cannot be had ({error.seen})", "one that can be read", _LATER)
            return error  # that nobody is there is said by its own name
        return None

    def _first(self, answer: Any, limit: int) -> Iterator[bytes]:  # noqa: ANN401
        for part in answer.raw.stream(65_536, decode_content=True):
            yield part[:limit]
            limit -= len(part)
            if limit <= 0:
                return

    @contextmanager
    def _answer(self, url: str) -> Iterator[Any]:
        """A server's answer, its body still to come; what goes wrong until it is whole gets a name of ours."""
        import requests
        import urllib3

        try:
            asked = self._session.prepare_request(requests.Request("GET", url))
            # by the adapter, since a session reads the whole body of a redirect, however long it is
            sent = self._session.get_adapter(url).send(asked, stream=True, timeout=self._web.timeout, verify=self._session.verify)
            with sent as answer:
                yield answer
        except SaysoError:
            raise
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise _no_answer(url, error) from None


def _session(web: Web) -> Any:  # noqa: ANN401 - mypy need not have requests
    try:
        import protego  # noqa: F401 - told now that it is not there, not at the first site
        import requests
        from cachecontrol import CacheControlAdapter
        from cachecontrol.caches import FileCache
        from cachecontrol.heuristics import BaseHeuristic
        from requests.adapters import HTTPAdapter
        from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Retry
        from urllib3.connection import HTTPConnection, HTTPSConnection
        from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
    except ImportError as error:
        raise missing("web", "web addresses", error) from None
    import socket

    def connect(link: Any) -> socket.socket:  # noqa: ANN401
        try:
            return connected(link.host.strip("[]"), link.port, web.timeout, private=web.private)
        except socket.gaierror as error:
            raise NameResolutionError(link.host, link, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(link, "no answer in time") from error
        except OSError as error:
            raise NewConnectionError(link, str(error)) from error

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    class Checked(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **rest: Any) -> None:  # noqa: ANN401
            super().init_poolmanager(*args, **rest)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    class Kept(Checked, CacheControlAdapter):
        pass

    class Keeping(FileCache):
        def delete(self, key: str) -> None:
            """Nothing: what is stale and has no ETag can still be asked for again by its Last-Modified, and old files are pruned."""

    class AskedAgain(BaseHeuristic):
        """Keeps what has a Last-Modified and nothing else that says how long it stays good, to be asked for again each time."""

        def update_headers(self, response: Any) -> dict[str, str]:  # noqa: ANN401
            headers = response.headers
            if "last-modified" not in headers or "expires" in headers or "cache-control" in headers or "etag" in headers:
                return {}
            return {"expires": headers.get("date") or formatdate(usegmt=True)}

    patience = Retry(
        total=web.retries, status_forcelist=(429, 502, 503, 504), allowed_methods={"GET"}, backoff_factor=0.5, backoff_max=20, backoff_jitter=0.2,
        retry_after_max=_LONGEST_WAIT, redirect=False, raise_on_status=False,
    )  # fmt: skip
    session = requests.Session()
    session.trust_env = False  # a proxy of the environment would connect in our stead, to an address that nobody checks
    session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE") or True
    session.headers.update({"User-Agent": AGENT, "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"})
    folder = _cache_folder(web)
    adapter = Kept(cache=Keeping(str(folder)), heuristic=AskedAgain(), max_retries=patience) if folder is not None else Checked(max_retries=patience)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


def _cache_folder(web: Web) -> Path | None:
    if web.cache == "":
        return None
    if web.cache is not None:
        folder = Path(web.cache)
    elif own := os.environ.get("SAYSO_HOME"):
        folder = Path(own) / "web"
    else:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sayso" / "web"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _pruned(folder)
    except OSError as error:
        raise ConfigError(f"a cache in {str(folder)!r} that cannot be used ({error.strerror or error})", "a directory with room", "name another one") from None
    return folder


def _pruned(folder: Path) -> None:
    """Takes out what was used longest ago, down to half of the most that is kept, where there is more."""
    files = [(p.stat(), p) for p in folder.rglob("*") if p.is_file()]
    size = sum(stat.st_size for stat, _ in files)
    if size <= _CACHE_BYTES:
        return
    for stat, path in sorted(files, key=lambda f: f[0].st_mtime):
        path.unlink(missing_ok=True)
        size -= stat.st_size
        if size <= _CACHE_BYTES // 2:
            return


def _redirected(answer: Any, here: str) -> str | None:  # noqa: ANN401
    there = answer.headers.get("Location")
    if answer.status_code not in {301, 302, 303, 307, 308} or not there:
        return None
    try:
        found = urljoin(here, there)
    except ValueError:
        found = there
    return web_address(found)


def _bad_status(answer: Any) -> StatusError:  # noqa: ANN401
    status = f"{answer.status_code} {' '.join((answer.reason or '').split())[:60]}".strip()
    after = (answer.headers.get("Retry-After") or "")[:60]
    match answer.status_code:
        case 401 | 402 | 403 | 451:
            remedy = "open it in a browser, save the page and give the file"
        case 404 | 410:
            remedy = "check the address"
        case _:
            remedy = f"try again later (it says: {after})" if after else _LATER
    return StatusError(f"the answer {status}", "200 and a document", remedy)


def _no_answer(url: str, error: Exception) -> FetchError:
    """A short reason out of the nested ones that the libraries give."""
    inner: BaseException = error
    for _ in range(6):
        deeper = getattr(inner, "reason", None) or (inner.args[0] if inner.args and isinstance(inner.args[0], BaseException) else None)
        if not isinstance(deeper, BaseException):
            break
        inner = deeper
    kind = type(inner).__name__
    host = urlsplit(url).netloc
    if "Timeout" in kind:
        return FetchError(f"no answer from {host} in time", "an answer", _LATER)
    if kind == "NameResolutionError":
        return FetchError(f"no connection to {host}, whose name nobody knows", "the name of a host", "check the address and the network")
    return FetchError(
        f"no connection to {host} that holds ({kind}: {' '.join(str(inner).split())[:160]})", "an answer", "check the address, or try again later"
    )


def _too_large(seen: str, limit: int) -> TooLarge:
    return TooLarge(seen, f"at most {limit:,} bytes", "save it and give the file")
