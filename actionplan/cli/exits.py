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
    store.SeveralPlans,
)


def exit_of(error: core.ActionPlanError) -> Exit:
    """The exit code of an error: wrong usage when other words would have worked, otherwise failure."""
    return Exit.USAGE if isinstance(error, _USAGE) else Exit.FAILURE
