"""Bytes of a TOML file as text, with what must be put back when it is written."""

from collections.abc import Iterator

from msgspec import Struct

from actionplan.core.problems import Problem, Severity

MOST_BYTES = 5_000_000
"""A plan of 44 proposals with a decade of follow-ups is under half a megabyte."""

_BOM = b"\xef\xbb\xbf"


class Document(Struct, frozen=True):
    """A text with LF endings and no byte order mark, and how the file had it."""

    text: str
    content: bytes
    """The file's bytes."""
    bom: bool = False
    original: str = ""
    """The text with the file's own line endings, where they are not LF."""

    @property
    def digest(self) -> bytes:
        """A fingerprint of the file's bytes, to notice that it changed."""
        return digest(self.content)

    def encode(self, text: str) -> bytes:
        """Another text for the same file: the byte order mark and the endings of unchanged lines as they were."""
        if self.original:
            text = _with_endings_of(self.original, self.text, text)
        return (_BOM if self.bom else b"") + text.encode()

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """What the file carries that other tools trip over."""
        found = []
        if self.bom:
            found.append(Problem("bom", Severity.NOTE, line=1))
        if self.original:
            line = self.original.count("\n", 0, self.original.index("\r\n")) + 1
            found.append(Problem("crlf", Severity.NOTE, line=line))
        return tuple(found)


def digest(content: bytes) -> bytes:
    """A fingerprint of a file's bytes."""
    import hashlib

    return hashlib.sha256(content).digest()[:16]


def decode(content: bytes) -> Document | Problem:
    """The text of a file, or why it has none."""
    bom = content.startswith(_BOM)
    body = content[3:] if bom else content
    if not body.strip(b" \t\r\n"):
        return Problem("empty")
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        before = body[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode(errors="replace")) + 1
        guess = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "windows-1252"
        return Problem(
            "not_utf8", line=line, column=column, facts={"guess": guess, "byte": f"0x{body[error.start]:02x}"}
        )
    if b"\0" in body:
        nul = text.index("\0")
        return Problem("nul", line=text.count("\n", 0, nul) + 1, column=nul - text.rfind("\n", 0, nul))
    if b"\r\n" in body:
        return Document(text.replace("\r\n", "\n"), content, bom, original=text)
    return Document(text, content, bom)


def _with_endings_of(original: str, before: str, after: str) -> str:
    """The new text; lines that it shares with the old one keep their endings, new ones take the commonest."""
    endings = ["\r\n" if line.endswith("\r") else "\n" for line in original.split("\n")[:-1]]
    common = "\r\n" if endings.count("\r\n") * 2 >= len(endings) else "\n"
    if all(ending == common for ending in endings):
        return after.replace("\n", common)
    old, new = before.split("\n"), after.split("\n")
    result = [common] * (len(new) - 1)
    for a, b in _shared(old, new):
        if a < len(endings) and b < len(result):
            result[b] = endings[a]
    return "".join(line + ending for line, ending in zip(new, [*result, ""], strict=True))


def _shared(old: list[str], new: list[str]) -> Iterator[tuple[int, int]]:
    """The numbers of lines that two texts have in common.

    What is the same at both ends is settled first: a form repeats its lines, and the longest run that two texts share
    may be that of another slot.
    """
    from difflib import SequenceMatcher

    most = min(len(old), len(new))
    start = next((i for i in range(most) if old[i] != new[i]), most)
    end = next((i for i in range(most - start) if old[-1 - i] != new[-1 - i]), most - start)
    yield from ((i, i) for i in range(start))
    yield from ((len(old) - i, len(new) - i) for i in range(1, end + 1))
    middle = SequenceMatcher(None, old[start : len(old) - end], new[start : len(new) - end], autojunk=False)
    for block in middle.get_matching_blocks():
        yield from ((start + block.a + i, start + block.b + i) for i in range(block.size))
