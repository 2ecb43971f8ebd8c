"""How it is with the places elsewhere that plans come from, in the user's language."""

import datetime as dt
from collections.abc import Iterable, Iterator

from actionplan.core.sources import SourceState, Trouble
from actionplan.i18n import _
from actionplan.wording.figures import day


def day_of(moment: dt.datetime | None) -> str:
    """The day of a moment, as it was where it was recorded; a dash for none."""
    return day(moment.date() if moment else None)


def why(reason: str, said: str = "") -> str:
    """Why a repository could not be reached; in git's own words where it is not known."""
    known = {
        "too_slow": _("it did not answer in time"),
        "unknown_host": _("there is no such server, or no network"),
        "not_trusted_host": _("the server cannot show that it is the right one"),
        "no_answer": _("the server does not answer"),
        "no_access": _("it does not let you in"),
        "not_trusted": _("the folder belongs to somebody else, and git does not trust it"),
        "not_found": _("there is no repository there, or you may not see it"),
        "disk_full": _("the disk is full"),
        "refused_transport": _("git does not allow such an address"),
        "busy": _("another program is fetching it"),
        "cannot_write": _("the copy cannot be written"),
        "no_git": _("there is no git on this machine"),
    }.get(reason)
    if known is None:
        return _("git says: {said}").format(said=said) if said else _("git gave no reason")
    return _("{reason}: {said}").format(reason=known, said=said) if reason == "cannot_write" and said else known


def next_step(source: SourceState) -> str:
    """What to do about what stands in the way."""
    again = _("Try again with: actionplan fetch {source}").format(source=source.name)
    if source.trouble in {Trouble.NOT_FETCHED, Trouble.NOT_REACHED}:
        return _after(source.reason) or again
    if source.trouble is Trouble.NO_FOLDER and source.is_folder:
        return _("Check the folder in actionplan.toml, and that you may read it.")
    steps = {
        Trouble.NO_REF: _("Set ref for the source in actionplan.toml, or ask those who keep it."),
        Trouble.NO_FOLDER: _("Set path for the source in actionplan.toml, or ask those who keep it."),
        Trouble.NO_GIT: _after("no_git"),
        Trouble.NOT_TRUSTED: _after("not_trusted"),
    }
    return steps.get(source.trouble, again) if source.trouble else ""


def _after(reason: str) -> str:
    address = _("Check the address in actionplan.toml, and that you have been let in there.")
    disk = _("Check that the disk is not full or write-protected.")
    return {
        "not_found": address,
        "refused_transport": address,
        "unknown_host": _("Check the network and the address in actionplan.toml."),
        "no_access": _("Sign in to the server once with git itself, or ask those who keep the source to let you in."),
        "not_trusted_host": _("Ask those who run your computers; do not go past it by yourself."),
        "not_trusted": _("Run actionplan doctor: it tells what to do."),
        "disk_full": disk,
        "cannot_write": disk,
        "no_git": _("Install git, or ask those who run your computers."),
    }.get(reason, "")


def troubles(sources: Iterable[SourceState]) -> Iterator[str]:
    """What is wrong with each source, and what to do about it."""
    for one in sources:
        if one.trouble:
            yield f"{trouble(one)} {next_step(one)}"


def trouble(source: SourceState) -> str:
    """Why a source is not counted, or not as it is now; empty when nothing is wrong."""
    if source.trouble is None:
        return ""
    return _said(source, source.trouble).format(
        source=source.label,
        reason=why(source.reason, source.said),
        tried=day_of(source.tried),
        fetched=day_of(source.fetched),
        ref=source.ref,
        folder=_folder(source),
    )


def _said(source: SourceState, what: Trouble) -> str:
    if what is Trouble.NOT_FETCHED and source.reason:
        return _("The source {source} could not be reached ({reason}) and has never been fetched. It is not counted.")
    if what is Trouble.NO_REF and source.ref:
        return _("The source {source} has nothing that is called {ref}. It is not counted.")
    if what is Trouble.NO_FOLDER and source.is_folder:
        return _("The source {source} is not counted: its folder {folder} is not to be found or may not be read.")
    return {
        Trouble.NOT_FETCHED: _("The source {source} has never been fetched and is not counted."),
        Trouble.NOT_REACHED: _(
            "The source {source} could not be reached on {tried} ({reason}). Its plans are counted as they were fetched"
            " on {fetched}."
        ),
        Trouble.NO_REF: _(
            "The source {source} names no branch, or nothing has been saved there yet. It is not counted."
        ),
        Trouble.NO_FOLDER: _("The source {source} has no folder {folder} with plans. It is not counted."),
        Trouble.NO_GIT: _("The source {source} cannot be read without git. It is not counted."),
        Trouble.NOT_TRUSTED: _(
            "The source {source} is not counted: git does not trust the copy, which belongs to somebody else."
        ),
        Trouble.DAMAGED: _("The source {source} is not counted: the copy of it is damaged."),
    }[what]


def _folder(source: SourceState) -> str:
    inside = "/".join(part for part in (source.path.strip("/"), "plans") if part)
    return f"{source.place.rstrip('/')}/{inside}" if source.is_folder else inside


def age(source: SourceState) -> str:
    """How old what is counted of a source is: "hämtad 2016-09-16 (senast ändrad 2016-09-12)"."""
    changed = day_of(source.changed)
    if source.is_folder:
        return _("folder, last changed {changed}").format(changed=changed) if source.changed else _("folder")
    if source.fetched is None:
        return _("never fetched")
    if source.changed is None:
        return _("fetched {fetched}").format(fetched=day_of(source.fetched))
    return _("fetched {fetched} (last changed {changed})").format(fetched=day_of(source.fetched), changed=changed)
