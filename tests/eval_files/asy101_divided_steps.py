# fix: safe
"""A pause between what is read and what is written because of it: others may come meanwhile."""

import time


class Door:
    def __init__(self):
        self.owner = None

    async def enter(self, owner):
        if self.owner is None:
            time.sleep(1)  # error: 12
            self.owner = owner

    async def enter_first(self, owner):
        if self.owner is None:
            self.owner = owner
            time.sleep(1)  # error: 12
