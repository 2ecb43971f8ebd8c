import datetime as dt
import re
from collections.abc import Iterator

import pytest

from actionplan.core.body import Body, Kind
from actionplan.core.matrix import Criteria
from actionplan.core.rollup import RollUp, roll_up
from actionplan.i18n import current_language, set_language
from actionplan.reports import drawing, terminal
from actionplan.reports.blocks import Column, Table, Value
from tests.factories import (
    AS_OF,
    make_bodies,
    make_body,
    make_catalogue,
    make_entry,
    make_report,
    make_rollup,
    random_entries,
    sjuharad,
)


@pytest.fixture(autouse=True)
def _swedish(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "")
    before = current_language()
    set_language("sv")
    yield
    set_language(before)


def national(*, grouped: bool) -> RollUp:
    members = make_bodies(290)
    catalogue = make_catalogue(44, 3)
    groups = {f"Län {place:02}": [body.id for body in members[place::21]] for place in range(21)}
    return roll_up(
        make_body("riket", "Riket", Kind.NATION),
        members,
        catalogue,
        Criteria(as_of=AS_OF),
        reports=[make_report(body.id, *random_entries(seed, catalogue.proposals)) for seed, body in enumerate(members)],
        groups=groups if grouped else None,
    )


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("grouped", [True, False])
def test_a_national_rollup_fits_the_width_and_says_what_it_leaves_out(width: int, grouped: bool) -> None:
    rollup = national(grouped=grouped)
    text = terminal.render(rollup, width=width)
    assert max(map(len, text.splitlines())) <= width
    left_out = f"{len(rollup.attention.overdue) - 20:,}".replace(",", "\u00a0")
    assert f"och {left_out} till (alla: --format csv)" in text
    assert ("Siffrorna visar hur många i varje grupp" in text) is grouped


def test_colour_only_repeats_what_the_plain_text_says() -> None:
    plain = terminal.render(sjuharad(), width=80)
    colored = terminal.render(sjuharad(), width=80, color=True)
    assert "\x1b" not in plain
    assert "\x1b[" in colored
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert [line.rstrip() for line in stripped.splitlines()] == plain.splitlines()


def _with_texts(text: str) -> str:
    member = Body("1001", f"Ale{text}", Kind.MUNICIPALITY, "ale")
    report = make_report("1001", make_entry("01", owner=f"Chef{text}", due=AS_OF), file=f"plans/{text}.toml")
    rollup = make_rollup((member,), report, catalogue=make_catalogue(2, 1, titles={"01": f"Titel{text}"}))
    return terminal.render(rollup, width=120, color=True)


def test_markup_in_files_is_text() -> None:
    said = _with_texts("[bold]x[/bold]")
    assert "Chef[bold]x[/bold]" in said
    assert "Titel[bold]x[/bold]" in said


def test_control_characters_in_files_are_shown_and_not_sent() -> None:
    said = _with_texts("\x1b]0;x\x07\x9b2J")
    assert "Chef␛]0;x␇<U+009B>2J" in said
    assert not re.search(r"\x1b\]|\x07|\x9b", said)


def test_columns_come_closer_before_a_table_is_continued_below() -> None:
    row = tuple(Value("1234") for _place in range(8))
    table = Table(tuple(Column("Head") for _place in range(8)), (row,))
    for width, gaps in ((48, "  "), (47, " "), (41, " ")):
        assert drawing.draw([table], width=width, color=False).splitlines()[0] == "  " + gaps.join(["Head"] * 8)
    assert len(drawing.draw([table], width=40, color=False).splitlines()) == 7


def test_each_member_is_named_in_one_group_of_deadlines() -> None:
    days = [AS_OF, AS_OF + dt.timedelta(60), AS_OF + dt.timedelta(120), AS_OF + dt.timedelta(180)]
    reports = [make_report(f"{1000 + place}", make_entry("01", due=due)) for place, due in enumerate(days)]
    text = terminal.render(make_rollup(make_bodies(4), *reports), width=120)
    assert [line.strip() for line in text.splitlines() if "nära varandra:" in line] == [
        "Slutdatum nära varandra: Kommun 1000 2016-11-21, Kommun 1001 2017-01-20.",
        "Slutdatum nära varandra: Kommun 1002 2017-03-21, Kommun 1003 2017-05-20.",
    ]


def test_nobody_has_reported() -> None:
    text = terminal.render(make_rollup(make_bodies(2)), width=80)
    assert "Ingen har rapporterat än." in text
    assert "Har inte rapporterat: Kommun 1000 och Kommun 1001." in text
    assert "Gemensamt" not in text


def test_nothing_fits_the_selection() -> None:
    rollup = make_rollup(make_bodies(1), make_report("1000"), criteria=Criteria(as_of=AS_OF, area="X"))
    assert "Inget förslag i katalogen passar urvalet." in terminal.render(rollup)


def test_one_is_told_from_many() -> None:
    rollup = make_rollup(make_bodies(1), make_report("1000", make_entry("01")))
    text = terminal.render(rollup)
    assert "1 av 6 förslag är genomfört eller på väg att genomföras i minst en kommun." in text
    assert re.search(r"Har rapporterat +1 av 1 kommun ", text)
    assert "1 planfil." in text


def test_names_no_leaves_out_the_column_of_owners() -> None:
    report = make_report("1000", make_entry("01", due=AS_OF))
    with_names, without = (
        terminal.render(make_rollup(make_bodies(1), report, criteria=Criteria(as_of=AS_OF, names=names)))
        for names in (True, False)
    )
    assert "IFO-chef" in with_names
    assert "IFO-chef" not in without
    assert "Ansvarig" not in without


def test_a_selection_is_said() -> None:
    report = make_report("1000", make_entry("01"))
    criteria = Criteria(as_of=AS_OF, area="A", level="local", only="picked")
    text = " ".join(terminal.render(make_rollup(make_bodies(1), report, criteria=criteria)).split())
    assert "Bara området Område A är med." in text
    assert "Listorna visar bara förslag som någon har valt: 1 av 3." in text


def test_example_data_is_said_first() -> None:
    lines = terminal.render(sjuharad()).splitlines()
    assert lines[2].startswith("  Exempeldata.")
