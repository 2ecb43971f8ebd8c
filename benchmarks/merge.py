"""What a merge of two plan files costs, over reading both.

``python -m benchmarks.merge`` prints a line for each way in which two people meet in a plan: the ratio to parsing both
files with the program's parser, and with the standard library's. The first of them is a row of ``benchmarks.run``.
"""

import datetime as dt
import statistics
import sys
import time
import tomllib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

# As a file from a checkout too, where the package need not be installed.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from actionplan.core.plan import FollowUp, Plan
from benchmarks.pairs import ROOT, CommandFailed, Limit, Row, timed

LIMIT = Limit("merge", ("merge of two plans in the process",), "M", 3)
PLAN = ROOT / "plans" / "mark.toml"
ROUNDS, REPEATS = 25, 20

Sides = tuple[str, str]


def cases(base: str) -> Mapping[str, Sides]:
    """Two descendants of a plan each, by what was done on the two sides."""
    said = {day: FollowUp(comment="Igång") for day in ("2018-09-14", "2018-12-07")}

    def followed(*days: str) -> dict[str, FollowUp]:
        return {**_plan(base).entry("01").followups, **{day: said[day] for day in days}}

    first, second = said
    return {
        "different slots": (_edited(base, "05", goal="Ett mål"), _edited(base, "21", due=dt.date(2018, 1, 31))),
        "different fields of a slot": (_edited(base, "01", goal="Ett mål"), _edited(base, "01", owner="IFO-chef")),
        "a follow-up each": (
            _edited(base, "01", followups=followed(first)),
            _edited(base, "01", followups=followed(second)),
        ),
        "one field, two values": (_edited(base, "05", goal="Ett mål"), _edited(base, "05", goal="Ett annat")),
        "one list": (_edited(base, "01", partners=("Skolan",)), _edited(base, "01", partners=("Polisen",))),
    }


def _plan(text: str) -> Plan:
    from actionplan.store.schema import read_plan_document
    from actionplan.store.toml import loads

    plan, _ = read_plan_document(loads(text))
    if plan is None:
        raise CommandFailed(f"{PLAN.name} is no plan")
    return plan


def _edited(text: str, number: str, **fields: object) -> str:
    from actionplan.core.changes import diff
    from actionplan.core.edit import set_fields
    from actionplan.store.write import edit

    plan = _plan(text)
    return edit(text, diff(plan, set_fields(plan, number, fields)))


def merge_row() -> Row:
    """The row of a merge of edits in different slots. One merge is shorter than the clock is exact: each is twenty."""
    from actionplan.store.merging import merge_texts
    from actionplan.store.toml import loads

    base = PLAN.read_text("utf-8")
    ours, theirs = next(iter(cases(base).values()))

    def program() -> None:
        for _ in range(REPEATS):
            if merge_texts(base, ours, theirs).merged.clashes:
                raise CommandFailed("the merge asks")

    def floor() -> None:
        for _ in range(REPEATS):
            loads(ours)
            loads(theirs)

    return Row(LIMIT, lambda: timed(program), lambda: timed(floor))


def _ratio(action: Callable[[], object], floor: Callable[[], object]) -> float:
    """The median of an action's time over its floor's, pair by pair."""
    ratios = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        action()
        middle = time.perf_counter()
        floor()
        ratios.append((middle - begin) / (time.perf_counter() - middle))
    return statistics.median(ratios)


def _read(parse: Callable[[str], object], *texts: str) -> None:
    for text in texts:
        parse(text)


def main() -> None:
    """Measure each case and print a table."""
    from actionplan.store.merging import merge_texts
    from actionplan.store.toml import PARSER, loads

    base = PLAN.read_text("utf-8")
    print(f"{PLAN.name}, {len(base.encode())} bytes; medians of {ROUNDS} pairs\n")
    for name, (ours, theirs) in cases(base).items():
        merged = partial(merge_texts, base, ours, theirs)
        fast, slow = (_ratio(merged, partial(_read, parse, ours, theirs)) for parse in (loads, tomllib.loads))
        print(f"{name:28} {fast:5.1f} × {PARSER}   {slow:5.2f} × tomllib")


if __name__ == "__main__":
    main()
