"""The shell that every front end shares: open a folder of plans, read, edit, gather."""

from actionplan.store.language import find_root
from actionplan.workspace.opening import Workspace, open_workspace

__all__ = ["Workspace", "find_root", "open_workspace"]
