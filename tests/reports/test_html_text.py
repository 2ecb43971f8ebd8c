import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.reports.html import text as html_text
from actionplan.reports.html.text import escaped, in_css, in_line
from actionplan.reports.plain import visible


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Stärkt skydd – 37,5 %", "Stärkt skydd – 37,5 %"),
        ("<b>&amp;'\"", "&lt;b&gt;&amp;amp;&#39;&quot;"),
        ("</style>]]>", "&lt;/style&gt;]]&gt;"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("rad\r\nrad\nrad", "rad<br>rad<br>rad"),
        ("till\thöger", "till höger"),
        ("\x1b[31m\x00", "␛[31m␀"),
        ("\u202eexe.bat", "&lt;U+202E&gt;exe.bat"),
        ("Klart 2016-11-21.", "Klart <time>2016-11-21</time>."),
        ("12016-11-210", "12016-11-210"),
        ("x" * 39, "x" * 39),
        ("x" * 45, "<wbr>".join(("x" * 20, "x" * 20, "x" * 5))),
        ("&" * 40, "<wbr>".join(("&amp;" * 20, "&amp;" * 20))),
        ("–\u00a0=\u00a0ej", "–&#8288;\u00a0=\u00a0ej"),
    ],
)
def test_text_is_shown_as_it_is(text: str, said: str) -> None:
    assert escaped(text) == said


@pytest.mark.parametrize(
    ("text", "said"), [("a\r\nb\tc", "a b c"), ('" onload="x', "&quot; onload=&quot;x"), ("2016-11-21", "2016-11-21")]
)
def test_an_attribute_is_one_line(text: str, said: str) -> None:
    assert in_line(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sida 1: Sjuhärad – 2016", '"Sida 1: Sjuhärad – 2016"'),
        ('"}</style>', '"\\22 \\7d \\3c \\2f style\\3e "'),
        ("\\", '"\\5c "'),
        ("a\nb", '"a b"'),
    ],
)
def test_a_string_in_the_style_sheet_ends_where_it_should(text: str, said: str) -> None:
    assert in_css(text) == said


@given(st.text())
def test_whatever_the_text_it_is_read_back_and_makes_no_element(text: str) -> None:
    said = escaped(text)
    assert set(re.findall("<[^>]*>", said)) <= {"<br>", "<time>", "</time>", "<wbr>"}
    shown = re.sub("<br>", "\n", re.sub("</?time>|<wbr>", "", said))
    lines = re.split("\r\n?|[\n\x85\u2028\u2029]", text.replace("\t", " "))
    # The parser of character references turns some that browsers do not accept into other characters.
    assert html.unescape(shown).replace("\u2060", "") == "\n".join(map(visible, lines))


@given(st.text())
def test_whatever_the_text_an_attribute_and_a_style_sheet_keep_it(text: str) -> None:
    assert not re.search("[\"'<>\x00-\x1f]", in_line(text))
    assert re.fullmatch(r'"([0-9A-Za-zÅÄÖåäö ,.:–·]|\\[0-9a-f]{1,6} )*"', in_css(text))


def test_everything_that_is_shown_instead_of_sent_is_looked_for() -> None:
    for code in (*range(0x3000), *range(0xD7F0, 0xE010), *range(0xFE00, 0x10010)):
        letter = chr(code)
        if visible(letter) != letter:
            assert not html_text._ORDINARY.fullmatch(letter), hex(code)
