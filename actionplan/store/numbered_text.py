"""Proposals in plain text, such as is pasted out of a PDF.

Text out of a PDF has wrapped lines, page numbers and running heads in the middle of sentences. Nothing is dropped
unless something besides its looks says that it is no text of a proposal, and all that is dropped is listed.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from actionplan.core.likeness import slug
from actionplan.store.rows import KNOWN_AREAS, Found, Ignored, Row, area_of, clean

_WORDED = re.compile(r"(?:förslag|proposal)\s+(\d{1,3})(?!\d)\s*[:.)–-]?\s*(.*)", re.IGNORECASE)
_POINTED = re.compile(r"(\d{1,3})\s*[.)](?!\d)\s*(.*)")
_BARE = re.compile(r"(\d{1,3})\s+([A-ZÅÄÖÉ].*)")
_ALONE = re.compile(r"(\d{1,3})()")
_STYLES = (_WORDED, _POINTED, _BARE, _ALONE)

_LONGEST_GAP = 5
"""How many numbers may be missing before a line that merely begins with a number is text."""

_OFTEN = 3
"""How many times a running head stands in a text, at least."""

_PAGE = re.compile(
    r"(?:sida|sid|s|page)\.?\s*\d{1,3}(?:\s*(?:av|of|/|\()\s*\d{1,3}\)?)?|\d{1,3}\s*\(\d{1,3}\)|[-–]\s*\d{1,3}\s*[-–]",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d{1,3}")
_NUMBER_AT_EDGE = re.compile(r"^\d{1,3}\s+(?=\D)|(?<=\D)\s+\d{1,3}$")
_LEADER = re.compile(r"\s*(?:\.\s?){3,}\s*\d{1,3}$|\s*…+\s*\d{1,3}$")
_LETTERED = re.compile(r"(?:område\s+)?([A-ZÅÄÖ])[.):]\s+(\S.{0,90}[^.\s])")
_AREA_WORD = re.compile(r"område\s*:?\s+", re.IGNORECASE)
_HANGING = ("och", "eller", "samt", "respektive", "and", "or")


@dataclass(slots=True)
class _Draft:
    """A proposal while its lines are gathered."""

    number: int
    line: int
    area: str | None
    title: list[str] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)
    is_open: bool = True
    """Whether the title may go on on the next line."""

    def add(self, text: str, *, after_blank: bool) -> None:
        # A blank line in the middle of a sentence comes from a page that ends there.
        if after_blank and self.title and not text[0].islower():
            self.is_open = False
        (self.title if self.is_open or not self.title else self.summary).append(text)


def rows_of_text(text: str, areas: Sequence[str] = KNOWN_AREAS) -> Found:
    """The numbered proposals of a text. Lines are counted as an editor does."""
    found = Found()
    lines, breaks = _lines(text)
    furniture = _furniture(lines, breaks)
    style = _style(lines, furniture)
    if style is _ALONE:
        furniture = {at: reason for at, reason in furniture.items() if not _DIGITS.fullmatch(lines[at])}
    drafts: list[_Draft] = []
    area: str | None = None
    after_area, blank, skip = False, False, False
    is_head = _head(style)
    for at, line in enumerate(lines):
        if skip or not line or at in furniture:
            if line:
                found.ignored.append(Ignored(at + 1, line, "area" if skip else furniture[at]))
            # What lies between two pages does not end a paragraph.
            blank, skip = blank or not line, False
            continue
        following = lines[at + 1] if at + 1 < len(lines) else ""
        # A lower-case line in the middle of a paragraph is a wrapped sentence, though it names an area.
        can_be_heading = blank or not drafts or not line[0].islower()
        heading, skip = _area(line, following, areas) if can_be_heading else (None, False)
        if heading:
            area, after_area = heading, True
            found.ignored.append(Ignored(at + 1, line, "area"))
        elif head := is_head(line, drafts[-1].number if drafts else 0):
            drafts.append(_Draft(head[0], at + 1, area, title=[head[1]] if head[1] else []))
            after_area = False
        elif not drafts or after_area:
            found.ignored.append(Ignored(at + 1, line, "after_area" if drafts else "before"))
        else:
            drafts[-1].add(line, after_blank=blank)
        blank = False
    found.rows.extend(
        Row(draft.number, join(draft.title), draft.line, draft.area, (), join(draft.summary)) for draft in drafts
    )
    return found


def join(lines: Sequence[str]) -> str:
    """Wrapped lines as one. A word divided at the end of a line is put together when it goes on in lower case.

    "social-" and "tjänst" are one word. "barn-" before "och" keeps its hyphen, and so do "HVB-" and "Väster-" before
    a capital.
    """
    text = ""
    for line in lines:
        divided = len(text) > 1 and text[-1] in "-‐" and text[-2].isalpha()
        if not text or not divided:
            text = f"{text} {line}" if text else line
        elif line.split(" ", 1)[0].casefold().strip(",.") in _HANGING:
            text = f"{text} {line}"
        elif line[0].islower() and not text[-2].isupper():
            text = text[:-1] + line
        else:
            text += line
    return text


def _lines(text: str) -> tuple[list[str], frozenset[int]]:
    """Clean lines, and the places at which a new page begins."""
    lines: list[str] = []
    breaks = set()
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if "\f" in line:
            breaks.add(len(lines))
        # A soft hyphen at the end divides a word, whatever follows.
        hyphen = "-" if line.rstrip().endswith("\xad") else ""
        lines.append(_LEADER.sub("", clean(line) + hyphen))
    return lines, frozenset(breaks)


def _furniture(lines: Sequence[str], breaks: frozenset[int]) -> dict[int, str]:
    """The places of page numbers and running heads, with which it is."""
    found = {at: "page_number" for at, line in enumerate(lines) if _PAGE.fullmatch(line)}
    found.update(dict.fromkeys(_page_numbers(lines, breaks, found), "page_number"))
    found.update(dict.fromkeys(_numbered_heads(lines), "running_head"))
    edges = {at for at in found if found[at] == "page_number"} | set(breaks)
    repeated = Counter(line for line in lines if line)
    beside = [
        at
        for at, line in enumerate(lines)
        if repeated[line] >= _OFTEN and at not in found and _is_beside(at, lines, edges) and not _POINTED.match(line)
    ]
    # A line that stands thrice can be a wrapped "barn och unga": it goes only where it stands at the edge of a page,
    # and only when it does so more than once.
    often = Counter(lines[at] for at in beside)
    found.update({at: "running_head" for at in beside if often[lines[at]] > 1})
    return found


def _page_numbers(lines: Sequence[str], breaks: frozenset[int], sure: Mapping[int, str]) -> list[int]:
    """Lines of a number alone that grow through the text, or stand by a blank line or the edge of a page."""
    places = [at for at, line in enumerate(lines) if _DIGITS.fullmatch(line)]
    numbers = [int(lines[at]) for at in places]
    if len(places) > 1 and all(one < other for one, other in pairwise(numbers)):
        return places
    edges = set(breaks) | set(sure)
    return [at for at in places if _is_beside(at, lines, edges) or not _at(lines, at - 1) or not _at(lines, at + 1)]


def _at(lines: Sequence[str], place: int) -> str:
    return lines[place] if 0 <= place < len(lines) else ""


def _numbered_heads(lines: Sequence[str]) -> list[int]:
    """Lines that repeat but for a page number, which grows, at one end."""
    groups: dict[str, list[tuple[int, int]]] = {}
    for at, line in enumerate(lines):
        edge = _NUMBER_AT_EDGE.search(line)
        if edge and not _POINTED.match(line):
            groups.setdefault(slug(_NUMBER_AT_EDGE.sub("", line)), []).append((at, int(edge[0])))
    return [
        at
        for group in groups.values()
        if len(group) >= _OFTEN and all(one[1] < other[1] for one, other in pairwise(group))
        for at, _ in group
    ]


def _is_beside(at: int, lines: Sequence[str], edges: set[int]) -> bool:
    """Whether nothing but blank lines lies between a line and the edge of a page."""
    for step in (-1, 1):
        place = at + step
        while 0 <= place < len(lines) and not lines[place] and place not in edges:
            place += step
        if place in edges and 0 <= place < len(lines):
            return True
    return at in edges


def _style(lines: Sequence[str], furniture: Mapping[int, str]) -> re.Pattern[str]:
    """How the text marks its proposals: the way that gives the longest unbroken row of numbers."""
    reach = []
    for style in _STYLES:
        last = run = 0
        for at, line in enumerate(lines):
            # Numbers on lines of their own look like page numbers until they turn out to be the longest row.
            matched = style.fullmatch(line) if style is _ALONE or at not in furniture else None
            if matched and int(matched[1]) == last + 1:
                last, run = last + 1, run + 1
        reach.append(run)
    return _STYLES[reach.index(max(reach))]


def _head(style: re.Pattern[str]) -> Callable[[str, int], tuple[int, str] | None]:
    """What tells whether a line begins a proposal, given the number of the one before."""

    def head(line: str, last: int) -> tuple[int, str] | None:
        matched = style.fullmatch(line)
        number = int(matched[1]) if matched else 0
        if not matched or not number:
            return None
        if style in {_BARE, _ALONE} and not last <= number <= last + _LONGEST_GAP:
            return None
        return number, matched[2]

    return head


def _area(line: str, following: str, areas: Sequence[str]) -> tuple[str | None, bool]:
    """The area that a line is the heading of, and whether the heading takes the next line too."""
    bare = line
    for pattern in (_WORDED, _POINTED):
        if matched := pattern.fullmatch(line):
            bare = matched[2]
    lettered = _LETTERED.fullmatch(line)
    bare = _AREA_WORD.sub("", lettered[2] if lettered else bare, count=1)
    if following and (whole := area_of(join([bare, following]), areas)):
        return whole, True
    if known := area_of(bare, areas):
        return known, False
    if lettered:
        goes_on = bool(following) and following[0].islower()
        return (join([bare, following]) if goes_on else bare), goes_on
    return None, False
