"""meeting, as whoever chairs it sees it: weeks before, at the meeting, and for one municipality alone."""

import json
import os
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from actionplan.cli.output import Output
from actionplan.core.status import Status
from tests.cli.running import Run
from tests.cli.test_differing import a_year, transcript
from tests.gitting import GitWorld
from tests.goldens import check
from tests.workspace.history import Saves, saves_in

ROOT = Path(__file__).parents[2]
ROUNDS = """\
language = "sv"

[round.host-2016]
date = 2016-09-16
title = "Uppföljning hösten 2016"
participants = ["IFO-chef Borås", "IFO-chef Mark"]
decisions = ["Borås visar Mark hur de arbetar med 01", "Alla anger ansvarig | före jul"]

[round.vinter]
date = 2016-12-02

[round.var]
date = 2017-03-10
"""


@pytest.fixture
def saves(git_world: GitWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Saves:
    """A year in Borås, Mark and Tranemo, in a folder of a repository."""
    made = saves_in(git_world, tmp_path / "repo", "arbete")
    made.start()
    monkeypatch.chdir(made.root)
    made.save("2016-01-21", "Utvecklingsledare FoU")
    a_year(made)
    return made


COMMANDS = (("meeting", "sjuharad"), ("meeting", "boras"), ("meeting", "sjuharad", "--short", "--since", "2015-01-01"))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_meeting(language: str, saves: Saves) -> None:
    (saves.root / "actionplan.toml").write_text(ROUNDS, "utf-8")
    check(f"cli/meeting.{language}.txt", transcript(COMMANDS, saves.root, "--lang", language))


def test_as_markdown_nothing_is_markup(saves: Saves, run: Run) -> None:
    (saves.root / "actionplan.toml").write_text(ROUNDS, "utf-8")
    saves.follow("mark", "12", "2016-11-20", "<b>fet</b> [länk](http://x.example) | \x1b[31mröd")
    ran = run("meeting", "sjuharad", "--format", "md")
    assert ran.code == 0, ran.err
    check("cli/meeting.sv.md", ran.out)
    assert "\x1b" not in ran.out


def test_the_day_of_the_meeting_and_of_the_next(saves: Saves, run: Run) -> None:
    (saves.root / "actionplan.toml").write_text(ROUNDS, "utf-8")
    assert run("meeting", "sjuharad", "--short").out.startswith("Uppföljningsträff: Sjuhärad, 2016-12-02\n")
    ran = run("meeting", "sjuharad", "--short", "--date", "2016-11-25", "--next", "2017-02-01")
    assert ran.out.startswith("Uppföljningsträff: Sjuhärad, 2016-11-25\n")
    assert "2017-02-01" in ran.out
    ran = run("meeting", "sjuharad", "--next", "2016-12-02")
    assert (ran.code, "en dag efter träffen 2016-12-02" in ran.err) == (2, True)


@pytest.mark.usefixtures("saves")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "2099-01-01"), "en dag som har varit"),
        (("--since", "2016-01-01", "--since-round", "a"), "antingen --since eller --since-round"),
        (("--since-round", "a"), "actionplan.toml"),
        (("--date", "2016-11-20"), "i dag eller en dag framåt"),
        (("--next", "2016-11-21"), "en dag efter träffen"),
        (("--handouts", "h", "--json"), "inte tillsammans med"),
        (("--handouts", "actionplan.toml"), "en mapp"),
        (("--handouts", ""), "en mapp"),
        (("--handouts", "plans", "--format", "md", "-o", "plans"), "en fil, inte en mapp"),
        (("--names", "kanske"), "--names"),
        (("--format", "csv"), "--format"),
        (("-o", "x.xlsx"), ".docx"),
    ],
)
def test_what_cannot_be_meant(words: tuple[str, ...], said: str, run: Run) -> None:
    before = sorted(Path().rglob("*"))
    ran = run("meeting", "sjuharad", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert sorted(Path().rglob("*")) == before


def test_no_names_of_those_responsible(saves: Saves, run: Run) -> None:
    saves.set("boras", "02", owner="Anna Svensson")
    for form in ("text", "md", "html"):
        assert "Anna Svensson" in run("meeting", "sjuharad", "--format", form).out
        ran = run("meeting", "sjuharad", "--format", form, "--names", "no")
        assert ran.code == 0
        for name in ("Anna Svensson", "IFO-chef", "Enhetschef"):
            assert name not in ran.out
    assert "IFO-chef" not in run("meeting", "sjuharad", "--names", "no", "--json").out


@pytest.mark.usefixtures("saves")
def test_each_page_in_a_file_of_its_own(run: Run) -> None:
    ran = run("meeting", "sjuharad", "--handouts", "utskick", "--format", "md")
    assert (ran.code, ran.out) == (0, "")
    files = sorted(Path("utskick").iterdir())
    assert [file.stem for file in files] == [
        *("bollebygd", "boras", "herrljunga", "mark", "svenljunga", "tranemo", "ulricehamn", "vargarda")
    ]
    assert {file.suffix for file in files} == {".md"}
    assert (Path("utskick") / "mark.md").read_text("utf-8").startswith("# Till Mark\n")
    # They are there already: nobody to ask, so nothing is replaced.
    (Path("utskick") / "mark.md").write_text("mitt", "utf-8")
    ran = run("meeting", "sjuharad", "--handouts", "utskick", "--format", "md", "-o", "traff.md")
    assert ran.code == 1
    assert (Path("utskick") / "mark.md").read_text("utf-8") == "mitt"
    assert not Path("traff.md").exists()
    ran = run("meeting", "sjuharad", "--handouts", "utskick", "-o", "traff.md", "--yes")
    assert ran.code == 0
    assert (Path("utskick") / "mark.md").read_text("utf-8").startswith("# Till Mark\n")
    assert "## Till Mark" not in Path("traff.md").read_text("utf-8")


@pytest.mark.usefixtures("saves")
def test_lines_are_whole_as_long_as_the_page_has_room(saves: Saves, run: Run) -> None:
    long = "Checklistan är prövad på tre kontor, och alla handläggare har fått gå igenom den med sin gruppledare. " * 3
    saves.follow("mark", "12", "2016-11-20", long.strip())
    run("meeting", "sjuharad", "--since", "2016-09-16", "--handouts", "utskick", "--format", "md")
    page = Path("utskick/mark.md").read_text("utf-8")
    assert long.strip() in page
    assert "…" not in page
    saves.follow("mark", "12", "2016-11-20", (long * 30).strip())
    run("meeting", "sjuharad", "--since", "2016-09-16", "--handouts", "utskick", "--format", "md", "--yes")
    page = Path("utskick/mark.md").read_text("utf-8")
    assert long[:200] in page
    assert "\u00a0…" in page
    assert len(page) < 6000


def test_each_page_of_the_example_is_one_sheet_of_paper(tmp_path: Path, run: Run) -> None:
    if "CI" not in os.environ:
        pytest.importorskip("typst", reason="the extra pdf")
        pytest.importorskip("pypdf", reason="a development dependency")
    from pypdf import PdfReader

    shutil.copy(ROOT / "actionplan.toml", tmp_path)
    for name in ("plans", "proposals"):
        shutil.copytree(ROOT / name, tmp_path / name)
    words = ("meeting", "--since", "2016-12-02", "--next", "2017-05-10", "--handouts", "utskick", "--format", "pdf")
    for language in ("sv", "en"):
        assert run(*words, "--yes", "--lang", language).code == 0
        pages = {file.stem: len(PdfReader(file).pages) for file in sorted(Path("utskick").iterdir())}
        assert pages == dict.fromkeys(pages, 1)
        assert len(pages) == 8


@pytest.mark.usefixtures("saves")
def test_whatever_is_handed_out_alone_says_whose_the_wording_is(run: Run) -> None:
    said = "är inte utgivarens ordalydelse"
    words = ("meeting", "sjuharad", "--since", "2016-09-16")
    assert said in " ".join(run(*words, "--short").out.split())
    run(*words, "--handouts", "utskick", "--format", "md")
    pages = [page.read_text("utf-8").count(said) for page in Path("utskick").iterdir()]
    assert pages == [1] * 8


@pytest.mark.usefixtures("saves")
def test_who_sits_there_is_asked_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("meeting", "sjuharad", "--handouts", "utskick")
    asked: list[str] = []
    real = Output.for_streams
    monkeypatch.setattr(Output, "for_streams", lambda *, no_color: replace(real(no_color=no_color), interactive=True))

    def confirm(_self: Output, question: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(Output, "confirm", confirm)
    assert run("meeting", "sjuharad", "--handouts", "utskick").code == 0
    assert asked == ["8 av filerna finns redan i utskick. Ersätta dem?"]


def test_every_member_gets_a_page_of_its_own_whatever_it_is_called(saves: Saves, run: Run) -> None:
    with (saves.root / "actionplan.toml").open("a", encoding="utf-8") as file:
        file.write('[bodies.boras]\nname = "Norr"\n[bodies.alla]\nkind = "federation"\nname = "Alla"\n')
        file.write('members = ["1490", "boras", "1463"]\n')
    assert run("meeting", "alla", "--since", "2016-09-16", "--handouts", "utskick").code == 0
    pages = {page.name: page.read_text("utf-8") for page in (saves.root / "utskick").iterdir()}
    assert sorted(pages) == ["boras-1490.txt", "boras-boras.txt", "mark.txt"]
    assert "Norr" in pages["boras-boras.txt"]


def test_the_whole_is_not_written_over_a_page(saves: Saves, run: Run) -> None:
    (saves.root / "utskick").mkdir()
    words = ("--handouts", "utskick", "-o", "./utskick/../utskick/boras.txt", "--yes")
    ran = run("meeting", "sjuharad", "--since", "2016-09-16", *words)
    assert (ran.code, "--handouts" in ran.err) == (2, True)
    assert not list((saves.root / "utskick").iterdir())


def everything() -> dict[Path, bytes | None]:
    """All that lies here: the content of each file, and that there are the folders."""
    return {path: path.read_bytes() if path.is_file() else None for path in Path().rglob("*")}


@pytest.mark.usefixtures("saves")
@pytest.mark.parametrize("folder", ["plans", "plans/", "./plans", "plans/utskick", "proposals", "link", "link/utskick"])
def test_handouts_never_lie_among_the_plans(run: Run, folder: str) -> None:
    Path("proposals").mkdir(exist_ok=True)
    Path("link").symlink_to("plans")
    before = everything()
    ran = run("meeting", "sjuharad", "--handouts", folder, "--yes")
    assert (ran.code, "--handouts" in ran.err) == (2, True)
    assert everything() == before


@pytest.mark.usefixtures("saves")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--handouts", "plans"), 2),
        (("--handouts", "actionplan.toml"), 2),
        (("--handouts", "saknas/utskick"), 1),
        (("--handouts", "x" * 300), 1),
        (("--handouts", "utskick"), 1),
        (("--handouts", "utskick", "-o", "utskick/boras.txt", "--yes"), 2),
    ],
)
def test_what_cannot_be_handed_out_is_refused_before_anything_is_made(
    words: tuple[str, ...], code: int, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("utskick").mkdir()
    Path("utskick/mark.txt").write_text("mitt", "utf-8")
    before = everything()

    def made(*_given: object) -> None:
        pytest.fail("something was made")

    monkeypatch.setattr("actionplan.cli.commands.meeting.prepare", made)
    ran = run("meeting", "sjuharad", "--since", "2016-09-16", *words)
    assert (ran.code, "Traceback" in ran.err) == (code, False)
    assert everything() == before


@pytest.mark.usefixtures("saves")
@pytest.mark.parametrize("is_new", [True, False])
def test_the_pages_and_the_whole_are_written_both_or_neither(run: Run, *, is_new: bool) -> None:
    if not is_new:
        Path("utskick").mkdir()
        Path("utskick/mark.txt").write_text("mitt", "utf-8")
    before = everything()
    ran = run("meeting", "sjuharad", "--handouts", "utskick", "-o", f"{'x' * 240}.txt", "--yes")
    assert ran.code == 1
    assert "Det som fanns där förut är orört." in ran.err
    assert "har skrivits" not in ran.err
    assert everything() == before
    ran = run("meeting", "sjuharad", "--handouts", "utskick", "-o", "traff.txt", "--yes")
    assert (ran.code, ran.err.splitlines()[-2:]) == (0, ["8 filer har skrivits i utskick.", "Sparat i traff.txt."])
    assert (Path("traff.txt").is_file(), len(list(Path("utskick").iterdir()))) == (True, 8)


@pytest.mark.usefixtures("saves")
def test_json_has_not_the_ending_of_another_format(run: Run) -> None:
    ran = run("meeting", "sjuharad", "--json", "-o", "traff.docx")
    assert (ran.code, "--format docx" in ran.err, Path("traff.docx").exists()) == (2, True, False)


def test_json(saves: Saves, run: Run) -> None:
    (saves.root / "actionplan.toml").write_text(ROUNDS, "utf-8")
    ran = run("meeting", "sjuharad", "--json")
    found = json.loads(ran.raw)
    assert (ran.code, found["schema"], found["basis"]) == (0, 1, "history")
    assert (found["since"], found["round"]["key"], len(found["round"]["decisions"])) == ("2016-09-16", "host-2016", 2)
    assert (found["meeting_date"], found["next_meeting_date"]) == ("2016-12-02", "2017-03-10")
    roll = json.loads(run("rollup", "sjuharad", "--json").raw)
    assert [one["body"] for one in found["members"]] == [one["body"] for one in roll["members"]]
    assert len(found["overdue"]) == roll["headline"]["overdue"]["part"]
    assert [one["proposal"] for one in found["joint"]] == [one["proposal"] for one in roll["overlap"]["joint"]]
    boras = next(one for one in found["members"] if one["name"] == "Borås")
    assert boras["plans"][0]["moved"] == {"done": ["01"], "forward": ["09"], "other": ["02"]}
    assert {one["kind"] for one in boras["questions"]} >= {"overdue"}


def test_what_cannot_be_read_is_told_and_the_code_is_5(saves: Saves, run: Run) -> None:
    saves.path("mark").write_text("[plan", "utf-8")
    ran = run("meeting", "sjuharad")
    assert ran.code == 5
    assert "plans/mark.toml" in ran.out
    assert "plans/mark.toml" in ran.err
    assert "Går inte att läsa: Mark." in ran.out


def test_a_first_meeting_without_git(run: Run) -> None:
    assert run("init", "sjuharad").code == 0
    ran = run("meeting")
    assert ran.code == 0
    assert "Ingen tidigare uppföljning är känd" in ran.out
    run("pick", "boras", "09", "--owner", "IFO-chef")
    run("follow", "boras", "09", "Igång", "--status", "started", "--date", "2016-10-01")
    run("pick", "mark", "09")
    run("follow", "mark", "09", "Igång", "--date", "2016-10-01")
    run("follow", "mark", "09", "Klart", "--status", "done", "--date", "2016-11-01")
    ran = run("meeting")
    assert "Läget 2016-11-21, jämfört med 2016-10-01" in ran.out
    assert "Inget var sparat 2016-10-01." in ran.out
    assert "Mark: 09 Stärka familjehemsvården (genomförd)." in ran.out
    assert "Inget nytt från Borås." in ran.out


def test_how_to_look_back_is_told_to_whoever_asks_and_not_to_those_who_read(run: Run, tmp_path: Path) -> None:
    assert run("init", "sjuharad").code == 0
    for form in ("text", "md", "html"):
        ran = run("meeting", "--format", form)
        assert "Ingen tidigare uppföljning är känd, så inget jämförs." in " ".join(ran.out.split())
        assert "--since" not in ran.out
        assert "--since DATUM" in ran.err
    assert "--since" not in run("meeting", "--json").err
    run("meeting", "-o", "traff.md")
    assert "--since" not in (tmp_path / "traff.md").read_text("utf-8")


@pytest.mark.usefixtures("saves")
@pytest.mark.parametrize(
    ("dates", "heading", "nothing"),
    [
        ((), "Ska vara klart inom ett kvartal", "Inget ska vara klart inom ett kvartal."),
        (
            ("--date", "2016-12-02"),
            "Ska vara klart inom ett kvartal efter träffen",
            "Inget ska vara klart inom ett kvartal efter träffen.",
        ),
        (
            ("--next", "2016-12-24"),
            "Ska vara klart före nästa träff",
            "Inget ska vara klart före nästa träff 2016-12-24.",
        ),
    ],
)
def test_no_day_is_named_that_nobody_has_heard_of(dates: tuple[str, ...], heading: str, nothing: str, run: Run) -> None:
    out = run("meeting", "sjuharad", *dates, "--format", "md").out
    told = dict(part.split("\n", 1) for part in out.split("## Till ")[1:])
    assert all(f"### {heading}\n" in told[body] for body in ("Borås", "Mark", "Tranemo"))
    assert nothing in told["Tranemo"]
    assert "2017-0" not in told["Tranemo"]


def test_what_the_region_leads_is_spoken_of_and_reminded_of(run: Run) -> None:
    assert run("init", "sjuharad").code == 0
    run("pick", "mark", "03", "--owner", "IFO-chef", "--due", "2016-11-01")
    run("pick", "sjuharad", "09", "--due", "2016-10-01")
    run("set", "sjuharad", "09", "--lead", "sjuharad")
    ran = run("meeting", "--format", "md")
    assert "Sjuhärad berättar om 09 (ingen är ansvarig: utse någon)." in ran.out
    assert "| Sjuhärad | 09 | Stärka familjehemsvården | 2016-10-01 |" in ran.out
    mails = json.loads(run("remind", "--json").raw)["mails"]
    own = next(one for one in mails if one["body"] == "sjuharad")
    assert own["to"] == "kontaktpersonen för handlingsplanen, Sjuhärad"
    assert [one["missing"] for one in own["matters"]] == ["overdue", "owner", "followup"]
    assert "actionplan follow sjuharad 09" in own["text"]
    assert mails[-1] == own
    alone = json.loads(run("remind", "mark", "--json").raw)["mails"]
    assert [one["body"] for one in alone] == ["1463"]


def test_what_everybody_has_finished_is_not_to_be_decided_on(run: Run) -> None:
    assert run("init", "sjuharad").code == 0
    for body in ("boras", "mark", "tranemo"):
        run("pick", body, "09", "16", "--owner", "IFO-chef")
        run("follow", body, "09", "Klart", "--status", "done")
        run("follow", body, "16", "Igång", "--status", "done" if body == "boras" else "started")
    out = run("meeting", "--format", "md").out
    agenda, briefing = out.split("## Underlag")
    assert "Gemensamt arbete att besluta om** (1 förslag)" in agenda
    assert "16 Nära arbetsledning" in agenda
    assert "09 Stärka familjehemsvården" not in agenda
    assert "1 förslag som alla de som har valt det har genomfört är inte med." in briefing
    assert "09 Stärka familjehemsvården: med" not in briefing
    for body in ("mark", "tranemo"):
        run("follow", body, "16", "Klart", "--status", "done")
    assert "Gemensamt arbete" not in run("meeting", "--short").out


def test_a_group_without_members_is_refused_as_by_the_roll_up(run: Run, tmp_path: Path) -> None:
    text = 'language = "sv"\n[bodies.vastmarken]\nkind = "federation"\nname = "Västmarken"\nmembers = []\n'
    (tmp_path / "actionplan.toml").write_text(text, "utf-8")
    told, expected = run("meeting", "vastmarken"), run("rollup", "vastmarken")
    assert (told.code, told.out, told.err) == (2, "", expected.err)
    assert "Västmarken har inga medlemmar" in told.err
    assert (expected.code, expected.out) == (2, "")


def test_plans_that_are_kept_elsewhere(tmp_path: Path, git_world: GitWorld, run: Run) -> None:
    elsewhere = tmp_path / "elsewhere"
    other = saves_in(git_world, elsewhere)
    other.start("mark")
    other.set("mark", "09", status=Status.STARTED)
    other.follow("mark", "09", "2016-09-16", "Igång")
    other.save("2016-09-16")
    other.set("mark", "09", status=Status.DONE)
    other.save("2016-11-10")
    mine = saves_in(git_world, tmp_path / "mine")
    mine.start("boras")
    toml = f'region = "sjuharad"\n[source.mark]\nrepository = "{elsewhere.as_posix()}"\n'
    (mine.root / "actionplan.toml").write_text(toml, "utf-8")
    mine.follow("boras", "01", "2016-09-16", "Vi börjar")
    mine.save("2016-09-16")
    assert run("fetch", "-C", str(mine.root)).code == 0
    ran = run("meeting", "-C", str(mine.root))
    assert ran.code == 0, ran.err
    assert "Mark: 09 Stärka familjehemsvården (genomförd)." in ran.out
    assert "Källor: mark" in ran.out
