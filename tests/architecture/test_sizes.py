"""No module, class or function grows beyond what a reader takes in."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "actionplan"
MODULE, CLASS, FUNCTION = 400, 300, 60
APP = 150


def too_long(source: str) -> Iterator[str]:
    """The names of what is too long."""
    if source.count("\n") > MODULE:
        yield "module"
    for node in ast.walk(ast.parse(source)):
        limit = CLASS if isinstance(node, ast.ClassDef) else FUNCTION
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            last = node.end_lineno or node.lineno
            # The signature of a command is a table of its options.
            first = node.body[0].lineno if isinstance(node, ast.FunctionDef) else node.lineno
            if last - first >= limit:
                yield node.name


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_nothing_is_too_long(path: Path) -> None:
    assert list(too_long(path.read_text("utf-8"))) == []


def test_the_app_only_joins_its_parts() -> None:
    app = ast.parse((PACKAGE / "tui" / "app.py").read_text("utf-8"))
    classes = [node for node in app.body if isinstance(node, ast.ClassDef)]
    assert classes
    for node in classes:
        assert (node.end_lineno or 0) - node.lineno + 1 < APP, node.name


def test_what_is_too_long_is_found() -> None:
    body = "\n".join(f"    x = {number}" for number in range(FUNCTION + 1))
    assert list(too_long(f"def f():\n{body}\n")) == ["f"]
    assert list(too_long("x = 1\n" * (MODULE + 1))) == ["module"]
