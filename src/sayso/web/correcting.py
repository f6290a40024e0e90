"""What people change: claims accepted, fixed, rejected, split; entities merged and split; any of it undone."""

import re
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import ConfigError, LedgerError, SaysoError
from sayso.ledger import Ledger
from sayso.ledger.corrections import correct, merge_entities, split_entity, undo
from sayso.ledger.when import bounds
from sayso.types.claims import Claim
from sayso.web.fixing import changed, fields_for
from sayso.web.forms import Form, form_of, local, sent_on, signed
from sayso.web.respond import failed
from sayso.web.site import Site

__all__ = ["POSTS"]

_ACTIONS = ("accept", "fix", "reject", "split")
_NUMBER = re.compile(r"\d{1,15}(\.\d{1,6})?\Z")
_LONGEST = 400

Change = Callable[[Ledger, Request, Form], str]
"""Makes a change, and says where to go on."""


def posting(site: Site, change: Change) -> Callable[[Request], Awaitable[Response]]:
    """The function that answers a form with a change to the ledger, and then the page to go on with."""

    async def handle(request: Request) -> Response:
        form = await form_of(request, site.settings)
        try:
            address = await run_in_threadpool(_made, site, change, request, form)
        except SaysoError as error:
            return failed(site, request, error)
        return sent_on(address, form.get("who").strip()[:120])

    return handle


def _made(site: Site, change: Change, request: Request, form: Form) -> str:
    with site.ledgers.writing() as ledger:
        return change(ledger, request, form)


def correct_claim(ledger: Ledger, request: Request, form: Form) -> str:
    """Accept, fix, reject or split one claim."""
    who, why = signed(form)
    action = form.get("action")
    if action not in _ACTIONS:
        raise ConfigError(f"action={action[:40]!r}", f"one of {', '.join(_ACTIONS)}", "choose one of them")
    claim = ledger.claim(str(request.path_params["key"]))
    fields = _fields(claim, form) if action in ("fix", "split") else {}
    made = correct(ledger, claim.key, action, who=who, why=why, fields=fields)  # type: ignore[arg-type] # one of the actions
    key = f"{claim.key[:10]}-{made.id}" if action == "fix" else claim.key
    return local(form.get("next"), f"/claim/{key}#history")


def judge_one(ledger: Ledger, _: Request, form: Form) -> str:
    """One button of the review page: "accept:KEY", "reject:KEY" or "undo:NUMBER"."""
    who, why = signed(form)
    action, _colon, what = form.get("do").partition(":")
    if action == "undo":
        undo(ledger, _number_of(what), who=who, why=why)
    elif action in ("accept", "reject"):
        correct(ledger, what, action, who=who, why=why)  # type: ignore[arg-type] # narrowed above
    else:
        raise ConfigError(f"do={action[:40]!r}", "accept, reject or undo", "use the buttons of the page")
    return local(form.get("next"), "/review")


def undo_one(ledger: Ledger, request: Request, form: Form) -> str:
    """Take a correction back."""
    who, why = signed(form)
    made = undo(ledger, _number_of(str(request.path_params["id"])), who=who, why=why)
    return local(form.get("next"), f"/claim/{made.claim}#history" if not made.claim.startswith("entity:") else "/review#corrections")


def merge(ledger: Ledger, _: Request, form: Form) -> str:
    """Two entities are one."""
    who, why = signed(form)
    kept, gone = _number_of(form.get("kept")), _number_of(form.get("gone"))
    merge_entities(ledger, kept, gone, who=who, why=why)
    return local(form.get("next"), "/review#corrections")


def split(ledger: Ledger, _: Request, form: Form) -> str:
    """The one whom a report names is not this entity."""
    who, why = signed(form)
    split_entity(ledger, _number_of(form.get("entity")), form.get("report"), who=who, why=why)
    return local(form.get("next"), "/review#corrections")


def _number_of(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise LedgerError(f"number {text[:20]!r}", "a number from the page", "use the buttons of the page")
    return int(text)


def _fields(claim: Claim, form: Form) -> dict[str, object]:
    """The fields that were set right, checked.

    Raises:
        ConfigError: A value cannot be one.
    """
    found = changed(claim, form.fields)
    choices = {f.name: f.choices for f in fields_for(claim)}
    for name, value in found.items():
        text = str(value)
        if len(text) > _LONGEST:
            raise ConfigError(f"{name} of {len(text):,} characters", f"{_LONGEST} at most", "shorten it")
        if choices[name] and text not in choices[name]:
            raise ConfigError(f"{name}={text[:40]!r}", f"one of {', '.join(choices[name])}", "choose one of them")
        if name in ("low", "high") and text and not _NUMBER.match(text):
            raise ConfigError(f"{name}={text[:40]!r}", "digits, or nothing where the words set no bound", "write it as 1200")
        if name in ("time", "due", "made") and text and bounds(text) == (None, None):
            raise ConfigError(f"{name}={text[:40]!r}", "a day, month, year or interval of them", "write it as 2027-03-05, or 2027-03-05/2027-03-07")
    low, high = (found.get(n, getattr(claim, n)) for n in ("low", "high"))
    if low not in (None, "") and high not in (None, "") and float(str(low)) > float(str(high)):
        raise ConfigError(f"at least {low} and at most {high}", "a range whose end is not below its beginning", "set one of them right")
    if "time" in found:
        found["earliest"], found["latest"] = bounds(str(found["time"]) or None)
    return found


POSTS: tuple[tuple[str, str, Change], ...] = (
    ("/claim/{key}/correct", "Accept, fix, reject or split a claim: action, who, why, and fields to be set right.", correct_claim),
    ("/review", "One button of the review page: do, who, why.", judge_one),
    ("/correction/{id}/undo", "Take a correction back: who, why.", undo_one),
    ("/entity/merge", "Two entities are one: kept, gone, who, why.", merge),
    ("/entity/split", "The one whom a report names is not this entity: entity, report, who, why.", split),
)
"""Addresses that forms are sent to, what each does, and its function."""
