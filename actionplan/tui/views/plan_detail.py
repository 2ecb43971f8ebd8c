"""What there is to know of a proposal in one plan: the body's own facts, then what others do, then its wording."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from actionplan.core.body import Bodies
from actionplan.core.plan import Entry, Measure, Orphan, Plan
from actionplan.core.problems import Problem
from actionplan.core.query import is_overdue, is_unowned
from actionplan.core.status import Status
from actionplan.i18n import _
from actionplan.reports.plain import cut, pad, visible, width_of, wrap
from actionplan.reports.plan_document import later_facts
from actionplan.tui.remarks import sentence
from actionplan.tui.scene import Scene
from actionplan.tui.views.cell import others_lines, proposal_lines
from actionplan.tui.views.plan_log import WIDE, activity_lines, days_late, letter, timeline
from actionplan.tui.widgets.page import Writing, paragraph
from actionplan.tui.widgets.paint import Line, Span
from actionplan.wording.changes import value_text
from actionplan.wording.figures import day
from actionplan.wording.labels import field_label, level_label, status_label
from actionplan.wording.problems import problem_sentences

_BLANK: Line = ()
_LABEL = 14


class Held(Struct, frozen=True):
    """A plan, and what is needed to tell of it."""

    scene: Scene
    plan: Plan
    problems: tuple[Problem, ...]
    bodies: Bodies
    """For the names of those who lead joint work."""
    body: str
    """Whose plan it is, by id."""

    def entry(self, key: str) -> Entry | None:
        """What is recorded under a key of the list."""
        kind, _colon, name = key.rpartition(":")
        if kind == "measure":
            return self.plan.measures.get(name)
        if kind == "orphan":
            return self.plan.orphans.get(name)
        return self.plan.entry(name) if name else None


def detail(held: Held, key: str) -> Writing:
    """The detail of a row."""

    def write(width: int) -> Sequence[Line]:
        entry = held.entry(key)
        return tuple(_lines(held, key, entry, width)) if entry is not None else tuple(_all_problems(held, "", width))

    return write


def _lines(held: Held, key: str, entry: Entry, width: int) -> Iterator[Line]:
    scene = held.scene
    yield from _title(scene, key, entry, width)
    yield from _own(held, key, entry, width)
    for problem in _problems_of(held, key):
        yield from paragraph(f"! {_placed(problem)}", width, "late")
    yield from activity_lines(scene, entry, width)
    yield from timeline(scene, entry, width)
    if isinstance(entry, Measure | Orphan):
        if isinstance(entry, Measure) and entry.summary:
            yield _BLANK
            yield from paragraph(visible(entry.summary), width)
    else:
        yield _BLANK
        yield from others_lines(scene, key, held.body, width)
        yield _BLANK
        said_already = len(tuple(_title(scene, key, entry, width)))
        yield from tuple(proposal_lines(scene, key, width))[said_already:]
    yield from _all_problems(held, key, width)


def _title(scene: Scene, key: str, entry: Entry, width: int) -> Iterator[Line]:
    if isinstance(entry, Measure):
        yield from paragraph(visible(entry.title), width, "heading")
        area = scene.catalogue.areas.get(entry.area or "")
        yield from paragraph(
            " · ".join(filter(None, (_("Own measure"), visible(area.title(scene.language)) if area else ""))),
            width,
            "quiet",
        )
    elif isinstance(entry, Orphan):
        yield from paragraph(visible(f"{entry.proposal} {entry.title or ''}".strip()), width, "heading")
        said = _("Kept aside: was recorded for {version} and has no place in the present catalogue.")
        yield from paragraph(said.format(version=visible(entry.catalogue_version)), width, "quiet")
    else:
        yield from paragraph(f"{key} {scene.proposal_title(key)}", width, "heading")


# The body's own


def _own(held: Held, key: str, entry: Entry, width: int) -> Iterator[Line]:
    if entry.is_empty:
        yield from paragraph(_("Nothing is recorded. Space picks the proposal."), width, "quiet")
        return
    short = tuple(_short_facts(held, key, entry))
    if width <= WIDE:
        for label, spans in short:
            yield from _fact(label, spans, width)
    else:
        yield from _in_pairs(short, width)
    for label, text in _long_facts(held, entry):
        yield from _fact(label, ((text, "plain"),), width)


Fact = tuple[str, tuple[Span, ...]]


def _short_facts(held: Held, key: str, entry: Entry) -> Iterator[Fact]:
    scene = held.scene
    yield field_label("status"), (*letter(entry), (" ", "plain"), (_said_status(entry), "plain"))
    if key in held.plan.head.focus:
        yield field_label("focus"), ((_("the plan concentrates on it"), "accent"),)
    if entry.owner:
        yield field_label("owner"), ((scene.person(entry.owner), "plain"),)
    elif entry.is_picked and entry.status is not Status.DONE:
        yield field_label("owner"), ((_("none ?"), "late" if is_unowned(entry) else "quiet"),)
    if entry.due:
        late = is_overdue(entry, scene.day)
        said = f"{day(entry.due)} ! {days_late(entry.due, scene.day)}" if late else day(entry.due)
        yield field_label("due"), ((said, "late" if late else "plain"),)
    elif entry.is_picked and entry.status is not Status.DONE:
        yield field_label("due"), ((_("no date"), "quiet"),)
    if entry.priority:
        yield field_label("priority"), ((str(entry.priority), "plain"),)
    if entry.start:
        yield field_label("start"), ((day(entry.start), "plain"),)
    if entry.level:
        yield field_label("level"), ((level_label(entry.level), "plain"),)


def _long_facts(held: Held, entry: Entry) -> Iterator[tuple[str, str]]:
    for name in ("reason", "goal", "partners", "lead"):
        if value := getattr(entry, name):
            yield field_label(name), visible(_flat(value_text(name, value, held.bodies)))
    if entry.evidence:
        yield field_label("evidence"), visible(_flat(" · ".join(entry.evidence)))
    for label, value in later_facts(entry):
        yield label.text, visible(_flat(value.text))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _said_status(entry: Entry) -> str:
    if entry.status is None and entry.is_picked:
        return _("picked, not assessed")
    return status_label(entry.status)


def _fact(label: str, spans: Sequence[Span], width: int) -> Iterator[Line]:
    """A label, and what stands after it in as many lines as it takes. All but the last piece are short."""
    *first, (text, paint) = spans
    used = _LABEL + sum(width_of(piece) for piece, _paint in first)
    lines = wrap(text, max(width - used, 8))
    yield ((pad(cut(label, _LABEL - 1), _LABEL), "quiet"), *first, (lines[0], paint))
    for line in lines[1:]:
        yield ((" " * used, "plain"), (line, paint))


def _in_pairs(facts: Sequence[Fact], width: int) -> Iterator[Line]:
    """Facts in two columns; one that does not fit beside another has a line of its own."""
    half, waiting = width // 2, list(facts)
    while waiting:
        label, spans = waiting.pop(0)
        used = _LABEL + sum(width_of(text) for text, _paint in spans)
        beside = waiting[0] if waiting else None
        fits = beside and _LABEL + sum(width_of(text) for text, _paint in beside[1]) <= width - half
        if used + 2 > half or beside is None or not fits:
            yield from _fact(label, spans, width)
            continue
        waiting.pop(0)
        yield (
            (pad(cut(label, _LABEL - 1), _LABEL), "quiet"),
            *spans,
            (" " * (half - used), "plain"),
            (pad(cut(beside[0], _LABEL - 1), _LABEL), "quiet"),
            *beside[1],
        )


# What is wrong in the file


def _placed(problem: Problem) -> str:
    place = f"{problem.source}:{problem.line}" if problem.line else problem.source
    return visible(f"{place}: {problem_sentences(problem)}")


def _problems_of(held: Held, key: str) -> Iterator[Problem]:
    kind, _colon, name = key.rpartition(":")
    for problem in held.problems:
        if problem.path[:2] == (kind or "proposal", name):
            yield problem


def _all_problems(held: Held, key: str, width: int) -> Iterator[Line]:
    own = list(_problems_of(held, key)) if key else []
    others = [problem for problem in held.problems if problem not in own]
    if others:
        yield _BLANK
        yield ((_("Problems in the file"), "heading"),)
        yield from problem_lines(others, width)


def problem_lines(problems: Sequence[Problem], width: int) -> Iterator[Line]:
    """Problems with their places: what is wrong and what to do."""
    for problem in problems:
        place = f"{problem.source}:{problem.line}" if problem.line else problem.source
        yield ((cut(visible(place), width), "strong"),)
        yield from paragraph(visible(sentence(problem)), width, indent="  ")


def unread(said: str, step: str, problems: Sequence[Problem]) -> Writing:
    """What stands where there is no plan to show: why, and what to do."""

    def write(width: int) -> Sequence[Line]:
        room = min(width, 90)
        lines: list[Line] = [_BLANK, *paragraph(visible(said), room, "heading"), _BLANK]
        lines += paragraph(visible(step), room)
        if problems:
            lines += [_BLANK, *problem_lines(problems, room)]
        return tuple(lines)

    return write
