"""The area of a room, which needs no waiting."""

import asyncio
import inspect


class Room:
    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height

    async def area(self) -> float:  # error: 4, function="area"
        return self.width * self.height


async def main() -> None:
    print("the area is", await Room(3, 4).area())
    if inspect.iscoroutinefunction(vars(Room)["area"]):
        print("only a coroutine can ask for it")


if __name__ == "__main__":
    asyncio.run(main())
