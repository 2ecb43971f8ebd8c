"""Plans as regions hand them in, with the roll-up over them: what tables are made from."""

import datetime as dt
from collections.abc import Iterable, Mapping

from hypothesis import strategies as st

from actionplan.core.body import Bodies, Body, Kind
from actionplan.core.handed import Reported, Unreadable
from actionplan.core.material import Material
from actionplan.core.matrix import Criteria
from actionplan.core.plan import Activity, Baseline, Entry, FollowUp, Grant, Head, Indicator, Measure, Orphan, Plan
from actionplan.core.problems import Problem
from actionplan.core.rollup import roll_up
from actionplan.core.rounds import Round
from actionplan.core.status import Status
from actionplan.core.summary import summarise
from tests.factories import AS_OF, make_bodies, make_body, make_catalogue
from tests.strategies import dates, keys, optional, statuses, texts

CATALOGUE = make_catalogue(6, 2)
MEMBERS = make_bodies(4)
ASSOCIATE = make_body("1383", "Varberg")
STRANGER = make_body("0180", "Stockholm")
GROUP = Body(
    "sjuharad", "Sjuhärad", Kind.FEDERATION, "sjuharad",
    members=tuple(body.id for body in MEMBERS), associates=(ASSOCIATE.id,),
)  # fmt: skip
SUBGROUP = Body("norra", "Norra", Kind.FEDERATION, "norra", members=(MEMBERS[0].id, MEMBERS[1].id))
BODIES = Bodies({body.id: body for body in (GROUP, SUBGROUP, *MEMBERS, ASSOCIATE, STRANGER)})
NUMBERS = (*CATALOGUE.proposals, "99")

near = st.dates(AS_OF - dt.timedelta(days=300), AS_OF + dt.timedelta(days=300))
entries = st.builds(
    Entry,
    status=optional(statuses),
    owner=optional(texts),
    partners=st.lists(texts, max_size=2).map(tuple),
    lead=optional(st.sampled_from((MEMBERS[0].id, MEMBERS[1].slug, GROUP.id, STRANGER.id, "okänd"))),
    level=optional(st.sampled_from(("local", "regional", "national"))),
    priority=optional(st.integers(1, 3)),
    start=optional(dates),
    due=optional(near),
    reason=optional(texts),
    evidence=st.lists(texts, max_size=2).map(tuple),
    baseline=optional(st.builds(Baseline, today=texts, gap=optional(texts), date=optional(dates))),
    activities=st.dictionaries(
        keys,
        st.builds(Activity, what=texts, owner=optional(texts), due=optional(near), status=optional(statuses)),
        max_size=2,
    ),
    followups=st.dictionaries(
        near.map(dt.date.isoformat) | st.just("2016-02-31"),
        st.builds(FollowUp, status=optional(statuses), comment=optional(texts), by=optional(texts)),
        max_size=2,
    ),
    indicators=st.dictionaries(
        keys,
        st.builds(
            Indicator,
            name=texts,
            target=optional(st.floats(allow_nan=True, allow_infinity=True)),
            outcome=st.dictionaries(st.integers(2015, 2030).map(str), st.floats(allow_nan=True), max_size=2),
        ),
        max_size=1,
    ),
    grants=st.dictionaries(keys, st.builds(Grant, name=texts, amount=optional(st.integers(0, 2**70))), max_size=1),
)  # fmt: skip
measures = st.builds(Measure, title=texts, status=optional(statuses), owner=optional(texts), followups=st.just(
    {"2016-05-01": FollowUp(status=Status.STARTED, comment="Igång")}
))  # fmt: skip


def _heads(body: str, focus: tuple[str, ...]) -> st.SearchStrategy[Head]:
    others = st.sampled_from([one.id for one in (*MEMBERS, STRANGER)])
    return st.builds(
        Head,
        body=st.just(body),
        name=optional(texts),
        example=st.booleans(),
        decided=optional(dates),
        contact=optional(texts),
        covers=st.lists(others, max_size=2, unique=True).map(tuple),
        focus=st.lists(st.sampled_from(focus), max_size=2).map(tuple) if focus else st.just(()),
    )


@st.composite
def plans(draw: st.DrawFn, body: str) -> Plan:
    """A plan of a body, which may cover others, be blank, or be made for another version of the catalogue."""
    blank = draw(st.integers(0, 5)) == 0
    return Plan(
        format=1,
        catalogue="skl-44",
        catalogue_version=draw(st.sampled_from(("working-1",) * 6 + ("official-1",))),
        head=draw(_heads(body, () if blank else NUMBERS)),
        entries={} if blank else draw(st.dictionaries(st.sampled_from(NUMBERS), entries, max_size=5)),
        measures={} if blank else draw(st.dictionaries(keys, measures, max_size=1)),
        orphans={} if blank else draw(
            st.dictionaries(keys, st.just(Orphan(proposal="07", catalogue_version="working-0")), max_size=1)
        ),
    )  # fmt: skip


@st.composite
def materials(draw: st.DrawFn) -> Material:
    """Some members with plans, some with several, some with an unreadable one, some without."""
    handed: dict[str, Plan] = {}
    unreadable: list[Unreadable] = []
    faults: dict[str, int] = {}
    for body in (*MEMBERS, GROUP, ASSOCIATE, STRANGER):
        for place, plan in enumerate(draw(st.lists(plans(body.id), max_size=2))):
            name = f"plans/{body.slug}-{place}.toml"
            handed[name] = plan
            faults[name] = draw(st.sampled_from((0, 0, 0, 2)))
        if draw(st.integers(0, 4)) == 0:
            unreadable.append(Unreadable(f"plans/{body.slug}-x.toml", body.id, Problem("empty", line=1)))
    names = draw(st.booleans())
    return material(handed, unreadable, faults, names=names, k=draw(st.integers(2, 4)))


def material(
    handed: Mapping[str, Plan],
    unreadable: Iterable[Unreadable] = (),
    faults: Mapping[str, int] | None = None,
    *,
    names: bool = True,
    k: int = 3,
) -> Material:
    """What the plans come to."""
    reports = tuple(Reported(name, summarise(plan), (faults or {}).get(name, 0)) for name, plan in handed.items())
    rollup = roll_up(
        GROUP, MEMBERS, CATALOGUE, Criteria(as_of=AS_OF, k=k, names=names),
        reports=reports, unreadable=unreadable, associates=[ASSOCIATE],
    )  # fmt: skip
    return Material(
        rollup,
        reports,
        handed,
        BODIES,
        (Round("host-2016", AS_OF, "Hösten 2016", ("Socialchef",), ("Vi fortsätter",)),),
    )
