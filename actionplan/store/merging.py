"""The merge of plan files as texts: the values as the core merges them, in a text that keeps what people wrote.

The lines are woven first, which nearly always gives just the values that are meant and costs no more than reading
them. Where it does not, the writer of edits puts the values right, and the comments that got lost on the way are put
back. Whatever way the text was made, it is read back and compared before it is handed on.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from actionplan.core.body import Bodies
from actionplan.core.catalogue import Catalogue
from actionplan.core.changes import Change, diff_documents, is_same
from actionplan.core.check import check_plan
from actionplan.core.merge import Faults, Merged, Side, at, merge_untangled, settle
from actionplan.core.merge_keys import Untangled, untangle
from actionplan.core.merge_tables import SLOTS
from actionplan.core.plan import FORMAT
from actionplan.core.problems import Path, Severity
from actionplan.store.form import FormWords
from actionplan.store.schema import read_plan_document
from actionplan.store.toml import Invalid, loads
from actionplan.store.weaving import Pieces, Wanted, Woven, joined, pieces, renamed, slots, weave


class CannotMerge(Exception):
    """No way of merging gives a text that reads back as meant."""

    def __init__(self, path: Path, line: int) -> None:
        """Remember the place that could not be written, and its line in ours; 0 when it has none there."""
        self.path = path
        self.line = line
        super().__init__(path)


class MergedText(Struct, frozen=True):
    """A merged text, and what the merge gave as values."""

    text: str
    merged: Merged
    base: str | None = None
    """The text that both sides come from, for :func:`settle_text`."""
    taken: Mapping[Path, Side] = {}
    """The places that have been decided as a whole, for a later call of it."""


def merge_texts(
    base: str | None, ours: str, theirs: str, words: FormWords | None = None, faults: Faults | None = None
) -> MergedText:
    """The merge of two plan files that come from one.

    Args:
        base: the text that both come from; ``None`` when both sides added the file, or it was no TOML then.
        ours: one side, with LF endings. Its layout is kept.
        theirs: the other.
        words: help texts to put above new lines where a slot lacks them.
        faults: see :func:`actionplan.core.merge.merge`.

    Raises:
        Invalid: a side is no TOML.
        OtherFormat: a side is written in a newer format.
        OtherCatalogue: the sides are made for different catalogues.
        CannotMerge: the files are laid out so that no text was found that says what is meant.
    """
    texts = base or "", ours, theirs
    if base and ours not in {base, theirs} and theirs != base and (found_in_part := _in_part(texts, words, faults)):
        return found_in_part
    found = untangle(_values(base), loads(ours), loads(theirs))
    merged = merge_untangled(found, faults)
    return MergedText(_text(texts, found, _Aim(merged.document, _taken(merged)), words), merged, base)


def settle_text(
    merged: MergedText,
    ours: str,
    theirs: str,
    choices: Mapping[Path, Side],
    words: FormWords | None = None,
    *,
    faults: Faults | None = None,
) -> MergedText:
    """The merge with clashes decided.

    Args:
        merged: as :func:`merge_texts` gave it, from the same texts.
        ours: one side.
        theirs: the other.
        choices: whose value is taken, by the path of the clash.
        words: as for the merge.
        faults: as for the merge.

    Returns:
        The text, and in ``merged.clashes`` what is still to be asked; see :func:`actionplan.core.merge.settle`.

    Raises:
        CannotMerge: the files are laid out so that no text was found that says what is meant.
    """
    found = untangle(_values(merged.base), loads(ours), loads(theirs))
    settled = settle(merged.merged, found.ours, found.theirs, choices, faults)
    taken = {**merged.taken, **_taken(merged.merged, choices)}
    text = _text((merged.base or "", ours, theirs), found, _Aim(settled.document, taken | _taken(settled)), words)
    return MergedText(text, settled, merged.base, taken)


def faults_of(
    document: Mapping[str, Any], catalogue: Catalogue | None, bodies: Bodies, today: dt.date
) -> frozenset[Path]:
    """The paths of a document's errors, those of reading it and those against the rules. Warnings are none."""
    plan, problems = read_plan_document(document)
    if plan is not None:
        problems = (*problems, *check_plan(plan, catalogue, bodies, today))
    return frozenset(problem.path for problem in problems if problem.severity is Severity.ERROR)


def _values(base: str | None) -> dict[str, Any]:
    try:
        return loads(base) if base else {}
    except Invalid:
        return {}


_Texts = tuple[str, str, str]
"""Base, ours, theirs; the base is empty when there is none."""


class _Aim(Struct, frozen=True):
    """What a text must say, and the places in it that are taken whole from one side."""

    document: Mapping[str, Any]
    taken: Mapping[Path, Side]


def _taken(merged: Merged, choices: Mapping[Path, Side] | None = None) -> dict[Path, Side]:
    """The places of clashes that concern more than one field, and the side that stands there."""
    return {clash.path: (choices or {}).get(clash.path, Side.OURS) for clash in merged.clashes if clash.kind != "value"}


# The quick way


def _in_part(texts: _Texts, words: FormWords | None, faults: Faults | None) -> MergedText | None:
    """The merge of the slots that differ, put into ours; ``None`` where that would not be the merge of the whole.

    Only these slots are read from all three texts. The result is read as a whole, and must say of them what the rules
    give: then no table of theirs stood elsewhere.
    """
    was, mine, other = map(slots, texts)
    if not (was and mine and other) or not was.keys() == mine.keys() == other.keys():
        return None
    changed = [name for name in mine if not was[name] == mine[name] == other[name]]
    if "" in changed:
        return None
    one, two, three = ("\n".join([*(part[name] for name in changed), ""]) for part in (was, mine, other))
    try:
        found = untangle(loads(one), loads(two), loads(three))
        merged = merge_untangled(found)
        aim = _Aim(merged.document, _taken(merged))
        parts = slots(_text((one, two, three), found, aim, words)) or {}
        if [*parts] != ["", *changed] or parts.pop(""):
            return None
        text = joined((mine | parts).values())
        document = loads(text)
    except (CannotMerge, Invalid):
        return None
    if not _says_of_slots(document, found, merged.document) or (faults and faults(document)):
        return None
    return MergedText(text, Merged(document, merged.clashes), texts[0])


def _says_of_slots(document: Mapping[str, Any], found: Untangled, wanted: Mapping[str, Any]) -> bool:
    """Whether a document says of some slots what is wanted, and is of a format that can be read."""
    if document.get("format") != FORMAT:
        return False
    for key in {*found.base, *found.ours, *found.theirs}:
        says, means = document.get(key), wanted.get(key)
        if key in SLOTS:
            numbers = {number for side in (found.base, found.ours, found.theirs) for number in side.get(key, ())}
            pairs = [(at(document, (key, number)), at(wanted, (key, number))) for number in numbers]
        else:
            pairs = [(says, means)]
        if not all(is_same(one, other) for one, other in pairs):
            return False
    return True


def _text(texts: _Texts, found: Untangled, aim: _Aim, words: FormWords | None) -> str:
    base, ours, theirs = texts
    if theirs in {base, ours}:
        return ours
    if ours == base:
        return theirs
    was = renamed(base, found.base_renames)
    mine, other = renamed(ours, found.ours_renames), renamed(theirs, found.theirs_renames)
    for text in _attempts((was, mine, other), aim, words):
        if text is not None:
            return text
    raise _cannot(ours, aim.document)


def _cannot(text: str, wanted: Mapping[str, Any]) -> CannotMerge:
    from actionplan.store.scan import scan

    changes = diff_documents(loads(text), wanted)
    path = changes[0].path if changes else ()
    return CannotMerge(path, scan(text).of(path)[0])


def _attempts(texts: _Texts, aim: _Aim, words: FormWords | None) -> Iterator[str | None]:
    """Texts that say what is wanted, those first that keep most of what both sides wrote."""
    document = aim.document
    wanted = Wanted(lambda name: at(document, tuple(name.split("."))) is not None, aim.taken)
    woven = weave(*texts, wanted, unite=True)
    yield _finished(texts, woven, document, words, may_edit=False)
    plain = weave(*texts, wanted, unite=False) if woven.united else woven
    if woven.united:
        yield _finished(texts, plain, document, words, may_edit=False)
    yield _finished(texts, plain, document, words, may_edit=True)
    every = {name for text in texts for name in pieces(text)}
    yield _finished(texts, Woven(texts[1], every), document, words, may_edit=True)
    yield _afresh(texts, document, words)


def _afresh(texts: _Texts, wanted: Mapping[str, Any], words: FormWords | None) -> str | None:
    """Our text, the slots that resist written anew, with the comments of both sides; ``None`` when all else resists."""
    from actionplan.store.afresh import afresh
    from actionplan.store.comments import missing, with_comments
    from actionplan.store.write import CannotEdit

    own = words.own_comments if words else frozenset()
    base, ours, theirs = texts
    try:
        text = afresh(ours, wanted, words)
        for before, after in (("", ours), (base, theirs)):
            text = with_comments(text, missing(before, after, text, text, own, sides=texts))
        return text if is_same(loads(text), wanted) else None
    except (CannotEdit, Invalid, ValueError):
        return None


def _finished(
    texts: _Texts, woven: Woven, wanted: Mapping[str, Any], words: FormWords | None, *, may_edit: bool
) -> str | None:
    """A woven text with the values that are wanted and the comments of both sides; ``None`` when it resists."""
    text = woven.text
    try:
        document = loads(text)
        if not _says(document, wanted):
            if not may_edit:
                return None
            from actionplan.store.write import CannotEdit, edit

            try:
                text = edit(text, _changes(text, document, wanted), words)
            except CannotEdit:
                return None
        if not woven.torn:
            return text
        whole = _with_lost_comments(texts, text, woven.torn, words)
        return whole if whole == text or is_same(loads(whole), wanted) else None
    except (Invalid, ValueError):
        return None


def _changes(text: str, document: Mapping[str, Any], wanted: Mapping[str, Any]) -> tuple[Change, ...]:
    """The changes that lead to what is wanted. A table that is written in one line goes as that line."""
    changes = diff_documents(document, wanted)
    gone = [change.path for change in changes if change.table and change.new is None]
    if not gone:
        return changes
    from actionplan.store.scan import scan

    written = scan(text).by_path
    inline = [path for path in gone if path in written and not written[path].is_header]
    kept = tuple(change for change in changes if not any(change.path[: len(path)] == path for path in inline))
    return (*kept, *(Change(path, None, None) for path in inline))


def _says(document: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return document == wanted and is_same(document, wanted)


def _with_lost_comments(texts: _Texts, text: str, torn: set[str], words: FormWords | None) -> str:
    """The text with the comments that a side added in tables where not all lines of both could be kept."""
    from actionplan.store.comments import missing, with_comments

    own = words.own_comments if words else frozenset()
    base, *sides = texts
    was = _of(pieces(base), torn)
    for side in sides:
        now = _of(pieces(side), torn)
        if lost := missing(was, now, _of(pieces(text), torn), text, own, sides=texts):
            text = with_comments(text, lost)
    return text


def _of(parts: Pieces, names: set[str]) -> str:
    return "\n".join(part for name, part in parts.items() if name in names) + "\n"
