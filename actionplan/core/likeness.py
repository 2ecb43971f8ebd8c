"""How alike two words or titles are, and the nearest of many."""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """The text in lower-case ASCII letters, digits and single hyphens: ``Upplands Väsby`` is ``upplands-vasby``."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _NOT_SLUG.sub("-", "".join(char for char in decomposed if not unicodedata.combining(char))).strip("-")


_FAR_BEHIND = 0.2


def nearest(word: str, choices: Iterable[str], *, most: int = 3, least: float = 0.6) -> tuple[str, ...]:
    """The choices that are most like a word, best first: none less than ``least`` (0-1), none far behind the best."""
    from difflib import SequenceMatcher, get_close_matches

    wanted = slug(word)
    by_slug = {slug(choice): choice for choice in choices}
    found = get_close_matches(wanted, by_slug, n=most, cutoff=least)
    likenesses = [SequenceMatcher(a=match, b=wanted).ratio() for match in found]
    return tuple(
        by_slug[match] for match, alike in zip(found, likenesses, strict=True) if alike >= max(likenesses) - _FAR_BEHIND
    )


_EMPTY_WORDS = frozenset(
    slug(
        "av att de den det deras en ett för från ge genom har i inom kan med mellan om och på så samt sin sitt ska som "
        "till under utan vara vid"
    ).split("-")
)
"""Words that say nothing of what a title is about, as slugs."""

_LETTERS = 3


def _pieces(text: str) -> dict[str, float]:
    """The runs of three letters in a text, with their weight: long words weigh more, but less than by their length.

    Runs meet over inflection and inside compounds ("kommunerna", "mellankommunala"), which whole words or their
    beginnings do not. A run marks the beginning of a word and never its end, where Swedish inflects.
    """
    pieces: dict[str, float] = {}
    for word in slug(text).split("-"):
        if not word or word in _EMPTY_WORDS:
            continue
        marked = f"^{word}"
        runs = [marked[at : at + _LETTERS] for at in range(max(1, len(marked) - _LETTERS + 1))]
        for run in runs:
            pieces[run] = pieces.get(run, 0.0) + 1 / math.sqrt(len(runs))
    return pieces


class Likeness:
    """How alike titles are among many, from 0 to 1. What few of them share counts for more than what many do.

    Measured on the titles of the shipped catalogue against invented rewordings among titles without a counterpart
    (tests/core/test_catalogue_diff.py): the best candidate is right more often than by shared words and letters in
    order, and no wrong one comes near the likeness that counts as sure.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Weigh what the titles have in common. Without titles, everything weighs the same."""
        self._seen = {text: _pieces(text) for text in texts}
        self._spread: dict[str, int] = {}
        for pieces in self._seen.values():
            for piece in pieces:
                self._spread[piece] = self._spread.get(piece, 0) + 1

    def _weighed(self, text: str) -> dict[str, float]:
        total = len(self._seen) + 1
        pieces = self._seen.get(text)
        return {
            piece: amount * math.log(1 + total / (self._spread.get(piece, 0) + 0.5))
            for piece, amount in (_pieces(text) if pieces is None else pieces).items()
        }

    def of(self, one: str, other: str) -> float:
        """How alike two titles are: 1 for the same title, however it is spelt in capitals and punctuation."""
        if slug(one) == slug(other):
            return 1.0
        mine, yours = self._weighed(one), self._weighed(other)
        total = sum(mine.values()) + sum(yours.values())
        shared = sum(min(amount, yours[piece]) for piece, amount in mine.items() if piece in yours)
        return min(1.0, 2 * shared / total) if total else 0.0


def likeness(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 1, when there are no others to weigh them against."""
    return Likeness().of(one, other)


def ranked(text: str, choices: Mapping[str, str], *, most: int = 3) -> tuple[tuple[str, float], ...]:
    """The keys of the choices whose texts are most like a text, with how alike they are, best first."""
    among = Likeness(choices.values())
    scored = sorted(
        ((among.of(text, choice), key) for key, choice in choices.items()), key=lambda pair: (-pair[0], pair[1])
    )
    return tuple((key, score) for score, key in scored[:most])
