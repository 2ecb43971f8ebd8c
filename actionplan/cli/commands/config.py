"""config: every setting, its value, and where it comes from; and a way to change one."""

import datetime as dt
import os
from collections.abc import Iterator
from typing import Annotated

import typer
from msgspec import Struct
from msgspec.structs import asdict

from actionplan.cli import params
from actionplan.cli.exits import Exit
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.usage import Command, Group
from actionplan.core.errors import BadValue
from actionplan.core.likeness import nearest
from actionplan.i18n import _, current_language
from actionplan.reports.blocks import Column, Room, Table, Value
from actionplan.reports.drawing import draw
from actionplan.store.git.reasons import without_password
from actionplan.store.language import SETTINGS
from actionplan.store.settings import ReportSettings, WorkspaceSettings, user_file
from actionplan.wording.values import parse_choice, parse_date
from actionplan.workspace.configuring import set_user, set_workspace

app = typer.Typer(cls=Group, rich_markup_mode=None, help=summary("config"))

_WORKSPACE = ("language", "region", "body", "catalogue", "catalogue_version", "as_of", "k", "stale_days", "soon_days")
_REPORT = tuple(f"report.{name}" for name in ReportSettings.__struct_fields__)
_USER_ALONE = ("by", "theme", "hide_names")
_USER = ("language", "body", *_USER_ALONE)
_KEYS = "keys."
_THRESHOLDS = {"k": (2, 1000), "stale_days": (1, 36_500), "soon_days": (0, 36_500)}
"""The least and the most that they can be."""
_WORDS: dict[str, dict[str, str | bool]] = {
    "language": {"sv": "sv", "en": "en"},
    "theme": {"light": "light", "dark": "dark", "contrast": "contrast"},
    "hide_names": {"yes": True, "no": False, "ja": True, "nej": False, "true": True, "false": False},
}
"""The words that can be written for a setting, and what they mean."""
_ENVIRONMENT = {"language": "ACTIONPLAN_LANG", "body": "ACTIONPLAN_BODY"}


class Setting(Struct, frozen=True):
    """A setting as it stands."""

    key: str
    value: str
    source: str
    meaning: str


@app.callback(invoke_without_command=True)
def show(ctx: typer.Context, json: params.Json = False) -> None:
    """Show all settings."""
    if ctx.invoked_subcommand:
        return
    session: Session = ctx.obj
    rows = tuple(_settings(session))
    if json:
        listed = [{"key": row.key, "value": row.value or None, "source": row.source} for row in rows]
        session.output.json({"schema": 1, "settings": listed})
        return
    columns = (
        Column(_("Setting")),
        Column(_("Value"), room=Room.CUT),
        Column(_("Comes from"), room=Room.CUT),
        Column(_("Meaning"), room=Room.WRAP),
    )
    table = Table(
        columns, tuple(tuple(map(Value, (row.key, row.value or "–", row.source, row.meaning))) for row in rows)
    )
    session.output.data(draw((table,), width=session.output.width, color=session.output.color))


def _settings(session: Session) -> Iterator[Setting]:
    settings, user = session.workspace.settings, session.workspace.user
    given = {name: getattr(settings, name, None) for name in _WORKSPACE}
    given |= {name: getattr(settings.thresholds, name) for name in _THRESHOLDS}
    for key in (*_WORKSPACE, *_USER_ALONE):
        value, source = given.get(key), SETTINGS
        if key in _ENVIRONMENT and os.environ.get(_ENVIRONMENT[key]):
            value, source = os.environ[_ENVIRONMENT[key]], _ENVIRONMENT[key]
        elif value is None and getattr(user, key, None) is not None:
            value, source = getattr(user, key), _("your own settings")
        elif value is None or key not in _written(session):
            source = _("default")
        if key == "language" and value is None:
            value, source = current_language(), _("the system's locale, or the default")
        yield Setting(key, _shown(value), source, _meaning(key))
    yield from _named(settings)
    for command, keys in user.keys.items():
        yield Setting(f"{_KEYS}{command}", keys, _("your own settings"), _("the key in the full-screen program"))


def _named(settings: WorkspaceSettings) -> Iterator[Setting]:
    """What reports carry, and settings by keys that people choose."""
    for key in _REPORT:
        value = getattr(settings.report, key.removeprefix("report."))
        yield Setting(key, value, SETTINGS if value else _("default"), _meaning(key))
    for name, one in settings.sources.items():
        for key, value in asdict(one).items():
            if value:
                shown = without_password(value) if key == "repository" else value
                yield Setting(f"source.{name}.{key}", shown, SETTINGS, _meaning(f"source.{key}"))
    for name, round_ in settings.rounds.items():
        shown = f"{_shown(round_.date)} {round_.title}".rstrip()
        yield Setting(f"round.{name}", shown, SETTINGS, _("a day on which plans were followed up"))


def _written(session: Session) -> frozenset[str]:
    path = session.workspace.root / SETTINGS
    text = path.read_text("utf-8", errors="replace") if path.exists() else ""
    return frozenset(line.partition("=")[0].strip() for line in text.splitlines() if "=" in line)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value.isoformat() if isinstance(value, dt.date) else str(value)


def _meaning(key: str) -> str:
    return {
        "language": _("sv or en"),
        "region": _("the region that is meant when none is named"),
        "body": _("the municipality that is meant when none is named"),
        "catalogue": _("the list of proposals"),
        "catalogue_version": _("its version"),
        "as_of": _("the day that deadlines are held against instead of today; for examples"),
        "k": _("how many must have picked a proposal to suggest joint work"),
        "stale_days": _("days without a follow-up that are too many"),
        "soon_days": _("days before a deadline when it is near"),
        "source.repository": _("a repository elsewhere whose plans belong to the roll-up"),
        "source.folder": _("a folder elsewhere whose plans belong to the roll-up"),
        "source.ref": _("the branch, tag or version of it that is meant"),
        "source.path": _("where the folder plans lies inside it"),
        "source.title": _("what reports call it"),
        "report.title": _("what the roll-up is called on its first page, instead of the program's own words"),
        "report.publisher": _("who issues reports"),
        "report.logo": _("a picture in this folder that reports carry: PNG, JPEG or SVG"),
        "report.logo_text": _("what the picture says, for those who do not see it"),
        "report.template": _("a Word file in this folder whose look Word reports take over"),
        "by": _("the function that your follow-ups are signed with"),
        "theme": _("the colours of the full-screen program: light, dark or contrast"),
        "hide_names": _("whether the full-screen program begins without who is responsible"),
    }[key]


@app.command(
    "set",
    cls=Command,
    help=_("Change a setting. It holds for the folder with the plans, or with --user for you alone."),
)
def set_(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar=_("SETTING"))],
    value: Annotated[str, typer.Argument(metavar=_("VALUE"))],
    user: Annotated[bool, typer.Option("--user", help=_("Your own settings, for all workspaces."))] = False,
    dry_run: params.DryRun = False,
) -> None:
    """Change a setting."""
    session: Session = ctx.obj
    if key in _USER_ALONE and not user:
        said = _("{key} is a setting of your own, not of the folder with the plans.").format(key=key)
        session.output.error(said, _("Add --user."))
        raise typer.Exit(Exit.USAGE)
    known = _USER if user else (*_WORKSPACE, *_REPORT)
    if key not in known and not (user and _is_key(key)):
        raise BadValue("setting", key, expected=known, nearest=nearest(key, known, most=1))
    parsed = _parsed(session, key, value)
    if user:
        place = str(user_file(session.workspace.folders))
        set_user(session.workspace.folders, key, parsed, dry_run=dry_run)
    else:
        place = SETTINGS
        path = ("thresholds", key) if key in _THRESHOLDS else tuple(key.split("."))
        set_workspace(session.workspace, path, parsed, dry_run=dry_run)
    said = (
        _("{key} would be {value} in {file}; nothing is written.") if dry_run else _("{key} is now {value} in {file}.")
    )
    session.output.data(said.format(key=key, value=_shown(parsed), file=place))
    if not user and key in _USER:
        own = _("This holds for everybody who shares the folder. For you alone: {command}")
        session.output.say(own.format(command=f"actionplan config set {key} {value} --user"))


def _is_key(setting: str) -> bool:
    """Whether it is a command of the full-screen program whose key is meant: ``keys.plan.status``."""
    return setting.startswith(_KEYS) and len(setting) > len(_KEYS)


def _parsed(session: Session, key: str, value: str) -> str | int | dt.date:
    if key in _THRESHOLDS:
        least, most = _THRESHOLDS[key]
        if not value.isdecimal() or not least <= int(value) <= most:
            raise BadValue(key, value, expected=(_("a whole number, at least {least}").format(least=least),))
        return int(value)
    if key in {"region", "body"}:
        return session.workspace.bodies.resolve(value).id
    if key in _WORDS:
        chosen: str | bool = parse_choice(key, value, _WORDS[key])
        return chosen
    if key in _REPORT:
        from actionplan.workspace.issuing import ensure_usable

        ensure_usable(session.workspace, key.removeprefix("report."), value)
    if key == "as_of":
        return parse_date(key, value, session.calendar_day)
    return value
