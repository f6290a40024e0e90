"""Forms: reading them within limits, with the mark of the session that they were made for, and where they lead."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse

from sayso.errors import ConfigError, LedgerError
from sayso.web.guard import is_form_token
from sayso.web.settings import Settings

__all__ = ["Form", "form_of", "local", "sent_on", "signed"]

_FIELDS = 60
_LONGEST_NAME = 120
_LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class Form:
    """What a form holds: its fields, and the file that was dropped on it, if any."""

    fields: Mapping[str, str]
    file: tuple[str, bytes] | None = None

    def get(self, name: str) -> str:
        """A field; "" where there is none."""
        return self.fields.get(name, "")


async def form_of(request: Request, settings: Settings) -> Form:
    """The form of a request.

    Raises:
        HTTPException: It is too large or no form (400), or was not made for this session (403).
    """
    found: dict[str, str] = {}
    file: tuple[str, bytes] | None = None
    async with request.form(max_files=1, max_fields=_FIELDS, max_part_size=settings.body_limit) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                data = await value.read()
                if data:
                    file = value.filename or "file", data
            else:
                found[name] = value
    token = found.pop("csrf", "") or request.headers.get("x-csrf-token", "")
    if not is_form_token(settings, str(request.scope.get("session_id", "")), token):
        raise HTTPException(403, "The form is from another session. Open the page again and send it once more.")
    return Form(found, file)


def signed(form: Form) -> tuple[str, str]:
    """Who makes a correction, and why.

    Raises:
        LedgerError: One of them is missing.
        ConfigError: One of them is too long.
    """
    who, why = form.get("who").strip(), form.get("why").strip()
    if not who or not why:
        raise LedgerError("a correction without a name or a reason", "both", "go back and fill them in")
    if len(who) > _LONGEST_NAME or len(why) > _LONGEST_REASON:
        raise ConfigError("a name or reason that is too long", f"{_LONGEST_NAME} and {_LONGEST_REASON:,} characters at most", "shorten it")
    return who, why


def local(address: str, otherwise: str) -> str:
    """An address on this server, else another: no form leads to another host.

    >>> local("//evil.example", "/"), local("/review?page=2", "/"), local("/\\\\evil.example", "/")
    ('/', '/review?page=2', '/')
    """
    plain = address.isprintable() and address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if plain and len(address) < 2_000 else otherwise


def sent_on(address: str, who: str = "") -> RedirectResponse:
    """To the next page, with the name that was given kept for the next form."""
    answer = RedirectResponse(address, 303)
    if who:
        answer.set_cookie("sayso_who", who.encode("utf-8", "replace").hex(), max_age=30 * 86_400, httponly=True, samesite="strict")
    return answer
