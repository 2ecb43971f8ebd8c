"""A report as a web page: one file that runs nothing, fetches nothing, and can be printed."""

from actionplan.core.issuer import Issuer, Logo
from actionplan.i18n import _, speaking
from actionplan.reports.blocks import Block, Paragraph, Tone
from actionplan.reports.document import Document
from actionplan.reports.html.context import CONTENTS, MAIN, Context
from actionplan.reports.html.drawing import draw, notes
from actionplan.reports.html.style import style
from actionplan.reports.html.text import in_line
from actionplan.wording.figures import day

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""What a browser may do with the page: nothing runs and nothing is fetched, whatever a plan file says."""
_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}


def render(document: Document) -> str:
    """A report as a web page."""
    with speaking(document.language):
        context = Context(document.blocks)
        main = draw(document.blocks, context)
        told = notes(context)
        skip = in_line(_("To the report"))
        body = (
            f'<a class="skip" href="#{MAIN}">{skip}</a>',
            _header(document, context),
            "" if document.is_page else _contents(context),
            f'<main id="{MAIN}" tabindex="-1">',
            main,
            *((told,) if told else ()),
            "</main>",
            _footer(document, context),
        )
        return "\n".join((*_top(document, style(document, context)), *body, "</body>", "</html>", ""))


def _top(document: Document, sheet: str) -> tuple[str, ...]:
    title = " – ".join(filter(None, (document.title, document.issuer.name)))
    return (
        "<!DOCTYPE html>",
        f'<html lang="{document.language}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f'<meta name="description" content="{in_line(_description(document))}">',
        # Without a picture of its own, browsers ask the server for one.
        '<link rel="icon" href="data:,">',
        f"<title>{in_line(title)}</title>",
        f"<style>\n{sheet}\n</style>",
        "</head>",
        "<body>",
    )


def _description(document: Document) -> str:
    return " – ".join(filter(None, (_headline(document.blocks), document.subtitle)))


def _headline(blocks: tuple[Block, ...]) -> str:
    found = (block.text for block in blocks if isinstance(block, Paragraph) and block.tone is Tone.STRONG)
    return next(found, "").rstrip(".")


def _header(document: Document, context: Context) -> str:
    about = f'<p class="about">{context.escaped(document.subtitle)}</p>\n' if document.subtitle else ""
    return f"<header>\n{_issuer(document.issuer, context)}<h1>{context.escaped(document.title)}</h1>\n{about}</header>"


def _issuer(issuer: Issuer, context: Context) -> str:
    if not issuer.name and not issuer.logo:
        return ""
    logo = _logo(issuer.logo, issuer.name) if issuer.logo else ""
    name = f"<span>{context.escaped(issuer.name)}</span>" if issuer.name else ""
    return f'<p class="issuer">{logo}{name}</p>\n'


def _logo(logo: Logo, name: str) -> str:
    # Where the name stands beside it, a logo that says nothing more is not read aloud too.
    text = "" if logo.text == name else logo.text
    from base64 import b64encode

    # As a picture within an address, a drawing can run nothing and fetch nothing.
    content = b64encode(logo.content).decode()
    return f'<img src="data:{_TYPES[logo.kind]};base64,{content}" alt="{in_line(text)}">'


def _contents(context: Context) -> str:
    """A short table of contents; none where there is little to choose from."""
    if len(context.sections) < 2:  # noqa: PLR2004 - one section needs no list
        return ""
    items = "".join(f'<li><a href="#{name}">{context.escaped(text)}</a></li>' for name, text in context.sections)
    heading = in_line(_("Contents"))
    return (
        f'<nav aria-labelledby="{CONTENTS}"><div>\n<h2 id="{CONTENTS}">{heading}</h2>\n'
        f'<ul role="list">{items}</ul>\n</div></nav>'
    )


def _footer(document: Document, context: Context) -> str:
    when = f'<time datetime="{document.day.isoformat()}">{day(document.day)}</time>'
    # The day is markup, and the sentence around it is not.
    before, _day, after = _("The report describes how things stood on {day}.").partition("{day}")
    lines = [f"<p>{in_line(before)}{when}{in_line(after)}</p>"]
    if document.is_example:
        example = in_line(_("Example data"))
        lines.append(f"<p><strong>{example}</strong></p>")
    lines += [f"<p>{context.escaped(document.issuer.name)}</p>"] if document.issuer.name else []
    return f"<footer>\n{''.join(lines)}\n</footer>"
