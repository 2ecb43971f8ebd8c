"""The columns of a grid in pieces that fit beside each other, one piece below the other."""

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from actionplan.reports.blocks import GridColumn


class Band(Struct, frozen=True):
    """Neighbouring columns that belong together, as the places of the first and the one after the last."""

    title: str
    first: int
    end: int

    @property
    def count(self) -> int:
        """How many columns it has."""
        return self.end - self.first


Panel = tuple[Band, ...]


def panels(columns: Sequence[GridColumn], most: int) -> tuple[Panel, ...]:
    """The columns in as few panels as can be, none wider than it must; a band is split only where it is too wide.

    Args:
        columns: all of them, in order.
        most: how many fit beside each other.
    """
    bands = list(_bands(columns, most))
    fewest = _filled(bands, most)
    for cap in range(1, most):
        if all(band.count <= cap for band in bands):
            found = _filled(bands, cap)
            if len(found) <= len(fewest):
                return found
    return fewest


def _bands(columns: Sequence[GridColumn], most: int) -> list[Band]:
    found, place = [], 0
    for name, members in groupby(columns, key=lambda column: column.band):
        end = place + len(list(members))
        pieces = -(-(end - place) // most)
        size = -(-(end - place) // pieces)
        found += [Band(name, first, min(first + size, end)) for first in range(place, end, size)]
        place = end
    return found


def _filled(bands: Sequence[Band], cap: int) -> tuple[Panel, ...]:
    found: list[list[Band]] = []
    for band in bands:
        if found and sum(one.count for one in found[-1]) + band.count <= cap:
            found[-1].append(band)
        else:
            found.append([band])
    return tuple(map(tuple, found))
