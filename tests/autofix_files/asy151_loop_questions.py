import asyncio
import time


def running_loop():
    """The loop of this thread, if one runs."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def running_loop_or_nothing():
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        pass


def running_loop_if(wanted):
    if not wanted:
        return None
    return asyncio.get_running_loop()


def some_loop():
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.new_event_loop()


def spawn_or_wait(job):
    loop = running_loop()
    if loop is not None:
        loop.call_soon(job)
        return
    time.sleep(1)


def waits_without_a_loop():
    if running_loop_or_nothing() is None:
        time.sleep(1)


def waits_with_a_loop():
    if running_loop() is not None:
        time.sleep(1)


def waits_unless_wanted(wanted):
    if running_loop_if(wanted) is None:
        time.sleep(1)


def waits_where_the_name_is_another(running_loop):
    if running_loop() is None:
        time.sleep(1)


async def asks_for_the_loop(job):
    spawn_or_wait(job)
    waits_without_a_loop()
    waits_with_a_loop()  # error: 4, call="time.sleep"
    waits_unless_wanted(job)  # error: 4, call="time.sleep"
    await asyncio.sleep(1)
    await asyncio.to_thread(waits_where_the_name_is_another, job)  # error: 4, call="time.sleep"


def replaced(item):
    if isinstance(item, str):
        item = slow(item)
    if isinstance(item, str):
        return item.upper()
    return item


def slow(text):
    time.sleep(1)
    return object()


def handed_on(item):
    return replaced(item=item)


def replaced_again_and_again(item):
    for _ in range(3):
        if isinstance(item, str):
            slow(item)
        item = str(item)


def replaced_before(item):
    item = str(item)
    if isinstance(item, str):
        slow(item)


class Plugin:
    """Never a text."""


class Server:
    def __init__(self):
        self.plugin = Plugin()

    async def start(self, item):
        replaced(self.plugin)
        handed_on(self.plugin)
        replaced(Plugin())
        await asyncio.to_thread(replaced, "plugin")  # error: 8, call="time.sleep"
        await asyncio.to_thread(handed_on, "plugin")  # error: 8, call="time.sleep"
        await asyncio.to_thread(replaced_again_and_again, Plugin())  # error: 8, call="time.sleep"
        await asyncio.to_thread(replaced_before, Plugin())  # error: 8, call="time.sleep"
