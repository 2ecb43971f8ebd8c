"""Find a workspace and read what it holds."""

import datetime as dt
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from actionplan.core.body import Bodies, Body
from actionplan.core.catalogue import Catalogue
from actionplan.core.plan import Plan
from actionplan.store.catalogues import all_catalogues, find_catalogue
from actionplan.store.data import shipped_bodies, with_additions
from actionplan.store.errors import NoPlan, NoWorkspace, Refused, SeveralPlans, Unreadable
from actionplan.store.language import PLANS, find_root
from actionplan.store.read import PlanFile, read_bytes, read_plan
from actionplan.store.settings import (
    PROPOSALS,
    Folders,
    UserSettings,
    WorkspaceSettings,
    read_user_settings,
    read_workspace_settings,
    user_folders,
)


def open_workspace(start: Path) -> "Workspace":
    """The workspace at or above a folder.

    Raises:
        NoWorkspace: there is none.
        Unreadable: its settings have faults.
    """
    root = find_root(start)
    if root is None:
        raise NoWorkspace(start)
    return Workspace(root, read_workspace_settings(root))


class Workspace(Struct, frozen=True, dict=True):
    """A folder of plans with its settings. Reads files when asked; keeps none of their content."""

    root: Path
    settings: WorkspaceSettings

    @cached_property
    def folders(self) -> Folders:
        """The user's own folders."""
        return user_folders()

    @cached_property
    def user(self) -> UserSettings:
        """The user's own settings.

        Raises:
            Unreadable: they have faults.
        """
        return read_user_settings(self.folders)

    @cached_property
    def bodies(self) -> Bodies:
        """The bodies that ship, and the workspace's own."""
        own = {id_: asdict(body) for id_, body in self.settings.bodies.items()}
        return with_additions(shipped_bodies(), own)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue that the workspace works with.

        Raises:
            NoCatalogue: it is not there.
        """
        return find_catalogue(self.root / PROPOSALS, self.settings.catalogue, self.settings.catalogue_version)

    @property
    def catalogues(self) -> tuple[Catalogue, ...]:
        """All catalogues that are known here, in all versions."""
        return tuple(all_catalogues(self.root / PROPOSALS).values())

    def catalogue_of(self, plan: Plan) -> Catalogue | None:
        """The catalogue that a plan was made for, if it is known here."""
        return all_catalogues(self.root / PROPOSALS).get((plan.catalogue, plan.catalogue_version))

    def today(self, real: dt.date) -> dt.date:
        """The day that deadlines are held against: the workspace's own, if it has one."""
        return self.settings.as_of or real

    def source(self, path: Path) -> str:
        """A file as the user knows it: relative to the workspace, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def plan_paths(self) -> tuple[Path, ...]:
        """Everything in ``plans`` that is called ``*.toml``, also what cannot be read, in order of name.

        Raises:
            Refused: the system does not let anybody look.
        """
        return tuple(sorted(toml_files(self.root / PLANS)))

    def read(self, path: Path) -> PlanFile:
        """One plan file."""
        return read_plan(path, self.source(path))

    def read_all(self) -> tuple[PlanFile, ...]:
        """Every plan file."""
        return tuple(self.read(path) for path in self.plan_paths())

    def plan_path(self, body: Body) -> Path:
        """Where a body's plan lies, or would lie."""
        return self.root / PLANS / f"{body.slug}.toml"

    def files_of(self, body: Body) -> tuple[PlanFile, ...]:
        """The files that hold a plan of a body, or are named as if they did and cannot be read."""
        found = []
        wanted = body.id.encode()
        for path in self.plan_paths():
            named = path.stem == body.slug
            content = read_bytes(path)
            if named or (isinstance(content, bytes) and wanted in content):
                file = self.read(path)
                if (file.plan is None and named) or (
                    file.plan and body.id in {file.plan.head.body, *file.plan.head.covers}
                ):
                    found.append(file)
        return tuple(found)

    def file_of(self, body: Body) -> PlanFile:
        """The one file that holds a body's plan.

        Raises:
            NoPlan: there is none.
            SeveralPlans: there are several.
            Unreadable: it cannot be read as a plan.
        """
        return self.only_one(body, self.files_of(body))

    def only_one(self, body: Body, files: tuple[PlanFile, ...]) -> PlanFile:
        """The one file of several that holds a body's plan; its own before one that covers it too.

        Raises:
            NoPlan: there is none.
            SeveralPlans: there are several.
            Unreadable: it cannot be read as a plan.
        """
        own = tuple(file for file in files if file.plan is None or file.plan.head.body == body.id) or files
        if not own:
            raise NoPlan(body.name, body.slug)
        if len(own) > 1:
            raise SeveralPlans(body.name, tuple(file.source for file in own))
        if own[0].plan is None:
            raise Unreadable(own[0].problems)
        return own[0]

    def body_of(self, file: PlanFile) -> Body | None:
        """The body that a file is about; by the file's name when it cannot be read."""
        if file.plan:
            return self.bodies.get(file.plan.head.body)
        return next((body for body in self.bodies.by_id.values() if body.slug == file.path.stem), None)

    def display_name(self, body: str, own: str | None = None) -> str:
        """What a body is called here: the plan's own name for it, else the register's."""
        known = self.bodies.get(body)
        return own or (known.name if known else body)


def toml_files(folder: Path) -> Iterator[Path]:
    """Everything below a folder that is called ``*.toml``, also what cannot be read; nothing where there is no folder.

    Raises:
        Refused: the system does not let anybody look.
    """
    try:
        found = _entries(folder)
    except (FileNotFoundError, NotADirectoryError):
        # There is none, or it went away this very moment.
        return
    except OSError as error:
        if not isinstance(error, PermissionError) or not os.path.isdir(folder):  # noqa: PTH112 - this one never raises
            # Not even the folder above may be searched, or the disk does not answer: no folder without plans.
            raise Refused(folder.as_posix(), error.strerror or type(error).__name__) from error
        # It is read as if it were a plan, and so named as one that may not be read.
        yield folder
        return
    for path, name, is_folder in found:
        if name.startswith("."):
            continue
        if name.endswith(".toml"):
            yield Path(path)
        elif is_folder:
            yield from toml_files(Path(path))


def _entries(folder: Path) -> list[tuple[str, str, bool]]:
    """What lies in a folder: path, name, and whether it is a folder in turn."""
    with os.scandir(folder) as entries:
        return [(entry.path, entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
