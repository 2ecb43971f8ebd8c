"""The sentences of a curve, each written once for every format."""

from actionplan.core.timeline import Basis
from actionplan.core.trend import Broken, Mark, Point, Trend
from actionplan.i18n import N_, _, current_language, ngettext
from actionplan.reports.rollup_standing import incomplete
from actionplan.reports.rollup_words import listed
from actionplan.wording.figures import day, number, of
from actionplan.wording.gaps import gap_sentences

_SHORT_ID = 10
NAMES = 6
"""How many files a sentence names before it says how many more there are."""

SYMBOLS = {
    Mark.INCOMPLETE: "?",
    Mark.FOLLOWUPS: "°",
    Mark.SOME_FOLLOWUPS: "(°)",
    Mark.OTHER_CATALOGUE: "#",
    Mark.CARRIED: "*",
    Mark.UNREADABLE: "!",
    Mark.UNITED: "=",
}
"""The symbol that stands beside a point, explained below the table."""


_MARKS = {
    Mark.INCOMPLETE: N_("what was saved before this is not here; only follow-ups tell"),
    Mark.FOLLOWUPS: N_("told by dated follow-ups alone; nothing had been saved by then"),
    Mark.SOME_FOLLOWUPS: N_("for some, told by dated follow-ups alone"),
    Mark.OTHER_CATALOGUE: N_("some plans were made for another version of the catalogue"),
    Mark.CARRIED: N_("a file could not be read; what it held before counts"),
    Mark.UNREADABLE: N_("a file could not be read and is not counted"),
    Mark.UNITED: N_("two versions were in use at once; the newest change counts"),
}


def mark_text(mark: Mark) -> str:
    """What a mark says."""
    return _(_MARKS[mark])


def label(trend: Trend, point: Point) -> str:
    """What a point is called: "2016 kv 3"."""
    when = point.day
    if point.is_now:
        return _("now {day}").format(day=day(when))
    match trend.by:
        case "quarter":
            return _("{year} Q{quarter}").format(year=when.year, quarter=(when.month + 2) // 3)
        case "month":
            return f"{when:%Y-%m}"
        case _:
            return day(when)


def title(trend: Trend) -> str:
    """The report's title."""
    return _("How far the work had come: {body}").format(body=trend.body.title)


def selection(trend: Trend) -> str:
    """What is counted; empty when everything is."""
    language = current_language()
    if trend.proposal:
        text = _("Only proposal {number}: {title}.")
        return text.format(number=trend.proposal, title=trend.catalogue.proposals[trend.proposal].title(language))
    if trend.area:
        area = trend.catalogue.areas.get(trend.area)
        return _("Only the area {area} is included.").format(area=area.title(language) if area else trend.area)
    return ""


def headline(trend: Trend) -> str:
    """Where the curve begins and ends."""
    if not trend.points:
        return _("There is no day to show between those that were given.")
    first, last = trend.points[0], trend.points[-1]
    if not any(point.reported for point in trend.points):
        return _("Nobody has reported yet.")
    text = _("Carried out or under way: {share} proposals ({when}).")
    if trend.is_group:
        text = _("Carried out or under way: {share} ({when}), where a proposal is counted once for each member.")
    said = text.format(share=of(last.counts.under_way, last.counts.reported), when=label(trend, last))
    if first is last:
        return said
    before = _("At first: {share} ({when}).")
    return " ".join(
        (said, before.format(share=of(first.counts.under_way, first.counts.reported), when=label(trend, first)))
    )


def basis(trend: Trend) -> tuple[str, ...]:
    """What the figures rest on."""
    match trend.basis:
        case Basis.HISTORY:
            said = _("The figures rest on what was saved by each day, and on the dates of the follow-ups.")
        case Basis.UNSAVED:
            said = _("Nothing has been saved here yet: the figures rest on the dates of the follow-ups alone.")
        case Basis.NO_REPOSITORY | Basis.NOT_TRUSTED:
            said = _(
                "The folder keeps no saved versions: the figures rest on the dates of the follow-ups alone."
                " Begin to save with: actionplan setup"
            )
        case Basis.NO_GIT:
            said = _("Git is not installed: the figures rest on the dates of the follow-ups alone.")
    return (said, *incomplete(trend.known_from), *gap_sentences(trend.drawn.gaps))


def rounds(trend: Trend) -> str:
    """Where the rounds come from; empty where the settings name them."""
    if not trend.inferred:
        return ""
    if trend.is_group:
        return _(
            "The rounds are the days on which at least two have follow-ups. Name them in actionplan.toml, as in:"
            " [round.autumn-2016] with date = 2016-09-16"
        )
    return _("The rounds are the days of the plan's follow-ups.")


def broken(one: Broken) -> str:
    """A saved version that cannot be read, and what stands in for it."""
    facts = {"file": one.source, "commit": one.commit[:_SHORT_ID], "day": day(one.day)}
    if one.instead is None:
        text = _("{file} cannot be read as it was saved on {day} ({commit}), and nothing readable came before it.")
        return text.format(**facts)
    text = _("{file} cannot be read as it was saved on {day} ({commit}). What was saved before counts ({instead}).")
    return text.format(**facts, instead=one.instead[:_SHORT_ID])


def unreadable_now(point: Point) -> str:
    """Files that cannot be read as they lie in the folder; empty when all can."""
    files = listed((*point.carried, *point.unreadable), NAMES)
    return (
        _("Cannot be read now: {files}. See what is wrong with: actionplan check").format(files=files) if files else ""
    )


def unknown(trend: Trend) -> str:
    """Members of which nothing is known on some days; empty when there are none."""
    most = max((point.unknown for point in trend.points), default=0)
    if not most:
        return ""
    text = ngettext(
        "Of {count} member nothing is known on the days marked with {mark}.",
        "Of up to {count} members nothing is known on the days marked with {mark}.",
        most,
    )
    return text.format(count=number(most), mark=SYMBOLS[Mark.INCOMPLETE])


def apart(trend: Trend) -> str:
    """Members that cannot be counted in an area or a proposal; empty when there are none."""
    most = max((point.apart for point in trend.points), default=0)
    if not most:
        return ""
    text = ngettext(
        "Up to {count} plan was made for another version of the catalogue, where numbers mean other proposals. It is"
        " left out here.",
        "Up to {count} plans were made for another version of the catalogue, where numbers mean other proposals. They"
        " are left out here.",
        most,
    )
    return text.format(count=number(most))
