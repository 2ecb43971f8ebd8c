"""Two descendants of one text as one text, table by table and line by line.

Tables are told apart by their headers, so that a table which moved, or stands beside a new one, still meets its own
lines. What is woven is a proposal: whoever asks for it reads it back, and what two sides wrote into the same lines
stands as ours. Only strings are looked at, never the grammar: this is the way that nearly all merges take, and quick.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from actionplan.core.merge import Side
from actionplan.core.problems import Path
from actionplan.store.quoting import quote_key

_HEADER = re.compile(r"\n[ \t]*\[([^\]\n]*)\]")
_UNBARE = re.compile(r"[\"' \t]")

Pieces = dict[str, str]
"""The tables of a text by name, from the header's line to the line before the next header. The first is the top."""


class Woven(Struct):
    """A text that was woven of two."""

    text: str
    torn: set[str]
    """The tables in which not all lines of both sides could be kept."""
    united: bool = False
    """Whether lines stand one after the other that both sides added at one place."""


_SLOT_HEADER = re.compile(r"\n(?=\[(?:plan|(?:proposal|measure|orphan)\.[0-9A-Za-z_-]+)\])")


def slots(text: str) -> Pieces | None:
    """The slots of a text by their headers' beginning, each with its tables; ``None`` when one is there twice."""
    parts = _SLOT_HEADER.split("\n" + text.removesuffix("\n"))
    found = {part[: part.find("]")]: part for part in parts[1:]}
    if len(found) + 1 != len(parts):
        return None
    return {"": parts[0], **found}


def joined(parts: Iterable[str]) -> str:
    """The text of which these are the pieces or slots."""
    return "\n".join(parts)[1:] + "\n"


def pieces(text: str) -> Pieces:
    """The tables of a text."""
    text = "\n" + text.removesuffix("\n")
    has_long_texts = '"""' in text or "'''" in text
    found: Pieces = {}
    start, name = 0, ""
    for match in _HEADER.finditer(text):
        if has_long_texts and _is_open(text[start : match.start()]):
            continue
        found[name] = text[start : match.start()]
        start, name = match.start() + 1, _free(_plain(match[1]), found)
    found[name] = text[start:]
    return found


def _is_open(piece: str) -> bool:
    """Whether a text of several lines begins in a piece and does not end there, so that no header can follow."""
    return piece.count('"""') % 2 == 1 or piece.count("'''") % 2 == 1


def _plain(name: str) -> str:
    return _UNBARE.sub("", name)


def _free(name: str, taken: Mapping[str, str]) -> str:
    while name in taken:
        name += "#"
    return name


def renamed(text: str, renames: Mapping[Path, str]) -> str:
    """The text with other last keys in the headers of some tables, and of the tables in them."""
    if not renames:
        return text
    by_name = {".".join(path): path for path in renames}

    def other(match: re.Match[str]) -> str:
        keys = _plain(match[1]).split(".")
        for length in range(1, len(keys) + 1):
            if path := by_name.get(".".join(keys[:length])):
                keys = [*path[:-1], renames[path], *keys[length:]]
                return match[0].replace(match[1], ".".join(map(quote_key, keys)))
        return match[0]

    return _HEADER.sub(other, "\n" + text)[1:]


class Wanted(Struct, frozen=True):
    """What must come out, as far as lines are concerned."""

    keeps: Callable[[str], bool]
    """Whether a table is to be there that one side removed and the other changed."""
    taken: Mapping[Path, Side] = {}
    """The places that are taken whole from one side."""

    def side(self, name: str) -> Side | None:
        """The side that a table is taken from whole, if it is."""
        for path, side in self.taken.items():
            if not path or f"{name}.".startswith(f"{'.'.join(path)}."):
                return side
        return None


def weave(base: str, ours: str, theirs: str, wanted: Wanted, *, unite: bool) -> Woven:
    """One text of two.

    Args:
        base: what both come from; empty when there is none.
        ours: the side whose layout is kept.
        theirs: the other.
        wanted: what must come out.
        unite: whether to keep lines of both sides where both added some at one place, or ours only.
    """
    return _Loom(pieces(base), pieces(ours), pieces(theirs), wanted, unite=unite).woven()


class _Loom:
    """The three texts, and what becomes of them."""

    def __init__(self, base: Pieces, ours: Pieces, theirs: Pieces, wanted: Wanted, *, unite: bool) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.wanted = wanted
        self.unite = unite
        self.united = False
        self.torn: set[str] = set()

    def woven(self) -> Woven:
        """The text of both."""
        result: Pieces = {}
        for name, piece in self.ours.items():
            if name in self.theirs:
                result[name] = self._piece(name, piece, self.theirs[name])
            elif self._stays(name, piece, Side.OURS):
                result[name] = piece
        theirs = [(name, piece) for name, piece in self.theirs.items() if name not in self.ours]
        if added := [name for name, piece in theirs if self._stays(name, piece, Side.THEIRS)]:
            result = self._with_added(result, added)
        base = self.base.keys()
        for slot in {_slot(name) for name in (base ^ self.ours.keys()) | (base ^ self.theirs.keys())}:
            self._put_comments_right(result, slot)
        return Woven(joined(result.values()), self.torn, self.united)

    def _stays(self, name: str, piece: str, side: Side) -> bool:
        """Whether a table that only one side has is kept."""
        base = self.base.get(name)
        if taken := self.wanted.side(name):
            if taken is not side and piece != base:
                self.torn.add(name)
            return taken is side
        if base is None or piece == base:
            return base is None
        self.torn.add(name)
        return self.wanted.keeps(name)

    def _piece(self, name: str, ours: str, theirs: str) -> str:
        base = self.base.get(name)
        if taken := self.wanted.side(name):
            self.torn.add(name)
            return ours if taken is Side.OURS else theirs
        if theirs in {ours, base}:
            return ours
        if ours == base:
            return theirs
        mine, other = ours.split("\n"), theirs.split("\n")
        was = base.split("\n") if base is not None else _common(mine, other)
        lines: list[str] = []
        for old, one, two in _hunks(was, mine, other):
            lines += self._hunk(name, old, one, two)
        return "\n".join(lines)

    def _hunk(self, name: str, old: list[str], ours: list[str], theirs: list[str]) -> list[str]:
        if theirs in (ours, old):
            return ours
        if ours == old:
            return theirs
        if not old:
            self.united = True
            if self.unite:
                return [*ours, *(line for line in theirs if not (_is_comment(line) and line in ours))]
        elif len(old) == len(ours) == len(theirs) > 1:
            singles = zip(old, ours, theirs, strict=True)
            return [line for a, b, c in singles for line in self._hunk(name, [a], [b], [c])]
        self.torn.add(name)
        return ours

    def _with_added(self, result: Pieces, added: list[str]) -> Pieces:
        """The tables with those that only theirs has, each behind the one that it stands behind in theirs."""
        order, place = list(result), {name: index for index, name in enumerate(self.theirs)}
        known, names = {*result}, list(self.theirs)
        for name in added:
            before = next((other for other in reversed(names[: place[name]]) if other in known), "")
            at = order.index(before) + 1
            while at < len(order) and self._goes_before(order[at], name):
                at += 1
            order.insert(at, name)
            known.add(name)
        parts = {name: result[name] if name in result else self.theirs[name] for name in order}
        self._set_off(parts)
        return parts

    def _goes_before(self, other: str, name: str) -> bool:
        """Whether a table that only ours has belongs before one of theirs at the same place."""
        return (
            other not in self.base
            and other not in self.theirs
            and other.rpartition(".")[0] == name.rpartition(".")[0]
            and other < name
        )

    def _set_off(self, parts: Pieces) -> None:
        """Keep the blank lines between tables where one has become the last, or is the last no longer."""
        *others, end = parts
        for text in (self.ours, self.theirs):
            last = next(reversed(text))
            if last in others and not parts[last].endswith("\n") and any(part.endswith("\n") for part in text.values()):
                parts[last] += "\n"
        if not next(reversed(self.ours.values())).endswith("\n"):
            parts[end] = parts[end].rstrip("\n")

    def _put_comments_right(self, parts: Pieces, slot: str) -> None:
        """Have the comments that all three texts have in a slot as often as they do.

        What stood between two tables goes with the one or the other when a table is put between them or taken away,
        and so may come twice or not at all.
        """
        was, mine, other, now = (_comments(text, slot) for text in (self.base, self.ours, self.theirs, parts))
        for comment, count in was.items():
            if not count == mine[comment] == other[comment] != now[comment]:
                continue
            for name in [name for name in parts if _slot(name) == slot]:
                while now[comment] > count and comment in (lines := parts[name].split("\n")):
                    parts[name] = "\n".join(_without(lines, lines.index(comment)))
                    now[comment] -= 1
            if now[comment] < count:
                self._bring_back(parts, comment)

    def _bring_back(self, parts: Pieces, comment: str) -> None:
        """Put a comment back into the table where a side has it, behind the line that it stands behind there."""
        for side in (self.theirs, self.ours):
            for name, piece in side.items():
                if name in parts and comment in (lines := piece.split("\n")):
                    above = lines[lines.index(comment) - 1]
                    there = parts[name].split("\n")
                    end = len(there) - (not there[-1])
                    at = there.index(above) + 1 if above.strip() and above in there else end
                    parts[name] = "\n".join([*there[:at], comment, *there[at:]])
                    return


def _slot(name: str) -> str:
    return ".".join(name.split(".")[:2])


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _comments(text: Pieces, slot: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, piece in text.items():
        if _slot(name) == slot:
            found.update(filter(_is_comment, piece.split("\n")))
    return found


def _without(lines: list[str], index: int) -> list[str]:
    """The lines without one, and without a blank line that it stood behind."""
    rest = [*lines[:index], *lines[index + 1 :]]
    if index and not rest[index - 1].strip() and (index == len(rest) or not rest[index].strip()):
        del rest[index - 1]
    return rest


# Lines


def _common(one: list[str], other: list[str]) -> list[str]:
    return [one[index] for index in _matches(one, other)]


def _matches(old: list[str], new: list[str]) -> dict[int, int]:
    """The numbers of lines of a text that another has too, with their numbers there, both rising."""
    from difflib import SequenceMatcher

    most = min(len(old), len(new))
    start = next((i for i in range(most) if old[i] != new[i]), most)
    end = next((i for i in range(most - start) if old[-1 - i] != new[-1 - i]), most - start)
    found = {i: i for i in range(start)}
    if start + end < most:
        middle = SequenceMatcher(None, old[start : len(old) - end], new[start : len(new) - end], autojunk=False)
        for block in middle.get_matching_blocks():
            found.update((start + block.a + i, start + block.b + i) for i in range(block.size))
    shift = len(new) - len(old)
    found.update((i, i + shift) for i in range(len(old) - end, len(old)))
    return found


def _hunks(base: list[str], ours: list[str], theirs: list[str]) -> Iterable[tuple[list[str], list[str], list[str]]]:
    """The three texts in stretches: those that all have, and what stands between them."""
    mine, other = _matches(base, ours), _matches(base, theirs)
    a = b = c = 0
    for index in (*(i for i in range(len(base)) if i in mine and i in other), None):
        ends = (len(base), len(ours), len(theirs)) if index is None else (index, mine[index], other[index])
        if (a, b, c) != ends:
            yield base[a : ends[0]], ours[b : ends[1]], theirs[c : ends[2]]
        if index is not None:
            yield [base[index]], [ours[mine[index]]], [theirs[other[index]]]
            a, b, c = index + 1, mine[index] + 1, other[index] + 1
