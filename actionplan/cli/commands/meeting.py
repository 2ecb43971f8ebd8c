"""meeting: agenda, briefing and handouts for a follow-up meeting."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.exits import Exit
from actionplan.cli.handing import Template, To, Written, ensure_place, format_of, hand, issuer_for, manner_of
from actionplan.cli.progress import telling
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.targets import default_body, region_of
from actionplan.cli.usage import Command
from actionplan.core.body import Body
from actionplan.core.errors import BadValue
from actionplan.core.issuer import Issuer
from actionplan.core.meeting import Meeting
from actionplan.i18n import _, ngettext
from actionplan.reports.differences import titles_by
from actionplan.reports.formats import COMPARED, WRITTEN, ending_of
from actionplan.reports.meeting import handout_document, meeting_document
from actionplan.reports.meeting_page import IN_TEMPLATE
from actionplan.reports.meeting_words import Known
from actionplan.reports.rendering import remarks
from actionplan.reports.rollup_document import broken
from actionplan.reports.writing import Manner, write
from actionplan.store.errors import Exists
from actionplan.wording.ends import elsewhere, shortcomings
from actionplan.wording.figures import number
from actionplan.wording.values import parse_date
from actionplan.workspace import Workspace
from actionplan.workspace.folder_out import hand_out_all, taken_in
from actionplan.workspace.gathering import as_group, criteria_of
from actionplan.workspace.meeting import Prepared, Wish, prepare

app = typer.Typer()


@app.command("meeting", cls=Command, help=summary("meeting"))
def meeting(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    body: params.OneBody = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar=_("DATE"), help=_("Look back to a day; otherwise to the latest round before today.")
        ),
    ] = None,
    since_round: Annotated[
        str | None, typer.Option("--since-round", metavar=_("KEY"), help=_("Look back to a round in actionplan.toml."))
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(
            "--date", metavar=_("DATE"), help=_("When it is held; otherwise on the day of the next planned round.")
        ),
    ] = None,
    next_: Annotated[
        str | None,
        typer.Option(
            "--next", metavar=_("DATE"), help=_("When the meeting after it is held: what is due by then is listed.")
        ),
    ] = None,
    short: Annotated[bool, typer.Option("--short", help=_("The agenda alone."))] = False,
    handouts: Annotated[
        str | None,
        typer.Option(
            "--handouts",
            metavar=_("FOLDER"),
            help=_("Write each municipality's page to a file of its own; the rest only with -o."),
        ),
    ] = None,
    no_handouts: Annotated[
        bool, typer.Option("--no-handouts", help=_("Without a page for each municipality."))
    ] = False,
    names: params.Names = "yes",
    format_: Written = None,
    to: To = None,
    template: Template = None,
    json: params.Json = False,
    yes: params.Yes = False,
) -> None:
    """Prepare a meeting."""
    session: Session = ctx.obj
    if since is not None and since_round is not None:
        raise BadValue("meeting", since_round, expected=(_("one of --since and --since-round"),))
    if handouts is not None and (json or short or no_handouts):
        raise BadValue("--handouts", handouts, expected=(_("not together with --json, --short or --no-handouts"),))
    form = format_of("json", to, COMPARED) if json else format_of(format_, to, WRITTEN)
    wish = _wish(
        session, _body(body, session), since=since, since_round=since_round, date=date, next_=next_, names=names
    )
    is_printed = handouts is None or to is not None
    if is_printed:
        ensure_place(session, form, to, yes=yes)
    # Known before anything is read: what cannot be handed out is refused before anything is made.
    files = _files(session.workspace.bodies.members(as_group(wish.body)), form)
    if handouts is not None:
        _ensure_apart(handouts, files.values(), to)
        _ensure_folder(session, handouts, files.values(), yes=yes)
    manner = manner_of(session, form, template, to)
    with telling(session.output, _("Writing the report …")):
        found = prepare(session.workspace, wish, session.calendar_day)
        known = _known(session.workspace, found)
    if json:
        from actionplan.reports.meeting_data import render

        gaps = found.comparison.gaps
        hand(session, render(found.meeting, gaps=gaps, lacks_history=found.lacks_history), to)
    else:
        issuer = issuer_for(session, form)
        has_pages = not no_handouts and handouts is None
        with telling(session.output, _("Writing the report …")):
            pages = _pages(known, issuer, form, Manner(template=manner.template), files) if handouts is not None else {}
            document = meeting_document(
                known,
                issuer,
                lacks_history=found.lacks_history,
                short=short,
                handouts=has_pages,
                share=_share(manner),
            )
            whole = write(document, form, manner) if is_printed else ""
        is_file = to not in {None, "-"}
        if handouts is not None:
            _hand_out(session, handouts, pages, {str(to): whole} if is_file else {})
        if is_printed and not (handouts is not None and is_file):
            hand(session, whole, to)
    for said in (*_hints(found.meeting, form), *remarks(found.meeting.rollup)):
        session.output.say(said)
    if found.is_partial:
        raise typer.Exit(Exit.PARTIAL)


def _body(named: str | None, session: Session) -> Body:
    """Whose meeting it is: the one named, else the workspace's region, else the body that is meant elsewhere too."""
    if not named and not session.workspace.settings.region and (own := default_body(session.workspace)):
        return own
    return region_of(named, session)


def _wish(
    session: Session,
    body: Body,
    *,
    since: str | None,
    since_round: str | None,
    date: str | None,
    next_: str | None,
    names: str,
) -> Wish:
    today = session.today
    first = parse_date("--since", since, today) if since else None
    if first and first > today:
        raise BadValue("--since", str(since), expected=(_("a day that has been"),))
    day = parse_date("--date", date, today) if date else None
    if day and day < today:
        raise BadValue("--date", str(date), expected=(_("today, or a day to come"),))
    following = parse_date("--next", next_, today) if next_ else None
    if following and following <= (day or today):
        raise BadValue("--next", str(next_), expected=(_("a day after the meeting"),))
    criteria = criteria_of(session.workspace, today, names=params.with_names(names))
    return Wish(body, criteria, first, since_round, day, following)


def _known(workspace: Workspace, found: Prepared) -> Known:
    comparison = found.comparison
    warnings = (
        *shortcomings(comparison.start, comparison.end),
        *elsewhere(comparison.sources, comparison.gaps, comparison.left_out),
        *broken(found.meeting.rollup),
    )
    titles_of = titles_by(workspace.catalogue_of)
    return Known(found.meeting, workspace.bodies, titles_of, tuple(dict.fromkeys(warnings)))


def _files(members: Collection[Body], form: str) -> dict[str, str]:
    """The name of the file of each member's page, by the member."""
    slugs = Counter(body.slug for body in members)
    # A body that a workspace adds can be called what another is called.
    names = {body.id: body.slug if slugs[body.slug] == 1 else f"{body.slug}-{body.id}" for body in members}
    return {body: f"{name}{ending_of(form)}" for body, name in names.items()}


def _pages(known: Known, issuer: Issuer, form: str, manner: Manner, files: Mapping[str, str]) -> dict[str, str | bytes]:
    """Each member's page, by the name of its file."""
    return {
        files[one.member.body.id]: write(handout_document(known, one, issuer, share=_share(manner)), form, manner)
        for one in known.meeting.handouts
    }


def _hints(found: Meeting, form: str) -> Iterator[str]:
    """What helps whoever runs the command, and none of those who read what it writes."""
    if found.dates.since is None and form != "json":
        date = _("DATE")
        yield _("To look back to a day: {option}").format(option=f"--since {date}")


def _share(manner: Manner) -> float:
    """How much of an ordinary page a page holds: a template may have larger letters and more air."""
    return 1 if manner.template is None else IN_TEMPLATE


def _ensure_apart(folder: str, files: Iterable[str], to: str | None) -> None:
    """Refuse to write the whole over one of the pages.

    Raises:
        BadValue: they have the same name.
    """
    if to and Path(to).resolve() in {(Path(folder) / name).resolve() for name in files}:
        raise BadValue("--output", to, expected=(_("a file that is not one of the pages in --handouts"),))


def _ensure_folder(session: Session, folder: str, files: Iterable[str], *, yes: bool) -> None:
    """Ask once before files are replaced.

    Raises:
        BadValue: it is no folder, or a file there belongs to the workspace.
        CannotWrite: there is no such folder to make it in.
        Exists: files are there, and may not be replaced.
    """
    there = taken_in(folder, "--handouts", session.workspace.root, files)
    if there and not yes:
        text = _("{file} is already there. Replace it?").format(file=there[0])
        if len(there) > 1:
            text = _("{count} of the files are already there in {folder}. Replace them?").format(
                count=number(len(there)), folder=folder
            )
        if not session.output.confirm(text):
            raise Exists(there[0])


def _hand_out(
    session: Session, folder: str, pages: Mapping[str, str | bytes], whole: Mapping[str, str | bytes]
) -> None:
    """Write the pages, and the whole where it goes to a file too: all of it, or nothing."""
    hand_out_all(folder, pages, beside=whole)
    text = ngettext("{count} file written in {folder}.", "{count} files written in {folder}.", len(pages))
    session.output.say(text.format(count=number(len(pages)), folder=folder))
    for named in whole:
        session.output.say(_("Written to {file}.").format(file=named))
