"""The full check: format, lint, types, architecture, translations, schema, tests. The same for everyone, CI included.

``python3 tools/check.py --setup`` first makes ``.venv`` with the package and everything that the check needs, and then
runs in it. Further arguments go to pytest: ``python tools/check.py tests/core -k rollup``.

The check draws the same random examples each time. ``python tools/check.py --hunt`` runs the tests that draw examples,
with others each time, again and again until one fails or somebody stops it.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
VENV = ROOT / ".venv"
WORKERS = (os.cpu_count() or 1) + 1
"""One more than there are processors: many tests wait for another program."""
_PROFILE = "HYPOTHESIS_PROFILE"
_NEWEST_PIP = "pip>=25.1"
"""From here on pip installs dependency groups."""


def steps(pytest: list[str]) -> list[tuple[str, list[str]]]:
    """What is run, in order, each with a name."""
    python = [sys.executable]
    module = [*python, "-m"]
    return [
        ("format", [*module, "ruff", "format", "--check", "."]),
        ("lint", [*module, "ruff", "check", "."]),
        ("types", [*module, "mypy"]),
        ("architecture", [*python, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]),
        ("translations", [*python, "tools/messages.py", "--check"]),
        ("tests", [*module, "pytest", "-q", "-n", str(WORKERS), *pytest]),
    ]


def hunt(pytest: list[str]) -> int:
    """Draw new examples until a test fails."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(WORKERS), "-m", "hypothesis", *pytest]
    while not (code := subprocess.run(command, check=False, cwd=ROOT, env=os.environ | {_PROFILE: "hunt"}).returncode):
        pass
    return code


def set_up() -> Path:
    """Make ``.venv`` with the package and the development tools, and give its Python."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(VENV, with_pip=True)
    pip = [os.fspath(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--upgrade", _NEWEST_PIP], check=True, cwd=ROOT)
    subprocess.run([*pip, "--editable", ".", "--group", "dev"], check=True, cwd=ROOT)
    return python


def main(arguments: list[str]) -> int:
    """Run all steps, the failing ones told at the end."""
    if "--setup" in arguments:
        rest = [argument for argument in arguments if argument != "--setup"]
        return subprocess.run([os.fspath(set_up()), __file__, *rest], check=False, cwd=ROOT).returncode
    if "--hunt" in arguments:
        return hunt([argument for argument in arguments if argument != "--hunt"])
    failed = []
    for name, command in steps(arguments):
        print(f"── {name}", flush=True)
        if subprocess.run(command, check=False, cwd=ROOT, env=os.environ | {_PROFILE: "check"}).returncode:
            failed.append(name)
    print(f"Failed: {', '.join(failed)}" if failed else "All is well.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
