"""A year in three repositories of their own, looked back on by a regional folder that holds no plan itself."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import goldens
from tests.cli.running import Ran, Run
from tests.cli.test_sources import first_page
from tests.gitting import GitWorld, commit_all, new_repository
from tests.sourcing import sources_toml, workspace_with

WHO = {
    "boras": ("Utvecklingsledare IFO Borås", "ifo@boras.example"),
    "mark": ("Kvalitetssamordnare Mark", "kvalitet@mark.example"),
    "ulricehamn": ("IFO-chef Ulricehamn", "ifo@ulricehamn.example"),
}
Step = tuple[str, ...]
YEAR: tuple[tuple[str, str, tuple[Step, ...]], ...] = (
    (
        "2016-01-21",
        "boras",
        (
            ("pick", "boras", "09", "16", "31"),
            ("set", "boras", "--decided", "2016-01-21", "--contact", "IFO-chef"),
            ("set", "boras", "09", "--owner", "Enhetschef familjehem", "--due", "2016-10-31"),
        ),
    ),
    ("2016-02-25", "mark", (("pick", "mark", "09", "16"), ("set", "mark", "09", "--owner", "IFO-chef"))),
    ("2016-03-14", "boras", (("set", "boras", "09", "--status", "started"),)),
    ("2016-05-10", "mark", (("set", "mark", "09", "--status", "started"),)),
    # Ulricehamn begins later, with a follow-up of what was done before.
    (
        "2016-08-30",
        "ulricehamn",
        (
            ("pick", "ulricehamn", "09"),
            ("follow", "ulricehamn", "09", "Beslut i nämnden", "--date", "2016-06-15", "--status", "not_started"),
            ("set", "ulricehamn", "09", "--status", "started", "--owner", "Enhetschef"),
        ),
    ),
    # A round of follow-ups.
    ("2016-09-16", "boras", (("follow", "boras", "09", "Första gruppen igång", "--status", "over_half"),)),
    ("2016-09-16", "mark", (("follow", "mark", "09", "Har kommit igång", "--by", "FoU Sjuhärad"),)),
    ("2016-09-19", "mark", (("set", "mark", "31", "--status", "declined", "--reason", "Görs redan inom skolan"),)),
    ("2016-10-03", "boras", (("unpick", "boras", "31"), ("pick", "boras", "40"))),
    ("2016-12-02", "ulricehamn", (("set", "ulricehamn", "09", "--status", "done"),)),
    ("2016-12-05", "mark", (("follow", "mark", "16", "Alla nya har en mentor", "--status", "done"),)),
)
LAST = "2016-12-12"
READINGS: tuple[Step, ...] = (
    ("trend", "--by", "quarter"),
    ("trend", "boras", "09", "--by", "quarter"),
    ("diff", "--since-followup"),
    ("diff", "2016-03-31..2016-09-16", "mark"),
    ("log", "boras", "09"),
    ("log", "mark", "16"),
    ("rollup", "--as-of", "2016-09-30"),
)


@dataclass(frozen=True)
class Region:
    """Three municipalities, and the folder of those who follow them up."""

    folder: Path
    run: Run
    world: GitWorld
    patch: pytest.MonkeyPatch

    def today(self, day: str) -> None:
        """From now on it is that day, at noon."""
        self.world.at(f"{day}T12:00:00+01:00")
        self.patch.setenv("ACTIONPLAN_TODAY", day)

    def do(self, who: str, *words: str) -> None:
        """Run a command in a municipality's own folder; it must not fail."""
        for role in ("AUTHOR", "COMMITTER"):
            self.patch.setenv(f"GIT_{role}_NAME", WHO[who][0])
            self.patch.setenv(f"GIT_{role}_EMAIL", WHO[who][1])
        self.patch.chdir(self.folder / who)
        ran = self.run(*words)
        assert ran.code == 0, (who, words, ran.out, ran.err)

    def begin(self, who: str) -> None:
        """A municipality makes its plan in a repository of its own."""
        shared = new_repository(self.folder / f"{who}.git", "--bare")
        (self.folder / who).mkdir()
        self.do(who, "init", who, "--yes")
        name, email = WHO[who]
        self.do(who, "setup", "--yes", "--name", name, "--email", email, "--share", str(shared))

    def play(self) -> None:
        """The whole year."""
        for day, who, steps in YEAR:
            self.today(day)
            if not (self.folder / who).exists():
                self.begin(who)
            for words in steps:
                self.do(who, *words)
            self.do(who, "save", "--yes")
            self.do(who, "sync", "--yes")
        self.today(LAST)
        self.patch.chdir(self.folder / "fou")

    def read(self, *commands: Step) -> str:
        """What a person reads who runs the commands one after the other, in 80 columns."""
        told = []
        for words in commands:
            ran = self.run(*words, COLUMNS="80")
            assert all(len(line) <= 80 for line in ran.out.splitlines()), words
            out = first_page(ran.out) if words[0] == "rollup" else ran.out
            told.append(f"$ actionplan {' '.join(words)}\n{out}{marked(ran)}= {ran.code}\n")
        return "\n".join(told).replace(str(self.folder), "…")


def marked(ran: Ran) -> str:
    return "".join(f"! {line}\n" for line in ran.err.splitlines())


@pytest.fixture
def region(tmp_path: Path, git_world: GitWorld, run: Run, monkeypatch: pytest.MonkeyPatch, one_key: None) -> Region:
    del one_key
    workspace_with(tmp_path / "fou", sources_toml(**{who: f"../{who}.git" for who in WHO}))
    return Region(tmp_path, run, git_world, monkeypatch)


def test_a_year_of_three_sources(region: Region) -> None:
    region.play()
    text = region.read(("fetch",), *READINGS)
    (region.folder / "ulricehamn.git").rename(region.folder / "flyttad.git")
    region.today("2016-12-20")
    text += "\n" + region.read(
        ("fetch",), ("trend", "--by", "round"), ("diff", "--since-followup"), ("log", "ulricehamn", "09"),
        ("rollup", "--as-of", "2016-09-30"),
    )  # fmt: skip
    goldens.check("cli/year/sources.txt", text)


def test_before_anything_is_fetched(region: Region) -> None:
    region.play()
    text = region.read(
        ("trend",), ("diff", "--since", "2016-09-16"), ("log", "boras", "09"), ("rollup", "--as-of", "2016-09-30")
    )
    goldens.check("cli/year/sources-unfetched.txt", text)


def test_json_tells_the_same(region: Region) -> None:
    region.play()
    region.run("fetch")
    trend = json.loads(region.run("trend", "--json").out)
    assert [one["name"] for one in trend["sources"]] == list(WHO)
    assert trend["gaps"] == []
    assert [point["reported"] for point in trend["points"]] == [2, 3, 3, 3]
    again = json.loads(region.run("trend", "--json").out)
    assert again == trend == json.loads(region.run("trend", "--json", "--no-cache").out)
    agenda = json.loads(region.run("diff", "--since-followup", "--json").out)
    assert [one["file"] for one in agenda["agenda"]] == [f"{who}:plans/{who}.toml" for who in WHO]
    assert agenda["round"] == {"date": "2016-09-16", "key": None, "title": None, "bodies": 2}
    assert set(agenda["from"]["source_commits"]) == set(WHO)
    log = json.loads(region.run("log", "boras", "09", "--json").out)
    assert log["source"]["name"] == "boras"
    assert {event["file"] for event in log["events"]} == {"boras:plans/boras.toml"}
    standing = json.loads(region.run("rollup", "--as-of", "2016-09-30", "--json").out)["standing"]
    assert (standing["saved"], len(standing["commits"]), standing["gaps"]) == ("2016-09-19", 3, [])


def test_a_folder_in_a_repository_of_its_own_beside_sources(region: Region) -> None:
    region.play()
    region.run("fetch")
    trend = json.loads(region.run("trend", "--json").out)["points"]
    new_repository(region.folder / "fou")
    commit_all(region.folder / "fou", "Inställningar")
    assert json.loads(region.run("trend", "--json").out)["points"] == trend
    ran = region.run("diff", "HEAD..HEAD")
    assert ran.code == 0
    assert "Bara planerna i den här mappen jämförs" in " ".join(ran.out.split())
    assert region.run("diff").code == 0


def test_where_only_the_own_folder_has_saved_versions_they_alone_can_be_named(region: Region) -> None:
    region.play()
    region.run("fetch")
    ran = region.run("diff", "HEAD~1..HEAD")
    assert ran.code == 1
    assert "actionplan setup" in ran.err
