"""Threads that nobody waits for at the end.

Git may wait for a place that does not answer; leaving the program must not.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def apart(function: Callable[[], T]) -> T:
    """What a function gives, called in a thread of its own that ends with the program.

    Args:
        function: what to call. It may take any time.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(set_: Callable[[], None]) -> None:
        # By then the program may have been left, or nobody waits any more.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(lambda: None if future.done() else set_())

    def run() -> None:
        try:
            result = function()
        except Exception as error:  # noqa: BLE001 - whoever waits gets it
            raised = error
            settle(lambda: future.set_exception(raised))
        else:
            settle(lambda: future.set_result(result))

    threading.Thread(target=run, daemon=True).start()
    return await future
