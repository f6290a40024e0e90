"""Whatever is changed behind the ledger's back is found."""

import pytest

from sayso.ledger import Ledger
from sayso.ledger.verify import verify
from sayso.link import add
from tests.ledger.made import counts, holds, report, says, vows

READ = report(
    [
        ("The mayor said that 12 people were killed.", [says("Ana Paz"), counts("killed", 12, time="2027-03-03")]),
        ("The army holds the town.", [holds("army")]),
        ("She promised to open the road.", [vows("Ana Paz", "open the road", "2027-03-10")]),
    ]
)
OTHER = report([("Officials said 40 people were killed there.", [says("Luz Rey"), counts("killed", 40)])], publisher="B")


def faults(change=None):
    with Ledger(":memory:") as ledger:
        add(ledger, READ)
        add(ledger, OTHER)
        if change:
            ledger.db.execute("PRAGMA foreign_keys = OFF")
            assert ledger.db.execute(change).rowcount > 0
        return list(verify(ledger))


def test_a_sound_ledger_has_no_fault():
    assert faults() == []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("UPDATE report SET text = replace(text, '12', '13')", "report"),
        ("UPDATE report SET text = text || ' '", "report"),
        ("UPDATE claim SET start = start + 1 WHERE kind = 'figure'", "claim"),
        ("UPDATE claim SET end = end - 1 WHERE kind = 'control'", "claim"),
        ("UPDATE claim SET low = 11 WHERE low = 12", "claim"),
        ("UPDATE claim SET time = '2027-03-01' WHERE time IS NOT NULL", "claim"),
        ("UPDATE claim SET due = '2028-03-10' WHERE due IS NOT NULL", "claim"),
        ("UPDATE sentence SET start = start + 2", "claim"),
        ("UPDATE reading SET body = x'00' WHERE id = 1", "reading"),
        ("UPDATE reading SET digest = 'x' WHERE id = 1", "reading"),
        ("DELETE FROM claim WHERE low = 40", "link"),
        ("UPDATE claim SET place = 999 WHERE low = 12", "file"),
    ],
)
def test_every_change_is_found(change, where):
    assert where in {f.where for f in faults(change)}
