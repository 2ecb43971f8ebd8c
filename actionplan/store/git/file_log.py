"""The commits that changed a file, each with who made it and when."""

import datetime as dt

from msgspec import Struct

from actionplan.store.git.process import Git

_FIELDS = 7


class Touch(Struct, frozen=True):
    """A commit."""

    id: str
    short: str
    parents: tuple[str, ...]
    author: str
    day: dt.date | None
    """In its author's calendar; ``None`` when it holds no real date."""
    time: int
    """The same in seconds, for sorting."""
    message: str


def touches(git: Git, head: str, path: str) -> tuple[Touch, ...]:
    """The commits that led to a file's content, the newest first.

    Args:
        git: in the repository's top folder.
        head: the commit to begin with.
        path: the file, from the top folder.

    Raises:
        GitError: git refused.
    """
    return _log(git, "--no-follow", "--author-date-order", head, "--", f":(top,literal){path}")


def merges_saying(git: Git, head: str, word: str) -> tuple[Touch, ...]:
    """The merges on the way to a commit whose messages have a line that begins with a word, the newest first.

    Raises:
        GitError: git refused.
    """
    return _log(git, "--merges", "--author-date-order", "--basic-regexp", f"--grep=^{word}", head, "--")


def _log(git: Git, *arguments: str) -> tuple[Touch, ...]:
    form = "--format=%H%x00%h%x00%P%x00%an%x00%as%x00%at%x00%B%x00"
    words = git.run("log", "--no-show-signature", "--encoding=UTF-8", form, *arguments).output
    parts = words.decode("utf-8", errors="replace").split("\0")
    found = []
    for at in range(0, len(parts) - _FIELDS, _FIELDS):
        id_, short, parents, author, day, time, message = parts[at : at + _FIELDS]
        found.append(Touch(id_.strip(), short, tuple(parents.split()), author, _day(day), _time(time), message))
    return tuple(found)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _time(text: str) -> int:
    return int(text) if text.lstrip("-").isdecimal() else 0
