"""What all tests share: the language, and nothing of the developer's own settings."""

import os
import pkgutil
import signal
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

import actionplan
import benchmarks
import tools
from actionplan.i18n import set_language
from tests.gitting import git_world

__all__ = ["git_world"]

# The full check draws the same examples each time, so that what fails was broken by the change at hand; outside it, and
# in the hunt (tools/check.py --hunt), they are drawn anew. How long it takes is no concern of a test.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("plain", _PATIENT)
settings.register_profile("check", _PATIENT, derandomize=True)
settings.register_profile("hunt", _PATIENT)
settings.register_profile("quick", _PATIENT, phases=(Phase.explicit, Phase.reuse, Phase.generate))
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Tests that are started in the background ignore Ctrl-C, and so would the programs that they start to try it on.
    signal.signal(signal.SIGINT, signal.default_int_handler)
_PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "plain")
settings.load_profile(_PROFILE)


def pytest_collection_finish() -> None:
    """Load the whole program, for the examples to be the same whichever tests a worker runs.

    Hypothesis draws some of what it draws from the constants of the modules that are loaded.
    """
    if _PROFILE in {"check", "hunt"}:
        for package in (actionplan, benchmarks, tools):
            for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
                if not found.name.endswith("__main__"):
                    import_module(found.name)


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
