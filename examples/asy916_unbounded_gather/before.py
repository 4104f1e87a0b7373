"""Ask a server for a hundred pages; it stands ten at once."""

import asyncio


class Server:
    busy = 0
    most = 0

    async def page(self, number: int) -> int:
        self.busy += 1
        self.most = max(self.most, self.busy)
        await asyncio.sleep(0.01)
        self.busy -= 1
        return number


async def load(server: Server, numbers: list[int]) -> None:
    await asyncio.gather(*[server.page(number) for number in numbers])  # error: 10


async def main() -> None:
    server = Server()
    await load(server, list(range(100)))
    print("overloaded" if server.most > 10 else "in order")


if __name__ == "__main__":
    asyncio.run(main())
