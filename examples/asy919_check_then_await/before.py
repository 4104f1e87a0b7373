"""Two visitors want the one line to the archive."""

import asyncio

connections: list[str] = []


async def connect() -> str:
    await asyncio.sleep(0.01)
    connections.append("line")
    return "line"


class Archive:
    def __init__(self) -> None:
        self._line: str | None = None

    async def line(self) -> str:
        if self._line is None:
            self._line = await connect()  # error: 12, target="self._line"
        return self._line


async def main() -> None:
    archive = Archive()
    await asyncio.gather(archive.line(), archive.line())
    print("connected", len(connections), "times")


if __name__ == "__main__":
    asyncio.run(main())
