"""Plan files in brief, for the many versions of plans that a curve is drawn from.

A version differs from the one before it in a slot or two. So a text is taken apart at the headers of its slots, and
each slot that was seen before is not read again. That is sound: a part that is a whole TOML text by itself ends where
a table may begin, so that a header after it is a header, and not the inside of a text of several lines. Whatever is not
as simple as that, or has any fault, is read whole, as every other plan is.
"""

import re
from typing import Any

from msgspec import ValidationError

from actionplan.core.brief import Brief, Said, brief, said
from actionplan.core.plan import Entry
from actionplan.store import toml
from actionplan.store.read import parse_blob
from actionplan.store.schema import convert, read_plan_document
from actionplan.store.text import MOST_BYTES

_SLOT = re.compile(rb"\n(?=\[proposal\.[0-9A-Za-z][0-9A-Za-z-]{0,15}\])")
_MOST_SLOTS = 60_000


class Briefs:
    """Reads versions of plans, and remembers their slots."""

    def __init__(self) -> None:
        """Nothing is remembered yet."""
        self._slots: dict[bytes, _Slot] = {}
        self._faces: dict[bytes, Brief | None] = {}

    def read(self, content: bytes) -> Brief | None:
        """What a file's bytes say; ``None`` when they cannot be read as a plan."""
        found = self._by_slots(content)
        if found is None:
            plan = parse_blob(content, "").plan
            found = brief(plan) if plan else None
        return found

    def _by_slots(self, content: bytes) -> Brief | None:
        """What the bytes say, when each part can be read by itself and has no fault."""
        if b"\r" in content or b"\0" in content or len(content) > MOST_BYTES:
            return None
        top, *parts = _SLOT.split(content)
        if top not in self._faces:
            self._faces[top] = _face(top)
        face = self._faces[top]
        if face is None or not parts:
            return None
        slots = [self._slots.get(part) or self._slot(part) for part in parts]
        numbers = {slot[0] for slot in slots if slot}
        # A slot that stands there twice is a fault of the whole.
        if len(numbers) < len(slots):
            return None
        says = tuple([slot[1] for slot in slots if slot and slot[1]])
        is_blank = face.is_blank and not says
        return Brief(face.body, face.covers, face.catalogue, face.version, face.example, is_blank, says)

    def _slot(self, text: bytes) -> "_Slot | None":
        found = _slot(text)
        if found:
            if len(self._slots) > _MOST_SLOTS:
                self._slots.clear()
            self._slots[text] = found
        return found


_Slot = tuple[str, Said | None]
"""A slot's number, and what it says if anything."""


def _face(text: bytes) -> Brief | None:
    """What stands before the first slot, as a plan without any."""
    raw = _parsed(text)
    if raw is None or "proposal" in raw:
        return None
    plan, problems = read_plan_document(raw)
    return brief(plan) if plan and not problems else None


def _slot(text: bytes) -> _Slot | None:
    """What a text says that begins with the header of a slot; ``None`` when it is not as it should be."""
    raw = _parsed(text)
    if raw is None or raw.keys() != {"proposal"} or len(raw["proposal"]) != 1:
        return None
    ((number, slot),) = raw["proposal"].items()
    try:
        entry = convert(slot, Entry)
    except ValidationError:
        return None
    return number, None if entry.is_empty else said(number, entry)


def _parsed(text: bytes) -> dict[str, Any] | None:
    try:
        return toml.loads(f"{text.decode()}\n")
    except (UnicodeDecodeError, toml.Invalid):
        return None
