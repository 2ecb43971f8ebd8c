"""The blocks of a report as HTML."""

from collections.abc import Sequence

from actionplan.i18n import _
from actionplan.reports.blocks import (
    Block,
    Bullets,
    Figure,
    Heading,
    Item,
    Items,
    PageBreak,
    Paragraph,
    Table,
    Tone,
)
from actionplan.reports.html.context import NOTES, Context
from actionplan.reports.html.tables import is_small, table
from actionplan.reports.html.text import in_line

Content = Heading | Paragraph | Bullets | Items | Table | Figure
_CLASSES = {Tone.STRONG: "lead", Tone.QUIET: "quiet", Tone.WARNING: "warning"}


def draw(blocks: Sequence[Block], context: Context) -> str:
    """Blocks as HTML, with a section for each heading of the second level and for each new page."""
    said: list[str] = []
    is_open = is_new_page = False
    # A heading, and what is said below it, waits for the chart or the table that it shall share a sheet with.
    waiting: list[str] = []
    for block in blocks:
        if isinstance(block, PageBreak):
            is_new_page = True
            continue
        is_section = isinstance(block, Heading) and block.level <= 2  # noqa: PLR2004 - the level of sections
        if is_new_page or is_section:
            said += [*waiting, *(["</section>"] if is_open else [])]
            said.append('<section class="new">' if is_new_page else "<section>")
            is_open, is_new_page, waiting = True, False, []
        drawn, *rest = _block(block, context)
        if isinstance(block, Heading) or (waiting and isinstance(block, Paragraph)):
            waiting.append(drawn)
            continue
        is_kept = bool(waiting) and (isinstance(block, Figure) or (isinstance(block, Table) and is_small(block)))
        said += ['<div class="keep">', *waiting, drawn, "</div>"] if is_kept else [*waiting, drawn]
        said += rest
        waiting = []
    said += [*waiting, *(["</section>"] if is_open else [])]
    return "\n".join(said)


def notes(context: Context) -> str:
    """The footnotes, with the way back to where each is referred to; nothing where there are none."""
    if not context.notes:
        return ""
    items = "".join(_note(place, note, context) for place, note in enumerate(context.notes, 1))
    title = context.escaped(_("Footnotes"))
    return f'<section class="notes" role="doc-endnotes">\n<h2 id="{NOTES}">{title}</h2>\n<ol>{items}</ol>\n</section>'


def _note(place: int, note: str, context: Context) -> str:
    ways = " ".join(
        f'<a href="#{name}" role="doc-backlink" aria-label="{in_line(_back(place, times))}">↩</a>'
        for times, name in enumerate(context.marks_of(note), 1)
    )
    return f'<li id="not_{place}">{context.escaped(note)} {ways}</li>'


def _back(place: int, times: int) -> str:
    if times == 1:
        return _("Back to footnote mark {number}").format(number=place)
    return _("Back to footnote mark {number}, place {place}").format(number=place, place=times)


def _block(block: Content, context: Context) -> tuple[str, ...]:
    """A block in one piece, or in several that need not share a sheet."""
    match block:
        case Heading():
            return (_heading(block, context),)
        case Paragraph():
            return (_paragraph(block, context),)
        case Bullets():
            return (f"<ul>{''.join(f'<li>{context.escaped(item)}</li>' for item in block.items)}</ul>",)
        case Items():
            # Without its marks a list is none to one of the browsers, unless it says so.
            items = "".join(_item(item, context) for item in block.items)
            return (f'<ul class="items" role="list">{items}</ul>',)
        case Table():
            return (table(block, context),)
        case Figure():
            return _figure(block, context)


def _heading(heading: Heading, context: Context) -> str:
    # The title of the report is the only one of the first level.
    level = max(heading.level, 2)
    return f'<h{level} id="{context.open(heading)}">{context.escaped(heading.text)}</h{level}>'


def _paragraph(paragraph: Paragraph, context: Context) -> str:
    kind = _CLASSES.get(paragraph.tone, "")
    text, marks = context.escaped(paragraph.text), _marks(paragraph.notes, context)
    if paragraph.tone is Tone.WARNING:
        return f'<p class="{kind}" role="note">{text}{marks}</p>'
    return f'<p class="{kind}">{text}{marks}</p>' if kind else f"<p>{text}{marks}</p>"


def _marks(found: Sequence[str], context: Context) -> str:
    said = []
    for note in found:
        place, name = context.mark(note)
        label = in_line(_("Footnote {number}").format(number=place))
        said.append(
            f'<a class="mark" id="{name}" href="#not_{place}" role="doc-noteref" aria-label="{label}">{place}</a>'
        )
    return f"<sup>{' '.join(said)}</sup>" if said else ""


def _item(item: Item, context: Context) -> str:
    text = context.escaped
    # A text that runs from right to left leaves the number and the figure beside it where they are.
    head = f'<b><span class="no">{text(item.number)}</span> <bdi>{text(item.title)}</bdi></b>'
    figure = f' <span class="figure">{text(item.figure)}</span>' if item.figure else ""
    details = "".join(f"<p>{text(detail)}</p>" for detail in item.details)
    return f'<li><p class="item">{head}{figure}</p>{details}</li>'


def _figure(figure: Figure, context: Context) -> tuple[str, str]:
    """A chart with its caption, and the table of what it shows."""
    from actionplan.reports.svg.chart import draw as drawn
    from actionplan.reports.svg.colors import VARIABLES

    number = context.figure_number()
    name = context.name(f"diagram_{figure.key}")
    caption = _("Chart {number}: {title}").format(number=number, title=figure.title)
    label = context.label(caption)
    svg = drawn(figure, VARIABLES, ids=f"{name}_")
    said = (
        f'<figure><figcaption id="{name}_text">{context.escaped(caption)}</figcaption>'
        f'<div class="drawn scroll" role="region" tabindex="0" aria-label="{in_line(label)}">{svg}</div></figure>'
    )
    return said, table(figure.table, context, _("Table: {title}").format(title=figure.title))
