import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from actionplan.core.material import Material
from actionplan.reports import data
from actionplan.reports.schemas.documents import DOCUMENTS, schema_of
from tests.factories import sjuharad
from tests.reports.tables.materials import materials
from tools import json_schemas

GOLDEN = Path(__file__).parent.parent.parent / "golden"


def faults(document: object, name: str) -> list[str]:
    """What a document has that its schema does not tell, or lacks."""
    validator = jsonschema.Draft202012Validator(
        schema_of(name), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    return [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(document)]


def _objects(schema: Any, path: str = "$") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        if schema.get("type") == "object" or "properties" in schema:
            yield path, schema
        for key, value in schema.items():
            yield from _objects(value, f"{path}.{key}")
    elif isinstance(schema, list):
        for place, value in enumerate(schema):
            yield from _objects(value, f"{path}[{place}]")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_schemas_are_valid_and_closed(name: str) -> None:
    """A key that is not published is a fault: nothing gets out unsaid."""
    schema = schema_of(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    found = dict(_objects(schema))
    assert found
    for path, one in found.items():
        # An object with keys of its own names allows no others; one by ids tells what its values are.
        closed = one.get("additionalProperties")
        assert closed is False or ("properties" not in one and isinstance(closed, dict)), path


def test_the_files_are_made_from_the_code() -> None:
    assert json_schemas.wrong() == []


def test_the_golden_rollup_fits() -> None:
    document = json.loads((GOLDEN / "rollup" / "rollup.json").read_text("utf-8"))
    assert faults(document, "rollup") == []


def test_a_key_that_is_not_told_is_found() -> None:
    document = json.loads(data.render(sjuharad()))
    assert faults(document, "rollup") == []
    document["proposals"][0]["counts"]["new"] = 1
    assert len(faults(document, "rollup")) == 1
    del document["proposals"][0]["counts"]["new"]
    document["as_of"] = "12 februari"
    assert faults(document, "rollup")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(materials())
def test_every_rollup_fits(given_in: Material) -> None:
    assert faults(json.loads(data.render(given_in.rollup)), "rollup") == []
