"""The plans as the next commit would hold them: from git's index, not from the folder."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from actionplan.core.problems import Problem
from actionplan.store.git.errors import Underway
from actionplan.store.git.index import literal
from actionplan.store.git.objects import Objects
from actionplan.store.language import PLANS
from actionplan.store.read import PlanFile, parse_plan
from actionplan.store.text import MOST_BYTES
from actionplan.workspace.opening import Workspace
from actionplan.workspace.versioned import Versioned, versioned

_LINK = "120000"
_SUBMODULE = "160000"


class _Blob(Struct, frozen=True):
    path: str
    mode: str
    id: str


def staged_plans(workspace: Workspace) -> tuple[tuple[PlanFile, ...], Callable[[], Iterable[PlanFile]]]:
    """The plans that differ from the last commit, and a function that reads all plans of the next one.

    Git's variable ``GIT_INDEX_FILE``, which it sets for hooks, is followed by git itself. Plans that are removed are
    not there any more, and nothing is wrong with them.

    Raises:
        Underway: a merge has left plans in several versions.
        GitError: the folder is in no repository, or git refused.
    """
    here = versioned(workspace)
    blobs = {blob.path: blob for blob in _listed(here)}
    return _read(here, [blobs[path] for path in _changed(here) if path in blobs]), lambda: _read(here, blobs.values())


def _listed(here: Versioned) -> Iterator[_Blob]:
    for record in here.repository.git.run("ls-files", "--stage", "-z", "--", _place(here)).records:
        facts, _tab, path = record.partition("\t")
        mode, id_, stage = facts.split()
        if not here.is_plan(path) or mode == _SUBMODULE:
            continue
        if stage != "0":
            raise Underway("merge")
        yield _Blob(path, mode, id_)


def _changed(here: Versioned) -> list[str]:
    # Before the first commit, git compares with nothing.
    options = ("--cached", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-relative", "--diff-filter=d")
    return here.repository.git.run("diff", *options, "--", _place(here)).records


def _place(here: Versioned) -> str:
    return literal(here.from_top(PLANS))


def _read(here: Versioned, blobs: Iterable[_Blob]) -> tuple[PlanFile, ...]:
    wanted = list(blobs)
    with Objects(here.repository.git) as objects:
        found = list(objects.read([blob.id for blob in wanted]))
    return tuple(_plan(here, blob, one.content if one else None) for blob, one in zip(wanted, found, strict=True))


def _plan(here: Versioned, blob: _Blob, content: bytes | None) -> PlanFile:
    source = here.inside(blob.path)
    path = here.workspace.root / Path(source)
    if blob.mode == _LINK:
        # The link itself is what is saved; the plan is where it points.
        return here.workspace.read(path)
    if content is None:
        return PlanFile(source, path, None, (Problem("not_found").at(source),))
    if len(content) > MOST_BYTES:
        facts = {"megabytes": str(len(content) // 1_000_000), "most": str(MOST_BYTES // 1_000_000)}
        return PlanFile(source, path, None, (Problem("too_large", facts=facts).at(source),))
    return parse_plan(content, path, source)
