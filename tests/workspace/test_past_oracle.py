"""The curve and the roll-up of a day that is past, against checking out every commit."""

import datetime as dt
import itertools
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actionplan.core.brief import LETTERS, STATUSES
from actionplan.core.matrix import Criteria
from actionplan.core.periods import ends
from actionplan.core.trend import Point, in_scope
from actionplan.workspace import open_workspace
from actionplan.workspace.standing import gather_as_it_stood
from actionplan.workspace.trending import Wanted, draw_curve
from tests.gitting import new_repository
from tests.histories import FIRST, TODAY, Made, Tree, histories, trees, write_history
from tests.past_oracle import Figures, Oracle, all_saved, files_in, readable, state

_COUNT = itertools.count()


def figures_of(point: Point) -> Figures:
    counts = point.counts
    letters = "".join(letter * counts.of(status) for letter, status in STATUSES.items())
    letters += "p" * counts.no_status + "." * counts.not_assessed
    return Figures("".join(sorted(letters)), point.reported, point.apart, point.told_late)


@pytest.mark.usefixtures("git_world")
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    made=histories(),
    lying=st.none() | trees,
    prefix=st.sampled_from(("", "arbete/")),
    day=st.dates(FIRST, TODAY),
    what=st.sampled_from(("group", "body", "area", "proposal")),
)
def test_every_point_is_what_checking_out_every_commit_gives(
    tmp_path: Path, *, made: list[Made], lying: Tree | None, prefix: str, day: dt.date, what: str
) -> None:
    top = new_repository(tmp_path / f"r{next(_COUNT)}")
    write_history(top, made, prefix=prefix)
    folder = top / prefix
    if lying is not None:
        shutil.rmtree(folder / "plans", ignore_errors=True)
        for path, text in lying.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
    workspace = open_workspace(folder)
    saved = all_saved(top, tmp_path / f"w{next(_COUNT)}", prefix, TODAY)
    head = max(saved.values(), key=lambda one: one.place).id
    scratch = tmp_path / "scratch"
    now = readable(saved, [head], files_in(folder), scratch)
    oracle = Oracle(workspace, now.plans)
    body = workspace.bodies["1490" if what == "body" else "sjuharad"]
    members = [one.id for one in workspace.bodies.members(body)] or [body.id]
    wanted = Wanted(
        body,
        by="month",
        area="A" if what == "area" else None,
        proposal="09" if what == "proposal" else None,
        since=dt.date(2015, 12, 1),
    )
    scope = in_scope(workspace.catalogue, wanted.area, wanted.proposal)
    for _ in range(2):
        # The second time from what was kept.
        curve = draw_curve(workspace, wanted, TODAY, TODAY)
        days = [*ends("month", dt.date(2015, 12, 1), TODAY - dt.timedelta(days=1)), TODAY]
        assert [point.day for point in curve.points] == days
        for point in curve.points[:-1]:
            heads, files = state(saved, point.day)
            told = readable(saved, heads, files, scratch)
            assert figures_of(point) == oracle.figures(members, told.plans, point.day, scope)
            assert set(point.carried) == told.carried
        last = curve.points[-1]
        assert figures_of(last) == oracle.figures(members, now.plans, TODAY, scope)
        assert set(last.carried) == now.carried
    _compare_rollup(folder, oracle, saved, scratch, day)


def _compare_rollup(folder: Path, oracle: Oracle, saved: dict, scratch: Path, day: dt.date) -> None:  # type: ignore[type-arg]
    workspace = open_workspace(folder)
    region = workspace.bodies["sjuharad"]
    rollup = gather_as_it_stood(workspace, region, workspace.catalogue, Criteria(day), TODAY)
    heads, files = state(saved, day)
    told = readable(saved, heads, files, scratch)
    for place, member in enumerate(rollup.members):
        _mine, own = oracle.held(member.body.id, told.plans, day)
        for row in rollup.rows:
            cell = row.cells[place]
            letter = "." if cell is None else LETTERS[cell.status] if cell.status else "p" if cell.is_picked else "."
            assert letter == (own or {}).get(row.proposal, "."), (member.body.slug, row.proposal)
    assert rollup.standing is not None
    assert set(rollup.standing.carried) == told.carried
