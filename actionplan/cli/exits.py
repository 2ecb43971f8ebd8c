"""Exit codes, chosen here and nowhere else."""

from enum import IntEnum

from actionplan.core import errors as core
from actionplan.store import errors as store


class Exit(IntEnum):
    """What the program tells the shell."""

    FINE = 0
    FAILURE = 1
    USAGE = 2
    PROBLEMS = 3
    """``check`` found problems."""
    CLASH = 4
    """A merge needs a person."""
    PARTIAL = 5
    """The roll-up lacks sources that could not be read."""
    INTERRUPTED = 130


_USAGE = (
    core.UnknownBody,
    core.AmbiguousBody,
    core.HasNoMembers,
    core.UnknownProposal,
    core.UnknownActivity,
    core.BadValue,
    core.NothingMeant,
    core.IdentityNumber,
    core.PlanOrProposal,
    core.ReasonMissing,
    core.UnknownOrphan,
    core.SlotTaken,
    core.StrayWord,
    core.NeedsFile,
    core.BadTemplate,
    core.RoundThere,
    core.RoundPassed,
    core.RoundKept,
    store.SeveralPlans,
)


_USAGE_OF_GIT = frozenset({"UnknownRevision"})
_CODES = {"NeedsPerson": Exit.CLASH, "CannotUnite": Exit.CLASH, "OtherConflict": Exit.CLASH, "Faulty": Exit.PROBLEMS}
"""By name: commands that have nothing to do with git do not load its errors."""


def exit_of(error: core.ActionPlanError) -> Exit:
    """The exit code of an error: wrong usage when other words would have worked, otherwise mostly failure."""
    name = type(error).__name__
    if isinstance(error, _USAGE) or name in _USAGE_OF_GIT:
        return Exit.USAGE
    return _CODES.get(name, Exit.FAILURE)
