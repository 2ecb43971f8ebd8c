"""Compare TOML parsers: speed over generated plans, and correctness on the toml-test corpus for TOML 1.0.0.

Parsers that are not installed are named as such; only the standard library's is needed. Prints a Markdown table.

Speed is the median, over interleaved rounds, of a parser's time over tomllib's in the same round. Correctness: how many
of the corpus's valid files give the values that tomllib gives, and how many of its invalid ones are rejected. Files
that are not UTF-8 count as rejected by all: the program decodes files itself.
"""

import argparse
import datetime as dt
import platform
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = "tomllib"
# With its own default, toml_rs reads TOML 1.1; the program asks for 1.0.0, as here.
CANDIDATES: Mapping[str, Mapping[str, Any]] = {
    "toml_rs": {"toml_version": "1.0.0"},
    "rtoml": {},
    "pytomlpp": {},
    "tomli": {},
    REFERENCE: {},
}

Parser = Callable[[str], Any]


def installed() -> tuple[dict[str, Parser], list[str]]:
    """The parsers that are there, by name, and the names of those that are not."""
    found: dict[str, Parser] = {}
    missing = []
    for name, options in CANDIDATES.items():
        try:
            loads = import_module(name).loads
        except ImportError:
            missing.append(name)
        else:
            found[name] = _with_options(loads, options)
    return found, missing


def _with_options(loads: Callable[..., Any], options: Mapping[str, Any]) -> Parser:
    return lambda text: loads(text, **options)


def comparable(value: Any) -> Any:
    """The value with its types in it, so that 1, 1.0 and true differ, and NaN equals NaN."""
    if isinstance(value, dict):
        return {key: comparable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [comparable(item) for item in value]
    if isinstance(value, dt.datetime):
        # Libraries bring time zone classes of their own; the offset is what counts.
        return dt.datetime, value.replace(tzinfo=None), value.utcoffset()
    return type(value), repr(value)


def speed(parsers: Mapping[str, Parser], texts: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """Each parser's seconds for all texts, round by round."""
    seconds: dict[str, list[float]] = {name: [] for name in parsers}
    for _ in range(rounds):
        for name, loads in parsers.items():
            begin = time.perf_counter()
            for text in texts:
                loads(text)
            seconds[name].append(time.perf_counter() - begin)
    return seconds


def result(loads: Parser, content: bytes) -> Any:
    """What a parser makes of a file, in comparable form; ``None`` when it is rejected."""
    try:
        return comparable(loads(content.decode()))
    except Exception:  # noqa: BLE001 - each parser has errors of its own, and not all are ValueErrors
        return None


def correctness(
    loads: Parser, valid: Sequence[tuple[str, bytes]], invalid: Sequence[tuple[str, bytes]]
) -> tuple[list[str], list[str]]:
    """The valid files that a parser rejects or reads otherwise than tomllib, and the invalid ones that it accepts."""
    wrong = [name for name, content in valid if result(loads, content) != result(tomllib.loads, content)]
    accepted = [name for name, content in invalid if result(loads, content) is not None]
    return wrong, accepted


def main() -> None:
    """Read the command line, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--names", action="store_true", help="name the files of the corpus that a parser gets wrong")
    options = parser.parse_args()
    from benchmarks.generate import write_workspace
    from tests.corpus import invalid_files, valid_files

    parsers, missing = installed()
    with tempfile.TemporaryDirectory() as scratch:
        texts = [path.read_text("utf-8") for path in write_workspace(Path(scratch))]
    seconds = speed(parsers, texts, options.rounds)
    valid, invalid = valid_files(), invalid_files()
    kilobytes = sum(len(text.encode()) for text in texts) / len(texts) / 1000
    print(f"Python {platform.python_version()}, {len(texts)} plans of {kilobytes:.0f} kB, {options.rounds} rounds\n")
    print(
        f"| parser | time ÷ tomllib's | lowest–highest | {len(valid)} valid, alike | {len(invalid)} invalid, rejected |"
    )
    print("|---|---:|---:|---:|---:|")
    mistakes: dict[str, list[str]] = {}
    for name, loads in parsers.items():
        ratios = [own / reference for own, reference in zip(seconds[name], seconds[REFERENCE], strict=True)]
        wrong, accepted = correctness(loads, valid, invalid)
        mistakes[name] = [*wrong, *accepted]
        label = name if name == REFERENCE else f"{name} {version(name)}"
        spread = f"{min(ratios):.3f}–{max(ratios):.3f}"
        figures = f"{statistics.median(ratios):.3f} | {spread} | {len(valid) - len(wrong)}"
        print(f"| {label} | {figures} | {len(invalid) - len(accepted)} |")
    for name in missing:
        print(f"| {name} | not installed | | | |")
    if options.names:
        for name, files in mistakes.items():
            print(f"\n{name}: {', '.join(files) or 'none'}")


if __name__ == "__main__":
    # Run as a file from a checkout, where the package need not be installed.
    sys.path.insert(0, str(ROOT))
    main()
