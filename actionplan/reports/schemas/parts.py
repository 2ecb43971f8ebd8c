"""The pieces that the schemas are built of: closed objects, lists, and what the structs of the core are."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
WHOLE: Schema = {"type": "integer"}
DAY: Schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
ANYTHING: Schema = {}
TEXTS: Schema = {"type": "array", "items": TEXT}
HEAD: dict[str, Schema] = {"schema": {"const": 1}}
"""What a document begins with: the version of its form."""


def struct(properties: Mapping[str, Schema], optional: Sequence[str] = ()) -> Schema:
    """An object with these keys and no others; all of them, but for those that are optional."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def many(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


def by_key(values: Schema) -> Schema:
    """An object whose keys are ids or numbers."""
    return {"type": "object", "additionalProperties": values}


def perhaps(value: Schema) -> Schema:
    """A value, or ``null``."""
    return {"anyOf": [value, {"type": "null"}]}


def one_of(kind: type[StrEnum] | Iterable[str]) -> Schema:
    """One of some texts."""
    return {"enum": [str(value) for value in kind]}


def ref(name: str) -> Schema:
    """What is defined by that name in the same schema."""
    return {"$ref": f"#/$defs/{name}"}


def components(*kinds: type) -> dict[str, Schema]:
    """Structs of the core as their JSON is, each by its name, with those that they hold; all of them closed."""
    _refs, found = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    for definition in found.values():
        # The docstrings are for developers.
        definition.pop("description", None)
        if "properties" in definition:
            definition["additionalProperties"] = False
    return found


def in_front(front: Mapping[str, Schema], definition: Schema) -> Schema:
    """An object of a definition with further keys in front."""
    return {
        **definition,
        "properties": {**front, **definition["properties"]},
        "required": [*front, *definition.get("required", ())],
    }
