"""The status scale of a proposal in a plan.

The steps are those of Åtgärdswebben, which Swedish county administrative boards have used for years. The scale is
ordinal: statuses are counted, never averaged.
"""

from enum import StrEnum


class Status(StrEnum):
    """How far the work with a proposal has come. Absent (``None``) means: not assessed."""

    NOT_RELEVANT = "not_relevant"
    """Decided against: does not apply here. Needs a reason."""
    DECLINED = "declined"
    """Decided against: will not be carried out. Needs a reason."""
    NOT_STARTED = "not_started"
    """Picked; no work has begun."""
    STARTED = "started"
    """Picked; less than half is done."""
    OVER_HALF = "over_half"
    """Picked; half or more is done."""
    DONE = "done"
    """Picked; carried out, or part of everyday work."""

    @property
    def is_picked(self) -> bool:
        """Whether a proposal with this status counts as picked."""
        return self in PICKED

    @property
    def needs_reason(self) -> bool:
        """Whether a proposal with this status must say why."""
        return self in DECIDED_AGAINST

    @property
    def is_under_way(self) -> bool:
        """Whether work has begun or is done: SKL's "genomförda eller på väg att genomföras"."""
        return self in UNDER_WAY


DECIDED_AGAINST = frozenset({Status.NOT_RELEVANT, Status.DECLINED})
PICKED = frozenset({Status.NOT_STARTED, Status.STARTED, Status.OVER_HALF, Status.DONE})
UNDER_WAY = frozenset({Status.STARTED, Status.OVER_HALF, Status.DONE})

SCALE = (Status.DONE, Status.OVER_HALF, Status.STARTED, Status.NOT_STARTED, Status.DECLINED, Status.NOT_RELEVANT)
"""The order in which statuses are listed: furthest first, decided against last."""

IN_WORKING_ORDER = (*reversed(SCALE[:4]), *SCALE[4:])
"""The order in which statuses are offered: the way that work goes, decided against last."""

_STEP = {Status.NOT_STARTED: 0, Status.STARTED: 1, Status.OVER_HALF: 2, Status.DONE: 3}


def is_step_back(before: Status | None, after: Status | None) -> bool:
    """Whether a change of status means that less is done than was said before.

    Deciding against a proposal is a decision, not a step back; so is assessing one for the first time.
    """
    return before in _STEP and after in _STEP and _STEP[after] < _STEP[before]
