"""A Parquet file for each table, with true dates and yes-or-no values."""

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from actionplan.core.errors import NeedsExtra
from actionplan.i18n import _, speaking
from actionplan.reports.tables import described as of
from actionplan.reports.tables.layout import Row, Table
from actionplan.reports.tables.rows import Rows

if TYPE_CHECKING:
    import pyarrow as pa

ENDING = ".parquet"
NAMES = tuple(f"{table.name}{ENDING}" for table in of.TABLES)
"""What the files are called, in the order of the tables."""


def render(rows: Rows) -> Mapping[str, bytes]:
    """The content of each file by its name. The same rows give the same bytes with the same version of pyarrow.

    Raises:
        NeedsExtra: pyarrow is not installed.
    """
    try:
        from pyarrow import parquet
    except ImportError:
        raise NeedsExtra("parquet", "parquet") from None
    found: dict[str, bytes] = {}
    for name, table in zip(NAMES, of.TABLES, strict=True):
        buffer = io.BytesIO()
        parquet.write_table(_table(table, rows[table.name]), buffer, compression="zstd")
        found[name] = buffer.getvalue()
    return found


def _table(table: Table, rows: list[Row]) -> "pa.Table":
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "real": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    schema = pa.schema(
        [
            pa.field(column.name, types[column.kind], nullable=not column.required, metadata=_described(column.about))
            for column in table.columns
        ],
        metadata={**_described(table.about), "schema_version": str(of.SCHEMA)},
    )
    columns = [[row[place] for row in rows] for place in range(len(table.columns))]
    arrays = [pa.array(values, type=field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _described(about: str) -> dict[str, str]:
    with speaking("sv"):
        swedish = _(about)
    return {"description_sv": swedish, "description_en": about}
