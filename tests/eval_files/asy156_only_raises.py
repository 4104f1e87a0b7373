# only: own
"""What does nothing but raise gets no thread: who reads the call looks for no wait there."""

import asyncio
from pathlib import Path


class AnswerError(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        if code > 500:
            Path("unknown.txt").write_text(str(code))

    @staticmethod
    def raise_it(code: int) -> None:
        if code < 0:
            raise AnswerError(-code)
        raise AnswerError(code)

    @staticmethod
    def meaning(code: int) -> str:
        if code < 0:
            raise AnswerError(-code)
        return Path("codes.txt").read_text()


async def answered(code: int) -> int:
    await asyncio.sleep(1)
    if code:
        AnswerError.raise_it(code)  # error: 8
    return code


async def told(code: int) -> str:
    await asyncio.sleep(1)
    return AnswerError.meaning(code)  # error: 11


async def main() -> None:
    await asyncio.gather(answered(1), answered(2), told(3))
