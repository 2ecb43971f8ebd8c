"""A new workspace, and new plans in one."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from actionplan.core.body import Body
from actionplan.core.catalogue import Catalogue
from actionplan.i18n import Language, _
from actionplan.store.data import shipped_catalogues
from actionplan.store.disk import create_file
from actionplan.store.form import blank_plan
from actionplan.store.language import PLANS, SETTINGS
from actionplan.store.settings import PROPOSALS, SCHEMA
from actionplan.wording.form import form_words, titles_of
from actionplan.wording.schema import plan_schema_text
from actionplan.workspace.opening import Workspace


class NewFile(Struct, frozen=True):
    """A file that is to be made."""

    path: Path
    source: str
    content: bytes


def workspace_files(root: Path, body: Body | None, language: Language) -> tuple[NewFile, ...]:
    """The files of an empty workspace; those that are there already are left out.

    Args:
        root: the folder.
        body: the body that the workspace is for: a region becomes its default region, another its default body.
        language: the workspace's language.
    """
    wanted = {
        SETTINGS: _settings_text(body, language).encode(),
        SCHEMA: plan_schema_text().encode(),
        ".gitattributes": b"*.toml text eol=lf\n",
    }
    for path in sorted(shipped_catalogues().glob("*.toml")):
        wanted[f"{PROPOSALS}/{path.name}"] = path.read_bytes()
    return tuple(NewFile(root / name, name, content) for name, content in wanted.items() if not (root / name).exists())


def _settings_text(body: Body | None, language: Language) -> str:
    about = _("Settings of the folder with the plans. Explained by: actionplan config")
    joint = _("How many must have picked a proposal for it to be suggested as joint work")
    stale = _("Days without a follow-up before a proposal is listed as such")
    soon = _("Days before a deadline when it is listed as near")
    lines = [f"# {about}", "format = 1"]
    lines.append(f'language = "{language}"')
    if body:
        lines.append(f'region = "{body.id}"' if body.members else f'body = "{body.id}"')
    lines += ['catalogue = "skl-44"', 'catalogue_version = "working-1"', "", "[thresholds]"]
    lines += [f"# {joint}", "k = 3", f"# {stale}", "stale_days = 180", f"# {soon}", "soon_days = 30"]
    return "\n".join(lines) + "\n"


def plan_files(
    root: Path, bodies: Iterable[Body], catalogue: Catalogue, *, planned: frozenset[str]
) -> Iterator[NewFile]:
    """Blank plans for bodies.

    Args:
        root: the workspace's folder.
        bodies: whose plans.
        catalogue: what they pick from.
        planned: ids of bodies that have a plan already and get none.
    """
    words = form_words()
    titles = titles_of(catalogue)
    for body in bodies:
        if body.id in planned:
            continue
        text = blank_plan(
            {"body": f'"{body.id}"'},
            catalogue=catalogue.id,
            version=catalogue.version,
            titles=titles,
            words=words,
            schema=f"../{SCHEMA}",
            comment=body.name,
        )
        name = f"{PLANS}/{body.slug}.toml"
        yield NewFile(root / name, name, text.encode())


def planned(workspace: Workspace) -> frozenset[str]:
    """The ids of the bodies that the workspace has a plan for, readable or not."""
    found = set()
    for file in workspace.read_all():
        if file.plan:
            found |= {file.plan.head.body, *file.plan.head.covers}
        elif body := workspace.body_of(file):
            found.add(body.id)
    return frozenset(found)


def make(files: Iterable[NewFile]) -> None:
    """Write new files. Stops at the first that cannot be written; each is whole or absent.

    Raises:
        Exists: something has the name already.
        CannotWrite: the system refused.
    """
    for file in files:
        create_file(file.path, file.content, source=file.source)
