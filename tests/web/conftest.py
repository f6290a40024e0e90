"""A ledger of the bundled story and a client for its pages."""

from importlib.util import find_spec

import pytest

from sayso.ledger import Ledger
from sayso.web import Settings
from tests.web.browser import story

if find_spec("starlette") is None:
    collect_ignore_glob = ["test_*.py"]  # the pages need sayso[serve]
else:
    from starlette.testclient import TestClient

    from sayso.web.app import make_app

HERE = "http://127.0.0.1"


@pytest.fixture(scope="session")
def kept(tmp_path_factory):
    """The story's ledger; tests that write take a copy."""
    return story(tmp_path_factory.mktemp("web"))


@pytest.fixture
def path(kept, tmp_path):
    """A copy of the story's ledger."""
    copy = tmp_path / "story.db"
    copy.write_bytes(kept.read_bytes())
    return copy


@pytest.fixture
def ledger(path):
    with Ledger(path, read_only=True) as found:
        yield found


@pytest.fixture
def client(path):
    with TestClient(make_app(Settings(ledger=path)), base_url=HERE, follow_redirects=False) as found:
        yield found


@pytest.fixture
def open_pages(tmp_path):
    """A function that opens the pages of a ledger with other settings."""
    opened = []

    def make(path, *, base=HERE, **settings):
        found = TestClient(make_app(Settings(ledger=path, **settings)), base_url=base, follow_redirects=False)
        found.__enter__()
        opened.append(found)
        return found

    yield make
    for found in opened:
        found.__exit__(None, None, None)


def mark(client):
    """What forms of this client's session carry."""
    return client.get("/session.json").json()["csrf"]
