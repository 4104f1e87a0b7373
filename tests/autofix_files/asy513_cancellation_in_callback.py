"""A cancelled task that is asked in its callback raises there."""

import asyncio
import contextlib
import logging

log = logging.getLogger(__name__)


async def work():
    await asyncio.sleep(1)


class Service:
    def __init__(self):
        self.tasks = set()
        self.main = None

    def start(self):
        task = asyncio.create_task(work())
        self.tasks.add(task)
        task.add_done_callback(self.tell)
        task.add_done_callback(self.tell_all)
        task.add_done_callback(self.tell_quietly)
        task.add_done_callback(self.tell_kindly)
        task.add_done_callback(self.tell_others)
        task.add_done_callback(self.tell_if_failed)
        task.add_done_callback(lambda one: one.result())  # error: 43, call="one.result", task="one"
        task.add_done_callback(lambda one: one.cancelled() or one.result())
        self.main = asyncio.ensure_future(work())
        self.main.add_done_callback(on_end)
        self.main.add_done_callback(on_end_at_last)
        self.main.add_done_callback(on_end_of_cancelled)
        self.main.add_done_callback(on_end_with_words)

    def tell(self, task):
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):  # error: 20, call="task.exception", task="task"
            log.error("it failed", exc_info=error)

    def tell_all(self, task):
        if task.cancelled():
            return
        try:
            task.result()  # error: 12
        except Exception as error:
            log.error("it failed", exc_info=error)
        self.tasks.discard(task)

    def tell_quietly(self, task):
        with contextlib.suppress(asyncio.CancelledError):
            if task.exception():
                log.error("it failed")

    def tell_kindly(self, task):
        try:
            task.result()
        except asyncio.CancelledError:
            pass
        except Exception:
            log.exception("it failed")

    def tell_others(self, task):
        if is_fine(task):
            log.error("it failed", exc_info=task.exception())

    def tell_if_failed(self, task):
        if task.cancelled():
            return
        if task.exception() is not None:
            log.error("it failed")

    async def stop(self):
        for task in self.tasks:
            task.cancel()


def is_fine(task):
    return task.cancelled() or task.exception() is None


def on_end(task):
    if task.cancelled():
        return
    error = task.exception()  # error: 12
    if error is not None:
        log.error("it failed", exc_info=error)


def on_end_at_last(task):
    try:
        print(task.result())  # error: 14
    finally:
        print("done")


def on_end_of_cancelled(task):
    """A way out before it would leave what tells of the cancellation dead."""
    error = task.exception()  # error: 12
    if isinstance(error, asyncio.CancelledError):
        log.info("%s ended early", task.get_name())
        return
    log.error("it failed", exc_info=error)


def on_end_with_words(task):
    error = task.exception()  # error: 12
    log.error("it failed or was cancelled", exc_info=error)


async def by_hand(done):
    for task in done:
        print(task.exception())
