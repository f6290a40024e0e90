"""The page: every mark where it belongs, nothing of a report gets out of its place, nothing comes from elsewhere."""

import base64
import hashlib
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from stories import EMPTY, HOSTILE, STRIKE

from sayso.render.claims import claims
from sayso.render.marks import lines, marks
from sayso.render.markup import as_markup
from sayso.types.reading import Figure, Place, Reading

VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """What a browser would make of a page: elements, the text of the report, the words under each mark."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.ids, self.links, self.marked, self.paragraphs, self.stack = [], [], [], {}, [], []
        self.feed(html)
        self.close()
        assert not self.stack, "every element that was opened is closed"

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append(tag)
        assert not [a for a in found if a.startswith("on")], "no event handlers"
        if "id" in found:
            self.ids.append(found["id"])
        if "href" in found:
            self.links.append(found["href"])
        if tag == "p" and any(t == "main" for t, _ in self.stack):
            self.paragraphs.append("")
        if tag not in VOID:
            self.stack.append((tag, found))

    def handle_endtag(self, tag):
        assert self.stack.pop()[0] == tag, "elements nest"

    def handle_data(self, data):
        if not any(t == "main" for t, _ in self.stack) or self.stack[-1][0] == "main":
            return
        if any(t == "p" for t, _ in self.stack):
            self.paragraphs[-1] += data
        for _, found in self.stack:
            if "data-i" in found:
                kind = found["class"].split("k-")[1]
                for id in found["data-i"].split():
                    self.marked[kind, id] = self.marked.get((kind, id), "") + data


def split(text):
    return re.split(r"\r\n|\n|\r", text)


def test_the_report_is_there_character_for_character():
    assert Page(as_markup(STRIKE)).paragraphs == split(STRIKE.text)
    assert [p.translate({0x241B: "\x1b", 0x2400: "\0", 0xFFFD: "\ud800"}) for p in Page(as_markup(HOSTILE)).paragraphs] == split(HOSTILE.text)


def test_the_words_of_each_claim_are_marked_as_its():
    page = Page(as_markup(STRIKE))
    for s in STRIKE.statements:
        assert page.marked["statement", s.id] == "".join(STRIKE.text[c.start : c.end] for c in s.content)
        assert page.marked["source", s.id] == STRIKE.text[s.source.start : s.source.end]
        assert page.marked["cue", s.id] == STRIKE.text[s.cue.start : s.cue.end]
    for f in STRIKE.figures:
        assert page.marked["figure", f.id] == STRIKE.text[f.start : f.end]


def test_every_claim_has_a_card_and_a_way_there_and_back():
    for reading in (STRIKE, HOSTILE):
        page = Page(as_markup(reading))
        for c in claims(reading):
            assert page.ids.count(c.id) == 1
            assert page.ids.count(f"at-{c.id}") == 1
            assert f"#{c.id}" in page.links
            assert f"#at-{c.id}" in page.links
        assert len(page.ids) == len(set(page.ids))


def test_a_report_with_markup_in_it_shows_as_text():
    html = as_markup(HOSTILE)
    page = Page(html)
    assert page.tags.count("script") == 1
    assert not {"img", "br", "b>bold"} & set(page.tags)
    assert "&lt;script&gt;alert(1)" in html
    assert page.tags.count("title") == 1


def test_direction_marks_do_not_reach_further_than_their_words():
    html = as_markup(HOSTILE)
    for found in re.finditer("[\u202a-\u202e\u2066-\u2069]", html):
        before = html[: found.start()]
        assert before.rfind("<bdi>") > before.rfind("</bdi>"), "inside an isolate"
        assert 'data-c="' in before[before.rfind("<bdi>") :], "and announced"


def test_nothing_comes_from_elsewhere_and_the_policy_says_so():
    html = as_markup(STRIKE)
    page = Page(html)
    assert all(link.startswith("#") for link in page.links)
    assert not re.search(r"url\(|@import|\bsrc=", html)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html).group(1)
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL).group(1)
        assert f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'" in policy


def test_the_legend_has_a_box_for_what_is_there_and_a_rule_for_each_box():
    html = as_markup(STRIKE)
    boxes = re.findall(r'id="show-(\w+)"', html)
    assert boxes == ["statement", "source", "figure", "place", "time", "event", "promise"]
    assert all(f"#show-{b}:not(:checked)) .report .k-" in html for b in boxes)
    assert 'id="show-' not in as_markup(EMPTY)


def test_sentences_from_which_nothing_was_read_are_shown_so():
    assert 'class="unread">Rain.' in as_markup(EMPTY)
    assert 'class="unread"' not in as_markup(STRIKE).split("</style>")[1]


def _luminance(colour):
    parts = [int(colour[i : i + len(colour) // 3] * (2 if len(colour) == 3 else 1), 16) / 255 for i in range(0, len(colour), len(colour) // 3)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(a, b):
    x, y = sorted((_luminance(a), _luminance(b)))
    return (y + 0.05) / (x + 0.05)


def test_contrast_is_wcag_aa_in_light_and_dark():
    style = re.search("<style>(.*?)</style>", as_markup(STRIKE), re.DOTALL).group(1)
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    for scheme in (light, dark):
        colour = dict(re.findall(r"--(\w+): #(\w+)", scheme))
        assert len(colour) == 15
        for ground in ("ground", "raised", "statement", "on"):
            assert _contrast(colour["ink"], colour[ground]) >= 4.5
        for words in ("faint", "link", "doubt"):
            for ground in ("ground", "raised", "on"):
                assert _contrast(colour[words], colour[ground]) >= 4.5, (words, ground)
        for lane in ("source", "figure", "place", "time", "event", "promise"):
            assert _contrast(colour[lane], colour["ground"]) >= 3


@given(st.data())
def test_marks_may_cross_in_any_way(data):
    text = data.draw(st.text(alphabet="ab <&\r\n.\u202e", max_size=40))
    ends = st.integers(0, len(text))
    places = figures = ()
    for i in range(data.draw(st.integers(0, 5))):
        a, b = sorted((data.draw(ends), data.draw(ends)))
        figures += (Figure(id=f"f{i}", start=a, end=b, measure="other", low=1, high=1, relation="exact", unit=None),)
        a, b = sorted((data.draw(ends), data.draw(ends)))
        places += (Place(start=a, end=b, text=text[a:b], name="x"),)
    reading = Reading(report=STRIKE.report, text=text, figures=figures, places=places)
    page = Page(as_markup(reading))
    assert page.paragraphs == split(text)
    for f in figures:
        words = text[f.start : f.end].rstrip()
        assert page.marked.get(("figure", f.id), "") == re.sub(r"[\r\n]", "", words)


def test_segments_are_the_text_without_line_ends():
    for reading in (STRIKE, HOSTILE):
        found = marks(reading, claims(reading))
        assert ["".join(reading.text[s.start : s.end] for s in line) for line in lines(reading, found)] == split(reading.text)
