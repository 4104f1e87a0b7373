"""A method of the project that only keeps what it is given ends nothing, whatever its name says."""

import asyncio


class Reply:
    def __init__(self):
        self.parts = []

    def text(self, text):
        self.parts.append(text)
        return self


class Event:
    def __init__(self):
        self.running = True
        self.kept = None
        self.future = asyncio.Future()

    def set_result(self, result: Reply | str):
        if isinstance(result, str):
            result = Reply().text(result)
        self.kept = result

    def stop(self):
        self.running = False

    def set_answer(self, answer):
        self.future.set_result(answer)


async def fetch(url, tries=1):
    await asyncio.sleep(tries)


async def report(url):
    await asyncio.sleep(1)


async def answer(event: Event, url):
    note = ""
    try:
        note = await fetch(url)
    except BaseException:  # error: 4
        pass
    await asyncio.sleep(1)
    event.set_result(note)


async def answer_in_handler(event: Event, url):
    try:
        note = await fetch(url)
    except BaseException as error:  # error: 4
        event.set_result(Reply().text("failed: " + str(error)))
        return
    event.set_result(note)


async def stop_at_the_end(event: Event, url):
    try:
        await fetch(url)
    except BaseException:  # error: 4
        pass
    event.stop()


async def answer_who_waits(event: Event, url):
    note = ""
    try:
        note = await fetch(url)
    except BaseException:  # error: 4
        pass
    event.set_answer(note)


async def unknown(event, url):
    note = ""
    try:
        note = await fetch(url)
    except BaseException:  # error: 4
        pass
    event.set_result(note)


async def another_way(url):
    try:
        await fetch(url)
    except BaseException as _:  # error: 4
        url = "https://example.com"
        await fetch(url, 2)


async def told_elsewhere(url):
    try:
        await fetch(url)
    except BaseException as _:  # error: 4
        await report(url)
    return await fetch(url, 3)


class Watched:
    @property
    def result(self):
        return self._result

    @result.setter
    def result(self, result):
        self._result = result
        self.future.set_result(result)

    def set_result(self, result):
        self.result = result


class Base:
    def set_result(self, result):
        self.kept = result

    def set_running(self, running):
        self.running = running


class Derived(Base):
    def set_result(self, result):
        self.future.set_result(result)


async def answer_by_property(event: Watched, url):
    note = ""
    try:
        note = await fetch(url)
    except BaseException:  # error: 4
        pass
    event.set_result(note)


async def answer_of_any(event: Base, url):
    note = ""
    try:
        note = await fetch(url)
    except BaseException:  # error: 4
        pass
    event.set_result(note)


async def note_by_method(event: Base, url):
    try:
        await fetch(url)
    except BaseException:  # error: 4
        pass
    event.set_running(False)
