"""Mail texts in the forms that they are handed out in."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from actionplan.core.reminders import By
from actionplan.i18n import _
from actionplan.reports import markdown
from actionplan.reports.blocks import Block, Bullets, Heading, Paragraph
from actionplan.reports.plain import visible
from actionplan.reports.reminders.words import Mail, Sender, said

SCHEMA = 1
_RULE = "─" * 72
_BREAK = "  \n"
"""What ends a line within a paragraph of Markdown: a bare end of line is read as a blank."""


def as_text(mails: Sequence[Mail]) -> str:
    """The texts as they are copied into mails, a rule between two."""
    told = []
    for one in mails:
        head = (_("To: {receiver}").format(receiver=one.to), _("Subject: {subject}").format(subject=one.subject))
        told.append("\n".join((*map(visible, head), "", body_text(one))))
    return f"\n\n{_RULE}\n".join(told) + "\n"


def body_text(one: Mail) -> str:
    """The text below the subject."""
    return "\n\n".join(_plain(block) for block in one.blocks)


def _plain(block: Block) -> str:
    match block:
        case Paragraph():
            return "\n".join(map(visible, block.text.split("\n")))
        case Bullets():
            return "\n".join(f"- {visible(item)}" for item in block.items)
        case _:
            raise TypeError(block)


def as_markdown(mails: Sequence[Mail]) -> str:
    """The texts below each other, a heading each."""
    told: list[str] = []
    for one in mails:
        head = (Heading(2, one.subject), Paragraph(_("To: {receiver}").format(receiver=one.to)))
        told += map(_marked, (*head, *one.blocks))
    return "\n\n".join(told) + "\n"


def _marked(block: Block) -> str:
    """A block as Markdown, where the lines of a paragraph stay apart."""
    lines = [replace(block, text=line) for line in block.text.split("\n")] if isinstance(block, Paragraph) else [block]
    return _BREAK.join(markdown.draw((line,)).removesuffix("\n") for line in lines)


def as_data(mails: Sequence[Mail], sender: Sender, by: By) -> dict[str, Any]:
    """The texts, and what they are made from, for other programs. Keys are English and never translated."""
    rollup = sender.material.rollup
    return {
        "schema": SCHEMA,
        "body": rollup.body.id,
        "name": rollup.body.title,
        "as_of": rollup.criteria.as_of,
        "example": rollup.is_example,
        "by": by,
        "mails": [
            {
                "body": one.letter.body,
                "owner": one.letter.owner or None,
                "contact": one.letter.contact or None,
                "to": one.to,
                "subject": one.subject,
                "text": body_text(one),
                "matters": [
                    {
                        "missing": matter.need,
                        "proposal": matter.proposal or None,
                        "owner": matter.owner,
                        "date": matter.day,
                        "days": matter.days,
                        "activity": matter.what or None,
                        "file": matter.source or None,
                        "said": said(matter),
                    }
                    for matter in one.letter.matters
                ],
            }
            for one in mails
        ],
    }
