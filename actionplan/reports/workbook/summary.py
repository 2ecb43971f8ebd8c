"""The first sheet: the sentence, the figures, what is missing from them, and what to decide on."""

from collections.abc import Sequence

from actionplan.core.rollup import RollUp, Share
from actionplan.i18n import _
from actionplan.reports import rollup_sources, rollup_standing
from actionplan.reports import rollup_words as words
from actionplan.reports.blocks import Bullets, Heading, Paragraph
from actionplan.reports.decisions import decisions
from actionplan.reports.footnotes import numbered, superscript
from actionplan.reports.rollup_document import warnings
from actionplan.reports.rollup_notes import catalogue_note
from actionplan.reports.workbook.book import Book
from actionplan.reports.workbook.cells import safe
from actionplan.reports.workbook.logo import place_logo
from actionplan.reports.workbook.sheet import Field, Kind, Part, Scalar, Sheet

_WIDTHS = (96, 9, 9, 10, 40)


def name() -> str:
    """What the sheet is called."""
    return _("Summary")


def write(book: Book, rollup: RollUp, contents: Sequence[tuple[str, str]]) -> None:
    """Write the first sheet.

    Args:
        book: the workbook.
        rollup: what it says.
        contents: the other sheets, and what each holds.
    """
    sheet = Sheet(book, name(), _WIDTHS)
    about = book.about
    # Beside the title stands the logo, which would cover the end of a long one.
    height = sheet.say_across(about.title, "title", len(_WIDTHS) - 1)
    place_logo(sheet.paper, about.issuer.logo, len(_WIDTHS) - 1, height)
    sheet.say_across(" · ".join(filter(None, (about.subtitle, about.issuer.name))), "line", len(_WIDTHS))
    if said := words.example(rollup):
        sheet.say(said, "warning")
    for sentence in (*words.selection(rollup), *rollup_standing.sentences(rollup)):
        sheet.say(sentence)
    sheet.row += 1
    (marked, *_rest), notes = numbered((Paragraph(words.headline(rollup), notes=(catalogue_note(rollup),)),))
    sheet.say(marked.text if isinstance(marked, Paragraph) else "", "lead")
    sheet.row += 1
    _figures(sheet, rollup)
    _missing(sheet, rollup)
    if rollup.headline.reported.part and rollup.proposals:
        _decide(sheet, rollup)
    _contents(sheet, contents)
    sheet.row += 1
    for number, note in enumerate(notes, 1):
        sheet.say(f"{superscript(number)} {note}", "note")
    sheet.paper.activate()


def _figures(sheet: Sheet, rollup: RollUp) -> None:
    head = rollup.headline
    proposals, picks = _("Proposals"), _("Picked proposals, once for each member")
    members = words.member_heads(words.kind_of(rollup))
    fields = (
        Field(_("Figure")),
        Field(_("Count"), Kind.COUNT),
        Field(_("Of"), Kind.COUNT),
        Field(_("Share"), Kind.SHARE),
        Field(_("What is counted"), Kind.WRAPPED),
    )
    rows = (
        _row(_("Have reported"), head.reported, members),
        _row(_("Carried out or under way with at least one"), head.under_way, proposals),
        _row(_("Picked by at least one"), head.picked, proposals),
        _row(_("Overdue"), head.overdue, picks),
        _row(_("Without owner"), head.unowned, picks),
        _row(_("Without recent follow-up"), head.stale, picks),
    )
    sheet.table("Figures", _("The figures that come first"), fields, rows)


def _row(title: str, share: Share, counted: str) -> tuple[Scalar, ...]:
    return title, share.part, share.whole, Part(share.part, share.whole), counted


def _missing(sheet: Sheet, rollup: RollUp) -> None:
    """Who has not reported, where plans come from, and what is not in the figures."""
    said = [words.not_reported(rollup), rollup_sources.sentence(rollup)]
    if any(said):
        sheet.row += 1
    for sentence in filter(None, said):
        sheet.say(sentence)
    for block in warnings(rollup):
        if isinstance(block, Bullets):
            sheet.row += 1
            for item in block.items:
                sheet.say(item, "warning")


def _decide(sheet: Sheet, rollup: RollUp) -> None:
    for block in decisions(rollup):
        match block:
            case Heading():
                sheet.heading(block.text)
            case Bullets():
                for item in block.items:
                    sheet.say(f"– {item}")
            case Paragraph():
                sheet.say(block.text)


def _contents(sheet: Sheet, contents: Sequence[tuple[str, str]]) -> None:
    """The sheets with a link to each: the only links there are."""
    sheet.heading(_("In this workbook"))
    look = sheet.book.formats["link"]
    for tab, said in contents:
        shown = safe(f"{tab}: {said}")
        sheet.paper.write_url(sheet.row, 0, f"internal:'{tab}'!A1", look, string=shown)
        sheet.row += 1
