"""Four doors to one merge, by real git: no edit lost, none invented, and asked only where a person must decide."""

import datetime as dt
import itertools
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actionplan.core.changes import diff
from actionplan.core.merge import Side
from actionplan.core.plan import Plan
from actionplan.store.merging import faults_of
from actionplan.store.read import parse_plan
from actionplan.store.toml import loads
from actionplan.store.write import edit
from actionplan.workspace.resolving import drive, resolve
from tests.gitting import GitWorld, git
from tests.merging_oracle import Expected, expected, leaves
from tests.strategies import NUMBERS, blank, by_hand, edits, words
from tests.workspace.clones import MARKERS, Asker, Colleague, bodies, colleagues, marked

FEW = settings(deadline=None, suppress_health_check=list(HealthCheck))


class Two(NamedTuple):
    """A plan, and what two people have made of it."""

    base: str
    ours: str
    theirs: str


def plan_in(text: str) -> Plan:
    found = parse_plan(text.encode(), Path("x"), "x").plan
    assert found
    return found


@st.composite
def edited(draw: st.DrawFn, text: str, most: int) -> str:
    """The text after some edits by the program."""
    for _ in range(draw(st.integers(0 if most > 3 else 1, most))):
        plan = plan_in(text)
        text = edit(text, diff(plan, draw(edits(plan))), words())
    return text


@st.composite
def sides(draw: st.DrawFn, base: str, name: str) -> str:
    """What somebody makes of a plan, by the program and by hand."""
    text = draw(by_hand(draw(edited(base, 3))))
    if draw(st.booleans()):
        text = reordered(text, draw(st.permutations(NUMBERS)))
    return text.replace("[plan]\n", f"[plan]\n# Anteckning av {name}\n").replace(
        "format = 1", f'x_{name} = "eget"\nformat = 1', 1
    )


def reordered(text: str, numbers: list[str]) -> str:
    """The text with its slots in another order."""
    head, *slots = text.split("\n[proposal.")
    parts: dict[str, list[str]] = {}
    for slot in slots:
        parts.setdefault(slot[:2], []).append(f"\n[proposal.{slot}")
    if any(number not in parts for number in numbers) or text.count('"""'):
        return text
    return head + "".join(part for number in numbers for part in parts[number])


@st.composite
def twos(draw: st.DrawFn) -> Two:
    base = draw(edited(blank(), 6))
    return Two(base, draw(sides(base, "anna")), draw(sides(base, "bo")))


@pytest.fixture
def fresh(tmp_path: Path, git_world: GitWorld) -> Callable[[str, int], list[Colleague]]:  # noqa: ARG001 - real git
    """Gives colleagues whose clones begin with a plan."""
    counted = itertools.count()

    def make(base: str, count: int = 2) -> list[Colleague]:
        folder = tmp_path / str(next(counted))
        folder.mkdir()
        _bare, found = colleagues(folder, ("anna", "bo", "cia")[:count])
        first, *others = found
        first.write(base)
        first.git("commit", "--quiet", "--allow-empty", "-am", "Början")
        first.git("push", "--quiet")
        for one in others:
            one.git("pull", "--quiet")
        return found

    return make


def committed(one: Colleague, text: str) -> None:
    one.write(text)
    one.git("commit", "--quiet", "--allow-empty", "-am", "Ändring")


def drop(found: list[Colleague]) -> None:
    """Hundreds of clones would fill the disk."""
    shutil.rmtree(found[0].folder.parent)


def holds(text: str, was: Two, asker: Asker, wanted: Expected) -> None:
    """Assert that a text is the merge that the oracle foresees."""
    assert not any(line.startswith(MARKERS) for line in text.split("\n"))
    document = loads(text)
    known = set().union(*(faults(side) for side in (was.ours, was.theirs)))
    assert faults(text) <= known
    kinds = {question.clash.path: question.clash.kind for question in asker.asked}
    if "rule" not in kinds.values():
        assert kinds == wanted.clashes
        assert leaves(document) == wanted.leaves
    for name in ("anna", "bo"):
        assert document[f"x_{name}"] == "eget"
        assert f"# Anteckning av {name}\n" in text


def faults(text: str) -> frozenset[Any]:
    return faults_of(loads(text), None, bodies(), dt.date.max)


def foreseen(was: Two, side: Side, *, mirrored: bool = False) -> Expected:
    """What the oracle foresees when one side is taken in every question."""
    base, ours, theirs = map(loads, was)
    if mirrored:
        ours, theirs = theirs, ours
    clashes = expected(base, ours, theirs).clashes
    found = expected(base, ours, theirs) if side is Side.OURS else expected(base, theirs, ours)
    return Expected(found.leaves, clashes)


@settings(FEW, max_examples=6)
@given(was=twos(), side=st.sampled_from(Side))
def test_sync(fresh: Callable[..., list[Colleague]], was: Two, side: Side) -> None:
    anna, bo = found = fresh(was.base)
    committed(anna, was.ours)
    committed(bo, was.theirs)
    anna.sync()
    asker = Asker(side)
    bo.sync(asker)
    holds(bo.text(), was, asker, foreseen(was, side, mirrored=True))
    anna.sync()
    assert anna.text() == bo.text()
    heads = (anna.head, bo.head)
    for one in found:
        one.sync()
        assert one.is_clean
    assert (anna.head, bo.head) == heads
    drop(found)


@settings(FEW, max_examples=3)
@given(was=twos(), third=st.data(), order=st.permutations(range(3)))
def test_sync_of_three(fresh: Callable[..., list[Colleague]], was: Two, third: st.DataObject, order: list[int]) -> None:
    found = fresh(was.base, 3)
    texts = (was.ours, was.theirs, third.draw(sides(was.base, "cia")))
    for one, text in zip(found, texts, strict=True):
        committed(one, text)
    for index in order:
        found[index].sync(Asker(Side.THEIRS))
    for one in found:
        one.sync()
    assert len({one.text() for one in found}) == 1
    assert len({one.head for one in found}) == 1
    known = frozenset().union(*map(faults, texts))
    assert faults(found[0].text()) <= known
    document = loads(found[0].text())
    assert {f"x_{name}" for name in ("anna", "bo", "cia")} <= {*document}
    # Nothing is invented: every value is one that somebody has written, but for lists, which unite.
    written = {(path, repr(value)) for text in (was.base, *texts) for path, value in leaves(loads(text)).items()}
    for path, value in leaves(document).items():
        is_moved = path[0] == "proposal" and len(path) > 3
        assert isinstance(value, list) or is_moved or (path, repr(value)) in written
    drop(found)


@settings(FEW, max_examples=5)
@given(was=twos(), side=st.sampled_from(Side))
def test_resolve_after_a_merge_in_conflict(fresh: Callable[..., list[Colleague]], was: Two, side: Side) -> None:
    anna, bo = found = fresh(was.base)
    committed(anna, was.ours)
    anna.git("push", "--quiet")
    committed(bo, was.theirs)
    bo.git("fetch", "--quiet")
    merged = git(bo.folder, "merge", "--quiet", "origin/main")
    asker = Asker(side)
    if merged.returncode:
        resolved = resolve(bo.here, asker)
        assert resolved.commit == bo.head
        assert (resolved.files, resolved.others) == (("plans/boras.toml",), ())
        holds(bo.text(), was, asker, foreseen(was, side, mirrored=True))
    assert bo.is_clean
    assert marked(bo) == []
    drop(found)


@settings(FEW, max_examples=40)
@given(was=twos())
def test_what_the_driver_does(tmp_path: Path, was: Two) -> None:
    (tmp_path / "actionplan.toml").write_text("format = 1\n", "utf-8")
    (tmp_path / "plans").mkdir(exist_ok=True)
    paths = [tmp_path / name for name in ("base", "ours", "theirs")]
    for path, text in zip(paths, was, strict=True):
        path.write_text(text, "utf-8", newline="\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        driven = drive(paths[0], paths[1], paths[2], "plans/boras.toml")
    text = paths[1].read_text("utf-8")
    assert not any(line.startswith(MARKERS) for line in text.split("\n"))
    assert faults(text) <= faults(was.ours) | faults(was.theirs)
    wanted = foreseen(was, Side.OURS)
    if (leaves(loads(text)), driven.questions) != (wanted.leaves, len(wanted.clashes)):
        # What breaks a rule is asked as a whole, instead of what clashes inside it.
        assert faults(merged_blindly(wanted)) - faults(was.ours) - faults(was.theirs)


def merged_blindly(wanted: Expected) -> str:
    import tomlkit

    document: dict[str, Any] = {}
    for path, value in wanted.leaves.items():
        node = document
        for key in path[:-1]:
            node = node.setdefault(key, {})
        node[path[-1]] = value
    return tomlkit.dumps(document)


DOORS = ("merge", "rebase", "cherry-pick")


def apart(fresh: Callable[..., list[Colleague]], base: str, theirs: str, ours: str) -> Colleague:
    """Somebody who has registered the driver, and has saved other things than what is shared."""
    anna, bo = fresh(base)
    # A real process each time, so that there are only a few chosen cases.
    bo.git("config", "merge.actionplan.driver", f'"{sys.executable}" -P -m actionplan merge-driver %O %A %B %L %P')
    committed(anna, theirs)
    anna.git("push", "--quiet")
    committed(bo, ours)
    bo.git("fetch", "--quiet")
    return bo


@pytest.mark.parametrize("door", DOORS)
def test_gits_own_commands_unite_with_the_registered_driver(fresh: Callable[..., list[Colleague]], door: str) -> None:
    theirs = _under(blank(), 'status = "started"').replace("[plan]\n", "[plan]\n# Av Anna\n")
    bo = apart(fresh, blank(), theirs, _under(blank(), 'owner = "IFO-chef"'))
    bo.git(door, "origin/main")
    assert loads(bo.text())["proposal"]["09"] == {"status": "started", "owner": "IFO-chef"}
    assert "# Av Anna" in bo.text()
    assert bo.is_clean


@pytest.mark.parametrize("door", DOORS)
def test_gits_own_commands_leave_no_markers_with_the_registered_driver(
    fresh: Callable[..., list[Colleague]], door: str
) -> None:
    bo = apart(fresh, *(_under(blank(), f'owner = "{who}"') for who in ("IFO-chef", "Enhetschef", "Kvalitetsstrateg")))
    ran = git(bo.folder, door, "origin/main")
    assert ran.returncode
    assert "actionplan resolve" in ran.stderr.decode()
    assert marked(bo) == []
    asker = Asker(Side.THEIRS)
    resolved = resolve(bo.here, asker)
    assert asker.paths == ["proposal.09.owner"]
    assert (resolved.commit is None) is (door != "merge")
    if door != "merge":
        bo.git("-c", "core.editor=true", door, "--continue")
    assert loads(bo.text())["proposal"]["09"]["owner"] == "Enhetschef"
    assert bo.is_clean


def _under(text: str, line: str) -> str:
    """The text with a line in slot 09."""
    header = next(one for one in text.split("\n") if one.startswith("[proposal.09]"))
    return text.replace(header, f"{header}\n{line}")


# Stock git alone


def stock(was: Two, folder: Path) -> tuple[int, str]:
    """What git makes of two texts without any help: how many conflicts, and the text."""
    paths = [folder / name for name in ("base", "ours", "theirs")]
    for path, text in zip(paths, was, strict=True):
        path.write_text(text, "utf-8", newline="\n")
    ran = git(folder, "merge-file", "-p", "--diff3", "ours", "base", "theirs")
    return ran.returncode, ran.stdout.decode()


def slots_touched(base: str, side: str) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """The slots in which a side has changed tables inside of the slot, and those in which it has changed the evidence.

    The evidence is the last field before the tables; a baseline has no help line of its own that keeps them apart.
    """
    was, now = leaves(loads(base)), leaves(loads(side))
    changed = {path for path in {*was, *now} if repr(was.get(path)) != repr(now.get(path))}
    return {path[:2] for path in changed if len(path) > 3}, {path[:2] for path in changed if path[2:] == ("evidence",)}


@st.composite
def by_program(draw: st.DrawFn) -> Two:
    base = draw(edited(blank(), 6))
    return Two(base, draw(edited(base, 3)), draw(edited(base, 3)))


@settings(FEW, max_examples=40)
@given(was=by_program())
def test_stock_git_has_no_false_conflicts(tmp_path: Path, git_world: GitWorld, was: Two) -> None:  # noqa: ARG001
    conflicts, text = stock(was, tmp_path)
    wanted = foreseen(was, Side.OURS)
    if not conflicts:
        # Git sees lines: what one has emptied and the other has added to is no conflict to it. Two values always are.
        assert set(wanted.clashes.values()) <= {"removal"}
        if not wanted.clashes:
            assert leaves(loads(text)) == wanted.leaves
    elif not wanted.clashes:
        assert why_false(was) is not None


def why_false(was: Two) -> str | None:
    """Why git could not unite what does not clash, where the layout cannot help it."""
    (tables, evidence), (other_tables, other_evidence) = (slots_touched(was.base, one) for one in was[1:])
    if tables & (other_tables | other_evidence) or evidence & other_tables:
        return "tables"
    base, ours, theirs = (leaves(loads(text)) for text in was)
    for path in {*ours, *theirs}:
        values = [side.get(path) for side in (base, ours, theirs)]
        if any(isinstance(value, list) for value in values) and values[1] != values[2] and values[0] not in values[1:]:
            # A list stands on one line; only those who know it for a list can unite its items.
            return "list"
    return None
