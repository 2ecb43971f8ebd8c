"""Everything that the core and the store name by a code has words, in both languages, with nothing left to fill in."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import actionplan
from actionplan.cli.exits import Exit, exit_of
from actionplan.core.errors import ActionPlanError
from actionplan.core.problems import Problem
from actionplan.core.status import Status
from actionplan.i18n import Language, set_language
from actionplan.store import errors as store_errors
from actionplan.wording import labels
from actionplan.wording.errors import error_text, worded_errors
from actionplan.wording.problems import known_codes, problem_repair, problem_text, reason_text
from actionplan.wording.values import either, parse_status

ROOT = Path(actionplan.__file__).parent
LANGUAGES: tuple[Language, ...] = ("sv", "en")


def codes_in_use() -> dict[str, set[str]]:
    """The codes of all problems that the source makes, each with the names of the facts that are given with it."""
    found: dict[str, set[str]] = {}
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
                for code in texts_of(node.args[0]) if node.args else ():
                    found.setdefault(code, set())
    return found


def texts_of(node: ast.expr) -> Iterator[str]:
    """The texts that an expression can give, when they stand in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts_of(node.body)
        yield from texts_of(node.orelse)


def strings_of(*folders: str) -> set[str]:
    return {
        node.value
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_problem_that_is_made_has_words() -> None:
    used = codes_in_use()
    assert len(used) > 20
    assert set(used) - known_codes() == set()


def test_no_words_for_problems_that_nobody_makes() -> None:
    assert known_codes() - strings_of("core", "store", "workspace") == set()


PLACEHOLDERS = {
    "line": "due = x", "value": "x", "key": "proposal.01.due", "byte": "0xe5", "guess": "windows-1252",
    "megabytes": "100", "most": "5", "reason": "x", "found": "2", "known": "1", "name": "onwer", "table": "plan",
    "choices": "a, b", "least": "1", "expected": "date", "body": "x", "proposal": "01", "catalogue": "skl-44",
    "version": "1", "wanted": "2", "area": "D", "title": "x", "status": "declined", "second": "due",
    "second_date": "2016-01-01", "first": "start", "first_date": "2016-02-01", "other": "plans/x.toml",
    "day": "2016-01-01", "today": "2016-01-01", "used": "2", "amount": "1", "before": "done", "after": "started",
    "limit": "5", "format": "PDF", "package": "x", "install": "x", "encoding": "x", "text": "x", "missing": "4",
    "count": "1", "number": "01", "letters": "400", "proposals": "01",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(known_codes()))
def test_words_are_filled_in_both_languages(code: str) -> None:
    problem = Problem(code, path=("plan", "due"), facts={**PLACEHOLDERS, "suggestion": "boras"})
    said = {}
    for language in LANGUAGES:
        set_language(language)
        said[language] = (problem_text(problem), problem_repair(problem))
        for text in said[language]:
            assert text
            assert not re.search(r"\{\w*\}", text)
        assert "boras" in said[language][0]
        assert said[language][1][0].isupper() or said[language][1].startswith("actionplan")
        assert said[language][1].endswith(".")
    assert said["sv"] != said["en"]


def subclasses(of: type[ActionPlanError]) -> Iterator[type[ActionPlanError]]:
    for kind in of.__subclasses__():
        yield kind
        yield from subclasses(kind)


def test_every_error_has_words() -> None:
    kinds = {kind for kind in subclasses(ActionPlanError) if kind.__module__.startswith("actionplan.")}
    assert len(kinds) > 15
    bases = {kind for kind in kinds if kind.__subclasses__()} - worded_errors()
    assert {kind.__name__ for kind in bases} <= {"GitError"}
    assert kinds - worded_errors() - bases == set()


EXAMPLES: dict[str, tuple[Any, ...]] = {
    "UnknownBody": ("boraas", ("boras",)),
    "UnknownTarget": ("igår", ("vingaker",)),
    "AmbiguousBody": ("habo", ("habo-uppsala", "habo-jonkoping")),
    "HasNoMembers": ("Borås", ("sjuharad",)),
    "UnknownProposal": ("99", ("09",), "skl-44"),
    "BadValue": ("--due", "x"),
    "NeedsExtra": ("pdf", "pdf"),
    "NeedsFile": ("docx",),
    "BadTemplate": (),
    "BadLogo": ("logga.png", "size", 150_000),
    "OldSqlite": ("3.26.0",),
    "RoundThere": ("host-2016", "2016-09-16", "Uppföljning hösten 2016", "2016-09-17", "Hösten"),
    "RoundPassed": ("host-2016", "2016-09-16", "Uppföljning hösten 2016", "2016-11-21"),
    "RoundKept": ("host-2016", "2016-09-16", "Uppföljning hösten 2016"),
    "ReasonMissing": ("07", "declined"),
    "UnknownActivity": ("07", "x", ("k001 (x)",)),
    "WouldLose": ("07", ("owner", "activities")),
    "NothingMeant": ("body", ("boras",)),
    "PlanOrProposal": (("decided",),),
    "StrayWord": ("familjehem",),
    "Refused": ("x", "File name too long"),
    "OutputRefused": ("No space left on device",),
    "IdentityNumber": (("proposal", "09", "goal"),),
    "WrongCatalogue": (("skl-44", "1"), ("skl-44", "2")),
    "UnknownOrphan": ("x", ("y",)),
    "SlotTaken": ("01", ("owner",), "x"),
    "Overtaken": ((("proposal", "09", "status"), ("plan", "record")),),
    "NoRound": (),
    "OtherCatalogue": ("skl-44 working-1", "skl-44 official-1"),
    "OtherFormat": (2, 1),
    "NotPutBack": (store_errors.CannotWrite("plans/y.toml", "locked"), ("plans/x.toml",)),
    "PartlyReplaced": (store_errors.CannotWrite("tabeller", "No space left on device"), (("a", ".a.old"), ("b", ""))),
    "NoWorkspace": (Path("/x"),),
    "NoPlan": ("Borås", "boras"),
    "NoOwnPlan": ("Sjuhärad", "sjuharad"),
    "KeptElsewhere": ("Borås", "boras", "https://git.example/boras"),
    "NoSources": (),
    "SeveralPlans": ("Borås", ("plans/a.toml", "plans/b.toml")),
    "Unreadable": ((Problem("empty", source="plans/x.toml"),),),
    "ChangedOnDisk": ("plans/x.toml",),
    "CannotWrite": ("plans/x.toml", "Read-only file system"),
    "EditFailed": ("plans/x.toml", ("plan", "x"), 3),
    "Exists": ("plans/x.toml",),
    "NoCatalogue": ("skl-44", "2", ("skl-44 1",)),
    "GitMissing": (),
    "NotVersioned": (Path("/x"),),
    "DubiousOwnership": (Path("/x"),),
    "GitRefused": ("commit", 128, "fatal: x"),
    "TooSlow": ("fetch", 60.0),
    "Locked": (Path("/x/.git/index.lock"),),
    "NoIdentity": (),
    "Underway": ("rebase",),
    "UnknownRevision": ("x",),
    "Unreachable": ("origin", "x"),
    "NotCopied": ("https://git.example/x", "x"),
    "TooOld": ("2.20.1",),
    "NothingToSave": (),
    "Faulty": ((Problem("empty", source="plans/x.toml", line=3),),),
    "Skipped": ("plans/x.toml",),
    "StoppedByHook": ("commit", 1, "x"),
    "NoRemote": (),
    "SeveralRemotes": (("a", "b"),),
    "Detached": (),
    "NothingSaved": (),
    "UnsavedInTheWay": (("plans/x.toml",),),
    "OtherConflict": (("x.txt",),),
    "NeedsPerson": (2,),
    "Unrelated": (),
    "NotInConflict": (),
    "KeepsMoving": (),
    "CannotUnite": ("plans/x.toml", Problem("empty", line=3)),
    "Damaged": ("0123456789abcdef",),
    "NotFetched": ("0123456789abcdef",),
    "NoLongerRepository": (Path("/x/.git"),),
    "BranchLost": ("main", Path("/x")),
    "ConflictMoved": (),
    "EditedByHand": (("plans/x.toml",),),
    "NotReceived": ("origin", "x"),
    "StoppedSending": ("push", 1, "x"),
    "NotMerged": (("plans/x.toml",),),
    "NotEmpty": (Path("/x"),),
}


GIT_EXITS = {"NeedsPerson": Exit.CLASH, "CannotUnite": Exit.CLASH, "OtherConflict": Exit.CLASH, "Faulty": Exit.PROBLEMS}
"""Where somebody has to choose or to put something right; all else is a failure, or wrong usage."""


@pytest.mark.parametrize("kind", sorted(worded_errors(), key=str), ids=str)
def test_errors_speak_both_languages(kind: type[ActionPlanError]) -> None:
    if kind.__name__ not in EXAMPLES:
        pytest.fail(f"give an example of {kind.__name__}")
    error = kind(*EXAMPLES[kind.__name__])
    said = {}
    for language in LANGUAGES:
        set_language(language)
        said[language] = " ".join(error_text(error))
        assert not re.search(r"\{\w*\}", said[language])
    assert said["sv"] != said["en"]
    wanted = GIT_EXITS.get(kind.__name__)
    assert exit_of(error) is wanted if wanted else exit_of(error) in {Exit.FAILURE, Exit.USAGE}


def test_nothing_meant_has_words_for_every_kind() -> None:
    from actionplan.core.errors import NothingMeant

    for kind in ("body", "region", "field", "followup", "activity", "proposal"):
        assert error_text(NothingMeant(kind))[0].endswith((".", "?"))
    made = {
        node.args[0].value
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "NothingMeant"
        and isinstance(node.args[0], ast.Constant)
    }
    for used in made:
        assert error_text(NothingMeant(str(used)))[0]


def test_the_system_s_own_words_are_told_in_the_users_language() -> None:
    error = store_errors.CannotWrite("plans/x.toml", "Read-only file system")
    assert "skrivskyddad" in error_text(error)[0]
    assert "Read-only" not in error_text(error)[0]
    assert reason_text("Something else") == "Something else"


def test_alternatives() -> None:
    assert either(("a",)) == "a"
    assert either(("a", "b", "c")) == "a, b eller c"
    set_language("en")
    assert either(("a", "b")) == "a or b"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_status_can_be_written_as_it_is_shown(language: Language) -> None:
    set_language(language)
    for status in Status:
        for name in (
            status.value,
            labels.status_label(status),
            labels.status_short(status),
            labels.status_letter(status),
        ):
            assert parse_status(name) is status, name
    letters = [labels.status_letter(status) for status in (*Status, None)]
    assert len(set(letters)) == len(letters)


def test_the_fields_of_a_plan_have_names() -> None:
    from actionplan.core.plan import Activity, Entry, FollowUp, Head

    for kind in (Entry, Head, Activity, FollowUp):
        for name in kind.__struct_encode_fields__:
            assert labels.field_label(name) != name, name
