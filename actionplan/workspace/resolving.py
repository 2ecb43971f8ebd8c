"""A repository already in conflict, and git's own merges: the same putting together through other doors."""

import contextlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace as replace_fields

from actionplan.core.merge import Clash
from actionplan.core.problems import Problem
from actionplan.store.disk import write_file
from actionplan.store.errors import ChangedOnDisk, NoWorkspace, Unreadable
from actionplan.store.git.conflicts import Stages, conclude, mark_settled, note, other_side, unmerged, with_markers
from actionplan.store.git.errors import ConflictMoved, EditedByHand, NotInConflict
from actionplan.store.git.merging import attempt, bases
from actionplan.store.git.objects import Objects
from actionplan.store.read import read_bytes
from actionplan.workspace.joining import Begun, Joined, join
from actionplan.workspace.opening import Workspace, open_workspace
from actionplan.workspace.sharing import trailers
from actionplan.workspace.uniting import Answered, Ask, Question, Who, answers_of, beginning, who_changed
from actionplan.workspace.versioned import Versioned

_MARKERS = (b"<<<<<<<", b">>>>>>>", b"|||||||")


class Resolved(Struct, frozen=True):
    """What resolving came to."""

    files: tuple[str, ...]
    """The files that are settled now."""
    others: tuple[str, ...]
    """Files still in conflict that are no plans."""
    operation: str | None
    """What somebody is in the middle of."""
    commit: str | None
    """The commit that ends a merge; ``None`` while something is left to do."""
    questions: int = 0
    """How many would be asked; only counted when nothing is done."""
    answered: tuple[Answered, ...] = ()


def resolve(here: Versioned, ask: Ask, *, replace: bool = False, dry_run: bool = False) -> Resolved:
    """Put together the plans that git left in conflict, from the versions that it keeps.

    A merge in which nothing else is left is ended with a commit.

    Args:
        here: the workspace.
        ask: is asked where both sides have given one thing different values.
        replace: whether files that were edited by hand since are replaced.
        dry_run: tell what would be done, and do nothing.

    Raises:
        NotInConflict: nothing is in conflict.
        EditedByHand: files were edited since, and are not to be replaced.
        NeedsPerson: there were questions, and no answers.
        CannotUnite: a version of a plan cannot be read.
        Damaged: git has lost one.
        ConflictMoved: somebody has settled or stopped it meanwhile. Nothing is written.
        ChangedOnDisk: a file was changed meanwhile. Nothing is written.
        StoppedByHook: a hook did not let the merge be ended. The files are settled.
        GitError: git refused.
    """
    seen = _look(here)
    operation = seen.operation
    if not seen.stages and operation != "merge":
        raise NotInConflict
    files = tuple(here.inside(one.path) for one in seen.mine)
    others = tuple(here.inside(one.path) for one in seen.stages if one not in seen.mine)
    with Objects(here.repository.git) as objects:
        settler = _Settler(here, objects, seen)
        joined = {one: settler.joined(one) for one in seen.mine}
        edited = () if replace else tuple(settler.edited(joined))
        if dry_run:
            count = sum(len(one.clashes) for one in joined.values())
            return Resolved(tuple(file for file in files if file not in edited), others, operation, None, count)
        if edited:
            raise EditedByHand(edited)
        settled = settler.settled(joined, ask)
    with here.turn(), here.turns(one.path for one in seen.mine):
        # A person may have thought for long, and nobody was kept from anything meanwhile.
        _refuse_moved(here, seen)
        for one, content in settled.items():
            _write(here, one.path, content)
        note(here.repository, trailers(settler.answered))
        commit = conclude(here.repository) if operation == "merge" and not others else None
    return Resolved(files, others, operation, commit, answered=tuple(settler.answered))


class _Seen(Struct, frozen=True):
    """What is in conflict, and what lies in the folder."""

    operation: str | None
    head: str | None
    other: str | None
    """The commit that is being taken in."""
    stages: tuple[Stages, ...]
    mine: tuple[Stages, ...]
    """Those of plans, and of what plans need."""
    contents: Mapping[Stages, bytes | Problem]
    """The files of these as they are."""


def _look(here: Versioned) -> _Seen:
    repository = here.repository
    standing = repository.standing()
    found = unmerged(repository)
    mine = tuple(one for one in found if here.is_own(one.path) and one.path.endswith(".toml"))
    contents = {one: read_bytes(repository.top / one.path) for one in mine}
    other = other_side(repository, standing.operation)
    return _Seen(standing.operation, standing.head, other, found, mine, contents)


def _refuse_moved(here: Versioned, seen: _Seen) -> None:
    now = _look(here)
    if replace_fields(now, contents=seen.contents) != seen:
        raise ConflictMoved
    for one, content in now.contents.items():
        if content != seen.contents[one]:
            raise ChangedOnDisk(here.inside(one.path))


def _write(here: Versioned, path: str, content: bytes | None) -> None:
    target = here.repository.top / path
    if content is None:
        target.unlink(missing_ok=True)
    else:
        write_file(target, content, source=here.inside(path))
    mark_settled(here.repository, path, removed=content is None)


class _Settler:
    """Puts files in conflict together. What the user has saved is "ours", also where git calls it otherwise."""

    def __init__(self, here: Versioned, objects: Objects, seen: _Seen) -> None:
        self._here = here
        self._objects = objects
        self._operation = seen.operation
        self._contents = seen.contents
        head, other = seen.head, seen.other
        # A rebase puts one's own work on top of that of others, which is checked out then.
        self._is_turned = seen.operation == "rebase"
        self._tips = (other, head) if self._is_turned else (head, other)
        self._bases = bases(here.repository, head, other) if head and other else ()
        self.answered: list[Answered] = []

    def joined(self, one: Stages) -> Joined:
        """A file as far as it goes without asking."""
        base, ours, theirs = map(self._objects.content, (one.base, one.ours, one.theirs))
        if self._is_turned:
            ours, theirs = theirs, ours
        begun = Begun(base)
        if len(self._bases) > 1 and self._operation == "merge":
            # What git keeps as the beginning then is a merge of its own, perhaps with conflicts in it.
            begun = beginning(self._here, self._objects, self._bases, one.path)
        return join(self._here.workspace, self._here.inside(one.path), begun, ours, theirs)

    def settled(self, joined: dict[Stages, Joined], ask: Ask) -> dict[Stages, bytes | None]:
        """What comes of the files. All questions are asked together."""
        joined = dict(joined)
        while open_ := [one for one in joined if joined[one].clashes]:
            questions = {one: tuple(self._questions(one, joined[one])) for one in open_}
            answers = answers_of(ask, tuple(chain.from_iterable(questions.values())), self.answered)
            for one in open_:
                choices = {question.clash.path: answers[question.key] for question in questions[one]}
                joined[one] = joined[one].settled(choices)
        return {one: found.content for one, found in joined.items()}

    def _questions(self, one: Stages, joined: Joined) -> Iterator[Question]:
        for clash in joined.clashes:
            who = (self._who(tip, one.path, clash) for tip in self._tips)
            yield Question(self._here.inside(one.path), joined.body, clash, *who)

    def _who(self, tip: str | None, path: str, clash: Clash) -> Who | None:
        if tip is None:
            return None
        return who_changed(self._here.repository, self._objects, self._bases, tip, path, clash.path)

    def edited(self, joined: Mapping[Stages, Joined]) -> Iterator[str]:
        """The files that a person has edited since git left them in conflict."""
        for one, found in joined.items():
            content = self._contents[one]
            if isinstance(content, Problem):
                if content.code not in {"not_found", "dangling_link"}:
                    yield self._here.inside(one.path)
            elif all(_plain(content) != _plain(version) for version in self._known(one, found)):
                yield self._here.inside(one.path)

    def _known(self, one: Stages, found: Joined) -> Iterator[bytes]:
        """What a file in conflict holds that nobody has edited, the most likely first."""
        base, ours, theirs = map(self._objects.content, (one.base, one.ours, one.theirs))
        yield from (version for version in (found.content, ours, theirs) if version is not None)
        left = self._objects.content(self._left_by_git.get(one.path))
        if left is not None:
            yield left
        if ours and theirs:
            yield from with_markers(self._here.repository, base or b"", ours, theirs)

    @cached_property
    def _left_by_git(self) -> Mapping[str, str]:
        """What git wrote into the files that it could not unite, by their ids, as far as that can be told."""
        head, other = self._tips
        if self._operation != "merge" or not head or not other:
            return {}
        tree = attempt(self._here.repository, head, other, plans=True).tree
        return self._objects.files(tree)


def _plain(content: bytes) -> bytes:
    """A content without what differs between two tellings of one conflict."""
    lines = content.replace(b"\r\n", b"\n").split(b"\n")
    return b"\n".join(line[:7] if line.startswith(_MARKERS) else line for line in lines)


class Driven(Struct, frozen=True):
    """What the merge driver made of a file."""

    questions: int
    """How many are left for a person; our side stands in them."""


def drive(base: Path, ours: Path, theirs: Path, source: str) -> Driven:
    """Put together a file for git, which calls this in the middle of a merge of its own. Never leaves a marker.

    Args:
        base: a file with what both sides began with; empty when both added it.
        ours: a file with our side, which is given the result.
        theirs: a file with the other side.
        source: where the plan lies in the repository, from its top.

    Raises:
        CannotUnite: a side cannot be read. Our side stands.
    """
    workspace = _workspace_of(source)
    name = workspace.source(Path(source).absolute()) if workspace else source
    contents = [path.read_bytes() for path in (base, ours, theirs)]
    joined = join(workspace, name, Begun(contents[0] or None), contents[1], contents[2])
    if joined.content is not None and joined.content != contents[1]:
        write_file(ours, joined.content, source=ours.name, lasting=False)
    return Driven(len(joined.clashes))


def _workspace_of(source: str) -> Workspace | None:
    # Git runs the driver in the top folder. Faults in settings are no reason to stop a merge.
    with contextlib.suppress(NoWorkspace, Unreadable):
        folder = Path(source).absolute().parent
        return open_workspace(folder if folder.is_dir() else Path())
    return None
