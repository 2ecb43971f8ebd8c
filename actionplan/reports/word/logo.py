"""The publisher's picture."""

import io
from typing import Any

from actionplan.core.issuer import Issuer, Logo
from actionplan.reports.word.charts import inline

_HIGH, _WIDE = 1.8, 6.0
"""Centimetres that a logo may take."""


def placed(file: Any, issuer: Issuer, number: int) -> str:
    """Put the logo into the file.

    Returns:
        The run that shows it; empty where Word cannot: for SVG, and for a file that only begins like a picture.
    """
    image = _image(issuer.logo)
    if issuer.logo is None or image is None:
        return ""
    id_, _found = file.part.get_or_add_image(io.BytesIO(issuer.logo.content))
    scale = min(_HIGH / image.px_height, _WIDE / image.px_width)
    size = (image.px_width * scale, image.px_height * scale)
    across, down = (round(length * 360_000) for length in size)
    graphic = (
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{id_}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData>"
    )
    return inline(graphic, number=number, title="logo", told=issuer.logo.text, size=size)


def _image(logo: Logo | None) -> Any:
    if logo is None or logo.kind == "svg":
        return None
    import struct

    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image

    try:
        image = Image.from_blob(logo.content)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, KeyError, struct.error):
        return None
    return image if image.px_width and image.px_height else None
