"""A catalogue, what was understood of a list, and what differs between two versions, as blocks of text."""

from collections.abc import Iterator, Sequence

from actionplan.core.catalogue import Catalogue
from actionplan.core.catalogue_diff import CatalogueDiff
from actionplan.core.migrate import Suggestion, suggest_mapping
from actionplan.core.problems import Problem
from actionplan.i18n import N_, _, current_language, ngettext
from actionplan.reports.blocks import Block, Bullets, Column, Heading, Paragraph, Room, Table, Tone, Value
from actionplan.store.importing import Guess, Understood
from actionplan.wording import figures
from actionplan.wording.labels import level_label, provenance_label
from actionplan.wording.problems import problem_sentences


def catalogue_document(catalogue: Catalogue, numbers: Sequence[str], *, by_area: bool = True) -> Iterator[Block]:
    """Proposals in a table, and what the catalogue is."""
    language = current_language()
    rows: list[tuple[Value, ...]] = []
    area = ""
    for number in numbers:
        proposal = catalogue.proposals[number]
        if by_area and proposal.area != area:
            area = proposal.area
            rows.append((Value(f"{area}. {catalogue.areas[area].title(language)}", Tone.STRONG),))
        levels = ", ".join(map(level_label, proposal.levels))
        rows.append((Value(number), Value(proposal.title(language)), Value(levels)))
    yield Heading(1, catalogue.about.name(language))
    yield Table((Column(_("No.")), Column(_("Proposal"), room=Room.CUT), Column(_("Level"))), tuple(rows))
    yield Paragraph(
        ngettext("{count} proposal.", "{count} proposals.", len(numbers)).format(count=len(numbers)), Tone.QUIET
    )
    yield from about_document(catalogue)


def about_document(catalogue: Catalogue) -> Iterator[Block]:
    """What the catalogue is, and how its wording is known."""
    language = current_language()
    edition = _("Catalogue {id}, version {version}.").format(id=catalogue.id, version=catalogue.version)
    yield Paragraph(" ".join(filter(None, (edition, catalogue.about.note(language)))), Tone.QUIET)


_IGNORED = {
    "header": N_("column headings"),
    "column": N_("a column that is not read"),
    "area": N_("heading of an area (used)"),
    "page_number": N_("page number"),
    "running_head": N_("repeated at the top or foot of pages"),
    "before": N_("before the first proposal"),
    "after_area": N_("between an area's heading and its first proposal"),
    "no_number": N_("row without a number"),
}


def understood_document(understood: Understood, guesses: Sequence[Guess], base: Catalogue) -> Iterator[Block]:
    """What was understood of a list that is to be imported."""
    yield Heading(1, _("Understood from {file}").format(file=understood.source))
    guessed = {guess.number: guess.area for guess in guesses}
    rows = []
    for row in understood.rows:
        area = row.area or (f"{base.areas[guessed[row.number]].title_sv} ?" if row.number in guessed else "")
        rows.append((Value(f"{row.number:02d}"), Value(row.title), Value(area)))
    if rows:
        yield Table((Column(_("No.")), Column(_("Proposal"), room=Room.WRAP), Column(_("Area"))), tuple(rows))
        yield Paragraph(ngettext("{count} proposal.", "{count} proposals.", len(rows)).format(count=len(rows)))
    if guesses:
        said = _("“?”: the list names no area; the proposal of {version} that is most like it lies there.")
        yield Paragraph(said.format(version=base.version), Tone.QUIET)
    if understood.ignored:
        yield Heading(2, _("Left out"))
        yield Bullets(
            tuple(
                _("line {line}: {text} – {reason}").format(line=one.line, text=one.text, reason=_(_IGNORED[one.reason]))
                for one in understood.ignored
            )
        )
    if understood.problems:
        yield Heading(2, _("Problems"))
        yield Bullets(tuple(_problem_line(problem) for problem in understood.problems))


def _problem_line(problem: Problem) -> str:
    said = problem_sentences(problem)
    return _("line {line}: {problem}").format(line=problem.line, problem=said) if problem.line else said


def diff_document(found: CatalogueDiff, old: Catalogue, new: Catalogue) -> Iterator[Block]:
    """What differs between two versions. A proposal that has moved is told as moved, and is not compared by number."""
    language = current_language()
    yield Heading(1, _("From {old} to {new}").format(old=found.old_version, new=found.new_version))
    if found.is_empty:
        yield Paragraph(_("No differences."))
        return
    counterparts = {one.old: one for one in suggest_mapping(old, new) if one.new and (one.sure or one.new == one.old)}
    moved = [one for one in counterparts.values() if one.new != one.old]
    met = {one.new for one in counterparts.values()}
    same = {one.old for one in counterparts.values() if one.new == one.old}
    parts = (
        (_("Another number"), [_moved(one, new) for one in moved]),
        (_("New"), [f"{number} {one.title(language)}" for number, one in new.proposals.items() if number not in met]),
        (
            _("Gone"),
            [f"{number} {one.title(language)}" for number, one in old.proposals.items() if number not in counterparts],
        ),
        (
            _("Other title"),
            [f"{one.proposal} {one.before} → {one.after}" for one in found.retitled if one.proposal in same],
        ),
        (
            _("Other area"),
            [f"{one.proposal} {one.before} → {one.after}" for one in found.moved if one.proposal in same],
        ),
        (
            _("Other level"),
            [
                f"{one.proposal} {_levels(one.before)} → {_levels(one.after)}"
                for one in found.levels
                if one.proposal in same
            ],
        ),
        (
            _("Wording known otherwise"),
            [
                _provenance_change(one.proposal, one.before, one.after)
                for one in found.provenance
                if one.proposal in same
            ],
        ),
        (
            _("Other summary or search words"),
            [f"{number} {new.proposals[number].title(language)}" for number in found.reworded if number in same],
        ),
        (_("Areas"), [f"{one.proposal} {one.before or '–'} → {one.after or '–'}" for one in found.areas]),
    )
    for heading, lines in parts:
        if lines:
            yield Heading(2, f"{heading} ({len(lines)})")
            yield Bullets(tuple(lines))
    said = ngettext("{count} proposal is the same.", "{count} proposals are the same.", found.unchanged)
    yield Paragraph(said.format(count=found.unchanged), Tone.QUIET)


def _moved(one: Suggestion, new: Catalogue) -> str:
    title = new.proposals[one.new].title(current_language()) if one.new else ""
    return f"{one.old} → {one.new} {title} ({figures.number(one.likeness, 2)})"


def _levels(text: str) -> str:
    return ", ".join(level_label(level) for level in text.split(", ")) if text else "–"


def _provenance_change(number: str, before: str, after: str) -> str:
    words = [_label(before), _label(after)]
    return f"{number} {words[0]} → {words[1]}"


def _label(value: str) -> str:
    for provenance in ("plan", "context", "working"):
        if value == provenance:
            return provenance_label(provenance)
    return _("official wording")
