"""What is missing of the past where plans come from several places, in the user's language."""

from collections.abc import Iterable

from actionplan.core.gaps import Gap
from actionplan.core.timeline import Basis
from actionplan.i18n import _
from actionplan.wording.figures import day


def gap_sentences(gaps: Iterable[Gap]) -> tuple[str, ...]:
    """A sentence for each."""
    return tuple(map(_sentence, gaps))


def lacking(gaps: Iterable[Gap]) -> tuple[str, ...]:
    """A sentence for each place whose history begins too late."""
    return gap_sentences(gap for gap in gaps if gap.known_from)


def _sentence(gap: Gap) -> str:
    if gap.basis is Basis.HISTORY:
        # Only a source is told of here: its repository may not hold more itself.
        text = _("What was saved before {day} is missing for the source {source}: the copy of it begins there.")
        return text.format(day=day(gap.known_from), source=gap.label)
    if not gap.source:
        return {
            Basis.UNSAVED: _("Nothing has been saved of the workspace's own plans: their follow-ups alone tell."),
            Basis.NO_GIT: _("Git is not installed: of the workspace's own plans, the follow-ups alone tell."),
        }.get(gap.basis, _("The workspace's own folder keeps no saved versions: its follow-ups alone tell."))
    text = {
        Basis.UNSAVED: _("Nothing has been saved in the source {source}: its follow-ups alone tell."),
        Basis.NO_GIT: _("The source {source} cannot be looked back on without git: its follow-ups alone tell."),
        Basis.NOT_TRUSTED: _(
            "The source {source} cannot be looked back on, because git does not trust its folder: its follow-ups alone"
            " tell. Run actionplan doctor: it tells what to do."
        ),
    }.get(gap.basis, _("The source {source} keeps no saved versions: its follow-ups alone tell."))
    return text.format(source=gap.label)
