"""A real browser, a running server and the bundled story, for the tests of pages and for the pictures of them."""

import shutil
import socket
import tempfile
import threading
import time
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sayso.codec import from_json
from sayso.ledger import Ledger
from sayso.link import add
from sayso.types.reading import Reading

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--lang=en-US", "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb",
)  # fmt: skip


def absent() -> str:
    """Why there is no browser; "" if there is one."""
    if not CHROMIUM or not DRIVER:
        return "no chromium with chromedriver here; Debian has them as chromium and chromium-driver"
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "selenium is not installed"
    return ""


@cache
def readings() -> tuple[Reading, ...]:
    """The readings of the bundled story, as they are kept for comparison: no encoder is needed."""
    kept = Path(__file__).parents[1] / "demo/golden/readings.jsonl"
    return tuple(from_json(line) for line in kept.read_bytes().splitlines())


def story(folder: Path) -> Path:
    """A ledger of the bundled story in a folder."""
    path = folder / "story.db"
    with Ledger(path) as ledger:
        for reading in readings():
            add(ledger, reading)
    return path


@contextmanager
def serving(path: Path, **settings):
    """A server on a free port of this machine; gives its address."""
    import uvicorn

    from sayso.web import Settings
    from sayso.web.app import make_app

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(make_app(Settings(ledger=path, **settings)), log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


class Tab:
    """A tab of the browser."""

    def __init__(self, driver) -> None:
        self.driver = driver

    def get(self, address: str) -> None:
        self.driver.get(address)

    def run(self, script: str, *arguments):
        return self.driver.execute_script(script, *arguments)

    def all(self, selector: str):
        return self.driver.find_elements("css selector", selector)

    def one(self, selector: str):
        return self.driver.find_element("css selector", selector)

    def press(self, *keys: str) -> None:
        from selenium.webdriver import ActionChains

        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def until(self, script: str, seconds: float = 10.0):
        """Waits until a script returns something true, and returns that."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self.run(f"return {script}")
            if found:
                return found
            time.sleep(0.03)
        raise AssertionError(f"never true: {script}")

    def at(self, part: str, seconds: float = 10.0) -> None:
        """Waits until the address holds some words: a click may return before the page that it leads to has begun. No script is run."""
        end = time.monotonic() + seconds
        while part not in self.driver.current_url:
            assert time.monotonic() < end, f"{part!r} never came into {self.driver.current_url!r}"
            time.sleep(0.03)

    def settled(self) -> None:
        """Waits for the page, its map where it has one, and its pictures."""
        self.until("document.readyState === 'complete'")
        self.until("!document.querySelector('[data-map]') || document.querySelector('[data-map]').dataset.drawn !== undefined")
        self.until("!document.querySelector('main[aria-busy]')")
        time.sleep(0.15)

    def complaints(self) -> list[str]:
        """What the console says since it was last asked: errors of scripts, files that are missing, what the policy forbade."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]


@contextmanager
def browser(*, width: int = 1280, height: int = 860, dark: bool = False, scripts: bool = True):
    """A headless browser with a profile of its own; gives a tab."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for flag in (*FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}"):
            options.add_argument(flag)
        if dark:
            options.add_argument("--force-dark-mode")
        if not scripts:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        driver = webdriver.Chrome(options=options, service=Service(DRIVER))
        try:
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
            if dark:
                driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
            yield Tab(driver)
        finally:
            driver.quit()
