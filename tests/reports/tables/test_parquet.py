import datetime as dt
import importlib
import io
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from actionplan.core.errors import NeedsExtra
from actionplan.core.material import Material
from actionplan.core.plan import Entry
from actionplan.core.status import Status
from actionplan.reports.tables import described as of
from actionplan.reports.tables.parquet import NAMES, render
from actionplan.reports.tables.rows import rows_of
from tests.reports.tables.materials import MEMBERS, material, materials
from tests.reports.tables.test_sqlite import SAMPLE, make_plan


def read(content: bytes) -> Any:
    parquet = importlib.import_module("pyarrow.parquet")
    return parquet.read_table(io.BytesIO(content))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(materials())
def test_every_value_comes_back(given_in: Material) -> None:
    rows = rows_of(given_in)
    files = render(rows)
    assert tuple(files) == NAMES
    for table in of.TABLES:
        found = read(files[f"{table.name}.parquet"])
        assert tuple(found.column_names) == table.names
        assert [tuple(row.values()) for row in found.to_pylist()] == rows[table.name]


def test_columns_have_the_types_that_are_told_of_them() -> None:
    files = render(rows_of(SAMPLE))
    types = {"text": "string", "integer": "int64", "real": "double", "boolean": "bool", "date": "date32[day]"}
    for table in of.TABLES:
        schema = read(files[f"{table.name}.parquet"]).schema
        assert [str(field.type) for field in schema] == [types[column.kind] for column in table.columns]
        assert [field.nullable for field in schema] == [not column.required for column in table.columns]
        assert all(field.metadata[b"description_sv"] for field in schema)
        assert schema.metadata[b"schema_version"] == b"1"


def test_a_date_is_a_date() -> None:
    plan = make_plan(MEMBERS[0].id, n01=Entry(status=Status.STARTED, due=dt.date(2017, 5, 31)))
    (entry,) = read(render(rows_of(material({"plans/a.toml": plan})))["entries.parquet"]).to_pylist()
    assert entry["due"] == dt.date(2017, 5, 31)
    assert entry["picked"] is True


def test_the_same_plans_give_the_same_bytes() -> None:
    assert render(rows_of(SAMPLE)) == render(rows_of(SAMPLE))


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(NeedsExtra) as raised:
        render(rows_of(SAMPLE))
    assert raised.value.extra == "parquet"
