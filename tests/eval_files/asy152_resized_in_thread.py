# only: own
"""A dict that others go over grows in a thread: their loop ends with RuntimeError."""
import threading

import requests


class History:
    def __init__(self):
        self.ranges = {}
        self.lines: list[str] = []
        self.seen = {}
        self.kept = {}
        self.lock = threading.Lock()

    def note(self, key):
        self.ranges[key] = requests.get("https://example.org").text

    def note_through(self, key):
        self.note(key)
        return requests.get("https://example.org").text

    def shown(self):
        return [key for key in self.ranges.keys()]

    # A list may grow while somebody goes over it, and nobody goes over the others.
    def add_line(self, number):
        self.lines[number] = requests.get("https://example.org").text

    def told(self):
        return [line for line in self.lines]

    def see(self, key):
        self.seen[key] = requests.get("https://example.org").text

    def is_seen(self, key):
        return self.seen[key]

    def keep(self, key):
        text = requests.get("https://example.org").text
        with self.lock:
            self.kept[key] = text

    def all_kept(self):
        with self.lock:
            return [key for key in self.kept]


class State:
    def __init__(self):
        self.history = History()


class Controller:
    def __init__(self):
        self.state = State()

    async def on_event(self, key):
        self.state.history.note(key)  # error: 8
        self.state.history.note_through(key)  # error: 8

    async def on_line(self, number):
        self.state.history.add_line(number)  # error: 8

    async def on_seen(self, key):
        self.state.history.see(key)  # error: 8

    async def on_kept(self, key):
        self.state.history.keep(key)  # error: 8
