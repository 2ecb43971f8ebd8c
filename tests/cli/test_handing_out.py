"""Reports as files: the format that is meant, what is there already, and never half a file."""

import io
import shutil
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from actionplan.cli import progress
from actionplan.cli.output import Output
from actionplan.core.errors import NeedsExtra
from actionplan.reports import writing
from actionplan.reports.formats import BINARY, ENDINGS, FORMATS, WRITTEN
from actionplan.wording import report_errors
from tests.cli.running import Run

SAMPLE = Path(__file__).parent.parent.parent
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "5ef5b3e50000000049454e44ae426082"
)
JPEG = bytes.fromhex("ffd8ffe00010") + b"JFIF\0" + bytes(9) + bytes.fromhex("ffffc0000b08003200640101110000")
"""The beginning of a picture of 100 by 50 pixels."""
BOMB = (
    '<svg xmlns="http://www.w3.org/2000/svg"><g id="a0"><path d="M0 0h9"/></g>'
    + "".join(f'<g id="a{place}">' + f'<use href="#a{place - 1}"/>' * 10 + "</g>" for place in range(1, 11))
    + "</svg>"
)
"""A drawing of a few kilobytes that is drawn for ever."""
BEGINNINGS = {"docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>", "svg": b"<?xml", "json": b"{"}


SAYS_THE_TITLE = frozenset({*WRITTEN, "xlsx", "svg"}) - {"text"}
"""The formats that show the title that the settings give."""


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example workspace, entered."""
    folder = tmp_path / "sample"
    shutil.copytree(SAMPLE / "plans", folder / "plans")
    shutil.copy(SAMPLE / "actionplan.toml", folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(("ending", "form"), ENDINGS.items())
def test_the_ending_says_the_format(ending: str, form: str, sample: Path, run: Run) -> None:
    ran = run("rollup", "-o", f"r{ending}")
    assert (ran.code, ran.out) == (0, "")
    assert f"r{ending}" in ran.err
    written = (sample / f"r{ending}").read_bytes()
    assert run("rollup", "-f", form, "-o", "-").raw == written
    assert written.lower().startswith(BEGINNINGS.get(form, b"").lower())


@pytest.mark.parametrize(
    ("words", "way"),
    [
        (("rollup", "-f", "pdf", "-o", "r.docx"), "--format docx"),
        (("rollup", "-f", "docx", "-o", "r.PDF"), ".docx"),
        (("rollup", "-f", "xlsx", "-o", "r.csv"), ".xlsx"),
        (("rollup", "-f", "pdf", "-o", "r.txt"), ".pdf"),
        (("rollup", "-f", "text", "-o", "r.html"), "--format html"),
        (("rollup", "-f", "csv", "-o", "r.xlsx"), "--format xlsx"),
        (("rollup", "--json", "-o", "r.svg"), ".json"),
        (("report", "boras", "-f", "pdf", "-o", "r.xlsx"), ".pdf"),
        (("show", "boras", "-f", "html", "-o", "r.docx"), "--format docx"),
        (("trend", "--csv", "-o", "r.pdf"), ".csv"),
        (("calendar", "--json", "-o", "r.ics"), ".json"),
        (("remind", "--json", "-o", "r.pdf"), ".json"),
    ],
)
def test_no_format_has_the_ending_of_another(words: tuple[str, ...], way: str, sample: Path, run: Run) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert words[-1] in ran.err
    assert way in ran.err
    assert not (sample / words[-1]).exists()


@pytest.mark.parametrize(
    "words",
    [
        ("-f", "json", "-o", "r.txt"),
        ("-f", "html", "-o", "r.txt"),
        ("-f", "text", "-o", "r.md"),
        ("-f", "csv-excel", "-o", "r.csv"),
        ("-f", "html", "-o", "r.HTM"),
        ("-f", "pdf", "-o", "r"),
        ("-f", "docx", "-o", "r.dokument"),
    ],
)
def test_text_may_be_called_text_and_other_endings_are_the_users_own(
    words: tuple[str, ...], sample: Path, run: Run
) -> None:
    assert run("rollup", *words).code == 0
    assert (sample / words[-1]).read_bytes() == run("rollup", *words[:2]).raw


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_plans_give_the_same_bytes(form: str, sample: Path, run: Run) -> None:
    del sample
    assert run("rollup", "-f", form).raw == run("rollup", "-f", form).raw


@pytest.fixture
def in_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the program where it is printed in colour on narrow lines."""
    narrow = lambda **_: Output(sys.stdout, sys.stderr, color=True, width=57, interactive=False)  # noqa: E731
    monkeypatch.setattr(Output, "for_streams", narrow)


TOLD = ["rollup", "rollup --short", "report boras", "meeting sjuharad", "show boras", "show boras 09"]


@pytest.mark.parametrize("line", TOLD)
def test_a_file_is_the_same_whatever_the_terminal(
    line: str, sample: Path, run: Run, request: pytest.FixtureRequest
) -> None:
    words = line.split()
    assert run(*words, "-o", "a.txt", COLUMNS="200").code == 0
    written = (sample / "a.txt").read_bytes()
    assert run(*words, "-o", "b.txt", COLUMNS="40").code == 0
    assert (sample / "b.txt").read_bytes() == written
    assert run(*words, COLUMNS="").raw == written
    request.getfixturevalue("in_a_narrow_terminal")
    assert run(*words, "-o", "c.txt").code == 0
    assert (sample / "c.txt").read_bytes() == written
    shown = run(*words)
    assert run(*words, "-o", "-").raw == shown.raw
    assert shown.raw != written
    assert "\x1b[" in shown.out


@pytest.mark.usefixtures("in_a_narrow_terminal")
def test_handouts_are_the_same_whatever_the_terminal(sample: Path, run: Run) -> None:
    assert run("meeting", "sjuharad", "--handouts", "blad", "-f", "text").code == 0
    assert run("meeting", "sjuharad", "--handouts", "med", "-f", "text", "-o", "-").code == 0
    pages = [path.read_text("utf-8") for path in sorted((sample / "blad").iterdir())]
    assert [path.read_text("utf-8") for path in sorted((sample / "med").iterdir())] == pages
    assert not any("\x1b" in page for page in pages)
    assert max(len(line) for page in pages for line in page.splitlines()) > 57


@pytest.mark.parametrize(
    "name", ["plans/boras.toml", "plans/ny.toml", "actionplan.toml", "plan.schema.json", ".git/config", ".git/hooks/ny"]
)
def test_no_report_takes_the_place_of_what_the_workspace_is_made_of(name: str, sample: Path, run: Run) -> None:
    (sample / ".git/hooks").mkdir(parents=True)
    (sample / ".git/config").write_text("[core]", "utf-8")
    (sample / "plan.schema.json").write_text("{}", "utf-8")
    place = sample / name
    before = place.read_bytes() if place.exists() else None
    ran = run("rollup", "-f", "text", "-o", name, "--yes")
    assert (ran.code, name in ran.err) == (2, True)
    assert (place.read_bytes() if place.exists() else None) == before


PLACE = "/tmp/hemlig-mapp/x"  # noqa: S108 - looked for, not used


def parts_of(content: bytes) -> list[bytes]:
    """A file, and what it holds inside, unpacked."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            return [content, *map(archive.read, names), *map(str.encode, names)]
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            streams = [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
            pages = [page.extract_text().encode() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
            return [content, *streams, *said_in(pdf), *pages]
    return [content]


def said_in(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    """Every text in the objects of a PDF file, whatever it is encoded in there."""
    for one in pdf.objects:
        yield from texts_in(one)


def texts_in(one: Any) -> Iterator[bytes]:
    if isinstance(one, pikepdf.String):
        yield str(one).encode()
    elif isinstance(one, pikepdf.Array):
        for inner in one:
            if not getattr(inner, "is_indirect", False):
                yield from texts_in(inner)
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        for key, inner in one.items():
            yield key.encode()
            if not getattr(inner, "is_indirect", False):
                yield from texts_in(inner)


def tells(content: bytes, place: str) -> bool:
    """Whether a file, or anything packed in it, holds a path."""
    return any(place.encode() in part or place.encode("utf-16-be") in part for part in parts_of(content))


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_tells_where_it_was_written(form: str, sample: Path, run: Run) -> None:
    content = run("rollup", "-f", form).raw
    assert not tells(content, str(sample))
    assert not tells(content, "/tmp/")  # noqa: S108 - looked for, not used


@pytest.mark.parametrize("form", sorted(SAYS_THE_TITLE))
def test_a_place_that_a_format_tells_would_be_found(form: str, sample: Path, run: Run) -> None:
    settings = sample / "actionplan.toml"
    settings.write_text(f'{settings.read_text("utf-8")}\n[report]\ntitle = "Se {PLACE}"\n', "utf-8")
    content = run("rollup", "-f", form).raw
    assert tells(content, PLACE)
    if content.startswith(b"PK"):
        assert PLACE.encode() not in content, "it is packed"


@pytest.mark.parametrize("kind", ["stream", "text", "name"])
def test_a_place_that_is_packed_in_a_pdf_would_be_found(kind: str) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        hidden = pdf.make_stream(PLACE.encode()) if kind == "stream" else pikepdf.String(f"å {PLACE}")
        pdf.Root.PieceInfo = pikepdf.Dictionary({PLACE: 1} if kind == "name" else {"/X": pikepdf.Array([hidden])})
        file = io.BytesIO()
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    assert PLACE.encode() not in file.getvalue()
    assert tells(file.getvalue(), PLACE)


def test_a_file_that_is_there_is_replaced_only_when_that_is_said(sample: Path, run: Run) -> None:
    (sample / "r.html").write_text("precious", "utf-8")
    refused = run("rollup", "-o", "r.html")
    assert refused.code == 1
    assert (sample / "r.html").read_text("utf-8") == "precious"
    assert run("rollup", "-o", "r.html", "--yes").code == 0
    assert (sample / "r.html").read_text("utf-8").lower().startswith("<!doctype html>")


def test_a_format_that_fails_leaves_what_was_there(sample: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_words: object) -> bytes:
        raise NeedsExtra("pdf", "pdf")

    monkeypatch.setattr(writing, "write", fail)
    monkeypatch.setattr("actionplan.reports.rendering.write", fail)
    (sample / "r.pdf").write_bytes(b"precious")
    ran = run("rollup", "-o", "r.pdf", "--yes")
    assert ran.code == 1
    assert f'"{sys.executable}" -m pip install "typst>=' in ran.err
    assert (sample / "r.pdf").read_bytes() == b"precious"
    assert [path.name for path in sample.iterdir() if path.name.startswith("r.")] == ["r.pdf"]


def test_pdf_without_its_part_of_the_program_says_how_to_get_it(
    sample: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    ran = run("rollup", "-o", "r.pdf")
    assert ran.code == 1
    assert f'"{sys.executable}" -m pip install "typst>=' in ran.err
    assert not (sample / "r.pdf").exists()


@pytest.mark.parametrize("form", sorted(BINARY))
def test_what_is_no_text_is_not_sent_to_a_screen(
    form: str, sample: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    del sample
    monkeypatch.setattr("actionplan.cli.handing.is_screen", lambda _output: True)
    ran = run("rollup", "-f", form)
    assert ran.code == 2
    assert f"rapport.{form}" in ran.err
    assert ran.raw == b""


def test_a_logo_that_one_format_cannot_show_is_named(sample: Path, run: Run) -> None:
    (sample / "logga.png").write_bytes(PNG[:40])
    for key, value in (("publisher", "FoU Sjuhärad"), ("logo", "logga.png")):
        assert run("config", "set", f"report.{key}", value).code == 0
    for form in ("pdf", "xlsx"):
        ran = run("rollup", "-f", form)
        assert (ran.code, "logga.png" in ran.err, "FoU" in ran.err) == (1, True, False)


def test_title_publisher_and_logo_stand_on_written_reports(sample: Path, run: Run) -> None:
    (sample / "logga.png").write_bytes(PNG)
    for key, value in (("title", "Barn & unga i <Sjuhärad>"), ("publisher", "FoU Sjuhärad"), ("logo", "logga.png")):
        assert run("config", "set", f"report.{key}", value).code == 0
    page = run("rollup", "-f", "html").out
    assert "Barn &amp; unga i &lt;Sjuhärad&gt;" in page
    assert "FoU Sjuhärad" in page
    assert "data:image/png;base64," in page
    assert "# Barn \\& unga i \\<Sjuhärad\\>" in run("rollup", "-f", "md").out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("borta.png", None),
        ("fel.png", b"GIF89a"),
        ("stor.png", PNG + bytes(200_000)),
        ("kort.png", PNG[:12]),
        ("tom.png", PNG[:16] + bytes(8) + PNG[24:]),
        ("enorm.png", PNG[:16] + b"\0\0\xc3\x50" * 2 + PNG[24:]),
        ("enorm.jpg", JPEG.replace(b"\0\x32\0\x64", b"\xff\xff" * 2)),
        ("kort.jpg", JPEG[:10]),
        ("bomb.svg", BOMB.encode()),
        ("fel.svg", b"<svg><g></svg>"),
    ],
)
def test_a_logo_that_cannot_be_used_is_told_and_nothing_written(
    name: str, content: bytes | None, sample: Path, run: Run
) -> None:
    if content:
        (sample / name).write_bytes(content)
    refused = run("config", "set", "report.logo", name)
    assert refused.code == 1
    settings = sample / "actionplan.toml"
    settings.write_text(f'{settings.read_text("utf-8")}\n[report]\nlogo = "{name}"\n', "utf-8")
    ran = run("rollup", "-o", "r.html")
    assert ran.code == 1
    assert name in ran.err
    assert not (sample / "r.html").exists()
    assert run("rollup").code == 0


def test_a_drawing_that_repeats_a_part_of_itself_is_a_logo(sample: Path, run: Run) -> None:
    mirrored = '<g id="a"><path d="M0 0h9"/></g><use href="#a" y="9"/><use href="#a" y="18"/></svg>'
    (sample / "logga.svg").write_text(BOMB.partition("<g")[0] + mirrored, "utf-8")
    assert run("config", "set", "report.logo", "logga.svg").code == 0
    assert "data:image/svg+xml;base64," in run("rollup", "-f", "html").out


def test_a_drawing_that_takes_too_long_is_told_as_such(sample: Path, run: Run) -> None:
    (sample / "logga.svg").write_text(BOMB, "utf-8")
    refused = run("config", "set", "report.logo", "logga.svg")
    assert (refused.code, "logga.svg" in refused.err, "PNG" in refused.err) == (1, True, True)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "docx"])
def test_a_template_is_for_word_alone(form: str, sample: Path, run: Run) -> None:
    (sample / "mall.docx").write_bytes(b"")
    ran = run("rollup", "-f", form, "--template", "mall.docx")
    assert ran.code == 2
    assert "--template" in ran.err


def test_a_template_that_is_no_word_file_is_told(sample: Path, run: Run) -> None:
    assert run("rollup", "-o", "r.docx", "--template", "borta.docx").code == 1
    (sample / "mall.docx").write_text("no document", "utf-8")
    assert run("rollup", "-o", "r.docx", "--template", "mall.docx").code == 2
    assert not (sample / "r.docx").exists()


@pytest.mark.parametrize("form", WRITTEN)
def test_a_short_report_is_shorter(form: str, sample: Path, run: Run) -> None:
    del sample
    assert len(run("rollup", "-f", form, "--short").raw) < len(run("rollup", "-f", form).raw)


def test_the_development_can_be_left_out(sample: Path, run: Run) -> None:
    del sample
    heading = "## Utveckling"
    assert heading in run("rollup", "-f", "md").out
    assert heading not in run("rollup", "-f", "md", "--no-trend").out


def test_long_work_is_told(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    import time

    from actionplan.cli.output import Output

    monkeypatch.setattr(progress, "_PATIENCE", 0.01)
    output = Output(sys.stdout, sys.stderr, color=False, width=80, interactive=True)
    with progress.telling(output, "Skriver …"):
        time.sleep(0.3)
    told = capfd.readouterr().err
    assert told.startswith("\rSkriver …")
    assert told.endswith("\r")
    monkeypatch.setattr(progress, "_PATIENCE", 60)
    with progress.telling(output, "Skriver …"):
        pass
    assert capfd.readouterr().err == ""


def test_what_is_to_be_installed_is_what_the_package_asks_for() -> None:
    project = tomllib.loads((SAMPLE / "pyproject.toml").read_text("utf-8"))["project"]
    assert {extra: [needed] for extra, needed in report_errors._REQUIRED.items()} == project["optional-dependencies"]
