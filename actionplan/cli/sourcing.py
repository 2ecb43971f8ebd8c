"""Tell of sources that are not counted, or not as they are now."""

from collections.abc import Sequence

from actionplan.cli.session import Session
from actionplan.core.sources import SourceState


def warn_of_sources(session: Session, sources: Sequence[SourceState]) -> bool:
    """Say what is wrong with sources, beside the data; whether anything is."""
    troubled = [one for one in sources if one.trouble]
    if troubled:
        from actionplan.wording.sources import next_step, trouble

        for one in troubled:
            session.output.say(f"{trouble(one)} {next_step(one)}")
    return bool(troubled)
