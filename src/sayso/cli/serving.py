"""``sayso serve``: the pages of a ledger, until somebody interrupts it."""

import contextlib
import socket
import tempfile
import webbrowser
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import ConfigError, MissingExtra

__all__ = ["Wanted", "run_demo", "run_serve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked for on the command line; see :class:`sayso.web.Settings`."""

    host: str
    port: int
    token: str | None = None
    names: tuple[str, ...] = ()
    read_only: bool = False
    fetch: bool = True
    open: bool = False


def run_serve(path: str, wanted: Wanted) -> int:
    """Serves until interrupted; 0.

    Raises:
        ConfigError: Others could reach the pages without a token, or the port is taken.
        MissingExtra: The libraries for it are not installed.
        LedgerError: The file is no ledger.
    """
    try:
        import uvicorn

        from sayso.web import Settings
        from sayso.web.app import make_app
    except ImportError as error:
        raise MissingExtra(f"{error.name or error} is not installed", "it for the pages", "run: pip install 'sayso[serve]'") from None
    settings = Settings(ledger=Path(path), host=wanted.host, names=wanted.names, token=wanted.token, read_only=wanted.read_only, fetch=wanted.fetch)
    app = make_app(settings)
    listening = _listening(wanted.host, wanted.port)
    port = listening.getsockname()[1]
    shown = f"[{wanted.host}]" if ":" in wanted.host else wanted.host
    address = f"http://{shown}:{port}/"
    print(f"{path}: {address}{'?token=…' if wanted.token else ''}   (Ctrl+C ends)", flush=True)
    if wanted.open:
        webbrowser.open(address + (f"?token={wanted.token}" if wanted.token else ""))
    config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_keep_alive=15, limit_concurrency=200, h11_max_incomplete_event_size=65_536)
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])
    return 0


def run_demo(wanted: Wanted) -> int:
    """Reads the bundled story into a ledger of its own, which is gone at the end, and serves it."""
    from sayso.cli.demo import reports
    from sayso.ledger import Ledger
    from sayso.link import add
    from sayso.reader import read_report

    with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
        path = str(Path(folder) / "story.db")
        with Ledger(path) as ledger:
            for report in reports():
                add(ledger, read_report(report))
        return run_serve(path, wanted)


def _listening(host: str, port: int) -> socket.socket:
    """A socket at an address; bound before anything is printed, so that what is printed holds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)  # who comes before the server is up waits a moment, and is not refused
    except OSError as error:
        listening.close()
        raise ConfigError(
            f"{host}:{port}, which cannot be listened at ({error.strerror or error})",
            "an address of this machine and a free port",
            "choose another with --port",
        ) from None
    return listening
