"""The publisher's logo, in the corner of the first sheet."""

import struct
from io import BytesIO
from typing import TYPE_CHECKING

from actionplan.core.errors import BadLogo
from actionplan.core.issuer import Logo
from actionplan.reports.workbook.cells import safe

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_HEIGHT, _WIDTH = 64, 280
"""How large a logo may stand, in pixels."""
_ROOM = 12
_DOTS, _POINTS = 96, 72
"""Pixels, and points, of a sheet to an inch."""


def place_logo(paper: "Worksheet", logo: Logo | None, column: int, height: float) -> None:
    """Put a logo on a sheet's first row; none where there is none, or an SVG, which Excel does not show everywhere.

    Args:
        paper: the sheet.
        logo: the logo.
        column: where it stands.
        height: how high the row is to be at least, in points.

    Raises:
        BadLogo: the file only begins like a picture.
    """
    if logo is None or logo.kind == "svg":
        return
    from xlsxwriter.exceptions import XlsxWriterException
    from xlsxwriter.image import Image

    try:
        found = Image(BytesIO(logo.content))
    except (XlsxWriterException, struct.error):
        raise BadLogo(logo.source, "drawing") from None
    wide, high = found.width * _DOTS / found.x_dpi, found.height * _DOTS / found.y_dpi
    scale = min(_HEIGHT / high, _WIDTH / wide, 1)
    paper.set_row_pixels(0, max(_HEIGHT + _ROOM, round(height * _DOTS / _POINTS)))
    options = {"image_data": BytesIO(logo.content), "description": safe(logo.text), "x_scale": scale, "y_scale": scale}
    paper.insert_image(0, column, f"logo.{logo.kind}", {**options, "x_offset": _ROOM / 2, "y_offset": _ROOM / 2})
