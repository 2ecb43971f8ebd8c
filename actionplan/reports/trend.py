"""A curve as blocks for the terminal: a bar of letters for each day, and the figures."""

from collections.abc import Sequence

from actionplan.core.matrix import Counts
from actionplan.core.status import SCALE
from actionplan.core.trend import Mark, Point, Trend
from actionplan.i18n import _
from actionplan.reports import rollup_sources
from actionplan.reports import trend_words as words
from actionplan.reports.blocks import (
    Block,
    Bullets,
    Column,
    Figure,
    Heading,
    Paragraph,
    Room,
    Table,
    Tone,
    Value,
    tone_of,
)
from actionplan.reports.drawing import draw
from actionplan.reports.rollup_tables import no_status_letter
from actionplan.wording.figures import number, of
from actionplan.wording.labels import NOT_ASSESSED, capital, status_letter, status_short

BAR = 40
"""How many letters a bar has."""
_LEVELS = "▁▂▃▄▅▆▇█"
_MOST = 60
"""How many days fit beside each other in a line of levels."""


def render(trend: Trend, *, width: int, color: bool) -> str:
    """The curve as lines of text.

    Args:
        trend: what it says.
        width: columns of the terminal.
        color: whether to colour it.
    """
    return draw(document(trend), width=width, color=color)


def document(trend: Trend, *, drawn: bool = False, chart: Figure | None = None) -> tuple[Block, ...]:
    """Lay out a curve.

    Args:
        trend: what it says.
        drawn: without the bars of letters, which are for the terminal.
        chart: what is then shown with the figures, where there is anything to draw.
    """
    blocks: list[Block] = [Heading(1, words.title(trend))]
    if trend.is_example:
        blocks.append(Paragraph(_("Example data: nothing here is a decision of the bodies named."), Tone.WARNING))
    if said := words.selection(trend):
        blocks.append(Paragraph(said))
    blocks += [Paragraph(said, Tone.WARNING) for said in rollup_sources.troubles(trend)]
    blocks.append(Paragraph(words.headline(trend), Tone.STRONG))
    if any(point.reported for point in trend.points):
        blocks += _drawn(trend, chart) if drawn else _in_letters(trend)
    marks = [mark for mark in Mark if any(mark in point.marks for point in trend.points)]
    if marks and (is_single(trend) or not drawn):
        said = "; ".join(f"{words.SYMBOLS[mark]} = {words.mark_text(mark)}" for mark in marks)
        blocks.append(Paragraph(said, Tone.QUIET))
    blocks += [Heading(2, _("About the figures")), Bullets(_notes(trend)), *rollup_sources.table(trend)]
    return tuple(blocks)


def _in_letters(trend: Trend) -> list[Block]:
    blocks: list[Block] = []
    if len(trend.points) > 1:
        blocks.append(Paragraph(_("Carried out or under way: {levels}").format(levels=levels(trend.points))))
    return [*blocks, *(_single(trend) if is_single(trend) else [_bars(trend), _legend(trend), figures(trend)])]


def _drawn(trend: Trend, chart: Figure | None) -> list[Block]:
    return _single(trend) if is_single(trend) else [chart or figures(trend), _legend(trend), _known(trend)]


def _known(trend: Trend) -> Table:
    """How much is known of each day, where no bars of letters stand beside it."""
    columns = (Column(_("When")), Column(_("Reported")), Column(_("Remarks"), room=Room.WRAP))
    rows = tuple(
        (
            Value(words.label(trend, point)),
            Value(of(point.reported, point.members)),
            Value("; ".join(f"{words.SYMBOLS[mark]} {words.mark_text(mark)}" for mark in point.marks) or "–"),
        )
        for point in trend.points
    )
    return Table(columns, rows, caption=_("What the days rest on"))


def is_single(trend: Trend) -> bool:
    """Whether it tells of one proposal in one plan, where there is nothing to count."""
    return bool(trend.proposal) and not trend.is_group


def levels(points: Sequence[Point]) -> str:
    """A line of levels, one for each day; of very many days, every other or every third, and the last."""
    step = -(-len(points) // _MOST)
    shown = points[::-1][::step][::-1]
    most = max((point.counts.under_way for point in shown), default=0)
    return "".join(_level(point, most) for point in shown)


def _level(point: Point, most: int) -> str:
    if Mark.INCOMPLETE in point.marks and not point.reported:
        return "·"
    if not most:
        return _LEVELS[0]
    # Only nothing at all is on the lowest level.
    part = point.counts.under_way
    return _LEVELS[-(-part * (len(_LEVELS) - 1) // most)]


def _bars(trend: Trend) -> Table:
    columns = (
        Column(_("When")),
        Column("", _("Remarks")),
        Column(_("Reported"), align=">"),
        Column(_("Of all that has been or could be said")),
    )
    rows = tuple(
        (
            Value(words.label(trend, point), Tone.STRONG if point.is_now else Tone.PLAIN),
            Value(_marks(point)),
            Value(f"{number(point.reported)}/{number(point.members)}"),
            Value(bar(point.counts, point.members * len(trend.proposals))),
        )
        for point in trend.points
    )
    return Table(columns, rows)


def _marks(point: Point) -> str:
    return "".join(words.SYMBOLS[mark] for mark in point.marks)


def bar(counts: Counts, whole: int, width: int = BAR) -> str:
    """A bar of letters, as long as what has been reported is of the whole.

    Args:
        counts: how much there is of each letter.
        whole: how much there could be.
        width: how long the bar is then.
    """
    parts = [(status_letter(status), counts.of(status)) for status in SCALE[:4]]
    parts += [(no_status_letter(), counts.no_status)]
    parts += [(status_letter(status), counts.of(status)) for status in SCALE[4:]]
    parts += [(NOT_ASSESSED, counts.not_assessed)]
    lengths = _shared_out([part for _letter, part in parts], max(whole, counts.reported), width)
    return "".join(letter * length for (letter, _part), length in zip(parts, lengths, strict=True))


def _shared_out(parts: Sequence[int], whole: int, width: int) -> list[int]:
    """How long each part is: what is there at all is seen, and the sum is right."""
    if not whole:
        return [0] * len(parts)
    total = -(-sum(parts) * width // whole)
    lengths = [max(part * width // whole, 1) if part else 0 for part in parts]
    # What had to be made longer to be seen at all gets nothing more.
    shortened = [place for place, part in enumerate(parts) if part * width >= whole]
    for place in sorted(shortened, key=lambda place: (-(parts[place] * width % whole), place)):
        if sum(lengths) < total:
            lengths[place] += 1
    while sum(lengths) > max(total, sum(part > 0 for part in parts)):
        lengths[lengths.index(max(lengths))] -= 1
    return lengths


def _legend(trend: Trend) -> Paragraph:
    entries = [(status_letter(status), status_short(status)) for status in SCALE]
    if any(point.counts.no_status for point in trend.points):
        entries.append((no_status_letter(), _("picked, status not given")))
    entries.append((NOT_ASSESSED, status_short(None)))
    # No-break spaces keep each symbol on the line of its words.
    return Paragraph("; ".join(f"{letter} = {said}".replace(" ", "\u00a0") for letter, said in entries), Tone.QUIET)


def figures(trend: Trend) -> Table:
    """The figures of each day."""
    has_no_status = any(point.counts.no_status for point in trend.points)
    has_titles = any(point.title for point in trend.points)
    columns = (
        Column(_("When")),
        *((Column(_("Round"), room=Room.WRAP),) if has_titles else ()),
        Column(_("Of"), _("Counted of"), ">"),
        Column(_("Carried out or under way"), align=">"),
        Column(_("Picked"), align=">"),
        *(Column(status_letter(status), capital(status_short(status)), ">") for status in SCALE),
        *((Column(no_status_letter(), _("Picked, status not given"), ">"),) if has_no_status else ()),
        Column(NOT_ASSESSED, capital(status_short(None)), ">"),
    )
    rows = []
    for point in trend.points:
        counts = point.counts
        figures = [counts.reported, counts.under_way, counts.picked, *(counts.of(status) for status in SCALE)]
        figures += [counts.no_status] if has_no_status else []
        values = [Value(number(figure)) for figure in (*figures, counts.not_assessed)]
        if not point.reported:
            values = [Value("") for _value in values]
        titles = [Value(point.title)] if has_titles else []
        rows.append((Value(words.label(trend, point)), *titles, *values))
    return Table(columns, tuple(rows), gap=1)


def _single(trend: Trend) -> list[Block]:
    """One proposal in one plan: its status in words."""
    columns = (Column(_("When")), Column("", _("Remarks")), Column(_("Status"), room=Room.WRAP))
    rows = []
    for point in trend.points:
        status = next((one for one in SCALE if point.counts.of(one)), None)
        said = f"{status_letter(status)} {status_short(status)}"
        if point.counts.no_status:
            said = " ".join((no_status_letter(), _("picked, status not given")))
        elif point.apart:
            said = words.mark_text(Mark.OTHER_CATALOGUE)
        elif not point.reported:
            said = _("not known") if point.unknown else _("not reported")
        rows.append((Value(words.label(trend, point)), Value(_marks(point)), Value(said, tone_of(status))))
    return [Table(columns, tuple(rows))]


def _notes(trend: Trend) -> tuple[str, ...]:
    said = [
        *words.basis(trend),
        rollup_sources.sentence(trend),
        words.rounds(trend),
        words.unknown(trend),
        words.apart(trend),
    ]
    if trend.points:
        last = trend.points[-1]
        if trend.is_group:
            said.append(_("Reported: how many of the members had filled in something by then."))
        if last.is_now:
            text = _("The last line shows the files as they lie in the folder, saved or not.")
            if any(not one.is_folder for one in trend.sources):
                text = _(
                    "The last line shows the files as they lie in the folder, saved or not, and of sources what was"
                    " fetched last."
                )
            said.append(text)
            said += [words.unreadable_now(last)]
    said += [words.broken(one) for one in trend.broken]
    said.append(
        _(
            "A follow-up counts from its own date, also when it was recorded later. The first status of a proposal that"
            " nobody dated counts from the day on which it was saved."
        )
    )
    return tuple(sentence for sentence in said if sentence)
