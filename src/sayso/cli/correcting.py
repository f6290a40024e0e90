"""``sayso correct`` and ``sayso merge``: what people say of claims and entities."""

from dataclasses import dataclass

import click
import msgspec

from sayso.cli.asked import print_answer
from sayso.cli.output import emit
from sayso.ledger import Ledger
from sayso.ledger.corrections import correct, corrections, examples, merge_entities, review_queue, undo
from sayso.render.answers import columns_of, row, short
from sayso.render.words import one_line

__all__ = ["Asked", "run_correct", "run_merge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for on the command line."""

    key: str | None
    action: str | None
    fields: tuple[str, ...]
    undo: int | None
    listed: bool
    queue: bool
    export: bool
    who: str
    why: str


def run_correct(path: str, shape: str, asked: Asked) -> int:
    """Makes, takes back or lists corrections."""
    reading = asked.listed or asked.queue or asked.export
    if not reading and asked.undo is None and (asked.key is None or asked.action is None):
        raise click.UsageError("a claim and one of --accept, --fix, --reject, --split are expected; or --undo, --list, --queue, --export")
    with Ledger(path, read_only=reading) as ledger:
        if asked.export:
            for example in examples(ledger):
                emit(msgspec.json.encode(example).decode() + "\n")
            return 0
        if asked.queue:
            found = [ledger.claim(k) for k in review_queue(ledger)]
            return print_answer(found, shape, columns_of(), [row(c) for c in found], none="Nothing waits for review.")
        if asked.listed:
            made = corrections(ledger, ledger.claim(asked.key).key if asked.key else None)
        elif asked.undo is not None:
            made = [undo(ledger, asked.undo, who=asked.who, why=asked.why)]
        else:
            made = [correct(ledger, asked.key or "", asked.action, who=asked.who, why=asked.why, fields=_fields(asked.fields))]  # type: ignore[arg-type]
    rows = [
        (str(c.id), c.action, short(c.claim), ", ".join(f"{k}={v}" for k, v in c.fields.items()), one_line(c.who), one_line(c.why), c.at[:16]) for c in made
    ]
    return print_answer(made, shape, ("number", "", "claim", "fields", "who", "why", "at"), rows, none="No corrections were made yet.")


def _fields(given: tuple[str, ...]) -> dict[str, object]:
    out: dict[str, object] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise click.UsageError(f"--set {pair!r}: FIELD=VALUE is expected, as in --set low=12")
        out[name.strip()] = value.strip()
    return out


def run_merge(path: str, shape: str, kept: int, gone: int, *, who: str, why: str) -> int:
    """Merges two entities."""
    with Ledger(path) as ledger:
        made = merge_entities(ledger, kept, gone, who=who, why=why)
        name = ledger.actor(kept).name
    rows = [(str(made.id), name, f"entity {gone} now counts as entity {kept}; take it back with: sayso correct --undo {made.id}")]
    return print_answer([made], shape, ("number", "entity", ""), rows, none="")
