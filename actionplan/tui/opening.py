"""Open the full-screen program."""

import datetime as dt
import os

from actionplan.workspace import Workspace


def open_tui(
    workspace: Workspace,
    *,
    calendar_day: dt.date,
    read_only: bool,
    hide_names: bool,
    color: bool,
    body: str | None,
) -> int:
    """Show a workspace until the user leaves, and give the exit code.

    Args:
        workspace: what to show.
        calendar_day: today.
        read_only: whether nothing may be changed.
        hide_names: whether to begin without the names of those who are responsible.
        color: whether colours are wanted.
        body: whose plan is meant when none is named.

    Raises:
        ActionPlanError: the settings or the catalogue cannot be read.
    """
    from actionplan.tui.app import ActionPlanApp
    from actionplan.tui.desk import Desk
    from actionplan.tui.theme import at_start

    desk = Desk(workspace, calendar_day, body)
    user = workspace.user
    scene = desk.open().but(read_only=read_only, hide_names=hide_names or bool(user.hide_names))
    app = ActionPlanApp(desk, scene, theme_name=user.theme or at_start(os.environ.get("COLORFGBG", "")), keys=user.keys)
    if not color:
        app.drop_colours()
    return app.run() or app.return_code or 0
