"""Documents to reports: pages a second in each way of finding articles, records of an archive a second, near-copies a second.

    python benchmarks/intake.py [--pages 300] [--html DIR] [--warc FILE]

Without ``--html`` the pages are made here: articles of random words of the language's commonest kinds, with what stands around articles on a
news site (menus, teasers, comments, scripts, JSON-LD), 73 kB each, which is what a news page has once pictures are left out. Their article is known, so that the
share of its words that is found (recall), and of found words that are its (precision), can be given; on such plain pages all do well, so
that these figures only show that nothing is lost. One process, one thread; seconds are the processor's, so that other work on the machine does not count.
"""

import argparse
import gzip
import json
import os
import platform
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from html import escape
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

WORDS = (
    "the of and to in that on was for by with from as at it were had said his which their are been has after who but not more than when people army town "
    "government officials forces police attack killed wounded city near region border official statement group president ministry security soldiers area "
    "residents reported according several during since including against between least another hospital village north south east west told reporters"
).split()


def paragraph(chance: random.Random, n: int) -> str:
    """About ``n`` words in sentences."""
    out = []
    while n > 0:
        size = chance.randint(12, 28)
        out.append(" ".join(chance.choice(WORDS) for _ in range(size)).capitalize() + ".")
        n -= size
    return " ".join(out)


def made(number: int, article: list[str] | None = None) -> tuple[str, str]:
    """A page and its article, of random words where none is given."""
    chance = random.Random(number)
    article = article or [paragraph(chance, chance.randint(25, 70)) for _ in range(chance.randint(8, 18))]
    menu = "".join(f'<li class="nav__item"><a class="nav__link" href="/section/{k}">Section {k}</a></li>' for k in range(80))
    teasers = "".join(
        f'<article class="teaser"><a href="/news/{k}"><img src="/i/{k}.jpg" alt="" srcset="/i/{k}-300.jpg 300w, /i/{k}-600.jpg 600w"><h3>{paragraph(chance, 8)}'
        f'</h3><span class="teaser__meta"><time>2 hours ago</time></span></a></article>'
        for k in range(40)
    )
    linked = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": f"Headline {number}", "datePublished": "2026-05-04T10:00:00Z",
        "author": {"@type": "Person", "name": "Ada Lindqvist"}, "publisher": {"@type": "Organization", "name": "Grey Harbour Post"},
    }  # fmt: skip
    body = "".join(
        f'<p class="article__p">{escape(p)} <a href="/x/{k}"></a></p>'
        + ('<aside class="promo"><div><a href="/letter">Sign up for our newsletter</a></div></aside>' if k % 5 == 2 else "")
        for k, p in enumerate(article)
    )
    comments = "".join(
        f'<li class="comment" id="comment-{k}"><div class="comment-author">Reader {k}</div><p>{paragraph(chance, 25)}</p><a class="reply" href="#r{k}">Reply</a></li>'
        for k in range(12)
    )
    page = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Headline {number} - Grey Harbour Post</title>'
        f'<script type="application/ld+json">{json.dumps(linked)}</script><style>{".a{color:red}" * 1500}</style><script>var a={list(range(4000))};</script></head>'
        f'<body><header class="site-header"><nav><ul>{menu}</ul></nav></header><main><article class="article"><h1>Headline {number}</h1>'
        f'<div class="article-body">{body}</div></article></main><section id="comments" class="comments"><h2>Comments</h2><ol class="comment-list">{comments}</ol></section><section class="related"><h2>Related</h2>{teasers}</section>'
        f"<footer><ul>{menu}</ul><p>Copyright 2026 Grey Harbour Post</p></footer></body></html>"
    )
    return page, "\n\n".join(article)


def overlap(found: str, right: str) -> tuple[int, int, int]:
    """Words in both, found, and right."""
    a, b = Counter(found.split()), Counter(right.split())
    return sum((a & b).values()), a.total(), b.total()


def pages_a_second(pages: list[bytes], articles: list[str] | None, thoroughness: str) -> None:
    """Prints how fast pages become reports one way."""
    from sayso.intake import Failure, Options, reports

    options = Options(thoroughness=thoroughness)
    list(reports(pages[0], options))
    began = time.process_time()
    found = [next(reports(p, options)) for p in pages]
    took = time.process_time() - began
    failed = sum(isinstance(f, Failure) for f in found)
    line = f"{thoroughness:<8} {len(pages) / took:6.0f} pages/s; {len(pages) - failed:,} reports, {failed:,} failures (n = {len(pages):,})"
    if articles is not None:
        counts = [overlap(f.text, a) for f, a in zip(found, articles, strict=True) if not isinstance(f, Failure)]
        both, got, right = (sum(c[i] for c in counts) for i in range(3))
        line += f"; recall {both / right:.3f}, precision {both / got:.3f}"
    else:
        reasons = Counter(type(f.error).__name__ for f in found if isinstance(f, Failure))
        line += f"; {dict(reasons)}"
    print(line, flush=True)


def record(uri: str, page: bytes) -> bytes:
    """A record as CC-NEWS has it."""
    payload = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Crawler-content-encoding: gzip\r\n\r\n" + page
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2026-05-04T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Target-URI: {uri}\r\n"
    return f"{head}Content-Type: application/http; msgtype=response\r\nContent-Length: {len(payload)}\r\n\r\n".encode() + payload + b"\r\n\r\n"


def archive_a_second(path: Path) -> None:
    """Prints how fast records are taken out of an archive, before any article is looked for, and with that."""
    from sayso.intake import Failure, reports
    from sayso.intake.archives import records
    from sayso.intake.source import Source

    began = time.process_time()
    n = sum(not isinstance(r, Failure) for r in records(Source(name=path.name, open=lambda: path.open("rb"))))
    took = time.process_time() - began
    print(f"archive  {n / took:6.0f} records/s ({path.stat().st_size / took / 1e6:.1f} MB/s packed; n = {n:,})")
    began = time.process_time()
    found = list(reports(path))
    took = time.process_time() - began
    print(f"archive  {len(found) / took:6.0f} pages/s to reports; {sum(isinstance(f, Failure) for f in found):,} failures (n = {len(found):,})")


def copies_a_second(texts: list[str]) -> None:
    """Prints how fast near-copies are told."""
    from sayso.intake import Copies, report_from_text

    copies = Copies()
    made = [report_from_text(t, published="2026-05-04") for t in texts] * 2
    began = time.process_time()
    copied = sum(copies.see(r) is not None for r in made)
    print(f"copies   {len(made) / (time.process_time() - began):6.0f} reports/s; {copied:,} of {len(texts):,} copies found")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--pages", type=int, default=300, help="how many pages are made")
    ap.add_argument("--html", type=Path, help="a directory of pages to be read instead")
    ap.add_argument("--warc", type=Path, help="an archive to be read instead of one that is made")
    a = ap.parse_args()
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}")
    if a.html:
        pages, articles = [p.read_bytes() for p in sorted(a.html.rglob("*.htm*")) if p.is_file()], None
    else:
        pairs = [made(n) for n in range(a.pages)]
        pages, articles = [page.encode() for page, _ in pairs], [article for _, article in pairs]
    print(f"{len(pages):,} pages of {sum(map(len, pages)) / len(pages) / 1000:.0f} kB")
    for way in ("careful", "fast", "bulk"):
        pages_a_second(pages, articles, way)
    with tempfile.TemporaryDirectory() as folder:
        path = a.warc or Path(folder) / "made.warc.gz"
        if not a.warc:
            path.write_bytes(b"".join(gzip.compress(record(f"https://example.org/{n}", p), 6) for n, p in enumerate(pages)))
        archive_a_second(path)
    if articles:
        copies_a_second(articles)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == 'darwin' else 1024):.0f} MB")


if __name__ == "__main__":
    main()
