"""A text, file or address, pasted or dropped: read at once, looked at, and added to the ledger if that is wanted."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import PurePath

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import ConfigError, EmptyReport, LedgerError, SaysoError, TooLarge
from sayso.intake import Failure, Options, Web, is_address, reports
from sayso.intake.source import Kind
from sayso.ledger import Filter, Ledger
from sayso.ledger.reports import claims_between
from sayso.link import add
from sayso.types.reading import Reading
from sayso.web.article import MOST, Words, part_of, text_with_marks
from sayso.web.cards import Beside, card
from sayso.web.forms import Form, form_of, sent_on
from sayso.web.respond import as_json, failed, render
from sayso.web.site import Site

__all__ = ["adding", "form_page", "keeping", "reading_page"]

_LONGEST = 300
_CHARACTERS = 300_000
"""Of a text that is read while somebody waits: some ten seconds."""
_KINDS: dict[str, Kind] = {
    ".md": "markdown", ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".json": "json", ".eml": "mail", ".mbox": "mail", ".html": "html", ".htm": "html",
}  # fmt: skip


def form_page(site: Site) -> Callable[[Request], Response]:
    """The page with the form."""

    def handle(request: Request) -> Response:
        return render(site, request, "add", {"title": "Add a report", "fetch": site.settings.fetch})

    return handle


def adding(site: Site) -> Callable[[Request], Awaitable[Response]]:
    """Reads what the form holds, and leads to its reading."""

    async def handle(request: Request) -> Response:
        form = await form_of(request, site.settings)
        try:
            name = await run_in_threadpool(lambda: site.waiting.put(_read(site, form)))
        except SaysoError as error:
            return failed(site, request, error)
        return sent_on(f"/reading/{name}")

    return handle


@dataclass(frozen=True, slots=True)
class _Given:
    """What to read, how, and the name of the file where it is one."""

    where: str | bytes
    options: Options
    file: str | None = None


def _read(site: Site, form: Form) -> Reading:
    """The reading of the first report that a form holds.

    Raises:
        InputError: There is none that can be read.
    """
    from sayso.reader import read_report  # the encoder takes half a second to load, and many never read anything here

    given = _given(site, form)
    title = form.get("title").strip()[:_LONGEST]
    with site.reader:
        for found in reports(given.where, given.options):
            if isinstance(found, Failure):
                raise found.error
            if len(found.text) > _CHARACTERS:
                raise TooLarge(
                    f"{len(found.text):,} characters", f"{_CHARACTERS:,} at most for a text that is read while you wait", "use the command: sayso add FILE"
                )
            uri = None if isinstance(given.where, bytes) else found.info.uri
            return read_report(replace(found, info=replace(found.info, uri=uri, title=title or found.info.title or given.file)))
    raise EmptyReport("nothing to read", "a report", "paste its text, drop a file, or give its address")


def _given(site: Site, form: Form) -> _Given:
    text, address = form.get("text"), form.get("address").strip()
    known = Options(published=form.get("published").strip()[:_LONGEST] or None, publisher=form.get("publisher").strip()[:_LONGEST] or None)
    if form.file is not None:
        name, data = form.file
        plain = PurePath(name.replace("\\", "/")).name[:_LONGEST]  # a name to show, whatever path was sent; nothing is stored under it
        return _Given(data, replace(known, kind=_KINDS.get(PurePath(plain).suffix.lower())), plain)
    if text.strip():
        return _Given(text.replace("\r\n", "\n").encode("utf-8", "surrogatepass"), replace(known, kind="text"))
    if not address:
        raise EmptyReport("nothing to read", "a report", "paste its text, drop a file, or give its address")
    if not site.settings.fetch:
        raise ConfigError("an address, where nothing is fetched", "the text itself", "paste it")
    if not is_address(address):
        raise ConfigError(f"{address[:80]!r}", "an address that begins with https:// or http://", "paste the text instead")
    return _Given(address, replace(known, web=Web(timeout=8.0, retries=0, limit=8_000_000)))


def reading_page(site: Site, *, json: bool = False) -> Callable[[Request], Response]:
    """A reading that waits, as its page would look in the ledger."""

    def handle(request: Request) -> Response:
        reading = site.waiting.get(str(request.path_params["name"]))
        if reading is None:
            gone = LedgerError("a reading that is no longer kept", "one of the newest few", "read the text once more")
            return failed(site, request, gone, json=json)
        if json:
            return as_json(reading)
        number = request.query_params.get("part", "1")
        # an empty ledger in memory makes of it what the real one would
        with Ledger(":memory:") as ledger:
            report = ledger.report(ledger.store(reading).report)
            part = part_of(reading.text, int(number[:6]) if number.isascii() and number.isdigit() else 1)
            claims = claims_between(ledger, report.key, part.start, part.end, most=MOST)
        words = Words(reading, report.reported)
        numbers = {c.key: i for i, c in enumerate(claims, 1)}
        with site.ledgers.reading() as real:
            known = bool(real.claims(Filter(report=report.key, limit=1)))
        values = {
            "title": reading.report.title or "Reading",
            "report": report,
            "name": request.path_params["name"],
            "part": part,
            "body": text_with_marks(report, reading.text, part, claims, words, numbers),
            "cards": [card(c, reading.text, words, numbers[c.key], Beside()) for c in claims],
            "numbers": numbers,
            "warnings": reading.warnings,
            "unresolved": [(u.kind, reading.text[u.start : u.end], u.why) for u in reading.unresolved[:100]],
            "known": known,
            "reviewable": False,
        }
        return render(site, request, "reading", values)

    return handle


def keeping(site: Site) -> Callable[[Request], Awaitable[Response]]:
    """Adds a reading that waits to the ledger, and leads to its report."""

    async def handle(request: Request) -> Response:
        await form_of(request, site.settings)
        reading = site.waiting.take(str(request.path_params["name"]))
        try:
            if reading is None:
                raise LedgerError("a reading that is no longer kept", "one of the newest few", "read the text once more")
            key = await run_in_threadpool(_added, site, reading)
        except SaysoError as error:
            return failed(site, request, error)
        return sent_on(f"/report/{key}")

    return handle


def _added(site: Site, reading: Reading) -> str:
    with site.ledgers.writing() as ledger:
        return add(ledger, reading).report
