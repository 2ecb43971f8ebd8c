"""What git keeps, read without a checkout: many objects through one process."""

import contextlib
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Self

from msgspec import Struct

from actionplan.store.git.process import Git

_TREE = b"40000"
_LINK = b"120000"
_SUBMODULE = b"160000"


class Object(Struct, frozen=True):
    """An object of git."""

    name: str
    """What was asked for."""
    id: str
    kind: str
    """``blob``, ``tree`` or ``commit``."""
    content: bytes


class Objects:
    """A running ``git cat-file --batch``. Use it as a context manager."""

    def __init__(self, git: Git) -> None:
        """Nothing runs before it is entered.

        Args:
            git: in the repository, which may be bare.
        """
        self._git = git
        self._stack = contextlib.ExitStack()
        self._trees: dict[str, tuple[tuple[str, str, str], ...]] = {}
        self._is_reading = False

    def __enter__(self) -> Self:
        """Start git.

        Raises:
            GitMissing: there is no git.
        """
        # Without a large cache, versions of a file that are far apart are unpacked again and again: seven times slower.
        process = self._git.started("-c", "core.deltaBaseCacheLimit=192m", "cat-file", "--batch", is_silent=True)
        self._process = self._stack.enter_context(process)
        if self._process.stdin is None or self._process.stdout is None:
            raise ValueError
        self._in: IO[bytes] = self._process.stdin
        self._out: IO[bytes] = self._process.stdout
        return self

    def __exit__(self, *_: object) -> None:
        """End git, also in the middle of an answer."""
        if self._is_reading:
            # Git waits for its answer to be taken, and the thread that asks for git: no pipe could be closed before.
            self._process.kill()
        self._stack.close()

    def read(self, names: Sequence[str]) -> Iterator[Object | None]:
        """The objects, in the order that they are asked for; ``None`` for what is not there.

        Take all of them before the next call.

        Args:
            names: ids, or names such as ``HEAD:plans/boras.toml`` (without line breaks).

        Raises:
            Damaged: git ended over one of them.
        """
        thread = threading.Thread(target=self._ask, args=(names,), daemon=True)
        self._is_reading = True
        thread.start()
        for name in names:
            yield self._next(name)
        thread.join()
        self._is_reading = False

    def one(self, name: str) -> Object | None:
        """One object; ``None`` when it is not there.

        Raises:
            Damaged: git ended over it.
        """
        return next(iter(list(self.read((name,)))))

    def content(self, id_: str | None) -> bytes | None:
        """What an object holds that something of git refers to, so that it must be there; ``None`` without an id.

        Raises:
            Damaged: it is not there, or cannot be read.
        """
        if id_ is None:
            return None
        return self.kept(id_).content

    def contents(self, ids: Sequence[str]) -> Iterator[bytes]:
        """The contents of objects that something of git refers to, in the order that they are asked for.

        Take all of them before the next call.

        Raises:
            Damaged: one is not there, or cannot be read.
        """
        for id_, found in zip(ids, self.read(ids), strict=True):
            if found is None:
                raise self._git.damaged(id_)
            yield found.content

    def ensure_absent(self, tree: str, path: str) -> None:
        """Make sure that something was not found because it is not there: git says the same of what it has lost.

        Args:
            tree: a commit or a tree.
            path: the file or folder, with forward slashes.

        Raises:
            Damaged: it is there, or may be, but cannot be read.
        """
        found = self.kept(f"{tree}^{{tree}}")
        for part in path.split("/"):
            ids = [id_ for _kind, name, id_ in self._entries(found) if name == part]
            if not ids:
                return
            found = self.kept(ids[0])
            if found.kind != "tree":
                return

    def kept(self, name: str) -> Object:
        """An object that something of git refers to, so that it must be there.

        Raises:
            Damaged: it is not there, or cannot be read.
        """
        found = self.one(name)
        if found is None:
            raise self._git.damaged(name)
        return found

    def files(self, tree: str, folder: str = "", ending: str = ".toml") -> dict[str, str]:
        """The files below a folder of a commit or tree, with the ids of their contents.

        Links and submodules are no files. An absent folder has none.

        Args:
            tree: a commit or a tree.
            folder: below which folder, with forward slashes and without one at the end.
            ending: what the names end with.

        Raises:
            Damaged: something of it cannot be read.
        """
        # Ids never change their meaning, names do.
        start = self.one(f"{tree}:{folder}") if folder else self.kept(f"{tree}^{{tree}}")
        if start is None:
            self.ensure_absent(tree, folder)
            return {}
        if start.kind != "tree":
            return {}
        return dict(self._below(start, f"{folder}/" if folder else "", ending))

    def _below(self, tree: Object, path: str, ending: str) -> Iterator[tuple[str, str]]:
        for mode, name, id_ in self._entries(tree):
            if mode == "tree":
                yield from self._below(self.kept(id_), f"{path}{name}/", ending)
            elif name.endswith(ending):
                yield path + name, id_

    def _entries(self, tree: Object) -> tuple[tuple[str, str, str], ...]:
        if tree.id not in self._trees:
            try:
                self._trees[tree.id] = tuple(_parsed(tree.content, len(tree.id) // 2))
            except ValueError:
                raise self._git.damaged(tree.id) from None
        return self._trees[tree.id]

    def _ask(self, names: Iterable[str]) -> None:
        # When reading stops early, the pipe is closed under this thread.
        with contextlib.suppress(OSError, ValueError):
            for name in names:
                self._in.write(name.encode(errors="surrogateescape") + b"\n")
            self._in.flush()

    def _next(self, name: str) -> Object | None:
        line = self._out.readline()
        if not line:
            raise self._git.damaged(name)
        head = line.split()
        if len(head) != 3 or not head[2].isdigit():  # noqa: PLR2004 - id, kind, size; otherwise "… missing"
            return None
        id_, kind, size = head
        content = self._out.read(int(size))
        if not self._out.read(1):
            raise self._git.damaged(name)
        return Object(name, id_.decode(), kind.decode(), content)


def _parsed(content: bytes, size: int) -> Iterator[tuple[str, str, str]]:
    at = 0
    while at < len(content):
        mode_end = content.index(b" ", at)
        name_end = content.index(b"\0", mode_end)
        mode, name = content[at:mode_end], content[mode_end + 1 : name_end].decode(errors="surrogateescape")
        at = name_end + 1 + size
        if mode not in {_LINK, _SUBMODULE}:
            yield "tree" if mode == _TREE else "file", name, content[name_end + 1 : at].hex()
