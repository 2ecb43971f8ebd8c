"""Keys as they are written on the keyboard, and other keys that the user wants."""

import unicodedata
from collections.abc import Iterable, Mapping

from msgspec import Struct
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, format_key, key_to_character

from actionplan.i18n import N_, _
from actionplan.tui.commands import Command

_NAMES = {
    "enter": "↵",
    "space": N_("Space"),
    "escape": "Esc",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "insert": "Ins",
    "backspace": "⌫",
}
_MODIFIERS = ("ctrl", "alt", "shift", "super", "meta", "hyper")
_FUNCTION_KEYS = frozenset(f"f{number}" for number in range(1, 25))
_KNOWN = frozenset(key.value for key in Keys)


class Remapped(Struct, frozen=True):
    """Other keys for commands, and what is wrong with what was asked for."""

    keys: Mapping[str, str] = {}
    """Keys by the ids of commands, as Textual names them, with commas between; empty for one that lost its only key."""
    unknown: tuple[str, ...] = ()
    """Ids that no command has."""
    not_keys: tuple[tuple[str, str], ...] = ()
    """Commands, each with a text that names no key."""
    taken: tuple[tuple[str, str, str], ...] = ()
    """A key, the command that now has it, and the one that had it by default."""


def shown(keys: str) -> str:
    """The first of a command's keys as a person knows it: ``ctrl+p`` is "^P"."""
    return name_of(keys.split(",", maxsplit=1)[0])


def all_shown(keys: str) -> str:
    """A command's keys as a person knows them: "F3, /"."""
    return ", ".join(map(name_of, keys.split(",")))


def name_of(key: str) -> str:
    """A key as a person knows it."""
    *modifiers, last = key.strip().split("+")
    if not last:
        return "–"
    name = _(_NAMES[last]) if last in _NAMES else format_key(last)
    name = name.upper() if len(name) == 1 or last in _FUNCTION_KEYS else name
    if modifiers == ["ctrl"]:
        return f"^{name}"
    return "+".join((*map(str.capitalize, modifiers), name))


def keys_of(command: Command, other: Mapping[str, str]) -> str:
    """The keys of a command: those that the user wants, else its own."""
    return other.get(command.id, command.keys)


def remapped(wanted: Mapping[str, str], commands: Iterable[Command]) -> Remapped:
    """What the user's own keys come to.

    Args:
        wanted: keys as people write them ("F2", "ctrl+e", "å"), by the ids of commands.
        commands: all that there are.
    """
    known = {command.id: command for command in commands}
    keys: dict[str, str] = {}
    not_keys: list[tuple[str, str]] = []
    for id_, text in wanted.items():
        if id_ not in known:
            continue
        read = [(part, _read(part)) for part in text.split(",") if part.strip()] or [(text, "")]
        not_keys += [(id_, part.strip()) for part, key in read if not key]
        if usable := [key for _part, key in read if key]:
            keys[id_] = ",".join(usable)
    taken = tuple(_taken(keys, known))
    for key, id_, other in taken:
        if id_.partition(".")[0] == other.partition(".")[0] and other not in wanted:
            left = keys.get(other, known[other].keys).split(",")
            keys[other] = ",".join(one for one in left if one != key)
    return Remapped(keys, tuple(id_ for id_ in wanted if id_ not in known), tuple(not_keys), taken)


def _read(text: str) -> str:
    """A key by Textual's name; empty when the text names none."""
    text = unicodedata.normalize("NFC", text.strip())
    # A lone "+" is a key; elsewhere it joins.
    *modifiers, last = [text] if len(text) == 1 else text.replace("-", "+").lower().split("+")
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        return ""
    if len(last) == 1:
        last = last.lower() if last.isalnum() else _name(last)
    elif last not in _KNOWN and not key_to_character(last):
        return ""
    return "+".join((*modifiers, last)) if last else ""


def _name(character: str) -> str:
    """Textual's name of a character that is neither letter nor digit."""
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _taken(keys: Mapping[str, str], known: Mapping[str, Command]) -> Iterable[tuple[str, str, str]]:
    """Where a wanted key is another command's on the same screen, or everywhere."""
    for id_, mine in keys.items():
        place = id_.partition(".")[0]
        for other, command in known.items():
            there = other.partition(".")[0]
            if other == id_ or not (place == there or "app" in {place, there}):
                continue
            theirs = keys.get(other, command.keys).split(",")
            both = other in keys
            for key in set(mine.split(",")).intersection(theirs):
                if not (both and other < id_):
                    yield key, id_, other
