"""Hypothesis strategies: plans, edits of plans, and files as people leave them."""

import datetime as dt
import re

from hypothesis import strategies as st
from msgspec.structs import replace

from actionplan.core.plan import Activity, Baseline, Entry, FollowUp, Grant, Head, Indicator, Measure, Plan
from actionplan.core.status import Status
from actionplan.store.form import FormWords, blank_plan
from actionplan.wording.form import form_words

NUMBERS = ("01", "02", "03", "09", "44")
TITLES = {number: f"Förslag {number} om å, ä och ö" for number in NUMBERS}

texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), min_size=1, max_size=30)
"""Any text that a TOML file can hold; line breaks, quotes and control characters included."""
dates = st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31))
keys = st.from_regex(r"\A[a-z][a-z0-9]{3}\Z")
statuses = st.sampled_from(Status)
lists = st.lists(texts, max_size=3).map(tuple)


def optional(of: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | of


activities = st.builds(Activity, what=texts, owner=optional(texts), due=optional(dates), status=optional(statuses))
followups = st.builds(FollowUp, status=statuses, comment=optional(texts), by=optional(texts))
entries = st.builds(
    Entry,
    status=optional(statuses),
    owner=optional(texts),
    partners=lists,
    lead=optional(st.just("1490")),
    level=optional(st.sampled_from(("local", "regional", "national"))),
    priority=optional(st.integers(1, 3)),
    start=optional(dates),
    due=optional(dates),
    goal=optional(texts),
    reason=optional(texts),
    evidence=lists,
    baseline=optional(st.builds(Baseline, today=texts, gap=optional(texts), date=optional(dates))),
    activities=st.dictionaries(keys, activities, max_size=3),
    followups=st.dictionaries(dates.map(dt.date.isoformat), followups, max_size=3),
    indicators=st.dictionaries(
        keys,
        st.builds(
            Indicator,
            name=texts,
            target=optional(st.floats(-1e9, 1e9)),
            outcome=st.dictionaries(st.integers(2015, 2030).map(str), st.floats(-1e9, 1e9), max_size=2),
        ),
        max_size=2,
    ),
    grants=st.dictionaries(keys, st.builds(Grant, name=texts, amount=optional(st.integers(0, 10**9))), max_size=2),
)
heads = st.builds(
    Head,
    body=st.just("1490"),
    name=optional(texts),
    decided=optional(dates),
    record=optional(texts),
    focus=st.lists(st.sampled_from(NUMBERS), max_size=3, unique=True).map(tuple),
)
measures = st.builds(Measure, title=texts, status=optional(statuses), owner=optional(texts), due=optional(dates))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan with anything in it."""
    return Plan(
        format=1,
        catalogue="skl-44",
        catalogue_version="working-1",
        head=draw(heads),
        entries={number: draw(entries | st.just(Entry())) for number in NUMBERS},
        measures=draw(st.dictionaries(keys, measures, max_size=2)),
    )


FIELDS = ("status", "owner", "partners", "level", "priority", "start", "due", "goal", "reason", "evidence")


@st.composite
def edits(draw: st.DrawFn, plan: Plan) -> Plan:
    """The plan after one edit as a person makes it: a field, a follow-up, an activity, a whole slot, the head."""
    number = draw(st.sampled_from(NUMBERS))
    kind = draw(st.sampled_from(("field", "clear", "followup", "activity", "forget", "slot", "head")))
    if kind == "head":
        return replace(plan, head=draw(heads))
    return plan.with_entry(number, draw(_edited(plan.entry(number), kind)))


def _edited(entry: Entry, kind: str) -> st.SearchStrategy[Entry]:
    if kind in {"field", "clear"}:
        others = entries if kind == "field" else st.just(Entry())
        return st.builds(
            lambda other, name: replace(entry, **{name: getattr(other, name)}), others, st.sampled_from(FIELDS)
        )
    if kind == "followup":
        return st.builds(
            lambda day, said: replace(entry, followups={**entry.followups, day.isoformat(): said}), dates, followups
        )
    if kind == "activity":
        return st.builds(lambda key, one: replace(entry, activities={**entry.activities, key: one}), keys, activities)
    return st.just(replace(entry, followups={}, activities={})) if kind == "forget" else entries


def words() -> FormWords:
    """The words of a form, with titles."""
    return replace_titles(form_words())


def replace_titles(given: FormWords) -> FormWords:
    """The words with the titles of these proposals."""
    return FormWords(given.intro, given.head, given.slot, given.own_comments | set(TITLES.values()), TITLES)


def blank() -> str:
    """A blank form."""
    return blank_plan(
        {"body": '"1490"'},
        catalogue="skl-44",
        version="working-1",
        titles=TITLES,
        words=words(),
        schema="../plan.schema.json",
        comment="Borås",
    )


@st.composite
def by_hand(draw: st.DrawFn, text: str) -> str:
    """A text after a person has been at it with an editor: comments, blank lines, keys of their own, lines removed.

    Only lines that stand for themselves are touched, so that the text stays TOML and says the same.
    """
    lines = text.split("\n")
    free = [index for index, line in enumerate(lines) if _stands_alone(lines, index)]
    for index in sorted(draw(st.lists(st.sampled_from(free), max_size=6, unique=True)), reverse=True):
        action = draw(st.sampled_from(("comment", "blank", "drop", "indent", "tail")))
        line = lines[index]
        if action == "comment":
            lines.insert(index, f"# {draw(st.sampled_from(('fråga nämnden', '(owner) här?', 'OBS!')))}")
        elif action == "blank":
            lines.insert(index, "")
        elif action == "drop" and (line.startswith("#") or not line):
            del lines[index]
        elif action == "indent" and line and not line.startswith("#"):
            lines[index] = f"  {line}"
        elif action == "tail" and re.match(r"^[a-z_]+ = [0-9\"][^\"#]*\"?$", line):
            lines[index] = f"{line}   # enligt chefen"
    return "\n".join(lines)


def _stands_alone(lines: list[str], index: int) -> bool:
    """Whether a line is a whole statement, a comment or blank, and not inside a text of several lines."""
    before = "\n".join(lines[:index])
    return before.count('"""') % 2 == 0 and '"""' not in lines[index] and not lines[index].startswith("#:schema")
