"""Write a report to a file that the user names: whole or not at all."""

import errno
import os
from pathlib import Path

from actionplan.core.errors import BadValue
from actionplan.i18n import _
from actionplan.store.disk import create_file, write_file
from actionplan.store.errors import CannotWrite


def is_taken(named: str, field: str) -> bool:
    """Whether there is something already where a report is to be written.

    Args:
        named: the file as the user wrote it.
        field: what the user calls the place where it was written: ``--output``.

    Raises:
        BadValue: it is a folder.
        CannotWrite: there is no such folder to write it in.
    """
    path = Path(named)
    if named.endswith(("/", os.sep)) or path.is_dir():
        raise BadValue(field, named, expected=(_("a file, not a folder"),))
    if not path.parent.is_dir():
        raise CannotWrite(named, os.strerror(errno.ENOENT))
    return path.exists()


def hand_out(named: str, text: str, *, replace: bool) -> None:
    """Write a report.

    Args:
        named: the file as the user wrote it.
        text: the report.
        replace: whether it may take the place of another file.

    Raises:
        Exists: there is a file, and it may not be replaced.
        CannotWrite: the system refused.
    """
    content = text.encode(errors="replace")
    if replace:
        write_file(Path(named), content, source=named)
    else:
        create_file(Path(named), content, source=named)
