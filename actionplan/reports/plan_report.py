"""A plan as a written report for the committee that has decided it: the same for every format that is read."""

from collections.abc import Iterator

from actionplan.core.body import Bodies
from actionplan.core.issuer import NOBODY, Issuer
from actionplan.core.plan_account import Account
from actionplan.i18n import _, current_language
from actionplan.reports import plan_report_parts as parts
from actionplan.reports import plan_report_words as words
from actionplan.reports.blocks import Block, Bullets, Heading, Paragraph, Tone
from actionplan.reports.document import Document
from actionplan.reports.plan_decisions import decisions
from actionplan.reports.rollup_notes import wording_note
from actionplan.wording.figures import day


def report(
    account: Account, bodies: Bodies, origin: words.Origin, *, issuer: Issuer = NOBODY, short: bool = False
) -> Document:
    """Lay out a plan as a report.

    Args:
        account: what it says.
        bodies: for the names of those that lead, and of those whose plan it is too.
        origin: where it comes from, and what of it cannot be told.
        issuer: whose report it is.
        short: on one or two pages: the figures, what to decide on, and the overview.
    """
    about = account.catalogue.about.name(current_language())
    today = _("as of {day}").format(day=day(account.criteria.as_of))
    blocks = [*_opening(account, bodies, origin), *parts.overview(account)]
    if not short:
        blocks += _rest(account, bodies, origin)
    return Document(
        title=words.title(account),
        subtitle=" · ".join(filter(None, (about, today))),
        day=account.criteria.as_of,
        language=current_language(),
        blocks=tuple(blocks),
        issuer=issuer,
        is_example=account.plan.head.example,
    )


def _opening(account: Account, bodies: Bodies, origin: words.Origin) -> Iterator[Block]:
    if said := words.example(account):
        yield Paragraph(said, Tone.WARNING)
    notes = tuple(filter(None, (wording_note(account.catalogue), words.example(account))))
    yield Paragraph(words.headline(account), Tone.STRONG, notes)
    if missing := words.shortcomings(account, origin):
        yield Bullets(missing)
    yield parts.facts(account, bodies)
    if account.counts.picked or account.against:
        yield parts.figures(account)
    yield from decisions(account)


def _rest(account: Account, bodies: Bodies, origin: words.Origin) -> Iterator[Block]:
    if account.counts.picked or account.against:
        yield Heading(2, _("By area"))
        yield parts.areas_figure(account)
        yield parts.legend(account)
    if account.picked or account.unknown:
        yield from parts.details(account, bodies)
    yield from parts.measures(account, bodies)
    yield from parts.joint(account, bodies)
    yield from parts.against(account)
    yield from parts.beside(account, bodies)
    yield from parts.orphans(account)
    yield Heading(2, _("About the figures"))
    yield Bullets(words.notes(account, origin))
