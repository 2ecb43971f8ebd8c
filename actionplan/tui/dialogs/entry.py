"""Edit what a plan records of a proposal."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from textual import on
from textual.widget import Widget

from actionplan.core.plan import Plan
from actionplan.core.problems import Problem
from actionplan.i18n import _
from actionplan.reports.plain import visible
from actionplan.tui.dialogs.form import FormDialog, labelled
from actionplan.tui.remarks import Remark, check_day, check_owner, check_text, day_of, joined, parts, sentence
from actionplan.tui.scene import Scene
from actionplan.tui.widgets.field import Asked, Field
from actionplan.tui.widgets.oneof import OneOf
from actionplan.tui.widgets.scale import Scale
from actionplan.wording.form import form_words
from actionplan.wording.labels import capital, field_label, level_label, status_label

_FIRST_MARK = 0xF0000
"""The first of the characters that stand for items: nobody types them."""
_LEVELS = ("local", "regional", "national")


def prose(text: str | None) -> str:
    """A text of several lines as it may be shown."""
    return "\n".join(visible(line) for line in (text or "").split("\n"))


def line(text: str | None) -> str:
    """A text as it may be shown on one line."""
    return visible(" ".join((text or "").split()))


def as_meant(typed: str, before: str | None) -> str:
    """A text that was typed over one as it was shown: pictures of control characters mean the characters again."""
    before = before or ""
    for one in set(before) - {"\n"}:
        shown = visible(one)
        if shown not in before:
            typed = typed.replace(shown, one)
    return typed


def items_as_meant(typed: str, before: Iterable[str], split: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Items that were typed over others as they were shown. One that was left as it was stays whole and as it is."""
    kept = {line(one): one for one in before if line(one)}
    marks: dict[str, str] = {}
    for mark, shown in enumerate(sorted(kept, key=len, reverse=True), start=_FIRST_MARK):
        whole = rf"(?:(?<=[,;\n])|^)([^\S\n]*){re.escape(shown)}(?=[^\S\n]*(?:[,;\n]|$))"
        typed = re.sub(whole, chr(mark), typed)
        marks[chr(mark)] = kept[shown]
    return tuple(marks.get(one, one) for one in split(typed))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (one.strip() for one in text.split("\n"))))


def form_help(name: str) -> str:
    """What a plan file's form says of a field, without the field's name and key."""
    return capital(form_words().slot[name].partition(": ")[2])


def owners_in(plan: Plan) -> tuple[str, ...]:
    """Everybody who is responsible for something in a plan, those with most first."""
    owners = [line(entry.owner) for entry in plan.entries.values() if entry.owner]
    owners += [line(one.owner) for entry in plan.entries.values() for one in entry.activities.values() if one.owner]
    return tuple(sorted(dict.fromkeys(owners), key=lambda owner: (-owners.count(owner), owner)))


def owner_field(scene: Scene, owner: str | None, suggestions: Iterable[str], name: str = "owner") -> Asked:
    """The field for who is responsible. Where names are hidden it stands empty, and what is typed replaces the name."""
    hidden = bool(scene.hide_names and owner)
    said = form_help("owner")
    if hidden:
        said = _("Names are hidden. What you write replaces the name.")
    elif suggestions := () if scene.hide_names else tuple(suggestions):
        how = _("→ takes the suggestion.")
        said = f"{said}. {how}"
    return Asked(
        name,
        field_label(name),
        "" if hidden else line(owner),
        said,
        check=check_owner,
        suggestions=() if scene.hide_names else tuple(suggestions),
        placeholder=scene.person(owner) if hidden else "",
    )


class EntryDialog(FormDialog[Mapping[str, Any]]):
    """The dialog. Gives the fields that were changed, as ``core.edit.set_fields`` takes them."""

    def __init__(self, scene: Scene, plan: Plan, proposal: str, *, focus: str = "") -> None:
        """A dialog about a proposal in a plan.

        Args:
            scene: for titles, and whether names are hidden.
            plan: as it is now.
            proposal: which proposal.
            focus: the field that is filled in first.
        """
        super().__init__(scene.day, focus=focus or "status")
        self._scene, self._plan, self._proposal = scene, plan, proposal
        self._entry = plan.entry(proposal)

    def heading(self) -> str:
        """The proposal."""
        return f"{self._proposal} {self._scene.proposal_title(self._proposal)}"

    def content(self) -> Iterable[Widget]:
        """The fields, the most important first."""
        entry, day = self._entry, check_day(self._scene.day)
        date_help = _("As yyyy-mm-dd, or “today”. F2 opens the calendar.")
        yield labelled(field_label("status"), Scale(entry.status, id="status"))
        yield Field(self._reason())
        yield Field(owner_field(self._scene, entry.owner, owners_in(self._plan)))
        yield Field(Asked("due", field_label("due"), _iso(entry.due), date_help, "day", day))
        yield Field(Asked("start", field_label("start"), _iso(entry.start), date_help, "day", day))
        numbers = (("", _("not set")), ("1", "1"), ("2", "2"), ("3", "3"))
        yield labelled(field_label("priority"), OneOf(numbers, str(entry.priority or ""), id="priority"))
        levels = (("", _("not set")), *((level, level_label(level)) for level in _LEVELS))
        yield labelled(field_label("level"), OneOf(levels, entry.level or "", id="level"))
        partners = joined(line(one) for one in entry.partners)
        said = _("Who works together with you on it, with commas between.")
        yield Field(Asked("partners", field_label("partners"), partners, said, check=check_text))
        said = _("What is to be reached.")
        yield Field(Asked("goal", field_label("goal"), prose(entry.goal), said, "prose", check_text))
        evidence = "\n".join(line(one) for one in entry.evidence)
        said = _("Links or record numbers that show what was done, one a line.")
        yield Field(Asked("evidence", field_label("evidence"), evidence, said, "prose", check_text))

    def _reason(self) -> Asked:
        said = _("Why. Required where a proposal is not relevant or will not be carried out.")
        return Asked("reason", field_label("reason"), prose(self._entry.reason), said, "prose", check_text)

    def helps(self) -> Mapping[str, str]:
        """The help of what is chosen rather than typed."""
        return {
            "status": _("Arrows move, Space or a letter chooses, Enter goes on."),
            "priority": form_help("priority"),
            "level": _("Where the work is decided. ←→ move, Space chooses."),
        }

    def on_mount(self) -> None:
        """Show the reason only where there is one or one is needed."""
        self._show_reason()

    # Status and reason

    @property
    def _scale(self) -> Scale:
        return self.query_one("#status", Scale)

    @property
    def _lacks_reason(self) -> bool:
        status = self._scale.chosen
        return bool(status and status.needs_reason and not self.text("reason"))

    def _show_reason(self) -> None:
        status = self._scale.chosen
        field = self.query_one("#reason", Field)
        field.display = bool(self._entry.reason or (status and status.needs_reason) or field.is_changed)

    @on(Scale.Changed)
    def _status_changed(self, message: Scale.Changed) -> None:
        self._show_reason()
        self.look()
        if message.by_letter and self._lacks_reason:
            self.focus_on("reason")

    @on(Scale.Entered)
    def _onward(self) -> None:
        if self._lacks_reason:
            self.focus_on("reason")
        else:
            self.focus_next()

    @on(OneOf.Changed)
    def _chosen(self) -> None:
        self.look()

    # What is entered

    def further_remarks(self) -> Mapping[str, Remark]:
        """A missing reason, and a deadline before the start."""
        found: dict[str, Remark] = {}
        status = self._scale.chosen
        if status and self._lacks_reason:
            said = _("“{status}” needs a reason. Write why.").format(status=status_label(status))
            found["reason"] = Remark(said, is_fault=True)
        start, due = self.day("start"), self.day("due")
        is_touched = any(self.query_one(f"#{name}", Field).is_changed for name in ("start", "due"))
        if start and due and due < start and is_touched:
            facts = {
                "first": "start",
                "first_date": start.isoformat(),
                "second": "due",
                "second_date": due.isoformat(),
            }
            said = sentence(Problem("date_order_impossible", facts=facts))
            found["due"] = Remark(said, is_fault=True)
        return found

    def count(self) -> int:
        """How many fields have been changed."""
        return len(self._changed_fields())

    def _changed_fields(self) -> dict[str, Any]:
        entry = self._entry
        priority = self.query_one("#priority", OneOf).chosen
        fields: dict[str, Any] = {
            "status": self._scale.chosen,
            "priority": int(priority) if priority else None,
            "level": self.query_one("#level", OneOf).chosen or None,
        }
        changed = {name: value for name, value in fields.items() if value != getattr(entry, name)}
        for field in self.query(Field):
            if field.is_changed:
                changed[field.asked.name] = self._typed(field)
        return changed

    def _typed(self, field: Field) -> Any:
        text, entry = field.value.strip(), self._entry
        match field.asked.name:
            case "due" | "start":
                return day_of(text, self.today)
            case "partners":
                return items_as_meant(text, entry.partners, parts)
            case "evidence":
                return items_as_meant(text, entry.evidence, _lines)
            case "owner":
                return as_meant(" ".join(text.split()), entry.owner) or None
            case name:
                return as_meant(text, getattr(entry, name)) or None

    def value(self) -> Mapping[str, Any] | None:
        """The fields that were changed."""
        return None if self.fault() else self._changed_fields()


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
