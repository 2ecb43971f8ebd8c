"""Options that several commands share, worded once."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any

import typer

from actionplan.cli.completion import (
    Offers,
    complete_areas,
    complete_bodies,
    complete_groups,
    complete_levels,
    complete_statuses,
    complete_targets,
)
from actionplan.cli.targets import expand
from actionplan.core.body import Bodies
from actionplan.core.catalogue import Catalogue
from actionplan.core.errors import BadValue
from actionplan.i18n import _
from actionplan.wording.labels import field_label
from actionplan.wording.values import parse_choice, parse_date, parse_level, parse_status

Targets = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=_("[BODY] [NUMBER]..."),
        help=_("Municipality or region, and numbers of proposals: boras 09 12, or 01-05."),
        autocompletion=complete_targets,
        show_default=False,
    ),
]
OneBody = Annotated[
    str | None,
    typer.Argument(
        metavar=_("[BODY]"), help=_("Municipality or region."), autocompletion=complete_bodies, show_default=False
    ),
]
Group = Annotated[
    str | None,
    typer.Argument(
        metavar=_("[REGION]"),
        help=_("Region or federation, such as sjuharad."),
        autocompletion=complete_groups,
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help=_("Print JSON for other programs."))]
Names = Annotated[str, typer.Option("--names", metavar="yes|no", help=_("no leaves out who is responsible."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Tell what would change, and write nothing."))]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=_("Do not ask."))]
StatusText = Annotated[
    str | None,
    typer.Option(
        "--status",
        "-s",
        metavar=_("STATUS"),
        help=_("not_started, started, over_half, done, not_relevant or declined."),
        autocompletion=complete_statuses,
    ),
]
Owner = Annotated[
    str | None,
    typer.Option("--owner", "-o", metavar=_("FUNCTION"), help=_("Who is responsible: a function, not a name.")),
]
Due = Annotated[str | None, typer.Option("--due", metavar=_("DATE"), help=_("Done by, as yyyy-mm-dd."))]
Start = Annotated[str | None, typer.Option("--start", metavar=_("DATE"), help=_("Start, as yyyy-mm-dd."))]
Level = Annotated[
    str | None,
    typer.Option("--level", metavar=_("LEVEL"), help=_("local, regional or national."), autocompletion=complete_levels),
]
Area = Annotated[
    str | None, typer.Option("--area", metavar="A|B|C", help=_("Only an area."), autocompletion=complete_areas)
]
Priority = Annotated[int | None, typer.Option("--priority", metavar="1–3", help=_("Priority, where 1 is highest."))]
Goal = Annotated[str | None, typer.Option("--goal", metavar=_("TEXT"), help=_("What is to be reached."))]
Reason = Annotated[
    str | None, typer.Option("--reason", metavar=_("TEXT"), help=_("Why; required for not_relevant and declined."))
]
Lead = Annotated[
    str | None,
    typer.Option(
        "--lead", metavar=_("BODY"), help=_("The body that leads joint work with it."), autocompletion=complete_bodies
    ),
]
Partners = Annotated[
    list[str] | None,
    typer.Option("--partner", metavar=_("NAME"), help=_("Works together with; can be given several times.")),
]
Evidence = Annotated[
    list[str] | None,
    typer.Option("--evidence", metavar=_("LINK"), help=_("Link or record number; can be given several times.")),
]

CLEARABLE = ("status", "owner", "partners", "lead", "level", "priority", "start", "due", "goal", "reason", "evidence")


def with_names(text: str) -> bool:
    """Whether the answer to ``--names`` is that who is responsible is told.

    Raises:
        BadValue: it is neither yes nor no.
    """
    return bool(parse_choice("--names", text, {"yes": True, "no": False, "ja": True, "nej": False}))


def complete_fields(incomplete: str) -> Offers:
    """The fields that can be emptied, with their names."""
    return [(name, field_label(name)) for name in CLEARABLE if name.startswith(incomplete)]


def fields_of(given: dict[str, Any], bodies: Bodies, today: dt.date) -> dict[str, Any]:
    """The values for a slot that options gave.

    Raises:
        BadValue: a value does not fit.
        UnknownBody: the lead is no body.
    """
    fields: dict[str, Any] = {}
    parsers: dict[str, Callable[[Any], Any]] = {
        "status": parse_status,
        "start": lambda text: parse_date("--start", text, today),
        "due": lambda text: parse_date("--due", text, today),
        "level": parse_level,
        "lead": lambda text: bodies.resolve(text).id,
        "priority": _priority,
        "partners": tuple,
        "evidence": tuple,
    }
    for name, value in given.items():
        if value is not None and value != []:
            fields[name] = parsers.get(name, lambda text, name=name: _text(name, text))(value)
    return fields


def _text(name: str, text: str) -> str:
    if not text.strip():
        raise BadValue(f"--{name}", text, expected=(_("a text; use --clear {name} to remove it").format(name=name),))
    return text.strip()


def _priority(value: int) -> int:
    if value not in {1, 2, 3}:
        raise BadValue("--priority", str(value), expected=("1", "2", "3"))
    return value


def head_of(given: dict[str, Any], catalogue: Catalogue, today: dt.date) -> dict[str, Any]:
    """The values for a plan's head that options gave.

    Raises:
        BadValue: a value does not fit.
        UnknownProposal: the focus names a number that there is not.
    """
    fields: dict[str, Any] = {}
    for name, value in given.items():
        if value is None or value == []:
            continue
        if name in {"decided", "revised"}:
            fields[name] = parse_date(f"--{name}", value, today)
        elif name == "focus":
            fields[name] = tuple(dict.fromkeys(number for word in value for number in expand(word, catalogue)))
        else:
            fields[name] = _text(name, value)
    return fields


def cleared(names: list[str] | None) -> dict[str, Any]:
    """The fields that are to be emptied.

    Raises:
        BadValue: there is no such field.
    """
    from actionplan.core.likeness import nearest

    fields: dict[str, Any] = {}
    for name in names or ():
        if name not in CLEARABLE:
            raise BadValue("--clear", name, expected=CLEARABLE, nearest=nearest(name, CLEARABLE, most=1))
        fields[name] = () if name in {"partners", "evidence"} else None
    return fields
