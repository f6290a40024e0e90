"""A ledger of an older version is upgraded when it is opened, in one transaction."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from sayso.errors import LedgerError
from sayso.ledger import Ledger, database
from sayso.ledger.verify import verify
from sayso.link import add
from sayso.text.near import bands, passages
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


BODY = " ".join(f"Sentence {i} tells of the convoy that left the lake harbour at dawn number {i}." for i in range(12))


def test_a_file_of_version_1_finds_copies_and_like_words_as_before(tmp_path):
    first = report([(BODY, [says("Ana Paz")]), ("Twelve were killed.", [counts("killed", 12)])], publisher="A")
    path = tmp_path / "one.db"
    with sqlite3.connect(path) as db:
        db.executescript((Path(__file__).parent / "schema-1.sql").read_text())
        db.execute(f"PRAGMA application_id = {database._APPLICATION}")
        db.execute("PRAGMA user_version = 1")
        with Ledger(tmp_path / "two.db") as newer:
            add(newer, first)
            add(newer, READ)
        db.execute("ATTACH ? AS newer", (str(tmp_path / "two.db"),))
        for table in ("report", "reading", "entity", "alias", "mention", "source", "sentence", "claim", "link", "place_box"):
            db.execute(f"INSERT INTO main.{table} SELECT * FROM newer.{table}")
        for report_, mins in db.execute("SELECT report, mins FROM newer.signature").fetchall():
            found = np.frombuffer(mins, "<u4") if mins else np.arange(64, dtype="<u4")
            db.execute("INSERT INTO main.signature VALUES (?, ?)", (report_, found.tobytes()))
            if mins:  # a text too short to be a copy had a signature all the same
                db.executemany("INSERT INTO main.band VALUES (?, ?)", [(b, report_) for b in bands(found)])
        for number, quote in db.execute(
            "SELECT n.id, substr(r.text, n.start + 1, n.end - n.start) FROM main.sentence n JOIN main.report r ON r.id = n.report"
        ).fetchall():
            db.execute("INSERT INTO main.sentence_text (rowid, quote) VALUES (?, ?)", (number, quote))
            db.executemany("INSERT INTO main.passage VALUES (?, ?)", [(h, number) for h in passages(quote)])
    db.close()
    with Ledger(path) as ledger:
        assert ledger.db.execute("PRAGMA user_version").fetchone()[0] == database.VERSION
        with Ledger(":memory:") as fresh:
            schema = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE 'sentence_text_%' ORDER BY name"
            assert [r[:2] for r in ledger.db.execute(schema)] == [r[:2] for r in fresh.db.execute(schema)]
        copy = add(ledger, report([(BODY, [says("Luz Rey")])], publisher="B"))
        assert copy.copy_of is not None
        assert copy.links > 0
        assert list(verify(ledger)) == []
