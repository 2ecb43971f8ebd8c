"""What a report could not be made for, and the next step, in the user's language."""

import sys
from collections.abc import Callable, Mapping
from typing import Any

from actionplan.core import errors as core
from actionplan.i18n import _
from actionplan.store import errors as store
from actionplan.wording.rounds import round_name

_REQUIRED = {"pdf": "typst>=0.15", "parquet": "pyarrow>=18"}
"""What the extras of pyproject.toml bring."""


def _written(form: str) -> str:
    """A format as people write it: most are abbreviations."""
    return "Parquet" if form == "parquet" else form.upper()


def _needs_extra(error: core.NeedsExtra) -> tuple[str, str]:
    said = _("{form} needs a part of the program that is not installed.").format(form=_written(error.form))
    # Whichever way the program was installed, this is the Python that has to have it.
    command = f'"{sys.executable}" -m pip install "{_REQUIRED[error.extra]}"'
    return said, _("Install it with: {command}").format(command=command)


def _needs_file(error: core.NeedsFile) -> tuple[str, str]:
    said = _("{form} cannot be shown on the screen.").format(form=_written(error.form))
    return said, _("Say where it is to be written: --output {file}").format(file=f"rapport.{error.form}")


def _bad_template(_error: core.BadTemplate) -> tuple[str, str]:
    return (
        _("The template cannot be read as a Word file."),
        _("Save it in Word as a document (.docx), without a password, and try again."),
    )


def _bad_logo(error: core.BadLogo) -> tuple[str, str]:
    said = {
        "missing": _("The logo {file} cannot be read."),
        "size": _("The logo {file} is larger than {most} kB."),
        "pixels": _("The logo {file} has more than {most} megapixels."),
        "kind": _("The logo {file} is neither PNG, JPEG nor SVG."),
        "parts": _("The logo {file} takes too long to draw: parts of it repeat each other, or its effects are large."),
        "drawing": _("The logo {file} cannot be drawn in a report of this format."),
    }[error.reason]
    step = _("Put the picture in the folder with actionplan.toml, or take logo away from [report] in that file.")
    if error.reason == "parts":
        step = _("Save the picture as PNG, or take logo away from [report] in actionplan.toml.")
    return (
        said.format(file=error.source, most=error.most // (1_000_000 if error.reason == "pixels" else 1000)),
        step,
    )


def _round_there(error: core.RoundThere) -> tuple[str, str]:
    from actionplan.wording.visible import shown

    lines = [
        _("The round {key} ({date}) is recorded already. Nothing has been written.").format(
            key=shown(error.key), date=error.day
        )
    ]
    if error.new_title:
        said = _("Its title would be changed from “{old}” to “{new}”.")
        lines.append(said.format(old=shown(error.title), new=shown(error.new_title)))
    if error.new_day:
        lines.append(_("Its day would be changed from {old} to {new}.").format(old=error.day, new=error.new_day))
    step = _("Add --yes to add to it: what is recorded in it stays. For another round, give a --key of its own.")
    return "\n".join(lines), step


def _round_passed(error: core.RoundPassed) -> tuple[str, str]:
    said = _("The round {round} has passed, and nothing is recorded in it. Is that one meant, or one today?")
    step = _("Give --key {key} for that one, or --date {today} for one today. Nothing has been written.")
    return said.format(round=round_name(error.key, error.day, error.title)), step.format(
        key=error.key, today=error.today
    )


def _round_kept(error: core.RoundKept) -> tuple[str, str]:
    said = _("The round {round} is still recorded. Nothing has been removed.")
    step = _("Add --yes to remove it, or look first with --dry-run.")
    return said.format(round=round_name(error.key, error.day, error.title)), step


def _no_own_plan(error: store.NoOwnPlan) -> tuple[str, str]:
    said = _("{body} has no plan of its own here.").format(body=error.body)
    return said, _("Put its members' plans together with: actionplan rollup {slug}").format(slug=error.slug)


def _old_sqlite(error: core.OldSqlite) -> tuple[str, str]:
    said = _("Python's SQLite, version {version}, is too old to make a database.").format(version=error.version)
    return said, _("Write the tables with --parquet, or use a newer Python.")


WORDS: Mapping[type[core.ActionPlanError], Callable[[Any], tuple[str, str]]] = {
    core.NeedsExtra: _needs_extra,
    core.NeedsFile: _needs_file,
    core.BadTemplate: _bad_template,
    core.BadLogo: _bad_logo,
    core.OldSqlite: _old_sqlite,
    store.NoOwnPlan: _no_own_plan,
    core.RoundThere: _round_there,
    core.RoundPassed: _round_passed,
    core.RoundKept: _round_kept,
}
