"""What every letter, status, figure and column means, and where it all comes from."""

from collections.abc import Sequence

from actionplan import __version__
from actionplan.core.rollup import RollUp
from actionplan.core.status import SCALE
from actionplan.i18n import _, current_language
from actionplan.reports import rollup_words as words
from actionplan.reports.rollup_notes import notes
from actionplan.reports.rollup_sources import state_label
from actionplan.reports.rollup_tables import OVERDUE, STALE, UNOWNED, area_title, proposal_columns
from actionplan.reports.workbook.book import PROGRAM, Book
from actionplan.reports.workbook.matrix import signs
from actionplan.reports.workbook.sheet import Field, Kind, Scalar, Sheet, Styled
from actionplan.wording.labels import capital, level_label, provenance_label, status_label

_WIDTHS = (38, 78, 40, 46, 44)


def name() -> str:
    """What the sheet is called."""
    return _("Definitions")


def about() -> str:
    """What the sheet holds."""
    return _("what the letters, statuses and figures mean, and where they come from")


def write(book: Book, rollup: RollUp) -> None:
    """Write the sheet."""
    sheet = Sheet(book, name(), _WIDTHS)
    sheet.title(_("Definitions"))
    _signs(sheet, rollup)
    _figures(sheet, rollup)
    sheet.heading(_("About the figures"))
    fields = (Field(_("Number")), Field(_("Note"), Kind.WRAPPED))
    sheet.table("Notes", _("About the figures"), fields, [(str(at), said) for at, said in enumerate(notes(rollup), 1)])
    _versions(sheet, rollup)
    _files(sheet, rollup)
    _sources(sheet, rollup)
    _proposals(sheet, rollup)
    sheet.paper.ignore_errors({"number_stored_as_text": f"A1:A{sheet.row + 1}"})


def _signs(sheet: Sheet, rollup: RollUp) -> None:
    """The letters, each on its colour."""
    sheet.heading(_("Letters and statuses"))
    means = {short: status_label(status) for status, (_letter, short, _tone) in zip(SCALE, signs(rollup), strict=False)}
    meaning = {
        _("picked, status not given"): _("Picked, but the plan does not say how far it has come"),
    }
    rows: list[tuple[Scalar, ...]] = [
        (Styled(letter, f"sign-{tone.value}"), capital(means.get(said) or meaning.get(said) or said))
        for letter, said, tone in signs(rollup)
    ]
    rows += [(OVERDUE, _("Overdue")), (UNOWNED, _("Without owner")), (STALE, _("Without recent follow-up"))]
    sheet.table("Letters", _("Letters and statuses"), (Field(_("Sign")), Field(_("Meaning"), Kind.WRAPPED)), rows)


def _figures(sheet: Sheet, rollup: RollUp) -> None:
    sheet.heading(_("Figures and columns"))
    fields = (Field(_("Figure")), Field(_("Meaning"), Kind.WRAPPED), Field(_("Counted of"), Kind.WRAPPED))
    sheet.table("Explained", _("Figures and columns"), fields, _explained(rollup))


def _explained(rollup: RollUp) -> Sequence[tuple[str, str, str]]:
    criteria = rollup.criteria
    members = words.member_heads(words.kind_of(rollup))
    picks = _("The picked proposals of those that have reported")
    proposals = _("The proposals that are counted")
    cells = _("The proposals of those that have reported, each once for each member")
    return (
        (_("Have reported"), _("Has a plan in which something is filled in."), members),
        (
            _("Picked"),
            _("Has a status from not started to carried out, or is picked without a stated status."),
            cells,
        ),
        (_("Carried out or under way"), _("Started, half or more, or carried out."), cells),
        (_("Carried out or under way with at least one"), _("At least one member has begun or is done."), proposals),
        (_("Picked by at least one"), _("At least one member has picked the proposal."), proposals),
        (_("Overdue"), _("Picked, not carried out, and the deadline has passed."), picks),
        (
            _("Days late"),
            _("Days from the deadline to the day of the roll-up, for what is overdue."),
            "–",
        ),
        (
            _("Without owner"),
            _("Picked, not carried out, and nobody is named as owner. What has no stated status is not counted here."),
            picks,
        ),
        (
            _("Without recent follow-up"),
            _(
                "Picked, not carried out, and not followed up in the last {days} days. What has no stated status is not"
                " counted here."
            ).format(days=criteria.stale_days),
            picks,
        ),
        (
            _("What we can do together"),
            _("Picked by at least {members}, and led jointly by nobody.").format(
                members=words.counted(words.kind_of(rollup), criteria.k)
            ),
            proposals,
        ),
        (_("Deadlines close in time"), _("At most a quarter of a year apart, for what is not carried out."), "–"),
    )


def _versions(sheet: Sheet, rollup: RollUp) -> None:
    """What the workbook was made from, so that it can be made again."""
    catalogue, criteria = rollup.catalogue, rollup.criteria
    sheet.heading(_("What it was made from"))
    area = area_title(rollup, criteria.area) if criteria.area else _("all")
    rows: tuple[tuple[Scalar, ...], ...] = (
        (_("Body"), f"{rollup.body.name} ({rollup.body.id})"),
        (_("Day"), criteria.as_of),
        (_("Catalogue"), f"{catalogue.about.name(current_language())} ({catalogue.id} {catalogue.version})"),
        (_("Area"), area),
        (_("Level"), level_label(criteria.level) if criteria.level else _("all")),
        (_("Names of owners"), _("included") if criteria.names else _("left out")),
        (_("Example data"), _("yes") if rollup.is_example else _("no")),
        (_("Program"), f"{PROGRAM} {__version__}"),
    )
    fields = (Field(_("What")), Field(_("Value"), Kind.WRAPPED))
    sheet.table("MadeFrom", _("What it was made from"), fields, rows)


def _files(sheet: Sheet, rollup: RollUp) -> None:
    rows = [(rollup.name(member.body.id), file) for member in rollup.members for file in member.sources]
    counted = {file for _member, file in rows}
    rows += [(rollup.name(one.body), file) for one in rollup.notes.associates for file in one.sources]
    counted |= {file for _member, file in rows}
    others = rollup.body.title if rollup.has_own else "–"
    rows += [(others, file) for file in rollup.notes.files if file not in counted]
    if not rows:
        return
    sheet.heading(_("Plan files"))
    head = words.member_head(words.kind_of(rollup))
    sheet.table("PlanFiles", _("Plan files"), (Field(head), Field(_("File"), Kind.WRAPPED)), rows)


def _sources(sheet: Sheet, rollup: RollUp) -> None:
    if not rollup.sources:
        return
    sheet.heading(_("Sources"))
    fields = (
        Field(_("Source")),
        Field(_("Place"), Kind.WRAPPED),
        Field(_("State")),
        Field(_("Fetched"), Kind.DAY),
        Field(_("Saved version")),
    )
    rows = [
        (one.label, one.place, state_label(one), one.fetched.date() if one.fetched else None, one.commit or None)
        for one in rollup.sources
    ]
    sheet.table("Sources", _("Sources"), fields, rows)


def _proposals(sheet: Sheet, rollup: RollUp) -> None:
    """The proposals in full, with whose the wording is."""
    if not rollup.proposals:
        return
    sheet.new_page()
    sheet.heading(_("The proposals"))
    fields = (
        Field(_("Area"), Kind.WRAPPED),
        Field(proposal_columns()[1].head, Kind.WRAPPED),
        Field(_("Level"), Kind.WRAPPED),
        Field(_("Wording"), Kind.WRAPPED),
    )
    rows: list[tuple[Scalar, ...]] = []
    for key in rollup.proposals:
        one = rollup.catalogue.proposals[key]
        levels = ", ".join(map(level_label, one.levels))
        wording = provenance_label(one.provenance) or _("The publisher's wording")
        title = f"{key} {one.title(current_language())}"
        rows.append((area_title(rollup, one.area), title, levels or None, wording))
    sheet.table("Catalogue", _("The proposals"), fields, rows)
