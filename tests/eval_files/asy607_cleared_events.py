"""To clear an event wakes nobody: a thread may do it, unlike setting one."""

import asyncio
import threading


class Player(threading.Thread):
    def __init__(self):
        super().__init__()
        self.stopped = asyncio.Event()

    def run(self):
        self.stopped.clear()
        self.stopped.set()  # error: 8
