"""One municipality's plan, as a person at the keyboard meets it."""

import asyncio
import tomllib
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Button

from actionplan.tui.dialogs.base import Confirm
from actionplan.tui.dialogs.entry import EntryDialog
from actionplan.tui.messages import PlanAsked
from actionplan.tui.screens.plan import PlanScreen
from actionplan.tui.widgets.page import Page
from actionplan.tui.widgets.rows import Rows
from actionplan.tui.widgets.topbar import TopBar
from tests.tui.conftest import Open
from tests.tui.looking import contents, drawn, keys
from tests.tui.test_overlap import go_to, settled


def path(folder: Path, name: str = "tranemo") -> Path:
    return folder / "plans" / f"{name}.toml"


def slot(folder: Path, number: str, name: str = "tranemo") -> dict[str, Any]:
    """What a plan file says of a proposal."""
    found: dict[str, Any] = tomllib.loads(path(folder, name).read_text("utf-8"))["proposal"].get(number, {})
    return found


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went, and those that came."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def page(pilot: Pilot[int]) -> str:
    """The whole detail, also what is not in sight."""
    return "\n".join("".join(text for text, _paint in line) for line in pilot.app.screen.query_one(Page)._lines)


def test_the_plan_shows_areas_proposals_and_own_facts_without_scrolling(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo", language="en")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await go_to(pilot, "18")
            seen = drawn(app)
            assert "Tranemo (example) · decided 2016-06-07" in seen
            assert "12 of 44 picked · 1 overdue" in seen
            assert "████░░░░  7 of 15 picked, 1 carried out" in seen
            row = next(line for line in seen.splitlines() if line.startswith("▌"))
            assert row.startswith("▌18 A structured programme")
            assert "N" in row
            assert "without owner" in row
            assert row.endswith("?! 2017-01-31")
            below = seen.splitlines()[-9:]
            for said in (
                "18 A structured programme",
                "not started",
                "none ?",
                "2017-01-31 ! 12 days late",
                "Utbildningsplan",
            ):
                assert any(said in line for line in below), said

    asyncio.run(play())


def test_nothing_that_the_plan_holds_is_left_out(opened: Open, folder: Path) -> None:
    with path(folder).open("a", encoding="utf-8") as file:
        file.write(
            '\n[proposal.99]\nstatus = "started"\n'
            '\n[measure.abcd]\ntitle = "Egen handledarpool"\nstatus = "done"\narea = "B"\n'
            '\n[orphan.old-07]\nproposal = "07"\ncatalogue_version = "older"\ntitle = "Kvar sedan förr"\n'
        )

    async def play() -> None:
        app = opened(body="tranemo", language="en")
        async with app.run_test(size=(120, 60)) as pilot:
            await settled(pilot)
            assert app.scene
            assert keys(app) == [*app.scene.catalogue.proposals, "99", "measure:abcd", "orphan:old-07"]
            assert "Egen handledarpool" in drawn(app)
            await go_to(pilot, "orphan:old-07")
            assert "Kvar sedan förr" in page(pilot)
            assert "older" in page(pilot)
            before = contents(folder)
            await pilot.press("space")
            await settled(pilot)
            assert contents(folder) == before

    asyncio.run(play())


def test_space_picks_and_takes_the_pick_back_and_changes_only_those_lines(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await go_to(pilot, "03")
            before = path(folder).read_text("utf-8")
            others = {name: content for name, content in contents(folder).items() if name != "tranemo.toml"}
            await pilot.press("space")
            await settled(pilot)
            after = path(folder).read_text("utf-8")
            assert slot(folder, "03") == {"status": "not_started"}
            assert len(after.splitlines()) == len(before.splitlines()) + 1
            assert after.replace('status = "not_started"\n', "") == before.replace('status = "not_started"\n', "")
            assert {name: content for name, content in contents(folder).items() if name != "tranemo.toml"} == others
            await pilot.press("space")
            await settled(pilot)
            assert path(folder).read_text("utf-8") == before

    asyncio.run(play())


def test_taking_back_a_pick_with_facts_asks_and_enter_keeps_them(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await go_to(pilot, "18")
            before = contents(folder)
            await pilot.press("space")
            await settled(pilot)
            assert isinstance(app.screen, Confirm)
            assert "prioritet" in drawn(app)
            await pilot.press("enter", "enter")
            await settled(pilot)
            # The second Enter opened the form, and lost nothing either.
            assert contents(folder) == before
            await pilot.press("escape")
            await pilot.press("space")
            await settled(pilot)
            app.screen.query_one("#yes", Button).press()
            await settled(pilot)
            assert slot(folder, "18") == {}
            await pilot.press("ctrl+z")
            await settled(pilot)
            assert contents(folder) == before

    asyncio.run(play())


def test_only_picked_only_overdue_found_and_everything_again(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo", language="en")
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            bar = app.screen.query_one(TopBar)
            await pilot.press("v")
            assert len(keys(app)) == 12
            assert bar.narrowed == "Showing 12 of 44: picked"
            await pilot.press("f6")
            assert keys(app) == ["18"]
            await pilot.press("escape")
            assert len(keys(app)) == 44
            assert bar.narrowed == ""
            await pilot.press("f3", *"hr-konsult")
            await pilot.pause()
            assert keys(app) == ["23"]
            await pilot.press("escape")
            await pilot.pause()
            assert len(keys(app)) == 44
            await pilot.press("f3", *"18")
            await pilot.pause()
            assert keys(app)[0] == "18"

    asyncio.run(play())


def test_going_to_a_proposal_that_is_not_listed_lists_everything(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            await pilot.press("v")
            app.screen.post_message(PlanAsked("1452", "05"))
            await settled(pilot)
            assert app.screen.query_one(Rows).cursor == "05"
            assert len(keys(app)) == 44

    asyncio.run(play())


def test_the_plan_follows_whose_it_is(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo", language="en")
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            app.screen.post_message(PlanAsked("1490", "20"))
            await settled(pilot)
            assert app.screen.query_one(Rows).cursor == "20"
            assert app.screen.query_one(TopBar).heading.startswith("Borås Stad")
            assert app.proposal == "20"
            assert page(pilot).startswith("20 ")

    asyncio.run(play())


def test_a_municipality_without_a_plan_is_told_what_to_do(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            app.screen.post_message(PlanAsked("1465"))
            await settled(pilot)
            assert "actionplan init svenljunga" in drawn(app)
            assert not app.screen.query_one("#plan-list").region
            await pilot.press("space", "e", "s")
            await settled(pilot)
            assert isinstance(app.screen, PlanScreen)

    asyncio.run(play())


def test_a_broken_plan_shows_where_and_what_to_do_and_nothing_else(opened: Open, folder: Path) -> None:
    text = path(folder).read_text("utf-8")
    path(folder).write_text(text.replace("due = 2017-05-15", "due = 2017-15-15"), "utf-8")

    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            assert "plans/tranemo.toml:60" in drawn(app)
            assert "åååå-mm-dd" in drawn(app)
            assert "Sektionschef" not in drawn(app)
            assert not app.screen.query_one("#plan-list").region
            path(folder).write_text(text, "utf-8")
            await pilot.press("f5")
            await settled(pilot)
            assert "Sektionschef" in drawn(app)
            assert app.focused is app.screen.query_one(Rows)

    asyncio.run(play())


def test_a_partly_faulty_plan_shows_the_rest_and_its_problems(opened: Open, folder: Path) -> None:
    text = path(folder).read_text("utf-8")
    path(folder).write_text(text.replace("priority = 1", "priority = 9", 1), "utf-8")

    async def play() -> None:
        app = opened(body="tranemo", language="en")
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            assert "1 problem in the file" in drawn(app)
            await go_to(pilot, "02")
            own, _others = page(pilot).split("Follow-ups")
            assert "9 is outside the range 1–3" in " ".join(own.split())
            await go_to(pilot, "03")
            assert "Problems in the file" in page(pilot)

    asyncio.run(play())


def test_the_newest_follow_up_stands_first(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            await go_to(pilot, "02")
            said = page(pilot)
            assert said.index("2016-12-02") < said.index("Möten inbokade") < said.index("2016-09-16")
            assert "P" in said[said.index("2016-12-02") :].splitlines()[0]

    asyncio.run(play())


def test_hidden_names_are_hidden_in_the_list_the_detail_and_the_form(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            await go_to(pilot, "02")
            assert "Sektionschef" in drawn(app)
            await pilot.press("f9")
            await settled(pilot)
            app.clear_notifications()
            await pilot.pause()
            for name in ("Sektionschef", "Enhetschef IFO", "HR-konsult"):
                assert name not in drawn(app)
                assert name not in page(pilot)
            await pilot.press("e")
            await settled(pilot)
            assert isinstance(app.screen, EntryDialog)
            assert "Sektionschef" not in drawn(app)

    asyncio.run(play())


def test_long_texts_are_cut_at_a_word(opened: Open, folder: Path) -> None:
    text = path(folder).read_text("utf-8")
    owner = "Utvecklingsledare för barnhälsovårdens samverkansgrupper i Sjuhärad"
    path(folder).write_text(text.replace('owner = "Sektionschef"', f'owner = "{owner}"', 1), "utf-8")

    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            row = next(line for line in drawn(app).splitlines() if line.startswith(" 02"))
            assert len(row) <= 79
            assert "skola…" in row or "med…" in row
            assert "Utvecklingsledare…" in row or "Utvecklingsledare för…" in row
            assert row.endswith("2017-05-15")

    asyncio.run(play())


def test_control_characters_in_a_file_are_shown_not_sent(opened: Open, folder: Path) -> None:
    text = path(folder).read_text("utf-8")
    path(folder).write_text(text.replace('owner = "Sektionschef"', 'owner = "A\\u001b[31mB"', 1), "utf-8")

    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            await go_to(pilot, "02")
            assert "\x1b" not in drawn(app)
            assert "A␛[31mB" in drawn(app)
            await pilot.press("e")
            await settled(pilot)
            assert "\x1b" not in drawn(app)
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert slot(folder, "02")["owner"] == "A\x1b[31mB"

    asyncio.run(play())


def test_where_only_reading_is_allowed_nothing_opens(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo", read_only=True)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await go_to(pilot, "02")
            before = contents(folder)
            for key in ("enter", "e", "space", "s", "a", "d", "u", "t", "p"):
                await pilot.press(key)
                await settled(pilot)
                assert isinstance(app.screen, PlanScreen), key
            assert contents(folder) == before

    asyncio.run(play())


def test_an_edit_in_the_form_is_seen_in_the_list_and_undone(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            await go_to(pilot, "18")
            before = contents(folder)
            await pilot.press("a", *"Verksamhetschef", "ctrl+s")
            await settled(pilot)
            assert slot(folder, "18")["owner"] == "Verksamhetschef"
            app.clear_notifications()
            await pilot.pause()
            row = next(line for line in drawn(app).splitlines() if line.startswith("▌18"))
            assert "Verksamhetschef" in row
            await pilot.press("ctrl+z")
            await settled(pilot)
            assert contents(folder) == before

    asyncio.run(play())


def test_a_plan_that_is_opened_from_elsewhere_stays_that_one(opened: Open) -> None:
    async def play() -> None:
        app = opened(language="en")
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            app.screen.post_message(PlanAsked("1452", "18"))
            await settled(pilot)
            await settled(pilot)
            assert (app.body, app.proposal) == ("1452", "18")
            await pilot.press("down", "down")
            await settled(pilot)
            assert (app.body, app.proposal) == ("1452", "20")
            assert app.screen.query_one(Rows).cursor == "20"
            assert page(pilot).startswith("20 ")
            assert app.screen.query_one(TopBar).heading.startswith("Tranemo")

    asyncio.run(play())


def test_who_leaves_while_a_plan_is_read_is_not_held_up(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await go_to(pilot, "18")
            screen = app.screen
            assert isinstance(screen, PlanScreen)
        # What was read comes when there is nothing left to show it on.
        screen._show(None)

    asyncio.run(play())
