# only: own
"""What a block tells objects made elsewhere stays on the loop's thread, unless it is known."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

from somewhere import Bus


class Store:
    bus: Bus

    async def on_a_bus(self, path, state):
        place = Path(path).resolve()

        def write_state():
            place.write_text(json.dumps(state))  # error: 8
            place.replace("kept")

        await asyncio.to_thread(write_state)
        self.bus.dispatch(place)
        place.chmod(0o600)

    async def in_a_session(self, path, session):
        with open(path) as file:  # error: 13
            rows = json.load(file)  # error: 19
            session.add_all(rows)

    async def told_to_a_log(self, path, state, log):
        place = Path(path).resolve()

        def write_state():
            place.write_text(json.dumps(state))  # error: 8
            place.replace("kept")

        await asyncio.to_thread(write_state)
        log.info("saved %s", place)


async def looks_at_its_variables(path):
    with open(path) as file:  # error: 9
        text = file.read()  # error: 15
        print(text, "path" in locals())


async def ends_with_empty_lines(path, text):
    def write_parts():
        with open(path, "w") as file:  # error: 9
            for part in text:
                file.write(part)  # error: 12

    await asyncio.to_thread(write_parts)
    print("written")


async def told_who_knows_what(path: Path, rows: list[str], told: Callable[[int], None]) -> None:
    """What is only known to be called may ask for the loop."""
    with path.open("w") as file:  # error: 9
        for row in rows:
            file.write(row)  # error: 12
            told(1)


async def told_to_a_function(path: Path, rows: list[str]) -> None:
    def write_rows() -> None:
        with path.open("w") as file:  # error: 9
            for row in rows:
                file.write(counted(row))  # error: 12

    await asyncio.to_thread(write_rows)


def counted(row: str) -> str:
    return f"{len(row)} {row}"
