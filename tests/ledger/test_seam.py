"""One package knows the schema: nobody else asks the file in SQL."""

import ast
from pathlib import Path

import sayso

SOURCES = Path(sayso.__file__).parent


def test_only_the_ledger_reaches_for_its_connection():
    outside = [p for p in SOURCES.rglob("*.py") if p.relative_to(SOURCES).parts[0] != "ledger"]
    assert len(outside) > 200
    reached = [
        f"{p.relative_to(SOURCES)}:{node.lineno}"
        for p in outside
        for node in ast.walk(ast.parse(p.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "db"
    ]
    assert reached == []
