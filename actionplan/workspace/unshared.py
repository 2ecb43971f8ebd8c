"""How much is not saved yet, and not shared yet: asked for often, so git is asked as little as can be."""

from collections.abc import Sequence

from msgspec import Struct

from actionplan.core.differences import Differences, find_differences
from actionplan.store.git.errors import GitError
from actionplan.store.git.objects import Objects
from actionplan.store.read import read_bytes
from actionplan.workspace.opening import Workspace
from actionplan.workspace.saving import version
from actionplan.workspace.versioned import Versioned, versioned

_MOST_READ = 24
"""Plans beyond which changes are not counted one by one."""
_BELOW_SLOT = 4
"""Parts of a path that make a change of its own: ``proposal.09.followup.2016-09-16``."""

NOT_SHARED = ("--not", "--remotes")
"""For git: what no place has that it is shared to, as far as is known here."""


class Tally(Struct, frozen=True):
    """How it stands."""

    plans: int = 0
    """Files of the workspace that are not as they were saved last."""
    changes: int | None = 0
    """What has changed in them; ``None`` where they are too many to be looked through."""
    to_share: int | None = None
    """Saves that are not shared, as far as is known here; ``None`` where nothing is shared anywhere."""


class _File(Struct, frozen=True):
    path: str
    saved: str | None
    """The id of what was saved last."""


def tally(workspace: Workspace) -> Tally | None:
    """How much is not saved and not shared; ``None`` where git knows nothing of it: there is none, or no repository."""
    try:
        here = versioned(workspace)
        return _tally(here)
    except GitError:
        return None


def _tally(here: Versioned) -> Tally:
    git = here.repository.git
    asked = ("status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all", "--no-renames")
    heads: dict[str, str] = {}
    files: list[_File] = []
    for record in git.run(*asked, "--", *here.places).records:
        if record.startswith("# "):
            _mark, name, value = record.split(" ", 2)
            heads[name] = value
        elif (found := _file(record)) and here.is_own(found.path):
            files.append(found)
    return Tally(len(files), _changes(here, files), _to_share(here, heads))


def _file(record: str) -> _File | None:
    kind, _blank, rest = record.partition(" ")
    if kind == "?":
        return _File(rest, None)
    if kind == "1":
        *facts, path = rest.split(" ", 7)
        return _File(path, None if facts[5].strip("0") == "" else facts[5])
    if kind == "u":
        *facts, path = rest.split(" ", 9)
        return _File(path, None if facts[7].strip("0") == "" else facts[7])
    return None


def _to_share(here: Versioned, heads: dict[str, str]) -> int | None:
    if "branch.ab" in heads:
        return int(heads["branch.ab"].split(" ")[0])
    git = here.repository.git
    if not git.text("remote"):
        return None
    if heads.get("branch.oid") == "(initial)":
        return 0
    return int(git.text("rev-list", "--count", "HEAD", *NOT_SHARED))


def _changes(here: Versioned, files: Sequence[_File]) -> int | None:
    if len(files) > _MOST_READ:
        return None
    plans = [one for one in files if here.is_plan(one.path)]
    ids = [one.saved for one in plans if one.saved]
    saved: dict[str, bytes] = {}
    if ids:
        with Objects(here.repository.git) as objects:
            saved = {found.id: found.content for found in objects.read(ids) if found}
    before = [version(here, one.path, saved[one.saved]) for one in plans if one.saved in saved and one.saved]
    after = [version(here, one.path, content) for one in plans if (content := _content(here, one.path)) is not None]
    return changes_in(find_differences(before, after, here.workspace.bodies)) + len(files) - len(plans)


def _content(here: Versioned, path: str) -> bytes | None:
    content = read_bytes(here.repository.top / path)
    return content if isinstance(content, bytes) else None


def changes_in(differences: Differences) -> int:
    """How many things have changed in plans: a field is one, and so is a follow-up or an activity with all it holds."""
    count = 0
    for one in differences.plans:
        said = {change.path[:_BELOW_SLOT] for change in one.changes if not change.table}
        count += max(len(said), 1)
    return count
