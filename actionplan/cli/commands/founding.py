"""init: a new folder of plans, or new plans in one."""

from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.usage import Command
from actionplan.core.body import Bodies, Body
from actionplan.core.errors import NothingMeant
from actionplan.i18n import _, current_language, ngettext
from actionplan.store.catalogues import find_catalogue
from actionplan.store.data import shipped_bodies
from actionplan.store.language import SETTINGS
from actionplan.store.settings import WorkspaceSettings
from actionplan.workspace import find_root
from actionplan.workspace.founding import NewFile, make, plan_files, planned, workspace_files

app = typer.Typer()

_MANY = 60
"""More new files than a person expects without being asked."""


@app.command("init", cls=Command, help=summary("init"))
def init(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    body: params.OneBody = None,
    members: Annotated[
        bool, typer.Option("--members/--no-members", help=_("For a region: plans for all its members too."))
    ] = True,
    origin: Annotated[
        str | None,
        typer.Option("--from", metavar=_("ADDRESS"), help=_("Begin with a copy of what others share at an address.")),
    ] = None,
    yes: params.Yes = False,
    dry_run: params.DryRun = False,
) -> None:
    """Start a workspace or plans."""
    session: Session = ctx.obj
    if origin is not None:
        _join_in(session, origin, dry_run=dry_run)
        return
    files = _files(session, body, members=members)
    if not files:
        session.output.data(_("Everything is there already; nothing to do."))
        return
    if dry_run:
        session.output.data("\n".join((_("Would make:"), *(f"  {file.source}" for file in files))))
        return
    if len(files) > _MANY and not yes:
        question = _("Make {count} files in {folder}?").format(count=len(files), folder=_root(session))
        if not session.output.confirm(question):
            session.output.error(_("Nothing has been made."), _("Add --yes to make them without being asked."))
            raise typer.Exit(1)
    make(files)
    _tell(session, files, body)


def _join_in(session: Session, origin: str, *, dry_run: bool) -> None:
    from actionplan.store.git.reasons import without_password
    from actionplan.wording.visible import shown
    from actionplan.workspace.joining_in import join_in

    folder = session.start.absolute()
    if dry_run:
        said = _("Would copy what is shared at {address} to {folder}.")
        session.output.data(said.format(address=shown(without_password(origin)), folder=folder))
        return
    workspace = join_in(folder, origin, can_ask=session.output.interactive)
    setup = ("actionplan setup", _("prepare for saving and sharing"))
    if workspace is None:
        said = _("Nothing is shared at {address} yet. The folder {folder} is connected to it, so that you can begin.")
        told = said.format(address=shown(without_password(origin)), folder=folder)
        begin = (_("actionplan init NAME"), _("make plans here, for instance: actionplan init sjuharad"))
        steps = [begin, setup, ("actionplan sync --save", _("save them, and share them there"))]
    else:
        count = len(workspace.plan_paths())
        said = ngettext("Copied {count} plan to {folder}.", "Copied {count} plans to {folder}.", count)
        told = said.format(count=count, folder=folder)
        steps = [setup, ("actionplan list", _("see what is there"))]
    width = max(len(command) for command, _what in steps)
    lines = [told, "", _("Next:"), *(f"  {command:{width}}   {what}" for command, what in steps)]
    session.output.data("\n".join(lines))


def _root(session: Session) -> "object":
    return find_root(session.start) or session.start.absolute()


def _files(session: Session, name: str | None, *, members: bool) -> list[NewFile]:
    language = current_language()
    if root := find_root(session.start):
        workspace = session.workspace
        if name is None:
            raise NothingMeant("body")
        body = workspace.bodies.resolve(name)
        bodies = _whose(body, workspace.bodies, members=members)
        lacking = () if (root / SETTINGS).exists() else workspace_files(root, body, language)
        return [*lacking, *plan_files(root, bodies, workspace.catalogue, planned=planned(workspace))]
    root = session.start.absolute()
    known = Bodies(shipped_bodies())
    if name is None:
        return list(workspace_files(root, None, language))
    body = known.resolve(name)
    defaults = WorkspaceSettings()
    catalogue = find_catalogue(None, defaults.catalogue, defaults.catalogue_version)
    plans = plan_files(root, _whose(body, known, members=members), catalogue, planned=frozenset())
    return [*workspace_files(root, body, language), *plans]


def _whose(body: Body, bodies: Bodies, *, members: bool) -> tuple[Body, ...]:
    return (*bodies.members(body), body) if members else (body,)


def _tell(session: Session, files: list[NewFile], body: str | None) -> None:
    plans = [file.path.stem for file in files if file.source.startswith("plans/")]
    said = ngettext("Made {count} plan in {folder}.", "Made {count} plans in {folder}.", len(plans))
    empty = _("Made a folder for plans: {folder}.")
    lines = [(said if plans else empty).format(count=len(plans), folder=_root(session))]
    lines += [*(f"  {file.source}" for file in files), "", _("Next:")]
    if body and plans:
        steps = [
            (f"actionplan pick {plans[0]} 09 16", _("pick proposals")),
            ("actionplan catalogue list", _("see all of them")),
            (f"actionplan show {plans[0]}", _("see the plan")),
        ]
    else:
        steps = [("actionplan init sjuharad", _("plans for all members of a region"))]
    width = max(len(command) for command, _what in steps)
    session.output.data("\n".join([*lines, *(f"  {command:{width}}   {what}" for command, what in steps)]))
