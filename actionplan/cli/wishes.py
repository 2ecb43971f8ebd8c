"""What a roll-up is asked for, and what came of it: known without loading what makes it."""

from msgspec import Struct

from actionplan.core.matrix import Criteria
from actionplan.reports.writing import Manner


class Wish(Struct, frozen=True):
    """What a roll-up is asked for."""

    criteria: Criteria
    form: str
    manner: Manner
    short: bool = False
    trend: bool | None = None
    """Whether it shows the development; ``None`` leaves it to the number of members."""
    cached: bool = True


class Made(Struct, frozen=True):
    """A roll-up in its format."""

    content: str | bytes
    remarks: tuple[str, ...]
    """What is to be said beside it."""
    is_partial: bool
