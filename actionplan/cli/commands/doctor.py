"""doctor: whether everything that the program needs is in order, and the repair for what is not."""

import importlib.util
import json as json_format
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import typer

from actionplan import __version__
from actionplan.cli import params
from actionplan.cli.exits import Exit
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.usage import Command
from actionplan.core.errors import ActionPlanError
from actionplan.i18n import _, current_language, is_translated
from actionplan.reports.blocks import Column, Room, Table, Tone, Value
from actionplan.reports.drawing import draw
from actionplan.store import toml
from actionplan.store.disk import leftovers
from actionplan.store.language import PLANS
from actionplan.store.settings import SCHEMA
from actionplan.wording.errors import error_text
from actionplan.wording.problems import reason_text
from actionplan.wording.schema import plan_schema_text
from actionplan.workspace import Workspace
from actionplan.workspace.health import Finding, git_findings
from actionplan.workspace.source_health import source_findings

app = typer.Typer()


@app.command("doctor", cls=Command, help=summary("doctor"))
def doctor(ctx: typer.Context, json: params.Json = False) -> None:
    """Examine the installation and the workspace."""
    session: Session = ctx.obj
    found = (*_program(), *_workspace(session))
    if json:
        rows = [
            {"what": one.what, "state": one.state, "found": one.said, "repair": one.repair or None} for one in found
        ]
        session.output.json({"schema": 1, "findings": rows})
    else:
        session.output.data(draw((_table(found),), width=session.output.width, color=session.output.color))
    if any(one.state == "fault" for one in found):
        raise typer.Exit(Exit.FAILURE)


def _table(found: tuple[Finding, ...]) -> Table:
    words = {"ok": (_("in order"), Tone.DONE), "note": (_("note"), Tone.STARTED), "fault": (_("fault"), Tone.WARNING)}
    rows = tuple(
        (Value(one.what), Value(*words[one.state]), Value(" → ".join(filter(None, (one.said, one.repair)))))
        for one in found
    )
    return Table((Column(_("What")), Column(_("State")), Column(_("Found"), room=Room.WRAP)), rows)


def _program() -> Iterator[Finding]:
    yield Finding(
        _("Program"), "ok", f"actionplan {__version__}, Python {platform.python_version()}, {platform.system()}"
    )
    if is_translated():
        yield Finding(_("Language"), "ok", current_language())
    else:
        missing = "the Swedish words are not compiled"
        yield Finding("Language", "fault", missing, "Install the program: pip install .")
    if toml.PARSER == "toml_rs":
        yield Finding(_("Reading"), "ok", _("fast (toml_rs)"))
    else:
        yield Finding(
            _("Reading"), "note", _("slow: the fast parser is not installed"), _("For many plans: pip install toml-rs")
        )
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding == "utf8":
        yield Finding(_("Terminal"), "ok", "UTF-8")
    else:
        yield Finding(_("Terminal"), "note", encoding or "?", _("Set PYTHONUTF8=1 so that å, ä and ö are shown right."))
    if importlib.util.find_spec("python_calamine"):
        yield Finding("XLSX", "ok", _("can be imported"))
    else:
        yield Finding("XLSX", "note", _("cannot be imported"), "pip install python-calamine")


def _workspace(session: Session) -> Iterator[Finding]:
    try:
        workspace = session.workspace
    except ActionPlanError as error:
        yield from git_findings(None, time.time())
        yield Finding(_("Workspace"), "fault", *error_text(error))
        return
    yield Finding(_("Workspace"), "ok", str(workspace.root))
    for look in (_catalogue, _plans, _writable, _schema, _remains, _cache):
        yield from look(workspace)
    yield from git_findings(workspace, time.time())
    yield from source_findings(workspace)


def _catalogue(workspace: Workspace) -> Iterator[Finding]:
    try:
        catalogue = workspace.catalogue
    except ActionPlanError as error:
        yield Finding(_("Catalogue"), "fault", *error_text(error))
        return
    said = f"{catalogue.id} {catalogue.version}"
    if catalogue.is_official:
        yield Finding(_("Catalogue"), "ok", said)
    else:
        note = _("a working edition, not SKL's wording")
        yield Finding(
            _("Catalogue"), "note", f"{said}: {note}", _("Import the official list: actionplan catalogue import")
        )


def _plans(workspace: Workspace) -> Iterator[Finding]:
    files = workspace.read_all()
    broken = [file.source for file in files if file.plan is None]
    if broken:
        said = _("{broken} of {count} cannot be read: {names}")
        told = said.format(broken=len(broken), count=len(files), names=", ".join(broken))
        yield Finding(_("Plans"), "fault", told, "actionplan check")
    else:
        yield Finding(_("Plans"), "ok", _("{count} can be read").format(count=len(files)))


def _writable(workspace: Workspace) -> Iterator[Finding]:
    folder = workspace.root / PLANS
    yield from _can_write(_("Writing plans"), folder if folder.is_dir() else workspace.root)


def _cache(workspace: Workspace) -> Iterator[Finding]:
    folder = workspace.folders.cache
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        yield Finding(
            _("Cache"), "note", _("{folder} cannot be written: large roll-ups take longer").format(folder=folder)
        )
        return
    yield from _can_write(_("Cache"), folder)


def _can_write(what: str, folder: Path) -> Iterator[Finding]:
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        said = _("{folder} cannot be written ({reason})").format(
            folder=folder, reason=reason_text(error.strerror or "")
        )
        yield Finding(what, "fault", said, _("Ask for permission to write there, or work in another folder."))
    else:
        yield Finding(what, "ok", os.fspath(folder))


def _schema(workspace: Workspace) -> Iterator[Finding]:
    path = workspace.root / SCHEMA
    if not path.exists():
        yield Finding(SCHEMA, "note", _("not there: editors cannot help with plans"), "actionplan schema --write")
    elif _rules(path.read_text("utf-8", errors="replace")) != _rules(plan_schema_text()):
        yield Finding(SCHEMA, "note", _("from another version"), "actionplan schema --write")
    else:
        yield Finding(SCHEMA, "ok", _("up to date"))


def _rules(text: str) -> object:
    """What a schema demands, without its help texts, which are in the workspace's language."""
    try:
        return json_format.loads(text, object_hook=lambda found: {**found, "description": "", "title": ""})
    except ValueError:
        return None


def _remains(workspace: Workspace) -> Iterator[Finding]:
    remains = leftovers(workspace.root)
    if remains:
        names = ", ".join(path.name for path in remains)
        yield Finding(_("Remains"), "note", names, _("Left by interrupted writes; they can be removed."))
