"""Save and share: how it stands, what is shown before, the questions on the way, and what came of it."""

import asyncio
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Input

from actionplan.core import edit
from actionplan.core.merge import Side
from actionplan.core.plan import Plan
from actionplan.core.status import Status
from actionplan.store.git.errors import NotVersioned
from actionplan.store.read import read_plan
from actionplan.tui import errand
from actionplan.tui.app import ActionPlanApp
from actionplan.tui.desk import Desk
from actionplan.tui.dialogs.questions import QuestionsDialog
from actionplan.tui.dialogs.share import ShareDialog
from actionplan.tui.dialogs.sharing import SharingDialog
from actionplan.tui.errand import Errand, Order, Way, look_ahead
from actionplan.tui.messages import EditAsked
from actionplan.tui.screens.base import WorkScreen
from actionplan.tui.widgets.page import Page
from actionplan.tui.widgets.topbar import TopBar
from actionplan.workspace import open_workspace, sharing
from actionplan.workspace.saving import save
from actionplan.workspace.sharing import share
from actionplan.workspace.versioned import versioned
from tests.gitting import GitWorld, clone, commit_all, git, new_repository, run_git
from tests.tui.conftest import DAY, Open
from tests.tui.walking import QUESTIONS, TRANEMO, speech, text

pytestmark = pytest.mark.usefixtures("git_world")


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """Where plans are shared."""
    return new_repository(tmp_path / "shared.git", "--bare")


@pytest.fixture
def mine(folder: Path, shared: Path) -> Path:
    """The example workspace, saved and shared."""
    new_repository(folder)
    commit_all(folder, "Planerna")
    run_git(folder, "remote", "add", "origin", str(shared))
    run_git(folder, "push", "--quiet", "--set-upstream", "origin", "main")
    return folder


@pytest.fixture
def theirs(mine: Path, shared: Path) -> Path:
    """A colleague's copy."""
    where = clone(shared, mine.parent / "theirs")
    run_git(where, "config", "user.name", "FoU Sjuhärad")
    return where


def set_in(folder: Path, source: str = TRANEMO, number: str = "02", **fields: Any) -> None:
    """Edit a plan as somebody else's program does."""
    from actionplan.workspace.editing import edit_plan

    edit_plan(open_workspace(folder), folder / source, lambda plan: edit.set_fields(plan, number, fields))


def share_in(folder: Path) -> None:
    """Save and share as somebody else does."""
    here = versioned(open_workspace(folder))
    save(here)
    share(here, lambda _questions: None)


def plan_in(folder: Path, source: str = TRANEMO) -> Plan:
    plan = read_plan(folder / source, source).plan
    assert plan
    return plan


def owner(name: str) -> Callable[[Plan], Plan]:
    return lambda plan: edit.set_fields(plan, "02", {"owner": name})


async def settle(pilot: Pilot[Any]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait for something that a thread brings about while workers go on."""
    for _time in range(400):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError(text(pilot))


async def change(pilot: Pilot[Any], name: str = "Kurator") -> None:
    pilot.app.post_message(EditAsked(((TRANEMO, owner(name)),)))
    await pilot.pause()
    await settle(pilot)


async def counted(pilot: Pilot[Any]) -> str:
    """The top line, once it is counted how it stands."""
    app = pilot.app
    assert isinstance(app, ActionPlanApp)
    app.count_unsaved()
    await settle(pilot)
    return top(pilot)


def top(pilot: Pilot[Any]) -> str:
    bar = next(screen for screen in pilot.app.screen_stack if screen.query(TopBar)).query_one(TopBar)
    return bar.render_line(0).text.rstrip()


def told(pilot: Pilot[Any]) -> str:
    """What the dialog on top says, all of it."""
    page = pilot.app.screen.query_one(Page)
    assert page.writing
    return "\n".join("".join(piece for piece, _paint in line) for line in page.writing(100))


def title(pilot: Pilot[Any]) -> str:
    return str(pilot.app.screen.query_one(".dialog-title").render())


def buttons(pilot: Pilot[Any]) -> list[str]:
    return [str(one.label) for one in pilot.app.screen.query(Button)]


async def ask_for_sharing(pilot: Pilot[Any]) -> None:
    await pilot.press("ctrl+s")
    await settle(pilot)
    assert isinstance(pilot.app.screen, ShareDialog)


async def share_all(pilot: Pilot[Any]) -> None:
    """Save and share, with nothing changed in what is suggested."""
    await ask_for_sharing(pilot)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: isinstance(pilot.app.screen, QuestionsDialog) or done(pilot))


def done(pilot: Pilot[Any]) -> bool:
    screen = pilot.app.screen
    return isinstance(screen, SharingDialog) and screen.outcome is not None


def played(opened: Open, play: Callable[[Pilot[Any]], Any], size: tuple[int, int] = (120, 40), **given: Any) -> None:
    async def run() -> None:
        async with opened(**{"language": "en", **given}).run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            await settle(pilot)
            await play(pilot)

    asyncio.run(run())


# How it stands


def test_the_top_tells_how_it_stands(opened: Open, mine: Path) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        assert (await counted(pilot)).endswith("✓ shared")
        await change(pilot)
        assert top(pilot).endswith("○ 1 change to save")
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert top(pilot).endswith("✓ shared")
        set_in(mine, owner="Kurator", due=DAY)
        save(versioned(open_workspace(mine)))
        assert (await counted(pilot)).endswith("↑ 1 save to share")

    played(opened, play)


@pytest.mark.parametrize(("language", "said"), [("sv", "○ 1 att spara"), ("en", "○ 1 to save")])
def test_on_a_narrow_screen_it_is_told_in_few_words(opened: Open, mine: Path, language: str, said: str) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        set_in(mine, owner="Kurator")
        assert (await counted(pilot)).endswith(said)

    played(opened, play, (80, 24), language=language)


def test_many_plans_are_counted_as_plans(opened: Open, mine: Path) -> None:
    for path in (mine / "plans").glob("*.toml"):
        for copy in range(5):
            shutil.copy(path, path.with_stem(f"{path.stem}-{copy}"))

    async def play(pilot: Pilot[Any]) -> None:
        assert "changed plans to save" in await counted(pilot)

    played(opened, play)


def test_where_nothing_is_shared_what_is_saved_is_saved(opened: Open, folder: Path) -> None:
    new_repository(folder)
    commit_all(folder)

    async def play(pilot: Pilot[Any]) -> None:
        assert (await counted(pilot)).endswith("✓ saved")

    played(opened, play)


def test_without_a_repository_nothing_is_told_of_it(opened: Open) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await change(pilot)
        assert (await counted(pilot)).endswith("✓ saved")
        assert isinstance(pilot.app, ActionPlanApp)
        assert pilot.app.scene
        assert pilot.app.scene.tally is None

    played(opened, play)


def test_it_is_counted_once_at_a_time(opened: Open, mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from actionplan.workspace import unshared

    count, going, most = unshared.tally, 0, 0
    waits = threading.Event()

    def slowly(*given: Any) -> Any:
        nonlocal going, most
        going += 1
        most = max(most, going)
        waits.wait(5)
        going -= 1
        return count(*given)

    monkeypatch.setattr(unshared, "tally", slowly)

    async def play(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, ActionPlanApp)
        for _time in range(5):
            app.count_unsaved()
            await pilot.pause()
        set_in(mine, owner="Kurator")
        waits.set()
        await settle(pilot)
        assert most == 1
        assert top(pilot).endswith("○ 1 change to save")

    played(opened, play)


# Before


def test_what_would_be_shared_is_shown_in_words(opened: Open, mine: Path) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await change(pilot)
        await ask_for_sharing(pilot)
        assert "This is saved\nTranemo" in told(pilot)
        assert "· owner Sektionschef → Kurator" in told(pilot)
        assert pilot.app.screen.query_one(Input).value == "Tranemo: owner for 02 changed"
        assert buttons(pilot) == ["Cancel  Esc", "Save here only", "Save and share  ^S"]
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, WorkScreen)
        assert run_git(mine, "log", "--format=%s") == "Planerna"

    played(opened, play)


def test_sharing_with_nothing_to_share_gets_what_is_new(opened: Open, mine: Path, theirs: Path) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await ask_for_sharing(pilot)
        assert "Everything here is saved and shared" in told(pilot)
        assert buttons(pilot)[-1] == "Get from others  ^S"
        set_in(theirs, owner="Enhetschef")
        share_in(theirs)
        await pilot.press("enter")
        await until(pilot, lambda: done(pilot))
        assert "New from others\nTranemo" in told(pilot)
        assert "You had nothing of your own to share." in told(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert top(pilot).endswith("✓ shared")
        assert plan_in(mine).entry("02").owner == "Enhetschef"

    played(opened, play)


@pytest.mark.usefixtures("mine")
def test_what_is_changed_is_saved_and_shared_with_ones_own_words(opened: Open, shared: Path) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await change(pilot)
        await ask_for_sharing(pilot)
        pilot.app.screen.query_one(Input).value = "Efter nämnden"
        # Enter goes on to the button; only the next one shares.
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, ShareDialog)
        await pilot.press("enter")
        await until(pilot, lambda: done(pilot))
        assert title(pilot) == "✓ Shared"
        assert "· owner Sektionschef → Kurator" in told(pilot)
        await settle(pilot)
        assert top(pilot).endswith("✓ shared")

    played(opened, play)
    message = run_git(shared, "log", "-1", "--format=%B", "main")
    assert message.startswith("Efter nämnden\n\nTranemo: owner for 02 changed\n")


def test_what_is_changed_can_be_saved_here_only(opened: Open, mine: Path, shared: Path) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await change(pilot)
        await ask_for_sharing(pilot)
        await pilot.click("#save")
        await until(pilot, lambda: done(pilot))
        assert title(pilot) == "✓ Saved here"
        await pilot.press("escape")
        await settle(pilot)
        assert top(pilot).endswith("↑ 1 save to share")
        await ask_for_sharing(pilot)
        assert "Saved already, and not shared\nTranemo" in told(pilot)
        assert buttons(pilot)[-1] == "Share it  ^S"

    played(opened, play)
    assert run_git(mine, "log", "-1", "--format=%s") == "Tranemo: owner for 02 changed"
    assert run_git(shared, "log", "-1", "--format=%s", "main") == "Planerna"


def test_plans_with_faults_are_named_and_left_out(opened: Open, mine: Path, shared: Path) -> None:
    path = mine / "plans" / "mark.toml"
    path.write_text(path.read_text("utf-8") + "\nx = = 1\n", "utf-8")

    async def play(pilot: Pilot[Any]) -> None:
        await change(pilot)
        await ask_for_sharing(pilot)
        assert "Left out, because of faults: plans/mark.toml" in told(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: done(pilot))
        assert "Left out, because of faults: plans/mark.toml" in told(pilot)

    played(opened, play)
    assert "x = = 1" not in run_git(shared, "show", "main:plans/mark.toml")


@pytest.mark.usefixtures("mine")
def test_where_only_reading_is_allowed_nothing_is_shared(opened: Open) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(pilot.app.screen, WorkScreen)

    played(opened, play, read_only=True)


@pytest.mark.usefixtures("mine")
def test_names_are_hidden_before_and_after(opened: Open, theirs: Path) -> None:
    set_in(theirs, number="03", owner="Anna Andersson", status=Status.STARTED)
    share_in(theirs)

    async def play(pilot: Pilot[Any]) -> None:
        await change(pilot, "Karin Karlsson")
        await pilot.press("f9")
        await ask_for_sharing(pilot)
        assert "owner (hidden) → (hidden)" in told(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: done(pilot))
        for name in ("Anna", "Karin", "Sektionschef"):
            assert name not in told(pilot)

    played(opened, play)


def test_without_a_repository_it_is_said_what_to_do(opened: Open) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await ask_for_sharing(pilot)
        assert "actionplan setup" in told(pilot)
        assert buttons(pilot) == ["Close  Esc"]
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, WorkScreen)

    played(opened, play)


def test_where_there_is_no_place_to_share_it_is_saved(opened: Open, folder: Path) -> None:
    new_repository(folder)
    commit_all(folder, "Planerna")

    async def play(pilot: Pilot[Any]) -> None:
        await change(pilot)
        await ask_for_sharing(pilot)
        assert "The plans are shared nowhere yet." in told(pilot)
        assert "actionplan setup --share" in told(pilot)
        assert buttons(pilot) == ["Cancel  Esc", "Save  ^S"]
        await pilot.press("ctrl+s")
        await until(pilot, lambda: done(pilot))
        assert title(pilot) == "✓ Saved here"

    played(opened, play)
    assert run_git(folder, "log", "-1", "--format=%s") == "Tranemo: owner for 02 changed"


# Meanwhile, and afterwards


@pytest.mark.usefixtures("mine")
def test_what_cannot_be_shared_now_is_saved(opened: Open, shared: Path) -> None:
    shared.rename(shared.with_name("elsewhere.git"))

    async def play(pilot: Pilot[Any]) -> None:
        await change(pilot)
        await share_all(pilot)
        assert title(pilot) == "Saved here, not shared"
        said = " ".join(told(pilot).split())
        assert "cannot be reached: there is no repository there, or you may not see it." in said
        assert "What you have saved is safe here." in said
        await pilot.press("escape")
        await settle(pilot)
        assert top(pilot).endswith("↑ 1 save to share")

    played(opened, play)


def test_whoever_has_to_save_first_is_told_the_key(opened: Open, mine: Path, theirs: Path) -> None:
    set_in(theirs, owner="Kurator")
    share_in(theirs)

    async def play(pilot: Pilot[Any]) -> None:
        await ask_for_sharing(pilot)
        # Somebody edits it while the dialog is read.
        set_in(mine, owner="Enhetschef")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: done(pilot))
        said = " ".join(told(pilot).split())
        assert "Save first: press Ctrl+S, and choose to save." in said
        assert "actionplan save" not in said

    played(opened, play)


@pytest.mark.usefixtures("mine")
def test_a_protected_branch_is_told_with_what_to_do(opened: Open, shared: Path) -> None:
    hook = shared / "hooks" / "update"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text('#!/bin/sh\ncase "$1" in refs/heads/main) echo "main is protected"; exit 1;; esac\n')
    hook.chmod(0o755)

    async def play(pilot: Pilot[Any]) -> None:
        await change(pilot)
        await share_all(pilot)
        assert title(pilot) == "✓ Saved, and shared beside the usual branch"
        assert "“actionplan/2016-11-21-" in told(pilot)
        assert "main is protected" in told(pilot)

    played(opened, play)


def test_what_others_have_shared_appears_and_an_edit_before_it_can_be_undone(
    opened: Open, mine: Path, theirs: Path
) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await change(pilot)
        set_in(theirs, number="03", status=Status.DONE)
        share_in(theirs)
        await share_all(pilot)
        assert title(pilot) == "✓ Shared"
        assert "New from others" in told(pilot)
        await pilot.press("escape")
        await settle(pilot)
        app = pilot.app
        assert isinstance(app, ActionPlanApp)
        assert app.scene
        assert app.scene.rollup
        assert not app.scene.outside
        row = next(row for row in app.scene.rollup.rows if row.proposal == "03")
        column = [member.body.id for member in app.scene.rollup.members].index("1452")
        cell = row.cells[column]
        assert cell
        assert cell.status is Status.DONE
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert plan_in(mine).entry("02").owner == "Sektionschef"
        assert plan_in(mine).entry("03").status is Status.DONE
        assert top(pilot).endswith("○ 1 change to save")

    played(opened, play)


# Questions


async def come_to_questions(pilot: Pilot[Any], theirs: Path) -> QuestionsDialog:
    await change(pilot)
    set_in(theirs, owner="Rektor")
    share_in(theirs)
    await share_all(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, QuestionsDialog)
    return screen


def test_a_question_is_answered_and_what_was_not_chosen_is_kept(opened: Open, mine: Path, theirs: Path) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await come_to_questions(pilot, theirs)
        assert title(pilot) == "Question 1 of 1"
        for said in ("Kurator", "saved here by Utvecklingsledare IFO, 2016-11-21", "Rektor", "by FoU Sjuhärad"):
            assert said in told(pilot)
        assert "Before: Sektionschef" in told(pilot)
        # Neither Enter nor Ctrl+S chooses.
        await pilot.press("enter", "ctrl+s")
        assert isinstance(pilot.app.screen, QuestionsDialog)
        await pilot.press("2", "ctrl+s")
        await until(pilot, lambda: done(pilot))
        assert title(pilot) == "✓ Shared"
        assert "Chosen by you" in told(pilot)
        assert "owner: Rektor" in told(pilot)

    played(opened, play)
    assert plan_in(mine).entry("02").owner == "Rektor"
    assert 'Not-chosen: plans/tranemo.toml proposal.02.owner = "Kurator"' in run_git(mine, "log", "-1", "--format=%B")


def test_whoever_stops_a_question_changes_nothing(opened: Open, mine: Path, theirs: Path) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await come_to_questions(pilot, theirs)
        await pilot.press("1", "escape")
        await until(pilot, lambda: done(pilot))
        assert title(pilot) == "Nothing has been changed"
        assert "Share again to be asked again." in told(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert top(pilot).endswith("↑ 1 save to share")

    played(opened, play)
    assert plan_in(mine).entry("02").owner == "Kurator"
    assert run_git(mine, "status", "--porcelain") == ""


def test_leaving_the_program_before_an_answer_holds_nobody_up(opened: Open, mine: Path, theirs: Path) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await come_to_questions(pilot, theirs)
        pilot.app.exit(0)

    played(opened, play)
    for one in threading.enumerate():
        if one.daemon and one is not threading.current_thread():
            one.join(5)
    assert plan_in(mine).entry("02").owner == "Kurator"


async def answering(pilot: Pilot[Any]) -> tuple[QuestionsDialog, list[Any]]:
    app, answers = pilot.app, list[Any]()
    assert isinstance(app, ActionPlanApp)
    dialog = QuestionsDialog(QUESTIONS, speech(app))
    await app.push_screen(dialog, answers.append)
    await pilot.pause()
    return dialog, answers


def test_one_can_go_back_to_the_question_before(opened: Open) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        dialog, answers = await answering(pilot)
        assert "Enhetschef familjehem" in told(pilot)
        await pilot.press("1", "enter")
        assert title(pilot) == "Question 2 of 2"
        assert "(removed)" in told(pilot)
        assert "goal: Färre byten" in told(pilot)
        await pilot.press("left")
        assert title(pilot) == "Question 1 of 2"
        assert "1 (•)  Enhetschef familjehem" in told(pilot)
        await pilot.press("down")
        assert "1 (•)" in told(pilot), "the cursor alone chooses nothing"
        await pilot.press("space", "right", "down", "space")
        assert dialog.at == 1
        await pilot.press("enter")
        await pilot.pause()
        assert [list(one.values()) for one in answers] == [[Side.THEIRS, Side.THEIRS]]

    played(opened, play)


def test_an_answer_can_be_clicked(opened: Open) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await answering(pilot)
        lines = told(pilot).split("\n")
        at = next(at for at, line in enumerate(lines) if "Socialchef" in line)
        await pilot.click("Alternatives", offset=(12, at))
        assert "2 (•)  Socialchef" in told(pilot)

    played(opened, play)


def test_hidden_names_can_be_shown_to_choose_between_them(opened: Open) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, ActionPlanApp)
        await pilot.press("f9")
        hidden = app._speech()
        assert hidden.hide_names
        await app.push_screen(QuestionsDialog(QUESTIONS, hidden))
        await pilot.pause()
        for name in ("Enhetschef", "Socialchef", "FoU", "Utvecklingsledare"):
            assert name not in told(pilot)
        assert "F9 shows them here" in told(pilot)
        await pilot.press("f9")
        await pilot.pause()
        assert "Socialchef" in told(pilot)
        assert "FoU Sjuhärad" in told(pilot)

    played(opened, play)


# Not waited for


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Sharing waits for this, as for a place that does not answer."""
    answers = threading.Event()

    def waiting(here: Any, ask: Any, progress: Any) -> Any:
        progress(sharing.Step.FETCHING)
        answers.wait(10)
        return share(here, ask, progress)

    monkeypatch.setattr(sharing, "share", waiting)
    return answers


@pytest.mark.usefixtures("mine")
def test_fetching_can_be_left_and_nothing_comes_of_it(opened: Open, shared: Path, held: threading.Event) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await change(pilot)
        await ask_for_sharing(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SharingDialog) and pilot.app.screen.way is Way.FETCHING)
        assert "● Getting what others have shared …" in told(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, WorkScreen))
        held.set()
        await settle(pilot)
        assert isinstance(pilot.app.screen, WorkScreen)
        assert top(pilot).endswith("↑ 1 save to share")

    played(opened, play)
    assert run_git(shared, "log", "-1", "--format=%s", "main") == "Planerna"


@pytest.mark.usefixtures("mine")
def test_whoever_leaves_the_program_does_not_wait_for_a_place(opened: Open, held: threading.Event) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await ask_for_sharing(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SharingDialog) and pilot.app.screen.way is Way.FETCHING)
        pilot.app.exit(0)

    # A thread that was waited for would hold this up until the place answers.
    played(opened, play)
    assert not held.is_set()
    held.set()


def test_once_it_is_being_put_together_it_is_not_stopped(folder: Path) -> None:
    ways: list[Way] = []
    one = Errand(Desk(open_workspace(folder), DAY), Order(save=False, share=True), lambda _q: None, ways.append)
    one._reach(Way.UNITING)
    assert not one.stop()
    one._reach(Way.FETCHING)
    assert one.stop()
    with pytest.raises(errand._Stopped):
        one._reach(Way.UNITING)
    assert ways == [Way.UNITING, Way.FETCHING]


def test_what_stands_against_it_is_a_value(folder: Path) -> None:
    assert isinstance(look_ahead(open_workspace(folder)).error, NotVersioned)


def test_git_never_writes_over_the_screen(mine: Path, git_world: GitWorld) -> None:
    assert git_world.home.is_dir()
    assert not versioned(open_workspace(mine)).repository.git.can_ask
    assert git(mine, "status").returncode == 0
