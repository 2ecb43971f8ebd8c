"""Two lines of work made one: plans by what they say, everything else as git does it. The folder is not touched."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from actionplan.core.merge import Clash, Side
from actionplan.core.problems import Path
from actionplan.store import toml
from actionplan.store.git.commits import FILE, entries_of, stored, tree_with
from actionplan.store.git.errors import NeedsPerson, OtherConflict, Unrelated
from actionplan.store.git.index import Entry
from actionplan.store.git.merging import attempt, bases, touches
from actionplan.store.git.objects import Objects
from actionplan.store.git.repository import Repository
from actionplan.store.text import Document, decode
from actionplan.workspace.matching import Trio, trios
from actionplan.workspace.versioned import Versioned

if TYPE_CHECKING:
    from actionplan.workspace.joining import Begun, Joined


class Who(Struct, frozen=True):
    """Who changed something, and when."""

    name: str
    day: str
    """``2016-09-16``"""


class Question(Struct, frozen=True):
    """Something that only a person can decide: which of two values holds."""

    source: str
    """The file as the user knows it."""
    body: str
    """Whose plan it is: an id or short name; empty for another file."""
    clash: Clash
    ours: Who | None = None
    theirs: Who | None = None

    @property
    def key(self) -> "Key":
        """What an answer is given by."""
        return self.source, self.clash.path


Key = tuple[str, Path]
Answers = Mapping[Key, Side]
Ask = Callable[[tuple[Question, ...]], Answers | None]
"""Is given questions and gives an answer to each; ``None`` when there is nobody, or the user stops."""


class Answered(Struct, frozen=True):
    """A question, and which side was chosen."""

    question: Question
    side: Side


class United(Struct, frozen=True):
    """Two lines of work as one."""

    tree: str
    answered: tuple[Answered, ...] = ()


def unite(here: Versioned, ours: str, theirs: str, ask: Ask) -> United:
    """The tree of two commits as one.

    Args:
        here: the workspace.
        ours: what is checked out.
        theirs: what others have shared.
        ask: is asked where both sides have given one thing different values.

    Raises:
        NeedsPerson: there were questions, and no answers.
        CannotUnite: a version of a plan cannot be read.
        Damaged: git has lost one.
        OtherConflict: files that are no plans are in conflict.
        Unrelated: the two have no beginning in common.
        GitError: git refused.
    """
    repository = here.repository
    found = bases(repository, ours, theirs)
    if not found:
        raise Unrelated
    tried = attempt(repository, ours, theirs)
    with Objects(repository.git) as objects:
        files = tuple(trios(here, objects, found, ours, theirs))
        _refuse_others(here, tried.conflicts, files)
        joiner = _Joiner(here, objects, found, (ours, theirs), ask)
        contents = joiner.join([one for one in files if one.is_changed_by_both])
    entries = _entries(here, (ours, theirs), files, contents)
    return United(_with_entries(repository, tried.tree, entries), tuple(joiner.answered))


def _refuse_others(here: Versioned, conflicts: Iterable[str], files: Iterable[Trio]) -> None:
    mine = {path for one in files for path in one.places}
    if others := tuple(path for path in conflicts if path not in mine):
        raise OtherConflict(tuple(here.inside(path) for path in others))


def _entries(
    here: Versioned, commits: tuple[str, str], files: tuple[Trio, ...], contents: Mapping[Trio, bytes | None]
) -> dict[str, Entry | None]:
    """What becomes of the workspace's files. Git has no say in it: it takes plans that look alike for one renamed."""
    modes = [
        entries_of(here.repository, commit, [*paths])
        for commit, paths in zip(commits, ([o.ours_path for o in files], [o.theirs_path for o in files]), strict=True)
    ]
    entries: dict[str, Entry | None] = {path: None for one in files for path in one.places}
    for one in files:
        if one in contents:
            content = contents[one]
            id_ = stored(here.repository, one.path, content) if content is not None else None
        else:
            id_ = one.changed_by_one
        old = modes[0].get(one.ours_path) or modes[1].get(one.theirs_path)
        if id_:
            entries[one.path] = Entry(old.mode if old else FILE, id_)
    return entries


def _with_entries(repository: Repository, tree: str, entries: Mapping[str, Entry | None]) -> str:
    there = entries_of(repository, tree, tuple(entries))
    wrong = {path: entry for path, entry in entries.items() if there[path] != entry}
    return tree_with(repository, tree, wrong) if wrong else tree


class _Joiner:
    """Puts the versions of files together, and asks about what they do not agree on."""

    def __init__(
        self, here: Versioned, objects: Objects, found: tuple[str, ...], tips: tuple[str, str], ask: Ask
    ) -> None:
        self._here = here
        self._objects = objects
        self._bases = found
        self._tips = tips
        self._ask = ask
        self.answered: list[Answered] = []

    def join(self, files: Iterable[Trio]) -> dict[Trio, bytes | None]:
        """The content that comes of each file; ``None`` when it is to go. All questions are asked together."""
        joined = {one: self._joined(one) for one in files}
        while open_ := [one for one in joined if joined[one].clashes]:
            questions = {one: tuple(self._questions(one, joined[one])) for one in open_}
            answers = answers_of(self._ask, tuple(chain.from_iterable(questions.values())), self.answered)
            for one in open_:
                choices = {question.clash.path: answers[question.key] for question in questions[one]}
                joined[one] = joined[one].settled(choices)
        return {one: found.content for one, found in joined.items()}

    def _joined(self, one: Trio) -> "Joined":
        from actionplan.workspace.joining import join

        ours, theirs = self._objects.content(one.ours), self._objects.content(one.theirs)
        begun = beginning(self._here, self._objects, self._bases, one.base_path)
        return join(self._here.workspace, self._here.inside(one.path), begun, ours, theirs)

    def _questions(self, one: Trio, joined: "Joined") -> Iterator[Question]:
        for clash in joined.clashes:
            who = (
                who_changed(self._here.repository, self._objects, self._bases, tip, file, clash.path)
                for tip, file in zip(self._tips, (one.ours_path, one.theirs_path), strict=True)
            )
            yield Question(self._here.inside(one.path), joined.body, clash, *who)


def beginning(here: Versioned, objects: Objects, commits: Sequence[str], path: str) -> "Begun":
    """What two sides began with, by the commits that both build on: several where lines of work have crossed."""
    from actionplan.workspace.joining import Begun, begun_with

    contents = [_content_at(objects, commit, path) for commit in commits]
    if len({*contents}) == 1:
        return Begun(contents[0])
    grand = bases(here.repository, *commits[:2])
    return begun_with(_content_at(objects, grand[0], path) if grand else None, contents)


def _content_at(objects: Objects, commit: str, path: str) -> bytes | None:
    found = objects.one(f"{commit}:{path}")
    if found is None:
        # Git says the same of a file that is not there and of one whose content it has lost.
        return objects.content(objects.files(commit, path.rpartition("/")[0]).get(path))
    return found.content


def answers_of(ask: Ask, questions: tuple[Question, ...], answered: list[Answered]) -> Answers:
    """Answers to all questions, which are noted.

    Raises:
        NeedsPerson: there are none.
    """
    answers = ask(questions)
    if answers is None or any(question.key not in answers for question in questions):
        raise NeedsPerson(len(questions))
    answered += [Answered(question, answers[question.key]) for question in questions]
    return answers


def who_changed(  # noqa: PLR0917 - what git is asked with
    repository: Repository, objects: Objects, excluded: Sequence[str], tip: str, file: str, path: Path
) -> Who | None:
    """Who last changed a value of a file on a line of work; ``None`` when nobody did.

    Args:
        repository: where.
        objects: its contents.
        excluded: commits that belong to the line no longer, with all before them.
        tip: its newest commit.
        file: from the repository's top.
        path: of the value in the file.
    """
    touched = touches(repository, objects, excluded, tip, file)
    for touch in touched:
        if _value(touch.before, path) != _value(touch.after, path):
            return Who(touch.author, touch.day)
    return Who(touched[0].author, touched[0].day) if touched else None


def _value(content: bytes | None, path: Path) -> Any:
    """The value at a path of a file's content; the whole text where it cannot be read."""
    document = decode(content) if content is not None else None
    if not isinstance(document, Document):
        return content
    try:
        node: Any = toml.loads(document.text)
    except toml.Invalid:
        return content
    for key in path:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node
