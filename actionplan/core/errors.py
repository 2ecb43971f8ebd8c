"""What cannot go on, one small class a case.

``str()`` of an error is for developers and logs; the words for users are chosen by their language from the attributes.
No exit code and no printing here.
"""

from typing import Literal


class ActionPlanError(Exception):
    """Something the user can put right. The base of all expected errors."""


class UnknownBody(ActionPlanError):
    """No body goes by that name."""

    def __init__(self, text: str, nearest: tuple[str, ...] = ()) -> None:
        """Remember what was asked for and the names that are most like it."""
        self.text = text
        self.nearest = nearest
        super().__init__(f"unknown body {text!r}, nearest {nearest}")


class UnknownTarget(UnknownBody):
    """A word that is neither a body nor a proposal, where it could have been meant as a date too."""


class AmbiguousBody(ActionPlanError):
    """Several bodies go by that name or beginning of a name."""

    def __init__(self, text: str, candidates: tuple[str, ...]) -> None:
        """Remember what was asked for and the bodies that it could mean."""
        self.text = text
        self.candidates = candidates
        super().__init__(f"ambiguous body {text!r}: {candidates}")


class HasNoMembers(ActionPlanError):
    """A roll-up was asked for a body that has no members."""

    def __init__(self, body: str, belongs_to: tuple[str, ...] = ()) -> None:
        """Remember the body and those that it belongs to, which could be meant."""
        self.body = body
        self.belongs_to = belongs_to
        super().__init__(f"{body!r} has no members; belongs to {belongs_to}")


class UnknownProposal(ActionPlanError):
    """The catalogue has no such proposal."""

    def __init__(self, text: str, nearest: tuple[str, ...], catalogue: str) -> None:
        """Remember what was asked for, the ids that are most like it, and the catalogue."""
        self.text = text
        self.nearest = nearest
        self.catalogue = catalogue
        super().__init__(f"unknown proposal {text!r} in {catalogue}, nearest {nearest}")


class BadValue(ActionPlanError):
    """A value that the user gave does not fit its field."""

    def __init__(
        self, field: str, value: str, *, expected: tuple[str, ...] = (), nearest: tuple[str, ...] = ()
    ) -> None:
        """Remember the field, the value, what would have fitted, and the nearest of it."""
        self.field = field
        self.value = value
        self.expected = expected
        self.nearest = nearest
        super().__init__(f"bad value {value!r} for {field}, expected {expected}")


class ReasonMissing(ActionPlanError):
    """A status that needs a reason was set without one."""

    def __init__(self, proposal: str, status: str) -> None:
        """Remember which proposal and which status."""
        self.proposal = proposal
        self.status = status
        super().__init__(f"{proposal}: {status} needs a reason")


class UnknownActivity(ActionPlanError):
    """A proposal has no such activity, or several."""

    def __init__(self, proposal: str, text: str, candidates: tuple[str, ...]) -> None:
        """Remember the proposal, what was asked for, and the activities there are."""
        self.proposal = proposal
        self.text = text
        self.candidates = candidates
        super().__init__(f"{proposal}: no single activity {text!r} among {candidates}")


class WouldLose(ActionPlanError):
    """An unpick would throw away what is recorded for a proposal."""

    def __init__(self, proposal: str, fields: tuple[str, ...]) -> None:
        """Remember the proposal and the fields that hold something."""
        self.proposal = proposal
        self.fields = fields
        super().__init__(f"{proposal}: {fields} would be lost")


class NothingMeant(ActionPlanError):
    """A command needs a body or a proposal, none was named, and none is the default."""

    def __init__(self, kind: str, candidates: tuple[str, ...] = ()) -> None:
        """Remember what is missing (``body``, ``region``, ``proposal``, ``round`` …) and what could be meant."""
        self.kind = kind
        self.candidates = candidates
        super().__init__(f"no {kind} named; candidates {candidates}")


class IdentityNumber(ActionPlanError):
    """A text that was to be recorded holds a personal identity number. Plans are public records."""

    def __init__(self, path: tuple[str, ...]) -> None:
        """Remember where it was to go."""
        self.path = path
        super().__init__(f"identity number in {'.'.join(path)}")


class PlanOrProposal(ActionPlanError):
    """Facts of a plan as a whole were given together with numbers of proposals."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        """Remember the plan's fields that were given."""
        self.fields = fields
        super().__init__(f"{fields} belong to the plan, not to proposals")


class WrongCatalogue(ActionPlanError):
    """A plan was to be migrated from another catalogue or version than its own."""

    def __init__(self, plan: tuple[str, str], old: tuple[str, str]) -> None:
        """Remember the plan's catalogue and version, and those it was to be migrated from."""
        self.plan = plan
        self.old = old
        super().__init__(f"the plan is made for {plan}, not for {old}")


class UnknownOrphan(ActionPlanError):
    """The plan has no such orphan."""

    def __init__(self, text: str, nearest: tuple[str, ...]) -> None:
        """Remember what was asked for and the keys that are most like it."""
        self.text = text
        self.nearest = nearest
        super().__init__(f"no orphan {text!r}, nearest {nearest}")


class SlotTaken(ActionPlanError):
    """An orphan was to be taken back into a slot where something is recorded."""

    def __init__(self, proposal: str, orphan: str, fields: tuple[str, ...]) -> None:
        """Remember the slot, the orphan, and the fields of the slot that hold something."""
        self.proposal = proposal
        self.orphan = orphan
        self.fields = fields
        super().__init__(f"{proposal} holds {fields}: {orphan} stays where it is")


class StrayWord(ActionPlanError):
    """A word that means nothing where it stands; usually part of a text that lacks its quotation marks."""

    def __init__(self, word: str) -> None:
        """Remember the word."""
        self.word = word
        super().__init__(f"stray word {word!r}")


class Overtaken(ActionPlanError):
    """An edit was to be undone, and what it touched has been changed again since."""

    def __init__(self, paths: tuple[tuple[str, ...], ...]) -> None:
        """Remember the places that have been changed again."""
        self.paths = paths
        super().__init__(f"changed again since: {['.'.join(path) for path in paths]}")


class OtherCatalogue(ActionPlanError):
    """Two versions of a plan are made for different catalogues, and were both changed since."""

    def __init__(self, ours: str, theirs: str) -> None:
        """Remember the catalogue and version of each."""
        self.ours = ours
        self.theirs = theirs
        super().__init__(f"made for {ours} and for {theirs}")


class OtherFormat(ActionPlanError):
    """A version of a plan is written in a format that this program does not know."""

    def __init__(self, found: int, known: int) -> None:
        """Remember its format and the newest that is known."""
        self.found = found
        self.known = known
        super().__init__(f"format {found}, known up to {known}")


class NoRound(ActionPlanError):
    """A comparison was to begin with the latest follow-up round, and there has been none."""


class RoundThere(ActionPlanError):
    """A round was to be recorded, and one is there already that it would be added to or change."""

    def __init__(self, key: str, day: str, title: str, new_day: str = "", new_title: str = "") -> None:
        """Remember the round that is there, and what of it would be changed."""
        self.key = key
        self.day = day
        self.title = title
        self.new_day = new_day
        self.new_title = new_title
        super().__init__(f"round {key} of {day} is there")


class RoundPassed(ActionPlanError):
    """Nobody says which round is meant, and one passed long ago of which nothing is told: it or another may be."""

    def __init__(self, key: str, day: str, title: str, today: str) -> None:
        """Remember the round, and the day that another one would have."""
        self.key = key
        self.day = day
        self.title = title
        self.today = today
        super().__init__(f"round {key} of {day} may be meant")


class RoundKept(ActionPlanError):
    """A round was to be removed, and nobody said that it may be."""

    def __init__(self, key: str, day: str, title: str) -> None:
        """Remember the round."""
        self.key = key
        self.day = day
        self.title = title
        super().__init__(f"round {key} of {day} is not removed")


class NeedsExtra(ActionPlanError):
    """A format needs a package that is not installed."""

    def __init__(self, form: str, extra: str) -> None:
        """Remember the format, and the extra that brings what it needs."""
        self.form = form
        self.extra = extra
        super().__init__(f"{form} needs actionplan[{extra}]")


class BadTemplate(ActionPlanError):
    """The Word file that a report was to follow cannot be used."""


class BadLogo(ActionPlanError):
    """The picture that was to stand on a report cannot be used."""

    def __init__(
        self, source: str, reason: Literal["kind", "size", "pixels", "parts", "missing", "drawing"], most: int = 0
    ) -> None:
        """Remember the file, why, and how many bytes or pixels it may have."""
        self.source = source
        self.reason = reason
        self.most = most
        super().__init__(f"logo {source!r}: {reason}")


class NeedsFile(ActionPlanError):
    """A format that is not text was to be written to the screen."""

    def __init__(self, form: str) -> None:
        """Remember the format."""
        self.form = form
        super().__init__(f"{form} is not for the screen")


class OldSqlite(ActionPlanError):
    """A database was to be written, and Python's SQLite is too old for it."""

    def __init__(self, version: str) -> None:
        """Remember its version."""
        self.version = version
        super().__init__(f"SQLite {version}")
