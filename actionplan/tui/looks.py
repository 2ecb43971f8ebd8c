"""How everything looks: theme, language, colours at all, and whether names are shown."""

from collections.abc import Sequence

from textual import events, on, work
from textual.filter import LineFilter, NoColor

from actionplan.core.errors import ActionPlanError
from actionplan.i18n import Language, _, current_language, set_language
from actionplan.reports.plain import visible
from actionplan.tui.spoken import Spoken
from actionplan.tui.theme import THEMES
from actionplan.wording.errors import error_text


class Looks(Spoken):
    """The part of the app that changes how everything looks."""

    _colourless: Sequence[LineFilter] = ()

    # Colours

    def drop_colours(self) -> None:
        """Send no colours from here on. Reverse, bold, underline and letters say it all."""
        self.no_color = True
        self._colourless = (NoColor(),)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What drops the colours where none are wanted; Textual alone would leave shades of grey."""
        return (*super().get_line_filters(), *self._colourless)

    def action_theme(self) -> None:
        """Take the next theme."""
        names = list(THEMES)
        at = names.index(self.theme) if self.theme in names else 0
        self.take_theme(names[(at + 1) % len(names)])

    def take_theme(self, name: str) -> None:
        """Take a theme, and keep it for the next time."""
        self.theme = name
        self._keep("theme", name, _("Theme: {theme}").format(theme=_(THEMES[name])))

    # Language

    def action_language(self) -> None:
        """Speak the other language."""
        self.take_language("en" if current_language() == "sv" else "sv")

    def take_language(self, language: Language) -> None:
        """Speak a language, and keep it for the next time unless the workspace says which one."""
        set_language(language)
        if self.scene:
            self.scene = self.scene.but(language=current_language())
        self.refresh()
        said = _("The program speaks English.") if language == "en" else _("The program speaks Swedish.")
        if self.desk.workspace.settings.language is None:
            self._keep("language", language, said)
        else:
            self.notify(said, timeout=3)

    def _keep(self, key: str, value: str, said: str) -> None:
        """Tell what was chosen, and write it to the user's own settings where anything may be written."""
        if self.scene and self.scene.read_only:
            self.notify(said, timeout=3)
        else:
            self._write_setting(key, value, said)

    @work(thread=True, group="settings")
    def _write_setting(self, key: str, value: str, said: str) -> None:
        from actionplan.workspace.configuring import set_user

        try:
            set_user(self.desk.workspace.folders, key, value)
        except ActionPlanError as error:
            self.call_from_thread(self._not_kept, said, error)
        else:
            self.call_from_thread(self.notify, said, timeout=3)

    def _not_kept(self, said: str, error: ActionPlanError) -> None:
        text, _step = error_text(error)
        kept = _("It holds until the program is closed:")
        shown = "\n".join(map(visible, text.split("\n")))
        self.notify(f"{said} {kept}\n{shown}", severity="warning", timeout=8, markup=False)

    # Names

    def action_names(self) -> None:
        """Hide or show who is responsible."""
        if self.scene:
            self.scene = self.scene.but(hide_names=not self.scene.hide_names)
            if self.scene.hide_names:
                # What was told before may name somebody.
                self.clear_notifications()
            self.notify(_("Names are hidden.") if self.scene.hide_names else _("Names are shown."), timeout=3)

    # Calm

    @on(events.DescendantFocus)
    def _stop_blinking(self, event: events.DescendantFocus) -> None:
        """Nothing on the screen moves by itself, the cursor of a field neither."""
        if hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False
