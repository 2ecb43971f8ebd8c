"""What is missing of pasts, for other programs. Keys are English and never translated."""

from collections.abc import Iterable
from typing import Any

from actionplan.core.gaps import Gap


def gaps_data(gaps: Iterable[Gap]) -> list[dict[str, Any]]:
    """Each place of whose past something is missing; no source is named for the workspace's own folder."""
    return [
        {
            "source": gap.source or None,
            "basis": gap.basis.value,
            "known_from": gap.known_from.isoformat() if gap.known_from else None,
        }
        for gap in gaps
    ]
