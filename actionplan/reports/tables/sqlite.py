"""A database file for SQLite: the tables, the views that answer the roll-up, and what all columns hold."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from actionplan.core.errors import OldSqlite
from actionplan.i18n import _, speaking
from actionplan.reports.tables import described as of
from actionplan.reports.tables.layout import Column, Row, Table, Value
from actionplan.reports.tables.rows import Rows
from actionplan.reports.tables.views import ABOUT, VIEWS

if TYPE_CHECKING:
    from sqlite3 import Connection

_TYPES = {"text": "TEXT", "integer": "INTEGER", "real": "REAL", "boolean": "INTEGER", "date": "TEXT"}

APPLICATION = 0x41504C4E
"""Tells what made the file, for programs that look at its first bytes: ``APLN``."""

_TABLES_DESCRIBED = """CREATE TABLE "tables_described" (
  "name" TEXT NOT NULL PRIMARY KEY,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('table', 'view')),
  "description_sv" TEXT NOT NULL,
  "description_en" TEXT NOT NULL
)"""
_COLUMNS_DESCRIBED = """CREATE TABLE "columns_described" (
  "table_name" TEXT NOT NULL REFERENCES "tables_described" ("name"),
  "column_name" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "type" TEXT NOT NULL CHECK ("type" IN ('text', 'integer', 'real', 'boolean', 'date')),
  "description_sv" TEXT NOT NULL,
  "description_en" TEXT NOT NULL,
  PRIMARY KEY ("table_name", "column_name")
)"""


def render(rows: Rows) -> bytes:
    """The database, made in memory. The same rows give the same bytes with the same version of SQLite.

    Raises:
        OldSqlite: Python's SQLite cannot hand out a database that lies in memory.
    """
    import contextlib
    import sqlite3

    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        if not hasattr(database, "serialize"):
            raise OldSqlite(sqlite3.sqlite_version)
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute(f"PRAGMA user_version = {of.SCHEMA}")
        database.execute("BEGIN")
        for table in of.TABLES:
            database.execute(create(table))
            for statement in _indexes(table):
                database.execute(statement)
            _insert(database, table.name, len(table.columns), rows[table.name])
        for view in VIEWS:
            columns = ", ".join(f'"{name}"' for name in view.columns)
            database.execute(f'CREATE VIEW "{view.name}" ({columns}) AS {view.sql.strip()}')
        _describe(database)
        database.execute("COMMIT")
        return database.serialize()


def create(table: Table) -> str:
    """The statement that makes a table."""
    lines = [_column(column, table) for column in table.columns]
    if len(table.key) > 1:
        lines.append(f"PRIMARY KEY ({_names(table.key)})")
    if table.unique:
        lines.append(f"UNIQUE ({_names(table.unique)})")
    if table.either:
        lines.append(f"CHECK ({' + '.join(f'({_quoted(name)} IS NOT NULL)' for name in table.either)} = 1)")
    body = ",\n  ".join(lines)
    return f'CREATE TABLE "{table.name}" (\n  {body}\n)'


def _column(column: Column, table: Table) -> str:
    name = _quoted(column.name)
    parts = [name, _TYPES[column.kind]]
    if column.required:
        parts.append("NOT NULL")
    if table.key == (column.name,):
        parts.append("PRIMARY KEY")
    if column.refers:
        target = next(one for one in of.TABLES if one.name == column.refers)
        parts.append(f"REFERENCES {_quoted(target.name)} ({_names(target.key)})")
    parts += (f"CHECK ({rule})" for rule in _rules(column, name))
    return " ".join(parts)


def _rules(column: Column, name: str) -> Iterator[str]:
    if column.kind == "boolean":
        yield f"{name} IN (0, 1)"
    if column.kind == "date":
        yield f"{name} IS date({name})"
    if column.choices:
        yield f"{name} IN ({', '.join(repr(choice) for choice in column.choices)})"
    if column.least is not None:
        yield f"{name} >= {column.least}"


def _indexes(table: Table) -> Iterator[str]:
    """An index for each column that points to another table, unless a key begins with it."""
    led = {columns[0] for columns in (table.key, table.unique) if columns}
    for column in table.columns:
        if column.refers and column.name not in led:
            yield (
                f"CREATE INDEX {_quoted(f'{table.name}_by_{column.name}')}"
                f" ON {_quoted(table.name)} ({_quoted(column.name)})"
            )


def _quoted(name: str) -> str:
    return f'"{name}"'


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(map(_quoted, names))


def _insert(database: "Connection", name: str, width: int, rows: Sequence[Row]) -> None:
    places = ", ".join("?" * width)
    database.executemany(f'INSERT INTO "{name}" VALUES ({places})', (tuple(map(_stored, row)) for row in rows))  # noqa: S608 - the name is one of ours


def _stored(value: Value) -> str | int | float | None:
    if isinstance(value, dt.date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def _describe(database: "Connection") -> None:
    tables = [(one.name, "table", one.about) for one in of.TABLES] + [(one.name, "view", one.about) for one in VIEWS]
    columns: list[tuple[str, str, int, str, str]] = [
        (table.name, column.name, place, column.kind, column.about)
        for table in of.TABLES
        for place, column in enumerate(table.columns, 1)
    ]
    for view in VIEWS:
        columns += [(view.name, name, place, *ABOUT[name]) for place, name in enumerate(view.columns, 1)]
    database.execute(_TABLES_DESCRIBED)
    database.execute(_COLUMNS_DESCRIBED)
    _insert(database, "tables_described", 4, [(name, kind, *_both(about)) for name, kind, about in tables])
    described = [(table, name, place, kind, *_both(about)) for table, name, place, kind, about in columns]
    _insert(database, "columns_described", 6, described)


def _both(about: str) -> tuple[str, str]:
    """A description in Swedish and in English, whatever language the user speaks."""
    with speaking("sv"):
        swedish = _(about)
    return swedish, about
