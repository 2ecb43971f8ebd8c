"""What git refuses, one small class a case. Words for users are chosen elsewhere from the attributes."""

from pathlib import Path

from actionplan.core.errors import ActionPlanError
from actionplan.core.problems import Problem
from actionplan.store.git.reasons import reason_of


class GitError(ActionPlanError):
    """Something about git that the user can put right. The base of the others."""


class GitMissing(GitError):
    """There is no git on this machine."""


class NotVersioned(GitError):
    """The folder belongs to no repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"{folder} is in no repository")


class DubiousOwnership(GitError):
    """Git does not trust the folder, because somebody else owns it: common on network shares."""

    def __init__(self, folder: Path, command: str = "") -> None:
        """Remember the folder, and the command that makes git trust it, as git itself puts it."""
        self.folder = folder
        self.command = command or f'git config --global --add safe.directory "{folder.as_posix()}"'
        super().__init__(f"dubious ownership of {folder}")


class GitRefused(GitError):
    """Git ended with an error that has no class of its own."""

    def __init__(self, command: str, code: int, said: str) -> None:
        self.command = command
        self.code = code
        self.said = said
        super().__init__(f"git {command} ended with {code}: {said}")


class TooSlow(GitError):
    """Git did not finish in time, and was ended."""

    def __init__(self, command: str, seconds: float) -> None:
        self.command = command
        self.seconds = seconds
        super().__init__(f"git {command} took more than {seconds} s")


class Locked(GitError):
    """Another program works in the repository, or one that was killed left its lock behind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} is there")


class NoIdentity(GitError):
    """Git does not know in whose name to save."""


class Underway(GitError):
    """Somebody is in the middle of something in the repository: a rebase, a merge."""

    def __init__(self, operation: str) -> None:
        self.operation = operation
        super().__init__(f"{operation} is under way")


class UnknownRevision(GitError):
    """Neither a commit, a tag, a branch nor a date."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"unknown revision {text!r}")


class Unreachable(GitError):
    """The place where plans are shared does not answer, or does not let the user in."""

    def __init__(self, remote: str, said: str, reason: str = "") -> None:
        """Remember the place, what git said, and the code of the reason, which else is told from what git said."""
        self.remote = remote
        self.said = said
        self.reason = reason or reason_of(said)
        super().__init__(f"{remote}: {said}")


class NotCopied(GitError):
    """A first copy could not be made of what is shared elsewhere. Nothing is saved here yet."""

    def __init__(self, place: str, said: str) -> None:
        """Remember the place, what git said, and the code of the reason."""
        self.place = place
        self.said = said
        self.reason = reason_of(said)
        super().__init__(f"{place}: {said}")


class TooOld(GitError):
    """The git on this machine lacks what sharing needs."""

    def __init__(self, version: str) -> None:
        self.version = version
        super().__init__(version)


class NothingToSave(GitError):
    """Everything is saved already."""


class Faulty(GitError):
    """Plans that have faults are not saved: others could not read them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{one.source}:{one.line}: {one.code}" for one in problems))


class Skipped(GitError):
    """A path that cannot be saved: a link, or something that cannot be read."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)


class StoppedByHook(GitRefused):
    """A hook of the repository did not let the commit through."""


class StoppedSending(GitRefused):
    """A hook of the user's own did not let anything be shared."""


class NotReceived(GitError):
    """The place where plans are shared answers, but takes nothing from the user."""

    def __init__(self, remote: str, said: str) -> None:
        self.remote = remote
        self.said = said
        super().__init__(f"{remote}: {said}")


class NoRemote(GitError):
    """The repository is shared nowhere."""


class SeveralRemotes(GitError):
    """The repository is shared in several places, and none of them is the branch's own."""

    def __init__(self, remotes: tuple[str, ...]) -> None:
        self.remotes = remotes
        super().__init__(", ".join(remotes))


class Detached(GitError):
    """What is checked out is no branch, so there is nothing to share it as."""


class NothingSaved(GitError):
    """Nothing has been saved yet, here or where it is shared."""


class UnsavedInTheWay(GitError):
    """Others have changed files that have unsaved changes here."""

    def __init__(self, sources: tuple[str, ...]) -> None:
        self.sources = sources
        super().__init__(", ".join(sources))


class OtherConflict(GitError):
    """Both sides have changed files that are no plans, in ways that git cannot unite."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        self.paths = paths
        super().__init__(", ".join(paths))


class NeedsPerson(GitError):
    """Both sides have given the same field different values, and nobody was there to choose."""

    def __init__(self, questions: int) -> None:
        self.questions = questions
        super().__init__(f"{questions} questions")


class Unrelated(GitError):
    """What is here and what is shared have no beginning in common."""


class NotInConflict(GitError):
    """There is nothing to resolve."""


class KeepsMoving(GitError):
    """Others shared something new at each attempt."""


class CannotUnite(GitError):
    """A version of a plan cannot be read, so that it cannot be put together with another."""

    def __init__(self, source: str, problem: Problem | None) -> None:
        self.source = source
        self.problem = problem
        super().__init__(f"{source}: {problem.code if problem else ''}")


class Damaged(GitError):
    """Something that git ought to keep cannot be read: it is broken or gone."""

    def __init__(self, id_: str, folder: Path | None = None, *, is_copy: bool = False) -> None:
        """Remember what it is.

        Args:
            id_: the object, or what is known of it: a name, or what git said.
            folder: where git was run.
            is_copy: whether that is a copy of a source, which can be fetched again.
        """
        self.id = id_
        self.folder = folder
        self.is_copy = is_copy
        super().__init__(id_)


class NotFetched(Damaged):
    """A clone that fetches some things only when they are needed could not fetch one."""


class NoLongerRepository(GitError):
    """There is a repository, but not all that git knows one by."""

    def __init__(self, place: Path) -> None:
        """Remember the ``.git`` that git does not recognise."""
        self.place = place
        super().__init__(str(place))


class BranchLost(GitError):
    """What is checked out leads to no commit, although something has been saved here."""

    def __init__(self, branch: str, folder: Path, others: tuple[str, ...] = ()) -> None:
        """Remember the branch, ``HEAD`` where it is not known, the folder, and the branches that there are."""
        self.branch = branch
        self.folder = folder
        self.others = others
        super().__init__(f"{branch} leads nowhere in {folder}")


class ConflictMoved(GitError):
    """What was in conflict is so no longer, or in another way, since it was looked at. Nothing was written."""


class EditedByHand(GitError):
    """A file that git could not unite has been edited since, so that it is not replaced without being asked."""

    def __init__(self, sources: tuple[str, ...]) -> None:
        self.sources = sources
        super().__init__(", ".join(sources))


class NotEmpty(GitError):
    """A copy of what is shared needs a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"{folder} is not empty")
