"""Folders in a work tree that are repositories of their own: git looks at nothing in them."""

import os
from pathlib import Path

from actionplan.store.git.index import literal
from actionplan.store.git.repository import Repository


def nested(repository: Repository, folder: str) -> tuple[str, ...]:
    """The repositories in a folder, or the folder itself where it is one; what lies in them is not looked at.

    Args:
        repository: the one around them.
        folder: from its top.

    Returns:
        Their paths from the top. A folder of which this repository has files is none, since those still count.

    Raises:
        GitError: git refused.
    """
    found = []
    for path, folders, files in os.walk(repository.top / folder):
        name = Path(path).relative_to(repository.top).as_posix()
        if (".git" in folders or ".git" in files) and not _has_files(repository, name):
            found.append(name)
            folders.clear()
        folders[:] = sorted(one for one in folders if not one.startswith("."))
    return tuple(found)


def _has_files(repository: Repository, folder: str) -> bool:
    # The repository itself, where it is only named, has the folder's own name.
    records = repository.git.run("ls-files", "-z", "--", literal(folder)).records
    return any(record.startswith(f"{folder}/") for record in records)
