"""Reports to make pages of: what is at the edge of what a page can hold."""

import datetime as dt

from actionplan.core.body import Body, Kind
from actionplan.core.issuer import Issuer, Logo
from actionplan.reports.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Item,
    Items,
    PageBreak,
    Paragraph,
    Table,
    Tone,
    Value,
)
from actionplan.reports.document import Document
from actionplan.reports.rollup_report import report
from tests.factories import AS_OF, STARTED, make_bodies, make_catalogue, make_entry, make_report, make_rollup

ATTACKS = (
    "<script>window.caught = 1</script>",
    '"><img src=x onerror="window.caught = 1">',
    "'><svg onload=window.caught=1>",
    "javascript:window.caught=1",
    "</style><script>window.caught = 1</script>",
    "</title><script>window.caught = 1</script>",
    "]]><!--",
    "&lt;b&gt; &amp; &#60;",
    "*/ } body { display: none } /*",
    '\\"; } @import url(http://example.org/x.css); {',
    "http://example.org/ [länk](http://example.org/)",
    "{title} {{ 7 * 7 }} %s",
)
"""What must be shown and never obeyed."""
UNSEEN = {"\x1b[31m": "␛[31m", "\x00": "␀", "\u202eexe.bat": "<U+202E>exe.bat", "\u200b": "<U+200B>", "\x7f": "␡"}
"""What cannot be seen, or turns the direction of what can, and how it is shown."""
LONG = "Ordutanslut" * 40
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><script>window.caught = 1</script></svg>'


def hostile() -> Document:
    """A report whose every text attacks the page."""
    attack = " ".join((*ATTACKS, *UNSEEN))
    members = tuple(Body(f"100{place}", text, Kind.MUNICIPALITY, f"k{place}") for place, text in enumerate(ATTACKS[:9]))
    reports = [
        make_report(member.id, make_entry("01", owner=attack, due=AS_OF), make_entry("02", STARTED, owner=LONG))
        for member in members[:8]
    ]
    catalogue = make_catalogue(6, 2, titles={"01": attack, "02": LONG, "03": "שלום (abc) 12"})
    found = report(
        make_rollup(members, *reports, catalogue=catalogue),
        issuer=Issuer(attack, ATTACKS[1], Logo(DRAWING, "svg", ATTACKS[1])),
    )
    own: tuple[Block, ...] = (
        Heading(2, attack),
        Heading(3, attack),
        Paragraph(attack, Tone.WARNING, (attack, LONG)),
        Paragraph(LONG, Tone.STRONG, (attack,)),
        Bullets((attack, LONG)),
        Items((Item(attack, attack, attack, (attack, LONG)),)),
        PageBreak(),
        Table((Column(attack), Column(LONG)), ((Value(attack), Value(LONG)),)),
        Table(
            (Column("N"), *(Column("X", attack) for _ in range(4))),
            ((Value(attack),), (Value(attack), *(Value(attack, Tone.DONE, f"{attack} {place}") for place in range(4)))),
            caption=attack,
        ),
        Heading(2, attack),
    )
    return Document(found.title, found.subtitle, found.day, "sv", (*found.blocks, *own), found.issuer, is_example=True)


def empty() -> Document:
    """A report of members of whom nobody has reported."""
    return report(make_rollup(make_bodies(3)))


def bare() -> Document:
    """A report of nothing at all."""
    return Document("Tom rapport", "", dt.date(2016, 11, 21), "sv", ())


def headed() -> Document:
    """A report of headings of each level, with too little below each to fill a sheet evenly."""
    blocks: list[Block] = []
    for place in range(120):
        blocks += [
            Heading(2 + place % 3, f"Rubrik {place}"),
            Bullets(tuple(f"Punkt {place}" for _ in range(place % 4 + 1))),
        ]
    return Document("Rubriker", "", dt.date(2016, 11, 21), "sv", tuple(blocks))
