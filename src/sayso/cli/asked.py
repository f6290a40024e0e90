"""What the commands on a ledger do: ask, and print as a table, JSON, JSON lines or CSV."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO

import click
import msgspec

from sayso.cli.output import emit, fail, use_colour, width
from sayso.errors import DateError
from sayso.intake.dates import given_date
from sayso.ledger import Filter, Ledger
from sayso.render.answers import chain, columns_of, figure, place, roots, row, sentence, short, span, standing, what
from sayso.render.lists import as_list
from sayso.render.words import one_line, when
from sayso.types.claims import Claim

__all__ = [
    "filter_of", "parts", "print_answer", "run_brief", "run_changes", "run_claims", "run_compare", "run_control", "run_figures", "run_promises", "run_reports", "run_sources",
    "run_verify",
]  # fmt: skip


def filter_of(
    *,
    place: str | None = None,
    near: str | None = None,
    about: str | None = None,
    text: str | None = None,
    source: str | None = None,
    report: str | None = None,
    measure: str | None = None,
    type: str | None = None,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    recorded: str | None = None,
    limit: int = 200,
) -> Filter:
    """The filter that options ask for.

    Raises:
        click.UsageError: A day is none, or --near is not three numbers.
    """
    point = None
    if near:
        try:
            a, b, c = (float(x) for x in near.split(","))
            point = (a, b, c)
        except ValueError:
            raise click.UsageError(f"--near {near!r}: latitude, longitude and kilometres are expected, as in 47.1,37.5,30") from None
    return Filter(
        place=place,
        near=point,
        about=about,
        text=text,
        source=source,
        report=report,
        measures=parts(measure),
        types=parts(type),
        since=day(since, "since") if since else None,
        until=day(until, "until") if until else None,
        as_of=day(as_of, "as-of") if as_of else None,
        recorded=recorded,
        limit=limit,
    )


def day(value: str, name: str) -> str:
    """A day that was given, as YYYY-MM-DD."""
    try:
        return given_date(value)
    except DateError as error:
        raise click.UsageError(f"--{name.replace('_', '-')}: {error}") from None


def parts(names: str | None) -> tuple[str, ...]:
    """What was given by comma."""
    return tuple(x.strip() for x in names.split(",") if x.strip()) if names else ()


def print_answer(found: object, shape: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, none: str) -> int:
    """Prints an answer: rows as a table or CSV, the values themselves as JSON. Returns 0."""
    if shape == "json":
        emit(msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n")
    elif shape == "jsonl":
        for one in found if isinstance(found, list | tuple) else [found]:
            emit(msgspec.json.encode(one).decode() + "\n")
    elif shape == "csv":
        out = StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
        emit(out.getvalue())
    else:
        emit(as_list(columns, rows, width=width(), colour=use_colour()) if rows else f"{none}\n")
    return 0


_EMPTY = "Nothing in the ledger answers this. See what it holds: sayso reports"


def _list_claims(found: list[Claim], shape: str) -> int:
    return print_answer(found, shape, columns_of(), [row(c) for c in found], none=_EMPTY)


def run_claims(path: str, shape: str, wanted: Filter, kind: str | None) -> int:
    """``sayso claims``."""
    with Ledger(path, read_only=True) as ledger:
        return _list_claims(ledger.claims(replace(wanted, kinds=parts(kind))), shape)  # type: ignore[arg-type]


def run_figures(path: str, shape: str, wanted: Filter, rule: str | None) -> int:
    """``sayso figures`` without a file: the series of the ledger."""
    from sayso.answers.figures import series, single

    with Ledger(path, read_only=True) as ledger:
        found = [s for s in series(ledger, wanted) if s.measure != "other"]
        if rule:
            chosen = [(s, one) for s in found if (one := single(s, rule)) is not None]
            rows = [
                (place(s.points[0].claim), s.measure, s.unit, span(one.low, one.high), rule, ", ".join(map(short, one.claims)), roots(s.roots))
                for s, one in chosen
            ]
            values = [{"series": s, "single": one} for s, one in chosen]
            return print_answer(values, shape, ("where", "measure", "of", "figure", "rule", "claims", "sources"), rows, none=_EMPTY)
        lines: list[tuple[str, ...]] = []
        for s in found:
            for i, p in enumerate(s.points):
                c = p.claim
                head = (place(c), sentence(s) + (", disputed" if s.disputed else ""), roots(s.roots)) if i == 0 or shape == "csv" else ("", "", "")
                lines.append((*head, c.reported, figure(c), chain(c), standing(p), short(c.key)))
        return print_answer(found, shape, ("where", "range", "sources", "told", "figure", "who says so", "", "claim"), lines, none=_EMPTY)


def run_compare(path: str, shape: str, key: str) -> int:
    """``sayso compare``."""
    from sayso.answers.compare import compare

    with Ledger(path, read_only=True) as ledger:
        found = compare(ledger, key)
    if shape == "table":
        c = found.claim
        emit(f"{what(c)}\n  {chain(c)}, {c.reported}{', ' + place(c) if c.place else ''}\n  “{one_line(c.quote)}”\n\n")
        emit(f"Agree ({roots(found.agree_roots)}); differ ({roots(found.differ_roots)})\n" if found.differ else f"Stands on {roots(found.agree_roots)}\n")
    rows = [
        (b.link.verdict.replace("_", " "), what(b.claim), chain(b.claim), b.claim.reported, one_line(b.link.reason), short(b.claim.key))
        for b in (*found.differ, *found.agree, *found.others)
    ]
    return print_answer(found, shape, ("it", "says", "who says so", "told", "why", "claim"), rows, none="No other claim is linked to it.")


def run_sources(path: str, shape: str, name: str | None) -> int:
    """``sayso sources``."""
    from sayso.answers.sources import profile
    from sayso.answers.sources import roots as all_roots

    with Ledger(path, read_only=True) as ledger:
        if name is None:
            found = all_roots(ledger)
            rows = [(one_line(r.name), r.kind, str(n), str(k), str(r.entity or "")) for r, n, k in found]
            values = [{"root": r, "claims": n, "reports": k} for r, n, k in found]
            return print_answer(values, shape, ("source", "kind", "claims", "reports", "entity"), rows, none=_EMPTY)
        one = profile(ledger, name)
    if one is None:
        return print_answer([], shape, columns_of(), [], none=_EMPTY)
    if shape == "table":
        who = f" ({', '.join(x for x in (one.entity.role, one.entity.of) if x)})" if one.entity and one.entity.role else ""
        number = f", entity {one.entity.id}" if one.entity else ""
        emit(f"{one_line(one.name)}{who}{number}: {len(one.said)} claims, {one.disputed} contradicted by others, {len(one.revised)} revised later\n")
        for label, pairs in (("quoted by", one.quoted_by), ("quotes", one.quotes)):
            if pairs:
                emit(f"{label}: {', '.join(f'{one_line(n)} ({k})' for n, k in pairs)}\n")
        emit("\n")
    return print_answer(one if shape == "json" else list(one.said), shape, columns_of(), [row(c) for c in one.said], none=_EMPTY)


def run_control(path: str, shape: str, wanted: Filter, name: str | None) -> int:
    """``sayso control``."""
    from sayso.answers.control import tenure

    with Ledger(path, read_only=True) as ledger:
        found = tenure(ledger, replace(wanted, place=name) if name else wanted)
    rows = []
    for t in found:
        for i, u in enumerate(t.turns):
            c = u.claim
            head = (place(c) + (", disputed" if t.disputed else "")) if i == 0 or shape == "csv" else ""
            beside = "; ".join(
                x for x in (f"agreed by {len(u.agreed_by)}" if u.agreed_by else "", f"disputed by {len(u.disputed_by)}" if u.disputed_by else "") if x
            )
            rows.append((head, what(c), chain(c), when(c.time, c.reported) if c.time else "", c.reported, beside, short(c.key)))
    return print_answer(found, shape, ("place", "says", "who says so", "since or when", "told", "", "claim"), rows, none=_EMPTY)


def run_promises(path: str, shape: str, wanted: Filter, due_before: str | None, today: str | None) -> int:
    """``sayso promises``."""
    from sayso.answers.promises import promises

    due = day(due_before, "due-before") if due_before else None
    with Ledger(path, read_only=True) as ledger:
        found = promises(ledger, replace(wanted, due_before=due), today=day(today, "today") if today else None)
    rows = [
        (
            p.state,
            what(p.claim),
            when(p.claim.due, p.claim.reported) if p.claim.due else "no time given",
            chain(p.claim),
            p.claim.reported,
            ", ".join(short(e.key) for e in p.evidence),
            short(p.claim.key),
        )
        for p in found
    ]
    return print_answer(found, shape, ("", "promise", "due", "who says so", "told", "evidence", "claim"), rows, none=_EMPTY)


def run_changes(path: str, shape: str, since: str | None, where: str | None) -> int:
    """``sayso changes``."""
    from sayso.answers.changes import changes

    with Ledger(path, read_only=True) as ledger:
        newest = ledger.reports(limit=1)
        first = day(since, "since") if since else (newest[0].reported if newest else "9999-12-31")
        found = changes(ledger, first, Filter(place=where, limit=500) if where else None)
    if shape in ("json", "jsonl"):
        return print_answer(found, shape, (), [], none=_EMPTY)
    rows = [("disputed", one_line(x.reason), f"{chain(a)} / {chain(b)}", b.reported, f"{short(a.key)} {short(b.key)}") for a, b, x in found.disputed]
    rows += [("revised", one_line(x.reason), f"{chain(a)} / {chain(b)}", b.reported, f"{short(a.key)} {short(b.key)}") for a, b, x in found.revised]
    rows += [
        (name, what(c) + (f", {place(c)}" if c.place else ""), chain(c), c.reported, short(c.key))
        for name, part in (("control", found.control), ("figure", found.figures), ("promise", found.commitments))
        for c in part
    ]
    if shape == "table":
        emit(
            f"Since {first}: {len(found.reports)} reports, {len(found.figures)} figures, {len(found.disputed)} disagreements, {len(found.revised)} revisions\n\n"
        )
    return print_answer(found, shape, ("", "what", "who says so", "told", "claims"), rows, none="Nothing new.")


def run_reports(path: str, shape: str, text: str | None, limit: int) -> int:
    """``sayso reports``."""
    with Ledger(path, read_only=True) as ledger:
        found = ledger.reports(limit=limit, text=text)
    rows = [
        (short(r.key), one_line(r.title or ""), one_line(r.publisher or ""), r.reported, str(r.claims), f"near-copy of {short(r.copy_of)}" if r.copy_of else "")
        for r in found
    ]
    return print_answer(found, shape, ("report", "title", "publisher", "told", "claims", ""), rows, none="The ledger is empty. Add reports: sayso add FILE...")


def run_brief(path: str, shape: str, **asked: str | None) -> int:
    """``sayso brief``."""
    from sayso.answers.brief import brief
    from sayso.render.brief import as_html, as_markdown

    for name in ("since", "until", "as_of"):
        value = asked[name]
        if value:
            asked[name] = day(value, name)
    with Ledger(path, read_only=True) as ledger:
        found = brief(ledger, **asked)
    if shape == "json":
        return print_answer(found, shape, (), [], none=_EMPTY)
    emit(as_html(found) if shape == "html" else as_markdown(found))
    return 0


def run_verify(path: str, shape: str) -> int:
    """``sayso verify``; 1 if anything does not hold."""
    from sayso.ledger.verify import verify

    with Ledger(path, read_only=True) as ledger:
        found = list(verify(ledger))
        count = ledger.count()
    print_answer(
        found,
        shape,
        ("where", "key", "what"),
        [(f.where, f.key, one_line(f.what)) for f in found],
        none=f"All of {count['reports']:,} reports, {count['claims']:,} claims and {count['links']:,} links hold.",
    )
    if found:
        fail(path, "verify", f"{len(found)} things do not hold")
    return int(bool(found))
