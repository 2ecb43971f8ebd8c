"""A real browser for the tests of pages: what it finds wrong, asks for and complains of."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PATIENCE = 120_000
"""Milliseconds that a busy machine is waited for."""
_RUN = """async () => {
  const left = new Set(["wcag2aaa", "deprecated"]);
  const rules = axe.getRules().filter(one => !one.tags.some(tag => left.has(tag))).map(one => one.ruleId);
  const found = await axe.run(document, {runOnly: {type: "rule", values: rules}, resultTypes: ["violations"]});
  return {
    passed: found.passes.map(one => one.id),
    wrong: found.violations.map(one => one.id + ": " + one.nodes.map(node => node.target + " " + node.failureSummary)
      .slice(0, 3).join(" | ")),
  };
}"""


@dataclass(frozen=True)
class View:
    """How a page is looked at."""

    width: int
    scheme: Literal["light", "dark"] = "light"
    zoom: float = 1
    """How much larger everything is: the page then has so much less room."""
    media: Literal["screen", "print"] = "screen"

    def __str__(self) -> str:
        zoomed = f"-zoom{self.zoom:g}" if self.zoom != 1 else ""
        return f"{self.width}{zoomed}-{self.scheme}" + ("-print" if self.media == "print" else "")


@dataclass
class Seen:
    """A page in the browser, and what it asked for and complained of on the way."""

    page: "Page"
    asked: list[str]
    complaints: list[str]

    @property
    def sideways(self) -> int:
        """How far the page as a whole scrolls sideways."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def axe(self) -> "Axe":
        """What axe-core says of the page, with all its rules but those of level AAA."""
        self.page.evaluate(_axe_source())
        return Axe(**self.page.evaluate(_RUN))


@dataclass(frozen=True)
class Axe:
    """What axe-core found: the rules that passed, and what is wrong."""

    passed: list[str]
    wrong: list[str]


def _axe_source() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@contextmanager
def chromium() -> Iterator["Browser"]:
    """A headless Chromium. Where there is none the test is skipped, and in CI it fails."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("the package playwright")
    with sync_playwright() as playwright:
        known = (
            *map(shutil.which, ("chromium", "chromium-browser", "google-chrome")),
            playwright.chromium.executable_path,
        )
        program = next((one for one in known if one and Path(one).exists()), None)
        if program is None:
            _missing("Chromium, on the path or from: playwright install chromium")
        browser = playwright.chromium.launch(executable_path=program, args=list(_ARGUMENTS), timeout=_PATIENCE)
        try:
            yield browser
        finally:
            browser.close()


def _missing(what: str) -> Any:
    if os.environ.get("CI"):
        pytest.fail(f"needs {what}")
    pytest.skip(f"needs {what}")


@contextmanager
def seen(browser: "Browser", file: Path, view: View) -> Iterator[Seen]:
    """A file as a page in the browser, without a network."""
    context = browser.new_context(
        viewport={"width": int(view.width / view.zoom), "height": int(900 / view.zoom)},
        device_scale_factor=view.zoom,
        color_scheme=view.scheme,
        offline=True,
    )
    page = context.new_page()
    found = Seen(page, [], [])
    address = file.as_uri()
    page.on("request", lambda request: found.asked.append(request.url) if request.url != address else None)
    page.on("console", lambda message: found.complaints.append(message.text))
    page.on("pageerror", lambda error: found.complaints.append(str(error)))
    # A dialog is dismissed by itself, unless somebody listens to it.
    page.add_init_script("window.alert = window.confirm = window.prompt = text => { window.caught = text; }")
    page.emulate_media(media=view.media, color_scheme=view.scheme)
    page.set_default_timeout(_PATIENCE)
    page.goto(address)
    try:
        yield found
    finally:
        context.close()
