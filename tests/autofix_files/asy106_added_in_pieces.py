# only: own
"""What is added to one file in pieces, by whoever comes, is no work for threads; a line is."""

import asyncio
import json
import os


class Log:
    def __init__(self, path):
        self.path = path

    async def line(self, line):
        def write_line():
            with open(self.path, "a") as file:  # error: 13
                file.write(line)  # error: 12

        await asyncio.to_thread(write_line)

    async def record(self, data):
        with open(self.path, "a") as file:  # error: 13
            file.write("---\n")  # error: 12
            json.dump(data, file)  # error: 12

    async def lines(self, lines):
        with open(self.path, "a") as file:  # error: 13
            for line in lines:
                file.write(line)  # error: 16

    async def by_number(self, data):
        number = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)  # error: 17
        with os.fdopen(number, "a") as file:
            json.dump(data, file)  # error: 12

    async def given(self, path, data):
        def write_data():
            with open(path, "a") as file:  # error: 13
                json.dump(data, file)  # error: 12

        await asyncio.to_thread(write_data)


class Locked:
    def __init__(self, path):
        self.path = path
        self.lock = asyncio.Lock()

    async def record(self, data):
        async with self.lock:

            def write_data():
                with open(self.path, "a") as file:  # error: 17
                    json.dump(data, file)  # error: 16

            await asyncio.to_thread(write_data)
