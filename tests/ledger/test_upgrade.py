"""A ledger of an older version is upgraded when it is opened, in one transaction."""

import sqlite3

import pytest

from sayso.errors import LedgerError
from sayso.ledger import Ledger, database
from tests.ledger.made import counts, report, says

READ = report([("The mayor said that 12 people were killed.", [says("Ana Paz"), counts("killed", 12)])])


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "old.db"
    with Ledger(path) as ledger:
        ledger.store(READ)
    return path


def test_an_older_file_is_upgraded_and_keeps_what_it_held(old, monkeypatch):
    monkeypatch.setattr(database, "VERSION", database.VERSION + 1)
    monkeypatch.setattr(
        database, "_MIGRATIONS", {database.VERSION: "ALTER TABLE report ADD COLUMN section TEXT;\nCREATE INDEX report_section ON report (section);\n"}
    )
    with Ledger(old) as ledger:
        assert ledger.db.execute("PRAGMA user_version").fetchone()[0] == database.VERSION
        assert ledger.db.execute("SELECT section FROM report").fetchall() == [(None,)]
        assert ledger.count()["claims"] == 2


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(old, monkeypatch):
    monkeypatch.setattr(database, "VERSION", database.VERSION + 1)
    monkeypatch.setattr(database, "_MIGRATIONS", {database.VERSION: "ALTER TABLE report ADD COLUMN section TEXT;\nALTER TABLE nowhere ADD COLUMN x;\n"})
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger(old)
    monkeypatch.undo()
    with sqlite3.connect(old) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == database.VERSION
        assert "section" not in [row[1] for row in db.execute("PRAGMA table_info(report)")]
    db.close()
    with Ledger(old) as ledger:
        assert ledger.count()["claims"] == 2
