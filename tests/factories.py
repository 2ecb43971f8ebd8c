"""Small builders for the values that tests need, with the parts that matter in sight."""

import datetime as dt
import random
from collections.abc import Iterable, Mapping

from actionplan.core.body import Body, Kind
from actionplan.core.catalogue import About, Area, Catalogue, Proposal
from actionplan.core.handed import Reported, Unreadable
from actionplan.core.likeness import slug
from actionplan.core.matrix import Criteria
from actionplan.core.problems import Problem
from actionplan.core.rollup import RollUp, roll_up
from actionplan.core.status import Status
from actionplan.core.summary import EntrySummary, PlanSummary

AS_OF = dt.date(2016, 11, 21)
DONE, OVER_HALF, STARTED, NOT_STARTED = Status.DONE, Status.OVER_HALF, Status.STARTED, Status.NOT_STARTED
DECLINED, NOT_RELEVANT = Status.DECLINED, Status.NOT_RELEVANT


def make_body(id_: str, name: str = "", kind: Kind = Kind.MUNICIPALITY, **fields: tuple[str, ...]) -> Body:
    name = name or f"Kommun {id_}"
    return Body(id_, name, kind, slug(name), **fields)  # type: ignore[arg-type]


REGION = make_body("sjuharad", "Sjuhärad", Kind.FEDERATION)


def make_bodies(number: int) -> tuple[Body, ...]:
    return tuple(make_body(f"{1000 + place}") for place in range(number))


def make_catalogue(
    number: int = 6, areas: int = 2, version: str = "working-1", titles: Mapping[str, str] | None = None
) -> Catalogue:
    """Proposals 01, 02 …, shared out between areas A, B …; odd ones are local, even ones regional too."""
    ids = [f"{place + 1:02}" for place in range(number)]
    return Catalogue(
        format=1,
        id="skl-44",
        version=version,
        about=About(name_sv="Stärkt skydd för barn och unga", name_en="Stronger protection for children"),
        areas={chr(65 + place): Area(title_sv=f"Område {chr(65 + place)}") for place in range(areas)},
        proposals={
            id_: Proposal(
                title_sv=(titles or {}).get(id_, f"Förslag {id_}"),
                area=chr(65 + place * areas // number),
                provenance="working",
                levels=("local",) if place % 2 == 0 else ("local", "regional"),
            )
            for place, id_ in enumerate(ids)
        },
    )


def make_entry(
    proposal: str,
    status: Status | None = STARTED,
    *,
    owner: str | None = "IFO-chef",
    due: dt.date | None = None,
    lead: str | None = None,
    level: str | None = None,
    priority: int | None = None,
    followups: Iterable[dt.date] = (AS_OF,),
) -> EntrySummary:
    return EntrySummary(proposal, status, owner, due, None, level, priority, lead, (), tuple(followups))


def make_summary(
    body: str,
    *entries: EntrySummary,
    example: bool = False,
    catalogue: str = "skl-44",
    version: str = "working-1",
    covers: tuple[str, ...] = (),
    source: str | None = None,
    measures: int = 0,
    aside: int = 0,
) -> PlanSummary:
    return PlanSummary(
        body=body,
        name=None,
        example=example,
        catalogue=catalogue,
        catalogue_version=version,
        decided=None,
        covers=covers,
        focus=(),
        source=source,
        measures=measures,
        aside=aside,
        entries=entries,
    )


def make_report(body: str, *entries: EntrySummary, faults: int = 0, file: str = "") -> Reported:
    return Reported(file or f"plans/{body}.toml", make_summary(body, *entries), faults)


def make_rollup(
    members: tuple[Body, ...], *reports: Reported, catalogue: Catalogue | None = None, criteria: Criteria | None = None
) -> RollUp:
    return roll_up(REGION, members, catalogue or make_catalogue(), criteria or Criteria(as_of=AS_OF), reports=reports)


def random_entries(seed: int, proposals: Iterable[str]) -> tuple[EntrySummary, ...]:
    """Plausible entries for the proposals, the same for the same seed."""
    draw = random.Random(seed)  # noqa: S311 - test data
    return tuple(
        make_entry(
            id_,
            draw.choice((None, *Status, STARTED, NOT_STARTED, OVER_HALF)),
            owner=draw.choice((None, "IFO-chef", "Enhetschef barn och unga")),
            due=AS_OF + dt.timedelta(days=draw.randint(-200, 500)) if draw.random() < 0.7 else None,
            followups=sorted(AS_OF - dt.timedelta(days=draw.randint(-50, 500)) for _ in range(draw.randint(0, 2))),
        )
        for id_ in proposals
    )


SJUHARAD = (
    ("1443", "Bollebygd"),
    ("1490", "Borås"),
    ("1466", "Herrljunga"),
    ("1463", "Mark"),
    ("1465", "Svenljunga"),
    ("1452", "Tranemo"),
    ("1491", "Ulricehamn"),
    ("1442", "Vårgårda"),
)


def sjuharad() -> RollUp:
    """A region as it may look: Borås far along, Herrljunga late, Tranemo silent, Vårgårda's file broken."""
    members = tuple(make_body(id_, name) for id_, name in SJUHARAD)
    catalogue = make_catalogue(12, 3, titles=_TITLES)
    day = dt.date
    plans = {
        "1490": (
            make_entry("01", DONE, due=day(2016, 6, 30)),
            make_entry("02", OVER_HALF, due=day(2017, 3, 31), owner="Enhetschef barn och unga"),
            make_entry("04", OVER_HALF, due=day(2017, 6, 30)),
            make_entry("06", STARTED, due=day(2016, 12, 15), owner=None),
            make_entry("08", DONE),
            make_entry("11", DECLINED),
            make_entry("12", None, owner=None, priority=1, followups=()),
        ),
        "1443": (
            make_entry("01", STARTED, due=day(2017, 1, 31)),
            make_entry("02", NOT_STARTED, due=day(2017, 5, 1), followups=()),
            make_entry("05", NOT_RELEVANT),
        ),
        "1466": (
            make_entry("01", NOT_STARTED, due=day(2016, 9, 30), owner=None, followups=()),
            make_entry("02", NOT_STARTED, due=day(2016, 10, 31), followups=[day(2016, 2, 1)]),
            make_entry("08", STARTED, due=day(2017, 2, 1), lead="1490"),
        ),
        "1463": (
            make_entry("02", STARTED, due=day(2017, 4, 30)),
            make_entry("04", NOT_STARTED, due=day(2017, 8, 31)),
            make_entry("07", STARTED, due=day(2017, 12, 31), owner="=Enhetschef|@[x](http://x.se) \x1b[31m"),
        ),
        "1465": (make_entry("01", OVER_HALF, due=day(2017, 3, 1)), make_entry("11", NOT_RELEVANT)),
        "1491": (make_entry("02", DONE, due=day(2016, 6, 1)), make_entry("09", STARTED, owner="IFO-chef")),
        "sjuharad": (make_entry("03", STARTED), make_entry("09", STARTED)),
    }
    reports = [
        Reported(f"plans/{id_}.toml", make_summary(id_, *entries, example=True, measures=int(id_ == "1490")))
        for id_, entries in plans.items()
    ]
    varberg = make_body("1383", "Varberg")
    reports.append(Reported("plans/varberg.toml", make_summary("1383", make_entry("01", STARTED), example=True)))
    broken = Problem("not_utf8", source="plans/vargarda.toml", line=12, facts={"byte": "0xe5", "guess": "cp1252"})
    return roll_up(
        REGION,
        members,
        catalogue,
        Criteria(as_of=AS_OF),
        reports=reports,
        unreadable=[Unreadable("plans/vargarda.toml", "1442", broken)],
        associates=[varberg],
    )


_TITLES = {
    "01": "Arbeta förebyggande och fånga upp barn i riskzonen tidigt",
    "02": "Stärka familjehemsvården",
    "03": "Samverka mellan kommunerna",
    "04": "Verka för lagstöd för insatser utan individuell behovsprövning",
    "05": "Nära arbetsledning",
    "06": "Rimlig ärendemängd",
    "07": "Introduktion för nyanställda",
    "08": "Handledning och kollegialt lärande",
    "09": "Kompetensutveckling inom myndighetsutövning",
    "10": "BBIC i praktiken",
    "11": "Verksamhetsförlagd utbildning tillsammans med lärosätena",
    "12": "Nyckeltal och öppna jämförelser",
}
