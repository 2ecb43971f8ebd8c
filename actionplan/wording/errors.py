"""What cannot go on, and the next step, in the user's language."""

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

from actionplan.core import errors as core
from actionplan.core.status import Status
from actionplan.i18n import _
from actionplan.store import errors as store
from actionplan.wording.labels import field_label, status_label
from actionplan.wording.problems import problem_repair, problem_text, reason_text
from actionplan.wording.values import either


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(names)


def _unknown_body(error: core.UnknownBody) -> tuple[str, str]:
    said = _("There is no municipality, region or other body called “{text}”.").format(text=error.text)
    if error.nearest:
        return said, _("Did you mean {nearest}?").format(nearest=either(error.nearest))
    return said, _("Write a name, a short name or an SCB code, such as Borås, boras or 1490.")


def _unknown_target(error: core.UnknownTarget) -> tuple[str, str]:
    said, step = _unknown_body(error)
    dates = _("If you mean a day, write it as a date: {command}").format(command="actionplan diff --since 2016-09-16")
    return said, f"{step} {dates}"


def _ambiguous_body(error: core.AmbiguousBody) -> tuple[str, str]:
    said = _("“{text}” can mean several bodies.").format(text=error.text)
    return said, _("Write one of: {candidates}").format(candidates=_list(error.candidates))


def _has_no_members(error: core.HasNoMembers) -> tuple[str, str]:
    said = _("{body} has no members to put together.").format(body=error.body)
    if error.belongs_to:
        return said, _("It belongs to: {groups}. Write one of them.").format(groups=_list(error.belongs_to))
    return said, _("Write a region or a federation, such as sjuharad.")


def _unknown_proposal(error: core.UnknownProposal) -> tuple[str, str]:
    said = _("There is no proposal {text} in the catalogue {catalogue}.").format(
        text=error.text, catalogue=error.catalogue
    )
    if error.nearest:
        return said, _("Did you mean {nearest}?").format(nearest=either(error.nearest))
    return said, _("See all of them with: actionplan catalogue list")


def _bad_value(error: core.BadValue) -> tuple[str, str]:
    if error.field == "setting":
        said = _("There is no setting “{value}”.").format(value=error.value)
    else:
        said = _("“{value}” is no valid value for {field}.").format(value=error.value, field=error.field)
    if error.nearest:
        question = _("Did you mean {nearest}?").format(nearest=either(error.nearest))
        said = f"{said} {question}"
    return said, _("What fits: {expected}").format(expected=_list(error.expected)) if error.expected else ""


def _nothing_meant(error: core.NothingMeant) -> tuple[str, str]:
    said = {
        "body": _("Which municipality or region? Name it first."),
        "region": _("Which region? Name it."),
        "field": _("What is to change? Add for instance --status, --owner or --due."),
        "followup": _("What is to be recorded? Write a text after the number, or give a --status."),
        "orphan": _("Which proposal, and what that was kept aside? Write for instance: adopt boras 12 working-1-07"),
        "activity": _("Which activity? Write its text after the number."),
        "proposal": _("Which proposal? Give its number, such as 09."),
        "round": _("Which round? Name it with --key."),
        "round_day": _(
            "When was the round held? Say --date, and --participant or --decision. It asks in a terminal only."
        ),
        "export": _("Where is it to be written? Say --sqlite FILE, --parquet FOLDER, or both."),
    }[error.kind]
    if error.candidates:
        return said, _("There are: {candidates}").format(candidates=_list(error.candidates))
    return said, ""


def _identity_number(_error: core.IdentityNumber) -> tuple[str, str]:
    said = _("The text holds a personal identity number. Plans are public records; nothing has been written.")
    return said, _("Leave the number out, and write nothing about single persons.")


def _plan_or_proposal(error: core.PlanOrProposal) -> tuple[str, str]:
    options = _list(tuple(f"--{name}" for name in error.fields))
    said = _("{options} concern the plan as a whole, not single proposals.").format(options=options)
    return said, _("Leave out the numbers, and set those of proposals in a command of their own.")


def _reason_missing(error: core.ReasonMissing) -> tuple[str, str]:
    said = _("Proposal {proposal} cannot be “{status}” without a reason.")
    return (
        said.format(proposal=error.proposal, status=status_label(Status(error.status))),
        _('Add --reason "…"'),
    )


def _unknown_activity(error: core.UnknownActivity) -> tuple[str, str]:
    said = _("“{text}” points to no single activity in proposal {proposal}.").format(
        text=error.text, proposal=error.proposal
    )
    if error.candidates:
        return said, _("There are: {candidates}").format(candidates=_list(error.candidates))
    return said, _("The proposal has no activities yet. Add one with: actionplan activity add")


def _would_lose(error: core.WouldLose) -> tuple[str, str]:
    fields = _list(tuple(field_label(_FIELD_OF.get(name, name)).lower() for name in error.fields))
    said = _("Proposal {proposal} has more recorded ({fields}), which would be lost.").format(
        proposal=error.proposal, fields=fields
    )
    return said, _("Set the status to declined with a --reason instead, or add --yes to remove it all.")


_FIELD_OF = {"activities": "activity", "followups": "followup", "indicators": "indicator", "grants": "grant"}


def _wrong_catalogue(error: core.WrongCatalogue) -> tuple[str, str]:
    said = _("The plan is made for {plan}, not for {old}.")
    return said.format(plan=" ".join(error.plan), old=" ".join(error.old)), ""


def _unknown_orphan(error: core.UnknownOrphan) -> tuple[str, str]:
    said = _("The plan has nothing kept aside as {text}.").format(text=error.text)
    return said, _("Did you mean {nearest}?").format(nearest=either(error.nearest)) if error.nearest else ""


def _stray_word(error: core.StrayWord) -> tuple[str, str]:
    said = _("“{word}” means nothing here.").format(word=error.word)
    return said, _('Put a text with blanks between quotation marks: --owner "Head of unit".')


def _slot_taken(error: core.SlotTaken) -> tuple[str, str]:
    fields = _list(tuple(field_label(_FIELD_OF.get(name, name)).lower() for name in error.fields))
    said = _("Proposal {proposal} already holds {fields}; {orphan} stays where it is.").format(
        proposal=error.proposal, fields=fields, orphan=error.orphan
    )
    return said, _("Choose another proposal, or move what is there first.")


def _overtaken(error: core.Overtaken) -> tuple[str, str]:
    said = _("The edit cannot be undone: since then somebody has changed {keys} again.")
    keys = _list(tuple(".".join(path) for path in error.paths))
    return said.format(keys=keys), _("Look at the plan and change it to what it shall be.")


def _no_round(_error: core.NoRound) -> tuple[str, str]:
    return (
        _("No follow-up round is known before today: the settings state none, and the plans show none."),
        _("Record one with: {command}. Or use --since with a date.").format(
            command="actionplan round close --date 2016-09-16"
        ),
    )


def _no_workspace(error: store.NoWorkspace) -> tuple[str, str]:
    said = _("There are no plans in {folder} or in any folder above it.").format(folder=error.start)
    return said, _("Start with: actionplan init NAME — for instance actionplan init sjuharad")


def _no_plan(error: store.NoPlan) -> tuple[str, str]:
    said = _("{body} has no plan here.").format(body=error.body)
    return said, _("Start one with: actionplan init {slug}").format(slug=error.slug)


def _kept_elsewhere(error: store.KeptElsewhere) -> tuple[str, str]:
    said = _("The plan of {body} is kept in the source {source} ({place}) and is only read here.")
    told = said.format(body=error.body, source=error.source, place=error.place)
    if error.is_folder:
        return told, _("Change it there.")
    return told, _("Change it there, and get it with: actionplan fetch {source}").format(source=error.source)


def _no_sources(_error: store.NoSources) -> tuple[str, str]:
    said = _("actionplan.toml names no sources, so there is nothing to fetch.")
    return said, _('Add one: [source.boras] and below it repository = "https://…".')


def _several_plans(error: store.SeveralPlans) -> tuple[str, str]:
    said = _("{body} has several plans.").format(body=error.body)
    return said, _("Name the file: {sources}").format(sources=_list(error.sources))


def _unreadable(error: store.Unreadable) -> tuple[str, str]:
    lines = []
    for problem in error.problems:
        place = ":".join(str(part) for part in (problem.source, problem.line, problem.column) if part)
        where = f" {problem.key}:" if problem.path else ""
        lines += [f"{place}:{where} {problem_text(problem)}", f"    → {problem_repair(problem)}"]
    return "\n".join(lines), ""


def _changed_on_disk(error: store.ChangedOnDisk) -> tuple[str, str]:
    said = _("{source} was changed by somebody else in the meantime. Nothing has been written.").format(
        source=error.source
    )
    return said, _("Look at the file and try again.")


def _cannot_write(error: store.CannotWrite) -> tuple[str, str]:
    if error.reason == "locked":
        said = _("Another program is busy with {source}. Nothing has been written.").format(source=error.source)
        return said, _("Try again in a moment.")
    if error.reason == "no_folder":
        said = _("The folder {folder} does not exist. Nothing has been written.")
        folder = str(PurePath(error.source).parent)
        return said.format(folder=folder), _("Check how it is spelt, or make the folder and try again.")
    said = _("{source} cannot be written ({reason}). What was there before is untouched.")
    return (
        said.format(source=error.source, reason=reason_text(error.reason)),
        _("Check that the disk is not full or write-protected and that you may write in the folder."),
    )


def _output_refused(error: store.OutputRefused) -> tuple[str, str]:
    if error.is_closed:
        said = _("Nothing could be printed: the output is closed.")
        return said, _("Leave out >&-, or write > /dev/null where nothing is to be seen.")
    said = _("The output cannot be written ({reason}).").format(reason=reason_text(error.reason))
    return said, _("Check that the disk is not full or write-protected and that you may write in the folder.")


def _refused(error: store.Refused) -> tuple[str, str]:
    said = _("The system refuses {path} ({reason}).")
    return said.format(path=error.path or "…", reason=reason_text(error.reason)), _("Check the name and the folder.")


def _edit_failed(error: store.EditFailed) -> tuple[str, str]:
    said = _(
        "{source} is laid out in a way that cannot be edited safely (line {line}, {key}). Nothing has been written."
    )
    return (
        said.format(source=error.source, line=error.line, key=".".join(error.path)),
        _("Make the change by hand in an editor, and run actionplan check."),
    )


def _not_put_back(error: store.NotPutBack) -> tuple[str, str]:
    reason, step = error_text(error.reason)
    said = _("These files were already changed and could not be put back: {sources}.")
    lines = (reason, step, said.format(sources=_list(error.sources)))
    return "\n".join(filter(None, lines)), _("Look at these plans and change them to what they shall be.")


def _partly_replaced(error: store.PartlyReplaced) -> tuple[str, str]:
    refused = _("{source} cannot be written ({reason}).")
    lines = [refused.format(source=error.reason.source, reason=reason_text(error.reason.reason))]
    for name, earlier in error.left:
        if earlier:
            said = _("What {name} held could not be put back either. It is kept as {earlier}.")
        else:
            said = _("{name} was written before that, and could not be removed again.")
        lines.append(said.format(name=name, earlier=earlier))
    return (
        "\n".join(lines),
        _("Check that the disk is not full or write-protected and that you may write in the folder."),
    )


def _exists(error: store.Exists) -> tuple[str, str]:
    said = _("{source} is already there. Nothing has been written.").format(source=error.source)
    return said, _("Choose another name, or add --yes where the command takes it.")


def _no_catalogue(error: store.NoCatalogue) -> tuple[str, str]:
    said = _("The catalogue {catalogue} {version} is not to be found.").format(
        catalogue=error.catalogue, version=error.version
    )
    return said, _("There are: {known}").format(known=_list(error.known))


_WORDS: dict[type[core.ActionPlanError], Callable[[Any], tuple[str, str]]] = {
    core.UnknownBody: _unknown_body,
    core.UnknownTarget: _unknown_target,
    core.AmbiguousBody: _ambiguous_body,
    core.HasNoMembers: _has_no_members,
    core.UnknownProposal: _unknown_proposal,
    core.BadValue: _bad_value,
    core.NothingMeant: _nothing_meant,
    core.IdentityNumber: _identity_number,
    core.PlanOrProposal: _plan_or_proposal,
    core.ReasonMissing: _reason_missing,
    core.UnknownActivity: _unknown_activity,
    core.WouldLose: _would_lose,
    core.WrongCatalogue: _wrong_catalogue,
    core.UnknownOrphan: _unknown_orphan,
    core.StrayWord: _stray_word,
    core.SlotTaken: _slot_taken,
    core.Overtaken: _overtaken,
    core.NoRound: _no_round,
    store.NoWorkspace: _no_workspace,
    store.NoPlan: _no_plan,
    store.KeptElsewhere: _kept_elsewhere,
    store.NoSources: _no_sources,
    store.SeveralPlans: _several_plans,
    store.Unreadable: _unreadable,
    store.ChangedOnDisk: _changed_on_disk,
    store.CannotWrite: _cannot_write,
    store.Refused: _refused,
    store.OutputRefused: _output_refused,
    store.EditFailed: _edit_failed,
    store.NotPutBack: _not_put_back,
    store.PartlyReplaced: _partly_replaced,
    store.Exists: _exists,
    store.NoCatalogue: _no_catalogue,
}


def error_text(error: core.ActionPlanError) -> tuple[str, str]:
    """What happened, and the next step (empty when there is none to give)."""
    words = _WORDS.get(type(error)) or _words_about_reports().get(type(error)) or _words_about_git().get(type(error))
    return words(error) if words else (str(error), "")


def _words_about_git() -> Mapping[type[core.ActionPlanError], Callable[[Any], tuple[str, str]]]:
    # Loaded only for what is told last in a run.
    from actionplan.wording.git_errors import WORDS

    return WORDS


def _words_about_reports() -> Mapping[type[core.ActionPlanError], Callable[[Any], tuple[str, str]]]:
    from actionplan.wording.report_errors import WORDS

    return WORDS


def worded_errors() -> frozenset[type[core.ActionPlanError]]:
    """The errors that there are words for."""
    return frozenset({*_WORDS, *_words_about_reports(), *_words_about_git()})
