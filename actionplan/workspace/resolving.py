"""A repository already in conflict, and git's own merges: the same putting together through other doors."""

import contextlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path

from msgspec import Struct

from actionplan.core.merge import Clash
from actionplan.store.disk import write_file
from actionplan.store.errors import NoWorkspace, Unreadable
from actionplan.store.git.conflicts import Stages, conclude, mark_settled, note, other_side, unmerged, with_markers
from actionplan.store.git.errors import EditedByHand, NotInConflict
from actionplan.store.git.merging import attempt, bases
from actionplan.store.git.objects import Objects
from actionplan.store.git.repository import Standing
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
        StoppedByHook: a hook did not let the merge be ended. The files are settled.
        GitError: git refused.
    """
    repository = here.repository
    standing = repository.standing()
    found = unmerged(repository)
    mine = tuple(one for one in found if here.is_own(one.path) and one.path.endswith(".toml"))
    others = tuple(here.inside(one.path) for one in found if one not in mine)
    if not found and standing.operation != "merge":
        raise NotInConflict
    files = tuple(here.inside(one.path) for one in mine)
    with here.turn(), here.turns(one.path for one in mine), Objects(repository.git) as objects:
        settler = _Settler(here, objects, standing)
        joined = {one: settler.joined(one) for one in mine}
        edited = () if replace else tuple(settler.edited(joined))
        if dry_run:
            count = sum(len(one.clashes) for one in joined.values())
            return Resolved(
                tuple(file for file in files if file not in edited), others, standing.operation, None, count
            )
        if edited:
            raise EditedByHand(edited)
        for one, content in settler.settled(joined, ask).items():
            _write(here, one.path, content)
        note(repository, trailers(settler.answered))
        is_ended = standing.operation == "merge" and not others
        commit = conclude(repository) if is_ended else None
    return Resolved(files, others, standing.operation, commit, answered=tuple(settler.answered))


def _write(here: Versioned, path: str, content: bytes | None) -> None:
    target = here.repository.top / path
    if content is None:
        target.unlink(missing_ok=True)
    else:
        write_file(target, content, source=here.inside(path))
    mark_settled(here.repository, path, removed=content is None)


class _Settler:
    """Puts files in conflict together. What the user has saved is "ours", also where git calls it otherwise."""

    def __init__(self, here: Versioned, objects: Objects, standing: Standing) -> None:
        self._here = here
        self._objects = objects
        self._operation = standing.operation
        head, other = standing.head, other_side(here.repository, standing.operation)
        # A rebase puts one's own work on top of that of others, which is checked out then.
        self._is_turned = standing.operation == "rebase"
        self._tips = (other, head) if self._is_turned else (head, other)
        self._bases = bases(here.repository, head, other) if head and other else ()
        self.answered: list[Answered] = []

    def joined(self, one: Stages) -> Joined:
        """A file as far as it goes without asking."""
        base, ours, theirs = (self._content(id_) for id_ in (one.base, one.ours, one.theirs))
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

    def _content(self, id_: str | None) -> bytes | None:
        found = self._objects.one(id_) if id_ else None
        return found.content if found else None

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
            try:
                content = (self._here.repository.top / one.path).read_bytes()
            except OSError:
                continue
            base, ours, theirs = map(self._content, (one.base, one.ours, one.theirs))
            marked = with_markers(self._here.repository, base or b"", ours, theirs) if ours and theirs else None
            known = (found.content, ours, theirs, marked, self._content(self._left_by_git.get(one.path)))
            if _plain(content) not in {_plain(version) for version in known if version is not None}:
                yield self._here.inside(one.path)

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
