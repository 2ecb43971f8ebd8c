"""The JSON Schema of a plan file, made from the structs of the core, for editors that complete and validate TOML."""

import json
from collections.abc import Callable
from typing import Any

import msgspec

from actionplan.core.plan import Plan

ID = "plan.schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plan_schema(title: str, describe: Callable[[str, str], str]) -> dict[str, Any]:
    """The schema.

    Args:
        title: what the schema is of, in the user's language.
        describe: gives the help text for a field of a struct by both names; empty for none.
    """
    schema = msgspec.json.schema(Plan)
    for name, definition in schema["$defs"].items():
        # The docstrings are for developers.
        definition.pop("description", None)
        for field, rule in definition.get("properties", {}).items():
            if text := describe(name, field):
                rule["description"] = text
            _plain(rule)
    return {"$schema": _DIALECT, "$id": ID, "title": title, **schema}


def _plain(rule: dict[str, Any]) -> None:
    """Leave out ``null``, which TOML does not have, and defaults that only say so."""
    options = [option for option in rule.get("anyOf", ()) if option != {"type": "null"}]
    if options:
        del rule["anyOf"]
        rule.update(options[0] if len(options) == 1 else {"anyOf": options})
    if rule.get("default", 0) in (None, [], {}):
        del rule["default"]


def render_schema(schema: dict[str, Any]) -> str:
    """The schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
