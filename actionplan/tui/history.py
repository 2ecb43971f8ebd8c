"""What can be undone and redone."""

from msgspec import Struct

from actionplan.tui.desk import Step


class History(Struct, frozen=True):
    """Steps in the order they were made."""

    done: tuple[Step, ...] = ()
    taken_back: tuple[Step, ...] = ()
    """Steps that undo what was undone: making them redoes it; the next one last."""

    @property
    def next_undo(self) -> Step | None:
        """The step that undo would undo."""
        return self.done[-1] if self.done else None

    @property
    def next_redo(self) -> Step | None:
        """The step that redo would take back."""
        return self.taken_back[-1] if self.taken_back else None

    def with_step(self, step: Step) -> "History":
        """One more step was made; what was undone cannot be redone any more."""
        return History((*self.done, step), ())

    def undone(self, made: Step) -> "History":
        """The latest step was undone by another."""
        return History(self.done[:-1], (*self.taken_back, made))

    def redone(self, made: Step) -> "History":
        """The latest undoing was undone by another step."""
        return History((*self.done, made), self.taken_back[:-1])

    def without_undo(self) -> "History":
        """The latest step cannot be undone any more."""
        return History(self.done[:-1], self.taken_back)

    def without_redo(self) -> "History":
        """The latest undoing cannot be undone any more."""
        return History(self.done, self.taken_back[:-1])
