"""What was found of a workspace's past before. Disposable: everything in it can be found again.

What git keeps is named by its content, so that nothing here grows old: a version of a file by its id, a state by its
commits. Only which commits stand for a day follows from what is checked out, and is kept under that.
"""

import contextlib
import datetime as dt
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from actionplan.core.brief import Brief, Said
from actionplan.store.disk import write_file
from actionplan.store.errors import CannotWrite
from actionplan.store.text import digest

_VERSION = 2
_MARK = len(digest(b""))
_MOST_HEADS = 4
_MOST_STATES = 1000
_UNREADABLE = 0xFFFFFFFF

Heads = tuple[str, ...]


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """A state's files."""

    blobs: dict[str, str]
    united: tuple[str, ...]


class Instead(msgspec.Struct, frozen=True, array_like=True):
    """A version that cannot be read, and what stands in for it."""

    commit: str
    day: dt.date
    """From which day on it counted."""
    good: str | None
    """The commit with the last readable version before it."""
    blob: str | None
    """That version."""


class Line(msgspec.Struct, array_like=True):
    """What was found of the commits up to one."""

    today: dt.date
    is_settled: bool
    first: dt.date
    """The first day that a commit counts on."""
    heads: dict[str, Heads]
    """The commits that stand for a day."""

    def holds(self, today: dt.date) -> bool:
        """Whether it holds on another day than that on which it was found."""
        return self.today == today or (self.is_settled and self.today < today)


class Shelf(msgspec.Struct):
    """What was found before, by what git calls it."""

    lines: dict[str, Line] = {}
    """By the commit that is checked out, the newest last."""
    states: dict[Heads, Kept] = {}
    briefs: dict[str, Brief | None] = {}
    """By blob; ``None`` for what cannot be read."""
    instead: dict[str, Instead] = {}
    """By the state's commits and the file."""
    is_changed: bool = False


class _Packed(msgspec.Struct, array_like=True):
    version: int
    program: str
    lines: dict[str, Line]
    instead: dict[str, Instead]
    said: list[Said]
    faces: list[tuple[str, tuple[str, ...], str, str, bool, bool]]
    """What plans say of themselves, without their proposals."""
    blobs: list[str]
    face_of: bytes
    lengths: bytes
    said_of: bytes
    paths: list[str]
    states: list[tuple[Heads, bytes, tuple[str, ...]]]


def blob_id(content: bytes, like: str | None) -> str:
    """What git calls a file's content.

    Args:
        content: the bytes.
        like: an id in the repository, which shows how it makes them.
    """
    import hashlib

    make = hashlib.sha256 if like and len(like) == len(hashlib.sha256().hexdigest()) else hashlib.sha1
    return make(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def load(path: Path | None, program: str) -> Shelf:
    """What was kept; nothing where it is damaged, or was kept by another version of the program.

    Args:
        path: where it lies; ``None`` to do without.
        program: the program's version.
    """
    if path is None:
        return Shelf()
    try:
        content = path.read_bytes()
    except OSError:
        return Shelf()
    # The fingerprint tells whether it is whole: a damaged one may still decode, to something else.
    if digest(content[_MARK:]) != content[:_MARK]:
        return Shelf()
    try:
        packed = msgspec.msgpack.decode(memoryview(content)[_MARK:], type=_Packed)
    except msgspec.MsgspecError:
        return Shelf()
    return _unpack(packed) if (packed.version, packed.program) == (_VERSION, program) else Shelf()


def save(path: Path | None, program: str, shelf: Shelf) -> None:
    """Keep what was found, if anything is new."""
    if path is None or not shelf.is_changed:
        return
    # A cache that cannot be written costs time, nothing else. Nor can it hold a file name that is not UTF-8.
    with contextlib.suppress(CannotWrite, UnicodeEncodeError):
        body = msgspec.msgpack.encode(_pack(shelf, program))
        write_file(path, digest(body) + body, source=path.name, lasting=False)


def _unpack(packed: _Packed) -> Shelf:
    said, faces = packed.said, packed.faces
    briefs: dict[str, Brief | None] = {}
    place = 0
    all_said = array("I", packed.said_of)
    for blob, face, length in zip(packed.blobs, array("I", packed.face_of), array("I", packed.lengths), strict=True):
        if face == _UNREADABLE:
            briefs[blob] = None
            continue
        end = place + length
        briefs[blob] = Brief(*faces[face], tuple([said[one] for one in all_said[place:end]]))
        place = end
    paths, blobs = packed.paths, packed.blobs
    states: dict[Heads, Kept] = {}
    for heads, pairs, united in packed.states:
        numbers = array("I", pairs)
        files = {paths[path]: blobs[blob] for path, blob in zip(numbers[::2], numbers[1::2], strict=True)}
        states[heads] = Kept(files, united)
    return Shelf(packed.lines, states, briefs, packed.instead)


class _Numbers(dict[object, int]):
    """Numbers things as they come."""

    def __missing__(self, thing: object) -> int:
        self[thing] = number = len(self)
        return number


def _pack(shelf: Shelf, program: str) -> _Packed:
    said, faces, paths, blobs = _Numbers(), _Numbers(), _Numbers(), _Numbers()
    states = dict(list(shelf.states.items())[-_MOST_STATES:])
    kept = _still_wanted(shelf, states)
    face_of, lengths, said_of = array("I"), array("I"), array("I")
    numbers: dict[int, int] = {}
    for blob, brief in kept.items():
        blobs[blob]
        if brief is None:
            face_of.append(_UNREADABLE)
            lengths.append(0)
            continue
        face = (brief.body, brief.covers, brief.catalogue, brief.version, brief.example, brief.is_blank)
        face_of.append(faces[face])
        lengths.append(len(brief.said))
        for one in brief.said:
            # By identity first: versions share what they say, and comparing it takes time.
            number = numbers.get(id(one))
            if number is None:
                number = numbers[id(one)] = said[one]
            said_of.append(number)
    told = [
        (heads, array("I", _pairs(one.blobs, paths, blobs)).tobytes(), one.united)
        for heads, one in states.items()
        if all(blob in kept for blob in one.blobs.values())
    ]
    return _Packed(
        _VERSION,
        program,
        dict(list(shelf.lines.items())[-_MOST_HEADS:]),
        shelf.instead,
        list(said),  # type: ignore[arg-type]
        list(faces),  # type: ignore[arg-type]
        list(kept),
        face_of.tobytes(),
        lengths.tobytes(),
        said_of.tobytes(),
        list(paths),  # type: ignore[arg-type]
        told,
    )


def _pairs(files: Mapping[str, str], paths: _Numbers, blobs: _Numbers) -> Iterable[int]:
    for path, blob in files.items():
        yield paths[path]
        yield blobs[blob]


def _still_wanted(shelf: Shelf, states: Mapping[Heads, Kept]) -> dict[str, Brief | None]:
    """The versions that states consist of, those that stand in for others, and some of the newest besides."""
    wanted = {blob for state in states.values() for blob in state.blobs.values()}
    wanted.update(one.blob for one in shelf.instead.values() if one.blob)
    others = [blob for blob in shelf.briefs if blob not in wanted]
    wanted.update(others[-_MOST_STATES:])
    return {blob: brief for blob, brief in shelf.briefs.items() if blob in wanted}
