"""Say that a proposal is joint work: who leads it, and in which plans that is written."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Label

from actionplan.core import edit
from actionplan.core.plan import Entry, Plan
from actionplan.i18n import N_, _, ngettext
from actionplan.reports.plain import visible
from actionplan.reports.rollup_words import NAMES, listed
from actionplan.tui.dialogs.base import Dialog
from actionplan.tui.messages import Change
from actionplan.tui.scene import Scene
from actionplan.tui.widgets.choice import Choice, Option


class JointPlan(Struct, frozen=True):
    """A plan that joint work with a proposal can be written in."""

    source: str
    body: str
    name: str
    lead: str | None
    """Who leads according to it."""


class OwnPlan(Struct, frozen=True):
    """The region's own plan: what it has picked, the region leads."""

    source: str
    is_picked: bool
    is_bare: bool
    """Whether nothing but a status is recorded there, so that a pick can be taken back."""

    @classmethod
    def of(cls, source: str, entry: Entry) -> "OwnPlan":
        """What the plan says of a proposal."""
        return cls(source, entry.is_picked, entry == Entry(status=entry.status))


class Ground(Struct, frozen=True):
    """What the dialog starts from."""

    proposal: str
    plans: tuple[JointPlan, ...]
    """The members' plans that have picked the proposal."""
    own: OwnPlan | None
    checked: frozenset[str]
    """The sources of the plans that are written in unless the user says otherwise."""


class Joint(Struct, frozen=True):
    """Who shall lead, and in which plans that is written."""

    proposal: str
    lead: str | None
    sources: tuple[str, ...]
    own: str = ""
    """The region's own plan, if it is to be changed too."""

    def changes(self) -> tuple[tuple[str, Change], ...]:
        """The edits, by source."""
        number, lead = self.proposal, self.lead

        def set_lead(plan: Plan) -> Plan:
            return edit.set_fields(plan, number, {"lead": lead})

        def set_own(plan: Plan) -> Plan:
            return edit.pick(plan, number) if lead else edit.unpick(plan, number)

        own: tuple[tuple[str, Change], ...] = ((self.own, set_own),) if self.own else ()
        return (*((source, set_lead) for source in self.sources), *own)


_NOBODY = "-"


class JointDialog(Dialog[Joint]):
    """The dialog."""

    SAVE: ClassVar[str] = N_("Save")

    def __init__(self, scene: Scene, ground: Ground) -> None:
        """A dialog about a proposal.

        Args:
            scene: for names.
            ground: what the plans say now.
        """
        super().__init__()
        self._scene, self._ground = scene, ground

    def heading(self) -> str:
        """What is done jointly."""
        title = self._scene.proposal_title(self._ground.proposal)
        return _("{number} {title}: joint work").format(number=self._ground.proposal, title=title)

    def content(self) -> Iterable[Widget]:
        """Who leads, where that is written, and what will be written in words."""
        leads = leads_of(self._scene, self._ground)
        current = {plan.lead for plan in self._ground.plans if plan.lead}
        first = next((one.key for one in leads if one.key in current), leads[0].key if leads else "")
        with Horizontal(classes="columns"):
            with Vertical():
                yield Label(_("Who leads?"), classes="field", markup=False)
                yield Choice(leads, frozenset({first}), id="lead")
            with Vertical(id="joint-plans"):
                yield Label(_("Written in these plans"), classes="field", markup=False)
                yield Choice((), self._ground.checked, several=True, id="plans")
        yield Label("", id="joint-said", markup=False)

    def on_mount(self) -> None:
        """Begin with who leads."""
        self.query_one("#joint-plans").display = bool(self._ground.plans)
        self.query_one("#lead").focus()
        self._preview()

    @on(Choice.Changed)
    def _preview(self) -> None:
        lead = self.query_one("#lead", Choice).one
        plans = self.query_one("#plans", Choice)
        plans.options = tuple(
            Option(one.source, one.name, self._step(one, lead) if one.source in plans.chosen else "")
            for one in self._ground.plans
        )
        self.query_one("#joint-said", Label).update(self._said(self._joint()))

    def _step(self, plan: JointPlan, lead: str) -> str:
        before = self._scene.name(plan.lead) if plan.lead else "–"
        after = "–" if lead == _NOBODY else self._scene.name(lead)
        return before if before == after else f"{before} → {after}"

    def _joint(self) -> Joint:
        scene, ground = self._scene, self._ground
        lead = self.query_one("#lead", Choice).one
        chosen = self.query_one("#plans", Choice).chosen
        own = ground.own
        region = scene.region.id if scene.region else ""
        is_own = own is not None and (
            (lead == region and not own.is_picked) or (lead == _NOBODY and own.is_picked and own.is_bare)
        )
        return Joint(
            ground.proposal,
            None if lead == _NOBODY else lead,
            tuple(plan.source for plan in ground.plans if plan.source in chosen),
            own.source if own and is_own else "",
        )

    def _said(self, joint: Joint) -> str:
        """What will be written, in words."""
        files = [visible(source.rpartition("/")[2]) for source in joint.sources]
        said = []
        if files and joint.lead:
            text = ngettext(
                "In {files}, “Leads jointly” becomes {lead}.", "In {files}, “Leads jointly” becomes {lead}.", len(files)
            )
            said.append(text.format(files=listed(files, NAMES), lead=self._scene.name(joint.lead)))
        elif files:
            said.append(_("In {files}, “Leads jointly” is emptied.").format(files=listed(files, NAMES)))
        if joint.own:
            own = visible(joint.own.rpartition("/")[2])
            text = (
                _("In {file}, the proposal is picked: that is how {body} leads it.")
                if joint.lead
                else _("In {file}, the proposal is no longer picked.")
            )
            said.append(text.format(file=own, body=self._scene.title))
        elif self._ground.own and self._ground.own.is_picked and not self._leads_itself(joint):
            said.append(_("{body} goes on leading it too, by its own plan.").format(body=self._scene.title))
        return " ".join(said) or _("Nothing will be written.")

    def _leads_itself(self, joint: Joint) -> bool:
        return self._scene.region is not None and joint.lead == self._scene.region.id

    def value(self) -> Joint | None:
        """Who leads, and where that is written."""
        joint = self._joint()
        if joint.sources or joint.own:
            return joint
        self.query_one("#unsaved", Label).update(_("Choose at least one plan."))
        return None


def leads_of(scene: Scene, ground: Ground) -> tuple[Option, ...]:
    """Who can lead: the region if it has a plan of its own, those that have picked the proposal, the other members."""
    rollup, region = scene.rollup, scene.region
    if rollup is None or region is None:
        return ()
    options: list[Option] = []
    if ground.own:
        options.append(Option(region.id, scene.title, _("its own plan")))
    pickers = list(dict.fromkeys(plan.body for plan in ground.plans))
    options += [Option(body, scene.name(body), _("has picked it")) for body in pickers]
    if ground.plans:
        others = [member.body.id for member in rollup.members if member.body.id not in pickers]
        options += [Option(body, scene.name(body)) for body in others]
    if _is_led(ground):
        options.append(Option(_NOBODY, _("nobody any longer")))
    return tuple(options)


def _is_led(ground: Ground) -> bool:
    if ground.own and ground.own.is_picked:
        return ground.own.is_bare
    return any(plan.lead for plan in ground.plans)


def ground_of(scene: Scene, proposal: str, plans: Sequence[tuple[str, Plan]], only: str) -> Ground:
    """What the plans say of a proposal.

    Args:
        scene: for names.
        proposal: which proposal.
        plans: those that may have picked it, by source; also the region's own.
        only: the body that works with its own plan alone; empty for all.
    """
    region = scene.region.id if scene.region else ""
    known = [*(member.body for member in scene.rollup.members)] if scene.rollup else []
    # A plan may name who leads by code or by short name.
    ids = {body.slug: body.id for body in (*known, *([scene.region] if scene.region else []))}
    own = [OwnPlan.of(source, plan.entry(proposal)) for source, plan in plans if plan.head.body == region]
    picked = tuple(
        JointPlan(source, plan.head.body, scene.name(plan.head.body), _id(plan.entry(proposal).lead, ids))
        for source, plan in plans
        if plan.head.body != region and plan.entry(proposal).is_picked
    )
    checked = frozenset(plan.source for plan in picked if not only or plan.body == only)
    return Ground(proposal, picked, own[0] if own else None, checked)


def _id(lead: str | None, ids: Mapping[str, str]) -> str | None:
    return ids.get(lead, lead) if lead else None
