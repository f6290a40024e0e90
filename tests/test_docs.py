"""The documentation speaks of every command, option, field and error, and of no file that is not there."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import click
import pytest

from sayso import errors
from sayso.cli import cli
from sayso.render import FORMATS
from sayso.types import reading

ROOT = Path(__file__).parent.parent
CLI = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
READING = (ROOT / "docs/reading.md").read_text(encoding="utf-8")
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def commands(group, prefix="sayso"):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}", command


@pytest.mark.parametrize(("name", "command"), list(commands(cli)), ids=lambda x: x if isinstance(x, str) else "")
def test_every_command_and_option_is_documented(name, command):
    part = re.search(rf"^## `{re.escape(name)}\b.*?(?=^## |\Z)", CLI, re.MULTILINE | re.DOTALL)
    assert part, f"no section for {name}"
    for option in command.params:
        if isinstance(option, click.Option):
            assert f"`{max(option.opts, key=len)}" in part[0], f"{name} {option.opts}"


def test_no_command_is_documented_that_is_not_there():
    known = {name for name, _ in commands(cli)}
    for found in re.findall(r"^## `(sayso [a-z]+(?: [a-z]+)?)", CLI, re.MULTILINE):
        assert found in known


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_documented(name):
    assert f"`{name}`" in CLI


@pytest.mark.parametrize("name", [n for n in errors.__all__ if n != "SaysoError"])
def test_every_error_is_documented(name):
    assert f"`{name}`" in CLI


@pytest.mark.parametrize("kind", [k for k in (getattr(reading, n) for n in reading.__all__) if is_dataclass(k)], ids=lambda k: k.__name__)
def test_every_field_is_documented(kind):
    if kind is reading.Span:
        return  # start and end, in the first paragraph
    part = re.search(rf"^### {kind.__name__}\b.*?(?=^##|\Z)", READING, re.MULTILINE | re.DOTALL)
    assert part, f"no section for {kind.__name__}"
    for field in fields(kind):
        assert f"`{field.name}`" in part[0], f"{kind.__name__}.{field.name}"


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target
