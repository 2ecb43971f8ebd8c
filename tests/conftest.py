"""What all tests share: the language, and nothing of the developer's own settings."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from actionplan.i18n import set_language
from tests.gitting import git_world

__all__ = ["git_world"]

# The full check draws the same examples each time, so that what fails was broken by the change at hand; outside it, and
# in the hunt (tools/check.py --hunt), they are drawn anew.
settings.register_profile("check", derandomize=True, deadline=None)
settings.register_profile("hunt", deadline=None)
settings.register_profile("quick", phases=(Phase.explicit, Phase.reuse, Phase.generate), deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def own_world(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Swedish, and folders for settings and cache that are nobody's."""
    home: Path = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith("ACTIONPLAN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ACTIONPLAN_CONFIG_DIR", str(home / "config"))
    monkeypatch.setenv("ACTIONPLAN_CACHE_DIR", str(home / "cache"))
    monkeypatch.delenv("COLUMNS", raising=False)
    set_language("sv")
    yield
    set_language("sv")
