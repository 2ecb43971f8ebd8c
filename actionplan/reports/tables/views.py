"""Views that answer what the roll-up answers, from the tables alone. Their figures are those of the roll-up.

Written for SQLite 3.25 and later. Every figure is counted of cells: a cell for each member and proposal. Numbers are
cast, since a bare expression has no type, and programs that filter by text would find none equal.
"""

from msgspec import Struct

from actionplan.i18n import N_
from actionplan.reports.tables.layout import Type


class View(Struct, frozen=True):
    """A view."""

    name: str
    about: str
    """What it answers, in English: a message that is translated where it is shown."""
    sql: str
    columns: tuple[str, ...]


_STATES = (
    "done",
    "over_half",
    "started",
    "not_started",
    "no_status",
    "declined",
    "not_relevant",
    "not_assessed",
    "not_reported",
    "unreadable",
)
COUNTS = (*_STATES, "picked", "reported", "under_way", "overdue", "unowned", "stale")
"""What is counted of cells, named as in the JSON of the roll-up."""

ABOUT: dict[str, tuple[Type, str]] = {
    "done": ("integer", N_("Cells that are carried out.")),
    "over_half": ("integer", N_("Cells where half or more is done.")),
    "started": ("integer", N_("Cells that are started.")),
    "not_started": ("integer", N_("Cells that are picked and not started.")),
    "no_status": ("integer", N_("Cells that are picked, where the status is not stated.")),
    "declined": ("integer", N_("Cells that will not be carried out.")),
    "not_relevant": ("integer", N_("Cells that are not relevant.")),
    "not_assessed": ("integer", N_("Cells of members that have reported without a word on the proposal.")),
    "not_reported": ("integer", N_("Cells of members without a plan.")),
    "unreadable": ("integer", N_("Cells of members whose plan cannot be read.")),
    "picked": ("integer", N_("Cells that are picked, or whether this one is.")),
    "reported": ("integer", N_("Cells of members that have reported.")),
    "under_way": ("integer", N_("Cells that are carried out or under way.")),
    "overdue": ("integer", N_("Open, and past the deadline: how many, or whether.")),
    "unowned": ("integer", N_("Open, and without an owner: how many, or whether.")),
    "stale": ("integer", N_("Open, and without a recent follow-up: how many, or whether.")),
    "body_id": ("text", N_("The body.")),
    "body": ("text", N_("The name of the body.")),
    "reporting": ("text", N_("Whether it has reported.")),
    "area_id": ("text", N_("The area.")),
    "area": ("text", N_("The title of the area.")),
    "proposals": ("integer", N_("How many proposals the area has.")),
    "proposal_id": ("text", N_("The proposal.")),
    "proposal": ("text", N_("The title of the proposal.")),
    "figure": ("text", N_("Which figure it is.")),
    "part": ("integer", N_("How many.")),
    "whole": ("integer", N_("Of how many.")),
    "counted_of": ("text", N_("What the whole counts.")),
    "state": ("text", N_("The status, or why there is none.")),
    "status": ("text", N_("The status.")),
    "owner": ("text", N_("Who is responsible.")),
    "due": ("date", N_("When it is to be done.")),
    "latest_followup": ("date", N_("The latest follow-up up to the day of the figures.")),
    "days_late": ("integer", N_("Days since the deadline.")),
    "days_left": ("integer", N_("Days to the deadline.")),
    "days_since_followup": ("integer", N_("Days since the latest follow-up; empty where there is none.")),
    "ahead": ("integer", N_("Members that have done half or more.")),
    "beginning": ("integer", N_("Members that have picked it and not started.")),
    "led_by": ("text", N_("Who leads joint work with it; several are told apart by a comma.")),
    "coinciding": ("boolean", N_("Whether open deadlines lie within a quarter of each other.")),
    "joint": ("boolean", N_("A candidate for joint work: picked by at least k members, and led by nobody.")),
    "led": ("boolean", N_("Led jointly already.")),
    "close": ("boolean", N_("Picked by fewer than k members, led by nobody, with deadlines that coincide.")),
    "teach": ("boolean", N_("Somebody is ahead, and somebody is about to begin.")),
    "nobody": ("boolean", N_("No member has picked it.")),
    "one": ("boolean", N_("One member alone has picked it.")),
}
"""What columns of views hold, by name, and of which type that is."""

_CELLS = """
SELECT b.id AS body_id, b.name AS body, p.id AS proposal_id, p.title AS proposal, p.area_id AS area_id,
  CASE
    WHEN b.reporting <> 'reported' THEN b.reporting
    WHEN e.status IS NOT NULL THEN e.status
    WHEN coalesce(e.picked, 0) THEN 'no_status'
    ELSE 'not_assessed'
  END AS state,
  CAST(coalesce(e.picked, 0) AS INTEGER) AS picked,
  e.owner AS owner, e.due AS due, e.latest_followup AS latest_followup,
  CAST(coalesce(e.overdue, 0) AS INTEGER) AS overdue,
  CAST(coalesce(e.unowned, 0) AS INTEGER) AS unowned,
  CAST(coalesce(e.stale, 0) AS INTEGER) AS stale
FROM bodies AS b CROSS JOIN proposals AS p
LEFT JOIN entries AS e ON e.body_id = b.id AND e.proposal_id = p.id
WHERE b.role = 'member'
"""
_CELL_COLUMNS = (
    "body_id", "body", "proposal_id", "proposal", "area_id", "state", "picked", "owner", "due", "latest_followup",
    "overdue", "unowned", "stale",
)  # fmt: skip
_SUMS = ",\n  ".join(
    (
        *(f"CAST(coalesce(sum(state = '{state}'), 0) AS INTEGER) AS {state}" for state in _STATES),
        "CAST(coalesce(sum(picked), 0) AS INTEGER) AS picked",
        "CAST(coalesce(sum(state NOT IN ('not_reported', 'unreadable')), 0) AS INTEGER) AS reported",
        "CAST(coalesce(sum(state IN ('done', 'over_half', 'started')), 0) AS INTEGER) AS under_way",
        *(f"CAST(coalesce(sum({flag}), 0) AS INTEGER) AS {flag}" for flag in ("overdue", "unowned", "stale")),
    )
)

_OVERLAP = """
WITH leads AS (
  SELECT DISTINCT e.proposal_id AS proposal_id, coalesce(e.lead_id, e.lead) AS by_whom
  FROM entries AS e JOIN bodies AS b ON b.id = e.body_id
  WHERE e.picked AND e.lead IS NOT NULL AND b.role IN ('member', 'group')
  UNION
  SELECT e.proposal_id, e.body_id FROM entries AS e JOIN bodies AS b ON b.id = e.body_id
  WHERE e.picked AND b.role = 'group'
), led AS (
  SELECT proposal_id, group_concat(by_whom, ', ') AS led_by FROM
    (SELECT proposal_id, by_whom FROM leads, meta ORDER BY proposal_id, by_whom <> meta.group_id, by_whom)
  GROUP BY proposal_id
), dates AS (
  SELECT e.proposal_id AS proposal_id,
    julianday(e.due) - julianday(lag(e.due) OVER (PARTITION BY e.proposal_id ORDER BY e.due)) AS apart
  FROM entries AS e WHERE e.counted AND e.is_open AND e.due IS NOT NULL
), near AS (
  SELECT DISTINCT proposal_id FROM dates WHERE apart <= 92
), told AS (
  SELECT proposal_id, sum(picked) AS picked,
    sum(state IN ('done', 'over_half')) AS ahead, sum(state = 'not_started') AS beginning,
    sum(state IN ('done', 'over_half', 'started')) AS under_way
  FROM rollup_matrix GROUP BY proposal_id
)
SELECT p.id AS proposal_id, p.title AS proposal, p.area_id AS area_id,
  CAST(coalesce(t.picked, 0) AS INTEGER) AS picked,
  CAST(coalesce(t.under_way, 0) AS INTEGER) AS under_way,
  CAST(coalesce(t.ahead, 0) AS INTEGER) AS ahead,
  CAST(coalesce(t.beginning, 0) AS INTEGER) AS beginning,
  l.led_by AS led_by,
  CAST(n.proposal_id IS NOT NULL AS INTEGER) AS coinciding,
  CAST(l.led_by IS NULL AND coalesce(t.picked, 0) >= m.k AS INTEGER) AS joint,
  CAST(l.led_by IS NOT NULL AS INTEGER) AS led,
  CAST(l.led_by IS NULL AND coalesce(t.picked, 0) < m.k AND n.proposal_id IS NOT NULL AS INTEGER) AS close,
  CAST(coalesce(t.ahead > 0 AND t.beginning > 0, 0) AS INTEGER) AS teach,
  CAST(coalesce(t.picked, 0) = 0 AS INTEGER) AS nobody,
  CAST(coalesce(t.picked, 0) = 1 AS INTEGER) AS one
FROM proposals AS p CROSS JOIN meta AS m
LEFT JOIN told AS t ON t.proposal_id = p.id
LEFT JOIN led AS l ON l.proposal_id = p.id
LEFT JOIN near AS n ON n.proposal_id = p.id
ORDER BY p.position
"""
_OVERLAP_COLUMNS = (
    "proposal_id", "proposal", "area_id", "picked", "under_way", "ahead", "beginning", "led_by", "coinciding", "joint",
    "led", "close", "teach", "nobody", "one",
)  # fmt: skip

_HEADLINE = """
WITH rows AS (SELECT count(*) AS whole, coalesce(sum(picked > 0), 0) AS picked,
  coalesce(sum(under_way > 0), 0) AS under_way FROM rollup_by_proposal)
SELECT figure, CAST(part AS INTEGER) AS part, CAST(whole AS INTEGER) AS whole, counted_of FROM (
SELECT 'under_way' AS figure, under_way AS part, whole AS whole, 'catalogue' AS counted_of FROM rows
UNION ALL SELECT 'picked', picked, whole, 'catalogue' FROM rows
UNION ALL SELECT 'reported', coalesce(sum(reporting = 'reported'), 0), count(*), 'members'
  FROM bodies WHERE role = 'member'
UNION ALL SELECT 'overdue', overdue, picked, 'picked' FROM rollup_total
UNION ALL SELECT 'unowned', unowned, picked, 'picked' FROM rollup_total
UNION ALL SELECT 'stale', stale, picked, 'picked' FROM rollup_total
)
"""


_LISTING = """
SELECT b.id AS body_id, b.name AS body, p.id AS proposal_id, p.title AS proposal, e.status AS status,
  e.owner AS owner, e.due AS due, e.latest_followup AS latest_followup{days}
FROM entries AS e
JOIN bodies AS b ON b.id = e.body_id
JOIN proposals AS p ON p.id = e.proposal_id
CROSS JOIN meta AS m
WHERE e.counted AND e.{condition}
ORDER BY {order}, b.rowid, p.position
"""
"""The members' entries that need attention for a reason, with days from or to the day of the figures."""
_LISTED = ("body_id", "body", "proposal_id", "proposal", "status", "owner", "due", "latest_followup")
_TO_DUE = "CAST(julianday(e.due) - julianday(m.as_of) AS INTEGER) AS days_left"
_FROM_DUE = "CAST(julianday(m.as_of) - julianday(e.due) AS INTEGER) AS days_late"
_FROM_FOLLOWUP = "CAST(julianday(m.as_of) - julianday(e.latest_followup) AS INTEGER) AS days_since_followup"

_BY_AREA = """
SELECT a.id AS area_id, a.title AS area,
  CAST((SELECT count(*) FROM proposals AS q WHERE q.area_id = a.id) AS INTEGER) AS proposals,
  {counts}
FROM areas AS a LEFT JOIN rollup_matrix AS x ON x.area_id = a.id
WHERE a.id IN (SELECT area_id FROM proposals)
GROUP BY a.id ORDER BY a.position
"""
_BY_MEMBER = """
SELECT b.id AS body_id, b.name AS body, b.reporting AS reporting,
  {counts}
FROM bodies AS b LEFT JOIN rollup_matrix AS x ON x.body_id = b.id
WHERE b.role = 'member'
GROUP BY b.id ORDER BY b.rowid
"""
_BY_PROPOSAL = """
SELECT p.id AS proposal_id, p.title AS proposal, p.area_id AS area_id,
  {counts}
FROM proposals AS p LEFT JOIN rollup_matrix AS x ON x.proposal_id = p.id
GROUP BY p.id ORDER BY p.position
"""


def _counting(name: str, about: str, sql: str, *columns: str) -> View:
    """A view that counts cells."""
    return View(name, about, sql.replace("{counts}", _SUMS), (*columns, *COUNTS))


def _attention(name: str, about: str, condition: str, order: str, days: str = "") -> View:
    """A view that lists entries."""
    counted = f",\n  {days}" if days else ""
    sql = _LISTING.replace("{days}", counted).replace("{condition}", condition).replace("{order}", order)
    return View(name, about, sql, (*_LISTED, *([days.rpartition(" ")[2]] if days else ())))


VIEWS = (
    View(
        "rollup_matrix",
        N_("A row for each member and proposal, with the status or why there is none."),
        _CELLS,
        _CELL_COLUMNS,
    ),
    _counting(
        "rollup_total", N_("Counts over all members and proposals: one row."), "SELECT\n  {counts}\nFROM rollup_matrix"
    ),
    _counting("rollup_by_area", N_("Counts for each area."), _BY_AREA, "area_id", "area", "proposals"),
    _counting("rollup_by_member", N_("Counts for each member."), _BY_MEMBER, "body_id", "body", "reporting"),
    _counting(
        "rollup_by_proposal", N_("Counts for each proposal."), _BY_PROPOSAL, "proposal_id", "proposal", "area_id"
    ),
    View(
        "rollup_headline",
        N_("The figures that come first, each with what it is counted of."),
        _HEADLINE,
        ("figure", "part", "whole", "counted_of"),
    ),
    View(
        "rollup_overlap",
        N_("What members have in common, and what each has on its own: a row for each proposal."),
        _OVERLAP,
        _OVERLAP_COLUMNS,
    ),
    _attention("rollup_overdue", N_("Past the deadline, the latest first."), "overdue", "e.due", _FROM_DUE),
    _attention("rollup_due_soon", N_("Due soon, the soonest first."), "due_soon", "e.due", _TO_DUE),
    _attention(
        "rollup_unowned", N_("Without an owner, the soonest deadline first."), "unowned", "e.due IS NULL, e.due"
    ),
    _attention(
        "rollup_stale",
        N_("Without a recent follow-up: those never followed up first, then the longest ago."),
        "stale",
        "e.latest_followup IS NOT NULL, e.latest_followup",
        _FROM_FOLLOWUP,
    ),
)
"""In an order in which each one uses only those before it."""
