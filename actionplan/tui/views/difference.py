"""What others have changed, in words."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from actionplan.core.body import Bodies
from actionplan.core.changes import Change, diff
from actionplan.core.errors import ActionPlanError
from actionplan.core.plan import Entry, Plan
from actionplan.i18n import N_, _, ngettext
from actionplan.reports.plain import visible
from actionplan.tui.differing import Difference, Kind
from actionplan.tui.messages import Change as Edit
from actionplan.tui.widgets.page import Writing, paragraph
from actionplan.tui.widgets.paint import Line
from actionplan.wording.changes import change_lines
from actionplan.wording.labels import field_label
from actionplan.wording.problems import problem_repair, problem_text

NAMES = frozenset({"owner", "by", "contact"})
"""Fields that tell who somebody is."""
_BLANK: Line = ()


def lines_of(
    changes: tuple[Change, ...], before: Plan, after: Plan, bodies: Bodies, *, hide_names: bool
) -> tuple[str, ...]:
    """A line for each change, without who is responsible where that is not to be seen."""
    if hide_names:
        after = nameless(after)
        changes = tuple(map(unnamed, changes))
    return change_lines(changes, before, after, bodies)


def nameless(plan: Plan) -> Plan:
    """A plan without those who are responsible for its activities and have signed its follow-ups."""
    return replace(plan, entries={number: _nameless(entry) for number, entry in plan.entries.items()})


def unnamed(change: Change) -> Change:
    """A change without the name that it sets or removes."""
    if change.path[-1] not in NAMES:
        return change
    hidden = _("(hidden)")
    return replace(change, old=hidden if change.old else None, new=hidden if change.new else None)


def _nameless(entry: Entry) -> Entry:
    hidden = _("(hidden)")
    return replace(
        entry,
        activities={
            key: replace(one, owner=hidden) if one.owner else one for key, one in entry.activities.items()
        },
        followups={key: replace(one, by=hidden) if one.by else one for key, one in entry.followups.items()},
    )  # fmt: skip


def difference_writing(found: Sequence[Difference], bodies: Bodies, *, hide_names: bool) -> Writing:
    """What became of files: for each its name, and what is different."""

    def write(width: int) -> Sequence[Line]:
        lines: list[Line] = []
        for one in found:
            head = visible(one.name)
            beside = "" if one.name == one.source else f"  {visible(one.source)}"
            lines += [_BLANK] if lines else []
            lines.append(((head, "heading"), (beside, "quiet")))
            lines += _told(one, bodies, width, hide_names=hide_names)
        return lines or paragraph(_("The files are as they were read."), width, "quiet")

    return write


def _told(one: Difference, bodies: Bodies, width: int, *, hide_names: bool) -> Iterator[Line]:
    said = _sentence(one)
    if said:
        yield from paragraph(said, width, "late" if one.kind in {Kind.BROKEN, Kind.GONE} else "plain")
    if one.before and one.after:
        for line in lines_of(one.changes, one.before, one.after, bodies, hide_names=hide_names):
            yield from item(line, width)
    for problem in one.problems:
        place = ":".join(str(part) for part in (problem.source, problem.line) if part)
        yield from item(f"{place} {problem_text(problem)}", width)
        yield from paragraph(f"→ {problem_repair(problem)}", width, "quiet", "  ")
    if one.partly and one.changes:
        yield from paragraph(
            _("Changes of texts and activities are not listed: they had not been read."), width, "quiet"
        )


def item(text: str, width: int, paint: str = "plain") -> list[Line]:
    """A text as an item of a list."""
    first, *rest = paragraph(visible(text), width, paint, "  ")
    ((shown, _paint),) = first
    return [(("· ", "quiet"), (shown[2:], paint)), *rest]


_SENTENCES = {
    Kind.SETTINGS: N_("The settings of the folder with the plans have been changed."),
    Kind.GONE: N_("The file is gone. Its plan will not be shown any more."),
    Kind.BROKEN: N_("The plan cannot be read."),
    Kind.MENDED: N_("The plan could not be read before. Now it can."),
}


def _sentence(one: Difference) -> str:
    if one.kind in _SENTENCES:
        return _(_SENTENCES[one.kind])
    if one.kind is Kind.NEW:
        count = sum(entry.is_picked for entry in one.after.entries.values()) if one.after else 0
        return ngettext("A new plan, with {count} pick.", "A new plan, with {count} picks.", count).format(count=count)
    if one.changes:
        return ""
    if one.partly:
        return _("Only texts or activities have been changed, which had not been read here.")
    return _("The plan says the same. Only comments or blanks in the file have been changed.")


def own_changes(edit: Edit, now: Plan) -> tuple[Plan, tuple[Change, ...]]:
    """What an edit would change in a plan; nothing where it cannot be made."""
    try:
        after = edit(now)
    except ActionPlanError:
        return now, ()
    return after, diff(now, after)


def both_changed(theirs: Sequence[Change], mine: Sequence[Change]) -> str:
    """What others have changed and one's own edit would change again, in words: "09 läge"."""
    both = [change.path for change in mine if change.path in {one.path for one in theirs}]
    said = [f"{path[1] if len(path) > 1 else ''} {field_label(path[-1]).lower()}".strip() for path in both]
    return ", ".join(visible(one) for one in said)
