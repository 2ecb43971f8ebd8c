"""How the work has gone up to the day of a roll-up: the curve that its report shows."""

import datetime as dt

from actionplan.core.periods import By
from actionplan.core.rollup import RollUp
from actionplan.core.trend import Trend
from actionplan.workspace.opening import Workspace
from actionplan.workspace.recounting import Progress
from actionplan.workspace.trending import Wanted, draw_curve

_ROUNDS = 2
"""How many rounds must lie behind before the curve goes by them: with fewer it would have next to no points."""


def development(
    workspace: Workspace,
    rollup: RollUp,
    calendar_day: dt.date,
    *,
    cached: bool = True,
    progress: Progress | None = None,
) -> Trend | None:
    """The curve of a roll-up's members, by named rounds where some have been held, else by quarter.

    Args:
        workspace: where the plans are.
        rollup: whose members, which area, and until which day.
        calendar_day: the real day, which no commit can be later than.
        cached: whether what was found before may be used, and what is found be kept.
        progress: is told how far reading has come.

    Returns:
        ``None`` where the roll-up counts a level alone, which a curve cannot.

    Raises:
        GitError: git refused.
    """
    criteria, today = rollup.criteria, workspace.today(calendar_day)
    if criteria.level:
        return None
    held = sum(one.date < criteria.as_of for one in workspace.settings.rounds.values())
    by: By = "round" if held >= _ROUNDS else "quarter"
    until = criteria.as_of if criteria.as_of < today else None
    wanted = Wanted(rollup.body, by, area=criteria.area, until=until)
    return draw_curve(workspace, wanted, today, calendar_day, cached=cached, progress=progress)
