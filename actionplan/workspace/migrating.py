"""Plans from one version of a catalogue to another, with nothing that they hold lost."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from actionplan.core.catalogue import Catalogue
from actionplan.core.migrate import Migration, Suggestion, migrate, suggest_mapping
from actionplan.core.plan import Plan
from actionplan.store.form import retitled
from actionplan.store.read import PlanFile
from actionplan.wording.form import titles_of
from actionplan.workspace.editing import edit_plan
from actionplan.workspace.opening import Workspace


class Outdated(Struct, frozen=True):
    """A plan made for another version, and what its proposals may be in the wanted one."""

    file: PlanFile
    plan: Plan
    old: Catalogue
    suggestions: tuple[Suggestion, ...]

    @property
    def open_questions(self) -> tuple[Suggestion, ...]:
        """Suggestions that concern something recorded and are not sure."""
        used = {number for number, entry in self.plan.entries.items() if not entry.is_empty} | set(self.plan.head.focus)
        return tuple(one for one in self.suggestions if one.old in used and not one.sure)


def find_outdated(workspace: Workspace, new: Catalogue) -> tuple[Outdated, ...]:
    """The plans of the catalogue that are made for another version than the wanted one, and whose own is known."""
    found = []
    known: dict[str, tuple[Suggestion, ...]] = {}
    for file in workspace.read_all():
        if not file.plan or file.plan.catalogue != new.id or file.plan.catalogue_version == new.version:
            continue
        old = workspace.catalogue_of(file.plan)
        if old:
            if old.version not in known:
                known[old.version] = suggest_mapping(old, new)
            found.append(Outdated(file, file.plan, old, known[old.version]))
    return tuple(found)


def migrate_file(
    workspace: Workspace, outdated: Outdated, new: Catalogue, mapping: Mapping[str, str | None], *, dry_run: bool
) -> Migration:
    """Migrate one plan file, its slots' titles included.

    Raises:
        UnknownProposal: the mapping names a number that there is not.
        ActionPlanError: the file cannot be read, edited or written.
    """
    told: list[Migration] = []

    def change(plan: Plan) -> Plan:
        told.append(migrate(plan, outdated.old, new, mapping))
        return told[-1].plan

    before = {number: {one.title_sv, one.title_en} for number, one in outdated.old.proposals.items()}

    def finish(text: str) -> str:
        return retitled(text, before, titles_of(new))

    path: Path = outdated.file.path
    edit_plan(workspace, path, change, dry_run=dry_run, finish=finish)
    return told[-1]
