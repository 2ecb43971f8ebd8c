"""Options that work everywhere on the command line, before and after the command."""

from collections.abc import Sequence

from msgspec import Struct


class Everywhere(Struct, frozen=True):
    """The options that hold for every command."""

    lang: str | None = None
    workspace: str | None = None
    no_color: bool = False
    missing: str | None = None
    """An option that lacks its value."""


_VALUED = {"--lang": "lang", "--workspace": "workspace", "-C": "workspace"}


def split(arguments: Sequence[str]) -> tuple[Everywhere, list[str]]:
    """The options for every command, and the rest. Nothing is taken after ``--``."""
    found: dict[str, str | bool] = {}
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        name, equals, value = argument.partition("=")
        if argument == "--":
            rest += [argument, *waiting]
        elif argument == "--no-color":
            found["no_color"] = True
        elif name in _VALUED and equals:
            found[_VALUED[name]] = value
        elif argument in _VALUED:
            following = next(waiting, None)
            if following is None:
                return Everywhere(missing=argument), rest
            found[_VALUED[argument]] = following
        else:
            rest.append(argument)
    lang, workspace = found.get("lang"), found.get("workspace")
    return (
        Everywhere(
            lang=str(lang) if lang is not None else None,
            workspace=str(workspace) if workspace is not None else None,
            no_color=bool(found.get("no_color")),
        ),
        rest,
    )
