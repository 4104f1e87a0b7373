# only: own
"""A process that answers line by line: whoever writes a line must read the answer before another writes."""

import asyncio
import subprocess


class Speller:
    def __init__(self) -> None:
        self.process = subprocess.Popen(["aspell"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.lock = asyncio.Lock()

    async def spell(self, word: bytes) -> bytes:
        self.process.stdin.write(word)  # error: 8
        self.process.stdin.flush()  # error: 8
        return self.process.stdout.readline()  # error: 15

    async def spell_in_turn(self, word: bytes) -> bytes:
        async with self.lock:
            self.process.stdin.write(word)  # error: 12
            self.process.stdin.flush()  # error: 12
            return self.process.stdout.readline()  # error: 19

    async def next_word(self) -> bytes:
        return self.process.stdout.readline()  # error: 15
