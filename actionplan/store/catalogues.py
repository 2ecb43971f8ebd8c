"""Catalogues: those of the workspace before those that ship."""

from functools import cache
from pathlib import Path

from actionplan.core.catalogue import Catalogue
from actionplan.store.data import shipped_catalogues
from actionplan.store.errors import NoCatalogue
from actionplan.store.typed import read_typed


def read_catalogue(path: Path, source: str) -> Catalogue:
    """The catalogue in a file.

    Raises:
        Unreadable: it cannot be read, or not as a catalogue.
    """
    return read_typed(path, source, Catalogue)


def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(path for path in folder.glob("*.toml") if not path.name.startswith(".")))


def _catalogue(path: Path, source: str) -> Catalogue:
    try:
        state = path.stat()
    except OSError:
        return read_catalogue(path, source)
    return _in_that_state(path, source, state.st_mtime_ns, state.st_size)


@cache
def _in_that_state(path: Path, source: str, _changed: int, _size: int) -> Catalogue:
    return read_catalogue(path, source)


def all_catalogues(folder: Path | None) -> dict[tuple[str, str], Catalogue]:
    """Every catalogue by id and version.

    Args:
        folder: the workspace's ``proposals``; its files go before shipped ones of the same id and version.

    Raises:
        Unreadable: a file in it has faults.
    """
    shipped = shipped_catalogues()
    found = {}
    for place in (shipped, *((folder,) if folder and folder.resolve() != shipped.resolve() else ())):
        for path in _files(place):
            catalogue = _catalogue(path, f"{place.name}/{path.name}")
            found[catalogue.id, catalogue.version] = catalogue
    return found


def find_catalogue(folder: Path | None, id_: str, version: str) -> Catalogue:
    """The catalogue with an id and a version.

    Raises:
        NoCatalogue: none has them; carries those that are known.
        Unreadable: a catalogue file has faults.
    """
    known = all_catalogues(folder)
    try:
        return known[id_, version]
    except KeyError:
        raise NoCatalogue(id_, version, tuple(f"{one} {other}" for one, other in known)) from None
