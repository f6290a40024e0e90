"""JSON to a web address, in the background: kept in files until it is delivered, tried again ever more slowly, in nobody's way."""

import contextlib
import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sayso.errors import ConfigError
from sayso.intake.failures import missing
from sayso.intake.web import AGENT

__all__ = ["Outbox"]

_FIRST, _LONGEST = 1.0, 600.0
"""Seconds before the second try, and at most between two."""

_AGE = 7 * 86_400
_MOST = 10_000
"""Letters that wait; the oldest go first."""

_TIMEOUT = 20
_LATER = frozenset({408, 425, 429})
"""Answers below 500 that mean: try again."""


class Outbox:
    """Letters to an address.

    Args:
        folder: Where letters wait.
        address: Where they go.
        complain: Told what is given up.

    Raises:
        MissingExtra: requests is not installed.
        ConfigError: The folder cannot be made.
    """

    def __init__(self, folder: Path, address: str, complain: Callable[[str], None]) -> None:
        try:
            import requests
        except ImportError as error:
            raise missing("web", "webhooks", error) from None
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(f"a folder {str(folder)!r} that cannot be made ({error.strerror})", "one beside the ledger", "take another --ledger") from None
        self._session = requests.Session()
        self._faults = requests.RequestException
        self._folder, self._address, self._complain = folder, address, complain
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._idle = threading.Event()
        self._thread = threading.Thread(target=self._deliver, name="sayso webhook", daemon=True)

    def put(self, name: str, content: dict[str, Any]) -> None:
        """Write a letter that is held back until :meth:`release`."""
        part = self._folder / f".{name}.part"
        with part.open("wb") as file:
            file.write(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._folder / f"{name}.held")

    def held(self) -> list[str]:
        """Names of the letters that are held back."""
        return sorted(p.stem for p in self._folder.glob("*.held"))

    def release(self, name: str) -> None:
        """Let a letter go out."""
        (self._folder / f"{name}.held").replace(self._folder / f"{name}.json")

    def drop(self, name: str) -> None:
        """Take a letter away that is held back."""
        (self._folder / f"{name}.held").unlink(missing_ok=True)

    def send(self) -> None:
        """Begin to deliver what waits, if that is not being done."""
        if not self._thread.is_alive() and not self._stop.is_set():
            self._thread.start()
        self._idle.clear()
        self._wake.set()

    def close(self, patience: float = 0.0) -> None:
        """End; what is not delivered waits for the next start.

        Args:
            patience: Seconds to wait for all to be delivered.
        """
        if self._thread.is_alive():
            self._idle.wait(patience)
        self._stop.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(2)

    def _letters(self) -> list[Path]:
        found = []
        for path in self._folder.glob("*.json"):
            with contextlib.suppress(OSError):
                found.append((path.stat().st_mtime_ns, path.name, path))
        return [path for _, _, path in sorted(found)]

    def _deliver(self) -> None:
        pause = _FIRST
        while not self._stop.is_set():
            self._wake.clear()
            letters = self._letters()
            for old in letters[:-_MOST]:
                self._give_up(old, f"more than {_MOST:,} wait")
            for letter in letters[-_MOST:]:
                while not self._stop.is_set() and not self._posted(letter):
                    self._stop.wait(pause)
                    pause = min(2 * pause, _LONGEST)
                if self._stop.is_set():
                    return
                pause = _FIRST
            if not self._letters():
                self._idle.set()
                self._wake.wait()

    def _posted(self, letter: Path) -> bool:
        """Whether there is nothing left to do for a letter: it is delivered, refused for good, or too old."""
        try:
            data = letter.read_bytes()
            age = time.time() - letter.stat().st_mtime
        except OSError:
            return True
        headers = {"Content-Type": "application/json", "User-Agent": AGENT, "Idempotency-Key": letter.stem}
        try:
            with self._session.post(self._address, data=data, headers=headers, timeout=_TIMEOUT, allow_redirects=False, stream=True) as answer:
                status = answer.status_code
        except self._faults as error:
            return self._later(letter, age, type(error).__name__)
        if 200 <= status < 300:
            letter.unlink(missing_ok=True)
            return True
        if status < 500 and status not in _LATER:
            self._give_up(letter, f"the answer {status}")
            return True
        return self._later(letter, age, f"the answer {status}")

    def _later(self, letter: Path, age: float, why: str) -> bool:
        if age < _AGE:
            return False
        self._give_up(letter, f"{why}, for a week")
        return True

    def _give_up(self, letter: Path, why: str) -> None:
        letter.unlink(missing_ok=True)
        self._complain(f"a letter to {self._address} given up ({why}): {letter.stem}")
