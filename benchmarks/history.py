"""Make a repository with ten years of saved plans: the same seed gives the same commits.

A commit changes one plan, as people save them. Some lines run side by side for a while and are merged. Follow-ups are
dated shortly before they are saved, and now and then long before. `git fast-import` takes it all in one stream, the
versions of a plan after each other, which packs them well.
"""

import argparse
import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

# As a file from a checkout too, where the package need not be installed.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import generate
from benchmarks.generate import Dice, Form, Municipality, _fields, _followup, _slot, _table

FIRST, DAYS = dt.date(2016, 1, 21), 3630
LATE = 0.05
"""The share of follow-ups that are recorded long after their day."""
SIDE_EVERY, SIDE_LENGTH = 120, 5
"""How often a line is begun beside the main one, and after how many commits it is merged."""


class _Draft:
    """A plan while it is worked on: its slots, and what was added to them."""

    def __init__(self, body: Municipality, seed: int, catalogue: Form) -> None:
        self.dice = Dice(f"history:{seed}:{body.code}")
        self.body = body
        self._catalogue = catalogue
        self._fields: dict[str, dict[str, object]] = {}
        self._step: dict[str, int] = {}
        self._numbers = list(catalogue.titles)
        head = (
            "#:schema ../plan.schema.json\n"
            f'format = 1\ncatalogue = "{catalogue.catalogue}"\ncatalogue_version = "{catalogue.version}"\n'
            f'\n[plan]\nbody = "{body.code}"\nexample = true\n'
        )
        self._parts = [head, *(_slot(number, catalogue.titles[number], {}) for number in self._numbers)]
        self._added: list[dict[str, str]] = [{} for _ in self._parts]

    def text(self) -> str:
        """The file as it stands."""
        added = ("".join(text for _, text in sorted(one.items())) for one in self._added)
        return "".join(slot + more for slot, more in zip(self._parts, added, strict=True))

    def edit(self, day: dt.date) -> None:
        """Change something, as a municipality does on a day."""
        dice = self.dice
        place = dice.below(len(self._numbers))
        number = self._numbers[place]
        if number not in self._fields:
            self._fields[number] = _fields(dice) or {"owner": dice.one_of(generate.OWNERS)}
            self._step[number] = 0
            fields = self._fields[number]
            if fields.get("status") in generate.PICKED:
                fields["status"] = generate.PICKED[0]
        elif self._fields[number].get("status") in generate.PICKED:
            self._go_on(number, place + 1, day)
        else:
            self._fields[number]["owner"] = dice.one_of(generate.OWNERS)
        self._parts[place + 1] = _slot(number, self._catalogue.titles[number], self._fields[number])

    def _go_on(self, number: str, part: int, day: dt.date) -> None:
        dice = self.dice
        self._step[number] = min(self._step[number] + dice.below(2), len(generate.PICKED) - 1)
        status = generate.PICKED[self._step[number]]
        self._fields[number]["status"] = status
        said = day - dt.timedelta(days=200 + dice.below(200) if dice.happens(LATE) else dice.below(20))
        key = f"proposal.{number}.followup.{said}"
        self._added[part][key] = _table(key, _followup(dice, status))


def _stream(seed: int, plans: int, number: int) -> Iterator[bytes]:
    bodies = generate.municipalities()[:plans]
    catalogue = generate.form()
    dice = Dice(f"history:{seed}")
    days = sorted(dice.day(FIRST, DAYS) for _ in range(number))
    turns: list[list[int]] = [[] for _ in bodies]
    for place in range(number):
        turns[dice.below(plans)].append(place)
    blob_of: dict[int, tuple[int, str]] = {}
    first: list[tuple[int, str]] = []
    mark = number * 2
    for body, places in zip(bodies, turns, strict=True):
        draft = _Draft(body, seed, catalogue)
        path = f"plans/{body.slug}.toml"
        for place in (-1, *places):
            mark += 1
            if place >= 0:
                draft.edit(days[place])
                blob_of[place] = (mark, path)
            else:
                first.append((mark, path))
            content = draft.text().encode()
            yield b"blob\nmark :%d\ndata %d\n" % (mark, len(content))
            yield content
    settings = generate.WORKSPACE.encode()
    opening = [f"M 100644 inline actionplan.toml\ndata {len(settings)}\n".encode() + settings + b"\n"]
    opening += [f"M 100644 :{blob} {path}\n".encode() for blob, path in first]
    yield _commit(1, FIRST, (), b"".join(opening))
    yield from _commits(days, blob_of)


def _commits(days: list[dt.date], blob_of: dict[int, tuple[int, str]]) -> Iterator[bytes]:
    tip, side, mark = 1, 0, 1
    for place, day in enumerate(days):
        blob, path = blob_of[place]
        change = f"M 100644 :{blob} {path}\n".encode()
        mark += 1
        if place % SIDE_EVERY == SIDE_EVERY - SIDE_LENGTH - 1:
            side, waiting = mark, change
            yield _commit(mark, day, (tip,), change)
        elif side and place % SIDE_EVERY == SIDE_EVERY - 1:
            # The last commit on the main line is the merge itself, which changes a plan too.
            yield _commit(mark, day, (tip, side), waiting + change)
            tip, side = mark, 0
        else:
            yield _commit(mark, day, (tip,), change)
            tip = mark


def _commit(mark: int, day: dt.date, parents: tuple[int, ...], changes: bytes) -> bytes:
    seconds = int(dt.datetime.combine(day, dt.time(12), dt.UTC).timestamp())
    lines = [f"commit refs/heads/main\nmark :{mark}\n"]
    lines += [f"{who} Kommunen <kommun@example.se> {seconds} +0000\n" for who in ("author", "committer")]
    said = f"Ändring {mark}\n".encode()
    head = "".join(lines).encode() + b"data %d\n" % len(said) + said
    words = [f"{word} :{parent}\n" for word, parent in zip(("from", "merge"), parents, strict=False)]
    return head + "".join(words).encode() + changes + b"\n"


def write_history(folder: Path, *, seed: int = 1, plans: int = 290, commits: int = 30_000) -> None:
    """Make a repository whose newest state is checked out."""
    folder.mkdir(parents=True, exist_ok=True)
    for words in (("init", "-q", "-b", "main"), ("config", "user.name", "Kommunen"), ("config", "gc.auto", "0")):
        subprocess.run(["git", *words], cwd=folder, check=True)  # noqa: S607 - the user's own
    command = ["git", "-c", "core.bigFileThreshold=1g", "fast-import", "--quiet", "--depth=50"]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE) as importing:
        given: IO[bytes] | None = importing.stdin
        if given is None:
            raise OSError
        for piece in _stream(seed, plans, commits):
            given.write(piece)
        given.close()
    if importing.returncode:
        raise subprocess.CalledProcessError(importing.returncode, command)
    subprocess.run(["git", "reset", "-q", "--hard", "main"], cwd=folder, check=True)  # noqa: S607 - as above


def main() -> None:
    """Read the command line and make the repository."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plans", type=int, default=290)
    parser.add_argument("--commits", type=int, default=30_000)
    options = parser.parse_args()
    write_history(options.folder, seed=options.seed, plans=options.plans, commits=options.commits)


if __name__ == "__main__":
    main()
