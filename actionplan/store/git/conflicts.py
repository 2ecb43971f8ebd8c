"""Files that git could not unite: what the index keeps of them, and how they are settled."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from actionplan.store.git.commits import AS_WRITTEN
from actionplan.store.git.errors import StoppedByHook
from actionplan.store.git.index import literal
from actionplan.store.git.repository import Repository


class Stages(Struct, frozen=True):
    """The versions of a file in conflict, by their ids; ``None`` where a side has none."""

    path: str
    """From the repository's top."""
    base: str | None
    ours: str | None
    theirs: str | None


def unmerged(repository: Repository) -> tuple[Stages, ...]:
    """The files in conflict, in order of path."""
    found: dict[str, dict[str, str]] = {}
    for record in repository.git.run("ls-files", "--unmerged", "-z").records:
        facts, _tab, path = record.partition("\t")
        _mode, id_, stage = facts.split()
        found.setdefault(path, {})[stage] = id_
    return tuple(Stages(path, ids.get("1"), ids.get("2"), ids.get("3")) for path, ids in sorted(found.items()))


def with_markers(repository: Repository, base: bytes, ours: bytes, theirs: bytes) -> Iterator[bytes]:
    """What git makes of three versions line by line, in each style in which it may leave that in a file."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="actionplan-", ignore_cleanup_errors=True) as name:
        paths = [Path(name) / version for version in ("ours", "base", "theirs")]
        for path, content in zip(paths, (ours, base, theirs), strict=True):
            path.write_bytes(content)
        for style in _STYLES:
            arguments = ("-c", f"merge.conflictStyle={style}", "merge-file", "-p", *map(str, paths))
            # It ends with the number of conflicts; an older git does not know all styles.
            answer = repository.git.run(*arguments, accept=range(256))
            if answer.code < _FAILED:
                yield answer.output


_STYLES = ("merge", "diff3", "zdiff3")
_FAILED = 128


def mark_settled(repository: Repository, path: str, *, removed: bool) -> None:
    """Tell git that a file is as it shall be, or gone."""
    command = ("rm", "--quiet", "--cached", "--ignore-unmatch") if removed else ("add", "--sparse")
    repository.git.run(*command, "--", literal(path))


def other_side(repository: Repository, operation: str | None) -> str | None:
    """The commit that is being taken in; ``None`` when git does not tell."""
    heads: Mapping[str | None, str] = {
        "merge": "MERGE_HEAD",
        "rebase": "REBASE_HEAD",
        "cherry-pick": "CHERRY_PICK_HEAD",
        "revert": "REVERT_HEAD",
    }
    name = heads.get(operation)
    return repository.git.asks("rev-parse", "--verify", "--quiet", name) if name else None


def prepared_message(repository: Repository) -> str:
    """The message that git has prepared for what is under way, without its comments."""
    try:
        text = _message_path(repository).read_text("utf-8", errors="replace")
    except OSError:
        return ""
    mark = repository.config.get("core.commentchar", "#")
    lines = (line for line in text.split("\n") if not line.startswith("#" if mark == "auto" else mark))
    return "\n".join(lines).strip()


def note(repository: Repository, lines: Sequence[str]) -> None:
    """Add lines to the end of the message that git has prepared, so that they outlast whatever comes in between."""
    if lines and _message_path(repository).exists():
        text = "\n\n".join(filter(None, (prepared_message(repository), "\n".join(lines))))
        _message_path(repository).write_text(f"{text}\n", "utf-8", newline="\n")


def _message_path(repository: Repository) -> Path:
    return repository.folder / "MERGE_MSG"


def conclude(repository: Repository) -> str:
    """Make the commit of a merge that is settled, with the message that is prepared; the user's hooks run.

    Raises:
        StoppedByHook: a hook refused.
        GitError: git refused: it does not know in whose name, or cannot sign.
    """
    message = f"{prepared_message(repository)}\n".encode(errors="replace")
    arguments = ("commit", "--quiet", "--cleanup=whitespace", "--file=-")
    # A hook that refuses is told by 1, everything else by another code.
    answer = repository.git.run(*AS_WRITTEN, *arguments, given=message, accept=(0, 1))
    if answer.code:
        raise StoppedByHook("commit", answer.code, answer.said or answer.text)
    return repository.git.text("rev-parse", "HEAD")
