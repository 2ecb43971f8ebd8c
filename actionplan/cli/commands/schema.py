"""schema: what a plan file may hold, for editors."""

from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.usage import Command
from actionplan.i18n import _
from actionplan.store.disk import write_file
from actionplan.store.settings import SCHEMA
from actionplan.wording.schema import plan_schema_text

app = typer.Typer()


@app.command("schema", cls=Command, help=summary("schema"))
def schema(
    ctx: typer.Context,
    write: Annotated[bool, typer.Option("--write", help=_("Write plan.schema.json in the workspace."))] = False,
    dry_run: params.DryRun = False,
) -> None:
    """Print or write the schema."""
    session: Session = ctx.obj
    text = plan_schema_text()
    if not write:
        session.output.data(text)
        return
    if dry_run:
        session.output.data("\n".join((_("Would make:"), f"  {SCHEMA}")))
        return
    write_file(session.workspace.root / SCHEMA, text.encode(), source=SCHEMA)
    session.output.say(_("Written to {file}.").format(file=SCHEMA))
