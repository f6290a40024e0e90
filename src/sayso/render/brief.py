"""A brief as Markdown, and as one self-contained page."""

from html import escape

from sayso.answers.brief import Brief
from sayso.render.answers import chain, figure, place, roots, sentence, standing, what
from sayso.render.words import one_line, when
from sayso.types.claims import Claim

__all__ = ["as_html", "as_markdown"]

_PROMISE = {"kept": "kept", "missed": "time passed, nothing matches", "due": "not yet due", "unknown": "no time given, nothing matches"}


def as_markdown(b: Brief) -> str:
    """The brief in Markdown, ending in a line end; ``[3]`` is the third reference at its end."""
    out = [f"# {_text(b.title)}: what is claimed", ""]
    period = " to ".join(x for x in (b.since, b.until) if x)
    out += [
        f"{len(b.reports)} reports{', told ' + period if period else ''}; {len(b.references)} claims. Numbers in brackets lead to report and characters.",
        "",
    ]
    if not b.references:
        return "\n".join([*out, "Nothing in the ledger answers this. Try another name, or a longer period.", ""])

    def ref(c: Claim) -> str:
        return f"[{b.number(c.key)}]"

    if b.highlights:
        out += ["## Highlights", ""]
        for c, told, against in b.highlights:
            where = f", {_text(place(c))}" if c.place else ""
            dispute = f"; contradicted by {against}" if against else ""
            out.append(f"- {_text(what(c))}{where}: told {told} times{dispute} {ref(c)}")
        out.append("")
    if b.figures:
        out += ["## Figures", "", "| where | what | range | who says so | told | |", "|---|---|---|---|---|---|"]
        for s in b.figures:
            for i, p in enumerate(s.points):
                c = p.claim
                first = (_text(place(c)), _cell(sentence(s)) + (" (disputed)" if s.disputed else "")) if i == 0 else ("", "")
                out.append(
                    f"| {_cell(first[0])} | {first[1]} | {_cell(figure(c))} | {_cell(chain(c))} | {c.reported} {ref(c)} | {standing(p, lambda k: f'[{b.number(k)}]')} |"
                )
        out.append("")
    if b.control:
        out += ["## Who holds what", ""]
        for t in b.control:
            out.append(f"- **{_text(t.place.name if t.place else 'no place named')}**{' (disputed)' if t.disputed else ''}")
            out += [f"  - {_text(what(u.claim))}: {_text(chain(u.claim))}, {u.claim.reported} {ref(u.claim)}" for u in t.turns]
        out.append("")
    if b.agreed:
        out += ["## Agreed", ""]
        out += [
            f"- {_text(what(c))}: {n} independent {'source' if n == 1 else 'sources'} {ref(c)}{''.join(ref(o) for o in others)}" for c, others, n in b.agreed
        ]
        out.append("")
    if b.disputed:
        out += ["## Disputed", ""]
        for d in b.disputed:
            out.append(f"- {_text(what(d.claim))} ({_text(roots(d.for_roots))}): “{_text(one_line(d.claim.quote))}” {ref(d.claim)}")
            for other, link in d.against:
                out.append(
                    f"  - against: {_text(what(other))}, {_text(chain(other))}: “{_text(one_line(other.quote))}” {ref(other)}. {_text(one_line(link.reason))}."
                )
            out.append(f"  - behind those: {_text(roots(d.against_roots))}")
        out.append("")
    if b.revised:
        out += ["## Revised", ""]
        out += [f"- {_text(one_line(link.reason))} {ref(a)} {ref(c)}" for a, c, link in b.revised]
        out.append("")
    if b.promises:
        out += ["## Promised", ""]
        for p2 in b.promises:
            due = f", due {when(p2.claim.due, p2.claim.reported)}" if p2.claim.due else ""
            proof = "".join(ref(e) for e in p2.evidence)
            out.append(f"- {_text(what(p2.claim))}{due}: {_PROMISE[p2.state]} {ref(p2.claim)}{proof}")
        out.append("")
    out += ["## References", ""]
    for r in b.references:
        about = ", ".join(x for x in (r.report.publisher, r.report.title, r.report.reported, r.report.uri) if x)
        out.append(f"{r.number}. {_text(about)}, characters {r.claim.start}–{r.claim.end}: “{_text(one_line(r.claim.quote))}”")
    return "\n".join([*out, ""])


def _text(words: str) -> str:
    """Words with what Markdown would take for marks made harmless."""
    plain = one_line(words)
    for mark in ("\\", "`", "*", "_", "[", "]", "<", "|", "#"):
        plain = plain.replace(mark, "\\" + mark)
    return plain


def _cell(words: str) -> str:
    return _text(words) if "\\" not in words else words


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}"
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid #ccc}"
    "h2{margin-top:2rem}a{color:#0b57a4}.q{color:#444}li:target{background:#fff3bf}"
    "@media (prefers-color-scheme:dark){body{background:#16181b;color:#e8e8e8}td,th{border-color:#444}a{color:#8ec5ff}.q{color:#bbb}li:target{background:#4a3f00}}"
    "@media print{a{color:inherit;text-decoration:none}}"
)


def as_html(b: Brief) -> str:
    """The brief as a page that needs nothing else; references are links to the end."""

    def ref(c: Claim) -> str:
        n = b.number(c.key)
        return f'<a href="#r{n}">[{n}]</a>'

    def item(words: str, *claims: Claim) -> str:
        return f"<li>{escape(words)} {''.join(map(ref, claims))}</li>"

    period = " to ".join(x for x in (b.since, b.until) if x)
    out = [
        f"<h1>{escape(one_line(b.title))}: what is claimed</h1>",
        f"<p>{len(b.reports)} reports{', told ' + escape(period) if period else ''}; {len(b.references)} claims.</p>",
    ]
    if not b.references:
        out.append("<p>Nothing in the ledger answers this. Try another name, or a longer period.</p>")
    if b.highlights:
        out.append("<h2>Highlights</h2><ul>")
        for c, told, against in b.highlights:
            out.append(item(f"{what(c)}{', ' + place(c) if c.place else ''}: told {told} times{f'; contradicted by {against}' if against else ''}", c))
        out.append("</ul>")
    if b.figures:
        out.append("<h2>Figures</h2><table><thead><tr><th>where</th><th>what</th><th>range</th><th>who says so</th><th>told</th><th></th></tr></thead><tbody>")
        for s in b.figures:
            for i, p in enumerate(s.points):
                first = (place(p.claim), sentence(s) + (" (disputed)" if s.disputed else "")) if i == 0 else ("", "")
                cells = "".join(f"<td>{escape(x)}</td>" for x in (*first, figure(p.claim), chain(p.claim)))
                out.append(f"<tr>{cells}<td>{p.claim.reported} {ref(p.claim)}</td><td>{escape(standing(p, lambda k: f'[{b.number(k)}]'))}</td></tr>")
        out.append("</tbody></table>")
    if b.control:
        out.append("<h2>Who holds what</h2><ul>")
        for t in b.control:
            name = one_line(t.place.name) if t.place else "no place named"
            rows = "".join(item(f"{what(u.claim)}: {chain(u.claim)}, {u.claim.reported}", u.claim) for u in t.turns)
            out.append(f"<li><strong>{escape(name)}</strong>{' (disputed)' if t.disputed else ''}<ul>{rows}</ul></li>")
        out.append("</ul>")
    if b.agreed:
        out.append("<h2>Agreed</h2><ul>")
        out += [item(f"{what(c)}: {n} independent {'source' if n == 1 else 'sources'}", c, *others) for c, others, n in b.agreed]
        out.append("</ul>")
    if b.disputed:
        out.append("<h2>Disputed</h2><ul>")
        for d in b.disputed:
            rows = "".join(
                f'<li>{escape(what(o))}, {escape(chain(o))}: <span class="q">“{escape(one_line(o.quote))}”</span> {ref(o)}<br>{escape(one_line(link.reason))}</li>'
                for o, link in d.against
            )
            own = f'{escape(what(d.claim))} ({escape(roots(d.for_roots))}): <span class="q">“{escape(one_line(d.claim.quote))}”</span> {ref(d.claim)}'
            out.append(f"<li>{own}<ul>{rows}<li>behind those: {escape(roots(d.against_roots))}</li></ul></li>")
        out.append("</ul>")
    if b.revised:
        out.append("<h2>Revised</h2><ul>")
        out += [item(one_line(link.reason), a, c) for a, c, link in b.revised]
        out.append("</ul>")
    if b.promises:
        out.append("<h2>Promised</h2><ul>")
        for p2 in b.promises:
            due = f", due {when(p2.claim.due, p2.claim.reported)}" if p2.claim.due else ""
            out.append(item(f"{what(p2.claim)}{due}: {_PROMISE[p2.state]}", p2.claim, *p2.evidence))
        out.append("</ul>")
    out.append("<h2>References</h2><ol>")
    for r in b.references:
        about = ", ".join(x for x in (r.report.publisher, r.report.title, r.report.reported, r.report.uri) if x)
        words = escape(one_line(r.claim.quote))
        out.append(f'<li id="r{r.number}">{escape(about)}, characters {r.claim.start}–{r.claim.end}: <span class="q">“{words}”</span></li>')
    out.append("</ol>")
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(one_line(b.title))}</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(out)}</body></html>\n'
