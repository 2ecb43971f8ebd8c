"""The plan of one municipality: all proposals, and what is recorded of the one under the cursor."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Label
from textual.worker import get_current_worker

from actionplan.core import edit
from actionplan.core.catalogue import Catalogue
from actionplan.core.errors import WouldLose
from actionplan.core.plan import Plan
from actionplan.core.problems import Problem, Severity
from actionplan.i18n import _
from actionplan.reports.plain import visible
from actionplan.store.errors import NoPlan, NoWorkspace
from actionplan.store.read import PlanFile
from actionplan.tui.command_table import PLAN
from actionplan.tui.commands import Command, bindings
from actionplan.tui.dialogs.base import Confirm
from actionplan.tui.remarks import sentence
from actionplan.tui.scene import Scene
from actionplan.tui.screens.acting import Ground, other_catalogue, plan_of, several
from actionplan.tui.screens.joint import Joining
from actionplan.tui.screens.past import Logging
from actionplan.tui.views.plan import Wish, entries_of, faults, figures, heading, items, narrowed
from actionplan.tui.views.plan_detail import Held, detail, unread
from actionplan.tui.widgets.orders import obey
from actionplan.tui.widgets.page import Page, Writing, paragraph
from actionplan.tui.widgets.paint import Line
from actionplan.tui.widgets.rows import Rows
from actionplan.tui.widgets.topbar import TopBar
from actionplan.wording.errors import error_text

_NARROW = 100
"""Columns below which the detail stands under the list."""


class PlanRows(Rows):
    """The list of the plan. A command acts on the row that the cursor was on when its key came."""

    async def _on_key(self, event: events.Key) -> None:
        await obey(self, event)


class PlanScreen(Logging, Joining):
    """The plan."""

    HERE: ClassVar[tuple[Command, ...]] = PLAN
    MODE = "plan"
    BINDINGS: ClassVar[list[BindingType]] = bindings(PLAN)

    file: var[PlanFile | None] = var(None, init=False)
    """The plan as it was read; ``None`` where there is none."""
    wish: var[Wish] = var(Wish(), init=False)
    _own: Catalogue | None = None
    """The catalogue that the plan was made for, where that is another one and is known."""
    _stale = True
    """Whether there may be something newer to read."""
    _target = ""
    """The proposal that the cursor is to go to once the plan has been read."""

    def content(self) -> Iterable[Widget]:
        """The list, and the detail beside or under it."""
        yield Label("", id="plan-faults", markup=False)
        with Horizontal(id="plan"):
            with Vertical(id="plan-list"):
                yield PlanRows()
            yield Page(id="detail", classes="detail")

    def main(self) -> Widget:
        """Keys go to the list; to the text where there is no list."""
        return self.query_one(Rows if self.held() else Page)

    def on_mount(self) -> None:
        """Follow whose plan is shown, and which proposal."""
        self.query_one("#plan-faults").display = False
        self.watch(self.app, "body", self._follow, init=False)
        self.watch(self.app, "proposal", self._go)

    def on_screen_resume(self) -> None:
        """Read what has changed meanwhile."""
        self._renew()

    def on_resize(self) -> None:
        """Fold the detail under the list where there is little room."""
        self.query_one("#plan").set_class(self.size.width < _NARROW, "folded")
        self._head()

    # Reading

    def watch_scene(self, before: Scene | None, scene: Scene | None) -> None:
        """Read the plan anew when the files were; else only show it in another way."""
        if scene is None:
            return
        if before is None or before.plans is not scene.plans:
            self._stale = True
            self._renew()
        else:
            self._lay_out()

    def _follow(self) -> None:
        self._stale = True
        self._renew()

    def _renew(self) -> None:
        """Read the plan, unless it has been or nobody looks."""
        if not (self._stale and self.scene and self.is_current):
            return
        self._stale = False
        ref = plan_of(self.scene, self.stage.body)
        if ref is None:
            self._show(None)
        else:
            self._read(ref.source)

    @work(thread=True, group="plan", exclusive=True)
    def _read(self, source: str) -> None:
        desk = self.stage.desk
        file = desk.plan(source)
        own = desk.workspace.catalogue_of(file.plan) if file.plan else None
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, file, own)

    def _show(self, file: PlanFile | None, own: Catalogue | None = None) -> None:
        if not self.query(Rows):
            # The program was left while the plan was read.
            return
        self._own = own
        had_focus = self.focused is None or self.focused in {self.query_one(Rows), self.query_one(Page)}
        self.set_reactive(PlanScreen.file, file)
        self._lay_out()
        if had_focus:
            self.main().focus()

    # Showing

    def held(self) -> Held | None:
        """The plan with what is needed to tell of it; none where there is none that could be read."""
        if self.scene is None or self.file is None or self.file.plan is None:
            return None
        bodies, scene = self.stage.desk.workspace.bodies, self.scene
        if self._own and other_catalogue(scene, self.file.plan):
            # Others' numbers mean other proposals.
            scene = scene.but(catalogue=self._own, rollup=None)
        return Held(scene, self.file.plan, self.file.problems, bodies, self.stage.body)

    def watch_wish(self) -> None:
        """List what fits."""
        self._lay_out()

    def watch_words(self, words: str) -> None:
        """Find as the words are typed."""
        self.wish = Wish(self.wish.picked, self.wish.overdue, words)

    def _lay_out(self) -> None:
        held = self.held()
        self.query_one("#plan").set_class(held is None, "alone")
        self._head()
        rows = self.query_one(Rows)
        rows.items = items(held.scene, held.plan, self.wish) if held else ()
        if self._target:
            self._go(self._target)
        self._describe()

    def _head(self) -> None:
        held, bar, line = self.held(), self.query_one(TopBar), self.query_one("#plan-faults", Label)
        serious = [one for one in held.problems if one.severity is not Severity.NOTE] if held else []
        line.update(f" ● {faults(len(serious))}")
        line.display = bool(serious)
        name = self.scene.name(self.stage.body) if self.scene else ""
        if held is None:
            bar.heading, bar.figures, bar.narrowed = name, "", ""
            return
        bar.heading = heading(held.scene, held.plan, name, self.size.width)
        bar.figures = figures(held.scene, held.plan)
        everything = tuple(entries_of(held.plan, held.scene.catalogue))
        shown = sum(self.wish.fits(held.scene, key, entry, held.scene.catalogue) for _group, key, entry in everything)
        bar.narrowed = narrowed(self.wish, shown, len(everything))

    def _describe(self) -> None:
        page, held = self.query_one(Page), self.held()
        if held:
            page.writing = _warned(self._warnings(held.plan), detail(held, self.query_one(Rows).cursor))
        elif self.scene:
            page.writing = unread(*self._missing(self.scene, self.file))

    def _warnings(self, plan: Plan) -> tuple[str, ...]:
        """Why nothing can be changed here."""
        if self.scene is None or self.file is None:
            return ()
        said = []
        if error := several(self.scene, self.stage.body):
            shown = _("{file} is shown here.").format(file=self.file.source)
            said.append(" ".join((error_text(error)[0], shown, error_text(error)[1])))
        if kept := self.stage.desk.kept_elsewhere(self.file.source):
            said.append(" ".join(error_text(kept)))
        if problem := other_catalogue(self.scene, plan):
            said.append(sentence(problem))
        return tuple(map(visible, said))

    def _missing(self, scene: Scene, file: PlanFile | None) -> tuple[str, str, tuple[Problem, ...]]:
        """What to say where there is no plan to show."""
        if file:
            said = _("Correct this in {file} with a text editor, then press F5.")
            return _("The plan cannot be read."), said.format(file=file.source), file.problems
        if not self.stage.body:
            said, step = error_text(NoWorkspace(self.stage.desk.workspace.root))
            return said, step, ()
        known = self.stage.desk.workspace.bodies.get(self.stage.body)
        said, step = error_text(NoPlan(scene.name(self.stage.body), known.slug if known else self.stage.body))
        return said, step, ()

    # Moving

    def _go(self, proposal: str) -> None:
        """Go to a proposal, also where it was not listed."""
        rows = self.query_one(Rows)
        self._target = proposal
        held = self.held()
        if not held or not proposal:
            return
        self._target = ""
        if proposal != rows.cursor and proposal in held.scene.catalogue.proposals:
            if proposal not in {item.key for item in rows.items}:
                self.widen()
            rows.cursor = proposal

    @on(Rows.Moved)
    def _moved(self, message: Rows.Moved) -> None:
        if message.key != self.query_one(Rows).cursor:
            # The cursor has gone on before this was heard.
            return
        if ":" not in message.key:
            self.stage.proposal = message.key
        self._describe()

    def widen(self) -> bool:
        """List everything again."""
        if self.wish.is_empty:
            return False
        self.words = ""
        self.wish = Wish()
        return True

    def action_overdue(self) -> None:
        """List only what is overdue, or everything again."""
        self.wish = Wish(self.wish.picked, not self.wish.overdue, self.wish.text)

    def action_only_picked(self) -> None:
        """List only what is picked, or everything again."""
        self.wish = Wish(not self.wish.picked, self.wish.overdue, self.wish.text)

    # Acting

    def subject(self) -> tuple[str, str]:
        """The body, and the proposal under the cursor."""
        key = self.query_one(Rows).cursor if self.held() else ""
        return self.stage.body, "" if ":" in key else key

    def with_plan(self, then: Callable[[Ground], object]) -> None:
        """Read the plan, and go on with it."""
        if self.held() and ":" in self.query_one(Rows).cursor:
            self.notify(_("Own measures and what is kept aside are edited in the file itself."), severity="warning")
            return
        super().with_plan(then)

    @on(Rows.Chosen)
    async def _chosen(self) -> None:
        await self.run_action("app.write('plan.edit')")

    def action_owner(self) -> None:
        """Set who is responsible."""
        self.open_entry("owner")

    def action_due(self) -> None:
        """Set the deadline."""
        self.open_entry("due")

    def action_pick(self) -> None:
        """Pick the proposal, or take the pick back; ask first where something would be lost."""
        self.with_plan(self._pick)

    def _pick(self, ground: Ground) -> None:
        number = ground.proposal
        if not ground.plan.entry(number).is_picked:
            self.ask((ground.source, lambda plan: edit.pick(plan, number)))
            return
        try:
            edit.unpick(ground.plan, number)
        except WouldLose as error:
            said, _step = error_text(error)

            def answered(lose: bool | None) -> None:
                if lose:
                    self.ask((ground.source, lambda plan: edit.unpick(plan, number, lose=True)))

            self.app.push_screen(Confirm(_("Take the pick back?"), said, _("Remove it all")), answered)
        else:
            self.ask((ground.source, lambda plan: edit.unpick(plan, number)))

    def action_activities(self) -> None:
        """Add, change or tick off activities."""

        def opened(ground: Ground) -> Awaitable[object]:
            from actionplan.tui.dialogs.activities import ActivitiesDialog

            dialog = ActivitiesDialog(ground.scene, ground.plan, ground.proposal)
            dialog.whose = ground.whose
            dialog.apply = lambda change, done: self.ask((ground.source, change), done=done)
            return self.app.push_screen(dialog)

        self.with_plan(opened)

    def action_facts(self) -> None:
        """Edit what holds for the plan as a whole."""

        def opened(ground: Ground) -> Awaitable[object]:
            from actionplan.tui.dialogs.facts import FactsDialog

            name = ground.scene.name(self.stage.body)

            def apply(fields: Mapping[str, Any], done: Callable[[bool], None]) -> None:
                if fields:
                    self.ask((ground.source, lambda plan: edit.set_head(plan, fields)), done=done)
                else:
                    done(True)

            dialog = FactsDialog(ground.scene, ground.plan, name)
            dialog.apply = apply
            return self.app.push_screen(dialog)

        super().with_plan(opened)


def _warned(said: tuple[str, ...], writing: Writing) -> Writing:
    """A text with warnings above it."""

    def write(width: int) -> Sequence[Line]:
        above = [line for one in said for line in (*paragraph(f"! {one}", width, "late"), ())]
        return (*above, *writing(width))

    return write if said else writing
