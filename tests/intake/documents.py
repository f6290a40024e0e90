"""Documents for the tests, made here: pages, PDF files, records of archives."""

import gzip
import zlib

STORY = "At least 12 people were killed in Orvik on Sunday when a shell hit the market, the governor told reporters."
SECOND = "The army denied that it had fired on the town, and said that the shell had come from the other bank of the river."
THIRD = "Hundreds of people had fled to the south by the evening, according to aid workers who spoke to them on the road."
PARAGRAPHS = (STORY, SECOND, THIRD)
FRENCH = (
    "Les combats ont repris dans la ville et les habitants ont fui vers le sud, selon des témoins qui ont parlé à la radio.",
    "Le gouverneur a déclaré que les soldats avaient quitté le port vendredi après une réunion avec les habitants du quartier.",
)
LINKED = (
    '{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"], "headline": "Shell hits market &amp; port",'
    ' "datePublished": "2026-05-04T21:30:00+02:00", "dateModified": "2026-05-06", "author": [{"@type": "Person", "name": "Ada Lindqvist"},'
    ' {"@type": "Person", "name": "Tom Okello"}], "publisher": {"@type": "Organization", "name": "Grey Harbour Post"}}]}'
)
META = (
    '<meta property="og:title" content="Shell hits market"><meta property="article:published_time" content="2026-05-04T21:30:00Z">'
    '<meta property="og:site_name" content="Grey Harbour Post"><meta name="author" content="Ada Lindqvist">'
)


def page(*paragraphs, head="", lang="en", before="", charset="utf-8"):
    """A page of a newspaper with what stands around an article."""
    body = "".join(f"<p>{p}</p>" for p in paragraphs or PARAGRAPHS)
    links = "".join(f'<li><a href="/s/{n}">Section {n}</a></li>' for n in range(12))
    return (
        f'{before}<!DOCTYPE html><html lang="{lang}"><head><meta charset="{charset}"><title>Shell hits market | Grey Harbour Post</title>{head}'
        f"<script>var tracked = 1 < 2;</script></head><body><header><nav><ul>{links}</ul></nav></header>"
        f"<main><article><h1>Shell hits market</h1>{body}</article></main><aside><h2>Most read</h2><ul>{links}</ul></aside>"
        f"<footer><p>Copyright Grey Harbour Post. All rights reserved.</p></footer></body></html>"
    ).encode(charset, "xmlcharrefreplace")


def pdf(*pages, info="", packed=False, extra=b"", drawn=None):
    """A PDF document with these lines on its pages; page ``drawn`` has half a million operators and more besides."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects += [f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    for n, lines in enumerate(pages):
        shown = "".join("({}) Tj 0 -14 Td ".format(line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")) for line in lines)
        content = f"BT /F1 11 Tf 40 800 Td {shown} ET".encode("latin-1") + extra
        packing = ""
        if drawn == n + 1:
            content += b"q " * 500_001
        if packed or drawn == n + 1:
            content, packing = zlib.compress(content), "/Filter /FlateDecode "
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R /Resources << /Font << /F1 3 0 R >> >> >>".encode())
        objects.append(f"<< {packing}/Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream")
    objects.append(f"<< {info} >>".encode())
    out = b"%PDF-1.4\n"
    places = []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % n + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % p for p in places)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(objects), len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def record(uri, body=None, *, type="response", status="200 OK", headers="Content-Type: text/html; charset=utf-8\r\n", day="2026-05-05"):
    """A record of a WARC file."""
    payload = body if body is not None else page()
    if type == "response":
        payload = f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + payload
    kind = "application/http; msgtype=response" if type == "response" else "text/html"
    head = (
        f"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Record-ID: <urn:uuid:6f1e2c1a-0000-4000-8000-000000000000>\r\nWARC-Date: {day}T08:00:00Z\r\n"
        f"WARC-Target-URI: {uri}\r\nContent-Type: {kind}\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def packed(*records):
    """Records as they are in a ``.warc.gz``: each a gzip member of its own."""
    return b"".join(gzip.compress(r) for r in records)
