"""Who issues a workspace's reports: what stands on them, from the settings and the files that those name."""

from pathlib import Path

from actionplan.core.errors import BadLogo
from actionplan.core.issuer import Issuer, Logo, LogoKind
from actionplan.core.problems import Problem
from actionplan.store.errors import Unreadable
from actionplan.store.pictures import pixels_of_jpeg, pixels_of_png
from actionplan.store.read import read_bytes
from actionplan.workspace.opening import Workspace

MOST_LOGO = 150_000
"""Bytes of a logo: a web page carries it within itself, and is to stay small."""
MOST_PIXELS = 20_000_000
"""A file of a few bytes can call for a picture that takes all memory."""
_BEGINNINGS: tuple[tuple[bytes, LogoKind], ...] = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"))


def issuer_of(workspace: Workspace) -> Issuer:
    """Who issues the workspace's reports.

    Raises:
        BadLogo: the settings name a logo that cannot be used.
    """
    report = workspace.settings.report
    logo = _logo(workspace, report.logo, report.logo_text or report.publisher) if report.logo else None
    return Issuer(report.title, report.publisher, logo)


def template_of(workspace: Workspace, named: str | None) -> bytes | None:
    """The Word file whose look a Word report takes over: the one named, else the workspace's, else none.

    Raises:
        Unreadable: it cannot be read.
    """
    if named:
        return _content(Path(named), named)
    own = workspace.settings.report.template
    return _content(workspace.root / own, own) if own else None


def ensure_usable(workspace: Workspace, key: str, value: str) -> None:
    """Refuse a file that reports could not use, before a setting names it.

    Raises:
        BadLogo: it is no picture that reports can carry.
        Unreadable: the Word file cannot be read.
    """
    if key == "logo" and value:
        _logo(workspace, value, "")
    if key == "template" and value:
        _content(workspace.root / value, value)


def _content(path: Path, source: str) -> bytes:
    content = read_bytes(path)
    if isinstance(content, Problem):
        raise Unreadable((content.at(source),))
    return content


def _logo(workspace: Workspace, named: str, text: str) -> Logo:
    content = read_bytes(workspace.root / named)
    if isinstance(content, Problem):
        raise BadLogo(named, "missing")
    if len(content) > MOST_LOGO:
        raise BadLogo(named, "size", MOST_LOGO)
    kind = _kind(content, named)
    if kind == "svg":
        from actionplan.store.drawings import fault_of_svg

        if fault := fault_of_svg(content):
            raise BadLogo(named, fault)
    else:
        pixels = pixels_of_png(content) if kind == "png" else pixels_of_jpeg(content)
        if not pixels:
            raise BadLogo(named, "kind")
        if pixels > MOST_PIXELS:
            raise BadLogo(named, "pixels", MOST_PIXELS)
    return Logo(content, kind, text, named)


def _kind(content: bytes, named: str) -> LogoKind:
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if b"<svg" in content[:2000] and named.lower().endswith(".svg"):
        return "svg"
    raise BadLogo(named, "kind")
