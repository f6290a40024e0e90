"""What mypyc cannot take, or would take badly, in the packages that are compiled (``make fast``): told here in a second, not after minutes of compiling."""

import ast
import builtins
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
COMPILED = SETTINGS["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["mypyc"]["include"]
MODULES = sorted(p for folder in COMPILED for p in (ROOT / folder.lstrip("/")).rglob("*.py"))
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def bound(node: ast.Lambda) -> set[str]:
    return {a.arg for a in [*node.args.args, *node.args.kwonlyargs]}


def faults(tree: ast.Module) -> Iterator[tuple[int, str]]:
    known = {name.id for node in tree.body for name in ast.walk(node) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(isinstance(o, ast.In | ast.NotIn) for o in node.ops):
            for c in node.comparators:
                if isinstance(c, ast.Tuple | ast.List | ast.Set) and any(isinstance(e, ast.Starred) for e in c.elts):
                    yield node.lineno, "a star behind `in`"
        if isinstance(node, COMPREHENSIONS):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Lambda):
                    if {n.id for n in ast.walk(inner.body) if isinstance(n, ast.Name)} - bound(inner) - known - set(dir(builtins)):
                        yield inner.lineno, "a lambda inside a comprehension that reads a variable from outside"
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            if re.fullmatch(r"_?[A-Z][A-Z_0-9]*", name) and not (isinstance(statement.value, ast.Call) and ast.unparse(statement.value.func) == "TypeVar"):
                yield statement.lineno, f"{name} is a constant and not Final: each use of it would be a look-up"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: ".".join(p.relative_to(ROOT / "src").with_suffix("").parts))
def test_nothing_is_in_the_way_of_compiling(path):
    found = list(faults(ast.parse(path.read_text(encoding="utf-8"))))
    assert not found


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ('x = 1 in (*a, "b")', "a star behind `in`"),
        ("def f(a): return [sorted(b, key=lambda c: c + a) for b in a]", "a lambda inside a comprehension that reads a variable from outside"),
        ("_WORDS = frozenset()", "_WORDS is a constant and not Final: each use of it would be a look-up"),
    ],
)
def test_what_is_in_the_way_is_seen(code, what):
    assert [w for _, w in faults(ast.parse(code))] == [what]


def test_what_is_not_in_the_way_is_not_seen():
    assert not list(faults(ast.parse("_A: Final = 1\nx = y in _A | {1}\nz = [sorted(b, key=lambda c: -c) for b in y]\nfor i in (*a, b): pass\n")))
