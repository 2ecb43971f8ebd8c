"""A page for each member is one sheet of paper in PDF and in Word, whatever the plans say."""

import datetime as dt
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.core.agenda import find_agenda
from actionplan.core.body import Bodies
from actionplan.core.differences import Version, find_differences
from actionplan.core.ends import RoundMeant
from actionplan.core.handed import Reported
from actionplan.core.issuer import Issuer, Logo
from actionplan.core.matrix import Criteria
from actionplan.core.meeting import Dates, find_meeting
from actionplan.core.plan import Activity, Entry, FollowUp, Head, Plan
from actionplan.core.status import Status
from actionplan.core.summary import summarise
from actionplan.i18n import speaking
from actionplan.reports import meeting_page
from actionplan.reports.blocks import Block, Bullets, Column, Heading, Paragraph, Table, Tone, Value
from actionplan.reports.document import Document
from actionplan.reports.meeting import handout_document
from actionplan.reports.meeting_words import Known
from actionplan.reports.pdf import file as pdf
from actionplan.reports.word import file as word
from tests.factories import make_body, make_catalogue, make_rollup
from tests.reports.test_word import png

_SECONDS = 120
THEN, NOW = dt.date(2016, 12, 1), dt.date(2017, 2, 12)
MEMBERS = tuple(make_body(f"{1400 + place}", f"Kommunen {place}") for place in range(14))
BODIES = Bodies({body.id: body for body in MEMBERS})
CATALOGUE = make_catalogue(30, 3, titles={f"{place:02}": f"Förslag {place} om arbetsledning" for place in range(1, 31)})
WORDS = ("barn", "familjehem", "uppföljning", "nämnden", "beslutade", "kompetensförsörjning", "BUP", "WWWMM", "i", "å")
LENGTHS = {"short": (10, 40), "mixed": (20, 200, 600), "long": (900, 3000)}


def _text(draw: random.Random, lengths: tuple[int, ...]) -> str:
    length, said = draw.choice(lengths), ""
    while len(said) < length:
        said += f"{draw.choice(WORDS)} "
    return said[:length].strip()


def _plans(kind: str) -> Iterator[tuple[Plan, Plan]]:
    """Plans as they were and as they are."""
    draw, lengths = random.Random(kind), LENGTHS[kind]  # noqa: S311 - test data
    for body in MEMBERS[:-1]:
        before, after = {}, {}
        for proposal in draw.sample(list(CATALOGUE.proposals), draw.choice((3, 12, 30))):
            status, owner = draw.choice((Status.STARTED, Status.OVER_HALF, Status.DONE)), _text(draw, lengths[:2])
            due = NOW + dt.timedelta(days=draw.randint(-60, 90))
            said = {"2016-11-29": FollowUp(status=status, comment=_text(draw, lengths))}
            what = {"a": Activity(what=_text(draw, lengths), owner=owner, due=due)}
            before[proposal] = Entry(status=status, owner=owner, due=due, followups=said, activities=what)
            late = {**said, "2017-01-20": FollowUp(status=status, comment=_text(draw, lengths), by=owner)}
            after[proposal] = Entry(status=status, owner=owner, due=due, followups=late, activities=what)
        head = Head(body=body.id)
        yield (
            Plan(format=1, catalogue="skl-44", catalogue_version="working-1", head=head, entries=before),
            Plan(format=1, catalogue="skl-44", catalogue_version="working-1", head=head, entries=after),
        )


def _known(kind: str) -> Known:
    plans = tuple(_plans(kind))
    reports = [Reported(f"plans/{new.head.body}.toml", summarise(new)) for _old, new in plans]
    rollup = make_rollup(MEMBERS, *reports, catalogue=CATALOGUE, criteria=Criteria(as_of=NOW))
    agendas = []
    for old, new in plans:
        source, body = f"plans/{new.head.body}.toml", new.head.body
        (difference,) = find_differences([Version(source, old)], [Version(source, new)], BODIES).plans
        agendas.append(find_agenda(source, body, BODIES[body].name, new, difference, (THEN, NOW)))
    title = "Uppföljningsträff" if kind == "short" else "Uppföljningsträff för alla kommuner i regionen " * 3
    dates = Dates(THEN, RoundMeant(THEN, "a", title.strip()), next=dt.date(2017, 5, 10))
    return Known(find_meeting(rollup, dates, agendas), BODIES, lambda _plan: {})


def _documents(kind: str, share: float = 1) -> list[Document]:
    known = _known(kind)
    issuer = Issuer() if kind == "short" else Issuer(name="Kommunalförbundet " * 6, logo=Logo(png(), "png", "Vapen"))
    with speaking("sv"):
        return [handout_document(known, one, issuer, share=share) for one in known.meeting.handouts]


@pytest.mark.parametrize("kind", LENGTHS)
def test_a_page_is_one_sheet_as_pdf(kind: str, tmp_path: Path) -> None:
    if "CI" not in os.environ:
        pytest.importorskip("typst", reason="the extra pdf")
    for place, document in enumerate(_documents(kind)):
        (tmp_path / f"{place}.pdf").write_bytes(pdf.render(document))
        assert len(pypdf.PdfReader(tmp_path / f"{place}.pdf").pages) == 1, document.title


def test_a_page_is_one_sheet_in_word(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        message = "LibreOffice is missing: install it so that soffice is found"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    named = [f"{kind}-{place}" for kind in LENGTHS for place in range(len(MEMBERS))]
    documents = [document for kind in LENGTHS for document in _documents(kind)]
    for name, document in zip(named, documents, strict=True):
        (tmp_path / f"{name}.docx").write_bytes(word.render(document))
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", tmp_path, *(tmp_path / f"{name}.docx" for name in named)],
        check=True, capture_output=True, timeout=_SECONDS,
    )  # fmt: skip
    assert {name: len(pypdf.PdfReader(tmp_path / f"{name}.pdf").pages) for name in named} == dict.fromkeys(named, 1)


def test_a_page_is_filled_rather_than_cut() -> None:
    for document in _documents("short"):
        assert not any("…" in text for text in _texts(document.blocks)), document.title
    reported = [one for one in _documents("mixed") if Heading(2, "Det här har ändrats sedan dess") in one.blocks]
    assert len(reported) == len(MEMBERS) - 1
    for document in reported:
        # There is no room for a line of each list that is longest.
        more = Bullets(("x",) * 14)
        assert not meeting_page.holds((*document.blocks, more)), document.title


def test_a_page_of_a_template_with_larger_letters_says_less() -> None:
    share = meeting_page.IN_TEMPLATE
    for document in _documents("short", share):
        cover = meeting_page.cover(document.title, document.subtitle, document.issuer)
        assert meeting_page.holds(document.blocks, (cover,), share), document.title


def _texts(blocks: tuple[Block, ...]) -> list[str]:
    found = [text for block in blocks if isinstance(block, Bullets) for text in block.items]
    return found + [value.text for block in blocks if isinstance(block, Table) for row in block.rows for value in row]


texts = st.text("ab WÅ-å…", max_size=400)
blocks = st.one_of(
    st.builds(Heading, st.integers(2, 4), texts),
    st.builds(Paragraph, texts, st.sampled_from(Tone)),
    st.builds(Bullets, st.lists(texts, max_size=6).map(tuple)),
    st.builds(
        Table,
        st.just((Column("Klart senast"), Column("Förslag"), Column("Ansvarig"))),
        st.lists(st.tuples(*[st.builds(Value, texts)] * 3), min_size=1, max_size=5).map(tuple),
    ),
)


@given(st.lists(blocks, max_size=12))
def test_what_is_added_takes_room(found: list[Block]) -> None:
    heights = [meeting_page.taken(part) for part in accumulate(([one] for one in found), initial=[])]
    assert all(new >= old for pair in pairwise(heights) for old, new in zip(*pair, strict=True))
    assert not meeting_page.holds([*found, *[Paragraph("x " * 400)] * 12])
    assert meeting_page.holds(())
    assert not meeting_page.holds((), (meeting_page.taken([Bullets(("x",) * 60)]),))
