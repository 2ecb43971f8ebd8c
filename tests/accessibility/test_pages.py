"""Pages in a real browser: what axe-core, the console and the network say of them, at every size and on paper."""

import io
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from actionplan.reports.html import page
from actionplan.reports.rollup_report import report
from tests.accessibility.browsing import Seen, View, chromium, seen
from tests.accessibility.pages import bare, empty, headed, hostile
from tests.cli.running import process
from tests.gitting import EMAIL, NAME, run_git
from tests.reports.groups import group

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
SMALL, LARGE, DARK, PAPER = View(320), View(1280), View(1280, "dark"), View(794, media="print")
NARROW_AND_DARK = View(320, "dark")
SHEET = 673
"""As wide as the text of a sheet of paper."""
VIEWS = (
    SMALL,
    NARROW_AND_DARK,
    View(1280, zoom=2),
    View(1280, "dark", zoom=2),
    LARGE,
    DARK,
    PAPER,
)
COMMANDS = {
    "sample": ("rollup",),
    "english": ("--lang", "en", "rollup"),
    "short": ("rollup", "--short"),
}
WITH_A_PAST = {
    "report": ("report", "boras"),
    "meeting": ("meeting", "--since", "2016-12-01"),
    "trend": ("trend",),
    "diff": ("diff", "--since", "2016-12-31"),
    "log": ("log", "boras"),
}
"""Run where there is a saved past."""
DOCUMENTS = {
    "empty": empty,
    "bare": bare,
    "hostile": hostile,
    "names": lambda: report(group(8, "mixed", silent=1), short=True),
}
GROUPS = {
    "2": lambda: group(2, "long"),
    "8": lambda: group(8, silent=1, broken=1),
    "12": lambda: group(12, "mixed", silent=1),
    "13": lambda: group(13, "long", silent=1, broken=1),
    "25": lambda: group(25, silent=3, broken=2, share=1),
}
CASES = [
    *(pytest.param("sample", view, id=f"sample-{view}") for view in VIEWS),
    *(
        pytest.param(name, view, id=f"{name}-{view}")
        for name in (*COMMANDS, *DOCUMENTS)
        if name != "sample"
        for view in (SMALL, DARK)
    ),
    *(pytest.param(name, NARROW_AND_DARK, id=f"{name}-{NARROW_AND_DARK}") for name in WITH_A_PAST),
]
NARROW = """<!DOCTYPE html><html lang="sv"><title>x</title><style>div{width:4em}</style><body>
<div style="overflow-wrap:anywhere">Kompetensutveckling</div><div style="overflow-x:hidden">Socialsekreterare</div>
<div style="overflow-x:auto">Verksamhetschef</div><div>FoU-miljöer</div>"""
FAULTY = '<!DOCTYPE html><html><title>x</title><body><img src="data:,"><p style="color:#aaa;background:#fff">Svag</p>'
CONTRASTS = """() => {
  const light = text => {
    const parts = text.match(/[\\d.]+/g).map(Number).slice(0, 3).map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const lettered = cell => getComputedStyle(cell, "::before").content !== "none";
  return [...document.querySelectorAll("td[class^=k]")].filter(lettered).map(cell => {
    const look = getComputedStyle(cell);
    const pair = [light(look.color), light(look.backgroundColor)].sort((one, other) => other - one);
    return [getComputedStyle(cell, "::before").content, (pair[0] + 0.05) / (pair[1] + 0.05)];
  });
}"""

UNREADABLE = """() => {
  const wrong = [], unseen = "svg, .h, i, .skip";
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; text = words.nextNode();) {
    if (text.parentElement.closest(unseen)) continue;
    const side = getComputedStyle(text.parentElement).writingMode === "horizontal-tb" ? "top" : "left";
    // Between the parts of a word with a hyphen of its own a line may end.
    for (const word of text.data.matchAll(/[^\\s/–-]{2,}/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = [...range.getClientRects()].filter(one => one.width && one.height);
      if (new Set(lines.map(one => Math.round(one[side]))).size > 1) wrong.push("broken: " + word[0]);
    }
  }
  for (const box of document.querySelectorAll("body *")) {
    if (box.closest(unseen) || box.scrollWidth <= box.clientWidth + 1 || !box.clientWidth) continue;
    const flow = getComputedStyle(box).overflowX;
    if (flow === "hidden" || flow === "clip") wrong.push("clipped: " + box.textContent.slice(0, 40));
    if (flow === "auto" && box.tabIndex < 0) wrong.push("out of reach: " + box.textContent.slice(0, 40));
  }
  return wrong;
}"""
"""What of a page's text is broken within a word, cut off, or scrolls where no key reaches it."""


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """One browser for all. Of the module, since its event loop would be in the way of other tests."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def saved(pages: Path) -> Path:
    """The sample with a past: saved before and after a proposal went on."""
    folder = pages / "saved"
    for name in ("plans", "proposals"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "actionplan.toml", folder)
    run_git(folder, "init", "--quiet")
    plan = folder / "plans" / "boras.toml"
    for date in ("2016-12-05T10:00:00+01:00", "2017-02-05T10:00:00+01:00"):
        run_git(folder, "add", ".")
        identity = ("-c", f"user.name={NAME}", "-c", f"user.email={EMAIL}")
        run_git(folder, *identity, "commit", "-qm", date, GIT_AUTHOR_DATE=date, GIT_COMMITTER_DATE=date)
        plan.write_text(plan.read_text("utf-8").replace('status = "started"', 'status = "over_half"'), "utf-8")
    return folder


@cache
def content(name: str, folder: Path = ROOT) -> str:
    """A page's HTML: of the sample, as a user gets it."""
    made = {**DOCUMENTS, "headed": headed}
    if name in made:
        return page.render(made[name]())
    running = process(*COMMANDS.get(name, WITH_A_PAST.get(name, ())), "--format", "html", cwd=folder)
    out, err = running.communicate(timeout=120)
    assert running.returncode == 0, err.decode()
    return out.decode()


def file_of(pages: Path, name: str) -> Path:
    file = pages / f"{name}.html"
    if not file.exists():
        file.write_text(content(name, pages / "saved" if name in WITH_A_PAST else ROOT), "utf-8")
    return file


def check(found: Seen) -> None:
    """That the page asks for nothing, complains of nothing, runs nothing, and stays within its window."""
    assert found.asked == []
    assert found.complaints == []
    assert found.page.evaluate("window.caught") is None
    assert found.sideways == 0


@pytest.mark.usefixtures("saved")
@pytest.mark.parametrize(("name", "view"), CASES)
def test_nothing_is_found_wrong(browser: "Browser", pages: Path, name: str, view: View) -> None:
    with seen(browser, file_of(pages, name), view) as found:
        check(found)
        said = found.axe()
        assert said.wrong == []
        assert {"color-contrast", "document-title", "html-lang-valid", "landmark-one-main"} <= set(said.passed)


@pytest.mark.usefixtures("saved")
@pytest.mark.parametrize("name", [*COMMANDS, *WITH_A_PAST])
def test_every_word_is_whole_and_within_reach(browser: "Browser", pages: Path, name: str) -> None:
    with seen(browser, file_of(pages, name), SMALL) as found:
        for width in (320, 360, 768, 1280):
            found.page.set_viewport_size({"width": width, "height": 900})
            assert found.sideways == 0
            assert found.page.evaluate(UNREADABLE) == [], str(width)
        found.page.emulate_media(media="print")
        found.page.set_viewport_size({"width": SHEET, "height": 900})
        assert found.page.evaluate(UNREADABLE) == []


def test_an_unreadable_page_is_caught(browser: "Browser", pages: Path) -> None:
    file = pages / "unreadable.html"
    file.write_text(NARROW, "utf-8")
    with seen(browser, file, SMALL) as found:
        assert found.page.evaluate(UNREADABLE) == [
            "broken: Kompetensutveckling",
            "clipped: Socialsekreterare",
            "out of reach: Verksamhetschef",
        ]


def test_the_sample_has_what_the_rules_are_about(browser: "Browser", pages: Path) -> None:
    with seen(browser, file_of(pages, "sample"), SMALL) as found:
        assert {
            "scope-attr-valid",
            "td-headers-attr",
            "th-has-data-cells",
            "svg-img-alt",
            "heading-order",
            "scrollable-region-focusable",
            "landmark-unique",
            "target-size",
            "bypass",
        } <= set(found.axe().passed)


def test_a_faulty_page_is_caught(browser: "Browser", pages: Path) -> None:
    file = pages / "faulty.html"
    file.write_text(FAULTY, "utf-8")
    with seen(browser, file, LARGE) as found:
        wrong = {one.partition(":")[0] for one in found.axe().wrong}
        assert {"html-has-lang", "image-alt", "color-contrast", "landmark-one-main"} <= wrong


@pytest.mark.parametrize("view", [LARGE, DARK, View(794, "dark", media="print")], ids=str)
def test_letters_are_told_apart_from_what_they_stand_on(browser: "Browser", pages: Path, view: View) -> None:
    # The letters are drawn by the style sheet, where axe-core does not look.
    with seen(browser, file_of(pages, "sample"), view) as found:
        contrasts = found.page.evaluate(CONTRASTS)
        assert {"G", "H", "P", "E", "·", "P!"} <= {letters.partition(" /")[0].strip('"') for letters, _ in contrasts}
        assert min(ratio for _letters, ratio in contrasts) >= 4.5


def test_the_keyboard_reaches_the_report_and_what_scrolls(browser: "Browser", pages: Path) -> None:
    with seen(browser, file_of(pages, "sample"), SMALL) as found:
        keyboard, focused = found.page.keyboard, "document.activeElement"
        keyboard.press("Tab")
        assert found.page.evaluate(f"{focused}.textContent") == "Till rapporten"
        assert found.page.evaluate(f"{focused}.getBoundingClientRect().left") >= 0
        keyboard.press("Enter")
        assert found.page.evaluate(f"{focused}.tagName") == "MAIN"
        scrolling = found.page.locator("[role=region]:has(table)").first
        scrolling.focus()
        keyboard.press("ArrowRight")
        # As a function: the page forbids to evaluate text, which is done where it has not come true at once.
        found.page.wait_for_function(f"() => {focused}.scrollLeft > 0")


def test_listeners_hear_words_in_the_matrix(browser: "Browser", pages: Path) -> None:
    with seen(browser, file_of(pages, "sample"), LARGE) as found:
        told = found.page.locator("main").aria_snapshot()
        assert 'columnheader "Borås Stad"' in told
        assert 'cell "påbörjad, försenat"' in told
        assert 'rowheader "Rimlig ärendemängd"' in told
        assert 'cell "P!"' not in told


def test_every_sheet_of_paper_has_its_number_and_says_what_is_invented(browser: "Browser", pages: Path) -> None:
    from pypdf import PdfReader

    with seen(browser, file_of(pages, "sample"), PAPER) as found:
        printed = PdfReader(io.BytesIO(found.page.pdf(prefer_css_page_size=True)))
    texts = [one.extract_text() for one in printed.pages]
    width, height = printed.pages[0].mediabox[2:]
    assert (round(float(width)), round(float(height))) == (595, 842)
    for number, text in enumerate(texts, 1):
        assert f"Sida {number} av {len(texts)}" in text
        assert "Exempeldata" in text
    assert len(texts) <= 14


def test_no_heading_stands_alone_at_the_foot_of_a_sheet(browser: "Browser", pages: Path) -> None:
    from pypdf import PdfReader

    with seen(browser, file_of(pages, "headed"), PAPER) as found:
        printed = PdfReader(io.BytesIO(found.page.pdf(prefer_css_page_size=True)))
    told = [re.findall(r"(?:Rubrik|Punkt) \d+", one.extract_text()) for one in printed.pages]
    assert len(told) > 3
    assert [one for one in told if not one[-1].startswith("Punkt")] == []


def test_the_short_report_is_two_pages(browser: "Browser", pages: Path) -> None:
    from pypdf import PdfReader

    with seen(browser, file_of(pages, "short"), PAPER) as found:
        assert len(PdfReader(io.BytesIO(found.page.pdf(prefer_css_page_size=True))).pages) == 2


@pytest.mark.parametrize("name", GROUPS)
def test_the_short_report_of_any_group_is_two_pages(browser: "Browser", pages: Path, name: str) -> None:
    from pypdf import PdfReader

    file = pages / f"group-{name}.html"
    file.write_text(page.render(report(GROUPS[name](), short=True)), "utf-8")
    with seen(browser, file, PAPER) as found:
        assert len(PdfReader(io.BytesIO(found.page.pdf(prefer_css_page_size=True))).pages) == 2
        found.page.set_viewport_size({"width": SHEET, "height": 900})
        assert found.sideways == 0, "and is not made smaller to fit the paper"


def test_a_cut_name_is_heard_in_full(browser: "Browser", pages: Path) -> None:
    with seen(browser, file_of(pages, "names"), LARGE) as found:
        shown = found.page.locator("thead th[title] span").first.inner_text()
        assert shown.endswith("…")
        full = found.page.locator("thead th[title]").first.get_attribute("title")
        assert f'columnheader "{full}"' in found.page.locator("main").aria_snapshot()
        assert f"{shown} = {full}" in found.page.locator("main").inner_text()


def test_a_missing_browser_fails_where_it_must_not_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.accessibility.browsing import _missing

    monkeypatch.setenv("CI", "1")
    with pytest.raises(pytest.fail.Exception, match="Chromium"):
        _missing("Chromium")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception):
        _missing("Chromium")
