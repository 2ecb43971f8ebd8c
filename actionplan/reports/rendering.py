"""A roll-up in any format. Nothing is loaded for a format before it is asked for."""

from collections.abc import Iterator

from actionplan.core.rollup import RollUp
from actionplan.i18n import _
from actionplan.reports.formats import NO_TERMINAL
from actionplan.wording.problems import problem_text


def render(rollup: RollUp, form: str, *, width: int = NO_TERMINAL, color: bool = False) -> str:
    """A roll-up in a format.

    Args:
        rollup: what to say.
        form: one of the formats.
        width: columns of a text.
        color: whether to colour a text.
    """
    if form == "json":
        from actionplan.reports import data

        return data.render(rollup)
    if form == "md":
        from actionplan.reports import markdown

        return markdown.render(rollup)
    if form in {"csv", "csv-excel"}:
        from actionplan.reports import delimited

        return delimited.render(rollup, profile="excel" if form == "csv-excel" else "machine")
    from actionplan.reports import terminal

    return terminal.render(rollup, width=width, color=color)


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
