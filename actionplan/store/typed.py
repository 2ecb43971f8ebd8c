"""A TOML file as one typed value, or all the reasons why not."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec import ValidationError

from actionplan.core.problems import Problem
from actionplan.store import toml
from actionplan.store.errors import Unreadable
from actionplan.store.read import located, read_bytes
from actionplan.store.schema import convert
from actionplan.store.text import decode

T = TypeVar("T")


def read_typed(path: Path, source: str, kind: type[T], rules: Callable[[T], tuple[Problem, ...]] | None = None) -> T:
    """The value in a file.

    Args:
        path: the file.
        source: the file as the user knows it.
        kind: what it must hold.
        rules: find what no type can tell.

    Raises:
        Unreadable: it cannot be read, or not as that.
    """
    content = read_bytes(path)
    if isinstance(content, Problem):
        raise Unreadable((content.at(source),))
    document = decode(content)
    if isinstance(document, Problem):
        raise Unreadable((document.at(source, document.line, document.column),))
    try:
        raw = toml.loads(document.text)
    except toml.Invalid as error:
        problem = toml.explain(document.text, error)
        raise Unreadable((problem.at(source, problem.line, problem.column),)) from None
    try:
        found = convert(raw, kind)
    except ValidationError:
        from actionplan.store.examine import examine

        _, problems = examine(raw, kind)
        raise Unreadable(located(document.text, source, problems)) from None
    if rules and (problems := rules(found)):
        raise Unreadable(located(document.text, source, problems))
    return found
