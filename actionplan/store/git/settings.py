"""Git's settings for one repository, read and written. Those for the whole machine or user are never written."""

import os
import re
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from actionplan.store.git.process import Git
from actionplan.store.git.reasons import without_password
from actionplan.store.git.repository import Repository

DRIVER = "merge.actionplan.driver"
_DRIVER_NAME = "merge.actionplan.name"
_ARGUMENTS = " merge-driver %O %A %B %L %P"
"""What git tells a merge driver: base, ours, theirs, length of the marks, and the path, which git quotes itself."""
_ANY = range(256)


class Identity(Struct, frozen=True):
    """In whose name git saves here; empty where it has not been told."""

    name: str
    email: str

    @property
    def is_known(self) -> bool:
        """Whether git can save."""
        return bool(self.name and self.email)


def git_version(folder: Path) -> tuple[int, int] | None:
    """The first two numbers of git's version; ``None`` if it does not tell.

    Raises:
        GitMissing: there is no git.
    """
    found = re.search(r"(\d+)\.(\d+)", Git(folder).text("--version"))
    return (int(found[1]), int(found[2])) if found else None


def trust_command(folder: Path) -> str:
    """The command that makes git trust a folder of somebody else's, as git itself puts it."""
    said = Git(folder).run("rev-parse", "--git-dir", accept=_ANY).said
    found = re.search(r"^\s*(git config --global --add safe\.directory .+)$", said, re.MULTILINE)
    return found[1].strip() if found else f"git config --global --add safe.directory {shlex.quote(folder.as_posix())}"


def identity(folder: Path) -> Identity:
    """In whose name git saves in a folder, by its settings and the environment. What git guesses does not count."""
    git = Git(folder)

    def told(variables: Sequence[str], names: Sequence[str]) -> str:
        known = (os.environ.get(variable) for variable in variables)
        return next((text for text in known if text), None) or next(
            (text for name in names if (text := git.asks("config", "--get", name))), ""
        )

    return Identity(
        told(("GIT_COMMITTER_NAME",), ("committer.name", "user.name")),
        told(("GIT_COMMITTER_EMAIL",), ("committer.email", "user.email")) or os.environ.get("EMAIL", ""),
    )


def write_setting(repository: Repository, name: str, value: str) -> None:
    """Set one of this repository's own settings.

    Raises:
        GitError: git refused.
    """
    repository.git.run("config", "--local", name, value)


def make_repository(folder: Path) -> None:
    """A new repository with the branch ``main``.

    Raises:
        GitError: git refused.
    """
    Git(folder).run("-c", "init.defaultBranch=main", "init", "--quiet")


def remote_url(repository: Repository, remote: str) -> str:
    """Where a remote is, as it was written, without the password that some addresses hold."""
    url = repository.git.asks("config", "--get", f"remote.{remote}.url") or ""
    return without_password(os.path.normpath(url) if Path(url).is_absolute() and ".." in Path(url).parts else url)


_ELSEWHERE = re.compile(r"[A-Za-z][\w+.-]*://|[^/\\:]{2,}:")
"""What begins an address that is no path on this machine: ``https://``, ``git@host:``; ``C:`` is a drive."""


def tidy_address(url: str) -> str:
    """An address as it can be kept: a path on this machine is whole and without detours, the rest as it is written."""
    if _ELSEWHERE.match(url):
        return url
    whole = Path(url).absolute()
    tidy = Path(os.path.normpath(whole))
    # Behind a link, the way up leads elsewhere than it reads.
    is_same = not whole.exists() or (tidy.exists() and tidy.samefile(whole))
    return (tidy if is_same else whole.resolve()).as_posix()


def attributes(repository: Repository, path: str, names: Sequence[str]) -> dict[str, str]:
    """The attributes in effect for a path from the top: ``set``, ``unset``, ``unspecified`` or a value."""
    records = repository.git.run("check-attr", "-z", *names, "--", path).records
    return dict(zip(records[1::3], records[2::3], strict=True))


def own_command() -> str:
    """This program as git's shell can start it, on every system, in repositories that the program does not know.

    Its plain name where it is installed for the user, so that a folder on a network share works for everybody; the
    whole path where that would fail as soon as the environment is left.
    """
    found = shutil.which("actionplan")
    environments = [sys.prefix] if sys.prefix != sys.base_prefix else []
    environments += filter(None, [os.environ.get("VIRTUAL_ENV")])
    if found and not any(Path(found).absolute().is_relative_to(one) for one in environments):
        return "actionplan"
    if found:
        return shlex.quote(Path(found).absolute().as_posix())
    # -P: Python must not take modules from the folder that git starts it in.
    return f"{shlex.quote(Path(sys.executable).as_posix())} -P -m actionplan"


def driver_of(command: str) -> str:
    """The setting that makes git merge by a command."""
    return command.replace("%", "%%") + _ARGUMENTS


def command_of(driver: str) -> str | None:
    """The command in a setting of ours; ``None`` for one that is not."""
    command = driver.removesuffix(_ARGUMENTS)
    return command.replace("%%", "%") if command != driver else None


def register_driver(repository: Repository, command: str) -> None:
    """Make git merge plans by this program, in this repository.

    Raises:
        GitError: git refused.
    """
    write_setting(repository, _DRIVER_NAME, "actionplan: plans are merged value by value")
    write_setting(repository, DRIVER, driver_of(command))


def is_runnable(repository: Repository, command: str) -> bool:
    """Whether git's own shell can start the program by a command: as an alias, it is run like hooks and drivers."""
    answer = repository.git.run("-c", f"alias.actionplan-probe=!{command} --version", "actionplan-probe", accept=_ANY)
    return answer.code == 0 and answer.text.startswith("actionplan ")
