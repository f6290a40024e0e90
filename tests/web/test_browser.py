"""The pages in a real browser on the bundled story: no complaint on the console, WCAG 2.2 AA by axe-core, keys, slider, map, review."""

import time
from pathlib import Path

import pytest

from sayso.ledger import Filter, Ledger
from sayso.ledger.corrections import corrections
from tests.web.browser import absent, browser, serving

pytestmark = pytest.mark.skipif(bool(absent()), reason=absent() or "there is one")
AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def tab():
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def phone():
    with browser(width=360, height=740) as found:
        yield found


@pytest.fixture(scope="module")
def dark():
    with browser(dark=True) as found:
        yield found


@pytest.fixture(scope="module")
def base(kept):
    with serving(kept, read_only=False) as address:
        yield address


@pytest.fixture(scope="module")
def addresses(kept):
    """Name of each page to an address that shows it."""
    with Ledger(kept, read_only=True) as ledger:
        figure = next(x.a for x in ledger.links(verdicts=("contradicts",)) if ledger.claim(x.a).kind == "figure")
        report = next(r.key for r in ledger.reports() if r.publisher == "Radio Sobat")
        place = ledger.actors("Malakal", kind="place")[0].id
    return {
        "news": "/", "reports": "/reports", "article": f"/report/{report}", "claim": f"/claim/{figure}", "fix": f"/claim/{figure}?act=fix", "map": "/places",
        "place": f"/place/{place}", "timeline": "/timeline", "figures": "/figures?rule=median", "control": "/control", "promises": "/promises", "sources": "/sources",
        "source": "/source?name=Gabriel+Wani+Modi", "search": "/search?q=Malakal", "review": "/review", "add": "/add", "brief": "/brief?place=Malakal", "nothing": "/figures?place=Atlantis",
        "error": "/claim/ffffffff",
    }  # fmt: skip


NAMES = (
    "news", "reports", "article", "claim", "fix", "map", "place", "timeline", "figures", "control", "promises", "sources", "source", "search", "review", "add", "brief",
    "nothing", "error",
)  # fmt: skip


def faults(tab) -> list[str]:
    """What axe-core finds, one line each."""
    tab.run(AXE)
    found = tab.driver.execute_async_script(
        "const done = arguments[arguments.length - 1]; axe.run(document, {runOnly: {type: 'tag', values: arguments[0]}}).then(r => done(r.violations), e => done([{id: String(e), nodes: []}]))",
        RULES,
    )
    return [f"{v['id']}: {n['target']} {n.get('failureSummary', '')[:300]}" for v in found for n in v["nodes"] or [{"target": "", "failureSummary": ""}]]


def opened(tab, address):
    tab.get(address)
    tab.settled()
    return [c for c in tab.complaints() if "claim/ffffffff" not in c]  # the one address that is not there answers 404


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_accessible_and_quiet(tab, base, addresses, name):
    assert opened(tab, base + addresses[name]) == []
    assert faults(tab) == []


@pytest.mark.parametrize("name", ["news", "article", "claim", "map", "figures", "timeline", "review", "search"])
def test_pages_are_accessible_in_the_dark(dark, base, addresses, name):
    assert opened(dark, base + addresses[name]) == []
    assert dark.run("return matchMedia('(prefers-color-scheme: dark)').matches")
    assert faults(dark) == []


@pytest.mark.parametrize("name", NAMES)
def test_pages_fit_a_phone(phone, base, addresses, name):
    assert opened(phone, base + addresses[name]) == []
    assert phone.run("return document.documentElement.scrollWidth") <= 360
    if name in ("news", "article", "review", "map"):
        assert faults(phone) == []


def test_the_slider_changes_the_whole_page(tab, base):
    opened(tab, f"{base}/figures?place=Malakal")
    before = tab.run("return document.querySelectorAll('.whisker').length")
    slider = tab.one(".slider input")
    tab.run("arguments[0].focus()", slider)
    for _ in range(3):
        from selenium.webdriver.common.keys import Keys

        tab.one(".slider input").send_keys(Keys.ARROW_LEFT)
        tab.settled()
    tab.at("as_of=2027-03-05")
    tab.settled()
    assert tab.run("return document.activeElement.type") == "range"  # still under the hand
    after = tab.run("return [...document.querySelectorAll('.told time')].map(t => t.dateTime)")
    assert after
    assert max(after) == "2027-03-05"
    assert 0 < tab.run("return document.querySelectorAll('.whisker').length") < before
    assert "as of 5 Mar 2027" in tab.one(".then").text
    tab.driver.back()
    tab.settled()
    tab.at("as_of=2027-03-06")
    tab.settled()
    assert max(tab.run("return [...document.querySelectorAll('.told time')].map(t => t.dateTime)")) == "2027-03-06"
    assert tab.complaints() == []


def test_the_map_shows_places_by_precision_and_leads_to_them(tab, base):
    opened(tab, f"{base}/places")
    assert tab.run("return document.querySelectorAll('.map .land').length") > 50
    assert tab.run("return document.querySelectorAll('.map .point').length") >= 3
    assert tab.run("return document.querySelectorAll('.map .extent').length") >= 2
    assert tab.run("return document.querySelectorAll('.pin .disputed').length") >= 1
    names = tab.run("return [...document.querySelectorAll('.country-name')].map(e => { return [e.textContent, getComputedStyle(e.parentElement).zIndex] })")
    assert ["Ethiopia", "450"] in names
    assert tab.run("return performance.getEntriesByType('resource').every(r => r.name.startsWith(location.origin))")
    tab.run("document.querySelector('.pin:not(.cluster)').focus()")
    tab.press("\ue007")
    tab.until("location.pathname.startsWith('/place/')")
    tab.settled()
    assert tab.all(".pin")
    assert tab.complaints() == []


def test_the_map_gathers_what_lies_close(tab, base):
    opened(tab, f"{base}/places")
    for _ in range(6):
        tab.one(".leaflet-control-zoom-out").click()
    tab.until("document.querySelectorAll('.pin.cluster').length >= 1")
    shown = tab.run("return [...document.querySelectorAll('.pin .g-figure small')].reduce((sum, e) => sum + Number(e.textContent), 0)")
    listed = tab.run("return JSON.parse(document.querySelector('[data-map-places]').textContent).reduce((sum, p) => sum + (p.kinds.figure || 0), 0)")
    assert shown == listed
    assert tab.complaints() == []


def test_the_map_follows_the_slider(tab, base):
    opened(tab, f"{base}/places?as_of=2027-03-04")
    few = tab.run("return document.querySelector('[data-map]').dataset.drawn")
    opened(tab, f"{base}/places")
    assert int(few) < int(tab.run("return document.querySelector('[data-map]').dataset.drawn"))


def test_keys_go_through_the_claims_of_a_text(tab, base, addresses):
    opened(tab, base + addresses["article"])
    tab.press("j", "j", "j")
    third = tab.until("document.querySelector('.card.on')?.dataset.claim")
    assert tab.run("return document.querySelector('.card.on').open")
    assert tab.run("return document.activeElement.tagName") == "SUMMARY"
    assert tab.run("return document.querySelectorAll('.text .on').length") >= 1
    tab.at(f"#c-{third}")
    tab.press("k")
    assert tab.run("return document.querySelector('.card.on').dataset.claim") != third
    assert tab.run("return document.querySelectorAll('.card[open]').length") == 1
    tab.press("?")
    assert tab.run("return document.querySelector('dialog').open")
    tab.press("\ue00c")
    assert tab.complaints() == []


def test_a_click_on_words_opens_their_card_and_further_clicks_those_that_lie_over_them(tab, base, addresses):
    opened(tab, base + addresses["article"])
    many = tab.run("return [...document.querySelectorAll('.text [data-i]')].findIndex(e => e.dataset.i.split(' ').length > 1)")
    keys = tab.run("return document.querySelectorAll('.text [data-i]')[arguments[0]].dataset.i.split(' ')", many)
    seen = []
    for _ in keys:
        tab.run("document.querySelectorAll('.text [data-i]')[arguments[0]].click()", many)
        seen.append(tab.run("return document.querySelector('.card.on').dataset.claim"))
    assert sorted(seen) == sorted(keys)
    opened(tab, f"{base}{addresses['article']}#c-{keys[0]}")
    assert tab.run("return document.querySelector('.card.on').dataset.claim") == keys[0]


def test_marks_can_be_turned_off(tab, base, addresses):
    opened(tab, base + addresses["article"])
    colour = "return getComputedStyle(document.querySelector('.text .m.k-figure')).borderBottomColor"
    before = tab.run(colour)
    tab.one("#show-figure").click()
    assert tab.run(colour) != before


def test_review_by_keyboard_alone(kept, tmp_path, tab):
    copy = tmp_path / "story.db"
    copy.write_bytes(kept.read_bytes())
    with serving(copy) as base:
        opened(tab, f"{base}/review")
        tab.one("[name=who]").send_keys("Ana Paz")
        tab.run("document.activeElement.blur()")
        first = tab.run("return document.querySelector('[data-queue] li').dataset.claim")
        tab.press("j", "a")
        tab.until(f"!document.querySelector('[data-queue] li[data-claim=\"{first}\"]')")
        tab.settled()
        assert tab.run("return document.querySelector('[name=who]').value") == "Ana Paz"
        second = tab.run("return document.querySelector('[data-queue] li').dataset.claim")
        tab.press("j", "r")
        tab.until(f"!document.querySelector('[data-queue] li[data-claim=\"{second}\"]')")
        tab.settled()
        assert tab.complaints() == []
        with Ledger(copy, read_only=True) as ledger:
            assert [(c.claim, c.action, c.who) for c in corrections(ledger)] == [(first, "accept", "Ana Paz"), (second, "reject", "Ana Paz")]
            figure = next(c for c in ledger.claims(Filter(kinds=("figure",))) if c.low == 23)
        opened(tab, f"{base}/claim/{figure.key}?act=fix#review")
        assert tab.one(".fix").is_displayed()
        field = tab.one("[name=high]")
        field.clear()
        field.send_keys("25")
        tab.one("[name=why]").send_keys("the later count")
        tab.one(".review .main").click()
        tab.until("location.hash === '#history'")
        tab.settled()
        assert "23 to 25" in tab.one("h1").text
        tab.one(".undo summary").click()
        tab.one(".undo [name=why]").send_keys("a slip")
        tab.one(".undo button").click()
        tab.until("document.querySelector('.undone') !== null")
        with Ledger(copy, read_only=True) as ledger:
            assert [c.action for c in corrections(ledger)] == ["accept", "reject", "fix", "undo"]
            assert ledger.claim(figure.key).known_to is None
        assert tab.complaints() == []


def test_a_pasted_text_is_seen_at_once(kept, tmp_path, tab):
    copy = tmp_path / "story.db"
    copy.write_bytes(kept.read_bytes())
    with serving(copy) as base:
        opened(tab, f"{base}/add")
        tab.one("[name=text]").send_keys("RENK, 9 March 2027 (Lake Post) - At least 12 people were killed in Renk on Monday, the governor said.")
        tab.one(".add .main").click()
        tab.until("location.pathname.startsWith('/reading/')", seconds=30)
        tab.settled()
        assert "12 killed" in tab.one(".cards").text
        tab.one(".keep .main").click()
        tab.until("location.pathname.startsWith('/report/')")
        assert tab.complaints() == []


def test_hostile_words_do_nothing(kept, tmp_path, tab):
    from sayso.link import add
    from tests.web.test_guard import hostile

    copy = tmp_path / "story.db"
    copy.write_bytes(kept.read_bytes())
    with Ledger(copy) as ledger:
        key = add(ledger, hostile()).report
        place = next(c.place.id for c in ledger.claims(Filter(report=key)) if c.place)
    with serving(copy) as base:
        for address in ("/", f"/report/{key}", "/places", f"/place/{place}", "/figures"):
            assert opened(tab, base + address) == [], address
            assert tab.run("return document.querySelectorAll('main img, main script:not([type]), main [onload], main [onerror]').length") == 0
            assert "alert(1)" in tab.one("body").text or address == "/"


def test_pages_work_without_scripts(kept, addresses):
    with serving(kept) as base, browser(scripts=False) as plain:
        for name, address in addresses.items():
            plain.get(base + address)
            assert plain.all("main h1"), name
        plain.get(f"{base}/figures")
        field = plain.one("#as-of")
        assert field.is_displayed()
        field.send_keys("03052027")
        plain.one(".narrow button").click()
        plain.at("as_of=2027-03-05")
        assert "as of 5 Mar 2027" in plain.one(".then").text
        plain.get(base + addresses["article"])
        plain.one(".text .ref").click()
        plain.at("#c-")
        plain.get(f"{base}/places")
        assert len(plain.all("[data-place] a")) >= 5
        plain.get(base + addresses["fix"])
        assert plain.one(".fix").is_displayed()


def test_first_load_is_light_and_does_not_jump(tab, base, addresses):
    """Bytes, first paint and layout shift as Lighthouse counts them; the figures are in benchmarks/web.py."""
    for name in ("news", "article", "figures", "map"):
        tab.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
        opened(tab, base + addresses[name])
        time.sleep(0.2)
        found = tab.run(
            "return {bytes: [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].filter(e => !e.name.includes('countries-50m'))"
            ".reduce((sum, e) => sum + e.transferSize, 0), paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime}"
        )
        shift = tab.driver.execute_async_script(
            "const done = arguments[0]; let sum = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value })"
            ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 200)"
        )
        assert found["bytes"] < 400_000, (name, found)
        assert shift < 0.1, (name, shift)
