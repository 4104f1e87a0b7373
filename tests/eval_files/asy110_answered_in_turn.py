# only: own
"""Who asks over a pipe must hear the answer before another asks: two threads would take each other's."""

import asyncio
import multiprocessing
import subprocess


class Helper:
    def __init__(self) -> None:
        self.pipe, self.other = multiprocessing.Pipe()
        self.lock = asyncio.Lock()

    async def ask(self, question: str) -> str:
        self.pipe.send(question)  # error: 8
        return self.pipe.recv()  # error: 15

    async def ask_in_turn(self, question: str) -> str:
        async with self.lock:
            self.pipe.send(question)  # error: 12
            return self.pipe.recv()  # error: 19

    async def ask_later(self, question: str) -> str:
        self.pipe.send(question)  # error: 8
        await asyncio.sleep(1)
        return self.pipe.recv()  # error: 15

    async def tell(self, text: str) -> None:
        self.pipe.send(text)  # error: 8

    async def hear(self) -> str:
        return self.pipe.recv()  # error: 15


async def ask_once(question: str) -> str:
    pipe, other = multiprocessing.Pipe()
    other.send(question)  # error: 4
    return pipe.recv()  # error: 11


async def spell(word: str) -> str:
    process = subprocess.Popen(["aspell"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdin.write(word.encode())
    process.stdin.flush()
    return process.stdout.readline().decode()
