"""The screens by mode. Each is loaded when it is first gone to: the start waits for one of them alone."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from textual.screen import Screen


def _region() -> Screen[Any]:
    from actionplan.tui.screens.region import RegionScreen

    return RegionScreen()


def _overlap() -> Screen[Any]:
    from actionplan.tui.screens.overlap import OverlapScreen

    return OverlapScreen()


def _plan() -> Screen[Any]:
    from actionplan.tui.screens.plan import PlanScreen

    return PlanScreen()


def _todo() -> Screen[Any]:
    from actionplan.tui.screens.todo import TodoScreen

    return TodoScreen()


def _rollup() -> Screen[Any]:
    from actionplan.tui.screens.rollup import RollUpScreen

    return RollUpScreen()


def _trend() -> Screen[Any]:
    from actionplan.tui.screens.trend import TrendScreen

    return TrendScreen()


SCREENS: Mapping[str, Callable[[], Screen[Any]]] = MappingProxyType(
    {"region": _region, "overlap": _overlap, "plan": _plan, "todo": _todo, "rollup": _rollup, "trend": _trend}
)
