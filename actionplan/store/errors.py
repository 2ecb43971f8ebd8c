"""What the disk refuses, one small class a case. Words for users are chosen elsewhere from the attributes."""

import contextlib
from pathlib import Path

from actionplan.core.errors import ActionPlanError
from actionplan.core.problems import Problem


class NoWorkspace(ActionPlanError):
    """No ``actionplan.toml`` or ``plans`` folder here or above."""

    def __init__(self, start: Path) -> None:
        with contextlib.suppress(OSError):  # the folder may be gone
            start = start.absolute()
        self.start = start
        super().__init__(f"no workspace at or above {start}")


class NoPlan(ActionPlanError):
    """The body has no plan in the workspace."""

    def __init__(self, body: str, slug: str) -> None:
        self.body = body
        self.slug = slug
        super().__init__(f"no plan for {body}")


class NoOwnPlan(NoPlan):
    """A body with members has no plan of its own. Those of its members are put together by a roll-up."""


class KeptElsewhere(ActionPlanError):
    """The body's plan is kept in a source. It is read here, and edited there."""

    def __init__(self, body: str, source: str, place: str, *, is_folder: bool = False) -> None:
        self.body = body
        self.source = source
        self.place = place
        self.is_folder = is_folder
        super().__init__(f"the plan of {body} is kept in {source} ({place})")


class NoSources(ActionPlanError):
    """The workspace names no repositories or folders elsewhere."""


class SeveralPlans(ActionPlanError):
    """The body has several plans, and one must be chosen."""

    def __init__(self, body: str, sources: tuple[str, ...]) -> None:
        self.body = body
        self.sources = sources
        super().__init__(f"several plans for {body}: {sources}")


class Unreadable(ActionPlanError):
    """A file that is needed cannot be read, or not as what it should be."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{problem.source}:{problem.line}: {problem.code}" for problem in problems))


class ChangedOnDisk(ActionPlanError):
    """The file is no longer the one that was read. Nothing was written."""

    def __init__(self, source: str) -> None:
        self.source = source
        super().__init__(f"{source} changed since it was read")


class CannotWrite(ActionPlanError):
    """The system refused the write. The old file is still there."""

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        self.reason = reason
        super().__init__(f"cannot write {source}: {reason}")


class Refused(ActionPlanError):
    """The system refused to look at a path."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


class OutputRefused(ActionPlanError):
    """What was to be printed could not be written: a full disk behind a redirection, or an output that is closed."""

    def __init__(self, reason: str, *, is_closed: bool = False) -> None:
        self.reason = reason
        self.is_closed = is_closed
        super().__init__(f"cannot print: {reason}")


class EditFailed(ActionPlanError):
    """The edited text would not read back as meant. Nothing was written."""

    def __init__(self, source: str, path: tuple[str, ...], line: int) -> None:
        self.source = source
        self.path = path
        self.line = line
        super().__init__(f"{source}:{line}: cannot edit {'.'.join(path)} safely")


class NotPutBack(ActionPlanError):
    """One of several edits that belong together failed, and some of the others could not be taken back."""

    def __init__(self, reason: ActionPlanError, sources: tuple[str, ...]) -> None:
        self.reason = reason
        self.sources = sources
        super().__init__(f"{reason}; still edited: {sources}")


class PartlyReplaced(ActionPlanError):
    """One of several reports that belong together was refused, and others that were written could not be put back."""

    def __init__(self, reason: CannotWrite, left: tuple[tuple[str, str], ...]) -> None:
        self.reason = reason
        self.left = left
        """Each file or folder as the user knows it, and where the earlier one lies; empty where there was none."""
        super().__init__(f"{reason}; not as before: {left}")

    @classmethod
    def also(cls, error: "CannotWrite | PartlyReplaced", left: tuple[tuple[str, str], ...]) -> "PartlyReplaced":
        """An error, with more that could not be put back."""
        return cls(error.reason, (*error.left, *left)) if isinstance(error, PartlyReplaced) else cls(error, left)


class Exists(ActionPlanError):
    """A file that was to be made is already there."""

    def __init__(self, source: str) -> None:
        self.source = source
        super().__init__(f"{source} already exists")


class NoCatalogue(ActionPlanError):
    """No catalogue with that id and version is known."""

    def __init__(self, catalogue: str, version: str, known: tuple[str, ...]) -> None:
        self.catalogue = catalogue
        self.version = version
        self.known = known
        super().__init__(f"no catalogue {catalogue} {version}; known: {known}")
