"""The tables: every column with what it holds. Names are English and never translated.

One row of `ENTRIES` is what a body has recorded of a proposal; around it lie the bodies, the proposals and the files,
and below it what an entry has several of. Every table has a key, and points to others by single columns, so that a
program for analysis can draw the relations by itself.
"""

from actionplan.core.body import Kind
from actionplan.core.status import Status
from actionplan.i18n import N_
from actionplan.reports.tables.layout import Column, Table, Type

SCHEMA = 1
"""The version of tables and columns; raised when one changes its meaning or goes away."""

LEVELS = ("local", "regional", "national")
STATUSES = tuple(status.value for status in Status)
KINDS = tuple(kind.value for kind in Kind)
ROLES = ("group", "member", "associate", "other")
REPORTING = ("reported", "unreadable", "not_reported")
STATES = ("counted", "partly_counted", "blank", "unreadable", "other_catalogue")
LEFT_OUT = ("duplicate", "unknown_proposal", "kept_aside", "not_a_number")


def _text(name: str, about: str, refers: str = "", choices: tuple[str, ...] = ()) -> Column:
    return Column(name, "text", about, refers=refers, choices=choices)


def _perhaps(name: str, about: str, kind: Type = "text", refers: str = "", choices: tuple[str, ...] = ()) -> Column:
    return Column(name, kind, about, required=False, refers=refers, choices=choices)


def _flag(name: str, about: str) -> Column:
    return Column(name, "boolean", about)


def _count(name: str, about: str, least: int = 0) -> Column:
    return Column(name, "integer", about, least=least)


_POSITION = _count("position", N_("The place in its list, from 1."), 1)
_KEY = _text("key_in_plan", N_("The key in the plan's file."))
_PARENTS = (
    _perhaps("entry_id", N_("The entry that it belongs to; empty for a measure."), refers="entries"),
    _perhaps(
        "measure_id", N_("The measure of the body's own that it belongs to; empty for an entry."), refers="measures"
    ),
)
_EITHER = ("entry_id", "measure_id")

META = Table(
    "meta",
    N_("What the figures are of: one row."),
    (
        _count("id", N_("Always 1."), 1),
        _count("schema_version", N_("The version of tables and columns."), 1),
        _text("group_id", N_("The body whose members are rolled up."), refers="bodies"),
        Column("as_of", "date", N_("The day that the figures describe.")),
        _count("k", N_("How many members must have picked a proposal to suggest joint work."), 2),
        _count("stale_days", N_("Days without a follow-up after which an entry is stale.")),
        _count("soon_days", N_("Days before a deadline when it is near.")),
        _flag("names", N_("Whether owners and other functions are in the tables.")),
        _text("catalogue", N_("The catalogue of proposals.")),
        _text("catalogue_version", N_("The version of the catalogue.")),
        _flag("catalogue_official", N_("Whether every proposal has the publisher's own wording.")),
        _flag("example", N_("Whether a plan is invented.")),
        _flag("partial", N_("Whether something that was handed in is missing from the figures.")),
        _count("members", N_("How many members there are.")),
        _count("proposals", N_("How many proposals there are.")),
    ),
    ("id",),
)
BODIES = Table(
    "bodies",
    N_("Municipalities, regions and federations: one row each."),
    (
        _text("id", N_("SCB code of a municipality or region, otherwise a short name.")),
        _text("name", N_("The name to show.")),
        _text("slug", N_("The name without å, ä and ö, also that of the plan's file.")),
        _perhaps("kind", N_("What sort of body it is; empty for one that is not known."), choices=KINDS),
        _text(
            "role", N_("What it is here: the group itself, a member, an associate, or only mentioned."), choices=ROLES
        ),
        _perhaps(
            "reporting", N_("Whether it has reported; empty for a body that is only mentioned."), choices=REPORTING
        ),
        _flag("example", N_("Whether its plan is invented.")),
    ),
    ("id",),
)
MEMBERSHIPS = Table(
    "memberships",
    N_("Who belongs to whom, for the group and for those groups in it that are here with all their members."),
    (
        _text("group_id", N_("The region, federation or other group."), refers="bodies"),
        _text("body_id", N_("The body that belongs to it."), refers="bodies"),
        _text("role", N_("Member, which is counted, or associate, which is not."), choices=("member", "associate")),
    ),
    ("group_id", "body_id"),
)
AREAS = Table(
    "areas",
    N_("The areas of the catalogue."),
    (
        _text("id", N_("The letter of the area.")),
        _POSITION,
        _text("title", N_("The title in Swedish.")),
        _perhaps("title_en", N_("The title in English.")),
    ),
    ("id",),
)
PROPOSALS = Table(
    "proposals",
    N_("The proposals of the catalogue."),
    (
        _text("id", N_("The number of the proposal, as text: 08.")),
        _POSITION,
        _text("area_id", N_("The area that it belongs to."), refers="areas"),
        _text("title", N_("The title in Swedish.")),
        _perhaps("title_en", N_("The title in English.")),
        _perhaps("summary", N_("What it is about, in Swedish.")),
        _perhaps("summary_en", N_("What it is about, in English.")),
        _text("provenance", N_("How the wording is known."), choices=("plan", "context", "working", "official")),
        _flag("local", N_("Whether the catalogue places it on the local level.")),
        _flag("regional", N_("Whether the catalogue places it on the regional level.")),
        _flag("national", N_("Whether the catalogue places it on the national level.")),
    ),
    ("id",),
)
FILES = Table(
    "files",
    N_("Every plan file that concerns the group, also those that could not be counted."),
    (
        _text("file", N_("The file as the user knows it.")),
        _text("state", N_("Whether it is counted: in full, in part, or not and why."), choices=STATES),
        _count("errors", N_("Errors because of which not all of it is counted.")),
        _perhaps("problem", N_("The code of what is wrong, where it could not be counted.")),
        Column("line", "integer", N_("The line of the problem."), required=False, least=1),
    ),
    ("file",),
)
FILE_BODIES = Table(
    "file_bodies",
    N_("Whose plan a file is. A shared plan has several bodies."),
    (
        _text("file", N_("The file."), refers="files"),
        _text("body_id", N_("The body."), refers="bodies"),
        _text("role", N_("Its own plan, or one that covers it too."), choices=("own", "covered")),
    ),
    ("file", "body_id"),
)
PLANS = Table(
    "plans",
    N_("What holds for a plan as a whole. One row for each file that could be read."),
    (
        _text("file", N_("The file."), refers="files"),
        _text("body_id", N_("Whose plan it is."), refers="bodies"),
        _perhaps("body_name", N_("What the plan calls its body, where that differs from the register.")),
        _flag("example", N_("Whether the plan is invented.")),
        _perhaps("record", N_("Record number (diarienummer).")),
        _perhaps("contact", N_("Whom to ask: a function, not a person.")),
        _perhaps("decided", N_("The day of the decision."), "date"),
        _perhaps("revised", N_("The day of the latest revision."), "date"),
        _perhaps("period_start", N_("The first day of the period."), "date"),
        _perhaps("period_end", N_("The last day of the period."), "date"),
        _perhaps("published_source", N_("The published text that the plan was entered from.")),
    ),
    ("file",),
)
FOCUS = Table(
    "focus",
    N_("The proposals that a plan concentrates on."),
    (
        _text("file", N_("The plan's file."), refers="plans"),
        _text("proposal_id", N_("The proposal."), refers="proposals"),
        _POSITION,
    ),
    ("file", "proposal_id"),
)
ENTRIES = Table(
    "entries",
    N_("What a body has recorded of a proposal. Several plans of a body are put together as in the roll-up."),
    (
        _text("id", N_("Body and proposal: 1490/08.")),
        _text("body_id", N_("The body."), refers="bodies"),
        _text("proposal_id", N_("The proposal."), refers="proposals"),
        _text("file", N_("The plan that it comes from."), refers="plans"),
        _flag("counted", N_("Whether it is in the figures: whether the body is a member.")),
        _perhaps("status", N_("How far it has come; empty where that is not assessed."), choices=STATUSES),
        _flag("picked", N_("Whether the body has picked the proposal.")),
        _flag("is_open", N_("Picked, and not carried out.")),
        _perhaps("owner", N_("Who is responsible: a function, not a person.")),
        _flag("has_owner", N_("Whether an owner is recorded, also where names are left out.")),
        Column("priority", "integer", N_("Priority from 1 to 3, where 1 is highest."), required=False, least=1),
        _perhaps("level", N_("The level that the work is done on."), choices=LEVELS),
        _perhaps("lead", N_("Who leads joint work with it, as the plan says.")),
        _perhaps("lead_id", N_("The same as a known body."), refers="bodies"),
        _perhaps("start", N_("When it begins."), "date"),
        _perhaps("due", N_("When it is to be done."), "date"),
        _perhaps("latest_followup", N_("The latest follow-up up to the day of the figures."), "date"),
        _flag("overdue", N_("Open, and past its deadline.")),
        _flag("due_soon", N_("Open, with a deadline that is near.")),
        _flag("unowned", N_("Open with a status, and without an owner.")),
        _flag("stale", N_("Open with a status, and without a recent follow-up.")),
        _perhaps("goal", N_("What is to be reached.")),
        _perhaps("reason", N_("Why it is decided against.")),
        _perhaps("baseline_date", N_("The day of the mapping."), "date"),
        _perhaps("baseline_today", N_("What was done when the mapping was made.")),
        _perhaps("baseline_gap", N_("What was missing then.")),
    ),
    ("id",),
    unique=("body_id", "proposal_id"),
)
MEASURES = Table(
    "measures",
    N_("Measures of a body's own beside the catalogue. They are in no figure."),
    (
        _text("id", N_("File and key: plans/boras.toml/ab12.")),
        _text("file", N_("The plan that it stands in."), refers="plans"),
        _text("body_id", N_("Whose plan it is."), refers="bodies"),
        _KEY,
        _text("title", N_("What the measure is called.")),
        _perhaps("area", N_("The area that the plan names.")),
        _perhaps("summary", N_("What the measure is about.")),
        _perhaps("status", N_("How far it has come; empty where that is not assessed."), choices=STATUSES),
        _flag("picked", N_("Whether the body has picked it.")),
        _perhaps("owner", N_("Who is responsible: a function, not a person.")),
        _perhaps("start", N_("When it begins."), "date"),
        _perhaps("due", N_("When it is to be done."), "date"),
        _perhaps("goal", N_("What is to be reached.")),
        _perhaps("reason", N_("Why it is decided against.")),
    ),
    ("id",),
    unique=("file", "key_in_plan"),
)


def _child(name: str, about: str, *columns: Column) -> Table:
    """A table of what an entry or a measure has several of."""
    key = _text("id", N_("The id of the entry or measure, and the key."))
    return Table(name, about, (key, *_PARENTS, _KEY, *columns), ("id",), either=_EITHER)


def _listed(name: str, about: str, *columns: Column) -> Table:
    key = _text("id", N_("The id of the entry or measure, and the place."))
    return Table(name, about, (key, *_PARENTS, _POSITION, *columns), ("id",), either=_EITHER)


FOLLOWUPS = _child(
    "followups",
    N_("What was said of an entry on a day."),
    _perhaps("date", N_("The day; empty where the key in the file is no real day."), "date"),
    _perhaps("status", N_("The status then."), choices=STATUSES),
    _perhaps("comment", N_("What was said.")),
    _perhaps("by_function", N_("Who said it: a function, not a person.")),
)
ACTIVITIES = _child(
    "activities",
    N_("What is to be done within an entry."),
    _text("what", N_("What is to be done.")),
    _perhaps("owner", N_("Who is responsible: a function, not a person.")),
    _perhaps("due", N_("When it is to be done."), "date"),
    _perhaps("status", N_("How far it has come; empty where that is not assessed."), choices=STATUSES),
)
PARTNERS = _listed("partners", N_("Who works together with the body."), _text("name", N_("The partner's name.")))
EVIDENCE = _listed(
    "evidence", N_("Links and record numbers that show what was done."), _text("reference", N_("The link or number."))
)
INDICATORS = _child(
    "indicators",
    N_("What is measured to see whether the work has effect."),
    _text("name", N_("What is measured.")),
    _perhaps("unit", N_("The unit.")),
    _perhaps("target", N_("The value to reach."), "real"),
    _perhaps("source", N_("Where the values come from.")),
)
OUTCOMES = Table(
    "outcomes",
    N_("The measured values of an indicator."),
    (
        _text("indicator_id", N_("The indicator."), refers="indicators"),
        _text("period", N_("The date or year, as the plan has it.")),
        _perhaps("value", N_("The value."), "real"),
    ),
    ("indicator_id", "period"),
)
GRANTS = _child(
    "grants",
    N_("Money that pays for the work, in whole kronor."),
    _text("name", N_("What the grant is called.")),
    _perhaps("year", N_("The year."), "integer"),
    _perhaps("amount", N_("The amount in kronor."), "integer"),
    _perhaps("used", N_("How much of it is used, in kronor."), "integer"),
    _perhaps("purpose", N_("What it is for.")),
)
ROUNDS = Table(
    "rounds",
    N_("The follow-up rounds that the settings name."),
    (
        _text("id", N_("The key in the settings.")),
        Column("date", "date", N_("The day.")),
        _perhaps("title", N_("What it is called.")),
        _flag("planned", N_("Whether it lies after the day of the figures.")),
    ),
    ("id",),
)
ROUND_PARTICIPANTS = Table(
    "round_participants",
    N_("Who took part in a round: functions, not persons."),
    (
        _text("round_id", N_("The round."), refers="rounds"),
        _POSITION,
        _text("name", N_("The function.")),
    ),
    ("round_id", "position"),
)
ROUND_DECISIONS = Table(
    "round_decisions",
    N_("What was decided in a round."),
    (
        _text("round_id", N_("The round."), refers="rounds"),
        _POSITION,
        _text("decision", N_("What was decided.")),
    ),
    ("round_id", "position"),
)
SOURCES = Table(
    "sources",
    N_("Repositories and folders elsewhere that plans come from."),
    (
        _text("name", N_("The short name, which begins the names of its files.")),
        _perhaps("title", N_("The name to show.")),
        _text("kind", N_("A repository or a folder."), choices=("repository", "folder")),
        _flag("counted", N_("Whether its plans are in the figures.")),
        _perhaps("trouble", N_("Why it is not counted, or not as it is now.")),
        _count("plan_files", N_("How many plan files it has.")),
    ),
    ("name",),
)
NOT_COUNTED = Table(
    "not_counted",
    N_("What plans say that is in no other table, and why."),
    (
        _count("id", N_("A number."), 1),
        _text("file", N_("The file."), refers="files"),
        _perhaps("proposal", N_("The number that the file has for the proposal.")),
        _perhaps("body_id", N_("Whose plan it is."), refers="bodies"),
        _text(
            "why",
            N_("A second plan of the body, an unknown proposal, kept aside, or a number beyond measure."),
            choices=LEFT_OUT,
        ),
        _perhaps("kept_file", N_("The file that counts instead."), refers="files"),
        _count("entries", N_("How many entries it is about."), 1),
    ),
    ("id",),
)

TABLES = (
    META, BODIES, MEMBERSHIPS, AREAS, PROPOSALS, FILES, FILE_BODIES, PLANS, FOCUS, ENTRIES, MEASURES, FOLLOWUPS,
    ACTIVITIES, PARTNERS, EVIDENCE, INDICATORS, OUTCOMES, GRANTS, ROUNDS, ROUND_PARTICIPANTS, ROUND_DECISIONS,
    SOURCES, NOT_COUNTED,
)  # fmt: skip
"""In the order of the description."""
