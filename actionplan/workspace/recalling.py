"""A report of many plans, recalled where nothing has changed since it was made."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from actionplan import __version__
from actionplan.store.data import DATA, shipped_catalogues
from actionplan.store.language import SETTINGS
from actionplan.store.memory import Report, key_of, recall, remember
from actionplan.store.settings import PROPOSALS
from actionplan.store.text import digest
from actionplan.workspace.opening import Workspace

WORTH_REMEMBERING = 24
"""Below so many plans, making a report takes hardly longer than recalling it."""


def recalled(workspace: Workspace, facts: Iterable[str], make: Callable[[], Report], *, cached: bool = True) -> Report:
    """A report over the workspace's plans: the one that was made before if all is as it was, otherwise a new one.

    Args:
        workspace: where the plans are.
        facts: all that the report depends on besides files: what was asked for, the language, the width, the day.
        make: makes it.
        cached: whether it may be recalled.
    """
    paths = workspace.plan_paths()
    if not cached or (len(paths) <= WORTH_REMEMBERING and not workspace.settings.sources):
        return make()
    if workspace.settings.sources:
        paths = (*paths, *_of_sources(workspace))
    key = key_of((*paths, *_other_files(workspace.root)), (__version__, *facts))
    if key is None:
        return make()
    shelf = shelf_of(workspace, "reports")
    report = recall(shelf, key)
    if report is None:
        report = make()
        # What could not be read may be readable next time although nothing shows it.
        if not report.is_partial:
            remember(shelf, key, report)
    return report


def _of_sources(workspace: Workspace) -> Iterator[Path]:
    """What changes when a source does; something that is not there where a source is not."""
    from actionplan.workspace.sources import files_to_watch

    return files_to_watch(workspace)


def _other_files(root: Path) -> Iterator[Path]:
    """What a report is made from besides plans: settings, catalogues, bodies, translations."""
    if (root / SETTINGS).exists():
        yield root / SETTINGS
    yield from sorted((root / PROPOSALS).glob("*.toml"))
    yield from sorted(shipped_catalogues().glob("*.toml"))
    yield DATA / "bodies.toml"
    yield from sorted((DATA.parent / "locale").glob("*/LC_MESSAGES/*.mo"))


def shelf_of(workspace: Workspace, kind: str) -> Path:
    """Where the cache of a workspace lies: outside it, by its path."""
    return shelf_named(workspace, str(workspace.root.resolve()), kind)


def shelf_named(workspace: Workspace, place: str, kind: str) -> Path:
    """Where the cache of a place lies that a workspace reads from."""
    name = digest(place.encode(errors="surrogatepass")).hex()
    return workspace.folders.cache / f"{name}.{kind}"
