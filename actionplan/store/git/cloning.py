"""A first copy of what is shared elsewhere."""

from pathlib import Path

from actionplan.store.errors import CannotWrite
from actionplan.store.git.errors import Damaged, DubiousOwnership, GitRefused, NotCopied, NotVersioned
from actionplan.store.git.network import plain
from actionplan.store.git.process import Git
from actionplan.store.git.reasons import without_password
from actionplan.store.git.settings import tidy_address


def clone(url: str, folder: Path, *, can_ask: bool = False) -> bool:
    """Copy a repository into an empty folder, which is made if need be. What fails leaves nothing behind.

    Args:
        url: where it is shared. A path is meant from where the user stands.
        folder: where the copy shall lie.
        can_ask: whether git may ask for a password in the terminal.

    Returns:
        Whether anything is shared there yet. If not, the folder is connected to the place all the same.

    Raises:
        NotCopied: the place does not answer, or does not let the user in.
        CannotWrite: the folder cannot be made.
    """
    _make(folder)
    url = tidy_address(url)
    _fetched(url, Git(Path.cwd(), can_ask), "clone", "--quiet", "--", url, str(folder.absolute()))
    return _checked_out(Git(folder))


def clone_again(url: str, folder: Path, *, can_ask: bool = False) -> bool:
    """The same into a folder that an earlier copy of an empty place has left a repository in.

    Returns:
        Whether anything is shared there by now.

    Raises:
        NotCopied: the place does not answer, or does not let the user in.
    """
    git, url = Git(folder, can_ask), tidy_address(url)
    if git.asks("config", "--get", "remote.origin.url") is None:
        git.run("remote", "add", "origin", url)
    _fetched(url, git, "fetch", "--quiet", "origin")
    return _checked_out(git)


def is_left_over(url: str, folder: Path) -> bool:
    """Whether a folder holds nothing but a repository in which nothing was ever saved, connected to no other place."""
    if [path.name for path in folder.iterdir()] != [".git"]:
        return False
    git = Git(folder)
    try:
        connected = git.asks("config", "--get", "remote.origin.url")
        return connected in {None, tidy_address(url)} and not _has_commits(git)
    except (GitRefused, NotVersioned, DubiousOwnership, Damaged):
        return False


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(folder.as_posix(), error.strerror or type(error).__name__) from error


def _fetched(url: str, git: Git, *arguments: str) -> str:
    try:
        return git.text(*arguments)
    except GitRefused as error:
        raise NotCopied(without_password(url), plain(error.said)) from None


def _checked_out(git: Git) -> bool:
    """Whether anything is shared; a branch is checked out then, also where the place's usual one is not there."""
    if git.asks("rev-parse", "--verify", "--quiet", "HEAD"):
        return True
    prefix = "refs/remotes/origin/"
    branches = git.text("for-each-ref", "--format=%(refname)", prefix).split()
    names = sorted((ref.removeprefix(prefix) for ref in branches), key=lambda name: (name != "main", name))
    if names:
        git.run("switch", "--quiet", "--create", names[0], "--track", f"origin/{names[0]}")
    return bool(names)


def _has_commits(git: Git) -> bool:
    return bool(git.text("rev-list", "--all", "--max-count=1"))
