"""What was done, in a line."""

from actionplan.i18n import ngettext
from actionplan.reports.plain import cut, visible
from actionplan.tui.desk import Step
from actionplan.tui.views.difference import lines_of
from actionplan.workspace import Workspace

_MOST = 3
"""How many changes of a plan are told."""
_FILES = 2
"""How many plans are told of one by one."""


def step_text(step: Step, workspace: Workspace, *, hide_names: bool = False) -> str:
    """What a step changed: "Borås Stad: 09: läge ej påbörjad → påbörjad"."""
    said = []
    for one in step[:_FILES]:
        name = workspace.display_name(one.after.head.body, one.after.head.name)
        lines = lines_of(one.changes, one.before, one.after, workspace.bodies, hide_names=hide_names)
        said.append(f"{name}: " + "; ".join(cut(visible(line), 100) for line in lines[:_MOST]) + _more(len(lines)))
    if (left := len(step) - _FILES) > 0:
        said.append(ngettext("and in {count} more plan", "and in {count} more plans", left).format(count=left))
    return "\n".join(said)


def _more(count: int) -> str:
    left = count - _MOST
    if left < 1:
        return ""
    return "; " + ngettext("{count} more", "{count} more", left).format(count=left)
