"""Whether git is in order for a workspace, and the repair for what is not. Looks only; repairs nothing."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Literal

from msgspec import Struct

from actionplan.i18n import _, ngettext
from actionplan.store.git.attributes import IN_EFFECT, NAME
from actionplan.store.git.changed import ignored_files
from actionplan.store.git.errors import Damaged, DubiousOwnership, GitError, GitMissing, NotVersioned
from actionplan.store.git.hooks import find_hook
from actionplan.store.git.index import literal
from actionplan.store.git.repository import Standing
from actionplan.store.git.settings import (
    DRIVER,
    attributes,
    command_of,
    git_version,
    identity,
    is_runnable,
    remote_url,
    trust_command,
)
from actionplan.store.git.soundness import examine
from actionplan.store.language import PLANS
from actionplan.wording.errors import error_text
from actionplan.wording.figures import number
from actionplan.workspace.equipping import EXAMPLE, OLDEST_GIT, attributes_in_effect, identity_lacking
from actionplan.workspace.opening import Workspace
from actionplan.workspace.versioned import Versioned, versioned

SETUP = "actionplan setup"
_FORGOTTEN = 3_600
"""Seconds after which a lock was probably left behind."""
_MOST_NAMES = 5


class Finding(Struct, frozen=True):
    """One thing that was looked at."""

    what: str
    state: Literal["ok", "note", "fault"]
    said: str
    repair: str = ""


Findings = Iterator[Finding]


def git_findings(workspace: Workspace | None, now: float) -> Findings:
    """Everything about git that saving and sharing need.

    Args:
        workspace: ``None`` looks at git alone.
        now: the time, in seconds since 1970: old locks are held against it.
    """
    folder = workspace.root if workspace else Path.cwd()
    try:
        version = git_version(folder)
    except GitMissing:
        yield Finding("git", "note", _("not found"), _("Needed only to share plans and for history."))
        return
    except GitError as error:
        yield Finding("git", "fault", *error_text(error))
        return
    yield _version(version)
    if workspace is None:
        return
    try:
        here = versioned(workspace)
    except NotVersioned:
        yield Finding(_("Repository"), "note", _("none: versions are not kept"), SETUP)
        return
    except DubiousOwnership:
        said = _("git does not trust {folder}, because somebody else owns it").format(folder=folder)
        step = _("If you trust everybody who can write there: {command}").format(command=trust_command(folder))
        yield Finding(_("Repository"), "fault", said, step)
        return
    except GitError as error:
        yield Finding(_("Repository"), "fault", *error_text(error))
        return
    yield Finding(_("Repository"), "ok", str(here.repository.top))
    told: set[str] = set()
    for look in (_saved, _identity, _standing, _attributes, _driver, _hook, _plans, _endings, _shallow):
        for found in _safely(look, here):
            # Where git cannot read what it keeps, several looks end in the same way.
            if found.what != _("Repository") or found.said not in told:
                told.add(found.said)
                yield found
    yield from _locks(here, now)


def _version(version: tuple[int, int] | None) -> Finding:
    if version is None:
        return Finding("git", "ok", _("found"))
    said = ".".join(map(str, version))
    if version >= OLDEST_GIT:
        return Finding("git", "ok", said)
    told = _("{version} cannot share plans; {needed} or later is needed")
    needed = ".".join(map(str, OLDEST_GIT))
    step = _("Install a newer git: {address}").format(address="https://git-scm.com")
    return Finding("git", "note", told.format(version=said, needed=needed), step)


def _safely(look: Callable[[Versioned], Findings], here: Versioned) -> Findings:
    try:
        yield from look(here)
    except GitError as error:
        yield Finding(_("Repository"), "fault", *error_text(error))


def _saved(here: Versioned) -> Findings:
    """Whether all that was saved can be read."""
    what = _("Saved versions")
    try:
        head = here.repository.head()
        found = examine(here.repository, head) if head else None
    except GitError as error:
        yield Finding(what, "fault", *error_text(error))
        return
    if found is None:
        return
    lost = (*found.missing, *found.spoilt)
    if found.spoilt or (found.missing and not found.is_partial):
        yield Finding(what, "fault", *error_text(Damaged(_shortened(lost), here.repository.top)))
    elif found.missing:
        said = _("some of them are fetched only when they are needed, which takes a connection: trends may stop")
        yield Finding(what, "note", said, _("Get all of them with: {command}").format(command=_WHOLE))
    else:
        yield Finding(what, "ok", _("{count} can be read").format(count=number(found.commits)))


_WHOLE = "git fetch --refetch --no-filter"


def _shortened(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    return f"{shown} …" if len(names) > _MOST_NAMES else shown


def _identity(here: Versioned) -> Findings:
    known = identity(here.workspace.root)
    if known.is_known:
        yield Finding(_("In whose name"), "ok", f"{known.name} <{known.email}>")
    else:
        yield Finding(_("In whose name"), "fault", *identity_lacking(known.name, known.email))


def _standing(here: Versioned) -> Findings:
    standing = here.repository.standing()
    yield _shared(here, standing)
    if standing.branch is None and not standing.operation:
        said = _("no branch is checked out, so that nothing can be shared")
        yield Finding(_("Branch"), "note", said, _("Go back to one, for instance: git switch main"))
    if standing.conflicts:
        said = _("versions that are not put together yet")
        yield Finding(_("Under way"), "fault", said, "actionplan resolve")
    elif standing.operation:
        said = _("somebody is in the middle of: git {operation}").format(operation=standing.operation)
        step = _("Finish it or give it up: {commands}")
        yield Finding(_("Under way"), "fault", said, step.format(commands=_ways_out(standing.operation)))


def _ways_out(operation: str) -> str:
    if operation == "bisect":
        return "git bisect reset"
    return f"git {operation} --continue, git {operation} --abort"


def _shared(here: Versioned, standing: Standing) -> Finding:
    what = _("Shared at")
    if standing.upstream:
        remote, branch = standing.upstream.remote, standing.upstream.branch
        return Finding(what, "ok", f"{remote_url(here.repository, remote)} ({remote}/{branch})")
    if standing.remotes:
        where = ", ".join(f"{name} ({remote_url(here.repository, name)})" for name in standing.remotes)
        return Finding(what, "note", _("{where}, but this branch has not been shared yet").format(where=where))
    return Finding(what, "note", _("nowhere"), _("To share: actionplan setup --share ADDRESS"))


def _attributes(here: Versioned) -> Findings:
    found = attributes(here.repository, here.from_top(EXAMPLE), tuple(IN_EFFECT))
    lacking = {name for name, value in found.items() if value == "unspecified"}
    if lacking:
        said = _("lines that plans need are missing ({names})").format(names=", ".join(sorted(lacking)))
        yield Finding(NAME, "note", said, SETUP)
        return
    step = attributes_in_effect(here.workspace, here.repository)
    state: Literal["note", "fault"] = "fault" if found["merge"] == "union" else "note"
    yield Finding(NAME, "ok" if step.state == "ok" else state, step.said, step.repair)


def _driver(here: Versioned) -> Findings:
    what = _("Merging")
    driver = here.repository.config.get(DRIVER)
    command = command_of(driver or "")
    if driver is None:
        said = _("git does not know how to merge plans; actionplan sync does it by itself")
        yield Finding(what, "note", said, SETUP)
    elif command is None:
        yield Finding(what, "note", _("git merges plans in another way: {command}").format(command=driver), SETUP)
    elif is_runnable(here.repository, command):
        yield Finding(what, "ok", _("git merges plans with: {command}").format(command=command))
    else:
        yield Finding(what, "fault", _("cannot be started any more: {command}").format(command=command), SETUP)


def _hook(here: Versioned) -> Findings:
    what = _("Checking before saving")
    hook = find_hook(here.repository)
    if hook.kind == "calls":
        yield Finding(what, "ok", _("called by another hook: {path}").format(path=hook.path))
    elif hook.kind == "framework":
        yield Finding(
            what, "note", _("the program pre-commit does not know of it: {path}").format(path=hook.path), SETUP
        )
    elif hook.kind == "foreign":
        yield Finding(what, "note", _("another hook does not call it: {path}").format(path=hook.path), SETUP)
    elif hook.kind == "absent" or here.repository.prefix not in hook.prefixes:
        yield Finding(what, "note", _("plans are not checked before each commit"), SETUP)
    elif not hook.is_executable:
        yield Finding(what, "note", _("git does not run it: {path} may not be executed").format(path=hook.path), SETUP)
    elif not hook.is_current:
        yield Finding(what, "note", _("from another version: {path}").format(path=hook.path), SETUP)
    elif not (hook.program and is_runnable(here.repository, hook.program)):
        said = _("cannot be started any more: {command}").format(command=hook.program or hook.path)
        yield Finding(what, "fault", said, SETUP)
    else:
        yield Finding(what, "ok", str(hook.path))


def _plans(here: Versioned) -> Findings:
    place = literal(here.from_top(PLANS))
    ignored = [path for path in ignored_files(here.repository, (place,)) if here.is_plan(path)]
    rule = _ignoring(here, ignored[0] if ignored else here.from_top(EXAMPLE))
    if ignored or rule:
        names = _names(here, ignored) or _("all new ones")
        said = _("git is told to ignore plans, so that they are never saved: {names} ({rule})")
        yield Finding(_("Ignored plans"), "fault", said.format(names=names, rule=rule), _("Remove that line."))
    arguments = ("ls-files", "--others", "--exclude-standard", "-z", "--", place)
    new = [path for path in here.repository.git.run(*arguments).records if here.is_plan(path)]
    if new:
        said = ngettext("{count} has never been saved: {names}", "{count} have never been saved: {names}", len(new))
        told = said.format(count=len(new), names=_names(here, new))
        yield Finding(_("New plans"), "note", told, "actionplan save")


def _ignoring(here: Versioned, path: str) -> str:
    """The line that makes git ignore a path, with its file; empty for none."""
    answer = here.repository.git.run(
        "check-ignore", "--verbose", "-z", "--stdin", given=f"{path}\0".encode(errors="surrogateescape"), accept=(0, 1)
    )
    if answer.code:
        return ""
    source, number, pattern = answer.records[:3]
    # A pattern that begins with an exclamation mark does the opposite.
    return "" if pattern.startswith("!") else f"{source}:{number}: {pattern}"


def _endings(here: Versioned) -> Findings:
    arguments = ("ls-files", "--eol", "-z", "--", literal(here.from_top(PLANS)))
    wrong = []
    for record in here.repository.git.run(*arguments).records:
        facts, _tab, path = record.partition("\t")
        if facts.split()[0] in {"i/crlf", "i/mixed"} and here.is_plan(path):
            wrong.append(path)
    if wrong:
        said = _("saved with those of Windows: {names}").format(names=_names(here, wrong))
        step = _("In {folder}: git add --renormalize plans, and then: actionplan save")
        yield Finding(_("Line endings"), "note", said, step.format(folder=here.workspace.root))


def _shallow(here: Versioned) -> Findings:
    if here.repository.is_shallow:
        said = _("the older history is not here: trends begin late")
        yield Finding(_("History"), "note", said, _("Get it with: git fetch --unshallow"))


def _locks(here: Versioned, now: float) -> Findings:
    folder, common = here.repository.folder, here.repository.common
    single = (folder / "index.lock", folder / "HEAD.lock", common / "config.lock", common / "packed-refs.lock")
    old = []
    for path in chain(dict.fromkeys(single), common.glob("refs/**/*.lock")):
        try:
            if now - path.stat().st_mtime > _FORGOTTEN:
                old.append(str(path))
        except OSError:
            # It is not there, or gone this very moment.
            continue
    if old:
        said = _("left by a program that was ended, and in everybody's way: {files}").format(files=", ".join(old))
        yield Finding(_("Locks"), "fault", said, _("Close all programs that use git, and remove the files."))


def _names(here: Versioned, paths: list[str]) -> str:
    return _shortened([here.inside(path) for path in paths])
