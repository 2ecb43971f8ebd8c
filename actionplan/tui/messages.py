"""What widgets and screens ask the app for."""

from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message

from actionplan.core.plan import Plan
from actionplan.tui.scene import Scene

Change = Callable[[Plan], Plan]


@dataclass
class EditAsked(Message):
    """Plans shall be changed, as one step that can be undone."""

    changes: tuple[tuple[str, Change], ...]
    """The files by source, each with what gives its new plan."""
    done: Callable[[bool], None] | None = None
    """Is told whether it is written, by whoever keeps what was typed until it is."""


@dataclass
class PlanAsked(Message):
    """A body's plan shall be shown, at a proposal if one is named."""

    body: str
    proposal: str = ""


@dataclass
class ProposalAsked(Message):
    """A proposal shall be shown in the overview."""

    proposal: str


@dataclass
class SceneChanged(Message):
    """There is a new scene."""

    scene: Scene


@dataclass
class OutsideChanged(Message):
    """Files were changed by others."""

    sources: frozenset[str]
