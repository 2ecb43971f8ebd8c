"""sync: get what others have shared, put it together with one's own, and share the result."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from actionplan.cli import params
from actionplan.cli.asking import asker, worded
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.usage import Command
from actionplan.i18n import _, ngettext
from actionplan.reports.plain import visible

if TYPE_CHECKING:
    from actionplan.core.differences import Differences
    from actionplan.workspace.sharing import Shared, Step
    from actionplan.workspace.versioned import Versioned

app = typer.Typer()

Take = Annotated[
    str | None,
    typer.Option(
        "--take",
        metavar="mine|theirs",
        help=_("Whose value holds where both have changed the same field; otherwise you are asked."),
    ),
]


@app.command("sync", cls=Command, help=summary("sync"))
def sync(
    ctx: typer.Context,
    save: Annotated[bool, typer.Option("--save", help=_("First save what is not saved."))] = False,
    take: Take = None,
    dry_run: params.DryRun = False,
    yes: params.Yes = False,
) -> None:
    """Share."""
    from actionplan.workspace.sharing import ahead, go_on, share
    from actionplan.workspace.versioned import versioned

    session: Session = ctx.obj
    here = versioned(session.workspace, can_ask=session.output.interactive)
    ask = asker(session, take)
    if not dry_run:
        go_on(here)
    _save_first(session, here, save=save, dry_run=dry_run, yes=yes)
    known = ahead(here)
    if dry_run:
        _tell(session, here, _("Would be shared:"), known.to_send, _("Nothing to share."))
        return
    if known.to_send and not yes and session.output.interactive:
        _tell(session, here, _("This is shared:"), known.to_send, "")
        if not session.output.confirm(_("Share it?")):
            session.output.say(_("Nothing is shared. What you have saved is safe here."))
            raise typer.Exit(1)
    shared = share(here, ask, lambda step: _progress(session, step))
    _report(session, here, shared)


def _save_first(session: Session, here: "Versioned", *, save: bool, dry_run: bool, yes: bool) -> None:
    """Save what is not saved, if the user wants to; sharing shares what is saved."""
    from actionplan.workspace import saving

    found = saving.unsaved(here)
    if not found.files:
        return
    count = len(found.files)
    said = ngettext("{count} file is not saved.", "{count} files are not saved.", count).format(count=count)
    wanted = save
    if not save and not dry_run and not yes and session.output.interactive:
        _tell(session, here, said, found.differences, "")
        wanted = session.output.confirm(_("Save it first, so that it is shared?"))
    if wanted and not dry_run:
        saved = saving.save(here)
        if saved:
            subject = saved.message.partition("\n")[0]
            session.output.say(_("Saved: {subject}").format(subject=subject))
            if saved.left:
                files = ", ".join(dict.fromkeys(one.source for one in saved.left))
                session.output.say(_("Not saved, because of faults: {files}").format(files=files))
    else:
        left = ngettext(
            "{count} file is not saved. It is not shared. Save it with: actionplan save",
            "{count} files are not saved. They are not shared. Save them with: actionplan save",
            count,
        )
        session.output.say(left.format(count=count))


def _progress(session: Session, step: "Step") -> None:
    if session.output.interactive:
        words = {
            "fetching": _("Getting what others have shared …"),
            "uniting": _("Putting together …"),
            "sending": _("Sharing …"),
        }
        session.output.say(words[step])


def _report(session: Session, here: "Versioned", shared: "Shared") -> None:
    output = session.output
    if shared.received:
        _tell(session, here, _("New from others:"), shared.received, "")
    if shared.answered:
        output.data(_("Chosen by you, and kept in the history what was not chosen:"))
        for one in shared.answered:
            words = worded(session, one.question)
            taken = words.ours if one.side == "ours" else words.theirs
            output.data(f"  {visible(words.about)}: {visible('; '.join(taken))}")
    if shared.pushed:
        _tell(session, here, _("Shared:"), shared.sent, _("Shared; nothing in the plans differs."))
    elif not shared.received:
        output.data(_("Everything is shared already, and there is nothing new from others."))
    else:
        output.data(_("You had nothing of your own to share."))
    if shared.protected:
        said = _(
            "The usual branch at {remote} is protected, so what you saved was put beside it, as “{branch}”. "
            "Ask the one who looks after it to take it in."
        )
        output.say(said.format(remote=shared.remote, branch=shared.branch))
        output.say("\n".join(f"  {line}" for line in shared.protected.split("\n")))


def _tell(session: Session, here: "Versioned", head: str, differences: "Differences", nothing: str) -> None:
    lines = list(_lines(here, differences, session.output.width))
    if lines:
        session.output.data("\n".join((head, *lines)))
    elif nothing:
        session.output.data(nothing)


def _lines(here: "Versioned", differences: "Differences", width: int) -> Iterator[str]:
    from textwrap import wrap

    from actionplan.wording.commit import other_line
    from actionplan.wording.differences import difference_lines

    def broken(text: str, indent: int) -> list[str]:
        margin = " " * indent
        return wrap(visible(text), width, initial_indent=margin, subsequent_indent=f"{margin}  ")

    for one in differences.plans:
        yield from broken(one.name, 2)
        for line in difference_lines(one, here.workspace.bodies):
            yield from broken(line, 4)
    for file in differences.others:
        yield from broken(other_line(file), 2)
