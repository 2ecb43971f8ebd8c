"""Gemensamt och på egen hand: what members can do together, and what each does alone, as tables."""

from collections.abc import Sequence

from actionplan.core.overlap import Overlapping
from actionplan.core.rollup import RollUp
from actionplan.core.status import Status
from actionplan.i18n import _
from actionplan.reports import rollup_words as words
from actionplan.reports.rollup_charts import overlap_figure, parts_of, shared, values_of
from actionplan.reports.rollup_overlap import apart, near_deadlines
from actionplan.reports.rollup_tables import proposal_columns, proposal_values
from actionplan.reports.workbook.book import Book
from actionplan.reports.workbook.charts import height_of, stacked
from actionplan.reports.workbook.sheet import Field, Kind, Part, Scalar, Sheet
from actionplan.wording.labels import status_short

_WIDTHS = (7, 60, 46, 46, 12, 8, 11, 14, 14, 14, 14, 14)
_CHART_WIDTH = 1160
_TOGETHER = 15
"""With more rows than this, the chart does not fit on the page of its table."""


def name() -> str:
    """What the sheet is called."""
    return _("Together")


def about() -> str:
    """What the sheet holds."""
    return _("what can be done together, who can teach whom, and what nobody or one alone has picked")


def write(book: Book, rollup: RollUp) -> None:
    """Write the sheet."""
    sheet = Sheet(book, name(), _WIDTHS)
    sheet.title(_("Together and on their own"))
    if not (rollup.headline.reported.part and rollup.proposals):
        sheet.say(words.headline(rollup), "line")
        return
    _joint(sheet, rollup)
    _led(sheet, rollup)
    _close(sheet, rollup)
    _teach(sheet, rollup)
    # A selection says nothing of what it leaves out.
    if rollup.criteria.only in {None, "nobody"}:
        _unpicked(sheet, rollup)
    if rollup.criteria.only in {None, "one"}:
        _single(sheet, rollup)
    _several(sheet, rollup)
    sheet.paper.ignore_errors({"number_stored_as_text": f"A1:A{sheet.row + 1}"})


def _fields(*heads: str) -> tuple[Field, ...]:
    """The proposal, what is said of it, and by how many it is picked."""
    return (
        *(Field(column.head, Kind.WRAPPED) for column in proposal_columns()),
        *(Field(head, Kind.WRAPPED) for head in heads),
        Field(_("Picked"), Kind.COUNT),
        Field(_("Of"), Kind.COUNT),
        Field(_("Share"), Kind.SHARE),
    )


def _picked(rollup: RollUp, picked: int) -> tuple[Scalar, ...]:
    whole = rollup.headline.reported.part
    return picked, whole, Part(picked, whole)


def _title(rollup: RollUp, proposal: str) -> tuple[str, str]:
    shown, title = proposal_values(rollup, proposal)
    return shown.text, title.text


def _names(rollup: RollUp, bodies: Sequence[str]) -> str:
    """Names in a row; their number where they would be too many to read."""
    if not bodies:
        return "–"
    return ", ".join(map(rollup.name, bodies)) if len(bodies) <= words.NAMES else _counted(rollup, len(bodies))


def _counted(rollup: RollUp, count: int) -> str:
    return words.counted(words.kind_of(rollup), count)


def _joint(sheet: Sheet, rollup: RollUp) -> None:
    sheet.heading(_("What we can do together"))
    at_least = _counted(rollup, rollup.criteria.k)
    found = rollup.overlap.joint
    if not found:
        text = _("No proposal is picked by at least {members} and led jointly by nobody.")
        sheet.say(text.format(members=at_least), "line")
        return
    text = _(
        "Picked by at least {members}, and nobody leads the work jointly. Most picked first. Deadlines close in time"
        " lie within a quarter of each other."
    )
    sheet.say(text.format(members=at_least), "line")
    rows = [
        (
            *_title(rollup, one.proposal),
            _deadlines(rollup, one),
            _names(rollup, one.pickers),
            *_picked(rollup, one.counts.picked),
        )
        for one in found
    ]
    fields = _fields(_("Deadlines close in time"), _("Picked by"))
    sheet.table("Joint", _("What we can do together"), fields, rows)


def _deadlines(rollup: RollUp, one: Overlapping) -> str:
    """Whose deadlines lie close together; the largest group in numbers where the names would be too many."""
    if len(one.pickers) > words.NAMES:
        return " ".join(near_deadlines(rollup, one)) or "–"
    return "; ".join(words.deadlines(rollup, group) for group in apart(one.deadlines)) or "–"


def _led(sheet: Sheet, rollup: RollUp) -> None:
    found = rollup.overlap.led
    if not found:
        return
    sheet.heading(_("Led jointly already"))
    rows = [
        (
            *_title(rollup, one.proposal),
            words.named(rollup, one.led_by),
            _names(rollup, one.pickers),
            *_picked(rollup, one.counts.picked),
        )
        for one in found
    ]
    sheet.table("Led", _("Led jointly already"), _fields(_("Led by"), _("Picked by")), rows)


def _close(sheet: Sheet, rollup: RollUp) -> None:
    found = rollup.overlap.close
    if not found:
        return
    sheet.heading(_("The same proposal, close in time"))
    text = _("Picked by fewer than {members}, with deadlines within a quarter of each other.")
    sheet.say(text.format(members=_counted(rollup, rollup.criteria.k)), "line")
    rows = [
        (
            *_title(rollup, one.proposal),
            _deadlines(rollup, one),
            _names(rollup, one.pickers),
            *_picked(rollup, one.counts.picked),
        )
        for one in found
    ]
    fields = _fields(_("Deadlines close in time"), _("Picked by"))
    sheet.table("CloseInTime", _("The same proposal, close in time"), fields, rows)


def _teach(sheet: Sheet, rollup: RollUp) -> None:
    sheet.heading(_("Who can teach whom"))
    found = rollup.overlap.teach
    if not found:
        sheet.say(_("There is no proposal where somebody has come far and somebody else is about to begin."), "line")
        return
    text = _("Has come far: half or more is done. About to begin: picked and not started.")
    sheet.say(text, "line")
    rows = [
        (
            *_title(rollup, one.proposal),
            _names(rollup, one.ahead),
            _names(rollup, one.beginning),
            *_picked(rollup, one.counts.picked),
        )
        for one in found
    ]
    sheet.table("Teach", _("Who can teach whom"), _fields(_("Has come far"), _("About to begin")), rows)


def _unpicked(sheet: Sheet, rollup: RollUp) -> None:
    sheet.heading(_("Picked by nobody"))
    found = rollup.overlap.unpicked
    if not found:
        sheet.say(_("Every proposal is picked by somebody."), "line")
        return
    whole = rollup.headline.reported.part
    fields = (
        *(Field(column.head, Kind.WRAPPED) for column in proposal_columns()),
        Field(_("Decided against by"), Kind.WRAPPED),
        Field(_("Led by"), Kind.WRAPPED),
        Field(_("Not assessed by"), Kind.COUNT),
        Field(_("Of"), Kind.COUNT),
        Field(_("Share"), Kind.SHARE),
    )
    rows = [
        (
            *_title(rollup, one.proposal),
            _names(rollup, one.against),
            words.named(rollup, one.led_by) or "–",
            one.counts.not_assessed,
            whole,
            Part(one.counts.not_assessed, whole),
        )
        for one in found
    ]
    sheet.table("Nobody", _("Picked by nobody"), fields, rows)


def _single(sheet: Sheet, rollup: RollUp) -> None:
    sheet.heading(_("Picked by one alone"))
    found = rollup.overlap.single
    if not found:
        sheet.say(_("None."), "line")
        return
    heads = (words.member_head(words.kind_of(rollup)), _("Status"))
    fields = tuple(Field(head, Kind.WRAPPED) for head in (*(one.head for one in proposal_columns()), *heads))
    rows = [(*_title(rollup, one.proposal), rollup.name(one.body), _status(one.status)) for one in found]
    sheet.table("OneAlone", _("Picked by one alone"), fields, rows)


def _status(status: Status | None) -> str:
    return status_short(status) if status else _("status not given")


def _several(sheet: Sheet, rollup: RollUp) -> None:
    """The proposals that several have picked, with what the chart is drawn from."""
    found, figure = shared(rollup), overlap_figure(rollup)
    if figure is None:
        return
    sheet.new_page()
    sheet.heading(figure.title)
    sheet.say(figure.description, "line")
    parts = parts_of(rollup.total, picked_alone=True)
    leads = {one.proposal: words.named(rollup, one.led_by) for one in rollup.overlap.led}
    ids = [member.body.id for member in rollup.members]
    fields = (
        *_fields(_("Led by"), _("Picked by")),
        *(Field(f"{part.letter} {part.label}", Kind.COUNT) for part in parts),
    )
    rows = [
        (
            *_title(rollup, row.proposal),
            leads.get(row.proposal, "–"),
            _names(rollup, [body for body, _cell in row.picks(ids)]),
            *_picked(rollup, row.counts.picked),
            *values_of(row.counts, rollup.total, picked_alone=True),
        )
        for row in found
    ]
    place = sheet.table("Several", figure.title, fields, rows)
    unit = words.member_heads(words.kind_of(rollup))
    chart = stacked(sheet.book, place, parts, len(fields) - len(parts), title=figure.title, unit=unit, label=1)
    if len(rows) > _TOGETHER:
        sheet.new_page()
    sheet.draw(chart, _CHART_WIDTH, height_of(len(rows)), figure.description)
