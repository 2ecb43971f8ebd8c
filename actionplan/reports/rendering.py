"""A roll-up in any format. Nothing is loaded for a format before it is asked for."""

from collections.abc import Iterator

from msgspec import Struct

from actionplan.core.issuer import NOBODY, Issuer
from actionplan.core.rollup import RollUp
from actionplan.core.trend import Trend
from actionplan.i18n import _
from actionplan.reports.writing import PLAIN, Manner, write
from actionplan.wording.problems import problem_text

RECALLED = frozenset({"text", "csv", "csv-excel", "json"})
"""The formats that depend on nothing but the roll-up."""
CHARTED = frozenset({"md", "html", "docx", "pdf", "xlsx", "svg"})
"""The formats that show how the work has gone over time too."""


class Told(Struct, frozen=True):
    """What a report of a roll-up is made from."""

    rollup: RollUp
    trend: Trend | None = None
    """How the work has gone over time; ``None`` leaves that out."""
    issuer: Issuer = NOBODY
    short: bool = False
    """Whether it is to fit two pages."""


def render(told: Told, form: str, manner: Manner = PLAIN) -> str | bytes:
    """A roll-up in a format.

    Args:
        told: what to say.
        form: one of the formats.
        manner: how it is written.

    Raises:
        NeedsExtra: the format needs something that is not installed.
        BadTemplate: the Word file cannot be used.
    """
    match form:
        case "json":
            from actionplan.reports import data

            return data.render(told.rollup)
        case "csv" | "csv-excel":
            from actionplan.reports import delimited

            return delimited.render(told.rollup, profile="excel" if form == "csv-excel" else "machine")
        case "xlsx":
            from actionplan.reports.workbook import file

            return file.render(told.rollup, told.trend, told.issuer)
        case "text" if not told.short:
            from actionplan.reports import terminal

            return terminal.render(told.rollup, width=manner.width, color=manner.color)
        case _:
            from actionplan.reports.rollup_report import report

            document = report(
                told.rollup, trend=told.trend, issuer=told.issuer, short=told.short, abbreviated=form == "text"
            )
            return write(document, form, manner)


def remarks(rollup: RollUp) -> Iterator[str]:
    """What is to be said beside a roll-up that does not count everything."""
    if not rollup.is_partial:
        return
    for one in rollup.attention.unreadable:
        place = f"{one.source}:{one.problem.line}" if one.problem.line else one.source
        yield _("Not counted: {file}: {why}").format(file=place, why=problem_text(one.problem))
    for report in rollup.attention.faulty:
        yield _("Not all of it is counted: {file}").format(file=report.source)
    for unknown in rollup.notes.unknown:
        yield _("Not all of it is counted: {file}").format(file=unknown.source)
    yield from _of_sources(rollup)
    if rollup.standing and rollup.lacks_history:
        from actionplan.reports.rollup_standing import incomplete

        yield from incomplete(rollup.standing.known_from)
        if rollup.standing.gaps:
            from actionplan.wording.gaps import lacking

            yield from lacking(rollup.standing.gaps)
    if rollup.attention.unreadable or rollup.attention.faulty or rollup.notes.unknown:
        yield _("The roll-up is not complete. See what is wrong with: actionplan check")
    elif rollup.troubled_sources:
        yield _("The roll-up is not complete. Get the sources with: actionplan fetch")


def _of_sources(rollup: RollUp) -> Iterator[str]:
    if rollup.troubled_sources:
        from actionplan.wording.sources import troubles

        yield from troubles(rollup.troubled_sources)
