"""A roll-up together with the whole plans behind it: what tables, calendars and reminders are made from."""

from collections.abc import Mapping

from msgspec import Struct

from actionplan.core.body import Bodies, Body
from actionplan.core.handed import Reported
from actionplan.core.plan import Plan
from actionplan.core.rollup import RollUp
from actionplan.core.rounds import Round


class Material(Struct, frozen=True):
    """What was read, once: the figures and the texts are of the same moment."""

    rollup: RollUp
    reports: tuple[Reported, ...]
    """The plans that could be read, also those that the roll-up leaves out."""
    plans: Mapping[str, Plan]
    """The whole plans by file."""
    bodies: Bodies
    rounds: tuple[Round, ...] = ()
    """Those that the settings name."""
    holder: Body | None = None
    """Who holds the rounds, whoever's plans were asked for; ``None`` where the settings do not tell."""
