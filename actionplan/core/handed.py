"""What was handed in to a roll-up: the plans that could be read, those that could not, and whose they are."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from actionplan.core.body import Body, alphabetical
from actionplan.core.catalogue import Catalogue
from actionplan.core.problems import Problem
from actionplan.core.sources import source_of
from actionplan.core.summary import PlanSummary


class Reported(Struct, frozen=True):
    """A plan file that could be read."""

    source: str
    summary: PlanSummary
    faults: int = 0
    """Errors in the file, which mean that not all of it is counted."""


class Unreadable(Struct, frozen=True):
    """A plan file that could not be read."""

    source: str
    body: str | None
    """Whose plan it is thought to be."""
    problem: Problem


class UnknownProposals(Struct, frozen=True):
    """A plan with something recorded for proposals that the catalogue lacks. That is not counted."""

    source: str
    body: str
    unknown: tuple[str, ...]


class Handed(Struct, frozen=True):
    """The plans that concern the roll-up, sorted by file and by body."""

    body: Body
    members: tuple[Body, ...]
    associates: tuple[Body, ...]
    ids: Mapping[str, str]
    reports: tuple[Reported, ...]
    unreadable: tuple[Unreadable, ...]
    plans: Mapping[str, list[tuple[str, PlanSummary]]]
    blank: tuple[str, ...]
    """Files of forms in which nothing is filled in. Their bodies have not reported."""


def sort_handed(
    body: Body,
    members: Iterable[Body],
    associates: Iterable[Body],
    reports: Iterable[Reported],
    unreadable: Iterable[Unreadable],
) -> Handed:
    """Sort what was handed in by whose it is; what concerns none of the bodies is left out."""
    counted = tuple(sorted(members, key=lambda one: (alphabetical(one.title), one.id)))
    beside = tuple(sorted(associates, key=lambda one: (alphabetical(one.title), one.id)))
    ids = {name: one.id for one in (*beside, body, *counted) for name in (one.slug, one.id)}
    plans: dict[str, list[tuple[str, PlanSummary]]] = {}
    concerned: list[Reported] = []
    blank: list[str] = []
    for report in sorted(reports, key=lambda one: (one.source, one.summary.body)):
        bodies = dict.fromkeys(ids[name] for name in (report.summary.body, *report.summary.covers) if name in ids)
        if not bodies:
            continue
        # A form whose content could not be read is no blank form.
        if report.summary.is_blank and not report.faults:
            blank.append(report.source)
            continue
        concerned.append(report)
        for id_ in bodies:
            plans.setdefault(id_, []).append((report.source, report.summary))
    broken = [one for one in unreadable if one.body is None or one.body in ids]
    broken.sort(key=lambda one: (one.source, one.body or ""))
    ordered = {one.id: _own_first(one.id, plans[one.id]) for one in (*counted, body, *beside) if one.id in plans}
    return Handed(body, counted, beside, ids, tuple(concerned), tuple(broken), ordered, tuple(blank))


def _own_first(id_: str, plans: list[tuple[str, PlanSummary]]) -> list[tuple[str, PlanSummary]]:
    """A body's plans, its own before those of others that cover it, each kind by file.

    Files of the workspace itself come before those that are kept elsewhere.
    """
    return sorted(plans, key=lambda pair: (pair[1].body != id_, bool(source_of(pair[0])), pair[0]))


def apart_by_catalogue(
    reports: Iterable[Reported], catalogue: Catalogue
) -> tuple[tuple[Reported, ...], tuple[Unreadable, ...]]:
    """The plans made for the catalogue in its version, and the others as what cannot be counted.

    A number means another proposal in another catalogue, and may do so in another version: the working edition's
    numbers are not those of the official list.
    """
    mine: list[Reported] = []
    others: list[Unreadable] = []
    for report in reports:
        summary = report.summary
        is_blank = summary.is_blank and not report.faults
        if is_blank or (summary.catalogue, summary.catalogue_version) == (catalogue.id, catalogue.version):
            mine.append(report)
            continue
        facts = {
            "found": f"{summary.catalogue} {summary.catalogue_version}",
            "wanted": f"{catalogue.id} {catalogue.version}",
        }
        problem = Problem("other_catalogue", source=report.source, path=("catalogue_version",), facts=facts)
        others += [Unreadable(report.source, body, problem) for body in (summary.body, *summary.covers)]
    return tuple(mine), tuple(others)


def unknown_proposals(given: Handed, catalogue: Catalogue) -> tuple[UnknownProposals, ...]:
    """The plans with something recorded for proposals that the catalogue lacks."""
    found: list[UnknownProposals] = []
    for report in given.reports:
        unknown = [one.proposal for one in report.summary.entries if one.proposal not in catalogue.proposals]
        if unknown:
            body = given.ids.get(report.summary.body, report.summary.body)
            found.append(UnknownProposals(report.source, body, tuple(sorted(unknown))))
    return tuple(found)
