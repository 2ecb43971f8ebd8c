"""Hand a report to the user: on the screen, into a pipe, or in a file, and never half of it."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Annotated

import typer

from actionplan.cli.output import Output
from actionplan.cli.session import Session
from actionplan.core.errors import BadValue, NeedsFile
from actionplan.core.issuer import Issuer
from actionplan.i18n import _
from actionplan.reports.formats import BINARY, ENDINGS, WRITTEN, ending_of
from actionplan.reports.writing import Manner
from actionplan.wording.values import parse_choice

To = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        "-O",
        metavar=_("FILE"),
        help=_("Write to a file, in the format that its ending says; - is the screen."),
    ),
]
Written = Annotated[str | None, typer.Option("--format", "-f", metavar="|".join(WRITTEN), help=_("How it is written."))]
Template = Annotated[
    str | None,
    typer.Option("--template", metavar=_("FILE"), help=_("Word alone: take the look from this .docx file.")),
]


_ANY_TEXT = frozenset({"text", "md"})
"""Formats whose files are opened as plain text."""
_WITHOUT_SVG = frozenset({"docx", "xlsx"})


def format_of(asked: str | None, to: str | None, formats: Sequence[str], otherwise: str = "text") -> str:
    """The format that is meant: the one that is named, else that of the file's ending.

    Raises:
        BadValue: there is no such format, none with such an ending, or the ending is that of another.
    """
    if asked:
        form = str(parse_choice("--format", asked, {name: name for name in formats}))
        _ensure_ending(form, str(to or ""), formats)
        return form
    ending = PurePath(to or "").suffix.lower()
    if ending and ENDINGS.get(ending) not in formats:
        raise BadValue("--output", str(to), expected=tuple(key for key, form in ENDINGS.items() if form in formats))
    return ENDINGS.get(ending, otherwise)


def _ensure_ending(form: str, to: str, formats: Sequence[str]) -> None:
    """Refuse an ending that the program for it could not open the file by.

    A file of text may be called .txt or .md whatever is in it, and endings of no format are the user's own.

    Raises:
        BadValue: the ending is that of another format.
    """
    meant = ENDINGS.get(PurePath(to).suffix.lower(), "")
    if meant in {"", form.partition("-")[0]} or (meant in _ANY_TEXT and form not in BINARY):
        return
    ways = [_("a name that ends in {ending}").format(ending=ending_of(form))]
    ways += [f"--format {meant}"] if meant in formats else []
    raise BadValue("--output", to, expected=tuple(ways))


def is_screen(output: Output) -> bool:
    """Whether what is printed lands before somebody's eyes."""
    return output.stdout.isatty()


def ensure_place(session: Session, form: str, to: str | None, *, yes: bool) -> None:
    """Refuse before anything is made what could not be handed out afterwards, and ask before a file is replaced.

    Raises:
        NeedsFile: a format that is not text was to go to the screen.
        BadValue: the file cannot be one.
        CannotWrite: there is no such folder.
        Exists: there is a file, and it may not be replaced.
    """
    if to in {None, "-"}:
        if form in BINARY and is_screen(session.output):
            raise NeedsFile(form)
        return
    from actionplan.store.errors import Exists
    from actionplan.workspace.handing_out import is_taken

    named = str(to)
    if (
        is_taken(named, "--output", session.workspace.root)
        and not yes
        and not session.output.confirm(_("{file} is already there. Replace it?").format(file=named))
    ):
        raise Exists(named)


def hand(session: Session, report: str | bytes, to: str | None) -> None:
    """Print a report, or write it to the file."""
    if to in {None, "-"}:
        session.output.raw(report if isinstance(report, bytes) else report.encode(errors="replace"))
        return
    from actionplan.workspace.handing_out import hand_out

    hand_out(str(to), report, replace=True)
    session.output.say(_("Written to {file}.").format(file=to))


def manner_of(session: Session, form: str, template: str | None, to: str | None) -> Manner:
    """How a report is written. The terminal decides over what is printed; a file is the same from any of them.

    Args:
        session: for the workspace and the terminal.
        form: the format.
        template: the Word file that was named.
        to: the file that it goes to, or none.

    Raises:
        BadValue: a template is named for another format than Word.
        Unreadable: the template cannot be read.
    """
    if template and form != "docx":
        raise BadValue("--template", template, expected=(_("a Word report: --format docx"),))
    content = None
    if form == "docx":
        from actionplan.workspace.issuing import template_of

        content = template_of(session.workspace, template)
    if to not in {None, "-"}:
        return Manner(template=content)
    return Manner(session.output.width, form == "text" and session.output.color, content)


def issuer_for(session: Session, form: str) -> Issuer:
    """Who issues a report in a format; what of theirs the format cannot show is told.

    Raises:
        BadLogo: the settings name a logo that cannot be used.
    """
    from actionplan.workspace.issuing import issuer_of

    issuer = issuer_of(session.workspace)
    if form in _WITHOUT_SVG and issuer.logo and issuer.logo.kind == "svg":
        said = _("{form} cannot show a logo in SVG; the publisher's name stands in its place.")
        session.output.say(said.format(form=form.upper()))
    return issuer
