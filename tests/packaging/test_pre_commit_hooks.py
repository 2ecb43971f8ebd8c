"""What the program pre-commit is told about the check, in the repository's top."""

import re
from pathlib import Path

import pytest

from tests.plain_yaml import read

ROOT = Path(__file__).parent.parent.parent


def test_the_hook_is_described() -> None:
    (hook,) = read((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["id"], hook["entry"], hook["language"]) == ("actionplan-check", "actionplan check", "python")
    assert {"name", "description", "files"} <= set(hook)


@pytest.mark.parametrize(
    ("path", "is_plan"),
    [
        ("plans/boras.toml", True),
        ("plans/2016/boras.toml", True),
        ("arbete/vår mapp/plans/boras.toml", True),
        ("actionplan.toml", False),
        ("replans/boras.toml", False),
        ("plans/boras.toml.bak", False),
    ],
)
def test_it_is_for_plans_alone(path: str, is_plan: bool) -> None:
    (hook,) = read((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert bool(re.search(hook["files"], path)) is is_plan
