"""A table of a page: with a name, heads that say what they are heads of, and room to scroll in where it is wide."""

from collections.abc import Mapping, Sequence

from actionplan.i18n import _, ngettext
from actionplan.reports.blocks import Column, Table, Tone, Value
from actionplan.reports.heads import Head, explained, stood
from actionplan.reports.html.context import Context
from actionplan.reports.html.text import in_line
from actionplan.wording.figures import number

_NARROW = 3
"""As many columns as may fit the smallest screen side by side."""
_LETTERS = 28
"""As many letters as have room beside each other there: no word of a table is broken."""
_LEAST = 8
"""As many letters as any column has room for."""
_UPRIGHT = 6
"""As many columns of figures or letters have heads that lie; the heads of more of them stand."""
_NAME = 16
"""Above letters, so long a name stands in any case."""
_SMALL = 16
"""As many rows as are not parted between sheets of paper."""
_TONES = {Tone.PLAIN: "", Tone.STRONG: "b", Tone.QUIET: "q", Tone.WARNING: "a"}
"""The classes of tones that have short ones."""
_CLOSE = 18
"""More columns of letters than this stand as close on paper as they can."""
_LONG = 200
"""Where what explains cut names has more letters than this, rows stand close on paper too."""
_HIGHEST, _SIZE = 130.0, 11.7
"""How high heads on end are at most on a screen, and how large their letters are: points."""
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
    is_grid = bool(letters) and len(letters) == len(columns) - found.stub
    heads = _on_end(found, letters, is_grid=is_grid)
    cut = explained(heads.values())
    classes = [*(["m"] if letters else []), *(["w"] if len(columns) > _NARROW else []), *(["r"] if heads else [])]
    classes += _of_grid(len(letters), cut) if is_grid and heads else []
    said = "".join(
        (
            f"<table{_classes(classes)}{'' if caption else named}>",
            f'<caption id="{name}">{context.escaped(caption)}</caption>' if caption else "",
            _head(found, heads, context),
            body,
            "</table>",
        )
    )
    if found.left_out:
        said += f'<p class="quiet">{context.escaped(_more(found.left_out))}</p>'
    kept = (" keep" if is_small(found) else "") + (" grid" if is_grid else "")
    told = f'<p class="quiet">{context.escaped(cut)}</p>' if cut else ""
    if _is_slim(found):
        return f'<div class="t{kept}">{said}</div>{told}'
    sticks = " s" if letters and 0 < len(heads) <= _STICKS else ""
    return f'<div class="t scroll{sticks}{kept}" role="region" tabindex="0"{named}>{said}</div>{told}'


def _on_end(found: Table, letters: set[int], *, is_grid: bool) -> dict[int, Head]:
    """The heads that stand on end, by the places of their columns: those above figures and letters, if any."""
    columns = found.columns
    slim = sorted(letters | {place for place in range(found.stub, len(columns)) if columns[place].align == ">"})
    names = [columns[place].spoken or columns[place].head for place in slim]
    if len(slim) <= _UPRIGHT and not (is_grid and max(map(len, names)) > _NAME):
        return {}
    most = 1 if is_grid and len(slim) > _STICKS else 2
    return dict(zip(slim, stood(names, _HIGHEST, _SIZE, most), strict=True))


def _of_grid(count: int, cut: str) -> list[str]:
    """How close a table of so many columns of letters stands on paper, with what explains its names below it."""
    dense, close = count > _STICKS, count > _CLOSE
    return ["g", *(["x"] if dense else []), *(["y"] if close else []), *(["z"] if close or len(cut) > _LONG else [])]


def _is_slim(found: Table) -> bool:
    """Whether the smallest screen shows a table without scrolling sideways."""
    columns = found.columns
    if len(columns) > _NARROW:
        return False
    longest = [_longest(column.spoken or column.head) for column in columns]
    for row in found.rows:
        if len(row) == len(columns):
            longest = [max(most, _longest(value.text)) for most, value in zip(longest, row, strict=True)]
    return sum(max(most, _LEAST) for most in longest) <= _LETTERS


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


def _head(found: Table, on_end: Mapping[int, Head], context: Context) -> str:
    cells = "".join(_head_cell(column, on_end.get(place), context) for place, column in enumerate(found.columns))
    return f"<thead><tr>{cells}</tr></thead>"


def _head_cell(column: Column, on_end: Head | None, context: Context) -> str:
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
    if on_end is None:
        return f'<th scope="col"{align}>{said}{" " if symbol else ""}{symbol}</th>'
    shown = " <br>".join(map(context.escaped, on_end.lines))
    if on_end.is_cut:
        # Those who listen hear all of it, and a pointer shows it.
        return (
            f'<th scope="col" class="u" title="{in_line(words)}"><i>{said}</i>'
            f'<span aria-hidden="true">{shown}</span>{symbol}</th>'
        )
    return f'<th scope="col" class="u"><span>{shown}</span>{symbol}</th>'


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
