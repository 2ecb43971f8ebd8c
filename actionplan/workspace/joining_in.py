"""Begin with what others share already: a copy of it in an empty folder."""

import re
from pathlib import Path

from actionplan.core.errors import BadValue
from actionplan.store.errors import Refused
from actionplan.store.git.cloning import clone, clone_again, is_left_over
from actionplan.store.git.errors import NotEmpty
from actionplan.store.git.reasons import without_password
from actionplan.workspace.opening import Workspace, open_workspace


def join_in(folder: Path, url: str, *, can_ask: bool = False) -> Workspace | None:
    """A workspace with what others share.

    Args:
        folder: where it shall lie; empty, or not there yet.
        url: where it is shared.
        can_ask: whether git may ask for a password in the terminal.

    Returns:
        The workspace; ``None`` when nothing is shared at the place yet. The folder is connected to it all the same.

    Raises:
        BadValue: the address is none.
        NotEmpty: something lies in the folder already.
        Refused: the folder cannot be looked at.
        NotCopied: the place does not answer, or does not let the user in.
        CannotWrite: the folder cannot be made.
        NoWorkspace: what is shared there holds no plans.
    """
    # Git would take these for an option, or for a program to run.
    if url.startswith("-") or re.match(r"[\w+.-]+::", url) or not url.strip():
        raise BadValue("--from", without_password(url))
    copy = clone
    if _is_taken(folder):
        if not is_left_over(url, folder):
            raise NotEmpty(folder)
        copy = clone_again
    return open_workspace(folder) if copy(url, folder, can_ask=can_ask) else None


def _is_taken(folder: Path) -> bool:
    try:
        return folder.exists() and any(folder.iterdir())
    except OSError as error:
        raise Refused(folder.as_posix(), error.strerror or "") from None
