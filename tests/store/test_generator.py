"""The benchmarks' generator makes plans that the program accepts, and the same ones from the same seed."""

import tomllib
from pathlib import Path

from msgspec import convert

from actionplan.core.plan import Plan
from benchmarks.generate import write_workspace


def test_generated_plans_are_valid_and_of_the_size_asked_for(tmp_path: Path) -> None:
    paths = write_workspace(tmp_path, plans=3)
    assert tomllib.loads((tmp_path / "actionplan.toml").read_text("utf-8"))["region"] == "riket"
    assert sorted(paths) == sorted((tmp_path / "plans").iterdir())
    assert len(paths) == 3
    for path in paths:
        plan = convert(tomllib.loads(path.read_text("utf-8")), Plan)
        assert plan.head.example
        assert len(plan.entries) == 44
        assert all(entry.reason for entry in plan.entries.values() if entry.status and entry.status.needs_reason)
        assert any(entry.followups for entry in plan.entries.values())
        assert any(entry.activities for entry in plan.entries.values())
        assert 26_000 < path.stat().st_size < 34_000


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    one, same, other = (tmp_path / name for name in ("one", "same", "other"))
    first = write_workspace(one, seed=7, plans=3)
    second = write_workspace(same, seed=7, plans=3)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert [path.name for path in first] == [path.name for path in second]
    third = write_workspace(other, seed=8, plans=3)
    assert all(path.read_bytes() != was.read_bytes() for path, was in zip(third, first, strict=True))


def test_every_municipality_gets_a_plan_of_its_own(tmp_path: Path) -> None:
    paths = write_workspace(tmp_path, size=0)
    assert len(set(paths)) == len(paths) == 290
