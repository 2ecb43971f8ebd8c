"""A workspace in a repository, with saves on days of one's choice."""

from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from actionplan.core.plan import FollowUp, Plan
from actionplan.workspace import open_workspace
from actionplan.workspace.editing import edit_plan
from actionplan.workspace.opening import Workspace
from tests.gitting import GitWorld, commit_all, new_repository, run_git

PLAN = """\
format = 1
catalogue = "skl-44"
catalogue_version = "working-1"

[plan]
body = "{body}"

[proposal.01]

[proposal.02]

[proposal.03]

[proposal.09]

[proposal.12]

[proposal.44]
"""
BODIES = {"boras": "1490", "mark": "1463", "tranemo": "1452"}


@dataclass(frozen=True)
class Saves:
    """Makes edits and saves."""

    world: GitWorld
    top: Path
    root: Path

    @property
    def workspace(self) -> Workspace:
        return open_workspace(self.root)

    def path(self, name: str) -> Path:
        return self.root / "plans" / f"{name}.toml"

    def start(self, *names: str) -> None:
        (self.root / "plans").mkdir(parents=True, exist_ok=True)
        (self.root / "actionplan.toml").write_text('language = "sv"\n', "utf-8")
        for name in names or BODIES:
            self.path(name).write_text(PLAN.format(body=BODIES[name]), "utf-8")

    def set(self, name: str, number: str, **fields: object) -> None:
        def change(plan: Plan) -> Plan:
            return plan.with_entry(number, replace(plan.entry(number), **fields))

        edit_plan(self.workspace, self.path(name), change)

    def write(self, name: str, plan: Plan) -> None:
        edit_plan(self.workspace, self.path(name), lambda _before: plan)

    def follow(self, name: str, number: str, day: str, comment: str) -> None:
        def change(plan: Plan) -> Plan:
            entry = plan.entry(number)
            followups = {**entry.followups, day: FollowUp(comment=comment)}
            return plan.with_entry(number, replace(entry, followups=followups))

        edit_plan(self.workspace, self.path(name), change)

    def save(self, day: str, by: str = "", message: str = "Ändring") -> str:
        self.world.at(f"{day}T12:00:00+01:00")
        if by:
            self.world.patch.setenv("GIT_AUTHOR_NAME", by)
        else:
            self.world.patch.delenv("GIT_AUTHOR_NAME", raising=False)
        return commit_all(self.top, message)

    def git(self, *words: str) -> str:
        return run_git(self.top, *words)


def saves_in(world: GitWorld, top: Path, folder: str = "") -> Saves:
    new_repository(top)
    return Saves(world, top, top / folder if folder else top)
