"""A repository as it stands: where it is, what is checked out, what is under way."""

import os
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from actionplan.store.git.errors import (
    BranchLost,
    Damaged,
    GitRefused,
    NoLongerRepository,
    NotVersioned,
    UnknownRevision,
)
from actionplan.store.git.process import Git


class Upstream(Struct, frozen=True):
    """The branch elsewhere that the present branch is shared as."""

    remote: str
    branch: str
    """Its name there: ``main``."""
    ref: str
    """Where its last known state is kept here: ``refs/remotes/origin/main``."""


class Standing(Struct, frozen=True):
    """What is checked out, and where it is shared."""

    head: str | None
    """The commit; ``None`` in a repository in which nothing has been saved yet."""
    branch: str | None
    """``None`` when the head is detached."""
    upstream: Upstream | None
    remotes: tuple[str, ...]
    operation: str | None
    """What somebody is in the middle of: ``merge``, ``rebase``, ``cherry-pick``, ``revert``, ``bisect``, ``am``."""
    conflicts: bool
    """Whether the index has paths that are not merged yet."""


class Repository(Struct, frozen=True, dict=True):
    """A repository that a workspace lies in. Asks git when asked; keeps only where things are."""

    top: Path
    """The work tree's top folder."""
    folder: Path
    """This work tree's part of the repository: ``.git``, or a folder in ``.git/worktrees``."""
    common: Path
    """What all work trees share."""
    prefix: str
    """Where the workspace lies below the top, with forward slashes: ``""`` or ``"arbete/"``."""
    is_shallow: bool
    no_object: str
    """The id that stands for none, as long as all ids here."""
    git: Git
    """Runs in the top folder."""

    @cached_property
    def config(self) -> dict[str, str]:
        """Git's settings here, by their names in lower case; the last of several."""
        found = {}
        for record in self.git.run("config", "--list", "-z").records:
            name, newline, value = record.partition("\n")
            # A name alone means that it is so.
            found[name] = value if newline else "true"
        return found

    @property
    def is_partial(self) -> bool:
        """Whether some things are fetched only when they are needed."""
        return any(name.startswith("remote.") and name.endswith(".promisor") for name in self.config)

    def head(self) -> str | None:
        """The commit that is checked out; ``None`` where nothing has been saved yet.

        Raises:
            Damaged: it is gone, or cannot be read.
            BranchLost: what is checked out leads to none, although something has been saved here.
            GitError: git refused.
        """
        git = self.git
        if found := git.asks("rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
            return found
        if named := git.asks("rev-parse", "--verify", "--quiet", "HEAD"):
            raise git.damaged(named)
        refs = git.text("for-each-ref", "--format=%(refname)", "refs/heads").splitlines()
        others = tuple(one.removeprefix("refs/heads/") for one in refs)
        try:
            ref = git.asks("symbolic-ref", "--quiet", "HEAD") or "HEAD"
        except Damaged:
            # The branch is there, but holds no id.
            raise BranchLost("HEAD", self.top, others) from None
        # Git keeps a record of where a branch has been, and drops it together with the branch.
        if others or (self.common / "logs" / ref).is_file():
            raise BranchLost(ref.removeprefix("refs/heads/"), self.top, others)
        return None

    def standing(self) -> Standing:
        """What is checked out now.

        Raises:
            GitError: git refused.
        """
        git = self.git
        head = self.head()
        # Git's own short form of a name is another when a tag is called the same.
        branch = (git.asks("symbolic-ref", "--quiet", "HEAD") or "").removeprefix("refs/heads/") or None
        remotes = tuple(git.text("remote").splitlines())
        return Standing(
            head=head,
            branch=branch,
            upstream=_upstream(git, branch) if branch else None,
            remotes=remotes,
            operation=operation(self.folder),
            conflicts=bool(git.text("ls-files", "--unmerged")),
        )

    def commit(self, text: str) -> str:
        """The id of the commit that a text names.

        Raises:
            UnknownRevision: none.
            Damaged: it names one that is gone.
        """
        if text.startswith("-"):
            raise UnknownRevision(text)
        find = ("rev-parse", "--verify", "--quiet")
        if found := self.git.asks(*find, f"{text}^{{commit}}"):
            return found
        named = self.git.asks(*find, text)
        # Git takes any whole id for the name of something.
        if named and named != text and self.git.asks(*find, f"{text}^{{}}") is None:
            raise self.git.damaged(named)
        raise UnknownRevision(text)


def find_repository(folder: Path, *, can_ask: bool = False) -> Repository:
    """The repository that a folder lies in.

    Args:
        folder: the workspace's folder.
        can_ask: whether git may ask for a password in the terminal.

    Raises:
        GitMissing: there is no git.
        NotVersioned: the folder lies in none, or in one without a work tree.
        DubiousOwnership: git does not trust it.
        NoLongerRepository: there is one, of which a part is missing.
    """
    git = Git(folder)
    try:
        top, own, common, prefix, shallow, form = _asked(git)
    except NotVersioned:
        if remains := _remains(folder):
            raise NoLongerRepository(remains) from None
        raise
    # Git passes over what it does not recognise, and may find another one above.
    if remains := _remains(folder, Path(top)):
        raise NoLongerRepository(remains)
    return Repository(
        top=Path(top),
        folder=Path(own),
        common=Path(os.path.normpath(folder / common)),
        prefix=prefix,
        is_shallow=shallow == "true",
        no_object="0" * _LENGTHS[form],
        git=Git(Path(top), can_ask),
    )


_PARTS = ("HEAD", "config", "objects", "refs", "packed-refs")


def _remains(folder: Path, top: Path | None = None) -> Path | None:
    """The repository that a folder lies in, below a top folder, though git does not recognise it."""
    if "GIT_DIR" in os.environ:
        return None
    ceilings = os.environ.get("GIT_CEILING_DIRECTORIES", "").split(os.pathsep)
    whole = folder.resolve()
    for one in (whole, *whole.parents):
        if one == top:
            break
        place = one / ".git"
        # A file or a link only says where it lies.
        if place.is_file() or place.is_symlink() or any((place / part).exists() for part in _PARTS):
            return place
        if str(one.parent) in ceilings:
            break
    return None


_LENGTHS = {"sha1": 40, "sha256": 64}
_QUESTIONS = (
    "--show-toplevel",
    "--absolute-git-dir",
    "--git-common-dir",
    "--show-prefix",
    "--is-shallow-repository",
    "--show-object-format",
)


def _asked(git: Git) -> list[str]:
    try:
        answers = git.text("rev-parse", *_QUESTIONS).split("\n")
    except GitRefused as error:
        if "must be run in a work tree" in error.said:
            raise NotVersioned(git.folder) from None
        raise
    if len(answers) != len(_QUESTIONS):
        # A folder with a line break in its name.
        return [git.text("rev-parse", question) for question in _QUESTIONS]
    return answers


def _upstream(git: Git, branch: str) -> Upstream | None:
    form = "%(upstream:remotename)%00%(upstream:remoteref)%00%(upstream)"
    # A branch without a commit is not listed.
    found = git.text("for-each-ref", f"--format={form}", f"refs/heads/{branch}")
    remote, name, ref = found.split("\0") if found else ("", "", "")
    # A remote of "." means a branch of this same repository, which is shared with nobody.
    if not ref or remote in {"", "."}:
        return None
    return Upstream(remote, name.removeprefix("refs/heads/"), ref)


_OPERATIONS = (
    ("rebase-merge", "rebase"),
    ("rebase-apply/applying", "am"),
    ("rebase-apply", "rebase"),
    ("MERGE_HEAD", "merge"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
    ("BISECT_LOG", "bisect"),
    # Between two commits of a row.
    ("sequencer", "cherry-pick"),
)


def operation(folder: Path) -> str | None:
    """What somebody is in the middle of in a work tree, by what git keeps in its part of the repository."""
    return next((name for file, name in _OPERATIONS if (folder / file).exists()), None)
