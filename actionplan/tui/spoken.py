"""Textual's own words, each where it is replaced.

Textual speaks English. What it would say by itself, and what is done about it:

- the words of its command palette, of its key and help panels and of its system commands: none of them is used
  (`ENABLE_COMMAND_PALETTE` is off, the app inherits none of its keys), the program has its own;
- "Press ctrl+q to quit the app" on Ctrl+C: that key is not inherited either, and gets an answer here;
- "Loading...": replaced here;
- a choice's "Select": each one is given a prompt of its own;
- the faults of its validators: the fields are checked by the program, in its own words;
- the names of keys: `keys.name_of`.

A test draws every screen and dialog and looks for them.
"""

from textual.widget import Widget
from textual.widgets import Label

from actionplan.i18n import _
from actionplan.tui.stage import Stage


class Spoken(Stage):
    """The part of the app that speaks where Textual would."""

    def get_loading_widget(self) -> Widget:
        """What is shown in place of something that is being read: words that stand still."""
        return Label(_("Reading …"), classes="quiet", markup=False)

    def action_help_quit(self) -> None:
        """Tell how to leave: Ctrl+C is pressed for that out of habit."""
        self.notify(_("Q closes the program. Every edit is in its file."), timeout=4)
