"""One edit: read, decide, write, under a lock and with the result read back."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from actionplan.core.changes import Change, as_document, diff, is_same
from actionplan.core.plan import Plan
from actionplan.store import toml
from actionplan.store.disk import replace_file, turn
from actionplan.store.errors import ChangedOnDisk, EditFailed, Unreadable
from actionplan.store.form import FormWords
from actionplan.store.read import read_plan
from actionplan.store.schema import read_plan_document
from actionplan.store.text import digest
from actionplan.wording.form import form_words
from actionplan.workspace.opening import Workspace


class Edited(Struct, frozen=True):
    """What an edit did, or would do."""

    source: str
    path: Path
    before: Plan
    after: Plan
    changes: tuple[Change, ...]
    text_before: str
    text_after: str
    """The same as before when nothing changed."""
    content_before: bytes
    """The file's bytes, which no text tells in full: lines may end in different ways."""
    digest: bytes
    """The digest of the file's content after the edit."""


def edit_plan(
    workspace: Workspace,
    path: Path,
    change: Callable[[Plan], Plan],
    *,
    dry_run: bool = False,
    expected: bytes | None = None,
    finish: Callable[[str], str] | None = None,
) -> Edited:
    """Change a plan file, or nothing.

    Args:
        workspace: where the file belongs.
        path: the file.
        change: gives the new plan; may raise an error of its own, and then nothing is written.
        dry_run: tell what would change and leave the file.
        expected: the digest of the content that the change was decided on, when that was read earlier.
        finish: a last touch to the new text that leaves its values as they are: new comments.

    Raises:
        Unreadable: the file holds no plan.
        ChangedOnDisk: it is another than the one that was read.
        EditFailed: the file is laid out so that no safe edit was found.
        CannotWrite: the system refused.
    """
    source = workspace.source(path)
    with turn(path, workspace.folders.locks):
        file = read_plan(path, source)
        if file.plan is None or file.document is None:
            raise Unreadable(file.problems)
        if expected is not None and expected != file.document.digest:
            raise ChangedOnDisk(source)
        after = change(file.plan)
        changes = diff(file.plan, after)
        old = file.document
        if not changes:
            return Edited(source, path, file.plan, after, changes, old.text, old.text, old.content, old.digest)
        text = _edited_text(source, old.text, after, changes, _words(workspace, after), finish)
        content = old.encode(text)
        if not dry_run:
            replace_file(path, content, expected=old.digest, source=source)
        return Edited(source, path, file.plan, after, changes, old.text, text, old.content, digest(content))


def _words(workspace: Workspace, plan: Plan) -> FormWords:
    return form_words(workspace.catalogue_of(plan), workspace.catalogues)


def _edited_text(  # noqa: PLR0917 - one caller
    source: str,
    text: str,
    after: Plan,
    changes: tuple[Change, ...],
    words: FormWords,
    finish: Callable[[str], str] | None,
) -> str:
    from actionplan.store.write import CannotEdit, edit

    try:
        edited = edit(text, changes, words)
    except CannotEdit as error:
        raise EditFailed(source, error.path, error.line) from None
    edited = finish(edited) if finish else edited
    reread, _ = read_plan_document(toml.loads(edited))
    if reread is None or not is_same(as_document(reread), as_document(after)):
        raise EditFailed(source, changes[0].path, 0)
    return edited


_LETTERS = "bcdfghjkmnpqrstvwxz"
_CHARS = "0123456789bcdfghjkmnpqrstvwxz"


def random_key() -> str:
    """A new key: random, so that two people's keys do not meet; without vowels, so that no word appears."""
    import secrets

    return secrets.choice(_LETTERS) + "".join(secrets.choice(_CHARS) for _ in range(3))
