"""What was handed in to a roll-up: the plans that could be read, those that could not, and whose they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from actionplan.core.body import Body, alphabetical
from actionplan.core.catalogue import Catalogue
from actionplan.core.problems import Problem
from actionplan.core.summary import PlanSummary


@dataclass(frozen=True, slots=True)
class Reported:
    """A plan file that could be read."""

    source: str
    summary: PlanSummary
    faults: int = 0
    """Errors in the file, which mean that not all of it is counted."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A plan file that could not be read."""

    source: str
    body: str | None
    """Whose plan it is thought to be."""
    problem: Problem


@dataclass(frozen=True, slots=True)
class OtherCatalogue:
    """A plan made for another catalogue or version, or with proposals that the catalogue lacks."""

    source: str
    body: str
    catalogue: str
    version: str
    unknown: tuple[str, ...]
    """Proposals with entries that are not counted."""


@dataclass(frozen=True, slots=True)
class Handed:
    """The plans that concern the roll-up, sorted by file and by body."""

    body: Body
    members: tuple[Body, ...]
    associates: tuple[Body, ...]
    ids: Mapping[str, str]
    reports: tuple[Reported, ...]
    unreadable: tuple[Unreadable, ...]
    plans: Mapping[str, list[tuple[str, PlanSummary]]]


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
    for report in sorted(reports, key=lambda one: (one.source, one.summary.body)):
        bodies = dict.fromkeys(ids[name] for name in (report.summary.body, *report.summary.covers) if name in ids)
        for id_ in bodies:
            plans.setdefault(id_, []).append((report.source, report.summary))
        if bodies:
            concerned.append(report)
    broken = [one for one in unreadable if one.body is None or one.body in ids]
    broken.sort(key=lambda one: (one.source, one.body or ""))
    ordered = {one.id: plans[one.id] for one in (*counted, body, *beside) if one.id in plans}
    return Handed(body, counted, beside, ids, tuple(concerned), tuple(broken), ordered)


def for_catalogue(
    given: Handed, catalogue: Catalogue
) -> tuple[Mapping[str, list[tuple[str, PlanSummary]]], tuple[OtherCatalogue, ...]]:
    """The plans without what another catalogue's numbers would mix in, and a note on each such plan.

    Between versions of one catalogue a number keeps its meaning; another catalogue's numbers mean other proposals.
    """
    known = catalogue.proposals.keys()
    others: list[OtherCatalogue] = []
    foreign: set[str] = set()
    for report in given.reports:
        summary = report.summary
        is_foreign = summary.catalogue != catalogue.id
        unknown = [entry.proposal for entry in summary.entries if is_foreign or entry.proposal not in known]
        if is_foreign:
            foreign.add(report.source)
        if is_foreign or unknown or summary.catalogue_version != catalogue.version:
            body = given.ids.get(summary.body, summary.body)
            others.append(
                OtherCatalogue(
                    report.source, body, summary.catalogue, summary.catalogue_version, tuple(sorted(unknown))
                )
            )
    if not foreign:
        return given.plans, tuple(others)
    return {
        id_: [(source, plan) for source, plan in plans if source not in foreign] for id_, plans in given.plans.items()
    }, tuple(others)
