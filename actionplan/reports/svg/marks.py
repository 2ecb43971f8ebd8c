"""The elements of a drawing as text: numbers of at most two decimals, and everything escaped."""

from html import escape as _escape

from msgspec import Struct

from actionplan.reports.svg.text import lines, shown


class Drawing(Struct, frozen=True):
    """What is drawn, and how high it is. Its width is given beforehand."""

    content: str
    height: float


def units(value: float) -> str:
    """A length or place, the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def escape(text: str) -> str:
    """Text as the content of an element or an attribute, harmless in both."""
    # A library of XML would bring half of the internet with it.
    return _escape(shown(text))


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """An element; ``content`` is markup already, attributes are not. ``font_size`` becomes ``font-size``."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else units(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def group(*content: str, **attributes: str | float) -> str:
    """Elements together; nothing where there are none."""
    inside = "".join(content)
    return element("g", inside, **attributes) if inside else ""


def title(text: str) -> str:
    """The full text of what it stands in, seen when it is pointed at."""
    return f"<title>{escape(text)}</title>"


def text(words: str, x: float, y: float, /, **attributes: str | float) -> str:
    """One line of text, its baseline at ``y``."""
    return element("text", escape(words), x=x, y=y, **attributes)


class Setting(Struct, frozen=True):
    """How running text is set."""

    room: float
    size: float
    leading: float
    most: int = 100
    bold: bool = False


def block(words: str, x: float, y: float, how: Setting, /, **attributes: str | float) -> Drawing:
    """Text in lines from a first baseline; what is cut off is in its title."""
    full = shown(words)
    found = lines(full, how.room, how.size, most=how.most, bold=how.bold)
    attributes = {"font_size": how.size, **attributes}
    if how.bold:
        attributes["font_weight"] = "600"
    inside = "".join(text(line, x, y + place * how.leading) for place, line in enumerate(found))
    is_whole = "".join("".join(found).split()) == "".join(full.split())
    return Drawing(group("" if is_whole else title(words), inside, **attributes), len(found) * how.leading)
