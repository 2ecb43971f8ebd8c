"""A roll-up as CSV: one long table, a row for each proposal and member, in a profile for Excel and one for programs."""

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Literal

from msgspec import Struct

from actionplan.core.matrix import NOT_ASSESSED, Cell, Row
from actionplan.core.rollup import Member, Reporting, RollUp
from actionplan.i18n import _, current_language
from actionplan.reports.plain import visible
from actionplan.reports.rollup_tables import area_title
from actionplan.wording.labels import level_label, status_label

Scalar = str | int | float | bool | dt.date | None
Profile = Literal["excel", "machine"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell of text may not begin with: a spreadsheet would compute it."""

KEYS = (
    "area",
    "proposal",
    "title",
    "provenance",
    "catalogue",
    "body",
    "body_name",
    "reporting",
    "status",
    "status_label",
    "picked",
    "overdue",
    "unowned",
    "stale",
    "due",
    "owner",
    "level",
    "latest_followup",
    "example",
)
"""The columns, in order; the heads of the profile for programs, never translated."""


class _Form(Struct, frozen=True):
    delimiter: str
    opening: str
    """A byte order mark tells Excel that the text is UTF-8."""


_FORMS: dict[Profile, _Form] = {"excel": _Form(";", "\ufeff"), "machine": _Form(",", "")}


def render(rollup: RollUp, *, profile: Profile = "machine") -> str:
    """The roll-up as CSV text, to be written as UTF-8 with its line endings as they are.

    ``excel``: semicolons, decimal comma, byte order mark, words and heads in the user's language. ``machine``:
    RFC 4180 with commas, keys and values that are never translated.
    """
    heads = _heads() if profile == "excel" else KEYS
    return write_table(heads, _rows(rollup, profile), profile=profile)


def write_table(heads: Sequence[str], rows: Iterable[Sequence[Scalar]], *, profile: Profile) -> str:
    """A table as CSV text in a profile."""
    form = _FORMS[profile]
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=form.delimiter, lineterminator="\r\n")
    writer.writerow([_text(head, profile) for head in heads])
    writer.writerows([_text(value, profile) for value in row] for row in rows)
    return form.opening + written.getvalue()


def _text(value: Scalar, profile: Profile) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _flag(value, profile)
        case int():
            return str(value)
        case float():
            return str(value).replace(".", ",") if profile == "excel" else str(value)
        case dt.date():
            return value.isoformat()
        case str():
            return visible(f"'{value}" if value.startswith(_FORMULA) else value)


def _flag(value: bool, profile: Profile) -> str:
    if profile == "machine":
        return "true" if value else "false"
    return _("yes") if value else _("no")


def _heads() -> tuple[str, ...]:
    return (
        _("Area"),
        _("Number"),
        _("Proposal"),
        _("Wording"),
        _("Catalogue"),
        _("Code"),
        _("Body"),
        _("Reporting"),
        _("Status (value)"),
        _("Status"),
        _("Picked"),
        _("Overdue"),
        _("Without owner"),
        _("Without recent follow-up"),
        _("Deadline"),
        _("Owner"),
        _("Level"),
        _("Latest follow-up"),
        _("Example data"),
    )


def _rows(rollup: RollUp, profile: Profile) -> Iterable[Sequence[Scalar]]:
    for row in rollup.rows:
        for member, cell in zip(rollup.members, row.cells, strict=True):
            yield _row(rollup, row, member, cell, profile)


def _row(rollup: RollUp, row: Row, member: Member, cell: Cell | None, profile: Profile) -> Sequence[Scalar]:
    proposal = rollup.catalogue.proposals[row.proposal]
    known = cell or NOT_ASSESSED
    excel = profile == "excel"
    return (
        area_title(rollup, proposal.area) if excel else proposal.area,
        row.proposal,
        proposal.title(current_language()),
        proposal.provenance,
        f"{rollup.catalogue.id} {rollup.catalogue.version}",
        member.body.id,
        rollup.name(member.body.id),
        reporting_label(member.reporting) if excel else member.reporting.value,
        known.status.value if known.status else None,
        cell_label(cell),
        *((cell.is_picked, cell.overdue, cell.unowned, cell.stale) if cell else (None,) * 4),
        known.due,
        known.owner,
        level_label(known.level) if known.level and excel else known.level,
        known.followed_up,
        member.example,
    )


def cell_label(cell: Cell | None) -> str:
    """What a cell says, in words; empty for a member that has not reported."""
    if cell is None:
        return ""
    if cell.status is None and cell.is_picked:
        return _("picked, status not given")
    return status_label(cell.status)


def reporting_label(reporting: Reporting) -> str:
    """Whether a member has reported, in words."""
    match reporting:
        case Reporting.REPORTED:
            return _("reported")
        case Reporting.UNREADABLE:
            return _("cannot be read")
        case Reporting.NOT_REPORTED:
            return _("not reported")
