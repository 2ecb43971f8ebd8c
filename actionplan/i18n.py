"""The user's language, and the door to gettext.

Message ids are English; Swedish is a gettext catalogue that ships compiled. Typer takes its own words from gettext's
default domain, partly at import, so the language is chosen before Typer is imported.
"""

import contextlib
import gettext as _gettext
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

Language = Literal["sv", "en"]
DOMAIN = "actionplan"
LANGUAGES: tuple[Language, ...] = ("sv", "en")

_LOCALE = Path(__file__).parent / "locale"
_translations: dict[Language, _gettext.NullTranslations] = {}
_current: Language = "sv"
_moment = threading.local()
"""What a thread speaks for a moment: the screen goes on in the user's language while a plan is written behind it."""


def set_language(language: Language) -> None:
    """Speak a language from here on, Typer included."""
    global _current  # noqa: PLW0603 - the language is the process's, like the locale
    _current = language
    os.environ["LANGUAGE"] = language
    _gettext.bindtextdomain(DOMAIN, str(_LOCALE))
    _gettext.textdomain(DOMAIN)


@contextlib.contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language for a moment, in this thread alone. Typer's words stay as they are."""
    before = getattr(_moment, "language", None)
    _moment.language = language
    try:
        yield
    finally:
        _moment.language = before


def current_language() -> Language:
    """The language that is spoken now."""
    momentary: Language | None = getattr(_moment, "language", None)
    return momentary or _current


def _translation() -> _gettext.NullTranslations:
    language = current_language()
    if language not in _translations:
        # In a checkout that was never installed there is no compiled Swedish; ``doctor`` tells.
        _translations[language] = _gettext.translation(DOMAIN, str(_LOCALE), [language], fallback=True)
    return _translations[language]


def is_translated() -> bool:
    """Whether there are words in the language that is spoken; English needs none."""
    return current_language() == "en" or isinstance(_translation(), _gettext.GNUTranslations)


def _(message: str) -> str:
    """The message in the user's language."""
    return _translation().gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The message in the user's language, for a count."""
    return _translation().ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """The message in the user's language, where the same English word has several meanings."""
    return _translation().pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - the customary name that extraction tools look for
    """The message as it is, marked for translation where it is defined and translated where it is used."""
    return message


def from_locale(environment: "os._Environ[str] | dict[str, str]") -> Language:
    """English in an English locale, otherwise Swedish."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "en" if value.lower().startswith("en") else "sv"
    return "sv"
