"""What an object for coroutines has from a base that nobody can see may belong to the loop's thread."""

import asyncio
import json

from framework import Server, Plain


def read(path):
    with open(path) as file:
        return file.read()


class Application(Server):
    def configure(self, path):
        self.add_port(read(path))

    def load(self, path):
        return self.parsed(read(path))

    def parsed(self, text):
        return json.loads(text)

    async def serve(self, path):
        self.configure(path)  # error: 8
        await asyncio.sleep(1)
        print(self.load(path))  # error: 14
        await self.run()


class Settings(Plain):
    def configure(self, path):
        self.add_setting(read(path))


async def settle(settings: Settings, path):
    settings.configure(path)  # error: 4


HANDLERS = [
    Application.serve,
    settle,
]
