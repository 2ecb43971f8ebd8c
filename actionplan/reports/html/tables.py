"""A table of a page: with a name, heads that say what they are heads of, and room to scroll in where it is wide."""

from collections.abc import Sequence

from actionplan.i18n import _, ngettext
from actionplan.reports.blocks import Column, Table, Tone, Value
from actionplan.reports.html.context import Context
from actionplan.reports.html.text import in_line
from actionplan.wording.figures import number

_NARROW = 3
"""As many columns as may fit the smallest screen side by side."""
_LETTERS = 28
"""As many letters as have room beside each other there: no word of a table is broken."""
_UPRIGHT = 6
"""As many columns of figures or letters have heads that lie; the heads of more of them stand."""
_SMALL = 16
"""As many rows as are not parted between sheets of paper."""
_TONES = {Tone.PLAIN: "", Tone.STRONG: "b", Tone.QUIET: "q", Tone.WARNING: "a"}
"""The classes of tones that have short ones."""
_STICKS = 12
"""As many columns of letters fit a large screen without scrolling sideways."""


def is_small(found: Table) -> bool:
    """Whether a table stays on one sheet of paper."""
    return len(found.rows) <= _SMALL


def table(found: Table, context: Context, caption: str = "") -> str:
    """A table as HTML.

    Args:
        found: what it holds.
        context: the page that it stands on.
        caption: what it shows; else its own caption, else the heading right above says so.
    """
    columns, caption = found.columns, caption or found.caption
    name, named = _name(context, caption)
    body, letters = _body(found, context)
    slim = letters | {place for place, column in enumerate(columns) if place >= found.stub and column.align == ">"}
    turned = slim if len(slim) > _UPRIGHT else set[int]()
    classes = [*(["m"] if letters else []), *(["w"] if len(columns) > _NARROW else []), *(["r"] if turned else [])]
    said = "".join(
        (
            f"<table{_classes(classes)}{'' if caption else named}>",
            f'<caption id="{name}">{context.escaped(caption)}</caption>' if caption else "",
            _head(found, turned, context),
            body,
            "</table>",
        )
    )
    if found.left_out:
        said += f'<p class="quiet">{context.escaped(_more(found.left_out))}</p>'
    kept = " keep" if is_small(found) else ""
    if _is_slim(found):
        return f'<div class="t{kept}">{said}</div>'
    sticks = " s" if letters and turned and len(slim) <= _STICKS else ""
    return f'<div class="t scroll{sticks}{kept}" role="region" tabindex="0"{named}>{said}</div>'


def _is_slim(found: Table) -> bool:
    """Whether the smallest screen shows a table without scrolling sideways."""
    columns = found.columns
    if len(columns) > _NARROW:
        return False
    longest = [_longest(column.spoken or column.head) for column in columns]
    for row in found.rows:
        if len(row) == len(columns):
            longest = [max(most, _longest(value.text)) for most, value in zip(longest, row, strict=True)]
    return sum(longest) <= _LETTERS


def _longest(text: str) -> int:
    """How many letters the longest word has."""
    return max(map(len, text.split()), default=0)


def _more(count: int) -> str:
    return ngettext("and {count} more row", "and {count} more rows", count).format(count=number(count))


def _name(context: Context, caption: str) -> tuple[str, str]:
    """The name of a table's caption, and the attribute that says what the table is called."""
    if caption:
        name = context.name("tabell_1")
        label = context.label(caption)
        return name, _labelled(name) if label == caption else _label(label)
    if context.heading is None:
        return "", _label(context.label(_("In brief")))
    name, text = context.heading
    label = context.label(text)
    return name, _labelled(name) if label == text else _label(label)


def _labelled(name: str) -> str:
    return f' aria-labelledby="{name}"'


def _label(text: str) -> str:
    return f' aria-label="{in_line(text)}"'


def _classes(classes: Sequence[str]) -> str:
    return f' class="{" ".join(classes)}"' if classes else ""


def _head(found: Table, turned: set[int], context: Context) -> str:
    cells = "".join(_head_cell(column, place in turned, context) for place, column in enumerate(found.columns))
    return f"<thead><tr>{cells}</tr></thead>"


def _head_cell(column: Column, is_turned: bool, context: Context) -> str:
    words = column.spoken or column.head
    if not words:
        return "<td></td>"
    said = context.escaped(words)
    if not column.head:
        return f'<th scope="col"><span class="h">{said}</span></th>'
    align = ' class="n"' if column.align == ">" else ""
    # A symbol that charts and legends use stands below the words that it stands for.
    symbol = ""
    if column.spoken and column.head != column.spoken and len(column.head) <= 1:
        symbol = f'<b aria-hidden="true">{context.escaped(column.head)}</b>'
    if is_turned:
        return f'<th scope="col" class="u"><span>{said}</span>{symbol}</th>'
    return f'<th scope="col"{align}>{said}{" " if symbol else ""}{symbol}</th>'


def _body(found: Table, context: Context) -> tuple[str, set[int]]:
    """The rows, and which columns hold letters.

    What HTML closes by itself is left open: a national report has a hundred thousand cells.
    """
    columns = found.columns
    opened = [("td", "n" if column.align == ">" else "") for column in columns]
    opened[found.stub - 1] = ("th scope=row", "")
    places = [(place, _opening(*one), *one) for place, one in enumerate(opened)]
    said = ["<tbody>"]
    write, text, plain = said.append, context.escaped, Tone.PLAIN
    cells: dict[tuple[str, Value], str] = {}
    letters: set[int] = set()
    for row in found.rows:
        if len(row) == 1 < len(columns):
            begun = "</tbody><tbody>" if len(said) > 1 else ""
            write(f"{begun}<tr><th scope=rowgroup colspan={len(columns)}>{text(row[0].text)}")
            continue
        write("<tr>")
        for (place, opening, tag, align), value in zip(places, row, strict=True):
            if value.tone is plain and not value.spoken:
                write(opening)
                write(text(value.text))
                continue
            cell = cells.get((tag, value))
            if cell is None:
                cell = cells[tag, value] = _cell(tag, align, value, context)
            if value.spoken:
                letters.add(place)
            write(cell)
    write("</tbody>")
    return "".join(said), letters


def _opening(tag: str, *classes: str) -> str:
    joined = " ".join(filter(None, classes))
    if not joined:
        return f"<{tag}>"
    return f'<{tag} class="{joined}">' if " " in joined else f"<{tag} class={joined}>"


def _cell(tag: str, align: str, value: Value, context: Context) -> str:
    if value.spoken:
        return f"{_opening(tag, context.look(value))}<i>{context.escaped(value.spoken)}</i>"
    return _opening(tag, align, _TONES.get(value.tone, value.tone.value)) + context.escaped(value.text)
