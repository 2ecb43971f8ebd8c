import datetime as dt
import sqlite3
from collections.abc import Iterator
from typing import Any, Self

import pytest
from hypothesis import HealthCheck, example, given, settings

from actionplan.core.errors import OldSqlite
from actionplan.core.handed import Unreadable
from actionplan.core.material import Material
from actionplan.core.matrix import Cell, Counts
from actionplan.core.plan import Activity, Entry, FollowUp, Head, Measure, Plan
from actionplan.core.problems import Problem
from actionplan.core.rollup import RollUp
from actionplan.core.status import Status
from actionplan.reports.tables import described as of
from actionplan.reports.tables.rows import rows_of
from actionplan.reports.tables.sqlite import render
from actionplan.reports.tables.views import ABOUT, COUNTS, VIEWS
from tests.reports.tables.materials import GROUP, MEMBERS, material, materials

A, B, C, D = (body.id for body in MEMBERS)
_DAY = dt.date(2016, 11, 1)


def make_plan(body: str, **entries: Entry) -> Plan:
    numbered = {name.lstrip("n"): entry for name, entry in entries.items()}
    return Plan(format=1, catalogue="skl-44", catalogue_version="working-1", head=Head(body=body), entries=numbered)


SAMPLE = material(
    {
        "plans/a.toml": make_plan(
            A, n01=Entry(status=Status.STARTED, owner="IFO-chef", due=_DAY), n02=Entry(priority=1)
        ),
        "plans/b.toml": make_plan(B, n01=Entry(status=Status.NOT_STARTED, due=_DAY), n03=Entry(status=Status.DONE)),
        "plans/b2.toml": make_plan(B, n01=Entry(status=Status.DONE), n04=Entry(owner="Socialchef")),
        "plans/sjuharad.toml": make_plan(GROUP.id, n03=Entry(status=Status.STARTED)),
    },
    [Unreadable("plans/c.toml", C, Problem("empty", line=3))],
    k=2,
)


class Base:
    """A database that was made of a material, opened as others open it."""

    def __init__(self, given_in: Material) -> None:
        self.content = render(rows_of(given_in))
        self._connection = sqlite3.connect(":memory:")
        self._connection.deserialize(self.content)
        self._connection.row_factory = sqlite3.Row

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._connection.close()

    def ask(self, sql: str, *values: Any) -> list[Any]:
        return list(self._connection.execute(sql, values))

    def one(self, sql: str) -> Any:
        ((found,),) = self.ask(sql)
        return found

    def rows(self, name: str) -> list[dict[str, Any]]:
        return [dict(row) for row in self.ask(f"SELECT * FROM {name}")]  # noqa: S608 - a name of ours


@pytest.fixture
def base() -> Iterator[Base]:
    with Base(SAMPLE) as opened:
        yield opened


def counted(row: dict[str, Any]) -> dict[str, int]:
    return {name: row[name] for name in COUNTS}


def expected(counts: Counts) -> dict[str, int]:
    return {name: getattr(counts, name) for name in COUNTS}


def test_the_figures_of_the_views_are_those_of_the_sample(base: Base) -> None:
    check(base, SAMPLE.rollup)
    assert {row["figure"]: (row["part"], row["whole"]) for row in base.rows("rollup_headline")} == {
        "under_way": (2, 6),
        "picked": (3, 6),
        "reported": (2, 4),
        "overdue": (2, 4),
        "unowned": (1, 4),
        "stale": (2, 4),
    }
    states = {(row["body_id"], row["proposal_id"]): row["state"] for row in base.rows("rollup_matrix")}
    assert states[A, "01"] == "started"
    assert states[A, "02"] == "no_status"
    assert states[A, "03"] == "not_assessed"
    assert states[B, "04"] == "not_assessed"
    assert states[C, "01"] == "unreadable"
    assert states[D, "01"] == "not_reported"
    led = {row["proposal_id"]: row["led_by"] for row in base.rows("rollup_overlap") if row["led"]}
    assert led == {"03": GROUP.id}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(materials())
@example(material({}))
def test_the_figures_of_the_views_are_those_of_the_rollup(given_in: Material) -> None:
    with Base(given_in) as base:
        assert base.ask("PRAGMA foreign_key_check") == []
        assert base.one("PRAGMA integrity_check") == "ok"
        check(base, given_in.rollup)
        _check_flags(base)


def check(base: Base, rollup: RollUp) -> None:
    assert counted(base.rows("rollup_total")[0]) == expected(rollup.total)
    by_area = {row["area_id"]: (row["proposals"], counted(row)) for row in base.rows("rollup_by_area")}
    assert by_area == {one.area: (one.proposals, expected(one.counts)) for one in rollup.areas}
    assert [(row["body_id"], row["body"], row["reporting"], counted(row)) for row in base.rows("rollup_by_member")] == [
        (one.body.id, rollup.name(one.body.id), one.reporting.value, expected(one.counts)) for one in rollup.members
    ]
    assert [(row["proposal_id"], counted(row)) for row in base.rows("rollup_by_proposal")] == [
        (row.proposal, expected(row.counts)) for row in rollup.rows
    ]
    _check_headline(base, rollup)
    _check_matrix(base, rollup)
    _check_overlap(base, rollup)
    _check_attention(base, rollup)
    assert [
        row["id"] for row in base.ask("SELECT id FROM bodies WHERE role = 'member' AND reporting = 'not_reported'")
    ] == [*rollup.attention.not_reported]


def _check_headline(base: Base, rollup: RollUp) -> None:
    told = {row["figure"]: (row["part"], row["whole"], row["counted_of"]) for row in base.rows("rollup_headline")}
    shares = {name: getattr(rollup.headline, name) for name in rollup.headline.__struct_fields__}
    assert told == {name: (one.part, one.whole, one.base.value) for name, one in shares.items()}


def _state(cell: Cell | None) -> tuple[Any, ...]:
    if cell is None:
        return (0, None, None, None, 0, 0, 0)
    days = (day.isoformat() if day else None for day in (cell.due, cell.followed_up))
    return (cell.is_picked, cell.owner, *days, cell.overdue, cell.unowned, cell.stale)


def _check_matrix(base: Base, rollup: RollUp) -> None:
    names = ("picked", "owner", "due", "latest_followup", "overdue", "unowned", "stale")
    told = {
        (row["body_id"], row["proposal_id"]): tuple(row[name] for name in names) for row in base.rows("rollup_matrix")
    }
    assert told == {
        (member.body.id, row.proposal): _state(cell)
        for row in rollup.rows
        for member, cell in zip(rollup.members, row.cells, strict=True)
    }


def _check_overlap(base: Base, rollup: RollUp) -> None:
    found = rollup.overlap
    rows = base.rows("rollup_overlap")
    for kind, told in (("joint", found.joint), ("led", found.led), ("close", found.close), ("teach", found.teach)):
        assert {row["proposal_id"] for row in rows if row[kind]} == {one.proposal for one in told}
    assert {row["proposal_id"] for row in rows if row["nobody"]} == {one.proposal for one in found.unpicked}
    assert {row["proposal_id"] for row in rows if row["one"]} == {one.proposal for one in found.single}
    by_proposal = {row["proposal_id"]: row for row in rows}
    for one in (*found.joint, *found.led, *found.close, *found.teach):
        row = by_proposal[one.proposal]
        assert (row["picked"], row["ahead"], row["beginning"], row["under_way"]) == (
            len(one.pickers), len(one.ahead), len(one.beginning), one.counts.under_way,
        )  # fmt: skip
        assert (row["led_by"] or "") == ", ".join(one.led_by)
        assert row["coinciding"] == bool(one.deadlines)


def _check_attention(base: Base, rollup: RollUp) -> None:
    found = rollup.attention
    for name, days, flags in (
        ("overdue", "days_late", found.overdue),
        ("due_soon", "days_left", found.soon),
        ("stale", "days_since_followup", found.stale),
    ):
        told = [(row["body_id"], row["proposal_id"], row[days]) for row in base.rows(f"rollup_{name}")]
        assert told == [(one.body, one.proposal, one.days) for one in flags], name
    told_unowned = [(row["body_id"], row["proposal_id"]) for row in base.rows("rollup_unowned")]
    assert told_unowned == [(one.body, one.proposal) for one in found.unowned]


_AGAIN = """
SELECT e.id FROM entries AS e, meta AS m WHERE
  e.picked <> (coalesce(e.status NOT IN ('declined', 'not_relevant'), e.priority IS NOT NULL))
  OR e.is_open <> (e.picked AND e.status IS NOT 'done')
  OR e.overdue <> (e.is_open AND coalesce(e.due < m.as_of, 0))
  OR e.due_soon <> (e.is_open
    AND coalesce(e.due >= m.as_of AND e.due <= date(m.as_of, '+' || m.soon_days || ' days'), 0))
  OR e.unowned <> (e.is_open AND e.status IS NOT NULL AND NOT e.has_owner)
  OR e.stale <> (e.is_open AND e.status IS NOT NULL
    AND coalesce(e.latest_followup < date(m.as_of, '-' || m.stale_days || ' days'), 1))
  OR e.latest_followup IS NOT (SELECT max(f.date) FROM followups AS f WHERE f.entry_id = e.id AND f.date <= m.as_of)
  OR (m.names AND e.has_owner <> (e.owner IS NOT NULL)) OR (NOT m.names AND e.owner IS NOT NULL)
"""
"""Entries whose flags are other than what their own values come to, reckoned a second time."""


def _check_flags(base: Base) -> None:
    assert base.ask(_AGAIN) == []


def test_a_wrong_flag_would_be_found(base: Base) -> None:
    assert base.ask(_AGAIN) == []
    base.ask("UPDATE entries SET overdue = 1 - overdue WHERE id = ?", f"{A}/01")
    assert [row["id"] for row in base.ask(_AGAIN)] == [f"{A}/01"]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(materials())
def test_nothing_that_plans_say_is_lost(given_in: Material) -> None:
    """Every entry of a plan that concerns the group is in the tables, or stands among what is not counted."""
    with Base(given_in) as base:
        files = {row["file"]: row["state"] for row in base.rows("files")}
        kept = {(row["file"], row["proposal_id"]) for row in base.rows("entries")}
        beside = {(row["file"], row["proposal"]) for row in base.rows("not_counted")}
        for file, plan in given_in.plans.items():
            if files.get(file) not in {"counted", "partly_counted"}:
                continue
            said = {(file, number) for number, entry in plan.entries.items() if not entry.is_empty}
            assert said <= kept | beside
        measures = {(row["file"], row["key_in_plan"]) for row in base.rows("measures")}
        assert measures == {
            (file, key)
            for file, plan in given_in.plans.items()
            if files.get(file) in {"counted", "partly_counted"}
            for key in plan.measures
        }


def test_texts_are_as_they_were_written() -> None:
    text = "=1+1\x00\x1b[31m'; DROP TABLE entries; -- å\u202e\n"
    entry = Entry(status=Status.STARTED, owner=text, activities={"a": Activity(what=text)})
    with Base(material({"plans/a.toml": make_plan(A, n01=entry)})) as base:
        assert base.rows("entries")[0]["owner"] == text
        assert base.rows("activities")[0]["what"] == text


def test_names_can_be_left_out() -> None:
    said = Entry(
        status=Status.STARTED,
        owner="IFO-chef",
        activities={"a": Activity(what="Möte", owner="Utredare")},
        followups={"2016-05-01": FollowUp(comment="Igång", by="Samordnare")},
    )
    plan = make_plan(A, n01=said)
    plan = Plan(
        format=1, catalogue=plan.catalogue, catalogue_version=plan.catalogue_version,
        head=Head(body=A, contact="Registrator"), entries=plan.entries,
        measures={"m": Measure(title="Eget", owner="Socialchef")},
    )  # fmt: skip
    content = render(rows_of(material({"plans/a.toml": plan}, names=False)))
    for function in ("IFO-chef", "Utredare", "Samordnare", "Registrator", "Socialchef"):
        assert function.encode() not in content
    assert "Vi fortsätter".encode() in content
    with_names = render(rows_of(material({"plans/a.toml": plan})))
    for function in ("IFO-chef", "Utredare", "Samordnare", "Registrator", "Socialchef"):
        assert function.encode() in with_names


def test_the_same_plans_give_the_same_bytes() -> None:
    assert render(rows_of(SAMPLE)) == render(rows_of(SAMPLE))


def test_every_table_column_and_view_is_described(base: Base) -> None:
    made = {row["name"]: row["type"] for row in base.ask("SELECT name, type FROM sqlite_master WHERE type <> 'index'")}
    told = {row["name"]: row["kind"] for row in base.rows("tables_described")}
    assert told == {name: kind for name, kind in made.items() if not name.endswith("_described")}
    for name in told:
        columns = [row["name"] for row in base.ask(f"PRAGMA table_info({name})")]
        described = base.ask("SELECT * FROM columns_described WHERE table_name = ? ORDER BY position", name)
        assert [row["column_name"] for row in described] == columns
        assert all(row["description_sv"] and row["description_en"] for row in described)


def test_the_rules_of_the_tables_hold(base: Base) -> None:
    for sql in (
        "INSERT INTO followups (id, key_in_plan) VALUES ('x', 'y')",
        "UPDATE entries SET picked = 2 WHERE id = '1000/01'",
        "UPDATE entries SET due = '31 maj' WHERE id = '1000/01'",
        "UPDATE entries SET status = 'klart' WHERE id = '1000/01'",
        "UPDATE entries SET body_id = NULL WHERE id = '1000/01'",
        "UPDATE entries SET proposal_id = '02' WHERE id = '1000/01'",
        "INSERT INTO meta SELECT * FROM meta",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            base.ask(sql)
    assert base.one("PRAGMA user_version") == of.SCHEMA


def test_each_view_has_the_columns_that_are_told_of_it() -> None:
    assert {name for view in VIEWS for name in view.columns} == set(ABOUT)


def test_a_number_in_a_view_can_be_looked_for_as_a_text(base: Base) -> None:
    """Programs such as Datasette filter by texts."""
    for view in VIEWS:
        row = base.rows(view.name)[:1]
        for name, value in (row[0] if row else {}).items():
            if isinstance(value, int):
                found = base.ask(f"SELECT 1 FROM {view.name} WHERE {name} = ?", str(value))  # noqa: S608 - names of ours
                assert found, (view.name, name)


def test_what_was_not_counted_is_told() -> None:
    first = make_plan(A, n01=Entry(status=Status.STARTED), n99=Entry(status=Status.DONE))
    second = make_plan(A, n01=Entry(status=Status.DONE))
    with Base(material({"plans/a.toml": first, "plans/a2.toml": second})) as base:
        told = {(row["file"], row["proposal"], row["why"], row["kept_file"]) for row in base.rows("not_counted")}
        assert told == {
            ("plans/a2.toml", "01", "duplicate", "plans/a.toml"),
            ("plans/a.toml", "99", "unknown_proposal", None),
        }
        assert base.rows("files")[0]["state"] == "partly_counted"


def test_an_old_sqlite_is_an_error_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    class Old(sqlite3.Connection):
        def __getattribute__(self, name: str) -> Any:
            if name == "serialize":
                raise AttributeError(name)
            return super().__getattribute__(name)

    whole = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **more: whole(*given, factory=Old, **more))
    with pytest.raises(OldSqlite):
        render(rows_of(SAMPLE))
