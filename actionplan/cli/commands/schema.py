"""schema: what a plan file may hold, for editors, and what JSON documents hold, for other programs."""

from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.usage import Command
from actionplan.core.errors import BadValue
from actionplan.i18n import _
from actionplan.store.disk import write_file
from actionplan.store.settings import SCHEMA
from actionplan.wording.schema import plan_schema_text

app = typer.Typer()


def _complete_documents(incomplete: str) -> list[tuple[str, str]]:
    from actionplan.reports.schemas.documents import DOCUMENTS

    return [(name, command) for name, (command, _make) in DOCUMENTS.items() if name.startswith(incomplete)]


@app.command("schema", cls=Command, help=summary("schema"))
def schema(
    ctx: typer.Context,
    document: Annotated[
        str | None,
        typer.Argument(
            metavar=_("[DOCUMENT]"),
            help=_("The JSON document of a command, such as rollup; a plan file where none is named."),
            autocompletion=_complete_documents,
            show_default=False,
        ),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help=_("Write plan.schema.json in the workspace."))] = False,
    dry_run: params.DryRun = False,
) -> None:
    """Print or write a schema."""
    session: Session = ctx.obj
    if document is not None:
        session.output.data(_of_document(document, write=write))
        return
    text = plan_schema_text()
    if not write:
        session.output.data(text)
        return
    if dry_run:
        session.output.data("\n".join((_("Would make:"), f"  {SCHEMA}")))
        return
    write_file(session.workspace.root / SCHEMA, text.encode(), source=SCHEMA)
    session.output.say(_("Written to {file}.").format(file=SCHEMA))


def _of_document(name: str, *, write: bool) -> str:
    """The schema of a JSON document.

    Raises:
        BadValue: there is no such document, or it was to be written: only the schema of plans lies in a workspace.
    """
    from actionplan.reports.schemas.documents import DOCUMENTS, schema_text

    if name not in DOCUMENTS:
        raise BadValue("schema", name, expected=tuple(DOCUMENTS))
    if write:
        raise BadValue("--write", name, expected=(_("no document: only the schema of a plan file lies beside plans"),))
    return schema_text(name)
