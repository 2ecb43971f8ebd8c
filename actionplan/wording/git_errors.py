"""What stands in the way of saving and sharing, and the next step. Git is named only where nothing else helps."""

from collections.abc import Callable
from typing import Any

from actionplan.core import errors as core
from actionplan.core.errors import ActionPlanError
from actionplan.i18n import _, ngettext
from actionplan.store.git import errors as git
from actionplan.wording.problems import problem_text
from actionplan.wording.visible import shown, visible


def _missing(_error: git.GitMissing) -> tuple[str, str]:
    return (
        _("Git is not installed on this computer. It is needed to save versions, to share and for history."),
        _("Install it from git-scm.com, or ask your IT department. Plans can be edited without it."),
    )


def _not_versioned(error: git.NotVersioned) -> tuple[str, str]:
    said = _("The folder {folder} is not prepared for saving versions and sharing.")
    return said.format(folder=error.folder), _("Prepare it with: actionplan setup")


def _dubious(error: git.DubiousOwnership) -> tuple[str, str]:
    said = _("Git does not trust the folder {folder}, because somebody else owns it. This is common on network drives.")
    step = _("If you trust the folder, run once: {command}")
    return said.format(folder=error.folder), step.format(command=error.command)


def _refused(error: git.GitRefused) -> tuple[str, str]:
    said = _("Git could not do it (git {command}): {said}")
    return (
        said.format(command=error.command, said=shown(error.said) or str(error.code)),
        _("Nothing in your plans is lost. Run actionplan doctor to see what is wrong."),
    )


def _too_slow(error: git.TooSlow) -> tuple[str, str]:
    said = _("Git did not answer within {seconds:g} seconds (git {command}).")
    return said.format(seconds=error.seconds, command=error.command), _("Check the connection, and try again.")


def _locked(error: git.Locked) -> tuple[str, str]:
    said = _("Another program is working with the saved versions right now ({file}).").format(file=error.path)
    return said, _("Try again in a moment. If no program is working here and this is said again, remove that file.")


def _no_identity(_error: git.NoIdentity) -> tuple[str, str]:
    return (
        _("It is not known in whose name to save."),
        _('Say it once: actionplan setup --name "Utvecklingsledare IFO" --email ifo@kommun.example'),
    )


def _underway(error: git.Underway) -> tuple[str, str]:
    operations = {
        "merge": _("putting together two versions (merge)"),
        "rebase": _("moving saved versions (rebase)"),
        "cherry-pick": _("copying a saved version (cherry-pick)"),
        "revert": _("taking back a saved version (revert)"),
        "bisect": _("searching among saved versions (bisect)"),
        "am": _("taking in changes from mail (am)"),
    }
    what = operations.get(error.operation, error.operation)
    said = _("Somebody is in the middle of {what} in this folder, so nothing is saved or shared now.")
    step = _("Finish or stop that first. If plans are in conflict: actionplan resolve")
    return said.format(what=what), step


def _unknown_revision(error: git.UnknownRevision) -> tuple[str, str]:
    said = _("There is no saved version called “{text}”.").format(text=shown(error.text))
    return said, _("Write a date such as 2016-09-16, or the name of a branch, a tag or a commit.")


def _unreachable(error: git.Unreachable) -> tuple[str, str]:
    said = _("The place where plans are shared ({remote}) cannot be reached: {said}.")
    return (
        said.format(remote=error.remote, said=_why(error.reason, error.said)),
        _("What you have saved is safe here. Check the connection and your permission, and share again later."),
    )


def _not_copied(error: git.NotCopied) -> tuple[str, str]:
    said = _("Nothing could be copied from {place}: {said}.")
    step = {
        "no_access": _("Sign in to the server once with git itself, or ask those who look after it to let you in."),
        "not_trusted_host": _("Ask those who run your computers; do not go past it by yourself."),
        "disk_full": _("Check that the disk is not full or write-protected."),
        "no_answer": _("Check the network and the address, and try again."),
        "too_slow": _("Check the network and the address, and try again."),
        "unknown_host": _("Check the network and the address, and try again."),
    }.get(error.reason) or _("Check the address, and that you have been let in there. Then try again.")
    return said.format(place=shown(error.place), said=_why(error.reason, error.said)), step


def _why(reason: str, said: str) -> str:
    """Why a place could not be reached; in git's own words where it is not known."""
    from actionplan.wording.sources import why

    return why(reason, shown(said)).rstrip(".")


def _too_old(error: git.TooOld) -> tuple[str, str]:
    said = _("Git on this computer is version {version}. To put together versions, 2.38 or later is needed.")
    return said.format(version=error.version), _("Install a newer git from git-scm.com, or ask your IT department.")


def _nothing_to_save(_error: git.NothingToSave) -> tuple[str, str]:
    return _("There is nothing to save: no plan has changed since it was saved last."), ""


def _faulty(error: git.Faulty) -> tuple[str, str]:
    first = error.problems[0]
    said = ngettext(
        "Nothing is saved, because of a fault: {first}",
        "Nothing is saved, because of {count} faults. The first: {first}",
        len(error.problems),
    ).format(first=fault_text(first), count=len(error.problems))
    return said, _("Repair it and save again. See all with: actionplan check")


def fault_text(problem: Any) -> str:
    """A fault in a file on one line: "plans/boras.toml, rad 37: …"."""
    said = _("{source}, line {line}: {what}") if problem.line else _("{source}: {what}")
    return said.format(source=problem.source, line=problem.line, what=shown(problem_text(problem)))


def _skipped(error: git.Skipped) -> tuple[str, str]:
    if "." not in error.path.rpartition("/")[2]:
        said = _("{folder} cannot be saved: the folder is a link, or a repository of its own.")
        step = _("Plans must lie in the same repository as actionplan.toml. Ask those who set up the folder.")
        return said.format(folder=shown(error.path)), step
    said = _("{file} cannot be saved: it is a link, or cannot be read.").format(file=shown(error.path))
    return said, _("Put the file itself in its place, or move the link out of the folder.")


def _stopped(error: git.StoppedByHook) -> tuple[str, str]:
    lines = "\n".join(visible(line) for line in error.said.splitlines())
    said = _("Nothing is saved. A check in this folder stopped it:\n{said}").format(
        said=lines or "pre-commit, commit-msg"
    )
    return said, _("Put that right and save again.")


def _stopped_sending(error: git.StoppedSending) -> tuple[str, str]:
    said = _("Nothing is shared. A check of your own in this folder stopped it:\n{said}")
    return said.format(said=visible(error.said)), _("What you have saved is safe here. Put that right and share again.")


def _not_received(error: git.NotReceived) -> tuple[str, str]:
    said = _("The place where plans are shared ({remote}) does not accept what you have saved:\n{said}")
    step = _("What you have saved is safe here. Ask the one who looks after that place for permission to share there.")
    return said.format(remote=shown(error.remote), said=visible(error.said)), step


def _no_remote(_error: git.NoRemote) -> tuple[str, str]:
    return (
        _("The plans are shared nowhere yet. What you have saved is safe in this folder."),
        _("Say where they are to be shared: actionplan setup --share ADDRESS"),
    )


def _several_remotes(error: git.SeveralRemotes) -> tuple[str, str]:
    said = _("There are several places to share to: {remotes}.").format(remotes=", ".join(error.remotes))
    return said, _("Choose one: git push --set-upstream PLACE BRANCH")


def _detached(_error: git.Detached) -> tuple[str, str]:
    return (
        _("An older saved version is open in this folder, beside every branch, so it cannot be shared."),
        _("Keep what is saved under a name: git switch -c NAME"),
    )


def _nothing_saved(_error: git.NothingSaved) -> tuple[str, str]:
    return _("Nothing has been saved yet, so there is nothing to share."), _("Save first: actionplan save")


def _in_the_way(error: git.UnsavedInTheWay) -> tuple[str, str]:
    said = _("Others have changed files that have unsaved changes here: {sources}. Nothing has been changed.")
    return said.format(sources=", ".join(map(shown, error.sources))), _("Save first: actionplan save")


def _other_conflict(error: git.OtherConflict) -> tuple[str, str]:
    said = _("You and others have changed files that are no plans, in ways that do not go together: {paths}.")
    step = _("Nothing has been changed. Somebody who knows git has to put those files together: git pull")
    return said.format(paths=", ".join(map(shown, error.paths))), step


def _needs_person(error: git.NeedsPerson) -> tuple[str, str]:
    said = ngettext(
        "You and others have given {count} field different values. Somebody has to choose; nothing has been changed.",
        "You and others have given {count} fields different values. Somebody has to choose; nothing has been changed.",
        error.questions,
    ).format(count=error.questions)
    return said, _("Run the command in a terminal, or add --take mine or --take theirs.")


def _unrelated(_error: git.Unrelated) -> tuple[str, str]:
    return (
        _("What is saved here and what is shared have no beginning in common: they are two different histories."),
        _("Get a copy of what is shared with git clone, copy your plans into it, and save there."),
    )


def _not_in_conflict(_error: git.NotInConflict) -> tuple[str, str]:
    return _("Nothing is in conflict here."), ""


def _keeps_moving(_error: git.KeepsMoving) -> tuple[str, str]:
    return _("Others shared something new at every attempt. What you have saved is safe here."), _("Share again.")


def _cannot_unite(error: git.CannotUnite) -> tuple[str, str]:
    said = _("{source} has been changed both here and by others, and one of the versions cannot be read: {why}")
    why = shown(problem_text(error.problem)) if error.problem else "?"
    if error.problem and error.problem.line:
        why = _("line {line}, {what}").format(line=error.problem.line, what=why)
    return (
        said.format(source=shown(error.source), why=why),
        _("Nothing has been changed. The one who has that version has to repair the plan, save and share it."),
    )


def _damaged(error: git.Damaged) -> tuple[str, str]:
    said = _("A saved version cannot be read: it is damaged or gone ({id}, in the folder {folder}).")
    told = said.format(id=shown(error.id), folder=error.folder or ".")
    if error.is_copy:
        step = _("It is a copy of a source. Remove that folder, and make a new copy with: actionplan fetch")
        return told, step
    return told, _recover()


def _recover() -> str:
    """What to do where saved versions are damaged."""
    return _(
        "The plans in the folder are still there. If they are shared, get a new copy in another, empty folder with"
        " actionplan init --from ADDRESS, and bring over what you have not shared. Otherwise ask the one who looks"
        " after the saved versions for help: git fsck tells what is missing."
    )


def _not_fetched(error: git.NotFetched) -> tuple[str, str]:
    said = _("A saved version has not been fetched to this computer, and cannot be fetched now ({id}).")
    step = _(
        "Check the connection and that you are let in where the plans are shared, and try again. If that does not"
        " help, get a new copy in another, empty folder with: actionplan init --from ADDRESS"
    )
    return said.format(id=shown(error.id)), step


def _no_longer_repository(error: git.NoLongerRepository) -> tuple[str, str]:
    said = _(
        "Versions have been saved here, but git no longer recognises {place}: something there is missing or damaged."
    )
    return said.format(place=error.place), _recover()


def _branch_lost(error: git.BranchLost) -> tuple[str, str]:
    said = _(
        "Versions have been saved in the folder {folder}, but what is open there ({branch}) leads to none of them."
    )
    told = said.format(folder=error.folder, branch=shown(error.branch))
    if not error.others:
        return told, _recover()
    step = _("There are saved versions in {branches}: go there with git switch BRANCH.")
    return told, f"{step.format(branches=', '.join(map(shown, error.others[:_MOST])))} {_recover()}"


_MOST = 5


def _conflict_moved(_error: git.ConflictMoved) -> tuple[str, str]:
    return (
        _("What was in conflict here has been changed by somebody else in the meantime. Nothing has been written."),
        _("Look at the plans, and run actionplan resolve again if they still are in conflict."),
    )


def _edited_by_hand(error: git.EditedByHand) -> tuple[str, str]:
    said = _("These files were edited after the conflict, and are left as they are: {sources}.")
    step = _(
        "If they are right, run git add for them. With --yes they are put together anew, and what was edited is lost."
    )
    return said.format(sources=", ".join(map(shown, error.sources))), step


def _other_catalogue(error: core.OtherCatalogue) -> tuple[str, str]:
    said = _(
        "The plan has been moved to another list of proposals on one side ({ours}; {theirs}) and changed on the other. "
        "The numbers do not mean the same, so the two cannot be put together. Nothing has been changed."
    )
    step = _("Move the other one too, with actionplan catalogue migrate, save it and share again.")
    return said.format(ours=shown(error.ours), theirs=shown(error.theirs)), step


def _other_format(error: core.OtherFormat) -> tuple[str, str]:
    said = _("The plan is written in format {found}; this program knows formats up to {known}.")
    return said.format(found=error.found, known=error.known), _("Install a newer version of actionplan.")


def _not_empty(error: git.NotEmpty) -> tuple[str, str]:
    said = _("Something lies in the folder {folder} already. A copy of what others share needs an empty folder.")
    return said.format(folder=error.folder), _("Make a new folder, go to it, and run the command there.")


WORDS: dict[type[ActionPlanError], Callable[[Any], tuple[str, str]]] = {
    git.GitMissing: _missing,
    git.NotVersioned: _not_versioned,
    git.DubiousOwnership: _dubious,
    git.GitRefused: _refused,
    git.TooSlow: _too_slow,
    git.Locked: _locked,
    git.NoIdentity: _no_identity,
    git.Underway: _underway,
    git.UnknownRevision: _unknown_revision,
    git.Unreachable: _unreachable,
    git.NotCopied: _not_copied,
    git.TooOld: _too_old,
    git.NothingToSave: _nothing_to_save,
    git.Faulty: _faulty,
    git.Skipped: _skipped,
    git.StoppedByHook: _stopped,
    git.StoppedSending: _stopped_sending,
    git.NotReceived: _not_received,
    git.NoRemote: _no_remote,
    git.SeveralRemotes: _several_remotes,
    git.Detached: _detached,
    git.NothingSaved: _nothing_saved,
    git.UnsavedInTheWay: _in_the_way,
    git.OtherConflict: _other_conflict,
    git.NeedsPerson: _needs_person,
    git.Unrelated: _unrelated,
    git.NotInConflict: _not_in_conflict,
    git.KeepsMoving: _keeps_moving,
    git.CannotUnite: _cannot_unite,
    git.Damaged: _damaged,
    git.NotFetched: _not_fetched,
    git.NoLongerRepository: _no_longer_repository,
    git.BranchLost: _branch_lost,
    git.ConflictMoved: _conflict_moved,
    git.EditedByHand: _edited_by_hand,
    git.NotEmpty: _not_empty,
    core.OtherCatalogue: _other_catalogue,
    core.OtherFormat: _other_format,
}
