"""Versions of one file put together: what a merge inside and outside of git comes down to."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any, Literal

from msgspec import Struct

from actionplan.core.changes import is_same
from actionplan.core.errors import ActionPlanError
from actionplan.core.merge import Clash, Merged, Side, at
from actionplan.core.problems import Path
from actionplan.store import toml
from actionplan.store.errors import EditFailed
from actionplan.store.form import FormWords
from actionplan.store.git.errors import CannotUnite
from actionplan.store.merging import CannotMerge, MergedText, faults_of, merge_texts, settle_text
from actionplan.store.read import parse_plan
from actionplan.store.text import Document, decode
from actionplan.wording.form import form_words
from actionplan.workspace.opening import Workspace

Faults = Callable[[Mapping[str, Any]], frozenset[Path]]


class Joined(Struct, frozen=True):
    """What comes of a file, as long as there are no questions left."""

    body: str
    """Whose plan it is; empty for another file."""
    clashes: tuple[Clash, ...]
    """What a person has to decide; until then our side stands."""
    content: bytes | None
    """``None`` when the file is to go."""
    settle: Callable[[Mapping[Path, Side]], "Joined"] | None = None

    def settled(self, choices: Mapping[Path, Side]) -> "Joined":
        """The same with the clashes decided. Other questions may follow from what was chosen."""
        return self.settle(choices) if self.settle else self


class Begun(Struct, frozen=True):
    """What two sides began with."""

    content: bytes | None = None
    """``None`` when both have added the file."""
    contested: tuple[Path, ...] = ()
    """What the sides' beginnings do not agree on, where there were several: nothing tells which side has changed it."""


def begun_with(before: bytes | None, versions: Sequence[bytes | None]) -> Begun:
    """Several beginnings as one. Two lines of work that have crossed have several.

    Args:
        before: what the beginnings themselves began with.
        versions: the beginnings.
    """
    first, *others = versions
    contested: list[Path] = []
    for other in others:
        one, two, was = (_begun(content) for content in (first, other, before))
        if one is None or two is None:
            return Begun()
        try:
            merged = merge_texts(was.text if was else None, one.text, two.text)
        except (ActionPlanError, CannotMerge):
            return Begun()
        contested += [clash.path for clash in merged.merged.clashes]
        first = merged.text.encode()
    return Begun(first, tuple(contested))


def join(workspace: Workspace | None, source: str, begun: Begun, ours: bytes | None, theirs: bytes | None) -> Joined:
    """The versions of a file put together.

    Args:
        workspace: for its bodies and catalogues; ``None`` outside of one.
        source: the file as the user knows it.
        begun: what both sides began with.
        ours: our side; ``None`` when we removed it.
        theirs: the other side; ``None`` when they removed it.

    Raises:
        CannotUnite: a side cannot be read.
        EditFailed: they are laid out so that no text was found that says what is meant.
        ActionPlanError: the sides are made for different lists of proposals.
    """
    if ours is None or theirs is None:
        return _removed(source, begun.content, ours, theirs)
    mine, other = _document(source, ours), _document(source, theirs)
    before = _begun(begun.content)
    body = _body(mine.text)
    words, faults = _rules(workspace, source, mine.text)
    pair = _Pair(source, body, mine, other, words, faults)
    with pair.refusals():
        merged = merge_texts(before.text if before else None, mine.text, other.text, words, faults)
    return pair.joined(_asked_too(merged, begun.contested, mine.text, other.text))


def _asked_too(merged: MergedText, contested: tuple[Path, ...], ours: str, theirs: str) -> MergedText:
    """The merge with a question for each place where the beginnings do not agree, and the sides do not either."""
    if not contested:
        return merged
    mine, other = toml.loads(ours), toml.loads(theirs)
    document, clashes = merged.merged.document, merged.merged.clashes
    for path in contested:
        one, two = at(mine, path), at(other, path)
        if is_same(one, two) or any(path[: len(clash.path)] == clash.path for clash in clashes):
            continue
        kind: Literal["value", "removal"] = "removal" if one is None or two is None else "value"
        inside = tuple(clash for clash in clashes if clash.path[: len(path)] != path)
        clashes = (*inside, Clash(path, kind, None, one, two))
        document = _placed(document, path, one)
    return MergedText(merged.text, Merged(document, clashes), merged.base)


def _placed(document: Mapping[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """The document with another value at a place; ``None`` takes away what is there."""
    if not path:
        return dict(value or {})
    key, rest = path[0], path[1:]
    inner = document.get(key)
    if rest:
        value = (
            _placed(inner if isinstance(inner, Mapping) else {}, rest, value) if value is not None or inner else None
        )
    others = {name: item for name, item in document.items() if name != key}
    return others if value is None else {**document, key: value}


class _Pair(Struct, frozen=True):
    """Two readable versions of a file, and what they are held against."""

    source: str
    body: str
    ours: Document
    theirs: Document
    words: FormWords | None
    faults: Faults | None

    def joined(self, merged: MergedText) -> Joined:
        def settle(choices: Mapping[Path, Side]) -> Joined:
            texts = (self.ours.text, self.theirs.text)
            with self.refusals():
                decided = settle_text(merged, *texts, choices, self.words, faults=self.faults)
            return self.joined(decided)

        content = self.ours.content if merged.text == self.ours.text else self.ours.encode(merged.text)
        return Joined(self.body, merged.merged.clashes, content, settle)

    @contextlib.contextmanager
    def refusals(self) -> Iterator[None]:
        try:
            yield
        except CannotMerge as error:
            raise EditFailed(self.source, error.path, error.line) from None


def _removed(source: str, base: bytes | None, ours: bytes | None, theirs: bytes | None) -> Joined:
    """A file that one side has removed and the other changed."""
    clash = Clash((), "removal", *(_shown(one) for one in (base, ours, theirs)))
    kept = ours if ours is not None else theirs
    body = _body(_document(source, kept).text) if kept is not None else ""

    def settle(choices: Mapping[Path, Side]) -> Joined:
        return Joined(body, (), ours if choices[()] is Side.OURS else theirs)

    return Joined(body, (clash,), ours, settle)


def _shown(content: bytes | None) -> Any:
    begun = _begun(content)
    return toml.loads(begun.text) if begun else None


def _document(source: str, content: bytes) -> Document:
    document = decode(content)
    if not isinstance(document, Document):
        raise CannotUnite(source, document.at(source, document.line, document.column))
    try:
        toml.loads(document.text)
    except toml.Invalid:
        problems = parse_plan(content, FilePath(source), source).problems
        raise CannotUnite(source, problems[-1] if problems else None) from None
    return document


def _begun(content: bytes | None) -> Document | None:
    """What both sides began with; where it cannot be read, as if they had begun with nothing."""
    document = decode(content) if content is not None else None
    if not isinstance(document, Document):
        return None
    try:
        toml.loads(document.text)
    except toml.Invalid:
        return None
    return document


def _body(text: str) -> str:
    head = toml.loads(text).get("plan")
    return str(head.get("body", "")) if isinstance(head, Mapping) else ""


def _rules(workspace: Workspace | None, source: str, text: str) -> tuple[FormWords | None, Faults | None]:
    """The help texts for new lines in a plan, and what it is held against."""
    if workspace is None or not source.startswith("plans/"):
        return None, None
    document = toml.loads(text)
    edition = (str(document.get("catalogue", "")), str(document.get("catalogue_version", "")))
    catalogue = next((one for one in workspace.catalogues if (one.id, one.version) == edition), None)
    words = form_words(catalogue, workspace.catalogues)
    return words, lambda found: faults_of(found, catalogue, workspace.bodies, dt.date.max)
