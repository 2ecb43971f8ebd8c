"""How large a picture is, read from the first bytes of its file: nothing is drawn to find out."""

import struct

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The marks in a JPEG file after which its size stands."""


def pixels_of_png(content: bytes) -> int:
    """The number of pixels of a PNG picture; 0 where that cannot be told."""
    try:
        wide, high = struct.unpack_from(">II", content, 16)
    except struct.error:
        return 0
    return int(wide * high)


def pixels_of_jpeg(content: bytes) -> int:
    """The number of pixels of a JPEG picture; 0 where that cannot be told."""
    place = 2
    try:
        while True:
            begins, mark, length = struct.unpack_from(">BBH", content, place)
            if mark in _FRAMES:
                high, wide = struct.unpack_from(">HH", content, place + 5)
                return int(wide * high)
            if begins != 0xFF:  # noqa: PLR2004 - what every mark begins with
                return 0
            # A mark may be preceded by any number of these.
            place += 1 if mark == 0xFF else 2 + length  # noqa: PLR2004 - the same
    except struct.error:
        return 0
