"""What the system refuses in the middle of something, as an error that there are words for."""

import contextlib
import os
from collections.abc import Iterator

from actionplan.store.errors import Refused


@contextlib.contextmanager
def refusals() -> Iterator[None]:
    """Let what the system refuses be told like everything else.

    Raises:
        Refused: the system refused to look at a path.
    """
    try:
        yield
    except OSError as error:
        where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
        raise Refused(where, error.strerror or type(error).__name__) from error
