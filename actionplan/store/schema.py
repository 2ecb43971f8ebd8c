"""The rules of a plan file, taken from the structs of the core: every key, type and constraint once.

Reading has a fast way, which msgspec does whole, and a slow one for files with faults, in ``examine``.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from actionplan.core.plan import FORMAT, Plan
from actionplan.core.problems import Problem

T = TypeVar("T")


def convert(document: Mapping[str, Any], kind: type[T]) -> T:
    """The document as a value, in one go.

    Raises:
        msgspec.ValidationError: something does not fit; use :mod:`actionplan.store.examine` to learn what.
    """
    return msgspec.convert(document, kind, builtin_types=(dt.datetime, dt.date, dt.time))


def read_plan_document(document: Mapping[str, Any]) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan of a document, and everything that is wrong with it.

    Without faults the plan is whole. With faults it holds what could be used; it is ``None`` only when the document is
    no plan of a format that this program reads.
    """
    try:
        plan = convert(document, Plan)
    except msgspec.ValidationError:
        pass
    else:
        return (plan, ()) if plan.format <= FORMAT else (None, (_newer(plan.format),))
    declared = document.get("format")
    if isinstance(declared, int) and not isinstance(declared, bool) and declared > FORMAT:
        return None, (_newer(declared),)
    from actionplan.store.examine import examine

    cleaned, problems = examine(document, Plan)
    try:
        return convert(cleaned, Plan), problems
    except msgspec.ValidationError:
        return None, problems


def _newer(declared: int) -> Problem:
    facts = {"found": str(declared), "known": str(FORMAT)}
    return Problem("newer_format", path=("format",), facts=facts)


def field_order(kind: type[Struct]) -> tuple[str, ...]:
    """The keys of a struct, in the order in which they are written."""
    return kind.__struct_encode_fields__
