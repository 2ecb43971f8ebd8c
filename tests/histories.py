"""Histories of small workspaces in real git: written in one stream, by hand or at random."""

import datetime as dt
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st

from tests.gitting import run_git

SETTINGS = 'format = 1\nregion = "sjuharad"\n'
BODIES = {"1490": "boras", "1463": "mark", "1452": "tranemo"}
NUMBERS = ("01", "02", "09")
BROKEN = "format = 1\n[plan\n"

Tree = Mapping[str, str]
"""The text of each file, by path."""


@dataclass(frozen=True)
class Made:
    """A commit to be: its whole tree."""

    day: dt.date
    parents: tuple[int, ...]
    """The numbers of earlier ones."""
    tree: Tree


@dataclass(frozen=True)
class Slot:
    """What a plan says of a proposal."""

    status: str | None = None
    priority: int | None = None
    followups: Mapping[str, str | None] = field(default_factory=dict)
    owner: str | None = None

    def text(self, number: str) -> str:
        lines = [f"[proposal.{number}]"]
        lines += [f'status = "{self.status}"'] if self.status else []
        lines += [f"priority = {self.priority}"] if self.priority else []
        lines += [f'owner = "{self.owner}"'] if self.owner else []
        for key, status in self.followups.items():
            said = f'status = "{status}"' if status else 'comment = "Samtal"'
            lines += [f"[proposal.{number}.followup.{key}]", said]
        return "\n".join((*lines, ""))


def plan_text(
    body: str, slots: Mapping[str, Slot] | None = None, *, version: str = "working-1", covers: Sequence[str] = ()
) -> str:
    head = f'format = 1\ncatalogue = "skl-44"\ncatalogue_version = "{version}"\n[plan]\nbody = "{body}"\n'
    also = f"covers = {list(covers)!r}\n".replace("'", '"') if covers else ""
    return head + also + "".join(slot.text(number) for number, slot in (slots or {}).items())


def write_history(folder: Path, commits: Sequence[Made], *, prefix: str = "", branch: str = "main") -> list[str]:
    """Write commits into the repository at a folder, check out the last; their ids."""
    stream = bytearray()
    for number, made in enumerate(commits, 1):
        when = f"{int(dt.datetime.combine(made.day, dt.time(12), dt.UTC).timestamp())} +0000"
        people = "".join(f"{who} Socialchef <chef@example.se> {when}\n" for who in ("author", "committer"))
        links = "".join(
            f"{word} :{parent + 1}\n" for word, parent in zip(("from", *["merge"] * 9), made.parents, strict=False)
        )
        reset = "" if made.parents else f"reset refs/heads/{branch}\n"
        stream += f"{reset}commit refs/heads/{branch}\nmark :{number}\n{people}data 1\nx\n{links}deleteall\n".encode()
        for path, text in {"actionplan.toml": SETTINGS, **made.tree}.items():
            content = text.encode()
            stream += f"M 100644 inline {prefix}{path}\ndata {len(content)}\n".encode() + content + b"\n"
        stream += b"\n"
    marks = folder / ".git" / "marks"
    subprocess.run(
        ["git", "fast-import", "--quiet", "--force", f"--export-marks={marks}"],
        cwd=folder,
        input=bytes(stream),
        check=True,
    )
    run_git(folder, "symbolic-ref", "HEAD", f"refs/heads/{branch}")
    run_git(folder, "reset", "--quiet", "--hard")
    by_mark = dict(line.split() for line in marks.read_text("ascii").splitlines())
    return [by_mark[f":{number}"] for number in range(1, len(commits) + 1)]


FIRST = dt.date(2016, 1, 1)
DAYS = 150
TODAY = dt.date(2016, 7, 1)
FOLLOWUP_DAYS = ("2015-12-20", "2016-01-31", "2016-02-15", "2016-03-01", "2016-04-30", "2016-05-11", "2016-08-01")
STATUSES = ("done", "over_half", "started", "not_started", "declined", "not_relevant")

_statuses = st.none() | st.sampled_from(STATUSES)
_keys = st.builds(
    lambda day, suffix: day + suffix, st.sampled_from(FOLLOWUP_DAYS), st.sampled_from(("", "", "", "-a2", "-b"))
)
slots = st.builds(
    Slot,
    status=_statuses,
    priority=st.none() | st.none() | st.integers(1, 3),
    followups=st.dictionaries(_keys, _statuses, max_size=3),
)
plan_texts = st.builds(
    plan_text,
    st.sampled_from(tuple(BODIES)) | st.sampled_from(("boras", "sjuharad")),
    st.dictionaries(st.sampled_from(NUMBERS), slots, max_size=3),
    version=st.sampled_from(("working-1", "working-1", "working-1", "other-2")),
    covers=st.sampled_from(((), (), (), ("1452",), ("mark", "1490"))),
)
texts = st.one_of(plan_texts, plan_texts, plan_texts, plan_texts, st.just(BROKEN))
PATHS = ("plans/boras.toml", "plans/mark.toml", "plans/tranemo.toml", "plans/nord/boras.toml", "plans/.gömd.toml")
trees = st.dictionaries(st.sampled_from(PATHS), texts, max_size=4)


@st.composite
def histories(draw: st.DrawFn) -> list[Made]:
    """Lines that part and are merged, files that are changed, renamed, removed, broken and put back, odd clocks."""
    made: list[Made] = []
    for number in range(draw(st.integers(1, 9))):
        parents = _parents(draw, number)
        tree = dict(_united(draw, [made[parent].tree for parent in parents])) if parents else draw(trees)
        for _ in range(draw(st.integers(0, 2))):
            tree = _changed(draw, tree, made)
        day = FIRST + dt.timedelta(days=draw(st.integers(0, DAYS)))
        if draw(st.integers(0, 11)) == 0:
            day = dt.date(2031, 1, 1)
        made.append(Made(day, parents, tree))
    return made


def _parents(draw: st.DrawFn, number: int) -> tuple[int, ...]:
    if number == 0:
        return ()
    last = number - 1
    kind = draw(st.integers(0, 9))
    if kind < 5 or last == 0:
        return (last,)
    other = draw(st.integers(0, last - 1))
    if kind == 9:
        return (other,)
    return (last, other) if kind % 2 else (other, last)


def _united(draw: st.DrawFn, lines: Sequence[Tree]) -> Tree:
    paths = dict.fromkeys(path for line in lines for path in line)
    chosen = {path: draw(st.sampled_from([line.get(path) for line in lines])) for path in paths}
    return {path: text for path, text in chosen.items() if text is not None}


def _changed(draw: st.DrawFn, tree: Tree, earlier: Sequence[Made]) -> dict[str, str]:
    kind = draw(st.sampled_from(("write", "write", "write", "rename", "remove", "revert")))
    if kind == "write" or not tree or not earlier:
        return {**tree, draw(st.sampled_from(PATHS)): draw(texts)}
    path = draw(st.sampled_from(sorted(tree)))
    rest = {name: text for name, text in tree.items() if name != path}
    if kind == "remove":
        return rest
    if kind == "rename":
        return {**rest, draw(st.sampled_from(PATHS)): tree[path]}
    return dict(draw(st.sampled_from(earlier)).tree)
