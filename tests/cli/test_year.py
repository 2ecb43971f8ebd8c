"""A year in three clones, by commands alone: edits that collide, and not one conflict marker ever."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import goldens
from tests.cli.running import Run
from tests.gitting import GitWorld, new_repository, run_git

MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
WHO = {
    "boras": ("Utvecklingsledare IFO Borås", "ifo@boras.example"),
    "mark": ("Kvalitetssamordnare Mark", "kvalitet@mark.example"),
    "fou": ("FoU Sjuhärad", "fou@sjuharad.example"),
}
Step = tuple[str, ...]
YEAR: tuple[tuple[str, str, tuple[Step, ...]], ...] = (
    (
        "2016-01-21",
        "boras",
        (
            ("pick", "boras", "09", "16", "31"),
            ("set", "boras", "--decided", "2016-01-21", "--record", "SN 2016/12", "--contact", "IFO-chef"),
            ("set", "boras", "09", "--owner", "Enhetschef familjehem", "--due", "2016-12-31"),
        ),
    ),
    ("2016-01-25", "mark", (("pick", "mark", "09", "16"), ("set", "mark", "09", "--owner", "IFO-chef"))),
    (
        "2016-02-03",
        "fou",
        (("set", "boras", "16", "--level", "regional", "--lead", "sjuharad"), ("pick", "sjuharad", "16")),
    ),
    # Two on the same proposal in the same week: different fields, and activities.
    (
        "2016-03-14",
        "boras",
        (
            ("set", "boras", "09", "--status", "started"),
            ("activity", "add", "boras", "09", "Utbilda handledare", "--owner", "Kvalitetssamordnare"),
        ),
    ),
    (
        "2016-03-15",
        "fou",
        (
            ("set", "boras", "09", "--goal", "Alla familjehem har handledning", "--partner", "FoU Sjuhärad"),
            ("activity", "add", "boras", "09", "Jämför med andra kommuner", "--due", "2016-09-01"),
        ),
    ),
    ("2016-03-15", "boras", (("set", "boras", "09", "--partner", "Högskolan i Borås"),)),
    # The same field, twice.
    ("2016-05-10", "mark", (("set", "mark", "09", "--status", "started", "--owner", "Enhetschef barn"),)),
    ("2016-05-11", "fou", (("set", "mark", "09", "--owner", "Familjehemssekreterare"),)),
    # A round of follow-ups, the same day in two clones.
    (
        "2016-09-16",
        "fou",
        (
            ("follow", "boras", "09", "Redovisat på uppföljningsträffen", "--by", "FoU Sjuhärad"),
            ("follow", "mark", "09", "Har kommit igång", "--status", "started", "--by", "FoU Sjuhärad"),
        ),
    ),
    (
        "2016-09-16",
        "boras",
        (("follow", "boras", "09", "Första gruppen igång", "--status", "over_half", "--by", "Utvecklingsledare"),),
    ),
    ("2016-09-19", "mark", (("set", "mark", "31", "--status", "declined", "--reason", "Görs redan inom skolan"),)),
    # Taken back here, worked with there.
    ("2016-10-03", "boras", (("unpick", "boras", "31"),)),
    ("2016-10-04", "fou", (("set", "boras", "31", "--owner", "Kvalitetsstrateg"),)),
    ("2016-12-02", "boras", (("set", "boras", "09", "--status", "done"), ("activity", "done", "boras", "09", "utb"))),
    ("2016-12-02", "fou", (("follow", "mark", "16", "Mentorer utsedda", "--status", "over_half"),)),
    ("2016-12-05", "mark", (("follow", "mark", "16", "Alla nya har en mentor", "--status", "done"),)),
)
SYNCED = {"2016-02-03", "2016-03-15", "2016-05-11", "2016-09-19", "2016-10-04", "2016-12-05"}
"""The days on which everybody shares. Between them they work apart."""


READINGS = {
    "trend.csv": ("trend", "sjuharad", "--by", "quarter", "--csv"),
    "agenda.txt": ("diff", "--since-followup"),
    "proposal.txt": ("log", "boras", "09"),
}


@dataclass(frozen=True)
class Year:
    """Three people who work by commands."""

    folder: Path
    run: Run
    world: GitWorld
    patch: pytest.MonkeyPatch

    def do(self, who: str, *words: str) -> None:
        """Run a command as somebody; it must not fail, and no marker may ever be seen."""
        name, email = WHO[who]
        for role in ("AUTHOR", "COMMITTER"):
            self.patch.setenv(f"GIT_{role}_NAME", name)
            self.patch.setenv(f"GIT_{role}_EMAIL", email)
        self.patch.chdir(self.folder / who)
        ran = self.run(*words)
        assert ran.code == 0, (who, words, ran.out, ran.err)
        unmarked(self.folder / who)

    def begin(self) -> None:
        """Borås makes the plans and shares them; the others get a copy."""
        shared = new_repository(self.folder / "shared.git", "--bare")
        (self.folder / "boras").mkdir()
        for words in (("init", "sjuharad", "--no-members"), ("init", "boras"), ("init", "mark")):
            self.do("boras", *words, "--yes")
        self.set_up("boras", "--share", str(shared))
        self.do("boras", "save", "--yes", "--message", "Planerna upplagda")
        self.share("boras")
        for who in ("mark", "fou"):
            run_git(self.folder, "clone", "--quiet", str(shared), who)
            self.set_up(who)

    def set_up(self, who: str, *words: str) -> None:
        """Make the folder ready."""
        self.do(who, "setup", "--yes", "--name", WHO[who][0], "--email", WHO[who][1], *words)

    def share(self, who: str) -> None:
        """Share as a person would who looks at the questions and takes what the others say."""
        self.do(who, "sync", "--yes", "--take", "theirs")

    def play(self) -> None:
        """The whole year."""
        self.begin()
        for index, (day, who, steps) in enumerate(YEAR):
            today(self.world, self.patch, day, hour=8 + index % 8)
            for words in steps:
                self.do(who, *words)
            self.do(who, "save", "--yes")
            is_last_of_day = all(later != day for later, _who, _steps in YEAR[index + 1 :])
            if day in SYNCED and is_last_of_day:
                for other in ("boras", "mark", "fou", "boras", "mark"):
                    self.share(other)


@pytest.fixture
def year(tmp_path: Path, git_world: GitWorld, run: Run, monkeypatch: pytest.MonkeyPatch, one_key: None) -> Year:
    del one_key
    today(git_world, monkeypatch, "2016-01-18")
    return Year(tmp_path, run, git_world, monkeypatch)


def today(world: GitWorld, patch: pytest.MonkeyPatch, day: str, hour: int = 8) -> None:
    world.at(f"{day}T{hour:02}:00:00+01:00")
    patch.setenv("ACTIONPLAN_TODAY", day)


def unmarked(folder: Path) -> None:
    for path in folder.rglob("*.toml"):
        assert not any(line.startswith(MARKERS) for line in path.read_text("utf-8").split("\n")), path


def test_a_year_of_three(
    year: Year, tmp_path: Path, run: Run, git_world: GitWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    year.play()
    folder = tmp_path
    plans = [sorted((folder / who / "plans").glob("*.toml")) for who in WHO]
    assert len({tuple(path.read_bytes() for path in found) for found in plans}) == 1
    assert {run_git(folder / who, "status", "--porcelain") for who in WHO} == {""}
    assert len({run_git(folder / who, "rev-parse", "HEAD") for who in WHO}) == 1
    log = run_git(folder / "fou", "log", "--reverse", "--date=short", "--format=%ad  %<(28)%an %s")
    goldens.check("cli/year/log.txt", "\n".join(line.rstrip() for line in log.split("\n")) + "\n")
    today(git_world, monkeypatch, "2016-12-12")
    monkeypatch.chdir(folder / "fou")
    assert run("check").code == 0
    kept = run_git(folder / "fou", "log", "--reverse", "--format=%(trailers:key=Not-chosen,unfold)")
    goldens.check("cli/year/not_chosen.txt", "\n".join(filter(None, kept.split("\n"))) + "\n")
    for name, words in READINGS.items():
        ran = run(*words)
        assert ran.code == 0, ran.err
        goldens.check(f"cli/year/{name}", ran.out)
