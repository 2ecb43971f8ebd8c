"""The order in which a plan file has its tables and their keys."""

from collections.abc import Mapping

from msgspec import Struct

from actionplan.core.plan import Activity, Baseline, Entry, FollowUp, Grant, Head, Indicator, Measure, Orphan
from actionplan.core.problems import Path
from actionplan.store.form import SLOT_TABLES
from actionplan.store.schema import field_order

_TABLES: Mapping[str, type[Struct]] = {"proposal": Entry, "measure": Measure, "orphan": Orphan}
_SUBTABLES: Mapping[str, type[Struct]] = {
    "baseline": Baseline,
    "activity": Activity,
    "followup": FollowUp,
    "indicator": Indicator,
    "grant": Grant,
}


def order_of(table: Path) -> tuple[str, ...]:
    """The order of the keys of a table, by where it stands in a plan."""
    if table == ("plan",):
        return field_order(Head)
    match table:
        case ("round", _):
            return _ROUND
        case (kind, _) if kind in _TABLES:
            return field_order(_TABLES[kind])
        case (_, _, kind) | (_, _, kind, _) if kind in _SUBTABLES:
            return field_order(_SUBTABLES[kind])
    return ()


_TOP = ("plan", "proposal", "measure", "orphan")
_ROUND = ("date", "title", "participants", "decisions")


def place_of(path: Path) -> tuple[tuple[int, str], ...]:
    """A sort key for headers: the order in which a plan file has its tables."""
    ranked: list[tuple[int, str]] = []
    for depth, key in enumerate(path):
        order = _TOP if depth == 0 else SLOT_TABLES if depth == 2 else ()  # noqa: PLR2004 - proposal.NN.table
        ranked.append((order.index(key) if key in order else len(order), "" if key in order else key))
    return tuple(ranked)
