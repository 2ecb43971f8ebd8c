"""Git's history as commits, from one run of git however long it is."""

import datetime as dt

from actionplan.core.timeline import Commit
from actionplan.store.git.process import Git


def commits(git: Git, head: str) -> tuple[Commit, ...]:
    """All commits that a commit builds on, and itself, each after its parents.

    What a shallow clone lacks is left out: the oldest commits that it has are without parents.

    Args:
        git: in the repository.
        head: the commit.

    Raises:
        GitError: git refused.
    """
    # A letter before the day, which is empty where a commit bears no real date.
    text = git.text("log", "--no-show-signature", "--topo-order", "--format=d%as %H %P", head, "--")
    found = []
    days: dict[str, dt.date | None] = {}
    for line in reversed(text.split("\n")):
        day, id_, *parents = line.split()
        if day not in days:
            days[day] = _day(day[1:])
        found.append(Commit(id_, tuple(parents), days[day]))
    return tuple(found)


def changes_of(git: Git, heads: tuple[str, ...], path: str) -> tuple[str, ...]:
    """The commits that changed a file on the way to its present content, the newest lines first.

    Args:
        git: in the repository's top folder.
        heads: the commits to begin with.
        path: the file, from the top folder.

    Raises:
        GitError: git refused.
    """
    words = ("log", "--no-show-signature", "--topo-order", "--format=%H", *heads, "--")
    return tuple(git.text(*words, f":(top,literal){path}").split())


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
