"""What a command works with: the workspace, the day, the output."""

import datetime as dt
import os
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from actionplan.cli.output import Output
from actionplan.core.errors import BadValue
from actionplan.workspace import Workspace, open_workspace


class Session(Struct, frozen=True, dict=True):
    """One run of the program."""

    start: Path
    """The folder to look for a workspace in and above."""
    output: Output

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace.

        Raises:
            NoWorkspace: there is none.
            Unreadable: its settings have faults.
        """
        return open_workspace(self.start)

    @cached_property
    def calendar_day(self) -> dt.date:
        """Today, or the day in ``ACTIONPLAN_TODAY``, for tests and demonstrations.

        Raises:
            BadValue: the variable holds no date.
        """
        asked = os.environ.get("ACTIONPLAN_TODAY")
        if not asked:
            return dt.datetime.now().astimezone().date()
        try:
            return dt.date.fromisoformat(asked)
        except ValueError:
            raise BadValue("ACTIONPLAN_TODAY", asked) from None

    @property
    def today(self) -> dt.date:
        """The day that deadlines are held against."""
        return self.workspace.today(self.calendar_day)
