"""The description of the API: each page's twin, the exports, and what forms are sent to (OpenAPI 3.1)."""

import re
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from typing import Any

import msgspec

from sayso import __version__
from sayso.export import FORMATS
from sayso.web.asked import Asked
from sayso.web.contents import PAGES
from sayso.web.correcting import POSTS
from sayso.web.page import Page, Parameter

__all__ = ["described"]

_ABOUT = {
    "q": "A name, or words of the sentence.", "place": "Claims at a place of this name, and in what lies within it.", "source": "Name of the innermost source.",
    "report": "Key of a report.", "kind": "figure, event, control, commitment, statement; several by comma.", "measure": "Measures of figures, by comma.",
    "type": "Types of events or states of control, by comma.", "stance": "How the source puts it.", "modality": "Whether it is told as a fact.",
    "since": "Told on this day or later, 2027-03-04.", "until": "Told on this day or earlier.", "as_of": "Only what had been told by the end of this day.",
    "page": "From 1.",
}  # fmt: skip
_ERROR = {"description": "What was seen, what was expected, what to do.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}


@cache
def described() -> dict[str, Any]:
    """The description, as JSON has it."""
    types = [page.type for page in PAGES]
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}", schema_hook=lambda _: {"description": "Any value."})
    components["Error"] = {
        "type": "object",
        "properties": {name: {"type": "string"} for name in ("error", "seen", "expected", "remedy")},
        "required": ["error", "seen", "expected", "remedy"],
    }
    paths: dict[str, Any] = {}
    for page, schema in zip(PAGES, schemas, strict=True):
        if page.path != "/":
            paths[f"{page.path}.json"] = {"get": _get(page, schema)}
    for name, form in FORMATS.items():
        paths[f"/export/{name}"] = {
            "get": {
                "summary": f"The claims that a filter lets through, as {name}.",
                "parameters": [_parameter(p) for p in _filters()],
                "responses": {"200": {"description": "The file.", "content": {form.media_type: {}}}, "400": _ERROR},
            }
        }
    for path, about, _ in POSTS:
        paths[path] = {
            "post": {
                "summary": about,
                "description": "Needs the session's cookie and its mark, as the field csrf or the header X-CSRF-Token; both come with any page, and from /session.json.",
                "parameters": [_parameter(Parameter(name=n, about="", where="path")) for n in re.findall(r"\{(\w+)\}", path)],
                "requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": {"type": "object", "additionalProperties": {"type": "string"}}}}},
                "responses": {
                    "303": {"description": "Done; leads to the page to go on with."},
                    "400": _ERROR,
                    "403": {"description": "Read only, or a form of another session."},
                },
            }
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "sayso", "version": __version__, "description": "A ledger of what reports claim, and on whose say-so."},
        "paths": paths,
        "components": {"schemas": components},
    }


def _filters() -> Iterable[Parameter]:
    return (Parameter(name=f.name, about=_ABOUT[f.name]) for f in fields(Asked))


def _get(page: Page, schema: dict[str, Any]) -> dict[str, Any]:
    own = {p.name for p in page.parameters}
    asked = [p for p in _filters() if p.name not in own] if page.filtered else []
    return {
        "summary": page.about,
        "operationId": page.name,
        "parameters": [_parameter(p) for p in (*page.parameters, *asked)],
        "responses": {"200": {"description": page.about, "content": {"application/json": {"schema": schema}}}, "400": _ERROR, "404": _ERROR},
    }


def _parameter(p: Parameter) -> dict[str, Any]:
    return {"name": p.name, "in": p.where, "required": p.where == "path", "description": p.about, "schema": {"type": "string"}}
