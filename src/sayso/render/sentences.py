"""A reading as plain sentences, a claim a line, to paste into a mail."""

from sayso.render.claims import Claim, claims, heading, quote
from sayso.render.words import MODALITY, one_line
from sayso.types.reading import Reading

__all__ = ["as_sentences"]

_DOING = {"denies": "denying", "disputes": "disputing", "doubts": "doubting", "plans": "planning", "demands": "demanding", "believes": "believing"}
_COUNTED = {
    "refugees": "refugees", "returned": "returned", "troops": "troops", "deserters": "deserters", "arms": "arms", "vehicles": "vehicles",
}  # fmt: skip
"""Measures that are themselves what is counted, so that a unit makes them superfluous: "300 soldiers", not "300 soldiers troops"."""

_BEFORE = {"population": "a population of ", "aid": "aid of ", "area": "an area of ", "other": ""}


def as_sentences(reading: Reading) -> str:
    """A reading in plain text: the heading, then one claim a line, its source first.

    A figure's line reads "According to the governor (through AFP): at least 12 civilians killed in Kherson, UA, 3 May." Words of
    the report stand in quotation marks.
    """
    listed = claims(reading)
    lines = [" · ".join(heading(reading, listed)), ""]
    lines += [f"Note: {one_line(w.seen)}: {one_line(w.remedy)}." for w in reading.warnings]
    lines += [_sentence(reading, c) for c in listed] or ["No claims were found in this report."]
    return "\n".join(lines) + "\n"


def _sentence(reading: Reading, c: Claim) -> str:
    what = {"figure": _figure, "control": _control, "event": _event, "commitment": _commitment}.get(c.kind)
    said = what(c) if what else f"“{quote(reading, c)}”"
    return f"{_who(reading, c)}: {said}" + ("" if said.endswith((".", "!", "?", ".”", "!”", "?”")) else ".")


def _who(reading: Reading, c: Claim) -> str:
    if c.own_voice:
        return c.chain[0][:1].upper() + c.chain[0][1:]
    root = _article(reading, c) + c.chain[0]
    through = f" (through {', '.join(c.chain[1:])})" if len(c.chain) > 1 else ""
    stance = c.statement.stance if c.statement else "asserts"
    aside = ""
    if c.kind == "statement" and c.statement:
        aside = "".join(f", {one_line(part)}" for part in (c.statement.medium or "", c.when) if part)
    if stance == "asserts":
        return f"According to {root}{through}{aside}"
    doing = _DOING[stance] + (f" what {c.answered} said" if c.answered else "")
    return f"{root[:1].upper()}{root[1:]}{through}, {doing}{aside}"


def _article(reading: Reading, c: Claim) -> str:
    """The article with which the report introduces a source that is no person's name: "a doctor", "the Ministry of Defence"."""
    source = c.statement.source if c.statement else None
    if source is None or source.start is None or source.end is None or source.kind == "named":
        return ""
    first = reading.text[source.start : source.end].split(maxsplit=1)[:1]
    article = first[0].lower() if first else ""
    return f"{article} " if article in ("a", "an", "the") and not c.chain[0].lower().startswith(f"{article} ") else ""


def _figure(c: Claim) -> str:
    if c.what in _BEFORE:
        counted = _BEFORE[c.what] + c.value
    elif c.what in _COUNTED and c.unit:
        counted = c.value
    else:
        counted = f"{c.value} {c.what}"
    return counted + _circumstances(c)


def _control(c: Claim) -> str:
    return f"{c.place} {c.what} {c.value}".rstrip() + (f", {c.when}" if c.when else "") + _modality(c)


def _event(c: Claim) -> str:
    actor, arrow, recipient = c.value.partition("→")
    actor, recipient = actor.strip(), recipient.strip()
    parties = f" between {actor} and {recipient}" if actor and recipient and c.what.startswith(("agreement", "talks", "cooperation")) else ""
    parties = parties or (f" by {actor}" if actor else "") + (f", directed at {recipient}" if arrow else "")
    return c.what.replace(", ", " (") + (")" if ", " in c.what else "") + parties + ("," if parties and c.place else "") + _circumstances(c)


def _commitment(c: Claim) -> str:
    due = f"due {c.when}" if c.resolved_due else c.when
    return f"promise for {c.what}: {c.value}, {due}" + (f", {c.status}" if c.status else "")


def _circumstances(c: Claim) -> str:
    return (f" in {c.place}" if c.place else "") + (f", {c.when}" if c.when else "") + _modality(c)


def _modality(c: Claim) -> str:
    return f" ({c.status})" if c.status in MODALITY.values() and c.status else ""
