"""What the palette finds: commands, proposals, plans, themes and languages, by words in either language."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from actionplan.i18n import LANGUAGES, _, current_language, speaking
from actionplan.reports.plain import cut, pad, visible, width_of
from actionplan.tui.commands import Command
from actionplan.tui.keys import keys_of, shown
from actionplan.tui.scene import Scene
from actionplan.tui.theme import THEMES
from actionplan.tui.widgets.paint import Line
from actionplan.tui.widgets.rows import Item

_LANGUAGES = {"sv": "Svenska", "en": "English"}
_TITLE = 22
"""The most columns of a command's name."""
_SHORTEST = 3
"""Letters below which nothing is found by letters that merely come in the same order."""


class Goal(StrEnum):
    """What choosing something does."""

    COMMAND = "command"
    PROPOSAL = "proposal"
    PLAN = "plan"
    THEME = "theme"
    LANGUAGE = "language"


class Choice(Struct, frozen=True):
    """Something that can be chosen."""

    goal: Goal
    value: str
    """The command's or body's id, the proposal's number, the name of the theme or language."""
    title: str
    said: str = ""
    beside: str = ""
    """What stands at the right: a key, or what it is."""
    also: str = ""
    """Other words that it is found by."""

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.goal} {self.value}"


class Group(Struct, frozen=True):
    """Choices that stand together while nothing is searched for."""

    title: str
    choices: tuple[Choice, ...]


def groups_of(
    scene: Scene, place: str, here: Sequence[Command], everywhere: Sequence[Command], keys: Mapping[str, str]
) -> tuple[Group, ...]:
    """Everything that can be chosen now.

    Args:
        scene: for the proposals and plans, and whether anything may be changed.
        place: what the screen is called.
        here: the screen's own commands.
        everywhere: the commands of every screen.
        keys: other keys for commands, by their ids.
    """
    return (
        Group(place, tuple(_commands(scene, here, keys))),
        Group(_("Everywhere"), tuple(_commands(scene, everywhere, keys))),
        Group(_("Looks"), tuple(_looks(scene))),
        Group(_("Plans"), tuple(_plans(scene))),
        Group(_("Proposals"), tuple(_proposals(scene))),
    )


def _commands(scene: Scene, commands: Iterable[Command], keys: Mapping[str, str]) -> Iterator[Choice]:
    for command in commands:
        if command.writes and scene.read_only:
            continue
        yield Choice(
            Goal.COMMAND,
            command.id,
            command.title,
            command.said,
            shown(keys_of(command, keys)),
            f"{_in_other_language(command)} {command.id}",
        )


def _in_other_language(command: Command) -> str:
    other = next(language for language in LANGUAGES if language != current_language())
    with speaking(other):
        return f"{command.title} {command.said}"


def _looks(scene: Scene) -> Iterator[Choice]:
    for name, label in THEMES.items():
        yield Choice(Goal.THEME, name, _("Theme: {theme}").format(theme=_(label)), also=f"theme tema {name}")
    for code, name in _LANGUAGES.items():
        if code != scene.language:
            yield Choice(Goal.LANGUAGE, code, name, also="language språk")


def _plans(scene: Scene) -> Iterator[Choice]:
    seen: set[str] = set()
    for plan in scene.plans:
        if plan.body and plan.body not in seen:
            seen.add(plan.body)
            yield Choice(Goal.PLAN, plan.body, scene.name(plan.body), beside=_("plan"), also=f"{plan.source} plan")


def _proposals(scene: Scene) -> Iterator[Choice]:
    for number, proposal in scene.catalogue.proposals.items():
        other = visible(" ".join(proposal.title(language) for language in LANGUAGES))
        title = f"{number} {scene.proposal_title(number)}"
        yield Choice(Goal.PROPOSAL, number, title, beside=_("proposal"), also=f"{other} förslag proposal")


def found(groups: Sequence[Group], words: str) -> tuple[Choice, ...]:
    """What fits the words, the best first; where nothing holds them, what has their letters in order."""
    wanted = _folded(words).split()
    choices = [choice for group in groups for choice in group.choices]
    ranked = [(rank, at) for at, choice in enumerate(choices) if (rank := _rank(choice, wanted)) is not None]
    if not ranked and len(words.strip()) >= _SHORTEST:
        from textual.fuzzy import FuzzySearch

        search = FuzzySearch()
        scored = [(-search.match(words.strip(), choice.title)[0], at) for at, choice in enumerate(choices)]
        return tuple(choices[at] for score, at in sorted(scored) if score < 0)
    return tuple(choices[at] for _rank_of, at in sorted(ranked))


def _folded(text: str) -> str:
    """A text without capitals and accents: "lage" finds "Läge"."""
    return "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))


def _rank(choice: Choice, wanted: Sequence[str]) -> int | None:
    """How well all words fit, the least best; ``None`` where one does not."""
    title = _folded(choice.title)
    if title == " ".join(wanted):
        return -1
    starts = (title, *title.replace("/", " ").split())
    rest = _folded(f"{choice.said} {choice.beside} {choice.also}")
    worst = 0
    for word in wanted:
        if title.startswith(word):
            rank = 0
        elif any(start.startswith(word) for start in starts):
            rank = 1
        elif word in title:
            rank = 2
        elif f" {word}" in f" {rest}":
            rank = 3
        elif word in rest:
            rank = 4
        else:
            return None
        worst = max(worst, rank)
    return worst


def items_of(groups: Sequence[Group], words: str) -> tuple[Item, ...]:
    """The rows of the palette: in groups while nothing is searched for, else the best first."""
    if words.strip():
        return tuple(_item(choice) for choice in found(groups, words))
    items: list[Item] = []
    for group in groups:
        if group.choices:
            items += [Item("", _heading(group.title)), *map(_item, group.choices)]
    return tuple(items)


def _heading(title: str) -> Callable[[int], Line]:
    return lambda _width: ((title, "heading"),)


def _item(choice: Choice) -> Item:
    def draw(width: int) -> Line:
        # The last column may be the scroll bar's.
        beside = f"  {choice.beside}  " if choice.beside else "  "
        room = width - width_of(beside)
        paint = "key" if choice.goal is Goal.COMMAND else "quiet"
        if not choice.said:
            return (pad(cut(choice.title, room), room), "plain"), (beside, paint)
        label = pad(cut(choice.title, _TITLE), min(_TITLE, room))
        left = max(room - width_of(label) - 1, 0)
        return (label, "plain"), (" ", "plain"), (pad(cut(choice.said, left), left), "quiet"), (beside, paint)

    return Item(choice.key, draw)
