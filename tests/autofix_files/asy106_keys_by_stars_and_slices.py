"""What stars and slices stand for is no key that could be given on."""
# only: own
import asyncio
import pathlib


class Bus:
    def __init__(self):
        self.names = {}

    def drop(self, *args):
        self.names.pop(*args)

    def look(self, rows):
        return self.names[1:2, 3], self.names[(*rows, 1)]

    def both(self, *args):
        self.drop(*args)
        self.look(args)

    async def run(self):
        self.both("a")
        await asyncio.to_thread(pathlib.Path("x").read_text)  # error: 8
        self.both("b")
