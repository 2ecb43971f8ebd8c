"""Groups of members of many sizes, with short names and long: what a short report must have room for."""

import datetime as dt
import random

from actionplan.core.body import Kind
from actionplan.core.handed import Reported, Unreadable
from actionplan.core.matrix import Criteria
from actionplan.core.problems import Problem
from actionplan.core.rollup import RollUp, roll_up
from actionplan.core.status import Status
from actionplan.core.summary import EntrySummary
from actionplan.store.catalogues import find_catalogue
from tests.factories import AS_OF, make_body, make_entry, make_report

CATALOGUE = find_catalogue(None, "skl-44", "working-1")
NAMES = (
    "Ale Alingsås Bollebygd Borås Göteborg Herrljunga Härryda Kungsbacka Kungälv Lerum Lilla|Edet Lysekil Mark Mölndal"
    " Orust Partille Sotenäs Stenungsund Svenljunga Tjörn Tranemo Ulricehamn Upplands|Väsby Vårgårda Öckerö"
)
LONG = " Upplands-Nybrohammars kommun i samverkan med Östra Kyrksocken"
UNBROKEN = "kommunalförbundssamverkansnämndsorganisationsutvecklingsenheten"


def named(count: int, kind: str) -> list[str]:
    plain = [name.replace("|", " ") for name in NAMES.split()][:count]
    added = {"short": "", "mixed": LONG, "long": LONG, "unbroken": UNBROKEN}[kind]
    return [(name + added)[:60] if kind != "mixed" or place % 3 == 0 else name for place, name in enumerate(plain)]


def entries(seed: int, share: float) -> tuple[EntrySummary, ...]:
    draw = random.Random(seed)  # noqa: S311 - test data
    return tuple(
        make_entry(
            id_,
            draw.choice((*Status, Status.STARTED, Status.NOT_STARTED, None)),
            owner=draw.choice((None, "IFO-chef")),
            due=AS_OF + dt.timedelta(days=draw.randint(-200, 400)),
            lead="grupp" if draw.random() < 0.05 else None,
            followups=(),
        )
        for id_ in CATALOGUE.proposals
        if draw.random() < share
    )


def group(
    count: int, kind: str = "short", *, own: bool = True, silent: int = 0, broken: int = 0, share: float = 0.6
) -> RollUp:
    """A federation, some of whose members have not reported, or have handed in what cannot be read."""
    members = tuple(make_body(f"{1000 + place}", name) for place, name in enumerate(named(count, kind)))
    federation = make_body("grupp", "Göteborgsregionens kommunalförbund", Kind.FEDERATION)
    reports: list[Reported] = [make_report("grupp", *entries(99, share))] if own else []
    unreadable: list[Unreadable] = []
    for place, member in enumerate(members):
        if silent <= place < silent + broken:
            source = f"plans/{member.slug}.toml"
            facts = {"byte": "0xe5", "guess": "cp1252"}
            unreadable.append(Unreadable(source, member.id, Problem("not_utf8", source=source, line=12, facts=facts)))
        elif place >= silent:
            reports.append(make_report(member.id, *entries(place, share)))
    return roll_up(federation, members, CATALOGUE, Criteria(as_of=AS_OF), reports=reports, unreadable=unreadable)
