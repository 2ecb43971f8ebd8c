"""What a command shows, in any written format: on the screen, in a pipe, or in a file."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from actionplan.cli.handing import ensure_place, format_of, hand, issuer_for, manner_of
from actionplan.cli.progress import telling
from actionplan.cli.session import Session
from actionplan.i18n import _
from actionplan.reports.blocks import Block
from actionplan.reports.document import Document
from actionplan.reports.drawing import draw
from actionplan.reports.writing import Manner


class Delivery(Struct, frozen=True):
    """How a command's output is wanted."""

    form: str
    manner: Manner
    to: str | None
    """The file; ``None`` for the screen."""

    @property
    def is_on_screen(self) -> bool:
        """Whether it goes to the screen, or into a pipe."""
        return self.to in {None, "-"}


def delivery_of(
    session: Session, asked: str | None, to: str | None, template: str | None, formats: Sequence[str], *, yes: bool
) -> Delivery:
    """What is wanted, refused at once where it cannot be handed out afterwards.

    Args:
        session: for the workspace and the terminal.
        asked: the format that was named.
        to: the file that was named.
        template: the Word file that was named.
        formats: those that there are.
        yes: whether a file may be replaced without asking.

    Raises:
        BadValue: there is no such format, or none with such an ending.
        NeedsFile: a format that is not text was to go to the screen.
        CannotWrite: there is no such folder.
        Exists: there is a file, and it may not be replaced.
        Unreadable: the template cannot be read.
    """
    form = format_of(asked, to, formats)
    ensure_place(session, form, to, yes=yes)
    return Delivery(form, manner_of(session, form, template, to), to)


def hand_data(session: Session, value: Any, delivery: Delivery) -> None:
    """Hand out JSON."""
    if delivery.is_on_screen:
        session.output.json(value)
        return
    from actionplan.reports.data import as_text

    hand(session, as_text(value), delivery.to)


def hand_blocks(
    session: Session, blocks: Sequence[Block], delivery: Delivery, *, title: str = "", is_example: bool = False
) -> None:
    """Hand out blocks in a written format.

    Args:
        session: for the workspace and the terminal.
        blocks: what is to be told, as for the screen.
        delivery: how.
        title: what the whole is called, where the blocks have several titles.
        is_example: whether any of it is invented.

    Raises:
        NeedsExtra: the format needs something that is not installed.
        BadTemplate: the Word file cannot be used.
        BadLogo: the settings name a logo that cannot be used.
    """
    if delivery.form == "text":
        text = draw(blocks, width=delivery.manner.width, color=delivery.manner.color)
        if delivery.is_on_screen:
            session.output.data(text)
        else:
            hand(session, text, delivery.to)
        return
    from actionplan.reports.documents import as_document

    issuer = issuer_for(session, delivery.form)
    hand_document(
        session, as_document(blocks, session.today, title=title, issuer=issuer, is_example=is_example), delivery
    )


def hand_document(session: Session, document: Document, delivery: Delivery) -> None:
    """Hand out a document in a written format, or its charts alone.

    Raises:
        NeedsExtra: the format needs something that is not installed.
        BadTemplate: the Word file cannot be used.
    """
    from actionplan.reports.writing import write

    with telling(session.output, _("Writing the report …")):
        written = write(document, delivery.form, delivery.manner)
    hand(session, written, delivery.to)
