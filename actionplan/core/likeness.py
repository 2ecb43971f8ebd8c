"""How alike two words or titles are, and the nearest of many."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """The text in lower-case ASCII letters, digits and single hyphens: ``Upplands Väsby`` is ``upplands-vasby``."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _NOT_SLUG.sub("-", "".join(char for char in decomposed if not unicodedata.combining(char))).strip("-")


def nearest(word: str, choices: Iterable[str], *, most: int = 3, least: float = 0.6) -> tuple[str, ...]:
    """The choices that are most like a word, best first; none that are less than ``least`` (0-1) like it."""
    from difflib import get_close_matches

    by_slug = {slug(choice): choice for choice in choices}
    return tuple(by_slug[match] for match in get_close_matches(slug(word), by_slug, n=most, cutoff=least))


_WORD = re.compile(r"\w{3,}")


def _words(text: str) -> frozenset[str]:
    # Six letters are enough to meet over Swedish endings: "kommunerna" and "kommunen" both begin with "kommun".
    return frozenset(word[:6] for word in _WORD.findall(text.casefold()))


def likeness(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 1: the mean of shared words and shared letters in order."""
    from difflib import SequenceMatcher

    mine, yours = _words(one), _words(other)
    words = 2 * len(mine & yours) / (len(mine) + len(yours)) if mine or yours else 0.0
    return (words + SequenceMatcher(None, one.casefold(), other.casefold()).ratio()) / 2


def ranked(text: str, choices: Mapping[str, str], *, most: int = 3) -> tuple[tuple[str, float], ...]:
    """The keys of the choices whose texts are most like a text, with how alike they are, best first."""
    scored = sorted(
        ((likeness(text, choice), key) for key, choice in choices.items()), key=lambda pair: (-pair[0], pair[1])
    )
    return tuple((key, score) for score, key in scored[:most])
