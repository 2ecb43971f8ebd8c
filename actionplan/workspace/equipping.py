"""Make a workspace ready to be saved and shared: what is in order, what is to be done, and what a person must do.

Each step is decided first, as a value with what it would do, so that it can be told before it is done. Only the
workspace's own files and the settings of its repository are ever written, never those of the user or the machine.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Literal

from msgspec import Struct

from actionplan.core.errors import BadValue
from actionplan.i18n import _, ngettext
from actionplan.store.disk import create_file, replace_file
from actionplan.store.git.attributes import (
    IN_EFFECT,
    NAME,
    Contrary,
    contrary_lines,
    missing_lines,
    with_lines,
)
from actionplan.store.git.errors import NotVersioned
from actionplan.store.git.hooks import Hook, Words, call_of, find_hook, hook_text, is_in_order, write_hook
from actionplan.store.git.index import literal
from actionplan.store.git.reasons import without_password
from actionplan.store.git.repository import Repository, find_repository
from actionplan.store.git.settings import (
    DRIVER,
    attributes,
    command_of,
    git_version,
    identity,
    is_runnable,
    make_repository,
    own_command,
    register_driver,
    remote_url,
    tidy_address,
    write_setting,
)
from actionplan.store.language import PLANS
from actionplan.store.text import digest
from actionplan.workspace.automating import CI, ORIGIN, ci_text, report_command, with_origin
from actionplan.workspace.opening import Workspace

OLDEST_GIT = (2, 38)
"""The first that can merge without a checkout."""
Act = Callable[[], object]
EXAMPLE = f"{PLANS}/x.toml"


class Wishes(Struct, frozen=True):
    """What was asked for beyond what every workspace gets."""

    name: str | None = None
    email: str | None = None
    share: str | None = None
    ci: str | None = None


class Step(Struct, frozen=True):
    """One thing that a workspace needs."""

    what: str
    state: Literal["ok", "todo", "left"]
    """``left``: a person must do it."""
    said: str
    repair: str = ""
    act: Act | None = None
    is_asked: bool = False
    """Whether the user asked for it by an option, so that not doing it is a failure."""
    shown: str = ""
    """A text to be put somewhere by hand."""


def repository_of(workspace: Workspace) -> Repository | None:
    """The repository that a workspace lies in.

    Raises:
        GitMissing: there is no git.
        DubiousOwnership: git does not trust it.
    """
    try:
        return find_repository(workspace.root.resolve())
    except NotVersioned:
        return None


def steps(workspace: Workspace, repository: Repository | None, wishes: Wishes) -> tuple[Step, ...]:
    """Everything that a workspace needs, as it stands now.

    Args:
        workspace: the workspace.
        repository: the one that it lies in; ``None`` tells what would be done once there is one.
        wishes: what was asked for.

    Raises:
        BadValue: a name or an address cannot be used.
        GitError: git refused.
    """
    check_wishes(wishes)
    found = [repository_step(workspace, repository), *_version(workspace), *_attributes(workspace, repository)]
    command = _command(repository)
    found += [_driver(repository, command), _identity(workspace, repository, wishes)]
    found += [_hook(repository, command), *_share(repository, wishes)]
    if wishes.ci:
        found.append(_ci(workspace, repository, wishes.ci))
    return tuple(found)


def check_wishes(wishes: Wishes) -> None:
    """Refuse what git would misunderstand.

    Raises:
        BadValue: a name or an address cannot be used.
    """
    for option, text in (("--name", wishes.name), ("--email", wishes.email)):
        if text is not None and not (text.isprintable() and any(map(str.isalnum, text)) and not set("<>") & set(text)):
            raise BadValue(option, text, expected=(_("one line with letters, without < and >"),))
    if wishes.email is not None and ("@" not in wishes.email or " " in wishes.email.strip()):
        raise BadValue("--email", wishes.email, expected=(_("an address such as ifo@example.org"),))
    url = wishes.share
    # Git would take these for an option, or for a program to run: ext::sh -c …
    if url is not None and (
        not url.strip() or url.startswith("-") or re.match(r"[\w+.-]+::", url) or not url.isprintable()
    ):
        expected = (_("an address that begins with https://, ssh:// or git@, or a folder"),)
        raise BadValue("--share", without_password(url), expected=expected)


def repository_step(workspace: Workspace, repository: Repository | None) -> Step:
    """The repository itself: it comes before everything else."""
    what = _("Repository")
    if repository is None:
        said = _("a new one in {folder}, with the branch main").format(folder=workspace.root)
        return Step(what, "todo", said, act=partial(make_repository, workspace.root))
    return Step(what, "ok", str(repository.top))


def _version(workspace: Workspace) -> Iterator[Step]:
    version = git_version(workspace.root)
    if version and version < OLDEST_GIT:
        said = _("{version} cannot share plans; {needed} or later is needed")
        numbers = {"version": ".".join(map(str, version)), "needed": ".".join(map(str, OLDEST_GIT))}
        yield Step(
            "git",
            "left",
            said.format(**numbers),
            _("Install a newer git: {address}").format(address="https://git-scm.com"),
        )


def _attributes(workspace: Workspace, repository: Repository | None) -> Iterator[Step]:
    path = workspace.root / NAME
    content = path.read_bytes() if path.is_file() else b""
    text = content.decode("utf-8-sig", errors="replace")
    missing = missing_lines(text)
    if not missing:
        yield attributes_in_effect(workspace, repository)
        return
    said = ngettext("add a line: {lines}", "add lines: {lines}", len(missing)).format(lines="; ".join(missing))
    if overruled := contrary_lines(text):
        against = _("they overrule for plans: {lines}").format(lines=_named(overruled))
        said = f"{said}. {against}"
    yield Step(NAME, "todo", said, act=partial(_write, path, content, with_lines(content, missing)))


def _write(path: Path, old: bytes, new: bytes) -> None:
    if path.exists():
        replace_file(path, new, expected=digest(old), source=path.name)
    else:
        create_file(path, new, source=path.name)


def attributes_in_effect(workspace: Workspace, repository: Repository | None) -> Step:
    """Whether git merges plans by this program and keeps their line endings, whatever file says so."""
    if repository is None:
        return Step(NAME, "ok", _("has what plans need"))
    found = attributes(repository, f"{repository.prefix}{EXAMPLE}", tuple(IN_EFFECT))
    wrong = {name: value for name, value in found.items() if value != IN_EFFECT[name]}
    if not wrong:
        return Step(NAME, "ok", _("in effect for plans"))
    said = _("other lines decide for plans: {lines}").format(lines=_others(workspace, repository) or _pairs(wrong))
    if found.get("merge") == "union":
        said = f"{said}. " + _("merge=union spoils plans without a word")
    return Step(NAME, "left", said, _("Remove those lines, or move them above those of actionplan."))


def _pairs(found: dict[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in found.items())


def _others(workspace: Workspace, repository: Repository) -> str:
    places = (workspace.root / NAME, workspace.root / PLANS / NAME, repository.common / "info" / "attributes")
    found = {
        workspace.source(path): contrary_lines(path.read_text("utf-8-sig", errors="replace"))
        for path in places
        if path.is_file()
    }
    return ", ".join(f"{source} {_named(lines)}" for source, lines in found.items() if lines)


def _named(lines: tuple[Contrary, ...]) -> str:
    said = _("line {number} ({line})")
    return ", ".join(said.format(number=one.number, line=one.line) for one in lines)


def _command(repository: Repository | None) -> str:
    """How git starts the program: as it is told already, if that works, so that colleagues do not undo each other."""
    told = command_of(repository.config.get(DRIVER, "")) if repository else None
    return told if repository and told and is_runnable(repository, told) else own_command()


def _driver(repository: Repository | None, command: str) -> Step:
    what = _("Merging")
    if repository and command_of(repository.config.get(DRIVER, "")) == command:
        return Step(what, "ok", _("git merges plans with: {command}").format(command=command))
    said = _("have git merge plans with: {command}").format(command=command)
    return Step(what, "todo", said, act=partial(register_driver, repository, command) if repository else None)


def _identity(workspace: Workspace, repository: Repository | None, wishes: Wishes) -> Step:
    what = _("In whose name")
    known = identity(workspace.root)
    name, email = (wishes.name or known.name).strip(), (wishes.email or known.email).strip()
    said = f"{name} <{email}>"
    if (name, email) == (known.name, known.email) and known.is_known:
        return Step(what, "ok", said)
    if not (name and email):
        is_asked = bool(wishes.name or wishes.email)
        lacking, command = identity_lacking(name, email)
        step = _("A function rather than a person, since plans are public records: {command}").format(command=command)
        return Step(what, "left", lacking, step, is_asked=is_asked)
    return Step(what, "todo", said, act=partial(_write_identity, repository, name, email) if repository else None)


def identity_lacking(name: str, email: str) -> tuple[str, str]:
    """What git lacks to know in whose name to save, and the command that states it."""
    command = f'actionplan setup --name "{name or "Utvecklingsledare IFO"}" --email {email or "ifo@example.org"}'
    if name:
        said = _("the name is {name}, but the e-mail address that goes with it is missing").format(name=name)
    elif email:
        said = _("the e-mail address is {email}, but the name that goes with it is missing").format(email=email)
    else:
        said = _("git does not know in whose name to save")
    return said, command


def _write_identity(repository: Repository, name: str, email: str) -> None:
    write_setting(repository, "user.name", name)
    write_setting(repository, "user.email", email)


def _hook(repository: Repository | None, command: str) -> Step:
    what = _("Checking before saving")
    if repository is None:
        return Step(what, "todo", _("check plans before each commit"))
    hook = find_hook(repository)
    line = call_of(command, repository.prefix)
    by_hand = _("Add this line to it: {line}").format(line=line)
    if hook.kind == "calls" or is_in_order(repository, hook):
        return Step(what, "ok", str(hook.path))
    if hook.kind == "framework":
        said = _("the program pre-commit has its own hook there, which is left as it is: {path}")
        return Step(
            what, "left", said.format(path=hook.path), _("Add the hook actionplan-check to .pre-commit-config.yaml.")
        )
    if hook.kind == "foreign":
        return Step(
            what, "left", _("another hook is there and is left as it is: {path}").format(path=hook.path), by_hand
        )
    if not hook.is_writable:
        said = _("git takes its hooks from a folder that others may share: {folder}").format(folder=hook.path.parent)
        step = _("Make the file {path} there, with the line #!/bin/sh and below it: {line}")
        return Step(what, "left", said, step.format(path=hook.path.name, line=line))
    text = hook_text(command, _prefixes(repository, hook), _hook_words())
    renew = _("renew {path}") if hook.kind == "ours" else _("check plans before each commit: {path}")
    return Step(what, "todo", renew.format(path=hook.path), act=partial(write_hook, hook, text))


def _prefixes(repository: Repository, hook: Hook) -> tuple[str, ...]:
    """This workspace, and the others of the repository that the hook looks at already."""
    return tuple(sorted({*hook.prefixes, repository.prefix}))


def _hook_words() -> Words:
    return Words(
        about=_("Checks plans before they are saved. Made by: actionplan setup. Remove the file to be rid of it."),
        missing=_("actionplan cannot be started: the plans are saved without being checked. Repair: actionplan setup"),
        refused=_("Nothing has been saved: the plans have the problems above. Correct them and save again."),
        failed=_("The plans are saved without being checked."),
    )


def _share(repository: Repository | None, wishes: Wishes) -> Iterator[Step]:
    what = _("Shared at")
    remotes = repository.git.text("remote").splitlines() if repository else []
    if repository and remotes:
        where = ", ".join(f"{name} ({remote_url(repository, name)})" for name in remotes)
        known = {repository.config.get(f"remote.{name}.url", "") for name in remotes}
        if not wishes.share or tidy_address(wishes.share) in {tidy_address(url) for url in known if url}:
            yield Step(what, "ok", where)
        else:
            said = _("already somewhere else, which is left as it is: {where}").format(where=where)
            step = _("To move it: git remote set-url {remote} ADDRESS").format(remote=remotes[0])
            yield Step(what, "left", said, step, is_asked=True)
    elif wishes.share:
        url = tidy_address(wishes.share)
        act = partial(repository.git.run, "remote", "add", "origin", url) if repository else None
        yield Step(what, "todo", without_password(url), act=act)
    else:
        yield Step(what, "ok", _("nowhere yet; to share: actionplan setup --share ADDRESS"))


def _ci_step(top: Path, file: str, *, is_kept: bool, is_stated: bool) -> Step:
    """What is left for a person when the file is there as the program writes it."""
    if is_kept and is_stated:
        return Step(file, "ok", _("checks plans at every push"))
    state = _(
        "State in {file}, at {name}, where your own copy of actionplan comes from: a folder, a wheel or an address."
    )
    keep = _("Once, in {folder}: git add {file}, and then: git commit -m actionplan")
    said = _("there, but does not say yet where actionplan comes from; nothing is checked before that")
    if not is_kept:
        said = _("there, but not committed yet; actionplan save leaves alone what lies outside the workspace")
    left = [*([] if is_stated else [state]), *([] if is_kept else [keep])]
    return Step(file, "left", said, " ".join(left).format(folder=top, file=file, name=ORIGIN))


def _ci(workspace: Workspace, repository: Repository | None, service: str) -> Step:
    top = repository.top if repository else workspace.root.resolve()
    path = top / CI[service]
    text = ci_text(service, repository.prefix if repository else "", report_command(workspace))
    if not path.exists():
        act = partial(create_file, path, text.encode(), source=CI[service])
        return Step(CI[service], "todo", _("check plans at every push, and publish the report"), act=act)
    there = path.read_bytes().decode(errors="replace").replace("\r\n", "\n")
    if with_origin(there) == text:
        is_kept = repository and repository.git.run("ls-files", "-z", "--", literal(CI[service])).records
        return _ci_step(top, CI[service], is_kept=bool(is_kept), is_stated=there != text)
    said = _("there is one already, and it is left as it is")
    return Step(CI[service], "left", said, _("Add to it what is printed below."), is_asked=True, shown=text)
