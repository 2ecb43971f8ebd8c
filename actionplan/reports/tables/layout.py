"""What a table is: its columns, what they hold, and which other tables they point to."""

import datetime as dt
from typing import Literal

from msgspec import Struct

Type = Literal["text", "integer", "real", "boolean", "date"]
Value = str | int | float | bool | dt.date | None
Row = tuple[Value, ...]
"""A value for each column, in their order."""


class Column(Struct, frozen=True):
    """A column of a table."""

    name: str
    kind: Type
    about: str
    """What it holds, in English: a message that is translated where it is shown."""
    required: bool = True
    """Whether every row has a value."""
    refers: str = ""
    """The table whose key it holds."""
    choices: tuple[str, ...] = ()
    """The values that it can have; empty for any."""
    least: int | None = None
    """The least number that it can hold."""


class Table(Struct, frozen=True):
    """A table."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns that together tell its rows apart."""
    unique: tuple[str, ...] = ()
    """Further columns that together tell its rows apart."""
    either: tuple[str, ...] = ()
    """Columns of which just one has a value in each row."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def row(self, **values: Value) -> Row:
        """A row, by the names of the columns.

        Raises:
            ValueError: a column is missing, or there is no such column.
        """
        if values.keys() != set(self.names):
            raise ValueError(self.name, sorted(values.keys() ^ set(self.names)))
        return tuple(values[name] for name in self.names)
