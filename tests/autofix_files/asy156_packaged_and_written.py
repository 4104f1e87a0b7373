# only: own
"""A file beside the module that the module writes is no part of the package."""

import asyncio
from pathlib import Path

STATE = Path(__file__).parent / "state.txt"


def state() -> str:
    return STATE.read_text()


def save(text: str) -> None:
    STATE.with_suffix(".old").write_text(text)


async def once():
    return await asyncio.to_thread(state)  # error: 11, advice="offload it with 'await asyncio.to_thread(state, ...)'"


HANDLERS = [
    once,
]
