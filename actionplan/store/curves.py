"""Curves that were drawn before, for as long as nothing they were drawn from has changed. Disposable."""

import contextlib
from pathlib import Path

import msgspec

from actionplan.core.trend import Drawn
from actionplan.store.disk import write_file
from actionplan.store.errors import CannotWrite
from actionplan.store.text import digest

_MOST = 12
_MARK = len(digest(b""))


class _Shelf(msgspec.Struct, frozen=True, array_like=True):
    curves: dict[str, Drawn]
    """By key, the newest last."""


def recall_curve(path: Path, key: str) -> Drawn | None:
    """The curve with that key, if it was drawn before.

    Args:
        path: where curves are kept.
        key: names all that it was drawn from, the program's version among it.
    """
    return _load(path).get(key)


def remember_curve(path: Path, key: str, drawn: Drawn) -> None:
    """Keep a curve, and forget the oldest."""
    known = {other: one for other, one in _load(path).items() if other != key}
    newest = dict([*known.items(), (key, drawn)][-_MOST:])
    # A shelf that cannot be written costs time, nothing else. Nor can it hold a file name that is not UTF-8.
    with contextlib.suppress(CannotWrite, UnicodeEncodeError):
        body = msgspec.msgpack.encode(_Shelf(newest))
        write_file(path, digest(body) + body, source=path.name, lasting=False)


def _load(path: Path) -> dict[str, Drawn]:
    try:
        content = path.read_bytes()
        # The fingerprint tells whether it is whole: a damaged one may still decode, to something else.
        if digest(content[_MARK:]) != content[:_MARK]:
            return {}
        return msgspec.msgpack.decode(memoryview(content)[_MARK:], type=_Shelf).curves
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError):
        return {}
