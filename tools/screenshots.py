"""Pictures of the pages on the bundled story, for docs/web.md.

    python tools/screenshots.py [--out docs/screenshots] [--only news,claim] [--dark] [--width 1280]

Needs Debian's chromium and chromium-driver, and selenium.
"""

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sayso.ledger import Ledger  # noqa: E402
from tests.web.browser import browser, serving, story  # noqa: E402


def addresses(ledger: Ledger) -> dict[str, str]:
    """Name of each picture to the address of its page."""
    found = {c.key: c for c in ledger.claims()}
    against: dict[str, int] = {}
    for x in ledger.links(verdicts=("contradicts",)):
        for key in (x.a, x.b):
            against[key] = against.get(key, 0) + (found[key].kind == "figure")
    disputed = max(against, key=lambda k: (against[k], k))
    report = next(r for r in ledger.reports() if r.publisher == "Radio Sobat")
    place = ledger.actors("Malakal", kind="place")[0].id
    return {
        "news": "/",
        "article": f"/report/{report.key}",
        "claim": f"/claim/{disputed}",
        "map": "/places",
        "place": f"/place/{place}",
        "timeline": "/timeline",
        "known": "/timeline?as_of=2027-03-05",
        "figures": "/figures?place=Malakal",
        "control": "/control",
        "promises": "/promises",
        "source": "/source?name=Gabriel+Wani+Modi",
        "search": "/search?q=Malakal",
        "review": "/review",
        "add": "/add",
        "brief": "/brief?place=Malakal",
    }


def main() -> None:
    """Takes the pictures."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", type=Path, default=ROOT / "docs/screenshots")
    ap.add_argument("--only", default="")
    ap.add_argument("--dark", action="store_true")
    ap.add_argument("--width", type=int, default=1280)
    ap.add_argument("--height", type=int, default=860)
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = story(Path(folder))
        with Ledger(path, read_only=True) as ledger:
            wanted = addresses(ledger)
        with serving(path) as base, browser(width=a.width, height=a.height, dark=a.dark) as page:
            for name, address in wanted.items():
                if a.only and name not in a.only.split(","):
                    continue
                page.get(base + address)
                page.settled()
                if name == "article":
                    page.press("j", "j", "j", "j")
                    page.settled()
                page.driver.save_screenshot(str(a.out / f"{name}.png"))
                print(name, address, *page.complaints())


if __name__ == "__main__":
    main()
