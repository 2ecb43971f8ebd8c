"""Both have changed the same: which of the two holds, one question at a time."""

from collections.abc import Sequence
from typing import ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import var
from textual.widgets import Button, Label

from actionplan.core.merge import Side
from actionplan.i18n import _
from actionplan.reports.plain import visible, wrap
from actionplan.tui.dialogs.base import with_key
from actionplan.tui.dialogs.reading import Fitting
from actionplan.tui.stage import Stage
from actionplan.tui.views.versions import Speech, question_lines, worded
from actionplan.tui.widgets.page import Page
from actionplan.tui.widgets.paint import Line
from actionplan.workspace.uniting import Answers, Question

_SIDES = (Side.OURS, Side.THEIRS)


class Alternatives(Page):
    """A question with its two answers, of which one is chosen by a click."""

    def on_key(self, event: events.Key) -> None:
        """Arrows go from one answer to the other, and Space chooses; the rest scrolls."""
        dialog = cast("QuestionsDialog", self.screen)
        if event.key in {"up", "down"}:
            dialog.go(-1 if event.key == "up" else 1)
        elif event.key == "space":
            dialog.action_choose(dialog.cursor)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        dialog = cast("QuestionsDialog", self.screen)
        dialog.clicked(event.y + self.scroll_offset.y)

    def show_lines(self, lines: range) -> None:
        """Bring lines into sight: the last of them, if there is room for all."""
        top, height = self.scroll_offset.y, self.size.height
        y = min(max(top, lines.stop - height), lines.start)
        if height and y != top:
            self.scroll_to(0, y, animate=False, immediate=True, force=True)


class QuestionsDialog(Fitting[Answers | None], inherit_bindings=False):
    """The questions. Gives an answer to each; ``None`` when it was left, and then nothing changes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", show=False),
        Binding("1", "choose(0)", show=False),
        Binding("2", "choose(1)", show=False),
        Binding("enter", "onward", show=False),
        Binding("ctrl+s", "onward", show=False, priority=True),
        Binding("left,backspace", "previous", show=False),
        Binding("right", "next", show=False),
        Binding("f9", "names", show=False),
    ]
    AUTO_FOCUS = "Alternatives"
    AROUND: ClassVar[int] = 8

    at: var[int] = var(0, init=False)
    cursor: var[int] = var(0, init=False)

    def __init__(self, questions: Sequence[Question], speech: Speech) -> None:
        """The questions.

        Args:
            questions: at least one.
            speech: how to tell of plans.
        """
        super().__init__()
        self._questions, self._speech = tuple(questions), speech
        self._answers: dict[int, Side] = {}
        self._places = (range(0), range(0))

    def compose(self) -> ComposeResult:
        """The question, the answers, and the ways on."""
        with Vertical(classes="dialog"):
            yield Label("", classes="dialog-title", markup=False)
            yield Label("", id="question-about", markup=False)
            yield Alternatives(classes="fitting")
            yield Label("", id="question-help", markup=False)
            with Horizontal(classes="dialog-foot"):
                yield Button(with_key(_("Stop"), "Esc"), id="stop", compact=True)
                yield Label("", id="question-foot", markup=False)
                yield Button(with_key(_("Previous"), "←"), id="previous", compact=True)
                yield Button("", id="onward", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Ask the first."""
        self._ask()

    def watch_at(self) -> None:
        """Ask another."""
        chosen = self._answers.get(self.at)
        self.cursor = _SIDES.index(chosen) if chosen else 0
        self._ask()
        self.query_one(Alternatives).focus()

    def watch_cursor(self) -> None:
        """Mark the other answer."""
        self._ask()
        self.query_one(Alternatives).show_lines(self._places[self.cursor])

    def further(self) -> int:
        """The lines of what is asked about, and the blank one below."""
        about = worded(self._questions[self.at], self._speech).about
        return len(wrap(visible(about), max(self.query_one(".dialog").size.width - 4, 1))) + 1

    @property
    def _is_last(self) -> bool:
        return self.at == len(self._questions) - 1

    def _ask(self) -> None:
        question, chosen = self._questions[self.at], self._answers.get(self.at)

        def write(width: int) -> Sequence[Line]:
            lines, self._places = question_lines(question, self._speech, width, chosen=chosen, cursor=self.cursor)
            return lines

        count = _("Question {number} of {count}").format(number=self.at + 1, count=len(self._questions))
        self.query_one(".dialog-title", Label).update(count)
        self.query_one("#question-about", Label).update(visible(worded(question, self._speech).about))
        page = self.query_one(Alternatives)
        y = page.scroll_offset.y
        page.writing = write
        self.fit()
        page.scroll_to(0, y, animate=False, immediate=True, force=True)
        said = _("1 and 2 choose. Nothing is changed before the last question is answered.")
        self.query_one("#question-help", Label).update(said)
        self.query_one("#previous").display = self.at > 0
        onward = self.query_one("#onward", Button)
        onward.label = with_key(_("Done"), "^S") if self._is_last else with_key(_("Next"), "↵")
        onward.disabled = chosen is None

    # Choosing

    def clicked(self, line: int) -> None:
        """Choose the answer that a line belongs to."""
        for at, place in enumerate(self._places):
            if line in place:
                self.action_choose(at)

    def action_choose(self, at: int) -> None:
        """Choose an answer."""
        self._answers[self.at] = _SIDES[at]
        self.cursor = at
        self._ask()

    def go(self, by: int) -> None:
        """Go to the other answer; scroll, where it is longer than the screen."""
        page, to = self.query_one(Alternatives), self.cursor + by
        top, bottom = page.scroll_offset.y, page.scroll_offset.y + page.size.height
        place = self._places[self.cursor]
        if (by > 0 and place.stop > bottom) or (by < 0 and place.start < top) or to not in {0, 1}:
            page.scroll_to(0, top + by, animate=False, immediate=True, force=True)
        else:
            self.cursor = to

    # Going on

    @on(Button.Pressed, "#onward")
    def action_onward(self) -> None:
        """Go on to the next question; after the last give the answers."""
        if self.at not in self._answers:
            self.query_one("#question-foot", Label).update(_("Choose 1 or 2 first."))
            return
        self.query_one("#question-foot", Label).update("")
        if not self._is_last:
            self.at += 1
            return
        missing = [at for at in range(len(self._questions)) if at not in self._answers]
        if missing:
            self.at = missing[0]
            return
        self.dismiss({question.key: self._answers[at] for at, question in enumerate(self._questions)})

    def action_next(self) -> None:
        """Go to the next question, where there is one."""
        if not self._is_last:
            self.action_onward()

    @on(Button.Pressed, "#previous")
    def action_previous(self) -> None:
        """Go back to the question before."""
        self.at = max(self.at - 1, 0)

    @on(Button.Pressed, "#stop")
    def action_stop(self) -> None:
        """Answer none of them."""
        self.dismiss(None)

    async def action_names(self) -> None:
        """Hide or show names, which one may have to choose between."""
        from msgspec.structs import replace

        stage = cast("Stage", self.app)
        await stage.run_action("app.names")
        self._speech = replace(self._speech, hide_names=bool(stage.scene and stage.scene.hide_names))
        self._ask()
