"""A new plan file: a form with a slot for each proposal and a line of help above each place to write.

The help lines do more than help. Git merges two people's lines on its own only when an unchanged line stands between
them; the help line is that line. All slots are there from the start, in catalogue order, so people who work with
different proposals never meet. (400 random pairs of edits: 57 % conflict when entries are appended, 6.5 % in this form,
each of them a real clash.)
"""

import re
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from actionplan.core.plan import Entry, Head
from actionplan.store.scan import scan
from actionplan.store.schema import field_order

SLOT_FIELDS = tuple(
    name for name in field_order(Entry) if name not in {"baseline", "activity", "followup", "indicator", "grant"}
)
"""The fields of a slot that stand in the slot itself, in order."""
SLOT_TABLES = ("baseline", "activity", "followup", "indicator", "grant")
"""The tables under a slot, in order."""
HEAD_FIELDS = field_order(Head)


class FormWords(Struct, frozen=True):
    """The words of a form in the workspace's language."""

    intro: Sequence[str]
    """Lines for the top of the file."""
    head: Mapping[str, str]
    """A line of help for each field of the head."""
    slot: Mapping[str, str]
    """A line of help for each field and table of a slot."""
    own_comments: frozenset[str] = frozenset()
    """Comments that the program itself writes, in any language: they may go with what they stand for."""
    titles: Mapping[str, str] = {}
    """The proposals' titles by id, for slots that a file lacks."""


def anchor(name: str) -> re.Pattern[str]:
    """What the help line of a field looks like, in any language: a comment that has the key in parentheses."""
    return re.compile(rf"^[ \t]*#[^\n]*\({re.escape(name)}\)[^\n]*$", re.MULTILINE)


def help_line(words: Mapping[str, str], name: str) -> str:
    """The comment above a field's place: ``# Ansvarig (owner): en funktion, inte ett personnamn``."""
    return f"# {words[name]}"


def blank_plan(
    head: Mapping[str, str],
    *,
    catalogue: str,
    version: str,
    titles: Mapping[str, str],
    words: FormWords,
    schema: str,
    comment: str,
) -> str:
    """The text of a plan in which nothing is picked yet.

    Args:
        head: the head's values, already written as TOML.
        catalogue: the catalogue's id.
        version: the catalogue's version.
        titles: the proposals' titles by id, in catalogue order.
        words: the help texts.
        schema: where the JSON Schema lies, relative to the file.
        comment: what to say beside the body's code: its name.
    """
    lines = [f"#:schema {schema}", *(f"# {line}".rstrip() for line in words.intro), "format = 1"]
    lines += [f'catalogue = "{catalogue}"', f'catalogue_version = "{version}"', "", "[plan]"]
    for name in HEAD_FIELDS:
        if name in words.head:
            lines.append(help_line(words.head, name))
        if name in head:
            lines.append(f"{name} = {head[name]}" + (f" # {comment}" if name == "body" else ""))
    for proposal, title in titles.items():
        lines += ["", *slot_lines(proposal, title, words, {})]
    return "\n".join(lines) + "\n"


def slot_lines(proposal: str, title: str, words: FormWords, values: Mapping[str, str]) -> list[str]:
    """The lines of a slot: its header, a line of help for each field, and below it the value if there is one."""
    lines = [slot_header(proposal, title)]
    for name in (*SLOT_FIELDS, *SLOT_TABLES):
        if name in words.slot:
            lines.append(help_line(words.slot, name))
        if name in values:
            lines.append(f"{name} = {values[name]}")
    return lines


def slot_header(proposal: str, title: str) -> str:
    """A slot's header. The title stands on its line: a comment above would belong to the slot before."""
    return f"[proposal.{proposal}] # {' '.join(title.split())}" if title else f"[proposal.{proposal}]"


def retitled(text: str, before: Mapping[str, Collection[str]], after: Mapping[str, str]) -> str:
    """The text with new titles on the headers of slots, where the old title stands there unchanged.

    Args:
        text: a plan file's text.
        before: by id, the titles that may stand there, in any language.
        after: the new titles by id.
    """
    parts, at = [], 0
    for statement in scan(text).statements:
        if not statement.is_header or len(statement.path) != _SLOT_DEPTH or statement.path[0] != "proposal":
            continue
        number = statement.path[1]
        end = text.find("\n", statement.end)
        end = len(text) if end < 0 else end
        comment = text[statement.end : end].strip().removeprefix("#").strip()
        if number in after and comment in before.get(number, ()):
            parts += [text[at : statement.end], f" # {' '.join(after[number].split())}"]
            at = end
    return "".join([*parts, text[at:]])


_SLOT_DEPTH = 2
