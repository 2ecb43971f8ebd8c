"""What the settings of a source may say: rules that no type can tell, and what its address means."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from actionplan.core.problems import Problem
from actionplan.store.source_settings import SourceSettings

_ADDRESS = re.compile(r"^(https?|ssh|git|git\+ssh|file)://", re.IGNORECASE)
_OTHER_ADDRESS = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*(://|::)")
_AT_HOST = re.compile(r"^(?![A-Za-z]:[\\/])(?!-)[^/\\:]+:(?!:)")
"""``git@host:path``, which is no path: the colon comes before any slash, and is not that of a disk."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_REF = re.compile(r"^(?!-)(?!.*(\.\.|@\{|//|\.lock$|[/.]$))[^\x00-\x20\x7f~^:?*\[\\]+$")
"""What a branch or a tag can be called. Nothing else may reach git: it would read ``a..b`` or ``-x`` in its own way."""


def faults(sources: Mapping[str, SourceSettings]) -> Iterator[Problem]:
    """What is wrong with the settings of sources."""
    for name, one in sources.items():
        here = ("source", name)
        if (one.repository is None) == (one.folder is None):
            yield Problem("source_place", path=here)
        if one.repository is not None and not _is_allowed(one.repository):
            yield Problem("source_address", path=(*here, "repository"), facts={"value": one.repository})
        if one.folder is not None and _CONTROL.search(one.folder):
            yield Problem("bad_text", path=(*here, "folder"), facts={"value": one.folder})
        if one.ref is not None and (one.folder is not None or not _REF.match(one.ref)):
            code = "source_ref_of_folder" if one.folder is not None else "source_ref"
            yield Problem(code, path=(*here, "ref"), facts={"value": one.ref})
        if not _is_inside(one.path):
            yield Problem("source_path", path=(*here, "path"), facts={"value": one.path})


def _is_allowed(repository: str) -> bool:
    """Whether git may be given it: no option, and no address that makes git start other programs."""
    if repository.startswith("-") or _CONTROL.search(repository):
        return False
    return bool(_ADDRESS.match(repository)) or not _OTHER_ADDRESS.match(repository)


def _is_inside(path: str) -> bool:
    if path.startswith(("/", "-")) or "\\" in path or _CONTROL.search(path):
        return False
    return ".." not in path.split("/") and not re.match(r"^[A-Za-z]:", path)


def place_of(repository: str, root: Path) -> str:
    """What git is given: an address as it stands, a path as a whole one.

    Args:
        repository: as the settings have it.
        root: the workspace, which paths are relative to.
    """
    if _ADDRESS.match(repository) or _AT_HOST.match(repository):
        return repository
    return str(folder_at(repository, root))


def folder_at(folder: str, root: Path) -> Path:
    """A folder of the settings as a whole path."""
    return Path(os.path.abspath(root / os.path.expanduser(folder)))  # noqa: PTH100, PTH111 - links stay; no user, no error


def plans_at(path: str) -> str:
    """The folder of plans inside a repository or folder, with forward slashes."""
    parts = [part for part in path.split("/") if part not in {"", "."}]
    return "/".join((*parts, "plans"))
