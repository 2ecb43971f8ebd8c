"""How cells look: every format of the workbook by its name, and the colours of the statuses."""

from collections.abc import Mapping
from typing import Any

from actionplan.i18n import current_language
from actionplan.reports.blocks import Tone
from actionplan.reports.svg.colors import LIGHT

HEAD = "#dde5ee"
"""Behind the heads of columns."""
TITLE = LIGHT.fills[Tone.DONE]
WARNING = "#9b1c1c"
SIGNED = (Tone.DONE, Tone.OVER_HALF, Tone.STARTED, Tone.NOT_STARTED, Tone.PLAIN, Tone.AGAINST, Tone.QUIET)
"""The tones of letters."""
POINTS = 11
"""The size of running text."""

RULE = "#c4ccd4"
_TOP = {"valign": "top"}
_CELL = {**_TOP, "bottom": 1, "bottom_color": RULE}
_TEXT = {**_CELL, "align": "left", "indent": 1}
_FIGURE = {**_CELL, "align": "right", "indent": 1}
_HEAD = {
    "bold": True,
    "bg_color": HEAD,
    "font_color": LIGHT.text,
    "bottom": 1,
    "bottom_color": TITLE,
    "text_wrap": True,
}


def percent_format() -> str:
    """Excel's format of a share with one decimal, as the language writes it; Excel puts the decimal mark."""
    return '0.0"\u00a0"%' if current_language() == "sv" else "0.0%"


def looks() -> Mapping[str, Mapping[str, Any]]:
    """The properties of every format, by its name."""
    return {
        "title": {"bold": True, "font_size": 20, "font_color": TITLE, **_TOP},
        "title-wrapped": {"bold": True, "font_size": 20, "font_color": TITLE, "text_wrap": True, **_TOP},
        "heading": {"bold": True, "font_size": 14, "font_color": TITLE, "valign": "bottom"},
        "lead": {"bold": True, "font_size": 13, "text_wrap": True, **_TOP},
        "warning": {"bold": True, "font_color": WARNING, "text_wrap": True, **_TOP},
        "note": {"font_color": LIGHT.quiet, "text_wrap": True, **_TOP},
        "line": {"font_color": LIGHT.quiet, **_TOP},
        "line-wrapped": {"font_color": LIGHT.quiet, "text_wrap": True, **_TOP},
        "sentence": {"text_wrap": True, **_TOP},
        "link": {"font_color": "#0b5394", "underline": 1, **_TOP},
        "head": {**_HEAD, "valign": "bottom", "align": "left", "indent": 1},
        "head-number": {**_HEAD, "valign": "bottom", "align": "right", "indent": 1},
        "head-centre": {**_HEAD, "valign": "bottom", "align": "center"},
        "head-up": {**_HEAD, "text_wrap": False, "valign": "bottom", "align": "center", "rotation": 90},
        "text": _TEXT,
        "wrapped": {**_TEXT, "text_wrap": True},
        "strong": {**_TEXT, "bold": True},
        "count": {**_FIGURE, "num_format": "#,##0"},
        "count-strong": {**_FIGURE, "num_format": "#,##0", "bold": True},
        "share": {**_FIGURE, "num_format": percent_format()},
        "share-strong": {**_FIGURE, "num_format": percent_format(), "bold": True},
        "none": {**_FIGURE, "font_color": LIGHT.quiet},
        "day": {**_CELL, "num_format": "yyyy-mm-dd", "align": "left", "indent": 1},
        "bare": {"num_format": "#,##0", "align": "right", "indent": 1, **_TOP},
        "bare-day": {"num_format": "yyyy-mm-dd", "align": "left", **_TOP},
        "bare-alarm": {"bold": True, "font_color": WARNING, **_TOP},
        "bare-text": {"text_wrap": True, **_TOP},
        "square": {"align": "center", "border": 1, "border_color": LIGHT.line},
        **{f"sign-{tone.value}": {"align": "center", "border": 1, **painted(tone)} for tone in SIGNED},
    }


def painted(tone: Tone) -> Mapping[str, Any]:
    """The fill of a tone, the ink that can be read on it, and the line around it."""
    return {"bg_color": LIGHT.fill(tone), "font_color": LIGHT.ink(tone), "border_color": LIGHT.edge(tone)}
