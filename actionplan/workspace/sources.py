"""Plans that are kept elsewhere: in repositories, read from their copies, and in other folders. Never edited here."""

import datetime as dt
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.body import Body
from actionplan.core.problems import Problem
from actionplan.core.sources import SourceState, Trouble, file_in, source_of
from actionplan.store.errors import KeptElsewhere, NoPlan, Refused
from actionplan.store.read import PlanFile, parse_blob, read_plan
from actionplan.store.source_settings import SourceSettings
from actionplan.workspace.opening import Workspace, toml_files

# Without a source there is no need for git, nor for what starts it.
if TYPE_CHECKING:
    from actionplan.store.git.copies import Copy


Progress = Callable[[int, int], None]
"""Is told how many of how many files are done."""


class Looked(Struct, frozen=True):
    """A source, and which files it has. Their content has not been read."""

    state: SourceState
    paths: Mapping[str, Path] = {}
    """The files of a folder, by name."""
    blobs: Mapping[str, str] = {}
    """The files of a repository, with the ids of their contents."""
    links: tuple[str, ...] = ()
    """Files of a repository that only point to others, and are not followed."""
    copy: "Copy | None" = None

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all files."""
        return (*self.paths, *self.blobs, *self.links)


def look(workspace: Workspace, names: Iterable[str] | None = None) -> tuple[Looked, ...]:
    """How it is with each source, and which files it has.

    Args:
        workspace: for its sources.
        names: those that are meant; otherwise all.
    """
    known = workspace.settings.sources
    return tuple(_look(workspace, name, known[name]) for name in (known if names is None else names))


def _look(workspace: Workspace, name: str, one: SourceSettings) -> Looked:
    return _folder(workspace, name, one) if one.folder is not None else _repository(workspace, name, one)


def _folder(workspace: Workspace, name: str, one: SourceSettings) -> Looked:
    from actionplan.store.source_rules import folder_at, plans_at

    top = folder_at(one.folder or "", workspace.root)
    plans = top / plans_at(one.path)
    try:
        found = tuple(sorted(toml_files(plans))) if plans.is_dir() else None
    except (OSError, Refused):
        found = None
    state = SourceState(
        name=name, title=one.title or "", place=one.folder or "", is_folder=True, path=one.path, plans=len(found or ())
    )
    if found is None:
        return Looked(replace(state, trouble=Trouble.NO_FOLDER))
    paths = {file_in(name, f"plans/{path.relative_to(plans).as_posix()}"): path for path in found}
    return Looked(replace(state, changed=_latest(found)), paths=paths)


def _latest(paths: Iterable[Path]) -> dt.datetime | None:
    """When one of the files was last changed."""
    times = []
    for path in paths:
        try:
            times.append(path.stat().st_mtime)
        except OSError:
            continue
    return dt.datetime.fromtimestamp(max(times)).astimezone() if times else None


def copy_for(workspace: Workspace, one: SourceSettings) -> "Copy":
    """The copy of a repository, which need not be there yet."""
    from actionplan.store.git.copies import copy_of
    from actionplan.store.source_rules import place_of

    return copy_of(place_of(one.repository or "", workspace.root), workspace.folders.sources)


def _repository(workspace: Workspace, name: str, one: SourceSettings) -> Looked:
    from actionplan.store.git.copies import View, key_of_tip, look_into, outcome_of
    from actionplan.store.git.reasons import without_password
    from actionplan.store.source_rules import plans_at

    copy = copy_for(workspace, one)
    outcome = outcome_of(copy)
    plans = plans_at(one.path)
    tip = outcome.tips.get(key_of_tip(one.ref, plans))
    view = look_into(copy, one.ref, plans, tip) if copy.is_there else View(Trouble.NOT_FETCHED)
    state = SourceState(
        name=name,
        title=one.title or "",
        place=without_password(one.repository or ""),
        ref=one.ref or "",
        path=one.path,
        commit=view.commit,
        fetched=outcome.reached if copy.is_there else None,
        tried=outcome.tried,
        changed=tip.changed if tip and tip.commit == view.commit else None,
        plans=len(view.blobs) + len(view.links),
        trouble=view.trouble or (Trouble.NOT_REACHED if outcome.reason else None),
        reason=outcome.reason,
        said=outcome.said,
    )
    blobs = {file_in(name, path): id_ for path, id_ in view.blobs.items()}
    return Looked(state, blobs=blobs, links=tuple(file_in(name, path) for path in view.links), copy=copy)


def files_to_watch(workspace: Workspace) -> Iterator[Path]:
    """The files whose state tells whether sources are as they were: no copy changes but by fetching it."""
    from actionplan.store.source_rules import folder_at, plans_at

    for one in workspace.settings.sources.values():
        if one.folder is None:
            yield from copy_for(workspace, one).files
            continue
        plans = folder_at(one.folder, workspace.root) / plans_at(one.path)
        yield plans
        try:
            yield from sorted(toml_files(plans))
        except Refused:
            # Nothing that can be looked at is there, and so nothing is recalled.
            yield plans / "plans"


def states(looked: Iterable[Looked]) -> tuple[SourceState, ...]:
    """How it is with each source."""
    return tuple(one.state for one in looked)


def link_problem(file: str) -> Problem:
    """What is wrong with a file that only points to another."""
    return Problem("link_in_source", source=file)


def contents_of(looked: Iterable[Looked], files: Sequence[str]) -> Iterator[bytes | None]:
    """The contents of files that repositories keep, in the order that they are asked for."""
    from actionplan.store.git.copies import contents

    wanted = set(files)
    found: dict[str, bytes | None] = {}
    for one in looked:
        mine = [file for file in one.blobs if file in wanted]
        if mine and one.copy:
            found |= zip(mine, contents(one.copy, [one.blobs[file] for file in mine]), strict=True)
    return (found.get(file) for file in files)


def read_from(looked: Iterable[Looked]) -> Iterator[PlanFile]:
    """Every plan file of sources, in the order of the sources and of the files' names."""
    for one in looked:
        yield from (read_plan(path, file) for file, path in one.paths.items())
        files = tuple(one.blobs)
        for file, content in zip(files, contents_of((one,), files), strict=True):
            yield _unreadable(file, "not_in_copy") if content is None else parse_blob(content, file)
        yield from (PlanFile(file, Path(file), None, (link_problem(file),)) for file in one.links)


def _unreadable(file: str, code: str) -> PlanFile:
    return PlanFile(file, Path(file), None, (Problem(code, source=file),))


def read_everywhere(workspace: Workspace) -> tuple[tuple[PlanFile, ...], tuple[SourceState, ...]]:
    """Every plan file, the workspace's own before those of sources, and how it is with each source."""
    own = workspace.read_all()
    if not workspace.settings.sources:
        return own, ()
    looked = look(workspace)
    return (*own, *read_from(looked)), states(looked)


def read_files(workspace: Workspace, files: Sequence[str], progress: Progress | None = None) -> tuple[PlanFile, ...]:
    """Plan files by their names, wherever they are kept, as they are now.

    Args:
        workspace: for its files and its sources.
        files: their names.
        progress: is told before each how many of how many have been read.
    """
    known = workspace.settings.sources
    names = dict.fromkeys(name for file in files if (name := source_of(file)) in known)
    looked = [only(one, frozenset(files)) for one in look(workspace, names)] if names else []
    found = {file.source: file for file in read_from(looked)}
    read = []
    for at, file in enumerate(files):
        if progress:
            progress(at, len(files))
        if source_of(file) in known:
            read.append(found.get(file) or _unreadable(file, "not_found"))
        else:
            read.append(workspace.read(workspace.root / file))
    return tuple(read)


def only(looked: Looked, files: Container[str]) -> Looked:
    """A source with some of its files alone."""
    return Looked(
        looked.state,
        {file: path for file, path in looked.paths.items() if file in files},
        {file: id_ for file, id_ in looked.blobs.items() if file in files},
        tuple(file for file in looked.links if file in files),
        looked.copy,
    )


def kept_elsewhere(workspace: Workspace, file: str, body: str) -> KeptElsewhere | None:
    """What is to be told of a plan that is kept in a source; nothing for one of the workspace's own.

    Args:
        workspace: for its sources.
        file: the plan's file.
        body: what its body is called.
    """
    name = source_of(file)
    one = workspace.settings.sources.get(name) if name else None
    if one is None:
        return None
    from actionplan.store.git.reasons import without_password

    place = without_password(one.repository or one.folder or "")
    return KeptElsewhere(body, name, place, is_folder=one.folder is not None)


def file_to_show(workspace: Workspace, body: Body) -> PlanFile:
    """The one file that holds a body's plan: the workspace's own, else that of a source.

    Raises:
        NoPlan: there is none.
        SeveralPlans: there are several.
        Unreadable: it cannot be read as a plan.
    """
    try:
        return workspace.file_of(body)
    except NoPlan:
        if not workspace.settings.sources:
            raise
        files = [file for file in read_from(look(workspace)) if _is_of(file, body)]
        if not files:
            raise
        return workspace.only_one(body, tuple(files))


def file_to_edit(workspace: Workspace, body: Body) -> PlanFile:
    """The one file of the workspace that holds a body's plan.

    Raises:
        KeptElsewhere: only a source has it.
        NoPlan: there is none.
        SeveralPlans: there are several.
        Unreadable: it cannot be read as a plan.
    """
    try:
        return workspace.file_of(body)
    except NoPlan:
        if not workspace.settings.sources:
            raise
        for file in read_from(look(workspace)):
            if _is_of(file, body) and (error := kept_elsewhere(workspace, file.source, body.name)):
                raise error from None
        raise


def _is_of(file: PlanFile, body: Body) -> bool:
    """Whether a file holds a plan of a body, or is named as if it did and cannot be read."""
    if file.plan is None:
        return file.path.stem == body.slug
    return body.id in {file.plan.head.body, *file.plan.head.covers}
