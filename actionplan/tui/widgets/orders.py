"""Keys that come faster than the program: each is obeyed where the cursor was when its turn came."""

import asyncio

from textual import events
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget


async def obey(widget: Widget, event: events.Key) -> None:
    """Let the app carry out what a key means for the screen, before the next key moves the widget's cursor."""
    app = widget.app
    if app.focused is not widget:
        # It was typed ahead while something was opened, and is meant for that.
        event.stop()
        event.prevent_default()
        app.post_message(events.Key(event.key, event.character))
        return
    active = widget.screen.active_bindings.get(event.key)
    if active is None or not isinstance(active.node, Screen | App):
        return
    event.stop()
    event.prevent_default()
    carried_out = asyncio.Event()

    async def carry_out() -> None:
        try:
            await app.run_action(active.binding.action, active.node)
        finally:
            carried_out.set()

    if app.call_later(carry_out):
        await carried_out.wait()
