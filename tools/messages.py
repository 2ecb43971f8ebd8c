"""Keep the Swedish catalogue in step with the messages in the code.

``python tools/messages.py`` brings it up to date; ``--check`` changes nothing and fails when a message lacks its
Swedish, when one is no longer used, or when placeholders differ.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "actionplan"
SWEDISH = SOURCE / "locale" / "sv" / "LC_MESSAGES" / "actionplan.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}

# Typer's own words, which it takes from gettext's default domain.
TYPER = (
    "Arguments",
    "Options",
    "Commands",
    "default: {default}",
    "required",
    "env var: {var}",
    "(dynamic)",
    "Aborted!",
)
_PLACEHOLDER = re.compile(r"\{(\w*)[^}]*\}")


def extracted() -> Catalog:
    """All messages of the code, without places, which would change with every line."""
    catalogue = Catalog(locale="sv", domain="actionplan", fuzzy=False)
    for _name, _line, message, comments, _context in extract_from_dir(
        SOURCE, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        catalogue.add(message, auto_comments=comments)
    for message in TYPER:
        catalogue.add(message)
    return catalogue


def updated(known: Catalog | None) -> Catalog:
    """The messages of the code with the Swedish that is known for them."""
    catalogue = extracted()
    for message in catalogue:
        old = known.get(message.id) if known and message.id else None
        if old and old.string and not old.fuzzy:
            message.string = old.string
    return catalogue


def faults(catalogue: Catalog, known: Catalog) -> list[str]:
    """What keeps the catalogue from being complete."""
    found = [f"no Swedish: {message.id!r}" for message in catalogue if message.id and not _has_words(message)]
    used = {_first(message) for message in catalogue}
    found += [f"no longer used: {message.id!r}" for message in known if message.id and _first(message) not in used]
    found += [f"placeholders differ: {message.id!r}" for message in catalogue if message.id and not _fits(message)]
    return found


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _has_words(message: Message) -> bool:
    return all(_texts(message.string))


def _texts(given: str | Sequence[str] | None) -> tuple[str, ...]:
    """One text or several, as several."""
    return (given or "",) if given is None or isinstance(given, str) else tuple(given)


def _fits(message: Message) -> bool:
    if not _has_words(message):
        return True
    ids, strings = _texts(message.id), _texts(message.string)
    wanted = {name for text in ids for name in _PLACEHOLDER.findall(text)}
    last = set(_PLACEHOLDER.findall(ids[-1]))
    return (
        all(set(_PLACEHOLDER.findall(text)) <= wanted for text in strings)
        and set(_PLACEHOLDER.findall(strings[-1])) == last
    )


def main() -> int:
    """Update or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when something is missing")
    parser.add_argument("--merge", nargs="*", default=[], metavar="PO", help="take Swedish from further files too")
    chosen = parser.parse_args()
    known = Catalog(locale="sv")
    for path in [*chosen.merge, SWEDISH]:
        if Path(path).exists():
            with Path(path).open("rb") as file:
                for message in read_po(file, locale="sv"):
                    if message.id and _has_words(message):
                        known[message.id] = message
    catalogue = updated(known)
    found = faults(catalogue, known if chosen.check else catalogue)
    if not chosen.check:
        with SWEDISH.open("wb") as file:
            write_po(file, catalogue, sort_output=True, width=0, omit_header=False, no_location=True)
        with SWEDISH.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
    print("\n".join(found) or "The Swedish catalogue is complete.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
