"""What the screens show: one immutable value, made anew by the desk after each change."""

import datetime as dt
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from actionplan.core.body import Body
from actionplan.core.catalogue import Catalogue
from actionplan.core.problems import Problem
from actionplan.core.rollup import RollUp
from actionplan.i18n import Language, _
from actionplan.reports.plain import visible

if TYPE_CHECKING:
    from actionplan.workspace.unshared import Tally


class PlanRef(Struct, frozen=True):
    """A plan file: whose it is, and how it is with it."""

    source: str
    body: str
    """The body's id; empty where the file does not say."""
    name: str
    problems: tuple[Problem, ...]
    readable: bool


class Scene(Struct, frozen=True):
    """The workspace as it was last read, and how it is to be shown."""

    day: dt.date
    """The day that deadlines are held against."""
    region: Body | None
    """Whose members the overview compares; ``None`` in a folder with a single plan."""
    home: str
    """The body whose plan is opened first; empty where none is meant."""
    catalogue: Catalogue
    rollup: RollUp | None
    plans: tuple[PlanRef, ...]
    language: Language
    read_only: bool = False
    hide_names: bool = False
    outside: frozenset[str] = frozenset()
    """Files that others have changed since they were read."""
    saving: bool = False
    """Whether an edit is being written."""
    failed: bool = False
    """Whether the latest edit could not be written."""
    can_undo: str = ""
    """What undo would undo, in words."""
    can_redo: str = ""
    tally: "Tally | None" = None
    """How much is not saved as a version, and not shared; ``None`` where that is not known, or nothing is."""

    def but(self, **fields: object) -> "Scene":
        """The scene with other values."""
        return replace(self, **fields)

    def as_before(self, old: "Scene") -> "Scene":
        """The scene, shown in the way that the old one was."""
        return replace(
            self,
            hide_names=old.hide_names,
            read_only=old.read_only,
            can_undo=old.can_undo,
            can_redo=old.can_redo,
            tally=old.tally,
        )

    @property
    def has_to_share(self) -> bool:
        """Whether there is something that others do not have yet."""
        return bool(self.tally and (self.tally.plans or self.tally.to_share))

    @property
    def title(self) -> str:
        """Whose work is shown."""
        return self.region.title if self.region else self.name(self.home)

    def name(self, body: str) -> str:
        """What a body is called."""
        if self.rollup and body in self.rollup.names:
            return visible(self.rollup.names[body])
        return visible(next((plan.name for plan in self.plans if plan.body == body), body))

    def plan(self, body: str) -> PlanRef | None:
        """The file of a body's plan, the first by name."""
        return next((plan for plan in self.plans if plan.body == body), None)

    def person(self, owner: str | None) -> str:
        """Who is responsible, as it may be shown now."""
        if not owner:
            return ""
        return _("(hidden)") if self.hide_names else visible(" ".join(owner.split()))

    def proposal_title(self, number: str) -> str:
        """A proposal's title in the user's language."""
        known = self.catalogue.proposals.get(number)
        return visible(known.title(self.language)) if known else _("not in the catalogue")
