"""What the tests of the full-screen program share: the example workspace, and a way to open it."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from actionplan.i18n import set_language
from actionplan.tui.app import ActionPlanApp
from actionplan.tui.desk import Desk
from actionplan.workspace import open_workspace

ROOT = Path(__file__).parent.parent.parent
DAY = dt.date(2017, 2, 12)

Open = Callable[..., ActionPlanApp]


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal like any other."""
    for name in ("NO_COLOR", "TEXTUAL", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
    # Tests look at the files when they mean to: a look of the program's own ends one that is under way.
    monkeypatch.setattr("actionplan.tui.watching._SECONDS", 3600.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example workspace: Sjuhärad on 12 February 2017."""
    where = tmp_path / "sjuharad"
    where.mkdir()
    shutil.copy(ROOT / "actionplan.toml", where)
    for name in ("plans", "proposals"):
        shutil.copytree(ROOT / name, where / name)
    return where


@pytest.fixture
def opened(folder: Path) -> Open:
    """Make an app over the example; ``async with opened().run_test(size=(120, 40)) as pilot`` runs it."""

    def make(
        *,
        body: str | None = None,
        read_only: bool = False,
        language: str = "sv",
        where: Path | None = None,
        theme: str = "light",
    ) -> ActionPlanApp:
        set_language("en" if language == "en" else "sv")
        desk = Desk(open_workspace(where or folder), DAY, body)
        return ActionPlanApp(desk, desk.open().but(read_only=read_only), theme_name=theme)

    return make
