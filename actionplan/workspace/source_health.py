"""Whether plans that are kept elsewhere can be read, and the repair where they cannot."""

from collections.abc import Iterator

from actionplan.i18n import _
from actionplan.workspace.health import Finding
from actionplan.workspace.opening import Workspace
from actionplan.workspace.sources import look


def source_findings(workspace: Workspace) -> Iterator[Finding]:
    """A finding for each source."""
    if not workspace.settings.sources:
        return
    from actionplan.core.sources import Trouble
    from actionplan.wording.sources import age, next_step, trouble

    for one in look(workspace):
        state = one.state
        what = _("Source {name}").format(name=state.name)
        if state.trouble is None:
            yield Finding(what, "ok", age(state))
        elif state.trouble is Trouble.NOT_TRUSTED and one.copy:
            # What git wants is told; to trust a folder is for its user to decide.
            said = _("Trust the folder, if it is your own: git config --global --add safe.directory {folder}")
            yield Finding(what, "fault", trouble(state), said.format(folder=one.copy.folder.as_posix()))
        else:
            yield Finding(what, "fault", trouble(state), next_step(state))
