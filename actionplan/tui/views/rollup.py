"""The roll-up to read: its bars, and the report as the command writes it."""

from collections.abc import Iterator, Sequence

from actionplan.core.matrix import Counts
from actionplan.core.rollup import Member, Reporting, RollUp
from actionplan.core.status import Status
from actionplan.i18n import _, ngettext
from actionplan.reports.blocks import Table
from actionplan.reports.plain import cut, pad, visible, width_of
from actionplan.reports.rollup_document import document
from actionplan.reports.rollup_tables import area_title, no_status_letter
from actionplan.reports.rollup_words import kind_of, per_member
from actionplan.tui.views.blocks import WIDEST, painted
from actionplan.tui.widgets.page import Writing
from actionplan.tui.widgets.paint import Line, Span, paint_of
from actionplan.wording.labels import status_letter, status_short

_BLANK: Line = ()
_MARGIN = 2
_NAME = 24
_SHOWN = (Status.DONE, Status.OVER_HALF, Status.STARTED, Status.NOT_STARTED)


def rollup_writing(rollup: RollUp) -> Writing:
    """The report, with bars where its figures begin."""
    blocks = document(rollup, brief=True)
    first = next((at for at, block in enumerate(blocks) if isinstance(block, Table)), len(blocks))

    def write(width: int) -> Sequence[Line]:
        room = min(width - 1, WIDEST)
        bars = tuple(bar_lines(rollup, room)) if rollup.headline.reported.part and rollup.proposals else ()
        return (*painted(blocks[:first], room), _BLANK, *bars, *painted(blocks[first:], room))

    return write


# Bars


def bar_lines(rollup: RollUp, width: int) -> Iterator[Line]:
    """How far the work has come, by area and by member."""
    yield ((_("How far the work has come"), "strong"),)
    yield _legend(rollup, width)
    yield _BLANK
    indent = " " * _MARGIN
    yield ((indent + _("By area"), "quiet"),)
    reported = rollup.headline.reported.part
    for one in rollup.areas:
        whole = one.proposals * reported
        yield _bar(area_title(rollup, one.area), one.counts, whole, width)
    yield _BLANK
    yield ((indent + per_member(kind_of(rollup)), "quiet"),)
    for member in rollup.members:
        yield _member(rollup, member, width)
    yield _BLANK


def _legend(rollup: RollUp, width: int) -> Line:
    entries = [(status_letter(status), status_short(status), paint_of(status)) for status in _SHOWN]
    if rollup.total.no_status:
        entries.append((no_status_letter(), _("picked, status not given"), "not-started"))
    spans: list[Span] = [(" " * _MARGIN, "plain")]
    for letter, said, paint in entries:
        spans += [(f" {letter} ", paint), (f" {said}  ", "quiet")]
    rest = "· " + _("the rest")
    return (*spans, (rest, "quiet")) if sum(map(_length, spans)) + width_of(rest) <= width else tuple(spans)


def _length(span: Span) -> int:
    return width_of(span[0])


def _member(rollup: RollUp, member: Member, width: int) -> Line:
    name = rollup.name(member.body.id)
    if member.reporting is not Reporting.REPORTED:
        broken = member.reporting is Reporting.UNREADABLE
        said = _("The plan cannot be read.") if broken else _("Has not reported.")
        return (*_name(name, width), (said, "late" if broken else "quiet"))
    return _bar(name, member.counts, len(rollup.proposals), width)


def _name(name: str, width: int) -> tuple[Span, ...]:
    room = min(_NAME, width // 4)
    return ((" " * _MARGIN + pad(cut(visible(name), room), room) + "  ", "plain"),)


def _bar(name: str, counts: Counts, whole: int, width: int) -> Line:
    """A bar whose letters repeat what its colours say, and the figures after it."""
    said = _figures(counts, whole)
    room = width - _MARGIN - min(_NAME, width // 4) - 2 - _FIGURES - 2
    parts = [*((status_letter(one), paint_of(one), counts.of(one)) for one in _SHOWN)]
    parts.append((no_status_letter(), "not-started", counts.no_status))
    lengths = shared_out([count for _letter, _p, count in parts], whole, min(room, max(whole, 1)))
    filled = [(letter * length, paint) for (letter, paint, _c), length in zip(parts, lengths, strict=True) if length]
    used = sum(lengths)
    rest = "·" * (min(room, max(whole, 1)) - used)
    blank = " " * (room - used - width_of(rest))
    return (*_name(name, width), *filled, (rest, "quiet"), (f"{blank}  {said}", "plain"))


_FIGURES = 26


def _figures(counts: Counts, whole: int) -> str:
    text = ngettext("{picked} picked, {done} done of {whole}", "{picked} picked, {done} done of {whole}", counts.picked)
    return text.format(picked=f"{counts.picked:>4}", done=counts.done, whole=whole)


def shared_out(counts: Sequence[int], whole: int, room: int) -> list[int]:
    """How many columns each count gets of the room for the whole: at least one for each that is not nothing."""
    if not whole:
        return [0] * len(counts)
    lengths = [max(count * room // whole, 1) if count else 0 for count in counts]
    exact = round(sum(counts) * room / whole)
    order = sorted(range(len(counts)), key=lambda at: -(counts[at] * room % whole))
    for at in order[: max(exact - sum(lengths), 0)]:
        lengths[at] += 1 if counts[at] else 0
    while sum(lengths) > room:
        lengths[lengths.index(max(lengths))] -= 1
    return lengths
