"""A catalogue as the text of a TOML file, in the layout of ``proposals/skl_44.toml``."""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import fields

from actionplan.core.catalogue import Catalogue

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_UNSAFE = re.compile(r'["\\\x00-\x1f\x7f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}

_PROPOSAL_ORDER = ("area", "title_sv", "title_en", "levels", "provenance", "sources")
"""What comes first in a proposal; the rest follows in the order of its fields."""


def quote(text: str) -> str:
    """A TOML basic string, on one line whatever the text holds."""
    return '"' + _UNSAFE.sub(lambda found: _SHORT.get(found[0], f"\\u{ord(found[0]):04X}"), text) + '"'


def quote_key(key: str) -> str:
    """A TOML key: bare where it can be."""
    return key if _BARE.fullmatch(key) else quote(key)


def render_catalogue(catalogue: Catalogue) -> str:
    """The catalogue as TOML. Empty fields are left out."""
    head = [f"format = {catalogue.format}", f"id = {quote(catalogue.id)}", f"version = {quote(catalogue.version)}"]
    blocks = [head, ["[about]", *_fields(catalogue.about)]]
    for name, tables in (("area", catalogue.areas), ("source", catalogue.sources), ("proposal", catalogue.proposals)):
        blocks.extend(_tables(name, tables))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _tables(name: str, tables: Mapping[str, Struct]) -> list[list[str]]:
    # Without any table the key itself must still be there: a catalogue has areas and proposals, though none.
    if not tables:
        return [] if name == "source" else [[f"[{name}]"]]
    return [[f"[{name}.{quote_key(key)}]", *_fields(table)] for key, table in tables.items()]


def _fields(table: Struct) -> Iterable[str]:
    known = {field.name: field for field in fields(table)}
    order = [name for name in _PROPOSAL_ORDER if name in known] if "provenance" in known else []
    for name in [*order, *(name for name in known if name not in order)]:
        value = getattr(table, name)
        if value or known[name].required:
            text = quote(value) if isinstance(value, str) else f"[{', '.join(map(quote, value))}]"
            yield f"{known[name].encode_name} = {text}"
