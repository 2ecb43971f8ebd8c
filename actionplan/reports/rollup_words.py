"""The sentences of a roll-up, each written once for every format."""

from collections.abc import Sequence

from actionplan.core.body import Kind
from actionplan.core.handed import Reported, UnknownProposals, Unreadable
from actionplan.core.matrix import Duplicate
from actionplan.core.notes import Several, Shared
from actionplan.core.overlap import DeadlineGroup
from actionplan.core.rollup import RollUp
from actionplan.i18n import _, current_language, ngettext
from actionplan.wording.figures import day, number, of
from actionplan.wording.labels import level_label
from actionplan.wording.problems import problem_text

NAMES = 12
"""How many bodies a sentence names before it says how many more there are."""


def kind_of(rollup: RollUp) -> Kind | None:
    """What the members are, when they are all of one kind."""
    kinds = {member.body.kind for member in rollup.members}
    return kinds.pop() if len(kinds) == 1 else None


def counted(kind: Kind | None, count: int) -> str:
    """Members with their number: "8 kommuner"."""
    match kind:
        case Kind.MUNICIPALITY:
            text = ngettext("{count} municipality", "{count} municipalities", count)
        case Kind.REGION:
            text = ngettext("{count} region", "{count} regions", count)
        case Kind.DISTRICT:
            text = ngettext("{count} district", "{count} districts", count)
        case _:
            text = ngettext("{count} member", "{count} members", count)
    return text.format(count=number(count))


def member_head(kind: Kind | None) -> str:
    """The head of a column of members."""
    match kind:
        case Kind.MUNICIPALITY:
            return _("Municipality")
        case Kind.REGION:
            return _("Region")
        case Kind.DISTRICT:
            return _("District")
        case _:
            return _("Member")


def member_heads(kind: Kind | None) -> str:
    """What is counted along an axis of members."""
    match kind:
        case Kind.MUNICIPALITY:
            return _("Municipalities")
        case Kind.REGION:
            return _("Regions")
        case Kind.DISTRICT:
            return _("Districts")
        case _:
            return _("Members")


def per_member(kind: Kind | None) -> str:
    """The heading of the counts for each member."""
    match kind:
        case Kind.MUNICIPALITY:
            return _("By municipality")
        case Kind.REGION:
            return _("By region")
        case Kind.DISTRICT:
            return _("By district")
        case _:
            return _("By member")


def listed(names: Sequence[str], most: int | None = None) -> str:
    """Names in a row: "Bollebygd, Borås och Mark"; beyond ``most`` with the number of the rest."""
    if most is not None and len(names) > most:
        named = ", ".join(names[: most - 1])
        return _("{names} and {count} more").format(names=named, count=number(len(names) - most + 1))
    if len(names) < 2:  # noqa: PLR2004 - a pair is what "and" joins
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def named(rollup: RollUp, bodies: Sequence[str], most: int | None = None) -> str:
    """Display names in a row."""
    return listed([rollup.name(body) for body in bodies], most)


def title(rollup: RollUp) -> str:
    """The report's title."""
    return _("Roll-up: {body}, {day}").format(body=rollup.body.title, day=day(rollup.criteria.as_of))


def example(rollup: RollUp) -> str:
    """What is invented; empty when nothing is."""
    invented = rollup.notes.examples
    if not invented:
        return ""
    reported = [member for member in rollup.members if member.sources]
    if all(member.example for member in reported):
        return _("Example data. The plans are invented and do not show what any body has decided.")
    text = ngettext(
        "Example data. The plan of {bodies} is invented.",
        "Example data. The plans of {bodies} are invented.",
        len(invented),
    )
    return text.format(bodies=named(rollup, invented))


def of_proposals(part: int, whole: int) -> str:
    """A count of proposals with what it is counted of: "31 av 44 förslag"."""
    text = ngettext("{part} of {whole} proposal", "{part} of {whole} proposals", whole)
    return text.format(part=number(part), whole=number(whole))


def of_picked(part: int, whole: int) -> str:
    """A count of picked proposals with what it is counted of: "3 av 31 valda förslag"."""
    text = ngettext("{part} of {whole} picked proposal", "{part} of {whole} picked proposals", whole)
    return text.format(part=number(part), whole=number(whole))


def headline(rollup: RollUp) -> str:
    """The first sentence, in the form of SKL's own "38 av 44"."""
    share = rollup.headline.under_way
    if not share.whole:
        return _("No proposal in the catalogue fits the selection.")
    if not rollup.headline.reported.part:
        return _("Nobody has reported yet.")
    if rollup.total.picked and rollup.total.no_status == rollup.total.picked:
        chosen = rollup.headline.picked
        text = ngettext(
            "{share} proposals is picked by at least one member. No statuses are stated.",
            "{share} proposals are picked by at least one member. No statuses are stated.",
            chosen.part,
        )
        return text.format(share=of(chosen.part, chosen.whole))
    match kind_of(rollup):
        case Kind.MUNICIPALITY:
            text = ngettext(
                "{share} proposals is carried out or under way in at least one municipality.",
                "{share} proposals are carried out or under way in at least one municipality.",
                share.part,
            )
        case Kind.REGION:
            text = ngettext(
                "{share} proposals is carried out or under way in at least one region.",
                "{share} proposals are carried out or under way in at least one region.",
                share.part,
            )
        case Kind.DISTRICT:
            text = ngettext(
                "{share} proposals is carried out or under way in at least one district.",
                "{share} proposals are carried out or under way in at least one district.",
                share.part,
            )
        case _:
            text = ngettext(
                "{share} proposals is carried out or under way with at least one member.",
                "{share} proposals are carried out or under way with at least one member.",
                share.part,
            )
    said = text.format(share=of(share.part, share.whole))
    if rollup.total.no_status:
        picked = of(rollup.total.no_status, rollup.total.picked)
        said += " " + _("Of what is picked, the status is not stated for {share}.").format(share=picked)
    return said


def selection(rollup: RollUp) -> tuple[str, ...]:
    """What the figures and the lists are restricted to."""
    criteria, catalogue = rollup.criteria, rollup.catalogue
    said: list[str] = []
    if criteria.area:
        area = catalogue.areas.get(criteria.area)
        text = _("Only the area {area} is included.")
        said.append(text.format(area=area.title(current_language()) if area else criteria.area))
    if criteria.level:
        text = _("Only proposals that the catalogue places on this level are included: {level}.")
        said.append(text.format(level=level_label(criteria.level)))
    if criteria.only:
        said.append(_only(criteria.only).format(share=of(len(rollup.rows), len(rollup.proposals)), k=criteria.k))
        said.append(_("The figures count all proposals."))
    return tuple(said)


def _only(only: str) -> str:
    match only:
        case "picked":
            return _("The lists show only proposals that somebody has picked: {share}.")
        case "joint":
            return _("The lists show only proposals that at least {k} have picked and nobody leads: {share}.")
        case "overdue":
            return _("The lists show only proposals that are overdue somewhere: {share}.")
        case "nobody":
            return _("The lists show only proposals that nobody has picked: {share}.")
        case _:
            return _("The lists show only proposals that one alone has picked: {share}.")


def not_reported(rollup: RollUp, most: int | None = None) -> str:
    """Who has not reported; empty when all have."""
    silent = rollup.attention.not_reported
    return _("Not reported: {bodies}.").format(bodies=named(rollup, silent, most)) if silent else ""


def unreadable(rollup: RollUp, one: Unreadable) -> str:
    """A file that cannot be read, whose it is, and why."""
    where = f"{one.source}:{one.problem.line}" if one.problem.line else one.source
    if one.body:
        where = _("{file} ({body})").format(file=where, body=rollup.name(one.body))
    return _("{file}: {reason}. The file is not counted.").format(file=where, reason=problem_text(one.problem))


def faulty(rollup: RollUp, one: Reported) -> str:
    """A file that is counted only in part."""
    text = ngettext(
        "{file} ({body}) has {count} error. What it concerns is not counted.",
        "{file} ({body}) has {count} errors. What they concern is not counted.",
        one.faults,
    )
    return text.format(file=one.source, body=rollup.name(one.summary.body), count=number(one.faults))


def deadlines(rollup: RollUp, group: DeadlineGroup) -> str:
    """Members with deadlines that coincide: "Mark 2017-03-31, Tranemo 2017-05-01"."""
    return ", ".join(f"{rollup.name(body)} {day(due)}" for body, due in group.members)


def unknown(one: UnknownProposals) -> str:
    """A plan with something recorded for proposals that the catalogue lacks."""
    text = ngettext(
        "{file} has {count} proposal that is not in the catalogue and is not counted: {proposals}.",
        "{file} has {count} proposals that are not in the catalogue and are not counted: {proposals}.",
        len(one.unknown),
    )
    return text.format(file=one.source, count=number(len(one.unknown)), proposals=listed(one.unknown))


def blank(rollup: RollUp) -> str:
    """Files in which nothing is filled in yet."""
    files = rollup.notes.blank
    text = ngettext(
        "In {count} file nothing is filled in yet: {files}. It does not count as a report.",
        "In {count} files nothing is filled in yet: {files}. They do not count as reports.",
        len(files),
    )
    return text.format(count=number(len(files)), files=listed(files, NAMES))


def aside(source: str, count: int) -> str:
    """What a plan keeps aside since its catalogue was changed."""
    text = ngettext(
        "{file} keeps {count} entry aside that has no place in the catalogue. It is not counted.",
        "{file} keeps {count} entries aside that have no place in the catalogue. They are not counted.",
        count,
    )
    return text.format(file=source, count=number(count))


def duplicate(rollup: RollUp, one: Duplicate) -> str:
    """Two plans of one body that speak of the same proposals."""
    text = ngettext(
        "{body}: both {kept} and {other} speak of proposal {proposals}. {kept} counts.",
        "{body}: both {kept} and {other} speak of proposals {proposals}. {kept} counts.",
        len(one.proposals),
    )
    return text.format(body=rollup.name(one.body), kept=one.kept, other=one.other, proposals=listed(one.proposals))


def several(rollup: RollUp, one: Several) -> str:
    """A body with several plans."""
    return _("{body} has several plans, counted together: {files}.").format(
        body=rollup.name(one.body), files=listed(one.sources)
    )


def shared(rollup: RollUp, one: Shared) -> str:
    """A plan of several bodies."""
    return _("{file} is the plan of {bodies} together, and counts for each of them.").format(
        file=one.source, bodies=named(rollup, (one.body, *one.covers))
    )
