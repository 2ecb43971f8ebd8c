"""Commands: each declared once, so that keys, footer, palette, help and the table in the guides agree."""

from msgspec import Struct
from textual.binding import Binding, BindingType

from actionplan.i18n import _


class Command(Struct, frozen=True):
    """One thing that can be done."""

    id: str
    """``screen.action``: how settings name it when they give it another key."""
    keys: str
    """Textual's names of its keys, with commas between; the first is shown."""
    label: str
    """A word or two for the footer, as a message id."""
    meaning: str
    """A sentence for the palette and the help, as a message id."""
    cli: str
    """The same on the command line."""
    writes: bool = False
    """Whether it changes a plan."""
    hint: bool = True
    """Whether the footer shows it."""

    does: str = ""
    """The action that carries it out, where it is another than the id says."""

    @property
    def action(self) -> str:
        """The action that carries it out."""
        return self.does or self.id.partition(".")[2]

    @property
    def title(self) -> str:
        """The label in the user's language."""
        return _(self.label)

    @property
    def said(self) -> str:
        """The meaning in the user's language."""
        return _(self.meaning)


def with_capitals(keys: str) -> str:
    """Keys, and for each letter its capital too: the screen shows capitals, and Caps Lock may be on."""
    letters = [key.upper() for key in keys.split(",") if len(key) == 1 and key.isalpha()]
    return ",".join((keys, *letters))


def bindings(commands: tuple[Command, ...]) -> list[BindingType]:
    """The keys of commands. What changes a plan passes the app's gate, which tells when nothing may be changed."""
    return [
        Binding(
            with_capitals(command.keys),
            f"app.write('{command.id}')" if command.writes else command.action,
            command.label,
            id=command.id,
            show=command.hint,
        )
        for command in commands
    ]
