"""What is generated and committed is current."""

from pathlib import Path

import pytest

from actionplan.wording.schema import plan_schema_text

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("folder", [".", "examples/lan"])
def test_the_json_schema_is_made_from_the_code(folder: str) -> None:
    assert (ROOT / folder / "plan.schema.json").read_text("utf-8") == plan_schema_text()
