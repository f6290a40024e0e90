"""Pages: the article and nothing else; title, publisher, author and day from what the page says of itself."""

import pytest

from sayso.errors import EmptyReport, InputError, LanguageError, TooDeep, TooLarge
from sayso.intake import Failure, Options, reports
from sayso.intake.html import article_of_page
from sayso.intake.markup import MOST_TAGS, plain
from tests.intake.documents import FRENCH, LINKED, META, PARAGRAPHS, SECOND, STORY, THIRD, page

THOROUGHNESS = ["careful", "fast", "bulk"]


@pytest.mark.parametrize("thoroughness", THOROUGHNESS)
def test_the_article_and_nothing_else(thoroughness):
    text = article_of_page(page().decode(), thoroughness=thoroughness).text
    assert text.removeprefix("Shell hits market\n\n") == "\n\n".join(PARAGRAPHS)


def info(head, **rest):
    (report,) = reports(page(head=head), **rest)
    i = report.info
    return i.title, i.publisher, i.author, i.published


def test_json_ld_is_read_first():
    head = f'<script type="application/ld+json">{LINKED}</script>' + META.replace("Ada", "Eve").replace("2026-05-04", "2020-01-01")
    assert info(head) == ("Shell hits market & port", "Grey Harbour Post", "Ada Lindqvist, Tom Okello", "2026-05-04")


def test_meta_elements_are_read_next():
    assert info(META) == ("Shell hits market", "Grey Harbour Post", "Ada Lindqvist", "2026-05-04")


@pytest.mark.parametrize("broken", ["", "{", "[]", "null", '{"@graph": 5}', '{"@type": "NewsArticle"}', '{"@type": 7, "headline": []}', "[" * 5000])
def test_json_ld_that_is_broken_or_empty_hides_nothing(broken):
    assert info(f'<script type="application/ld+json">{broken}</script>{META}') == ("Shell hits market", "Grey Harbour Post", "Ada Lindqvist", "2026-05-04")


def test_without_either_the_visible_page_is_read():
    visible = "<time datetime='2026-05-04'>4 May 2026</time>"
    (report,) = reports(page(visible + STORY, SECOND, THIRD))
    assert report.info.published == "2026-05-04"
    assert report.info.title.startswith("Shell hits market")


def test_the_sites_name_behind_the_title_goes():
    assert info('<meta property="og:site_name" content="Grey Harbour Post">')[0] == "Shell hits market"


def test_an_account_is_no_author():
    assert info('<meta property="article:author" content="https://social.example/ada"><meta name="author" content="@ada">')[2] is None


def test_a_saved_page_says_where_it_is_from(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes(page(head='<link rel="canonical" href="https://www.example.org/news/shell">'))
    (report,) = reports(path)
    assert report.info.uri == "https://www.example.org/news/shell"
    assert report.info.publisher == "example.org"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://[", "/news", ""])
def test_a_canonical_address_that_is_none_is_not_taken(tmp_path, address):
    path = tmp_path / "a.html"
    path.write_bytes(page(head=f'<link rel="canonical" href="{address}">'))
    (report,) = reports(path)
    assert report.info.uri == path.as_posix()


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-15", "utf-16"])
def test_the_character_set_that_a_page_declares(charset):
    (report,) = reports(page("“Zürich,” the mayor said, “is far from the café.”", *PARAGRAPHS, charset=charset))
    assert "“Zürich,” the mayor said, “is far from the café.”" in report.text


def test_characters_written_as_references():
    (report,) = reports(page("The mayor said &ldquo;no&rdquo; &mdash; twice &#8211; in the caf&eacute; &amp; left.", *PARAGRAPHS))
    assert "The mayor said “no” — twice – in the café & left." in report.text


def test_a_page_without_an_article():
    (failure,) = reports(b"<!doctype html><html><body><nav><a href='/'>Home</a></nav></body></html>")
    assert isinstance(failure.error, EmptyReport)
    (failure,) = reports(b"<!doctype html>")
    assert isinstance(failure.error, InputError)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_page_in_another_language_is_refused_whatever_it_says(lang):
    (failure,) = reports(page(*FRENCH, *FRENCH, lang=lang))
    assert isinstance(failure.error, LanguageError)


def test_a_page_that_is_wrong_about_its_language_is_read():
    (report,) = reports(page(lang="fr"))
    assert STORY in report.text


def test_a_table_is_read_without_its_bars():
    rows = "<table><tr><th>Town</th><th>Killed</th></tr><tr><td>Orvik</td><td>12</td></tr></table>"
    (report,) = reports(page(STORY, rows, SECOND, THIRD))
    assert "|" not in report.text


def test_too_many_tags_are_refused_at_once():
    (failure,) = reports(b"<html>" + b"<b>x</b>" * (MOST_TAGS + 1))
    assert isinstance(failure.error, TooLarge)


@pytest.mark.parametrize("tag", ["div", "b", "blockquote"])
def test_nesting_that_would_lose_text_is_refused(tag):
    (failure,) = reports(page(f"<{tag}>" * 400 + STORY))
    assert isinstance(failure, Failure)
    assert isinstance(failure.error, TooDeep)


def test_more_nesting_than_pages_have_is_read():
    (report,) = reports(page("<div>" * 100 + f"<p>{STORY}</p><p>{SECOND}</p>" + "</div>" * 100, *PARAGRAPHS))
    assert STORY in report.text


@pytest.mark.parametrize("thoroughness", THOROUGHNESS)
def test_thoroughness_can_be_asked_for(thoroughness):
    (report,) = reports(page(head=META), Options(thoroughness=thoroughness))
    assert SECOND in report.text


FRAGMENTS = {
    "<p>One</p><p>Two": "One\n\nTwo",
    "One<br>Two<br/><br/>Three": "One\n\nTwo\n\nThree",
    "a<b>b</b>c <i> d </i>": "abc d",
    "<style>p{}</style><script>1</script>x<svg><text>y</text></svg>z": "xz",
    "<td>a</td><td>b</td>": "a b",
    "<!-- no -->x<!-- ": "x",
    "plain &lt;b&gt; text": "plain <b> text",
    " \n ": "",
    "": "",
    "\0": "",
}


@pytest.mark.parametrize(("html", "text"), FRAGMENTS.items())
def test_fragments(html, text):
    assert plain(html) == text


def test_an_article_is_found_where_articles_hardly_lie():
    menu = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    text = article_of_page(f"<html><body><nav><div class='entry'>{menu}</div></nav></body></html>").text
    assert STORY in text


def test_the_text_behind_what_is_taken_out_stays():
    text = article_of_page(f"<html><body><article><p>{STORY}</p><p>{SECOND[:30]}<script>x()</script>{SECOND[30:]}</p><p>{THIRD}</p></article>").text
    assert text == "\n\n".join(PARAGRAPHS)
