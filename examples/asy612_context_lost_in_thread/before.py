"""Write down who ordered what, in a thread."""

import asyncio
from contextvars import ContextVar

guest: ContextVar[str] = ContextVar("guest", default="nobody")


def write_down(dish: str) -> None:
    print(f"{dish} for {guest.get()}")


async def order(name: str, dish: str) -> None:
    guest.set(name)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, write_down, dish)  # error: 10, variable="guest"


async def main() -> None:
    await asyncio.gather(order("Ada", "soup"), order("Bo", "rice"))


if __name__ == "__main__":
    asyncio.run(main())
