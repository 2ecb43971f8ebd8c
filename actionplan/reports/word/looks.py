"""What a file's styles come to: sizes and spaces after all that a style inherits, which tells how high text is."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, structs

from actionplan.reports.word.letters import lines
from actionplan.reports.word.look import FONT
from actionplan.reports.word.markup import measure, qualified

_LINE = 240
"""What Word calls a single line."""
_HALF = 10
"""Twentieths of a point in half a point."""
_TWINS = {
    **dict.fromkeys(("arial", "helvetica", "liberation sans", "arimo"), 1.01),
    **dict.fromkeys(("times new roman", "times", "liberation serif", "tinos"), 0.94),
}
"""How wide fonts are, as a share of Arial's width, that have a twin of the same widths on every system; with a little
to spare."""
_UNKNOWN = 1.2
"""Any other may be replaced by one that is wider than itself."""
_LEADING, _UNKNOWN_LEADING = 1.16, 1.24
"""How high a single line is for the size of its letters."""


class Cap(Struct, frozen=True):
    """The most that a style may take, to fit a page."""

    before: int
    after: int
    line: int
    halves: int = 0
    """The size of its letters, in half points; 0 leaves it alone."""


class Look(Struct, frozen=True):
    """How a paragraph of a style looks; lengths in twentieths of a point."""

    halves: float = 20
    """The size of its letters, in half points."""
    before: int = 0
    after: int = 0
    line: int = _LINE
    """How high a line is: 240ths of a single line."""
    exact: int = 0
    """How high a line is whatever its letters; 0 where that follows from them."""
    font: str = FONT
    bold: bool = False
    joined: bool = False
    """Whether there is no space between paragraphs of this style."""

    def capped(self, cap: Cap) -> "Look":
        """The look, held down to what it may take."""
        return structs.replace(
            self,
            before=min(self.before, cap.before),
            after=min(self.after, cap.after),
            line=min(self.line, cap.line),
            halves=min(self.halves, cap.halves or self.halves),
        )

    @property
    def wider(self) -> float:
        """How much wider than Arial its letters may be."""
        return _TWINS.get(self.font.lower(), _UNKNOWN) * (1.075 if self.bold else 1)

    @property
    def high(self) -> float:
        """How high a line is."""
        leading = _LEADING if self.font.lower() in _TWINS else _UNKNOWN_LEADING
        return self.exact or self.halves * _HALF * leading * self.line / _LINE

    def height(self, text: str, room: float) -> float:
        """How high a paragraph with this text is in so much room, without the spaces around it."""
        return lines(text, room, self.halves, self.wider) * self.high


class Looks:
    """The looks of a file's styles, by their names."""

    def __init__(self, file: Any, ids: Mapping[str, str], caps: Mapping[str, Cap] | None = None) -> None:
        """Read the styles as they are now.

        Args:
            file: the Word file.
            ids: the styles' ids by name.
            caps: what styles are to be held down to, by their names.
        """
        self._caps = caps or {}
        self._known: dict[str, Look] = {}
        sheet = file.styles.element
        self._styles = {one.get(qualified("w:styleId")): one for one in sheet.findall(qualified("w:style"))}
        self._ids = ids
        self._theme = _theme_font(file)
        defaults = sheet.find(qualified("w:docDefaults"))
        found = Look()
        for path in ("w:rPrDefault/w:rPr", "w:pPrDefault/w:pPr"):
            one = None if defaults is None else defaults.find("/".join(map(qualified, path.split("/"))))
            found = self._with(found, one)
        self._base = found

    def __getitem__(self, name: str) -> Look:
        """The look of a style."""
        if name not in self._known:
            found = self._found(name)
            self._known[name] = found.capped(self._caps[name]) if name in self._caps else found
        return self._known[name]

    def _found(self, name: str) -> Look:
        chain: list[Any] = []
        id_ = self._ids[name]
        while id_ in self._styles and self._styles[id_] not in chain:
            one = self._styles[id_]
            chain.append(one)
            based = one.find(qualified("w:basedOn"))
            id_ = "" if based is None else based.get(qualified("w:val"), "")
        found = self._base
        for one in reversed(chain):
            found = self._with(self._with(found, one.find(qualified("w:pPr"))), one.find(qualified("w:rPr")))
        return found

    @property
    def wider(self) -> float:
        """How much wider than Arial the letters of running text may be."""
        return self["Normal"].wider

    def _with(self, look: Look, format_: Any) -> Look:
        """A look with what a paragraph's or a text's format says."""
        if format_ is None:
            return look
        changed: dict[str, Any] = {}
        for one in format_:
            said = one.get(qualified("w:val"))
            match one.tag.rpartition("}")[2]:
                case "sz" if said:
                    changed["halves"] = max(measure(said, round(look.halves)), 2)
                case "b":
                    changed["bold"] = said not in {"0", "false", "off"}
                case "rFonts":
                    changed["font"] = self._font(one) or look.font
                case "contextualSpacing":
                    changed["joined"] = said not in {"0", "false", "off"}
                case "spacing" if one.getparent().tag == qualified("w:pPr"):
                    changed |= _spacing(one)
        return structs.replace(look, **changed)

    def _font(self, fonts: Any) -> str:
        if fonts.get(qualified("w:asciiTheme")):
            return self._theme
        return str(fonts.get(qualified("w:ascii"), ""))


def _spacing(one: Any) -> dict[str, int]:
    told = {key: one.get(qualified(f"w:{key}")) for key in ("before", "after", "line")}
    found = {key: measure(told[key]) for key in ("before", "after") if told[key]}
    if line := measure(told["line"]):
        is_exact = one.get(qualified("w:lineRule"), "auto") != "auto"
        found |= {"exact": line} if is_exact else {"line": line, "exact": 0}
    return found


def _theme_font(file: Any) -> str:
    """The font of running text in a template's theme; empty where there is none."""
    import re

    for related in file.part.rels.values():
        if related.reltype.endswith("/theme"):
            found = re.search(rb'<a:minorFont>.*?<a:latin[^>]*typeface="([^"]*)"', related.target_part.blob, re.DOTALL)
            return found.group(1).decode(errors="replace") if found else ""
    return ""
