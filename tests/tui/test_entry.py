"""The dialogs that edit a proposal in a plan, as a person at the keyboard meets them."""

import asyncio
import datetime as dt
import tomllib
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Label

from actionplan.core.status import Status
from actionplan.i18n import set_language
from actionplan.tui.dialogs.activities import ActivitiesDialog, ActivityDialog
from actionplan.tui.dialogs.base import Confirm
from actionplan.tui.dialogs.calendar import CalendarDialog
from actionplan.tui.dialogs.entry import EntryDialog
from actionplan.tui.dialogs.facts import FactsDialog
from actionplan.tui.dialogs.followup import FollowUpDialog
from actionplan.tui.dialogs.status import StatusDialog
from actionplan.tui.remarks import check_day, check_owner, joined, parts
from actionplan.tui.screens.plan import PlanScreen
from actionplan.tui.widgets.calendar import MonthGrid, month_name, months_later, weeks_of
from actionplan.tui.widgets.field import Field
from actionplan.tui.widgets.oneof import OneOf
from actionplan.tui.widgets.scale import STEPS, Scale, status_of_key
from tests.tui.conftest import DAY, Open
from tests.tui.looking import contents, drawn
from tests.tui.test_overlap import go_to, settled
from tests.tui.test_plan import changed_lines, page, path, slot

IDENTITY = "811228-9874"


def field(pilot: Pilot[int], name: str) -> Field:
    return pilot.app.screen.query_one(f"#{name}", Field)


def remark(pilot: Pilot[int], name: str) -> str:
    """What is said below a field."""
    label = field(pilot, name).query_one(".field-remark", Label)
    return str(label.render()) if label.display else ""


async def at(pilot: Pilot[int], number: str, *keys: str) -> None:
    """Go to a proposal and press keys."""
    await settled(pilot)
    await go_to(pilot, number)
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


# The form


def test_the_form_saves_only_what_was_changed(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "a")
            before = path(folder).read_text("utf-8")
            assert isinstance(app.screen, EntryDialog)
            assert field(pilot, "owner").has_focus_within
            await pilot.press(*"Verksamhetschef")
            assert app.screen.unsaved == 1
            await pilot.press("ctrl+s")
            await settled(pilot)
            after = path(folder).read_text("utf-8")
            assert changed_lines(before, after) == (['owner = "Sektionschef"'], ['owner = "Verksamhetschef"'])
            assert slot(folder, "02")["owner"] == "Verksamhetschef"
            assert after.replace('"Verksamhetschef"', '"Sektionschef"') == before

    asyncio.run(play())


def test_all_fields_can_be_filled_in_and_emptied(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "03", "e")
            screen = app.screen
            await pilot.press("p")
            for name, text in (
                ("owner", "Enhetschef"),
                ("due", "2017-09-30"),
                ("start", "idag"),
                ("partners", "Skolan, Vårdcentralen"),
                ("goal", "Ett mål\ni två rader"),
                ("evidence", "SN 2016/97\nhttps://example.org/a,b"),
            ):
                field(pilot, name).value = text
            screen.query_one("#priority", OneOf).focus()
            await pilot.press("2")
            screen.query_one("#level", OneOf).focus()
            await pilot.press("right", "space")
            await pilot.pause()
            assert isinstance(screen, EntryDialog)
            assert screen.unsaved == 9
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert slot(folder, "03") == {
                "status": "started",
                "owner": "Enhetschef",
                "partners": ["Skolan", "Vårdcentralen"],
                "level": "local",
                "priority": 2,
                "start": DAY,
                "due": dt.date(2017, 9, 30),
                "goal": "Ett mål\ni två rader",
                "evidence": ["SN 2016/97", "https://example.org/a,b"],
            }
            await at(pilot, "03", "e")
            for name in ("owner", "due", "start", "partners", "goal", "evidence"):
                field(pilot, name).value = ""
            app.screen.query_one(Scale).choose(None)
            app.screen.query_one("#priority", OneOf).choose("")
            app.screen.query_one("#level", OneOf).choose("")
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert slot(folder, "03") == {}

    asyncio.run(play())


def test_arrows_alone_change_nothing(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo", language="en")
        async with app.run_test(size=(80, 24)) as pilot:
            before = contents(folder)
            await at(pilot, "02", "e")
            screen, scale = app.screen, app.screen.query_one(Scale)
            assert isinstance(screen, EntryDialog)
            was = scale.chosen
            await pilot.press("down")
            assert (STEPS[scale.cursor], scale.chosen) == (Status.OVER_HALF, was)
            bars = [line for line in drawn(app).splitlines() if "▌( )" in line]
            assert len(bars) == 1
            assert "half or more" in bars[0]
            await pilot.press(*["down"] * 8)
            # On the last one down goes on, and the cursor is back where the chosen one is.
            assert not scale.has_focus
            assert STEPS[scale.cursor] == was
            for name in ("priority", "level"):
                values = screen.query_one(f"#{name}", OneOf)
                values.focus()
                was_at, was_chosen = values.cursor, values.chosen
                await pilot.press("right", "right", "left", "right")
                assert values.cursor > was_at
                await pilot.press("down")
                assert not values.has_focus
                assert (values.cursor, values.chosen) == (was_at, was_chosen)
            await settled(pilot)
            assert screen.unsaved == 0
            await pilot.press("escape")
            await settled(pilot)
            assert isinstance(app.screen, PlanScreen)
            assert contents(folder) == before

    asyncio.run(play())


def test_space_and_enter_choose_what_is_under_the_cursor(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "e", "down", "space")
            screen, scale = app.screen, app.screen.query_one(Scale)
            assert isinstance(screen, EntryDialog)
            assert (scale.chosen, scale.has_focus, screen.unsaved) == (Status.OVER_HALF, True, 1)
            await pilot.press("down", "enter")
            await settled(pilot)
            assert (scale.chosen, scale.has_focus, screen.unsaved) == (Status.DONE, False, 1)
            scale.focus()
            await pilot.press("p")
            assert (scale.chosen, STEPS[scale.cursor]) == (Status.STARTED, Status.STARTED)
            level = screen.query_one("#level", OneOf)
            level.focus()
            await pilot.press("right", "right", "space")
            assert (level.chosen, level.has_focus) == ("regional", True)
            await pilot.press("left", "enter")
            assert (level.chosen, level.has_focus) == ("local", False)
            level.focus()
            await pilot.press("enter")
            assert (level.chosen, level.has_focus) == ("local", False)

    asyncio.run(play())


def test_a_status_that_needs_a_reason_asks_for_it_in_the_form(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo", language="en")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "03", "e")
            before = contents(folder)
            assert not field(pilot, "reason").display
            await pilot.press("x")
            await settled(pilot)
            assert field(pilot, "reason").has_focus_within
            assert remark(pilot, "reason") == "“will not be carried out” needs a reason. Write why."
            app.screen.query_one(Scale).focus()
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert isinstance(app.screen, EntryDialog)
            assert field(pilot, "reason").has_focus_within
            assert contents(folder) == before
            await pilot.press(*"Saknar resurser")
            await settled(pilot)
            assert remark(pilot, "reason") == ""
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert slot(folder, "03") == {"status": "declined", "reason": "Saknar resurser"}

    asyncio.run(play())


def test_an_identity_number_is_refused_with_words_as_it_is_typed(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo", language="en")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "a")
            before = contents(folder)
            await pilot.press(*IDENTITY)
            await pilot.pause()
            assert "personal identity number" in remark(pilot, "owner")
            await pilot.press("tab", "ctrl+s")
            await settled(pilot)
            assert isinstance(app.screen, EntryDialog)
            assert field(pilot, "owner").has_focus_within
            assert contents(folder) == before
            field(pilot, "owner").value = "Enhetschef"
            await settled(pilot)
            assert remark(pilot, "owner") == ""

    asyncio.run(play())


def test_a_name_is_doubted_and_may_be_saved(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo", language="en")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "a")
            await pilot.press(*"Anna Svensson")
            await settled(pilot)
            assert "looks like a person's name" in remark(pilot, "owner")
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert slot(folder, "02")["owner"] == "Anna Svensson"

    asyncio.run(play())


def test_a_date_that_does_not_exist_is_said_as_it_is_typed(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo", language="en")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "d")
            before = contents(folder)
            await pilot.press(*"2017-02")
            await settled(pilot)
            assert remark(pilot, "due") == ""
            await pilot.press(*"-30")
            await settled(pilot)
            assert remark(pilot, "due") == "There is no such date. Write it as yyyy-mm-dd."
            field(pilot, "due").value = "1/5 2017"
            await settled(pilot)
            assert remark(pilot, "due") == "Did you mean 2017-05-01?"
            field(pilot, "due").value = "2016-08-31"
            await settled(pilot)
            assert "is before" in remark(pilot, "due")
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert contents(folder) == before
            field(pilot, "due").value = "2017-02"
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert remark(pilot, "due") == "There is no such date. Write it as yyyy-mm-dd."
            assert contents(folder) == before

    asyncio.run(play())


def test_a_date_is_chosen_from_the_calendar(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "d", "f2")
            assert isinstance(app.screen, CalendarDialog)
            assert app.screen.query_one(MonthGrid).day == dt.date(2017, 5, 15)
            assert "[15]" in drawn(app)
            await pilot.press("pagedown", "down", "right", "left", "up")
            assert app.screen.query_one(MonthGrid).day == dt.date(2017, 6, 15)
            await pilot.press("escape")
            await settled(pilot)
            assert field(pilot, "due").value == "2017-05-15"
            await pilot.press("tab", "enter")
            await settled(pilot)
            assert isinstance(app.screen, CalendarDialog)
            await pilot.press("plus", "down", "enter")
            await settled(pilot)
            assert field(pilot, "due").value == "2018-05-22"
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert slot(folder, "02")["due"] == dt.date(2018, 5, 22)

    asyncio.run(play())


def test_leaving_with_changes_asks_and_enter_loses_nothing(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "a")
            before = contents(folder)
            await pilot.press(*"Chef", "escape")
            await settled(pilot)
            assert isinstance(app.screen, Confirm)
            await pilot.press("enter", "enter")
            await settled(pilot)
            assert isinstance(app.screen, EntryDialog)
            assert field(pilot, "owner").value == "Chef"
            await pilot.press("escape")
            await settled(pilot)
            app.screen.query_one("#yes", Button).press()
            await settled(pilot)
            assert isinstance(app.screen, PlanScreen)
            assert contents(folder) == before

    asyncio.run(play())


def test_leaving_without_changes_does_not_ask_and_saving_nothing_writes_nothing(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            before = contents(folder)
            await at(pilot, "02", "e", "escape")
            assert isinstance(app.screen, PlanScreen)
            await pilot.press("e")
            await settled(pilot)
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert isinstance(app.screen, PlanScreen)
            assert contents(folder) == before

    asyncio.run(play())


def test_save_stays_in_sight_and_the_field_that_is_filled_in_too(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "e", "x")
            for _ in range(10):
                await pilot.press("tab")
            await pilot.press(*"ett", "enter", *"två", "enter", *"tre")
            await settled(pilot)
            seen = drawn(app)
            assert "^S" in seen
            assert "tre" in seen

    asyncio.run(play())


def test_help_follows_the_field(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "a")
            said = app.screen.query_one("#help", Label)
            assert str(said.render()).startswith("En funktion, inte ett personnamn")
            await pilot.press("tab")
            await settled(pilot)
            assert "F2" in str(said.render())

    asyncio.run(play())


def test_an_owner_who_is_in_the_plan_already_is_suggested(opened: Open) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "a")
            await pilot.press(*"enh")
            await settled(pilot)
            await pilot.press("right")
            assert field(pilot, "owner").value == "Enhetschef IFO"

    asyncio.run(play())


def test_with_hidden_names_a_new_owner_replaces_the_old_and_nothing_else_does(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await pilot.press("f9")
            await at(pilot, "02", "e")
            assert field(pilot, "owner").value == ""
            await pilot.press("h", "ctrl+s")
            await settled(pilot)
            assert slot(folder, "02")["owner"] == "Sektionschef"
            assert slot(folder, "02")["status"] == "over_half"

    asyncio.run(play())


# Status


@pytest.mark.parametrize(("key", "status"), [("g", "done"), ("h", "over_half"), ("e", "not_started")])
def test_a_letter_sets_the_status_at_once(opened: Open, folder: Path, key: str, status: str) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "s")
            assert isinstance(app.screen, StatusDialog)
            before = path(folder).read_text("utf-8")
            await pilot.press(key)
            await settled(pilot)
            assert isinstance(app.screen, PlanScreen)
            assert slot(folder, "02")["status"] == status
            assert len(path(folder).read_text("utf-8").splitlines()) == len(before.splitlines())

    asyncio.run(play())


def test_arrows_and_enter_set_the_status(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "s", "down", "enter")
            assert slot(folder, "02")["status"] == "over_half"
            await at(pilot, "02", "s", "full_stop")
            assert "status" not in slot(folder, "02")
            before = contents(folder)
            await at(pilot, "02", "s", "up", "up", "escape")
            assert isinstance(app.screen, PlanScreen)
            assert contents(folder) == before

    asyncio.run(play())


def test_a_status_that_needs_a_reason_asks_for_it_at_once(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "s", "minus")
            before = contents(folder)
            assert isinstance(app.screen, StatusDialog)
            assert field(pilot, "reason").has_focus_within
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert contents(folder) == before
            assert isinstance(app.screen, StatusDialog)
            await pilot.press(*"Finns inte hos oss", "ctrl+s")
            await settled(pilot)
            assert slot(folder, "02")["status"] == "not_relevant"
            assert slot(folder, "02")["reason"] == "Finns inte hos oss"

    asyncio.run(play())


def test_the_letters_of_the_scale() -> None:
    set_language("sv")
    assert [status_of_key(key) for key in "gHpE"] == [
        (Status.DONE, True),
        (Status.OVER_HALF, True),
        (Status.STARTED, True),
        (Status.NOT_STARTED, True),
    ]
    assert status_of_key(".") == (None, True)
    assert status_of_key("q") == (None, False)
    assert len(set(STEPS)) == 7


# Follow-ups


def test_a_follow_up_is_recorded_and_stands_in_the_timeline(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(120, 40)) as pilot:
            await at(pilot, "02", "u")
            assert isinstance(app.screen, FollowUpDialog)
            assert field(pilot, "date").value == DAY.isoformat()
            await pilot.press(*"Två möten", "enter", *"till")
            app.screen.query_one(Scale).focus()
            await pilot.press("h")
            field(pilot, "by").value = "Enhetschef IFO"
            await pilot.press("ctrl+s")
            await settled(pilot)
            said = slot(folder, "02")
            assert said["status"] == "over_half"
            assert said["followup"]["2017-02-12"] == {
                "status": "over_half",
                "comment": "Två möten\ntill",
                "by": "Enhetschef IFO",
            }
            shown = page(pilot)
            assert shown.index("2017-02-12") < shown.index("Två möten") < shown.index("2016-12-02")

    asyncio.run(play())


def test_two_follow_ups_on_a_day_are_both_kept(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(120, 40)) as pilot:
            for text in ("ett", "två"):
                await at(pilot, "02", "u")
                await pilot.press(*text, "ctrl+s")
                await settled(pilot)
            found = slot(folder, "02")["followup"]
            assert [one["comment"] for key, one in found.items() if key.startswith("2017-02-12")] == ["ett", "två"]
            # Kept as it was: the status that holds is noted.
            assert {one["status"] for key, one in found.items() if key.startswith("2017-02-12")} == {"started"}

    asyncio.run(play())


def test_an_empty_follow_up_is_not_saved(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo", language="en")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "u")
            before = contents(folder)
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert contents(folder) == before
            assert remark(pilot, "comment") == "Write a comment, or choose another status."
            field(pilot, "comment").value = f"Om {IDENTITY}"
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert contents(folder) == before
            field(pilot, "comment").value = "Inget nytt"
            field(pilot, "date").value = ""
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert contents(folder) == before
            assert remark(pilot, "date") == "Write a date."

    asyncio.run(play())


def test_a_follow_up_that_decides_against_needs_a_reason(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "u")
            app.screen.query_one(Scale).focus()
            await pilot.press("x")
            await settled(pilot)
            assert field(pilot, "reason").has_focus_within
            await pilot.press(*"Avvecklas", "ctrl+s")
            await settled(pilot)
            said = slot(folder, "02")
            assert (said["status"], said["reason"]) == ("declined", "Avvecklas")
            assert said["followup"]["2017-02-12"]["status"] == "declined"

    asyncio.run(play())


def test_a_follow_up_is_signed_with_the_users_function(
    opened: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (config / "config.toml").write_text('by = "Utvecklingsledare"\n', "utf-8")
    monkeypatch.setenv("ACTIONPLAN_CONFIG_DIR", str(config))

    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "u")
            assert field(pilot, "by").value == "Utvecklingsledare"
            await pilot.press("escape")
            await settled(pilot)
            assert isinstance(app.screen, PlanScreen)

    asyncio.run(play())


# Activities and the plan's facts


def test_activities_are_added_changed_and_ticked_off_as_one_step(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="boras")
        async with app.run_test(size=(120, 40)) as pilot:
            await at(pilot, "01", "t")
            before = contents(folder)
            old = slot(folder, "01", "boras")["activity"]
            assert isinstance(app.screen, ActivitiesDialog)
            await pilot.press("n")
            await settled(pilot)
            assert isinstance(app.screen, ActivityDialog)
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert isinstance(app.screen, ActivityDialog)
            await pilot.press(*"Boka lokal", "tab", *"Assistent", "tab", *"2017-03-01", "ctrl+s")
            await settled(pilot)
            await pilot.press("space")
            await settled(pilot)
            assert contents(folder) == before
            assert app.screen.unsaved == 2
            await pilot.press("ctrl+s")
            await settled(pilot)
            found = slot(folder, "01", "boras")["activity"]
            new = next(one for key, one in found.items() if key not in old)
            assert new == {"what": "Boka lokal", "owner": "Assistent", "due": dt.date(2017, 3, 1), "status": "done"}
            assert {key: found[key] for key in old} == old
            await pilot.press("ctrl+z")
            await settled(pilot)
            assert contents(folder) == before

    asyncio.run(play())


def test_an_activity_is_changed(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="boras")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "01", "t", "enter")
            assert isinstance(app.screen, ActivityDialog)
            field(pilot, "what").value = "Något annat"
            await pilot.press("ctrl+s")
            await settled(pilot)
            await pilot.press("ctrl+s")
            await settled(pilot)
            found = slot(folder, "01", "boras")["activity"]
            assert next(one["what"] for one in found.values()) == "Något annat"

    asyncio.run(play())


def test_the_plans_facts_are_edited(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened(body="tranemo")
        async with app.run_test(size=(80, 24)) as pilot:
            await at(pilot, "02", "p")
            assert isinstance(app.screen, FactsDialog)
            before = path(folder).read_text("utf-8")
            field(pilot, "revised").value = "2016-01-01"
            field(pilot, "focus").value = "2, 18"
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert isinstance(app.screen, FactsDialog)
            field(pilot, "revised").value = "2017-01-10"
            field(pilot, "focus").value = "2, 77"
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert isinstance(app.screen, FactsDialog)
            field(pilot, "focus").value = "2, 18"
            await pilot.press("ctrl+s")
            await settled(pilot)
            head = tomllib.loads(path(folder).read_text("utf-8"))["plan"]
            assert head["revised"] == dt.date(2017, 1, 10)
            assert head["focus"] == ["02", "18"]
            gone, _came = changed_lines(before, path(folder).read_text("utf-8"))
            assert gone == []

    asyncio.run(play())


# The overview does the same


def test_the_overview_sets_a_status_in_the_plan_under_the_cursor(opened: Open, folder: Path) -> None:
    async def play() -> None:
        app = opened()
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            await pilot.press("s", "g")
            await settled(pilot)
            assert slot(folder, "01", "bollebygd")["status"] == "done"

    asyncio.run(play())


# Pure parts


def test_weeks_begin_on_monday_and_have_their_numbers() -> None:
    weeks = weeks_of(dt.date(2017, 1, 15))
    assert weeks[0][0] == dt.date(2016, 12, 26)
    assert weeks[0][0].isocalendar().week == 52
    assert all(week[0].weekday() == 0 and len(week) == 7 for week in weeks)
    assert months_later(dt.date(2017, 1, 31), 1) == dt.date(2017, 2, 28)
    assert months_later(dt.date(2017, 1, 31), -1) == dt.date(2016, 12, 31)
    set_language("en")
    assert month_name(dt.date(2017, 5, 1)) == "May 2017"


def test_items_are_read_as_they_are_written() -> None:
    assert parts("Skolan,  Vårdcentralen ,") == ("Skolan", "Vårdcentralen")
    for items in ((), ("a",), ("a", "b"), ("Skola, årskurs 9", "b")):
        assert parts(joined(items)) == items


def test_dates_and_owners_are_judged_by_what_they_say() -> None:
    assert not check_day(DAY)("").text
    assert check_day(DAY, required=True)("").is_fault
    assert check_day(DAY)("2017-02-3").waits
    assert not check_day(DAY)("2017-02-30").waits
    assert check_owner("Anna Svensson").text
    assert not check_owner("Anna Svensson").is_fault
    assert check_owner(f"Enhetschef {IDENTITY}").is_fault
    assert not check_owner("Enhetschef barn och unga").text
