"""Shells are offered proposals with titles, bodies with names and the values of options, and never an error."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Ran, Run

SHELLS = ("bash", "zsh", "fish", "powershell")


def offers(run: Run, shell: str, line: str, **environment: str) -> Ran:
    """What a shell gets when the line is written and Tab pressed; asked the way that its script asks."""
    asks = {"_ACTIONPLAN_COMPLETE": f"complete_{shell}", **environment}
    if shell == "bash":
        return run(COMP_WORDS=line, COMP_CWORD=str(len(line.split(" ")) - 1), **asks)
    if shell == "powershell":
        return run(_TYPER_COMPLETE_ARGS=line, _TYPER_COMPLETE_WORD_TO_COMPLETE=line.rsplit(" ", maxsplit=1)[-1], **asks)
    return run(_TYPER_COMPLETE_ARGS=line, _TYPER_COMPLETE_FISH_ACTION="get-args", **asks)


def row(shell: str, value: str, meaning: str) -> str:
    return {
        "bash": value,
        "zsh": f'"{value}":"{meaning}"',
        "fish": f"{value}\t{meaning}",
        "powershell": f"{value}:::{meaning}",
    }[shell]


EXPECTED = [
    ("actionplan show 0", "09", "Stärka familjehemsvården"),
    ("actionplan pick boras 1", "16", "Nära arbetsledning"),
    ("actionplan catalogue show ", "44", "Lyfta fram och sprida goda exempel"),
    ("actionplan follow boras 3", "31", "Kompetensutveckling inom myndighetsutövning"),
    ("actionplan show bo", "boras", "Borås"),
    ("actionplan todo ", "vargarda", "Vårgårda"),
    ("actionplan show stock", "stockholm", "Stockholm"),
    ("actionplan rollup sju", "sjuharad", "Boråsregionen Sjuhärads kommunalförbund"),
    ("actionplan set boras 09 --status ", "started", "påbörjad, under hälften"),
    ("actionplan list -s ov", "over_half", "till hälften eller mer"),
    ("actionplan list --level r", "regional", "regional"),
    ("actionplan list --area ", "A", "Tydligt uppdrag"),
    ("actionplan set boras 09 --clear ow", "owner", "Ansvarig"),
    ("actionplan set boras 09 --lead tra", "tranemo", "Tranemo"),
    ("actionplan --lang sv show -C . 0", "09", "Stärka familjehemsvården"),
    ("actionplan cat", "catalogue", "De 44 förslagen"),
]


@pytest.mark.usefixtures("sjuharad")
@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(("line", "value", "meaning"), EXPECTED)
def test_offers(shell: str, line: str, value: str, meaning: str, run: Run) -> None:
    ran = offers(run, shell, line)
    assert (ran.code, ran.err) == (0, "")
    assert row(shell, value, meaning).rstrip('"') in ran.out


@pytest.mark.usefixtures("sjuharad")
def test_only_what_begins_so_is_offered(run: Run) -> None:
    assert offers(run, "bash", "actionplan show bor").out.split() == ["boras", "borgholm", "borlange"]
    assert offers(run, "bash", "actionplan set boras 09 --status d").out.split() == ["done", "declined"]
    assert offers(run, "bash", "actionplan show 4").out.split() == ["40", "41", "42", "43", "44"]
    assert offers(run, "bash", "actionplan show xyzzy").out.strip() == ""


@pytest.mark.usefixtures("sjuharad")
def test_bodies_with_plans_come_first(run: Run) -> None:
    assert offers(run, "bash", "actionplan todo ").out.split()[0] == "bollebygd"
    assert len(offers(run, "bash", "actionplan todo ").out.split()) == 9


@pytest.mark.usefixtures("sjuharad")
def test_rounds_are_offered_by_their_keys(run: Run) -> None:
    run("round", "plan", "--date", "2016-12-03", "--title", "Vintern")
    run("round", "close", "--date", "2016-09-16")
    for line in ("actionplan round remove v", "actionplan round close --key v"):
        ran = offers(run, "fish", line)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.splitlines() == ["vinter-2016\t2016-12-03 Vintern"]
    assert offers(run, "bash", "actionplan round remove ").out.split() == ["vinter-2016", "host-2016"]


@pytest.mark.usefixtures("sjuharad")
def test_titles_in_the_language_that_is_spoken(run: Run) -> None:
    assert "Strengthen foster care" in offers(run, "fish", "actionplan show 0", ACTIONPLAN_LANG="en").out
    assert "Strengthen foster care" in offers(run, "fish", "actionplan --lang en show 0").out
    assert "Strengthen foster care" in offers(run, "fish", "actionplan show --lang en 0").out


@pytest.mark.parametrize("shell", SHELLS)
def test_outside_a_workspace_what_ships_is_offered(shell: str, run: Run) -> None:
    assert row(shell, "boras", "Borås") in offers(run, shell, "actionplan init bo").out
    ran = offers(run, shell, "actionplan catalogue show 0")
    assert (ran.code, ran.err) == (0, "")
    assert row(shell, "09", "Stärka familjehemsvården") in ran.out


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "line", ["actionplan show 0", "actionplan show bo", 'actionplan note boras 09 "Vi har', "actionplan set --lang"]
)
@pytest.mark.parametrize("settings", [b"\xff", b"catalogue = 'nowhere'\n", b"x = [", b"region = 'atlantis'\n"])
def test_never_an_error(shell: str, line: str, settings: bytes, sjuharad: Path, run: Run) -> None:
    (sjuharad / "actionplan.toml").write_bytes(settings)
    ran = offers(run, shell, line, ACTIONPLAN_LANG="klingon")
    assert (ran.code, ran.err) == (0, "")
    assert "Traceback" not in ran.out


def test_the_folder_of_the_line_is_meant(sjuharad: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = sjuharad / "plats"
    elsewhere.mkdir()
    (elsewhere / "plans").mkdir()
    (elsewhere / "actionplan.toml").write_bytes(b"format = 1\n")
    (elsewhere / "plans" / "umea.toml").write_bytes(b"")
    assert offers(run, "bash", "actionplan todo -C plats ").out.split() == ["umea"]
    monkeypatch.delenv("ACTIONPLAN_WORKSPACE")
    monkeypatch.chdir(elsewhere)
    assert offers(run, "bash", "actionplan todo ").out.split() == ["umea"]


@pytest.mark.parametrize("shell", [*SHELLS, "pwsh"])
def test_show_completion(shell: str, run: Run) -> None:
    ran = run("--show-completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert "_ACTIONPLAN_COMPLETE" in ran.out
    assert f"complete_{shell.replace('pwsh', 'powershell')}" in ran.out
    assert ran.out.count("actionplan") >= 2
    assert "pytest" not in ran.out


@pytest.mark.skipif(sys.platform == "win32", reason="bash is no shell of Windows")
def test_bash_completes_with_the_script(sjuharad: Path, run: Run) -> None:
    script = run("--show-completion", "bash").out
    typed = f"{script}\nCOMP_WORDS=(actionplan show 0); COMP_CWORD=2; _actionplan_completion actionplan\n"
    done = subprocess.run(
        ["bash", "-c", f'{typed}echo "${{COMPREPLY[@]}}"'],
        cwd=sjuharad,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.split() == [f"0{number}" for number in range(1, 10)]
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("shell", "place"),
    [
        ("bash", ".bash_completions/actionplan.sh"),
        ("zsh", ".zfunc/_actionplan"),
        ("fish", ".config/fish/completions/actionplan.fish"),
    ],
)
def test_install_completion(shell: str, place: str, tmp_path: Path, run: Run) -> None:
    ran = run("--install-completion", shell, HOME=str(tmp_path))
    assert ran.code == 0
    assert ran.out == f"Sparat i {tmp_path / place}. Det börjar gälla nästa gång terminalen öppnas.\n"
    assert (tmp_path / place).read_text("utf-8").strip() == run("--show-completion", shell).out.strip()


def test_install_completion_leaves_powershell_to_the_user(tmp_path: Path, run: Run) -> None:
    ran = run("--install-completion", "powershell", HOME=str(tmp_path))
    assert ran.code == 0
    assert "$PROFILE" in ran.out
    assert list(tmp_path.iterdir()) == []


def test_the_shell_is_found_when_none_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: "fish")
    assert run("--show-completion").out == run("--show-completion", "fish").out
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: None)
    ran = run("--show-completion")
    assert ran.code == 2
    assert "bash, zsh, fish" in ran.err
