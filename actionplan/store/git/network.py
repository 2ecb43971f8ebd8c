"""Fetch from and send to where plans are shared. Nothing is ever forced."""

import re

from msgspec import Struct

from actionplan.store.git.errors import GitRefused, StoppedSending, TooSlow, Unreachable
from actionplan.store.git.process import Answer
from actionplan.store.git.reasons import without_password
from actionplan.store.git.repository import Repository

_FETCH = ("fetch", "--quiet", "--no-recurse-submodules", "--")
"""Repositories inside this one are none of our business, and may not even answer."""


_LONGEST = 300.0
"""Seconds after which a place that says nothing is given up: plans are small, also over a slow line."""


class There(Struct, frozen=True):
    """How a branch stands where it is shared."""

    commit: str | None
    """``None`` when there is no such branch there."""
    usual: str = ""
    """The branch that the place itself holds for the usual one; only asked for when the other is not there."""


def fetch(repository: Repository, remote: str, branch: str, ref: str, *, seconds: float = _LONGEST) -> There:
    """Get what others have shared. Changes nothing that is checked out.

    Args:
        repository: for where.
        remote: the place.
        branch: the branch that is asked about.
        ref: where its state is kept here.
        seconds: when to give up.

    Raises:
        Unreachable: the place does not answer, or does not let the user in.
    """
    _asked(repository, remote, *_FETCH, remote, seconds=seconds)
    if found := _fetched(repository, branch):
        return There(found)
    # Either there is no such branch, or git is set to fetch others only. What is known here may be long gone there.
    asked = ("ls-remote", "--symref", "--", remote, "HEAD", f"refs/heads/{branch}")
    heads = _asked(repository, remote, *asked, seconds=seconds).text
    usual = re.search(r"^ref: refs/heads/(\S+)\tHEAD$", heads, re.MULTILINE)
    if not re.search(rf"\trefs/heads/{re.escape(branch)}$", heads, re.MULTILINE):
        return There(None, usual[1] if usual else "")
    # The plus is for what is kept here of the branch there, which is nobody's work.
    _asked(repository, remote, *_FETCH, remote, f"+refs/heads/{branch}:{ref}", seconds=seconds)
    return There(repository.git.asks("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}"))


def _asked(repository: Repository, remote: str, *arguments: str, seconds: float | None = None) -> Answer:
    try:
        return repository.git.run(*arguments, seconds=seconds)
    except (GitRefused, TooSlow) as error:
        raise _unreachable(remote, error) from None


def _fetched(repository: Repository, branch: str) -> str | None:
    """The commit of a branch as it was fetched just now."""
    try:
        text = (repository.folder / "FETCH_HEAD").read_text("utf-8", errors="surrogateescape")
    except OSError:
        return None
    for line in text.splitlines():
        id_, _merge, what = (*line.split("\t", 2), "", "")[:3]
        if what.startswith(f"branch '{branch}' of "):
            return id_
    return None


class Sent(Struct, frozen=True):
    """How a branch was received."""

    accepted: bool
    overtaken: bool = False
    """Whether somebody else had shared something in the meantime."""
    said: str = ""
    """Why it was not accepted, in the words of the other side."""


def send(repository: Repository, remote: str, source: str, branch: str, *, follow: bool = False) -> Sent:
    """Share a commit as a branch elsewhere.

    Args:
        repository: from where.
        remote: the place.
        source: the commit, or the local branch by its whole name.
        branch: its name there.
        follow: whether the local branch shall be shared there from now on.

    Raises:
        Unreachable: the place does not answer, or does not let the user in.
        StoppedSending: a hook of the user's own refused.
        GitRefused: git is set to send nothing but everything there.
    """
    options = ("--set-upstream",) if follow else ()
    arguments = ("push", "--porcelain", *options, "--", remote, f"{source}:refs/heads/{branch}")
    try:
        answer = repository.git.run(*arguments, accept=(0, 1))
    except GitRefused as error:
        if _MIRROR in error.said:
            # Git did not even ask the place.
            raise GitRefused("push", error.code, plain(error.said)) from None
        raise _unreachable(remote, error) from None
    except TooSlow as error:
        raise _unreachable(remote, error) from None
    return _read(remote, answer)


_MIRROR = "--mirror can't be combined"
"""What git says of a place that is set to get everything that is here: one branch cannot be sent there alone."""


_STATUS = re.compile(r"[ +\-*=!]\t[^\t]+:[^\t]+\t")


def _read(remote: str, answer: Answer) -> Sent:
    lines = answer.output.decode(errors="replace").splitlines()
    status = next((line for line in lines if _STATUS.match(line)), None)
    if answer.code == 0:
        return Sent(accepted=True)
    if status is None:
        # Nothing was even offered: a hook of the user's own, or no connection.
        if "fatal:" in answer.said:
            raise Unreachable(remote, plain(answer.said))
        said = [line for line in answer.said.splitlines() if not line.startswith("error: failed to push some refs")]
        offered = [line for line in lines if line.strip() and line != "Done"]
        raise StoppedSending("push", answer.code, "\n".join((*offered, *said)))
    reason = status.rpartition("\t")[2]
    overtaken = any(words in reason for words in _OVERTAKEN)
    told = [line.removeprefix("remote:").strip() for line in answer.said.splitlines() if line.startswith("remote:")]
    return Sent(accepted=False, overtaken=overtaken, said="\n".join(filter(None, (reason, *told))))


_OVERTAKEN = (
    "fetch first",
    "non-fast-forward",
    "stale info",
    "cannot lock ref",
    "failed to update ref",
    "incorrect old value",
    "reference already exists",
)


def _unreachable(remote: str, error: GitRefused | TooSlow) -> Unreachable:
    """That a place could not be reached, and why."""
    if isinstance(error, TooSlow):
        return Unreachable(remote, f"{error.seconds:g} s", "too_slow")
    return Unreachable(remote, plain(error.said))


def plain(said: str) -> str:
    """What git said, on one line, without its marks and without a password that an address may hold."""
    lines = [re.sub(r"^(fatal|error|remote|warning): *", "", line).strip() for line in said.splitlines()]
    return without_password(" ".join(line for line in lines if line and not line.startswith("hint:")))
