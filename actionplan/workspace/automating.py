"""The files that make GitHub, GitLab or Azure DevOps check the plans at every push and publish a report."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from actionplan.store.data import DATA
from actionplan.workspace.opening import Workspace

CI: Mapping[str, str] = MappingProxyType(
    {"github": ".github/workflows/actionplan.yml", "gitlab": ".gitlab-ci.yml", "azure": "azure-pipelines.yml"}
)
"""Where each service looks for its file, from the repository's top."""


def ci_text(service: str, prefix: str, report: str) -> str:
    """The file that makes a service check the plans at every push.

    Args:
        service: ``github``, ``gitlab`` or ``azure``.
        prefix: where the workspace lies from the repository's top: ``""`` or ``"arbete/"``.
        report: the command that prints what is to be published, in Markdown.
    """
    folder = prefix.removesuffix("/") or "."
    if service == "gitlab":
        folder = folder.replace("$", "$$")
    quoted = "'{}'".format(folder.replace("'", "''"))
    template = (DATA / "ci" / f"{service}.yml").read_text("utf-8")
    return template.replace("@report@", report).replace("@folder@", quoted)


ORIGIN = "ACTIONPLAN_FROM"
"""The variable with which a file says where the program is installed from."""


def with_origin(text: str, origin: str = "") -> str:
    """A file for a service, with another place that the program is installed from; by default none, as it is made."""
    return re.sub(rf"^(\s*{ORIGIN}:).*$", lambda found: f"{found[1]} '{origin}'", text, flags=re.MULTILINE)


def report_command(workspace: Workspace) -> str:
    """What prints a workspace's report in Markdown: its region's roll-up, or its one plan."""
    settings = workspace.settings
    if settings.region:
        return f"actionplan rollup {workspace.bodies.resolve(settings.region).slug} --format md"
    planned = [path.stem for path in workspace.plan_paths()]
    body = workspace.bodies.resolve(settings.body).slug if settings.body else planned[0] if len(planned) == 1 else None
    # A plan is printed for a screen, with columns that Markdown keeps only as code.
    command = f"actionplan show {body}" if body else "actionplan list"
    return f"{{ echo '```' && {command} && echo '```'; }}"
