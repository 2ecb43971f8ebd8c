"""How a page looks: on a screen of any size, in light and in dark, and on paper."""

from actionplan.i18n import _
from actionplan.reports.blocks import Tone
from actionplan.reports.document import Document
from actionplan.reports.html.context import Context
from actionplan.reports.html.text import in_css
from actionplan.reports.svg.colors import VARIABLES, css

_PAGE = """
:root{--accent:#0b4f86;--panel:#f3f6f9;--alert:#fff4d6;--alert-line:#a35f00;--alert-text:#4d2e00}
@media screen and (prefers-color-scheme:dark){
:root{--accent:#8cc4f2;--panel:#1f2730;--alert:#3a2c0c;--alert-line:#e0a83a;--alert-text:#ffe9bd}
}
*{box-sizing:border-box}
html{font-size:106.25%;-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:$ground;color:$text;line-height:1.55;
font-family:"Segoe UI",-apple-system,BlinkMacSystemFont,"Helvetica Neue",Roboto,"Noto Sans",
"Liberation Sans",Arial,sans-serif;
overflow-wrap:break-word;hyphens:manual}
header,nav,main,footer{max-width:66rem;margin:0 auto;padding:0 1.25rem}
h1,h2,h3,h4{line-height:1.2;margin:0;text-wrap:balance;overflow-wrap:anywhere}
h1{font-size:clamp(1.7rem,1.2rem + 2.2vw,2.5rem);letter-spacing:-.01em}
h2{font-size:1.5rem;margin:3rem 0 .8rem;padding-top:.9rem;border-top:2px solid var(--accent)}
h3{font-size:1.15rem;margin:2rem 0 .5rem}
h4{font-size:1rem;margin:1.4rem 0 .4rem}
p,ul,ol{margin:0 0 .9rem;max-width:42rem;overflow-wrap:anywhere}
li{margin:0 0 .45rem}
a{color:var(--accent);text-underline-offset:.15em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-999rem;top:0;padding:.6rem 1rem;background:$ground;z-index:2}
.skip:focus{left:0}
header{padding-top:2rem}
.issuer{display:flex;align-items:center;gap:1rem;margin:0 0 1.6rem;max-width:none;font-weight:600;color:$quiet}
.issuer span{min-width:0;overflow-wrap:anywhere}
.issuer img{display:block;max-width:14rem;max-height:4.5rem;background:#fff;padding:.25rem;border-radius:3px}
.about{font-size:1.1rem;color:$quiet;margin:.6rem 0 0}
nav{margin-top:2rem}
nav div{background:var(--panel);border-radius:4px;padding:1rem 1.25rem;max-width:42rem}
nav h2{font-size:1rem;margin:0 0 .4rem;padding:0;border:0}
nav ul{margin:0;padding:0;list-style:none;columns:17rem 2;column-gap:2rem}
nav li{margin:0;break-inside:avoid}
nav a{display:block;padding:.2rem 0}
main{padding-top:2rem;padding-bottom:1rem;display:block}
main:focus{outline:none}
.lead{font-size:1.28rem;line-height:1.35;color:var(--accent);text-wrap:pretty}
.quiet{color:$quiet;font-size:.95rem}
:is(ul,ol)+.quiet{margin-top:1.3rem}
.warning{background:var(--alert);color:var(--alert-text);border-left:.4rem solid var(--alert-line);
padding:.8rem 1rem;font-weight:600;max-width:42rem;margin-bottom:1.4rem}
.mark{font-size:.75rem;font-weight:400;padding:.2rem .3rem;text-decoration:none}
sup{line-height:0;vertical-align:super;white-space:nowrap}
.notes{font-size:.92rem}
.notes h2{font-size:1.15rem}
.items{list-style:none;padding:0}
.items li{margin:0 0 1rem;padding-left:2.6rem}
.items p{margin:0 0 .15rem;font-size:.95rem}
.items .item{font-size:1rem}
.no{display:inline-block;width:2.6rem;margin:0 -.28em 0 -2.6rem;color:var(--accent);font-variant-numeric:tabular-nums}
.figure{color:$quiet;display:inline-block;max-width:100%;margin-left:.35rem}
figure{margin:1.4rem 0 1rem}
figcaption,caption{font-weight:600;text-align:left;margin:0;padding:0 0 .5rem;max-width:42rem}
caption{caption-side:top}
.drawn svg{display:block;width:100%;min-width:36rem;max-width:54rem;height:auto}
.t{margin:.4rem 0 1.4rem;max-width:100%}
.t,.scroll{overflow-x:auto;position:relative}
time{white-space:nowrap}
table{border-collapse:collapse;min-width:min(42rem,100%);
font-size:.92rem;line-height:1.35;font-variant-numeric:tabular-nums lining-nums}
th,td{padding:.38rem .7rem .38rem 0;text-align:left;vertical-align:top;border-bottom:1px solid $line;
overflow-wrap:break-word;min-width:2.2rem}
thead th{min-width:4.2rem}
.w th{min-width:2.2rem}
table:not(.w) :is(th,td):last-child{padding-right:0}
thead th,thead td{vertical-align:bottom;border-bottom:2px solid $quiet;font-weight:600}
tbody th{font-weight:400}
.w tbody th[scope=row]:not(:first-child){min-width:11rem}
.r tbody th[scope=row]:first-child{min-width:8rem}
th[scope=rowgroup]{font-weight:700;padding-top:1.1rem}
thead b{font-weight:700}
.n,.u{text-align:right;white-space:nowrap}
thead .n{white-space:normal}
.n+:not(.n,.u){padding-left:.9rem}
.b{font-weight:600}
.q{color:$quiet}
.a{color:$warning;font-weight:600}
i,.h{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;font-style:normal}
.u{padding-right:.5rem;width:2.9rem}
.u span{writing-mode:vertical-rl;transform:rotate(180deg);text-align:left;line-height:1.1;
display:inline-block;white-space:nowrap;font-weight:600}
.u b{display:block;color:$quiet}
.m tbody td[class^=k]{text-align:center;vertical-align:middle;padding:.2rem .1rem;min-width:2.3rem;width:2.3rem;
border:1px solid $ground;border-bottom-color:$line;font-weight:600;position:relative}
.m .u{text-align:center;padding:.2rem .1rem;width:2.3rem;border-left:1px solid $line}
.m td:first-child{width:2.2rem}
.m{border-collapse:separate;border-spacing:0}
footer{border-top:1px solid $line;margin-top:2rem;padding-top:1rem;padding-bottom:3rem;color:$quiet;font-size:.92rem}
footer p{margin:0 0 .2rem}
@media (min-width:68rem){
.s{overflow:visible}
.s tbody th,.s td{overflow-wrap:anywhere}
.s thead th,.s thead td{position:sticky;top:0;background:$ground;z-index:1}
}
@media (max-width:48rem){
.m tbody th[scope=row]:not(:first-child){min-width:8rem;max-width:11rem}
.m td:first-child,.m thead th:first-child{position:sticky;left:0;background:$ground;z-index:1}
.scroll{background:linear-gradient(to left,$ground 50%,transparent) right/2rem 100% local no-repeat,
linear-gradient(to left,#8886,transparent) right/.8rem 100% scroll no-repeat}
}
@media (max-width:30rem){
header,nav,main,footer{padding-left:1rem;padding-right:1rem}
h2{font-size:1.3rem;margin-top:2.4rem}
.lead{font-size:1.2rem}
table{font-size:.88rem}
.w tbody th[scope=row]:not(:first-child){min-width:8rem}
}
"""

_PRINT = """
@media print{
html{font-size:10pt}
body{line-height:1.3}
header,main,footer{max-width:none;padding:0}
nav,.skip,.notes a[role=doc-backlink]{display:none}
main{padding:.8rem 0 0}
h1{font-size:21pt}
h2{font-size:14pt;margin:.95rem 0 .4rem;padding-top:.4rem}
h3{font-size:11.5pt;margin:.9rem 0 .35rem}
h4{font-size:10pt;margin:.7rem 0 .2rem}
li{margin-bottom:.25rem}
p,ul,ol{margin-bottom:.5rem}
.t{margin-bottom:.8rem}
.warning{padding:.5rem .8rem;margin-bottom:.9rem}
.lead{font-size:13pt}
.notes,.notes h2,footer{font-size:7.5pt;line-height:1.25}
.notes h2{border-top-width:1px;margin:.5rem 0 .1rem;padding-top:.2rem}
.notes ol{margin:0;padding-left:1.2rem}
.notes li{margin:0}
p,ul,ol,.warning,figcaption,caption{max-width:none}
a{color:inherit;text-decoration:none}
h2,h3,h4,h2+p,h3+p,figcaption,caption,tbody tr:nth-child(-n+2){break-after:avoid}
tbody tr:nth-last-child(-n+2):not(:nth-child(-n+2)){break-before:avoid}
p,li{orphans:3;widows:3}
figure,tr,.items li,.warning,.notes,.keep{break-inside:avoid}
.t+.quiet{break-before:avoid}
thead{display:table-header-group}
.t,.scroll{overflow:visible}
.s thead th,.s thead td{position:static}
.drawn svg{min-width:0;max-width:none}
table{font-size:8.5pt;width:100%}
th,td{padding-top:.14rem;padding-bottom:.14rem;min-width:0}
.w tbody th[scope=row]:not(:first-child){min-width:4cm}
.m tbody td[class^=k],.m .u,.u{min-width:0;width:auto;padding-left:1px;padding-right:1px}
table.m{font-size:8pt;line-height:1.13}
.m+.quiet,.scroll+.quiet{font-size:8pt}
:is(ul,ol)+.quiet{margin-top:.9rem}
.g{table-layout:fixed}
.g td{white-space:nowrap}
.g tbody th{padding-right:2px}
.g thead th:first-child{width:12.5mm;padding-right:2px;white-space:nowrap}
.g thead .u{width:7.5mm;font-size:8pt;line-height:1}
.g.x thead .u{width:6mm}
.g.y thead .u{width:4.35mm;font-size:7pt}
.g.y thead th:first-child{width:11.5mm}
.m.y tbody td[class^=k]{padding-left:0;padding-right:0;letter-spacing:-.03em}
table.x{font-size:7.5pt}
table.z{font-size:7pt;line-height:1.1}
.m.g td,.m.g tbody th,.m.g tbody td[class^=k]{padding-top:0;padding-bottom:0}
.m.g th[scope=rowgroup]{padding-top:.2rem}
.grid{margin-bottom:.4rem}
.grid~.quiet~p{color:$quiet}
.grid~p,.grid~.quiet{font-size:7.5pt;line-height:1.25;margin:0 0 .25rem}
.grid:has(.z)~p,.grid:has(.z)~.quiet{font-size:7pt;line-height:1.15;margin-bottom:.15rem}
.m td,.m th,.m tbody td[class^=k]{padding-top:.02rem;padding-bottom:.02rem}
.m th[scope=rowgroup]{padding-top:.4rem}
.m tbody td[class^=k],.warning,svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.new{break-before:page}
.new>h2{margin-top:0;padding-top:0;border-top:0}
footer{margin-top:.4rem;padding:.2rem 0 0}
footer p{display:inline;margin-right:1rem}
}
"""


_NOTHING = f"repeating-linear-gradient(135deg,{VARIABLES.line} 0 1px,transparent 1px 6px)"
"""The surface of a cell of which nothing is known."""


def style(document: Document, context: Context) -> str:
    """The style sheet of a page.

    Args:
        document: what the page says, for what stands at the edge of each sheet of paper.
        context: the page, drawn: its cells that show letters and say words.
    """
    return "\n".join((css(), _filled(_PAGE), _filled(_PRINT), _looks(context), _edges(document), _of_page(document)))


def _of_page(document: Document) -> str:
    """A sheet for one page alone is set closer on paper."""
    if not document.is_page:
        return ""
    return (
        "@media print{html{font-size:9.5pt}h1{font-size:18pt}main{padding-top:.4rem}"
        "h2{font-size:12pt;margin:1.1rem 0 .4rem;padding-top:.4rem;border-top-width:1px}li{margin:.1rem 0}}"
    )


def _filled(sheet: str) -> str:
    for name, color in (
        ("$ground", VARIABLES.ground),
        ("$text", VARIABLES.text),
        ("$quiet", VARIABLES.quiet),
        ("$line", VARIABLES.line),
        ("$warning", VARIABLES.ink(Tone.WARNING)),
    ):
        sheet = sheet.replace(name, color)
    return sheet.strip()


def _looks(context: Context) -> str:
    """The cells that show letters and say words.

    What such a cell holds is the words; its letters stand here, as a picture of them, so that nobody hears both.
    """
    rules = []
    for value, look in context.looks.items():
        colors = f"background:{VARIABLES.fill(value.tone)};color:{VARIABLES.ink(value.tone)}"
        rules.append(f".m td.{look}{{{colors}}}")
        if not value.text:
            rules.append(f".m td.{look}{{background:{_NOTHING}}}")
        else:
            letters = in_css(value.text)
            # The second is for browsers that can tell a picture from what is read aloud.
            rules.append(f'.{look}::before{{content:{letters};content:{letters} / ""}}')
    return "\n".join(rules)


def _edges(document: Document) -> str:
    """What stands at the edge of each sheet: whose figures these are, and that they are invented where they are."""
    page = _("Page {page} of {pages}").format(page="\0", pages="\1")
    before, rest = page.split("\0")
    between, after = rest.split("\1")
    number = f"{in_css(before)} counter(page) {in_css(between)} counter(pages) {in_css(after)}"
    warning = in_css(_("Example data"))
    example = f"@top-right{{content:{warning};font-weight:700}}" if document.is_example else ""
    return (
        "@page{size:A4;margin:15mm 16mm 16mm;font:8.5pt sans-serif;color:#444;"
        f"@bottom-left{{content:{in_css(document.title)}}}@bottom-right{{content:{number}}}{example}}}"
    )
