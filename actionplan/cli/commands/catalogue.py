"""catalogue: list, show, search, import, diff and migrate."""

import re
from pathlib import Path
from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.completion import complete_proposals
from actionplan.cli.exits import Exit
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.targets import expand
from actionplan.cli.usage import Command, Group
from actionplan.core.catalogue import Catalogue
from actionplan.core.errors import BadValue, NothingMeant
from actionplan.core.query import search
from actionplan.i18n import _
from actionplan.reports import plan_data
from actionplan.reports.blocks import Block
from actionplan.reports.drawing import draw
from actionplan.store.catalogues import all_catalogues, find_catalogue
from actionplan.store.errors import NoWorkspace
from actionplan.store.settings import PROPOSALS, WorkspaceSettings
from actionplan.wording.values import parse_area

app = typer.Typer(cls=Group, rich_markup_mode=None, no_args_is_help=True, help=summary("catalogue"))

_VERSION = re.compile("[0-9A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö.-]*")

_Version = Annotated[
    str | None,
    typer.Option("--version", metavar=_("VERSION"), help=_("A version of the catalogue, if not the workspace's.")),
]


def _folder(session: Session) -> Path | None:
    try:
        return session.workspace.root / PROPOSALS
    except NoWorkspace:
        return None


def _catalogue(session: Session, version: str | None) -> Catalogue:
    """The catalogue of the workspace, or the shipped one outside any workspace."""
    try:
        settings = session.workspace.settings
    except NoWorkspace:
        settings = WorkspaceSettings()
    return find_catalogue(_folder(session), settings.catalogue, version or settings.catalogue_version)


def _draw(session: Session, blocks: "tuple[Block, ...]") -> None:
    session.output.data(draw(blocks, width=session.output.width, color=session.output.color))


@app.command("list", cls=Command, help=_("List the proposals, area by area."))
def list_(
    ctx: typer.Context,
    area: params.Area = None,
    version: _Version = None,
    json: params.Json = False,
) -> None:
    """List proposals."""
    from actionplan.reports.catalogue import catalogue_document

    session: Session = ctx.obj
    catalogue = _catalogue(session, version)
    wanted = parse_area(area, catalogue) if area else None
    numbers = tuple(number for number, one in catalogue.proposals.items() if wanted in {None, one.area})
    if json:
        session.output.json(plan_data.proposals(catalogue, numbers))
        return
    _draw(session, tuple(catalogue_document(catalogue, numbers)))


@app.command("show", cls=Command, help=_("Show a proposal: what it says, and how its wording is known."))
def show(
    ctx: typer.Context,
    number: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("NUMBER"), help=_("Numbers of proposals."), autocompletion=complete_proposals, show_default=False
        ),
    ] = None,
    version: _Version = None,
    json: params.Json = False,
) -> None:
    """Show proposals."""
    from actionplan.reports.catalogue import about_document
    from actionplan.reports.plan_document import proposal_document

    session: Session = ctx.obj
    catalogue = _catalogue(session, version)
    numbers = [found for word in number or () for found in expand(word, catalogue)]
    if not numbers:
        raise NothingMeant("proposal")
    if json:
        session.output.json(plan_data.proposals(catalogue, numbers))
        return
    blocks = [block for found in numbers for block in proposal_document(found, catalogue)]
    _draw(session, (*blocks, *about_document(catalogue)))


@app.command("search", cls=Command, help=_("Search titles, summaries and search words."))
def search_(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar=_("WORDS"), help=_("All of them must occur."))],
    version: _Version = None,
    json: params.Json = False,
) -> None:
    """Search proposals."""
    from actionplan.reports.catalogue import catalogue_document

    session: Session = ctx.obj
    catalogue = _catalogue(session, version)
    numbers = search(catalogue, " ".join(words))
    if json:
        session.output.json(plan_data.proposals(catalogue, numbers))
        return
    if not numbers:
        session.output.say(_("No proposal has all of these words: {words}").format(words=" ".join(words)))
        raise typer.Exit(Exit.FAILURE)
    _draw(session, tuple(catalogue_document(catalogue, numbers, by_area=False)))


@app.command("import", cls=Command, help=_("Read the official list from a CSV, XLSX or text file as a new version."))
def import_(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar=_("FILE"), help=_("The list: CSV, XLSX, or text pasted out of the PDF."))
    ],
    version: Annotated[
        str, typer.Option("--version", metavar=_("VERSION"), help=_("What the new version is called, such as 2015-06."))
    ],
    expected: Annotated[
        int, typer.Option("--expected", metavar=_("COUNT"), help=_("How many proposals there must be."))
    ] = 44,
    any_number: Annotated[bool, typer.Option("--any-number", help=_("Accept any number of proposals."))] = False,
    yes: params.Yes = False,
    dry_run: params.DryRun = False,
) -> None:
    """Import a catalogue."""
    from actionplan.reports.catalogue import understood_document
    from actionplan.store.disk import create_file
    from actionplan.store.importing import build_catalogue, guess_areas, read_rows, render_catalogue

    session: Session = ctx.obj
    workspace = session.workspace
    count = None if any_number else expected
    base = workspace.catalogue
    if not _VERSION.fullmatch(version):
        raise BadValue("--version", version, expected=(_("letters, digits, points and hyphens, such as 2015-06"),))
    if (base.id, version) in all_catalogues(workspace.root / PROPOSALS):
        raise BadValue("--version", version, expected=(_("a version that is not there yet"),))
    understood = read_rows(file, expected=count, areas=tuple(area.title_sv for area in base.areas.values()))
    if understood.rows:
        _draw(session, tuple(understood_document(understood, guess_areas(understood, base=base), base)))
    new = build_catalogue(understood, base=base, version=version, expected=count)
    name = f"{PROPOSALS}/{new.id.replace('-', '_')}-{_file_part(version)}.toml"
    if dry_run:
        session.output.say(_("Would make:") + f" {name}")
        return
    if (
        not yes
        and session.output.interactive
        and not session.output.confirm(_("Save this as {file}?").format(file=name))
    ):
        session.output.say(_("Nothing has been made."))
        raise typer.Exit(Exit.FAILURE)
    create_file(workspace.root / name, render_catalogue(new).encode(), source=name)
    session.output.say(_("Written to {file}.").format(file=name))
    session.output.say(_("Next: actionplan catalogue migrate --to {version} --dry-run").format(version=version))


def _file_part(version: str) -> str:
    from actionplan.core.likeness import slug

    return slug(version) or "version"


@app.command("diff", cls=Command, help=_("Show what differs between two versions."))
def diff(
    ctx: typer.Context,
    old: Annotated[str, typer.Argument(metavar=_("VERSION"))],
    new: Annotated[str, typer.Argument(metavar=_("VERSION"))],
    json: params.Json = False,
) -> None:
    """Compare versions."""
    from actionplan.core.catalogue_diff import compare
    from actionplan.reports.catalogue import diff_document

    session: Session = ctx.obj
    before, after = _catalogue(session, old), _catalogue(session, new)
    found = compare(before, after)
    if json:
        session.output.json({"schema": 1, **plan_data.as_plain(found)})
        return
    _draw(session, tuple(diff_document(found, before, after)))


@app.command(
    "migrate", cls=Command, help=_("Move plans to another version of the catalogue. Nothing recorded is lost.")
)
def migrate(
    ctx: typer.Context,
    to: Annotated[
        str | None, typer.Option("--to", metavar=_("VERSION"), help=_("The version; otherwise the workspace's."))
    ] = None,
    maps: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="07=12", help=_("What a number becomes; 07=- for no counterpart. Several times.")
        ),
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help=_("Accept all suggestions, also unsure ones."))] = False,
    dry_run: params.DryRun = False,
) -> None:
    """Migrate plans."""
    from actionplan.cli.migration import run

    session: Session = ctx.obj
    new = _catalogue(session, to)
    code = run(session, new, maps or [], accept=accept, dry_run=dry_run)
    if code:
        raise typer.Exit(code)


@app.command("adopt", cls=Command, help=_("Move what a migration kept aside into the place of a proposal."))
def adopt(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("[BODY] NUMBER KEY"), help=_("Whose plan, which proposal, and the key of what was kept aside.")
        ),
    ] = None,
    dry_run: params.DryRun = False,
) -> None:
    """Take back an orphan."""
    from actionplan.cli.edits import apply
    from actionplan.cli.targets import one_body, parse
    from actionplan.core import migrate as migrating
    from actionplan.core.plan import Plan

    session: Session = ctx.obj
    targets = parse(words or [], session, text_follows=True)
    if not targets.proposals or not targets.rest:
        file = session.workspace.file_of(one_body(targets, session))
        raise NothingMeant("orphan", tuple(file.plan.orphans) if file.plan else ())
    wanted = targets.rest[0].removeprefix("orphan.")

    def adopt_one(plan: Plan, number: str) -> Plan:
        # The number alone is enough when only one was kept aside under it.
        found = [key for key, orphan in plan.orphans.items() if wanted in {key, orphan.proposal}]
        return migrating.adopt(plan, found[0] if len(found) == 1 else wanted, number)

    apply(session, targets, adopt_one, dry_run=dry_run)
