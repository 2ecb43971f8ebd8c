"""What a reader must know of a roll-up's figures: where they come from, and what is not in them."""

from collections.abc import Mapping

from msgspec import Struct

from actionplan.core.handed import Handed, Reported, UnknownProposals
from actionplan.core.matrix import Column, Counts, Duplicate, count


class Shared(Struct, frozen=True):
    """A plan that is also that of further bodies."""

    source: str
    body: str
    covers: tuple[str, ...]


class Several(Struct, frozen=True):
    """A body with several plans."""

    body: str
    sources: tuple[str, ...]


class Associate(Struct, frozen=True):
    """A body that takes part without being a member, and has reported. Not counted."""

    body: str
    sources: tuple[str, ...]
    counts: Counts


class Notes(Struct, frozen=True):
    """What a reader must know of the figures."""

    files: tuple[str, ...]
    """The plan files that the figures come from."""
    examples: tuple[str, ...]
    """Bodies whose plans are invented."""
    sources: tuple[str, ...]
    """Published texts that plans were entered from."""
    several: tuple[Several, ...]
    duplicates: tuple[Duplicate, ...]
    shared: tuple[Shared, ...]
    unknown: tuple[UnknownProposals, ...]
    associates: tuple[Associate, ...]
    aside: tuple[tuple[str, int], ...]
    """Files with entries that are kept aside because the catalogue has no place for them, and how many. Not counted."""
    blank: tuple[str, ...]
    """Files in which nothing is filled in yet; not counted as reports."""
    measures: int
    """Measures of the members' own beside the catalogue; not counted in any figure."""


def find_notes(
    given: Handed,
    columns: Mapping[str, Column],
    duplicates: tuple[Duplicate, ...],
    unknown: tuple[UnknownProposals, ...],
) -> Notes:
    """Gather the notes."""
    examples = [id_ for id_, plans in given.plans.items() if any(plan.example for _, plan in plans)]
    counted = [report for report in given.reports if _concerns_members(report, given)]
    sources = dict.fromkeys(report.summary.source for report in given.reports if report.summary.source)
    return Notes(
        files=tuple(report.source for report in given.reports),
        examples=tuple(examples),
        sources=tuple(sources),
        several=tuple(
            Several(id_, tuple(source for source, _ in plans)) for id_, plans in given.plans.items() if len(plans) > 1
        ),
        duplicates=duplicates,
        shared=tuple(_shared(report, given) for report in given.reports if report.summary.covers),
        unknown=unknown,
        associates=tuple(
            Associate(one.id, tuple(source for source, _ in given.plans[one.id]), count(columns[one.id]))
            for one in given.associates
            if one.id in columns
        ),
        aside=tuple((report.source, report.summary.aside) for report in given.reports if report.summary.aside),
        blank=given.blank,
        # Two copies of one plan, as where a municipality's own is read besides that of its region, are one.
        measures=sum(summary.measures for summary in dict.fromkeys(report.summary for report in counted)),
    )


def _concerns_members(report: Reported, given: Handed) -> bool:
    members = {body.id for body in given.members}
    return any(given.ids.get(name) in members for name in (report.summary.body, *report.summary.covers))


def _shared(report: Reported, given: Handed) -> Shared:
    bodies = tuple(given.ids.get(name, name) for name in (report.summary.body, *report.summary.covers))
    return Shared(report.source, bodies[0], bodies[1:])
