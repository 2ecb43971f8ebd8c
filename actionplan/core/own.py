"""What needs attention in the rolled-up body's own plan, which no figure counts: what it leads is late all the same."""

from actionplan.core.attention import Attention, find_attention
from actionplan.core.matrix import Row
from actionplan.core.rollup import RollUp


def own_attention(rollup: RollUp) -> Attention:
    """What needs attention in the body's own plan, by the same criteria as in its members'."""
    rows = [Row(row.proposal, (row.own,), None, row.counts) for row in rollup.rows]
    return find_attention(rows, [rollup.body.id], not_reported=(), unreadable=(), faulty=(), criteria=rollup.criteria)
