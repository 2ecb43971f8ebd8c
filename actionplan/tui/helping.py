"""Help, the palette, and a word on the user's own keys."""

from typing import TYPE_CHECKING

from actionplan.i18n import _
from actionplan.reports.plain import visible
from actionplan.tui.command_table import BY_ID, EVERYWHERE
from actionplan.tui.commands import Command
from actionplan.tui.editing import Editing
from actionplan.tui.keys import name_of
from actionplan.tui.looks import Looks
from actionplan.tui.messages import PlanAsked, ProposalAsked
from actionplan.tui.scene import Scene
from actionplan.tui.screens.base import WorkScreen
from actionplan.tui.widgets.topbar import tabs_of

if TYPE_CHECKING:
    from actionplan.tui.views.palette import Choice, Group


class Helping(Editing, Looks):
    """The part of the app that tells what can be done, and finds it."""

    def on_mount(self) -> None:
        """Tell what is wrong with the user's own keys."""
        self.call_after_refresh(self._tell_of_keys)

    def _tell_of_keys(self) -> None:
        found = self.remapped
        said = [_("[keys]: there is no command “{id}”.").format(id=id_) for id_ in found.unknown]
        said += [_("[keys]: “{key}” for {id} is no key.").format(key=key, id=id_) for id_, key in found.not_keys]
        said += [
            _("[keys]: {key} is now {new}, no longer {old}.").format(
                key=name_of(key), new=BY_ID[id_].title, old=BY_ID[other].title
            )
            for key, id_, other in found.taken
        ]
        if said:
            self.notify("\n".join(map(visible, said)), severity="warning", timeout=15, markup=False)

    # Help

    def action_help(self) -> None:
        """Tell what can be done here and everywhere."""
        from actionplan.tui.dialogs.help import HelpDialog
        from actionplan.tui.views.help import command_section, moving, symbols

        if self.scene is None:
            return
        name, here = self._here(self.scene)
        everywhere = self._everywhere(self.scene)
        sections = (
            *([command_section(name, here, self.keys_of)] if here else []),
            moving(),
            symbols(),
            command_section(_("Everywhere"), everywhere, self.keys_of),
        )
        self.push_screen(HelpDialog(sections))

    def _here(self, scene: Scene) -> tuple[str, tuple[Command, ...]]:
        """What the screen is called, and its commands."""
        screen = self.screen
        if not isinstance(screen, WorkScreen):
            return "", ()
        return dict(tabs_of(scene)).get(screen.MODE, ""), screen.HERE

    def _everywhere(self, scene: Scene) -> tuple[Command, ...]:
        """The commands of every screen that the workspace has."""
        modes = {f"app.{mode}" for mode, _name in tabs_of(scene)}
        screens = {f"app.{mode}" for mode in self.MODES}
        return tuple(one for one in EVERYWHERE if one.id not in screens or one.id in modes)

    # The palette

    def action_palette(self) -> None:
        """Find a command, a proposal or a plan by its name."""
        from actionplan.tui.dialogs.palette import PaletteDialog

        if self.scene:
            self.push_screen(PaletteDialog(self._groups(self.scene)), self._chosen)

    def _groups(self, scene: Scene) -> "tuple[Group, ...]":
        from actionplan.tui.views.palette import groups_of

        name, here = self._here(scene)
        everywhere = tuple(one for one in self._everywhere(scene) if one.id != "app.palette")
        return groups_of(scene, name, here, everywhere, self.keys_of)

    async def _chosen(self, choice: "Choice | None") -> None:
        from actionplan.tui.views.palette import Goal

        if choice is None or self.scene is None:
            return
        match choice.goal:
            case Goal.COMMAND:
                await self.carry_out(BY_ID[choice.value])
            case Goal.THEME:
                self.take_theme(choice.value)
            case Goal.LANGUAGE:
                self.take_language("en" if choice.value == "en" else "sv")
            case Goal.PLAN:
                self.post_message(PlanAsked(choice.value, self.proposal))
            case Goal.PROPOSAL:
                self._go_to(choice.value)

    def _go_to(self, proposal: str) -> None:
        in_plan = isinstance(self.screen, WorkScreen) and self.screen.MODE == "plan"
        if in_plan or (self.scene and self.scene.rollup is None):
            self.post_message(PlanAsked(self.body, proposal))
        else:
            self.post_message(ProposalAsked(proposal))
