"""How the work has come along over time, to read: bars of letters, and the report as the command writes it."""

from collections.abc import Iterator, Sequence

from actionplan.core.status import SCALE
from actionplan.core.trend import Point, Trend
from actionplan.i18n import _
from actionplan.reports import trend_words as words
from actionplan.reports.blocks import Block, Paragraph, Table, Tone
from actionplan.reports.plain import pad, width_of
from actionplan.reports.rollup_tables import no_status_letter
from actionplan.reports.trend import bar, document
from actionplan.tui.scene import Scene
from actionplan.tui.views.blocks import WIDEST, painted
from actionplan.tui.widgets.page import Writing
from actionplan.tui.widgets.paint import Line, Span, paint_of
from actionplan.wording.figures import number, of
from actionplan.wording.labels import NOT_ASSESSED, status_letter, status_short
from actionplan.workspace.trending import Wanted

_BLANK: Line = ()
_MARGIN = 2
_LONGEST = 60
"""Letters of the longest bar."""


def trend_writing(trend: Trend) -> Writing:
    """The curve, with painted bars where the command has plain ones."""
    blocks = document(trend)
    at = next((place for place, block in enumerate(blocks) if isinstance(block, Table)), len(blocks))
    has_bars = any(point.reported for point in trend.points) and not (trend.proposal and not trend.is_group)
    above, below = blocks[:at], blocks[at + 2 if has_bars else at :]

    def write(width: int) -> Sequence[Line]:
        room = min(width - 1, WIDEST)
        bars = tuple(bar_lines(trend, room)) if has_bars else ()
        return (*painted((*above, *_caution(trend)), room), _BLANK, *bars, *painted(below, room))

    return write


def _caution(trend: Trend) -> tuple[Block, ...]:
    """What the curve rests on, where that is less than what was saved."""
    said = words.basis(trend) if trend.basis != "history" or trend.known_from else ()
    return tuple(Paragraph(one, Tone.QUIET) for one in said)


def bar_lines(trend: Trend, width: int) -> Iterator[Line]:
    """A bar for each day, with what it is called and how much was carried out or under way."""
    named = [words.label(trend, point) for point in trend.points]
    marked = ["".join(words.SYMBOLS[mark] for mark in point.marks) for point in trend.points]
    said = [_share(point) for point in trend.points]
    name_room, mark_room, said_room = (max(map(width_of, texts), default=0) for texts in (named, marked, said))
    gap = 1 if mark_room else 0
    room = min(width - _MARGIN - name_room - gap - mark_room - 4 - said_room, _LONGEST)
    yield from _legend(trend, width)
    yield _BLANK
    for point, name, mark, share in zip(trend.points, named, marked, said, strict=True):
        letters = bar(point.counts, point.members * len(trend.proposals), max(room, 8))
        yield (
            (" " * _MARGIN + pad(name, name_room), "strong" if point.is_now else "plain"),
            (" " * gap + pad(mark, mark_room) + "  ", "warning"),
            *_painted_bar(letters),
            (" " * (max(room, 8) - len(letters)), "plain"),
            ("  " + pad(share, said_room, ">"), "strong" if point.is_now else "quiet"),
        )
    yield _BLANK


def _share(point: Point) -> str:
    counts = point.counts
    return of(counts.under_way, counts.reported) if point.reported else _("not known") if point.unknown else "–"


def _paints() -> dict[str, str]:
    return {**{status_letter(one): paint_of(one) for one in SCALE}, no_status_letter(): "not-started"}


def _painted_bar(letters: str) -> Iterator[Span]:
    paints = _paints()
    for letter in dict.fromkeys(letters):
        yield letter * letters.count(letter), paints.get(letter, "quiet")


def _legend(trend: Trend, width: int) -> Iterator[Line]:
    """What the letters mean, on as many lines as it takes."""
    entries = [(status_letter(one), status_short(one), paint_of(one)) for one in SCALE]
    if any(point.counts.no_status for point in trend.points):
        entries.append((no_status_letter(), _("picked, status not given"), "not-started"))
    entries.append((NOT_ASSESSED, status_short(None), "quiet"))
    line: list[Span] = [(" " * _MARGIN, "plain")]
    used = _MARGIN
    for letter, said, paint in entries:
        needed = width_of(said) + 6
        if used + needed > width:
            yield tuple(line)
            line, used = [(" " * _MARGIN, "plain")], _MARGIN
        line += [(f" {letter} ", paint), (f" {said}  ", "quiet")]
        used += needed
    yield tuple(line)


# The top of the screen


def trend_figures(trend: Trend) -> str:
    """The newest figure: "112 av 352 genomförda eller på gång"."""
    if not trend.points or not trend.points[-1].reported:
        return ""
    counts = trend.points[-1].counts
    said = _("{share} carried out or under way")
    return said.format(share=of(counts.under_way, counts.reported))


_BYS = {
    "month": lambda: _("by month"),
    "quarter": lambda: _("by quarter"),
    "round": lambda: _("by follow-up round"),
}


def trend_narrowed(wanted: Wanted, scene: Scene) -> str:
    """What is shown, in words: "per kvartal · bara 09"."""
    said = [_BYS[wanted.by]()]
    if wanted.proposal:
        said.append(_("only {number}").format(number=wanted.proposal))
    if wanted.area:
        said.append(_("area {area}").format(area=wanted.area))
    if scene.region and wanted.body.id != scene.region.id:
        said.insert(0, _("Only {body}").format(body=scene.name(wanted.body.id)))
    return " · ".join(said)


def reading(count: int, whole: int) -> str:
    """How far reading has come."""
    said = _("Reading what was saved: {count} of {whole} · Esc stops")
    return said.format(count=number(count), whole=number(whole))
