"""Plans in brief: slot by slot gives what reading the whole file gives."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.core.brief import Brief, Said, brief, held_late
from actionplan.core.plan import Plan
from actionplan.store.briefs import Briefs
from actionplan.store.read import parse_plan
from tests.histories import plan_texts
from tests.store.test_write import COMMON, written
from tests.strategies import by_hand, plans

HEAD = 'format = 1\ncatalogue = "skl-44"\ncatalogue_version = "working-1"\n[plan]\nbody = "1490"\n'


def whole(content: bytes) -> Brief | None:
    plan: Plan | None = parse_plan(content, Path("plan.toml"), "plan.toml").plan
    return brief(plan) if plan else None


@given(st.data())
@COMMON
def test_any_versions_one_after_the_other(data: st.DataObject) -> None:
    reader = Briefs()
    for _ in range(3):
        text = data.draw(by_hand(written(data.draw(plans()))))
        assert reader.read(text.encode()) == whole(text.encode())


@given(st.lists(plan_texts, max_size=4))
def test_small_versions_one_after_the_other(texts: list[str]) -> None:
    reader = Briefs()
    for text in (*texts, *texts):
        assert reader.read(text.encode()) == whole(text.encode())


@given(plan_texts, st.integers(0, 400), st.integers(0, 30), st.sampled_from(["", "\n[", '"""', "[proposal.01]\n", "]"]))
def test_a_version_that_was_cut_and_pasted(text: str, place: int, length: int, pasted: str) -> None:
    content = (text[:place] + pasted + text[place + length :]).encode()
    assert Briefs().read(content) == whole(content)


@pytest.mark.parametrize(
    "rest",
    [
        '[proposal.01]\ngoal = """\n[proposal.02]\nstatus = "done"\n"""\n',
        '[proposal.01]\n# """\n[proposal.02]\nstatus = "done"\n# """\n',
        "[proposal.01]\ngoal = '''\n[proposal.02]\n[proposal.03]\n'''\n",
        "[proposal.01]\npartners = [\n[proposal.02]\n]\n",
        '[proposal.01]\nstatus = "done"\n[proposal.02]\n[proposal.01]\nstatus = "started"\n',
        '[proposal.01]\n[proposal.02]\n[proposal.01.followup.2016-01-01]\nstatus = "done"\n',
        '[proposal.01]\nstatus = "doen"\n[proposal.02]\nstatus = "done"\n',
        '[proposal.01]\nstatsu = "done"\n[proposal.02]\nstatus = "done"\n',
        '[proposal.01]\nstatus = "done"\n[measure.a]\ntitle = "Eget"\n',
        '[proposal."01"]\nstatus = "done"\n[proposal.02]\n',
        '[proposal]\n[proposal.01]\nstatus = "done"\n',
        '[proposal.01]\nstatus = "done"\n[proposal]\n',
        '[proposal.01]\nstatus = "done"\n[plan.x]\n',
        '[proposal.01]\r\nstatus = "done"\r\n[proposal.02]\r\n',
        '[proposal.01]\nstatus = "done"',
        '  [proposal.01]\nstatus = "done"\n  [proposal.02]\n',
        "[proposal.01]\n\n[proposal.02]\n",
        "",
    ],
)
@pytest.mark.parametrize("head", [HEAD, HEAD.replace("1", "2", 1), "\ufeff" + HEAD, HEAD + "covers = ['1463']\n", ""])
def test_odd_files(head: str, rest: str) -> None:
    content = (head + rest).encode()
    reader = Briefs()
    assert reader.read(content) == reader.read(content) == whole(content)


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"format = 1\n\0", b"\xff\xfef\0", HEAD.encode() + b"[proposal.01]\n# \xe5\n"]
)
def test_no_text(content: bytes) -> None:
    assert Briefs().read(content) == whole(content)


def test_a_slot_with_everything() -> None:
    text = (
        HEAD + '[proposal.09]\npriority = 1\n[proposal.09.followup.2016-09-16-b]\nstatus = "done"\n'
        '[proposal.09.followup.2016-03-17]\ncomment = "Ja"\n[proposal.09.followup.2016-13-17]\nstatus = "done"\n'
    )
    found = Briefs().read(text.encode())
    assert found
    assert found.said == (Said("09", "p", "2016-03-17=. 2016-09-16-b=d"),)


@pytest.mark.parametrize(
    ("known", "now", "letter"),
    [
        ("", "", None),
        ("", "2016-03-01=s", "s"),
        ("", "2016-07-01=s", None),
        ("2016-03-01=s", "2016-03-01=h", None),
        ("2016-03-01=.", "2016-03-01=h", None),
        ("2016-04-01=.", "2016-03-01=h", None),
        ("2016-08-01=s", "2016-03-01=h", "h"),
        ("2016-03-01=s", "2016-03-01=s 2016-03-01-b=h", "h"),
        ("2016-03-01=s", "2016-03-01=s 2016-05-01=. 2016-04-01=h", "h"),
        ("", "2016-03-01=s 2016-05-01=x 2016-08-01=d", "x"),
    ],
)
def test_what_held_although_it_was_recorded_afterwards(known: str, now: str, letter: str | None) -> None:
    found = held_late(known, now, dt.date(2016, 6, 30))
    assert (found.letter if found else None) == letter
