"""The scale."""

import itertools

from actionplan.core.status import DECIDED_AGAINST, IN_WORKING_ORDER, PICKED, SCALE, UNDER_WAY, Status, is_step_back


def test_every_status_is_picked_or_decided_against() -> None:
    assert set(Status) == PICKED | DECIDED_AGAINST
    assert set() == PICKED & DECIDED_AGAINST
    assert PICKED - {Status.NOT_STARTED} == UNDER_WAY
    assert set(SCALE) == set(IN_WORKING_ORDER) == set(Status)
    assert [status for status in Status if status.needs_reason] == [Status.NOT_RELEVANT, Status.DECLINED]


def test_a_step_back_is_less_done_than_was_said() -> None:
    order = IN_WORKING_ORDER[:4]
    for before, after in itertools.product((None, *Status), repeat=2):
        expected = before in order and after in order and order.index(after) < order.index(before)
        assert is_step_back(before, after) == expected
