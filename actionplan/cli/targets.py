"""What the words after a command mean: bodies and proposals, in any order that reads well."""

import os
import re
from collections.abc import Sequence

from msgspec import Struct

from actionplan.cli.session import Session
from actionplan.core.body import Body, Kind
from actionplan.core.catalogue import Catalogue
from actionplan.core.errors import NothingMeant, StrayWord, UnknownBody, UnknownProposal
from actionplan.core.likeness import nearest
from actionplan.workspace import Workspace

_NUMBERS = re.compile(r"^\d{1,3}([,-]\d{1,3})*,?$")
"""One or two digits are a proposal; a municipality's code has four."""


class Targets(Struct, frozen=True):
    """The bodies and the proposals that were named."""

    bodies: tuple[Body, ...]
    proposals: tuple[str, ...]
    rest: tuple[str, ...] = ()
    """Words after the proposals, when a text was expected."""


def parse(words: Sequence[str], session: Session, *, text_follows: bool = False) -> Targets:
    """The targets that words name.

    Args:
        words: as they were written.
        session: for the workspace's bodies and catalogue.
        text_follows: whether everything after the proposals is text.

    Raises:
        UnknownBody: a word is neither a number nor a body.
        UnknownProposal: a number is not in the catalogue.
    """
    workspace = session.workspace
    bodies: list[Body] = []
    proposals: list[str] = []
    preferred = planned_bodies(workspace)
    rest = list(words)
    while rest:
        word = rest[0]
        if is_proposal(word, workspace.catalogue):
            proposals += expand(rest.pop(0), workspace.catalogue)
        elif found := _name_at_start(rest, workspace, preferred, bodies, is_text=text_follows and bool(proposals)):
            bodies.append(found[0])
            del rest[: found[1]]
        elif text_follows and proposals:
            break
        else:
            bodies.append(_body(rest.pop(0), workspace, preferred, is_first=not (bodies or proposals)))
    return Targets(tuple(bodies), tuple(dict.fromkeys(proposals)), tuple(rest))


def _name_at_start(
    words: Sequence[str], workspace: Workspace, preferred: Sequence[str], found: Sequence[Body], *, is_text: bool
) -> tuple[Body, int] | None:
    """The body that the words begin with, whole, and how many words its name has: "upplands väsby", "borås stad".

    Where a text may follow, only a body with a plan is meant, only when none was named before, and only when words
    are left for the text.
    """
    for count in (2, 1):
        body = workspace.bodies.find(" ".join(words[:count])) if len(words) >= count else None
        if body and not is_text and count > 1:
            return body, count
        if body and is_text and not found and body.id in preferred and len(words) > count:
            return body, count
    return None


def _body(word: str, workspace: Workspace, preferred: Sequence[str], *, is_first: bool) -> Body:
    if word[:1].isdigit() and not workspace.bodies.find(word):
        raise UnknownProposal(word, (), f"{workspace.catalogue.id} {workspace.catalogue.version}")
    try:
        return workspace.bodies.resolve(word, preferred)
    except UnknownBody:
        if is_first:
            raise
        raise StrayWord(word) from None


def is_proposal(word: str, catalogue: Catalogue) -> bool:
    """Whether a word is the number of a proposal, or several: ``9``, ``09``, ``09,12``, ``01-05``."""
    return word in catalogue.proposals or bool(_NUMBERS.match(_plain_dashes(word)))


def _plain_dashes(word: str) -> str:
    """A range as it may be pasted: ``16–18`` and ``16..18`` are ``16-18``."""
    return word.replace("–", "-").replace("..", "-")


def expand(word: str, catalogue: Catalogue) -> list[str]:
    """The proposals that a word names.

    Raises:
        UnknownProposal: one of them is not in the catalogue.
    """
    if word in catalogue.proposals:
        return [word]
    found = []
    for part in _plain_dashes(word).rstrip(",").split(","):
        first, dash, last = part.partition("-")
        if dash:
            ids = list(catalogue.proposals)
            start, end = ids.index(_known(first, catalogue)), ids.index(_known(last, catalogue))
            found += ids[min(start, end) : max(start, end) + 1]
        else:
            found.append(_known(part, catalogue))
    return found


def _known(text: str, catalogue: Catalogue) -> str:
    for candidate in (text, text.zfill(2)):
        if candidate in catalogue.proposals:
            return candidate
    raise UnknownProposal(text, nearest(text, catalogue.proposals), f"{catalogue.id} {catalogue.version}")


def planned_bodies(workspace: Workspace) -> tuple[str, ...]:
    """The ids of the bodies that the workspace has files for, by the files' names."""
    names = {path.stem for path in workspace.plan_paths()}
    return tuple(body.id for body in workspace.bodies.by_id.values() if body.slug in names)


def default_body(workspace: Workspace) -> Body | None:
    """The body that is meant when none is named: the environment's, else the workspace's, else the user's own.

    Raises:
        UnknownBody: it is not known.
        AmbiguousBody: it can be several.
        Unreadable: the user's own settings have faults.
    """
    default = os.environ.get("ACTIONPLAN_BODY") or workspace.settings.body or workspace.user.body
    return workspace.bodies.resolve(default) if default else None


def one_body(targets: Targets, session: Session) -> Body:
    """The body that an edit is about: the one that was named, else the default, else the only one there is.

    Raises:
        NothingMeant: no body was named and there are several, or several were named.
    """
    if len(targets.bodies) == 1:
        return targets.bodies[0]
    workspace = session.workspace
    if not targets.bodies:
        if default := default_body(workspace):
            return default
        planned = planned_bodies(workspace)
        if len(planned) == 1:
            return workspace.bodies[planned[0]]
    candidates = [body.slug for body in targets.bodies] or sorted(
        workspace.bodies[id_].slug for id_ in planned_bodies(workspace)
    )
    raise NothingMeant("body", tuple(candidates[:12]))


def region_of(body: str | None, session: Session) -> Body:
    """The region that a roll-up is about: the one that was named, else the workspace's.

    Raises:
        NothingMeant: none was named and the workspace has none.
    """
    workspace = session.workspace
    name = body or workspace.settings.region
    if name:
        return workspace.bodies.resolve(name)
    default = workspace.settings.body or workspace.user.body
    own = workspace.bodies.groups_of(workspace.bodies.resolve(default).id) if default else ()
    groups = [one.slug for one in own or workspace.bodies.by_id.values() if own or one.kind is Kind.FEDERATION]
    raise NothingMeant("region", tuple(groups))


def body_or_region(body: str | None, session: Session) -> Body:
    """The municipality or region that is meant: the one that was named, else the workspace's region, else the default.

    Raises:
        NothingMeant: none was named and there is no default.
    """
    workspace = session.workspace
    if body:
        return workspace.bodies.resolve(body, planned_bodies(workspace))
    if not workspace.settings.region and (default := default_body(workspace)):
        return default
    return region_of(None, session)
