"""Send three reports over one connection at the same time."""

import asyncio


class Connection:
    def __init__(self) -> None:
        self.is_open = False

    async def __aenter__(self) -> "Connection":
        self.is_open = True
        return self

    async def __aexit__(self, *error: object) -> None:
        self.is_open = False

    async def send(self, report: str) -> None:
        await asyncio.sleep(0.01)
        if not self.is_open:
            raise ConnectionError("the connection is closed")
        print("sent", report)


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        async with Connection() as connection:
            for report in ("income", "costs", "staff"):
                group.create_task(connection.send(report))  # error: 34, resource="connection"


if __name__ == "__main__":
    asyncio.run(main())
