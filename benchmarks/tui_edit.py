"""How long an edit takes in the full-screen program: from the answered dialog to the drawn frame.

``python -m benchmarks.tui_edit FOLDER`` makes ten edits of one cell, each another value, and prints the seconds of each
as JSON. The first is left out of account: it loads what writes.
"""

import asyncio
import datetime as dt
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from actionplan.core.edit import set_fields
from actionplan.core.plan import Plan
from actionplan.i18n import set_language
from actionplan.tui.app import ActionPlanApp  # noqa: TID253 - what is measured
from actionplan.tui.desk import Desk  # noqa: TID253 - what is measured
from actionplan.tui.messages import EditAsked  # noqa: TID253 - what is measured
from actionplan.workspace import open_workspace

EDITS = 11
SOURCE = "plans/boras.toml"


class Watched(ActionPlanApp):
    """The program, telling when a frame was drawn."""

    drawn = 0.0

    def post_display_hook(self) -> None:
        """Note the time."""
        self.drawn = time.perf_counter()


def other_owner(plan: Plan) -> Plan:
    """A plan that differs from a plan in one cell."""
    known = plan.entry("09").owner
    return set_fields(plan, "09", {"owner": "Enhetschef" if known != "Enhetschef" else "IFO-chef"})


async def _edited(app: Watched, read: Callable[[], bytes]) -> float:
    """Seconds of one edit: until its frame is drawn and the file is changed."""
    before, scene = read(), app.scene
    begun = time.perf_counter()
    app.post_message(EditAsked(((SOURCE, other_owner),)))
    await _until(lambda: app.scene is not scene and app.scene is not None and not app.scene.saving)
    settled = time.perf_counter()
    await _until(lambda: app.drawn > settled)
    if read() == before:
        raise SystemExit("the edit changed nothing")
    return app.drawn - begun


async def _until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110 - nothing in the program tells when a frame has been drawn
        await asyncio.sleep(0.0005)


async def _times(folder: Path) -> list[float]:
    desk = Desk(open_workspace(folder), dt.date(2017, 2, 12))
    app = Watched(desk, desk.open(), theme_name="light")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        times = []
        for _number in range(EDITS):
            times.append(await _edited(app, (folder / SOURCE).read_bytes))
            await asyncio.sleep(0.05)
        return times[1:]


if __name__ == "__main__":
    set_language("sv")
    print(json.dumps(asyncio.run(_times(Path(sys.argv[1])))))
