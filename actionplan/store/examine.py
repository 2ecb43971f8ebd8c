"""The slow way to read a document with faults: by the same types as the fast one.

It names every fault, leaves out what cannot be used, and keeps the rest.
"""

import datetime as dt
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from msgspec import inspect

from actionplan.core.likeness import nearest
from actionplan.core.problems import Path, Problem, Severity


def examine(document: Mapping[str, Any], kind: type) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """What of a document fits a struct, and a problem for each thing that does not."""
    problems: list[Problem] = []
    cleaned = _struct(_type_info(kind), document, (), problems)
    return cleaned, tuple(problems)


@cache
def _type_info(kind: type) -> inspect.StructType:
    info = inspect.type_info(kind)
    if not isinstance(info, inspect.StructType):
        raise TypeError(kind)
    return info


_UNFIT = object()


def _struct(info: inspect.StructType, value: Mapping[str, Any], path: Path, problems: list[Problem]) -> dict[str, Any]:
    fields = {field.encode_name: field for field in info.fields}
    cleaned = {}
    for key, item in value.items():
        here = (*path, key)
        if key not in fields:
            suggestion = next(iter(nearest(key, fields, most=1)), "")
            facts = {"name": key, "suggestion": suggestion}
            problems.append(
                Problem("unknown_key", Severity.WARNING if not suggestion else Severity.ERROR, path=here, facts=facts)
            )
        elif (fit := _value(fields[key].type, item, here, problems)) is not _UNFIT:
            cleaned[key] = fit
    for name, field in fields.items():
        if field.required and name not in value:
            problems.append(Problem("missing_key", path=(*path, name)))
    return cleaned


def _value(info: inspect.Type, value: Any, path: Path, problems: list[Problem]) -> Any:
    options = _options(info)
    if isinstance(value, Mapping):
        return _mapping(options, value, path, problems)
    if isinstance(value, list):
        return _list(options, value, path, problems)
    for option in options:
        fit = _scalar(option, value)
        if fit is not _UNFIT:
            if fit is not value and isinstance(fit, dt.date):
                problems.append(Problem("quoted_date", Severity.WARNING, path=path, facts={"value": str(value)}))
            return fit
    problems.append(_misfit(options, value, path))
    return _UNFIT


def _options(info: inspect.Type) -> tuple[inspect.Type, ...]:
    """The types that a value may have, without ``None``, which TOML does not know."""
    if isinstance(info, inspect.UnionType):
        return tuple(option for option in info.types if not isinstance(option, inspect.NoneType))
    return (info,)


def _mapping(options: tuple[inspect.Type, ...], value: Mapping[str, Any], path: Path, problems: list[Problem]) -> Any:
    for option in options:
        if isinstance(option, inspect.StructType):
            cleaned = _struct(option, value, path, problems)
            lacking = any(field.required and field.encode_name not in cleaned for field in option.fields)
            return _UNFIT if lacking else cleaned
        if isinstance(option, inspect.DictType):
            return _keyed(option, value, path, problems)
    problems.append(_misfit(options, value, path))
    return _UNFIT


def _keyed(option: inspect.DictType, value: Mapping[str, Any], path: Path, problems: list[Problem]) -> dict[str, Any]:
    cleaned = {}
    for key, item in value.items():
        here = (*path, key)
        if not _fits_text(option.key_type, key):
            problems.append(Problem("bad_key", path=here, facts={"key": key, "table": path[-1]}))
        elif (fit := _value(option.value_type, item, here, problems)) is not _UNFIT:
            cleaned[key] = fit
    return cleaned


def _list(options: tuple[inspect.Type, ...], value: list[Any], path: Path, problems: list[Problem]) -> Any:
    for option in options:
        if isinstance(option, inspect.VarTupleType):
            fits = [_value(option.item_type, item, (*path, str(index)), problems) for index, item in enumerate(value)]
            return [fit for fit in fits if fit is not _UNFIT]
    problems.append(_misfit(options, value, path))
    return _UNFIT


def _scalar(option: inspect.Type, value: Any) -> Any:
    match option:
        case inspect.StrType():
            return value if isinstance(value, str) and _fits_text(option, value) else _UNFIT
        case inspect.BoolType():
            return value if isinstance(value, bool) else _UNFIT
        case inspect.IntType() | inspect.FloatType():
            return value if _is_number(option, value) and _in_range(option, value) else _UNFIT
        case inspect.DateType():
            return _date(value)
        case inspect.EnumType() | inspect.LiteralType() if isinstance(value, str) and value in choices_of(option):
            return value
    return _UNFIT


def _date(value: Any) -> Any:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value.strip())
        except ValueError:
            return _UNFIT
    return _UNFIT


def _fits_text(option: inspect.Type, value: str) -> bool:
    if not isinstance(option, inspect.StrType):
        return True
    if option.min_length is not None and len(value) < option.min_length:
        return False
    return option.pattern is None or re.search(option.pattern, value) is not None


def _is_number(option: inspect.IntType | inspect.FloatType, value: Any) -> bool:
    allowed = int if isinstance(option, inspect.IntType) else (int, float)
    return isinstance(value, allowed) and not isinstance(value, bool)


def _in_range(option: inspect.IntType | inspect.FloatType, value: float) -> bool:
    if isinstance(option, inspect.FloatType) and isinstance(value, int) and abs(value) > sys.float_info.max:
        return False
    return (option.ge is None or value >= option.ge) and (option.le is None or value <= option.le)


def _misfit(options: tuple[inspect.Type, ...], value: Any, path: Path) -> Problem:
    option = options[0]
    facts = {"value": _shown(value), "expected": _expected(option)}
    match option:
        case inspect.EnumType() | inspect.LiteralType():
            choices = tuple(choices_of(option))
            close = nearest(value, choices, most=1) if isinstance(value, str) else ()
            return Problem(
                "bad_choice", path=path, facts={**facts, "choices": ", ".join(choices), "suggestion": "".join(close)}
            )
        case inspect.DateType():
            return Problem("bad_date", path=path, facts=facts)
        case inspect.IntType() | inspect.FloatType() if _is_number(option, value):
            return Problem(
                "out_of_range", path=path, facts={**facts, "least": _bound(option.ge), "most": _bound(option.le)}
            )
        case inspect.StrType() if isinstance(value, str):
            return Problem("empty_text" if not value else "bad_text", path=path, facts=facts)
    return Problem("wrong_type", path=path, facts=facts)


def choices_of(option: inspect.Type) -> Iterator[str]:
    """The values that an enumeration or a literal allows."""
    if isinstance(option, inspect.EnumType):
        yield from (str(member.value) for member in option.cls)
    elif isinstance(option, inspect.LiteralType):
        yield from map(str, option.values)


def _bound(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


_TYPE_NAMES: tuple[tuple[type[inspect.Type], str], ...] = (
    (inspect.StrType, "text"),
    (inspect.BoolType, "truth"),
    (inspect.IntType, "whole_number"),
    (inspect.FloatType, "number"),
    (inspect.DateType, "date"),
    (inspect.EnumType, "text"),
    (inspect.LiteralType, "text"),
    (inspect.VarTupleType, "list"),
    (inspect.DictType, "table"),
    (inspect.StructType, "table"),
)


def _expected(option: inspect.Type) -> str:
    return next((name for kind, name in _TYPE_NAMES if isinstance(option, kind)), "text")
