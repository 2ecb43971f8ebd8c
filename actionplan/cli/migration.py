"""Migrate the workspace's plans to another version of the catalogue, asking where likeness is not enough."""

from collections.abc import Sequence

from actionplan.cli.exits import Exit
from actionplan.cli.session import Session
from actionplan.core.catalogue import Catalogue
from actionplan.core.errors import BadValue
from actionplan.core.migrate import Migration, Suggestion
from actionplan.core.problems import Problem, Severity
from actionplan.i18n import _, ngettext
from actionplan.reports.plain import visible
from actionplan.store.errors import Unreadable
from actionplan.wording import figures
from actionplan.workspace.configuring import set_workspace
from actionplan.workspace.migrating import Outdated, find_outdated, migrate_file

Answers = dict[str, str | None]


def run(session: Session, new: Catalogue, maps: Sequence[str], *, accept: bool, dry_run: bool) -> Exit:
    """Migrate all plans that are made for another version, or tell which questions are open.

    Raises:
        BadValue: an answer is not of the form 07=12 or 07=-.
        UnknownProposal: an answer names a number that there is not.
        ActionPlanError: a file cannot be read, edited or written.
    """
    outdated = find_outdated(session.workspace, new)
    answers = _answers(maps)
    if faults := tuple(problem for one in outdated for problem in one.file.problems if not _is_harmless(problem)):
        # What could not be read would stay behind, under a number that means something else.
        raise Unreadable(faults)
    if not outdated:
        session.output.data(_("All plans are made for {version} already.").format(version=new.version))
        return Exit.FINE
    if not accept and _tell_questions(session, outdated, new, answers):
        return Exit.FAILURE
    # Everything is tried before anything is written: one plan that cannot be migrated stops all.
    for one in outdated:
        migrate_file(session.workspace, one, new, _mapping(one, answers), dry_run=True)
    for one in outdated:
        told = migrate_file(session.workspace, one, new, _mapping(one, answers), dry_run=dry_run)
        session.output.data("\n".join(map(visible, _lines(session, one, told, new, dry_run=dry_run))))
    if not dry_run and session.workspace.settings.catalogue_version != new.version:
        set_workspace(session.workspace, ("catalogue_version",), new.version)
        session.output.say(_("The workspace now works with {version}.").format(version=new.version))
    return Exit.FINE


def _is_harmless(problem: Problem) -> bool:
    return problem.severity is Severity.NOTE or problem.code == "quoted_date"


def _answers(maps: Sequence[str]) -> Answers:
    answers: Answers = {}
    for text in maps:
        old, equals, new = text.partition("=")
        if not equals or not old.strip():
            raise BadValue("--map", text, expected=("07=12", "07=-"))
        answers[old.strip().zfill(2)] = None if new.strip() in {"", "-"} else new.strip().zfill(2)
    return answers


def _mapping(one: Outdated, answers: Answers) -> Answers:
    return {**{suggestion.old: suggestion.new for suggestion in one.suggestions}, **answers}


def _tell_questions(session: Session, outdated: Sequence[Outdated], new: Catalogue, answers: Answers) -> bool:
    questions: dict[str, tuple[Suggestion, Catalogue]] = {}
    for one in outdated:
        questions |= {ask.old: (ask, one.old) for ask in one.open_questions if ask.old not in answers}
    if not questions:
        return False
    say = session.output.say
    count = len(questions)
    said = ngettext(
        "{count} proposal with something recorded needs an answer. Nothing has been written.",
        "{count} proposals with something recorded need an answer. Nothing has been written.",
        count,
    )
    say(said.format(count=count))
    for ask, old in questions.values():
        say(f"  {ask.old} {old.proposals[ask.old].title_sv}")
        if ask.new:
            guess = _("    perhaps {number} {title} (likeness {likeness}): --map {old}={number}")
            title = new.proposals[ask.new].title_sv
            say(guess.format(number=ask.new, title=title, likeness=figures.number(ask.likeness, 2), old=ask.old))
        else:
            say(_("    nothing is like it: --map {old}=- keeps it aside, --map {old}=NN moves it").format(old=ask.old))
    say(_("Answer each with --map, or take all suggestions with --accept. Look first with --dry-run."))
    return True


def _lines(session: Session, one: Outdated, told: Migration, new: Catalogue, *, dry_run: bool) -> list[str]:
    name = session.workspace.display_name(one.plan.head.body, one.plan.head.name)
    said = (
        _("{name} would go from {old} to {new} ({source}); nothing is written:")
        if dry_run
        else _("{name} went from {old} to {new} ({source}):")
    )
    lines = [said.format(name=name, old=one.old.version, new=new.version, source=one.file.source)]
    kept = ngettext("{count} proposal keeps its number", "{count} proposals keep their numbers", len(told.kept))
    lines.append("  " + kept.format(count=len(told.kept)))
    lines += [f"  {old} → {number} {new.proposals[number].title_sv}" for old, number in told.moved]
    for key, orphan in told.orphans.items():
        lines.append(
            "  "
            + _("{number} {title} has no counterpart and is kept as orphan.{key}").format(
                number=orphan.proposal, title=orphan.title or "", key=key
            )
        )
    for key in told.unmapped_areas:
        lines.append("  " + _("own measure {key}: its area is not in the new version").format(key=key))
    for key, number in told.returning:
        lines.append("  " + _("orphan.{key} could return to {number}").format(key=key, number=number))
    return lines
