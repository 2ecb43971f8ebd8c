"""What entries and measures have several of: follow-ups, activities, partners, evidence, indicators, grants."""

import math
from collections.abc import Mapping

from msgspec import Struct

from actionplan.core.plan import Entry, FollowUp, Grant, Indicator, Plan, followup_date
from actionplan.reports.tables import described as of
from actionplan.reports.tables.layout import Row, Value

_LARGEST = 2**63 - 1
"""What a column of whole numbers can hold, in every kind of file."""


class Refused(Struct, frozen=True):
    """A number that no column can hold: infinite, no number at all, or of more than eighteen digits."""

    source: str
    proposal: str | None


class Below:
    """Gathers the rows below entries and measures."""

    def __init__(self, plans: Mapping[str, Plan], *, names: bool) -> None:
        """Nothing is gathered yet.

        Args:
            plans: the whole plans by file.
            names: whether owners and other functions are carried along.
        """
        self._plans = plans
        self._names = names
        self._at: tuple[str, str | None] = ("", None)
        self.rows: dict[str, list[Row]] = {
            table.name: []
            for table in (
                of.MEASURES,
                of.FOLLOWUPS,
                of.ACTIVITIES,
                of.PARTNERS,
                of.EVIDENCE,
                of.INDICATORS,
                of.OUTCOMES,
                of.GRANTS,
            )
        }
        self.refused: list[Refused] = []

    def add_entry(self, id_: str, source: str, proposal: str) -> None:
        """Take up what lies below an entry.

        Args:
            id_: the entry's.
            source: the file that it comes from.
            proposal: its number.
        """
        self._at = (source, proposal)
        self._add(self._plans[source].entry(proposal), id_, {"entry_id": id_, "measure_id": None})

    def add_measures(self, owners: Mapping[str, str]) -> None:
        """Take up the measures of files, with what lies below them.

        Args:
            owners: whose plan each file is.
        """
        for source, body in owners.items():
            for key, measure in self._plans[source].measures.items():
                id_ = f"{source}/{key}"
                self._at = (source, None)
                self.rows[of.MEASURES.name].append(
                    of.MEASURES.row(
                        id=id_,
                        file=source,
                        body_id=body,
                        key_in_plan=key,
                        title=measure.title,
                        area=measure.area,
                        summary=measure.summary,
                        status=measure.status.value if measure.status else None,
                        picked=measure.is_picked,
                        owner=self._named(measure.owner),
                        start=measure.start,
                        due=measure.due,
                        goal=measure.goal,
                        reason=measure.reason,
                    )
                )
                self._add(measure, id_, {"entry_id": None, "measure_id": id_})

    def _named(self, function: str | None) -> str | None:
        return function if self._names else None

    def _add(self, entry: Entry, id_: str, parent: Mapping[str, Value]) -> None:
        for key, one in entry.followups.items():
            self.rows[of.FOLLOWUPS.name].append(self._followup(f"{id_}/{key}", parent, key, one))
        for key, activity in entry.activities.items():
            self.rows[of.ACTIVITIES.name].append(
                of.ACTIVITIES.row(
                    id=f"{id_}/{key}",
                    **parent,
                    key_in_plan=key,
                    what=activity.what,
                    owner=self._named(activity.owner),
                    due=activity.due,
                    status=activity.status.value if activity.status else None,
                )
            )
        for place, name in enumerate(entry.partners, 1):
            row = of.PARTNERS.row(id=f"{id_}/{place}", **parent, position=place, name=name)
            self.rows[of.PARTNERS.name].append(row)
        for place, text in enumerate(entry.evidence, 1):
            row = of.EVIDENCE.row(id=f"{id_}/{place}", **parent, position=place, reference=text)
            self.rows[of.EVIDENCE.name].append(row)
        for key, indicator in entry.indicators.items():
            self._add_indicator(f"{id_}/{key}", parent, key, indicator)
        for key, grant in entry.grants.items():
            self.rows[of.GRANTS.name].append(self._grant(f"{id_}/{key}", parent, key, grant))

    def _followup(self, id_: str, parent: Mapping[str, Value], key: str, one: FollowUp) -> Row:
        return of.FOLLOWUPS.row(
            id=id_,
            **parent,
            key_in_plan=key,
            date=followup_date(key),
            status=one.status.value if one.status else None,
            comment=one.comment,
            by_function=self._named(one.by),
        )

    def _add_indicator(self, id_: str, parent: Mapping[str, Value], key: str, one: Indicator) -> None:
        self.rows[of.INDICATORS.name].append(
            of.INDICATORS.row(
                id=id_,
                **parent,
                key_in_plan=key,
                name=one.name,
                unit=one.unit,
                target=self._real(one.target),
                source=one.source,
            )
        )
        for period, value in one.outcome.items():
            row = of.OUTCOMES.row(indicator_id=id_, period=period, value=self._real(value))
            self.rows[of.OUTCOMES.name].append(row)

    def _grant(self, id_: str, parent: Mapping[str, Value], key: str, one: Grant) -> Row:
        return of.GRANTS.row(
            id=id_,
            **parent,
            key_in_plan=key,
            name=one.name,
            year=one.year,
            amount=self._whole(one.amount),
            used=self._whole(one.used),
            purpose=one.purpose,
        )

    def _real(self, number: float | None) -> float | None:
        if number is None or math.isfinite(number):
            return None if number is None else float(number)
        self.refused.append(Refused(*self._at))
        return None

    def _whole(self, number: int | None) -> int | None:
        if number is None or number <= _LARGEST:
            return number
        self.refused.append(Refused(*self._at))
        return None
