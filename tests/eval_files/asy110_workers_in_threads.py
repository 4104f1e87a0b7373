"""A coroutine that a decorator runs in a thread has a loop of its own there."""
# only: own

import threading

from textual import work
from textual.app import App
from textual.widget import Widget


class Chat(Widget):
    @work(thread=True)
    async def answer(self, ready: threading.Event):
        self.app.call_from_thread(self.refresh)
        ready.wait(9)

    @work(thread=False)
    async def answer_on_the_loop(self, ready: threading.Event):
        self.app.call_from_thread(self.refresh)  # error: 8, call="textual.app.App.call_from_thread"
        ready.wait(9)  # error: 8

    @work
    async def answer_as_a_task(self, ready: threading.Event):
        ready.wait(9)  # error: 8


class Viewer(App):
    @work(exclusive=True, thread=True)
    async def load(self):
        self.call_from_thread(self.refresh)

    async def on_key(self):
        self.call_from_thread(self.refresh)  # error: 8
