"""export: the roll-up and the plans behind it as tables, for databases and programs that analyse data."""

from pathlib import Path
from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.exits import Exit
from actionplan.cli.progress import telling
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.targets import region_of
from actionplan.cli.usage import Command
from actionplan.core.errors import BadValue, NothingMeant
from actionplan.i18n import _
from actionplan.reports.rendering import remarks
from actionplan.reports.tables.rows import Rows, rows_of
from actionplan.store.errors import Exists
from actionplan.wording.figures import number
from actionplan.workspace.exporting import read_whole
from actionplan.workspace.gathering import criteria_of

app = typer.Typer()


@app.command("export", cls=Command, help=summary("export"))
def export(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    region: params.Group = None,
    sqlite: Annotated[
        str | None,
        typer.Option("--sqlite", metavar=_("FILE"), help=_("Write a database: tables, and views with the figures.")),
    ] = None,
    parquet: Annotated[
        str | None,
        typer.Option("--parquet", metavar=_("FOLDER"), help=_("Write a folder with a Parquet file for each table.")),
    ] = None,
    names: params.Names = "yes",
    dry_run: params.DryRun = False,
    yes: params.Yes = False,
) -> None:
    """Write tables."""
    session: Session = ctx.obj
    if not (sqlite or parquet):
        raise NothingMeant("export")
    criteria = criteria_of(session.workspace, session.today, names=params.with_names(names))
    body = region_of(region, session)
    _ensure_places(session, sqlite, parquet, yes=yes or dry_run)
    with telling(session.output, _("Writing the tables …")):
        material = read_whole(session.workspace, body, criteria)
        rows = rows_of(material)
        # Everything is made before anything is written.
        database = _database(rows) if sqlite else None
        files = _files(rows) if parquet else None
    if dry_run:
        session.output.data(_would_make(rows, sqlite, parquet))
    else:
        _hand_out(session, (sqlite, database), (parquet, files))
    for remark in remarks(material.rollup):
        session.output.say(remark)
    if material.rollup.is_partial:
        raise typer.Exit(Exit.PARTIAL)


def _ensure_places(session: Session, sqlite: str | None, parquet: str | None, *, yes: bool) -> None:
    """Refuse what could not be written afterwards, and ask before anything is replaced.

    Raises:
        BadValue: it is no file, or no folder, that may be written.
        CannotWrite: there is no such folder.
        Exists: something is there, and it may not be replaced.
    """
    from actionplan.reports.tables.parquet import NAMES
    from actionplan.workspace.folder_out import is_folder_taken
    from actionplan.workspace.handing_out import is_taken

    for field, named in (("--sqlite", sqlite), ("--parquet", parquet)):
        if named == "-":
            raise BadValue(field, named, expected=(_("a name; tables cannot be shown on the screen"),))
    root = session.workspace.root
    taken = [sqlite] if sqlite and is_taken(sqlite, "--sqlite", root) else []
    taken += [parquet] if parquet and is_folder_taken(parquet, "--parquet", root, NAMES) else []
    # The folder takes the place of the earlier one, with all that lay in it.
    if sqlite and parquet and Path(parquet).resolve() in (place := Path(sqlite).resolve(), *place.parents):
        raise BadValue("--sqlite", sqlite, expected=(_("a file outside the folder of --parquet"),))
    for named in taken:
        if not yes and not session.output.confirm(_("{file} is already there. Replace it?").format(file=named)):
            raise Exists(named)


def _database(rows: Rows) -> bytes:
    from actionplan.reports.tables import sqlite

    return sqlite.render(rows)


def _files(rows: Rows) -> dict[str, bytes]:
    from actionplan.reports.tables import parquet

    return dict(parquet.render(rows))


def _hand_out(
    session: Session, database: tuple[str | None, bytes | None], files: tuple[str | None, dict[str, bytes] | None]
) -> None:
    """Write what was made: all of it, or nothing."""
    if files[0] and files[1]:
        from actionplan.workspace.folder_out import hand_out_folder

        beside = {database[0]: database[1]} if database[0] and database[1] else {}
        hand_out_folder(files[0], files[1], session.workspace.folders.locks, beside=beside)
    elif database[0] and database[1]:
        from actionplan.workspace.handing_out import hand_out

        hand_out(database[0], database[1], replace=True)
    for named in filter(None, (database[0], files[0])):
        session.output.say(_("Written to {file}.").format(file=named))


def _would_make(rows: Rows, sqlite: str | None, parquet: str | None) -> str:
    lines = [_("Would make:"), *(f"  {named}" for named in (sqlite, parquet) if named), _("Tables and their rows:")]
    width = max(map(len, rows))
    return "\n".join([*lines, *(f"  {name.ljust(width)}  {number(len(found))}" for name, found in rows.items())])
