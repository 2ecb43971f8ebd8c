"""diff and log: what changed between two states of the plans, and what has happened to a proposal."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from actionplan.cli import params
from actionplan.cli.completion import complete_targets
from actionplan.cli.exits import Exit
from actionplan.cli.handing import Template, To
from actionplan.cli.session import Session
from actionplan.cli.summaries import summary
from actionplan.cli.targets import Targets, is_proposal, one_body, parse
from actionplan.cli.usage import Command
from actionplan.cli.written import Delivery, delivery_of, hand_blocks, hand_data
from actionplan.core.body import Body
from actionplan.core.chronicle import Chronicle
from actionplan.core.ends import End, EndKind, RoundMeant
from actionplan.core.errors import BadValue, StrayWord, UnknownBody, UnknownTarget
from actionplan.core.plan import Plan
from actionplan.i18n import _, current_language
from actionplan.reports import differences as report
from actionplan.reports.blocks import Block, Paragraph, Tone
from actionplan.reports.formats import COMPARED
from actionplan.reports.plan_document import edition_note
from actionplan.reports.rollup_sources import sentence
from actionplan.store.errors import NoPlan
from actionplan.wording.ends import elsewhere
from actionplan.wording.sources import troubles
from actionplan.wording.values import parse_date
from actionplan.workspace import Workspace
from actionplan.workspace.comparing import Comparison, agendas_of, chosen, compare, end_on, ends_of, latest_round, saved
from actionplan.workspace.pasts import Pasts, open_pasts

app = typer.Typer()

Form = Annotated[str | None, typer.Option("--format", "-f", metavar="|".join(COMPARED), help=_("How it is written."))]


@app.command("diff", cls=Command, help=summary("diff"))
def diff(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("[A..B] [BODY] [NUMBER]..."),
            help=_(
                "From and to: dates or names of saved versions, such as 2016-09-16..2016-11-21. Then whose, and which."
            ),
            autocompletion=complete_targets,
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar=_("DATE"), help=_("What has happened since a day, as an agenda."))
    ] = None,
    since_followup: Annotated[
        bool, typer.Option("--since-followup", help=_("The same since the latest follow-up round before today."))
    ] = False,
    format_: Form = None,
    to: To = None,
    template: Template = None,
    json: params.Json = False,
    yes: params.Yes = False,
) -> None:
    """Tell what changed."""
    session: Session = ctx.obj
    delivery = delivery_of(session, "json" if json else format_, to, template, COMPARED, yes=yes)
    words = targets or []
    ranges, others = _split(words, session)
    given = [bool(ranges), since is not None, since_followup]
    if sum(given) > 1 or len(ranges) > 1:
        raise BadValue("diff", " ".join(words), expected=(_("one of A..B, --since and --since-followup"),))
    meant = _meant(others, session)
    with open_pasts(session.workspace, session.calendar_day) as pasts:
        found, round_ = _ends(session, pasts, ranges[0] if ranges else None, since, since_followup=since_followup)
        is_agenda = since is not None or since_followup
        comparison = compare(session.workspace, pasts, *found, whole=is_agenda)
    comparison = chosen(comparison, meant.bodies, meant.proposals)
    _print(session, comparison, meant, round_, delivery, is_agenda=is_agenda)
    for said in troubles(comparison.sources):
        session.output.say(said)
    if comparison.is_partial:
        raise typer.Exit(Exit.PARTIAL)


def _meant(words: Sequence[str], session: Session) -> Targets:
    """The bodies and proposals that words name; whoever writes another word may mean a day."""
    try:
        return parse(words, session)
    except UnknownBody as error:
        raise UnknownTarget(error.text, error.nearest) from None
    except StrayWord as error:
        raise UnknownTarget(error.word) from None


def _split(words: Sequence[str], session: Session) -> tuple[list[str], list[str]]:
    """The words that name a range of time, and the others. 16..18 are proposals."""
    ranges = [word for word in words if ".." in word and not is_proposal(word, session.workspace.catalogue)]
    return ranges, [word for word in words if word not in ranges]


def _ends(
    session: Session, pasts: Pasts, between: str | None, since: str | None, *, since_followup: bool
) -> tuple[tuple[End, End], RoundMeant | None]:
    if between:
        start, end = ends_of(pasts, between)
        if start.day and end.day and end.day < start.day:
            raise BadValue("A..B", between, expected=(_("the earlier day first"),))
        return (start, end), None
    now = End(EndKind.FOLDER)
    if since is not None:
        day = parse_date("--since", since, session.today)
        if day > session.today:
            raise BadValue("--since", since, expected=(_("a day that has been"),))
        return (end_on(pasts, day), now), None
    if since_followup:
        meant = latest_round(session.workspace, pasts, session.today)
        return (end_on(pasts, meant.day), now), meant
    return (saved(pasts), now), None


def _print(
    session: Session,
    found: Comparison,
    meant: Targets,
    round_: RoundMeant | None,
    delivery: Delivery,
    *,
    is_agenda: bool,
) -> None:
    workspace = session.workspace
    then = found.start.day or session.today
    agendas = agendas_of(found, (then, session.today), workspace.bodies, meant.proposals) if is_agenda else None
    if delivery.form == "json":
        from actionplan.reports import differences_data

        document = differences_data.differences(
            found.differences, found.start, found.end, round_, agendas, found.sources, found.gaps
        )
        hand_data(session, document, delivery)
        return
    titles_of = report.titles_by(workspace.catalogue_of)
    notes = elsewhere(found.sources, found.gaps, found.left_out)
    blocks = [*report.comparison_head(found.start, found.end, round_, notes)]
    if agendas is None:
        blocks += report.differences_blocks(found.differences, workspace.bodies, titles_of)
    else:
        blocks += report.agenda_blocks(agendas, found.differences, workspace.bodies, titles_of)
    blocks += report.sources_note(sentence(found))
    plans = [plan for one in found.differences.plans if (plan := one.after or one.before)]
    blocks += _notes(workspace, plans)
    told = [*plans, *(one.plan for one in agendas or () if one.plan)]
    hand_blocks(session, blocks, delivery, is_example=any(plan.head.example for plan in told))


def _notes(workspace: Workspace, plans: Sequence[Plan]) -> Iterator[Block]:
    """What has to be said of invented plans and of working titles."""
    if any(plan.head.example for plan in plans):
        yield Paragraph(_("Example data: nothing here is a decision of the bodies named."), Tone.WARNING)
    if plans and not workspace.catalogue.is_official:
        yield Paragraph(edition_note(workspace.catalogue), Tone.QUIET)


@app.command("log", cls=Command, help=summary("log"))
def log(  # noqa: PLR0917 - the options of the command
    ctx: typer.Context,
    targets: params.Targets = None,
    format_: Form = None,
    to: To = None,
    template: Template = None,
    json: params.Json = False,
    yes: params.Yes = False,
) -> None:
    """Tell what has happened to a proposal, or to a plan."""
    from actionplan.reports.chronicle import chronicle_data
    from actionplan.workspace.chronicling import chronicle

    session: Session = ctx.obj
    delivery = delivery_of(session, "json" if json else format_, to, template, COMPARED, yes=yes)
    workspace = session.workspace
    meant = parse(targets or [], session)
    body = one_body(meant, session)
    with open_pasts(workspace, session.calendar_day) as pasts:
        try:
            found = [chronicle(workspace, pasts, body, number) for number in meant.proposals or (None,)]
        except NoPlan:
            # It may be in a source that is not counted.
            for said in troubles(pasts.sources):
                session.output.say(said)
            raise
    if delivery.form == "json":
        documents = [chronicle_data(one) for one in found]
        hand_data(session, documents[0] if len(documents) == 1 else {"schema": 1, "chronicles": documents}, delivery)
    else:
        _tell(session, body, found, delivery)
    for said in troubles(dict.fromkeys(one.kept_in for one in found if one.kept_in)):
        session.output.say(said)
    if any(one.is_partial for one in found):
        raise typer.Exit(Exit.PARTIAL)


def _tell(session: Session, body: Body, found: Sequence[Chronicle], delivery: Delivery) -> None:
    """The chronicles one after the other; as one document in a format that has titles."""
    from actionplan.reports.chronicle import chronicle_document

    workspace = session.workspace
    titles_of = report.titles_by(workspace.catalogue_of)
    names = [workspace.display_name(body.id, _own_name(one)) for one in found]
    blocks = [
        [*chronicle_document(one, name, _title(workspace, one), workspace.bodies, titles_of)]
        for one, name in zip(found, names, strict=True)
    ]
    if delivery.form == "text" and delivery.is_on_screen:
        for one in blocks:
            hand_blocks(session, one, delivery)
        return
    whole = [block for one in blocks for block in one]
    title = names[0] if len(found) > 1 else ""
    hand_blocks(session, whole, delivery, title=title, is_example=_is_example(workspace, body))


def _is_example(workspace: Workspace, body: Body) -> bool:
    """Whether a plan of the body is invented, as it is now: what was saved tells only what changed."""
    from actionplan.workspace.sources import read_everywhere

    files = read_everywhere(workspace)[0] if workspace.settings.sources else workspace.files_of(body)
    plans = [file.plan for file in files if file.plan]
    return any(plan.head.example and body.id in {plan.head.body, *plan.head.covers} for plan in plans)


def _title(workspace: Workspace, found: Chronicle) -> str:
    proposal = workspace.catalogue.proposals.get(found.number or "")
    return proposal.title(current_language()) if proposal else ""


def _own_name(found: Chronicle) -> str | None:
    return next((event.after.head.name for event in found.events if event.after and event.after.head.name), None)
