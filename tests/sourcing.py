"""Sources for tests: repositories with plans, as municipalities and regions would keep them."""

from pathlib import Path

from tests.gitting import commit_all, new_repository, run_git

PLAN = """\
format = 1
catalogue = "skl-44"
catalogue_version = "working-1"

[plan]
body = "{body}"

[proposal.09]
status = "{status}"
owner = "Enhetschef"
"""

MUNICIPALITIES = {"boras": "1490", "mark": "1463", "tranemo": "1452", "ulricehamn": "1491", "bollebygd": "1443"}


def plan_text(body: str, status: str = "started") -> str:
    """A plan with one proposal."""
    return PLAN.format(body=body, status=status)


def write_plan(folder: Path, slug: str, status: str = "started", body: str = "") -> Path:
    """A plan in the folder ``plans``."""
    path = folder / "plans" / f"{slug}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(plan_text(body or MUNICIPALITIES.get(slug, slug), status), "utf-8")
    return path


def source_repository(folder: Path, *slugs: str, inside: str = "") -> Path:
    """A repository in which plans have been saved."""
    new_repository(folder)
    for slug in slugs:
        write_plan(folder / inside, slug)
    commit_all(folder, "Första")
    return folder


def bare_copy(repository: Path, folder: Path) -> Path:
    """The place where a repository is shared."""
    run_git(repository.parent, "clone", "--quiet", "--bare", str(repository), str(folder))
    return folder


def workspace_with(root: Path, settings: str, *own: str) -> Path:
    """A workspace with those settings and plans of its own."""
    (root / "plans").mkdir(parents=True, exist_ok=True)
    (root / "actionplan.toml").write_text(f'format = 1\nregion = "sjuharad"\n{settings}', "utf-8")
    for slug in own:
        write_plan(root, slug)
    return root


def sources_toml(**places: Path | str) -> str:
    """The settings of repositories by name."""
    return "".join(f"[source.{name}]\nrepository = '{place}'\n" for name, place in places.items())
