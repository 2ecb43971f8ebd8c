"""What others change in the files is noticed, shown and never written over in silence."""

import asyncio
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Button

from actionplan.core import edit
from actionplan.core.plan import Plan
from actionplan.store.read import read_plan
from actionplan.tui.app import ActionPlanApp
from actionplan.tui.desk import Desk, Step
from actionplan.tui.dialogs.clash import ClashDialog
from actionplan.tui.dialogs.difference import DifferenceDialog
from actionplan.tui.differing import Difference, Kind
from actionplan.tui.messages import Change, EditAsked
from actionplan.tui.screens.region import RegionScreen
from actionplan.tui.views.difference import difference_writing
from actionplan.tui.widgets.notice import Notice
from actionplan.tui.widgets.page import Page
from actionplan.tui.widgets.topbar import TopBar
from actionplan.workspace import open_workspace
from tests.tui.conftest import DAY, Open
from tests.tui.walking import text

TRANEMO = "plans/tranemo.toml"


def plan_in(folder: Path, source: str = TRANEMO) -> Plan:
    plan = read_plan(folder / source, source).plan
    assert plan
    return plan


def by_others(folder: Path, old: str = 'owner = "Sektionschef"', new: str = 'owner = "Enhetschef"') -> None:
    """Somebody else changes the first place where a line stands: the owner of proposal 02."""
    path = folder / TRANEMO
    now = path.read_text("utf-8")
    assert old in now
    path.write_text(now.replace(old, new, 1), "utf-8")


def owner(name: str, number: str = "02") -> Change:
    def change(plan: Plan) -> Plan:
        return edit.set_fields(plan, number, {"owner": name})

    return change


def due(plan: Plan) -> Plan:
    return edit.set_fields(plan, "02", {"due": DAY})


async def settle(pilot: Pilot[Any]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def look(pilot: Pilot[Any]) -> None:
    """What happens every other second."""
    assert isinstance(pilot.app, ActionPlanApp)
    pilot.app.look()
    await settle(pilot)


async def ask(pilot: Pilot[Any], *changes: tuple[str, Change]) -> None:
    pilot.app.post_message(EditAsked(changes))
    await pilot.pause()
    await settle(pilot)


def told(pilot: Pilot[Any]) -> str:
    """What the dialog on top says."""
    page = pilot.app.screen.query_one(Page)
    assert page.writing
    return "\n".join("".join(text for text, _paint in line) for line in page.writing(90))


def noticed(pilot: Pilot[Any]) -> str:
    notice = pilot.app.screen.query_one(Notice)
    return notice.render_line(0).text if notice.display else ""


def top(pilot: Pilot[Any]) -> str:
    bar = next(screen for screen in pilot.app.screen_stack if screen.query(TopBar)).query_one(TopBar)
    return bar.render_line(0).text


def messages(pilot: Pilot[Any]) -> list[str]:
    return [f"{one.title} {one.message}".strip() for one in pilot.app._notifications]


# Noticing


def test_what_others_change_is_noticed_and_read_when_asked_for(opened: Open, folder: Path) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await look(pilot)
            assert noticed(pilot) == ""
            by_others(folder, 'status = "started"', 'status = "done"')
            await look(pilot)
            assert "plans/tranemo.toml has been changed outside the program." in noticed(pilot)
            assert "F5 Reload" in noticed(pilot)
            assert "F4 Show difference" in noticed(pilot)
            await pilot.press("f5")
            await settle(pilot)
            assert noticed(pilot) == ""
            region = pilot.app.screen
            assert isinstance(region, RegionScreen)
            assert region.board
            column = [member.body.id for member in region.board.rollup.members].index("1452")
            (row,) = [row for row in region.board.rows if row.proposal == "02"]
            cell = row.cells[column]
            assert cell
            assert cell.status == "done"

    asyncio.run(play())


def test_the_programs_own_edits_are_no_news(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await ask(pilot, (TRANEMO, owner("Kurator")))
            await look(pilot)
            assert noticed(pilot) == ""

    asyncio.run(play())


def test_several_files_are_counted_where_there_is_no_room_for_names(opened: Open, folder: Path) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            for name in ("boras", "mark", "tranemo"):
                with (folder / "plans" / f"{name}.toml").open("a", encoding="utf-8") as file:
                    file.write("# \n")
            await look(pilot)
            line = noticed(pilot)
            assert line.startswith("  ● 3 files were changed outside the program.")
            assert "F4 Show difference" in line
            assert len(line) == 80

    asyncio.run(play())


def test_reloading_keeps_the_cursor_and_what_is_filtered(opened: Open, folder: Path) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            region = pilot.app.screen
            assert isinstance(region, RegionScreen)
            await pilot.press("f6", "down", "right", "right")
            before = region.place, region.narrowing
            assert before[0].proposal != "01"
            by_others(folder)
            await pilot.press("f5")
            await settle(pilot)
            assert (region.place, region.narrowing) == before

    asyncio.run(play())


@pytest.mark.parametrize(("words", "dialog"), [("F5 Reload", False), ("F4 Show", True), ("tranemo", True)])
def test_the_notice_can_be_clicked(opened: Open, folder: Path, words: str, dialog: bool) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            by_others(folder)
            await look(pilot)
            await pilot.click(Notice, offset=(noticed(pilot).index(words), 0))
            await pilot.pause()
            await settle(pilot)
            assert isinstance(pilot.app.screen, DifferenceDialog) is dialog
            if not dialog:
                assert noticed(pilot) == ""

    asyncio.run(play())


def test_settings_with_faults_are_told_and_everything_stays(opened: Open, folder: Path) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40), notifications=True) as pilot:
            await pilot.pause()
            (folder / "actionplan.toml").write_text("region = = 1", "utf-8")
            await look(pilot)
            await pilot.press("f5")
            await settle(pilot)
            assert any("actionplan.toml:1" in one for one in messages(pilot))
            assert isinstance(pilot.app.screen, RegionScreen)

    asyncio.run(play())


def test_what_is_typed_to_be_found_is_seen_over_the_notice(opened: Open, folder: Path) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            by_others(folder)
            await look(pilot)
            assert "has been changed outside" in text(pilot)
            await pilot.press("f3", *"familj")
            await pilot.pause()
            assert "familj" in text(pilot).splitlines()[-2]
            await pilot.press("escape")
            await pilot.pause()
            assert "has been changed outside" in text(pilot)

    asyncio.run(play())


# What happens to the files


def broken(folder: Path) -> None:
    with (folder / TRANEMO).open("a", encoding="utf-8") as file:
        file.write("x = = 1\n")


def gone(folder: Path) -> None:
    (folder / TRANEMO).unlink()


def new(folder: Path) -> None:
    text = (folder / "plans" / "mark.toml").read_text("utf-8")
    (folder / "plans" / "svenljunga.toml").write_text(text.replace('"1463"', '"1465"'), "utf-8")


def all_gone(folder: Path) -> None:
    shutil.rmtree(folder / "plans")


@pytest.mark.parametrize("change", [broken, gone, new, all_gone, by_others])
@pytest.mark.parametrize("key", list("123456"))
def test_nothing_that_happens_to_the_files_stops_a_screen(opened: Open, folder: Path, change: Any, key: str) -> None:
    async def play() -> None:
        async with opened(body="tranemo", language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await pilot.press(key)
            await settle(pilot)
            change(folder)
            await look(pilot)
            assert noticed(pilot)
            await pilot.press("f5")
            await settle(pilot)
            await pilot.press("down", "up")
            assert noticed(pilot) == ""
            assert pilot.app._exception is None

    asyncio.run(play())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (broken, ["Tranemo  plans/tranemo.toml", "The plan cannot be read.", "x = = 1", "→ "]),
        (gone, ["Tranemo  plans/tranemo.toml", "The file is gone."]),
        (new, ["Svenljunga  plans/svenljunga.toml", "A new plan, with 18 picks."]),
        (by_others, ["Tranemo  plans/tranemo.toml", "· 02: owner Sektionschef → Enhetschef", "not listed"]),
    ],
)
def test_the_difference_is_told_in_words(opened: Open, folder: Path, change: Any, said: list[str]) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            change(folder)
            await pilot.press("f4")
            await settle(pilot)
            for one in said:
                assert one in told(pilot)
            await pilot.press("f5")
            await settle(pilot)
            assert isinstance(pilot.app.screen, RegionScreen)
            await pilot.press("f4")
            await settle(pilot)
            assert isinstance(pilot.app.screen, RegionScreen), "there is no difference any more"

    asyncio.run(play())


def test_closing_the_difference_reads_nothing(opened: Open, folder: Path) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            by_others(folder)
            await look(pilot)
            await pilot.press("f4")
            await settle(pilot)
            await pilot.press("escape")
            await pilot.pause()
            assert noticed(pilot)

    asyncio.run(play())


def difference_of(folder: Path, change: Any, *, seen: bool) -> Difference:
    desk = Desk(open_workspace(folder), DAY)
    desk.open()
    if seen:
        desk.plan(TRANEMO)
    change(folder)
    (found,) = desk.differences(desk.changed_outside())
    return found


def lines(found: Difference, folder: Path, *, hide_names: bool = False) -> list[str]:
    write = difference_writing([found], open_workspace(folder).bodies, hide_names=hide_names)
    return ["".join(text for text, _paint in line).strip() for line in write(90)][1:]


def reason(folder: Path) -> None:
    by_others(folder, "barn- och utbildningssektionens plan", "skolans plan")


@pytest.mark.usefixtures("english")
def test_of_a_plan_that_was_looked_at_everything_is_known(folder: Path) -> None:
    found = difference_of(folder, reason, seen=True)
    assert not found.partly
    assert lines(found, folder)[0].startswith("· 01: reason Ligger i barn- och")


@pytest.mark.usefixtures("english")
def test_of_any_other_it_is_told_that_texts_are_not(folder: Path) -> None:
    found = difference_of(folder, reason, seen=False)
    assert found.partly
    assert lines(found, folder) == ["Only texts or activities have been changed, which had not been read here."]


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("seen", [True, False])
def test_follow_ups_of_others_are_told(folder: Path, seen: bool) -> None:
    def follow(folder: Path) -> None:
        path = folder / TRANEMO
        head, _tail = path.read_text("utf-8").split("[proposal.03]", 1)
        _head, tail = path.read_text("utf-8").split("[proposal.03]", 1)
        row = '[proposal.02.followup.2017-02-10]\ncomment = "Vi är i gång."\nby = "Kurator"\n\n'
        path.write_text(f"{head}{row}[proposal.03]{tail}", "utf-8")

    found = difference_of(folder, follow, seen=seen)
    assert "· 02: follow-up 2017-02-10: Vi är i gång. (Kurator)" in lines(found, folder)
    assert "· 02: follow-up 2017-02-10: Vi är i gång. ((hidden))" in lines(found, folder, hide_names=True)


@pytest.mark.usefixtures("english")
def test_names_are_not_told_where_they_are_hidden(folder: Path) -> None:
    found = difference_of(folder, by_others, seen=True)
    assert lines(found, folder) == ["· 02: owner Sektionschef → Enhetschef"]
    assert lines(found, folder, hide_names=True) == ["· 02: owner (hidden) → (hidden)"]


@pytest.mark.usefixtures("english")
def test_a_comment_changes_nothing(folder: Path) -> None:
    def comment(folder: Path) -> None:
        by_others(folder, "[proposal.02]", "# Se över i mars.\n[proposal.02]")

    assert lines(difference_of(folder, comment, seen=True), folder) == [
        "The plan says the same. Only comments or blanks in the file have been changed."
    ]


def test_a_plan_that_can_be_read_again(folder: Path) -> None:
    text = (folder / TRANEMO).read_text("utf-8")
    broken(folder)

    def mend(folder: Path) -> None:
        (folder / TRANEMO).write_text(text, "utf-8")

    assert difference_of(folder, mend, seen=False).kind is Kind.MENDED


def test_changed_settings_are_told(folder: Path) -> None:
    def settings(folder: Path) -> None:
        with (folder / "actionplan.toml").open("a", encoding="utf-8") as file:
            file.write("\n")

    assert difference_of(folder, settings, seen=False).kind is Kind.SETTINGS


@pytest.fixture
def english() -> None:
    from actionplan.i18n import set_language

    set_language("en")


# Clashes


async def clash(pilot: Pilot[Any], folder: Path, *changes: tuple[str, Change]) -> None:
    await pilot.pause()
    by_others(folder)
    await ask(pilot, *(changes or ((TRANEMO, owner("Kurator")),)))
    assert isinstance(pilot.app.screen, ClashDialog)


def test_an_edit_of_a_file_that_others_changed_is_not_made_in_silence(opened: Open, folder: Path) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await clash(pilot, folder)
            assert plan_in(folder).entry("02").owner == "Enhetschef"
            said = told(pilot)
            assert "Your change is not saved" in said
            assert "· 02: owner Sektionschef → Enhetschef" in said
            assert "· 02: owner Enhetschef → Kurator" in said
            assert "Both of you have changed 02 owner." in said
            assert "NOT SAVED" in top(pilot)
            # A key held down answers nothing: what has the focus changes nothing.
            assert pilot.app.screen.focused is pilot.app.screen.query_one("#back", Button)
            await pilot.press("down", "enter", "enter")
            await settle(pilot)
            assert not isinstance(pilot.app.screen, ClashDialog)
            assert plan_in(folder).entry("02").owner == "Enhetschef"
            assert "NOT SAVED" in top(pilot)

    asyncio.run(play())


def test_the_edit_can_be_made_anew(opened: Open, folder: Path) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await clash(pilot, folder, (TRANEMO, due))
            assert "Both of you" not in told(pilot)
            await pilot.press("right", "right", "enter")
            await settle(pilot)
            entry = plan_in(folder).entry("02")
            assert (entry.owner, entry.due) == ("Enhetschef", DAY)
            assert "✓ saved" in top(pilot)
            await look(pilot)
            assert noticed(pilot) == ""

    asyncio.run(play())


def test_the_edit_can_be_let_go(opened: Open, folder: Path) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await clash(pilot, folder)
            await pilot.press("right", "enter")
            await settle(pilot)
            assert plan_in(folder).entry("02").owner == "Enhetschef"
            assert "✓ saved" in top(pilot)
            assert noticed(pilot) == ""

    asyncio.run(play())


def test_what_is_gone_can_only_be_let_go(opened: Open, folder: Path) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40), notifications=True) as pilot:
            await pilot.pause()
            gone(folder)
            await ask(pilot, (TRANEMO, owner("Kurator")))
            assert "NOT SAVED" in top(pilot)
            assert any("tranemo" in one for one in messages(pilot))
            await pilot.press("f5")
            await settle(pilot)
            assert "✓ saved" in top(pilot)
            assert not (folder / TRANEMO).exists()

    asyncio.run(play())


def test_what_is_not_saved_is_told_until_something_is(opened: Open, folder: Path) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40)) as pilot:
            await clash(pilot, folder)
            await pilot.press("escape")
            await pilot.pause()
            await look(pilot)
            assert "NOT SAVED" in top(pilot)
            await ask(pilot, ("plans/mark.toml", owner("Kurator")))
            assert "✓ saved" in top(pilot)

    asyncio.run(play())


# Undo


def test_undo_puts_back_what_others_did_not_touch(opened: Open, folder: Path) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40), notifications=True) as pilot:
            await pilot.pause()
            await ask(pilot, (TRANEMO, due))
            by_others(folder)
            await pilot.press("ctrl+z")
            await settle(pilot)
            entry = plan_in(folder).entry("02")
            assert entry.owner == "Enhetschef"
            assert entry.due != DAY

    asyncio.run(play())


def test_undo_that_others_have_overtaken_is_told_and_leaves_the_earlier_ones(opened: Open, folder: Path) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40), notifications=True) as pilot:
            await pilot.pause()
            before = plan_in(folder).entry("03").owner
            await ask(pilot, (TRANEMO, owner("Rektor", "03")))
            await ask(pilot, (TRANEMO, owner("Kurator")))
            by_others(folder, 'owner = "Kurator"', 'owner = "Enhetschef"')
            pilot.app.clear_notifications()
            await pilot.press("ctrl+z")
            await settle(pilot)
            assert plan_in(folder).entry("02").owner == "Enhetschef"
            (said,) = messages(pilot)
            assert "The edit cannot be undone" in said
            assert "NOT SAVED" not in top(pilot)
            await pilot.press("ctrl+z")
            await settle(pilot)
            assert plan_in(folder).entry("03").owner == before

    asyncio.run(play())


def test_what_is_told_of_an_edit_hides_names_too(opened: Open) -> None:
    async def play() -> None:
        async with opened(language="en").run_test(size=(120, 40), notifications=True) as pilot:
            await pilot.pause()
            await pilot.press("f9")
            pilot.app.clear_notifications()
            await ask(pilot, (TRANEMO, owner("[b]Kurator")))
            assert messages(pilot)[0] == "Tranemo: 02: owner (hidden) → (hidden)"
            await pilot.press("f9")
            pilot.app.clear_notifications()
            await pilot.press("ctrl+z")
            await settle(pilot)
            assert messages(pilot)[0] == "Undone: Tranemo: 02: owner Sektionschef → [b]Kurator"

    asyncio.run(play())


def test_undo_pressed_fast_takes_one_step_each_time(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in (folder / "plans").iterdir()}
    undo = Desk.undo

    def slowly(desk: Desk, step: Step) -> Step:
        time.sleep(0.2)
        return undo(desk, step)

    monkeypatch.setattr(Desk, "undo", slowly)

    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await pilot.press("down", "down", "space", "down", "space", "down", "space")
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert len(app.history.done) == 3
            await pilot.press("ctrl+z", "ctrl+z")
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert (len(app.history.done), len(app.history.taken_back)) == (1, 2)
            await pilot.press("ctrl+z")
            await app.workers.wait_for_complete()
            await pilot.pause()

    asyncio.run(play())
    assert {path: path.read_bytes() for path in (folder / "plans").iterdir()} == before
