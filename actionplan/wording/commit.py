"""The message that a change of plans is saved with: a line that says what, and below it all of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from actionplan.core.body import Bodies
from actionplan.core.changes import Change
from actionplan.core.differences import Differences, Kind, OtherFile, PlanDifference
from actionplan.core.plan import Entry
from actionplan.core.problems import Path
from actionplan.core.status import Status
from actionplan.i18n import _, ngettext
from actionplan.wording.changed_fields import field_rank, label_of
from actionplan.wording.differences import difference_lines
from actionplan.wording.labels import capital, status_short
from actionplan.wording.visible import shown

LONGEST = 72
"""Letters in a line: what git and the services around it show of a subject."""
_MOST_TOLD = 3
_MOST_NAMED = 3
_LEAST_NAME = 20


def commit_message(differences: Differences, bodies: Bodies, titles: Mapping[str, str] | None = None) -> str:
    """A subject of at most 72 letters, a blank line, and every change by body and place, in the user's language.

    No line can be taken for a comment or a trailer, and the subject holds no text of the plans but names of bodies.

    Args:
        differences: what is to be saved.
        bodies: for the names of those that lead.
        titles: of proposals by number, where the lines below the subject are to name them.
    """
    paragraphs = [commit_subject(differences)]
    for one in differences.plans:
        lines = [_harmless(shown(one.name))]
        for said in difference_lines(one, bodies, titles):
            lines += _wrapped(said)
        paragraphs.append("\n".join(lines))
    if differences.others:
        lines = [_("Beside the plans")]
        for file in differences.others:
            lines += _wrapped(other_line(file))
        paragraphs.append("\n".join(lines))
    return "\n\n".join(paragraphs) + "\n"


def other_line(file: OtherFile) -> str:
    """What became of a file beside the plans: "katalog med förslag ändrad (proposals/skl-44.toml)"."""
    name = file.name.rpartition("/")[2]
    added, removed, changed = _("{file} is new"), _("{file} is removed"), _("{file} changed")
    if name == "actionplan.toml":
        added, removed = _("new settings ({file})"), _("settings removed ({file})")
        changed = _("settings changed ({file})")
    elif name.endswith(".toml"):
        added, removed = _("new catalogue of proposals ({file})"), _("catalogue of proposals removed ({file})")
        changed = _("catalogue of proposals changed ({file})")
    said = {Kind.ADDED: added, Kind.REMOVED: removed}.get(file.kind, changed)
    return said.format(file=shown(file.name))


def commit_subject(differences: Differences) -> str:
    """What changed, in at most 72 letters: "Borås: 09 påbörjad → hälften eller mer; ansvarig för 12 satt"."""
    said = ""
    for said in _subjects(differences):
        if len(said) <= LONGEST:
            break
    else:
        said = said[: LONGEST - 1].rstrip() + "…"
    said = capital(said)
    # No line of its own is a trailer before there is a second one.
    return f"· {said[: LONGEST - 2]}" if said[:1] in _COMMENTS or not said.strip() else said


def _subjects(differences: Differences) -> Iterator[str]:
    """What could be said, the fullest first."""
    plans = differences.plans
    if not plans:
        yield from _beside(differences.others)
        return
    if len(plans) == 1:
        yield from _of_one(plans[0])
        return
    groups = {kind: [one for one in plans if _sort(one) is kind] for kind in (Kind.CHANGED, Kind.ADDED, Kind.REMOVED)}
    said = [_several(kind, found) for kind, found in groups.items() if found]
    for depth in (0, 1):
        yield "; ".join(texts[depth] for texts in said)
    yield ngettext("{count} plan changed", "{count} plans changed", len(plans)).format(count=len(plans))


def _sort(one: PlanDifference) -> Kind:
    return one.kind if one.kind in {Kind.ADDED, Kind.REMOVED} else Kind.CHANGED


def _beside(others: Sequence[OtherFile]) -> Iterator[str]:
    names = {file.name.rpartition("/")[2] for file in others}
    kinds = {file.kind for file in others}
    added, removed, changed = (
        _("New files beside the plans"), _("Files beside the plans removed"), _("Files beside the plans changed")
    )  # fmt: skip
    if names == {"actionplan.toml"}:
        added, removed, changed = _("New settings"), _("Settings removed"), _("Settings changed")
    elif others and all(name.endswith(".toml") and name != "actionplan.toml" for name in names):
        added, removed = _("New catalogue of proposals"), _("Catalogue of proposals removed")
        changed = _("Catalogue of proposals changed")
    yield {frozenset({Kind.ADDED}): added, frozenset({Kind.REMOVED}): removed}.get(frozenset(kinds), changed)


def _several(kind: Kind, plans: Sequence[PlanDifference]) -> tuple[str, str]:
    """What became of several plans, with the names of their bodies and without."""
    count = len(plans)
    names = joined([shown(one.name) for one in plans])
    if kind is Kind.ADDED:
        many = ngettext("{count} new plan", "{count} new plans", count).format(count=count)
        return (_("new plan for {names}").format(names=names) if count <= _MOST_NAMED else many), many
    if kind is Kind.REMOVED:
        many = ngettext("{count} plan removed", "{count} plans removed", count).format(count=count)
        return (_("plan removed for {names}").format(names=names) if count <= _MOST_NAMED else many), many
    proposals = sum(len(_numbers(one)) for one in plans)
    what = (
        ngettext("{count} proposal changed", "{count} proposals changed", proposals).format(count=proposals)
        if proposals
        else _("facts of the plan changed")
    )
    many = ngettext("{count} plan: {what}", "{count} plans: {what}", count).format(count=count, what=what)
    return (_("{name}: {what}").format(name=names, what=what) if count <= _MOST_NAMED else many), many


def _of_one(one: PlanDifference) -> Iterator[str]:
    name = shown(one.name)
    for what in _whats(one):
        yield _("{name}: {what}").format(name=name, what=what)
    room = max(LONGEST - len(_("{name}: {what}").format(name="", what=what)), _LEAST_NAME)
    yield _("{name}: {what}").format(name=name[: room - 1] + "…", what=what)


def _whats(one: PlanDifference) -> Iterator[str]:
    match one.kind:
        case Kind.ADDED:
            yield _("new plan")
        case Kind.REMOVED:
            yield _("plan removed")
        case Kind.TOUCHED:
            yield _("only comments changed")
        case Kind.UNREADABLE:
            yield _("plan that cannot be read") if one.after is None else _("plan can be read again")
        case Kind.RENAMED if not one.changes:
            yield _("file renamed")
        case _ if one.is_migrated and one.after:
            version = shown(one.after.catalogue_version)
            yield _("moved to the catalogue {version}").format(version=version)
            yield _("moved to another catalogue")
        case _:
            yield from _changed(one)


def _changed(one: PlanDifference) -> Iterator[str]:
    shorts = _merged(_shorts(one))
    if len(shorts) <= _MOST_TOLD:
        yield "; ".join(short.text for short in shorts)
    numbers = _numbers(one)
    if len(numbers) == 1:
        count = len(shorts)
        yield ngettext("{count} change of {number}", "{count} changes of {number}", count).format(
            count=count, number=numbers[0]
        )
    elif numbers:
        said = ngettext("{count} proposal changed", "{count} proposals changed", len(numbers))
        what = said.format(count=len(numbers))
        more = " …" if len(numbers) > _MOST_NAMED else ""
        yield _("{what} ({numbers})").format(what=what, numbers=", ".join(numbers[:_MOST_NAMED]) + more)
        yield what
    else:
        yield _("facts of the plan changed")


def _numbers(one: PlanDifference) -> tuple[str, ...]:
    """The proposals in which something changed."""
    changed = (change.path[1] for change in one.changes if _is_said(change) and change.path[0] == "proposal")
    return tuple(sorted(dict.fromkeys(changed)))


def _is_said(change: Change) -> bool:
    """Whether a change is worth a word of its own: the table around values is not."""
    return not change.table or len(change.path) == 4  # noqa: PLR2004 - a follow-up, an activity


class _Short(Struct, frozen=True):
    """A change in a few words, without values that people wrote."""

    template: str
    facts: tuple[tuple[str, str], ...] = ()
    places: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.template.format(place=joined(self.places), **dict(self.facts))


def _merged(shorts: Iterable[_Short]) -> tuple[_Short, ...]:
    """The same said once for all places that it holds for."""
    places: dict[tuple[str, tuple[tuple[str, str], ...]], dict[str, None]] = {}
    for short in shorts:
        places.setdefault((short.template, short.facts), {}).update(dict.fromkeys(short.places))
    return tuple(_Short(template, facts, tuple(sorted(found))) for (template, facts), found in places.items())


def _shorts(one: PlanDifference) -> Iterator[_Short]:
    for change in sorted(one.changes, key=_as_read):
        if not _is_said(change) or one.before is None or one.after is None:
            continue
        kind = change.path[0]
        if kind == "proposal":
            number = change.path[1]
            yield _of_slot(change, number, one.before.entry(number), one.after.entry(number))
        elif kind == "measure":
            yield _Short(_("own measures changed"))
        elif kind == "orphan":
            yield _Short(_("what is kept aside changed"))
        else:
            yield _Short(_("facts of the plan ({place})"), (), (label_of(change.path[-1]),))


def _as_read(change: Change) -> tuple[bool, Path, tuple[int, Path]]:
    return change.path[0] != "proposal", change.path[:2], field_rank(change.path[2:] or ("",))


def _of_slot(change: Change, number: str, before: Entry, after: Entry) -> _Short:
    field = change.path[2]
    if field == "status":
        return _status(number, before, after)
    if len(change.path) > 3:  # noqa: PLR2004 - below a field
        return _nested(change, number, before, after)
    return _set(change, number)


def _nested(change: Change, number: str, before: Entry, after: Entry) -> _Short:
    field = change.path[2]
    known, there = (_holds(entry, field, change.path[3]) for entry in (before, after))
    if field == "followup" and there and not known:
        return _Short(_("follow-up of {place}"), (), (number,))
    said = _("{field} in {place}")
    if known:
        said = _("{field} in {place} changed") if there else _("{field} in {place} removed")
    return _Short(said, (("field", label_of(field)),), (number,))


_TABLES = {"followup": "followups", "activity": "activities", "indicator": "indicators", "grant": "grants"}


def _holds(entry: Entry, field: str, key: str) -> bool:
    return key in getattr(entry, _TABLES[field]) if field in _TABLES else entry.baseline is not None


def _set(change: Change, number: str) -> _Short:
    if change.old is None:
        said = _("{field} for {place} set")
    else:
        said = _("{place} without {field}") if change.new is None else _("{field} for {place} changed")
    return _Short(said, (("field", label_of(change.path[-1])),), (number,))


def _status(number: str, before: Entry, after: Entry) -> _Short:
    old, new = before.status, after.status
    facts = (("old", status_short(old)), ("new", status_short(new)))
    if before.is_picked and new is None and not after.is_picked:
        return _Short(_("{place} no longer picked"), facts, (number,))
    if old is None and new and after.is_picked and not before.is_picked:
        return _Short(
            _("{place} picked") if new is Status.NOT_STARTED else _("{place} picked ({new})"), facts, (number,)
        )
    return _Short(_("{place} {new}") if old is None else _("{place} {old} → {new}"), facts, (number,))


def joined(names: Sequence[str]) -> str:
    """Names as one says them: "01, 03 och 09"."""
    if len(names) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


_COMMENTS = frozenset("#;!@$%^&|:")
"""What begins a comment in a message: ``core.commentChar`` is one of these."""
_TRAILER = re.compile(r"[A-Za-z0-9-]+[ \t]*:|\(cherry picked from|-{3}|diff |Index: ")


def _harmless(line: str) -> str:
    """A line that git takes for text: no comment, no trailer, no beginning of a patch."""
    if line[:1] in _COMMENTS or not line or _TRAILER.match(line):
        return f"· {line}"
    return line


def _wrapped(said: str) -> list[str]:
    """A line of a list, broken where it is long."""
    import textwrap

    # A dash and a blank begin no trailer, as what follows them begins with no colon.
    return textwrap.wrap(
        said,
        LONGEST,
        initial_indent="- " if said[:1] != ":" else "- · ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
