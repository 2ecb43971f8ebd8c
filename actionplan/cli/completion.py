"""What the shell offers when a word is half written: never an error, never slow, in a workspace or outside any."""

import os
from collections.abc import Iterable
from pathlib import Path

from actionplan.core.body import Bodies, Body
from actionplan.core.catalogue import Catalogue
from actionplan.core.errors import ActionPlanError
from actionplan.core.status import IN_WORKING_ORDER
from actionplan.i18n import current_language
from actionplan.store.catalogues import find_catalogue
from actionplan.store.data import shipped_bodies
from actionplan.store.settings import WorkspaceSettings
from actionplan.wording.labels import level_label, status_label
from actionplan.wording.visible import shown
from actionplan.workspace import Workspace, open_workspace

Offers = list[tuple[str, str]]
"""What can be written, each with what it means."""


def complete_targets(incomplete: str) -> Offers:
    """Proposals with titles and bodies with names that begin as the word does."""
    return [*complete_proposals(incomplete), *complete_bodies(incomplete)]


def complete_proposals(incomplete: str) -> Offers:
    """Proposals with their titles."""
    language = current_language()
    try:
        proposals = _catalogue().proposals
    except (ActionPlanError, OSError):
        return []
    return [(id_, one.title(language)) for id_, one in proposals.items() if id_.startswith(incomplete)]


def complete_bodies(incomplete: str) -> Offers:
    """Bodies with their names: those that have plans here, or all once something is typed."""
    workspace, bodies = _bodies()
    planned = {path.stem for path in workspace.plan_paths()} if workspace else set()
    near = [body for body in _beginning(bodies, incomplete) if incomplete or body.slug in planned or not planned]
    near.sort(key=lambda body: (body.slug not in planned, body.slug))
    return [(body.slug, body.name) for body in near]


def complete_groups(incomplete: str) -> Offers:
    """Bodies that have members."""
    _workspace, bodies = _bodies()
    return [(body.slug, body.name) for body in _beginning(bodies, incomplete) if body.members]


def complete_sources(incomplete: str) -> Offers:
    """The sources with their titles or addresses."""
    workspace, _known = _bodies()
    sources = workspace.settings.sources if workspace else {}
    return [(name, one.title or name) for name, one in sources.items() if name.startswith(incomplete)]


def complete_rounds(incomplete: str) -> Offers:
    """The keys of the rounds with their days and titles."""
    workspace, _known = _bodies()
    rounds = workspace.settings.rounds if workspace else {}
    return [
        (key, shown(f"{one.date.isoformat()} {one.title}")) for key, one in rounds.items() if key.startswith(incomplete)
    ]


def complete_statuses(incomplete: str) -> Offers:
    """The statuses with what they mean."""
    return [(status.value, status_label(status)) for status in IN_WORKING_ORDER if status.value.startswith(incomplete)]


def complete_levels(incomplete: str) -> Offers:
    """The levels."""
    return [(level, level_label(level)) for level in ("local", "regional", "national") if level.startswith(incomplete)]


def complete_areas(incomplete: str) -> Offers:
    """The areas by letter, with their titles."""
    language = current_language()
    try:
        areas = _catalogue().areas
    except (ActionPlanError, OSError):
        return []
    return [(key, area.title(language)) for key, area in areas.items() if key.startswith(incomplete)]


def _beginning(bodies: Bodies, incomplete: str) -> Iterable[Body]:
    return (body for body in bodies.by_id.values() if body.slug.startswith(incomplete))


def _workspace() -> Workspace | None:
    try:
        return open_workspace(Path(os.environ.get("ACTIONPLAN_WORKSPACE") or "."))
    except (ActionPlanError, OSError):
        return None


def _bodies() -> tuple[Workspace | None, Bodies]:
    workspace = _workspace()
    return workspace, workspace.bodies if workspace else Bodies(shipped_bodies())


def _catalogue() -> Catalogue:
    if workspace := _workspace():
        return workspace.catalogue
    settings = WorkspaceSettings()
    return find_catalogue(None, settings.catalogue, settings.catalogue_version)
