"""Write docs/cli.md from the program's own help. With ``--check``: tell whether it is current, and write nothing."""

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"
_TOP = """\
# Command reference

<!-- Written by tools/cli_reference.py from the program's help. Do not edit. -->

What `actionplan COMMAND --help` prints, in English; without `--lang en` the same help is in Swedish. Guides with
examples: [in Swedish by role](kommun.md), [in English](english.md). The JSON that `--json` prints: [json.md](json.md).

`--lang`, `--workspace` (`-C`), `--no-color` and `--help` can stand before or after every command.

"""
_EXITS = """\
## Exit codes

| code | means |
|---:|---|
| 0 | Fine. |
| 1 | Failure: no plan, a file that cannot be read or written, a loss prevented. The message says what to do. |
| 2 | Wrong usage: an unknown command, option, body, proposal or value. |
| 3 | `check` found problems. |
| 4 | A merge needs a person. Kept for the commands that merge; none of those above gives it. |
| 5 | The roll-up or list is partial: it was printed, but a plan could not be read, or not all of it. |
| 130 | Interrupted with Ctrl+C. |

## Environment

| variable | means |
|---|---|
| `ACTIONPLAN_LANG` | `sv` or `en`; like `--lang`. |
| `ACTIONPLAN_WORKSPACE` | The folder with the plans; like `--workspace`. |
| `ACTIONPLAN_BODY` | The body that is meant when none is named. |
| `ACTIONPLAN_TODAY` | Another day than today, as yyyy-mm-dd, for tests and demonstrations. |
| `ACTIONPLAN_CONFIG_DIR`, `ACTIONPLAN_CACHE_DIR` | Other folders for your own settings and the cache. |
| `NO_COLOR`, `TERM=dumb` | No colours; like `--no-color`. |
| `COLUMNS` | The width of what is printed. A text in a file is 100 wide whatever it says. |
"""


def commands() -> Iterator[tuple[str, ...]]:
    """Every command and subcommand, in the order of the help."""
    from actionplan.cli.app import COMMANDS, Commands

    group = Commands(name="actionplan")
    for name in COMMANDS:
        yield (name,)
        for sub in getattr(group.get_command(None, name), "commands", ()):
            yield name, sub


def help_of(command: tuple[str, ...]) -> str:
    """The help of a command, 80 columns wide."""
    from actionplan.cli.main import main

    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
        main([*command, "--help"])
    stream.flush()
    return stream.buffer.getvalue().decode().rstrip()


def page() -> str:
    """The whole page."""
    parts = [_TOP, "## actionplan\n\n", f"```text\n{help_of(())}\n```\n\n"]
    for command in commands():
        level = "##" if len(command) == 1 else "###"
        parts.append(f"{level} actionplan {' '.join(command)}\n\n```text\n{help_of(command)}\n```\n\n")
    return "".join([*parts, _EXITS])


if __name__ == "__main__":
    # The language is chosen when the commands are imported, and the width when they are printed.
    os.environ.update(ACTIONPLAN_LANG="en", COLUMNS="80", TERMINAL_WIDTH="80")
    wanted = page()
    if "--check" in sys.argv[1:]:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == wanted
        print("docs/cli.md is current." if current else "docs/cli.md is out of date: run tools/cli_reference.py")
        sys.exit(not current)
    PAGE.write_bytes(wanted.encode())
    print("Wrote docs/cli.md")
