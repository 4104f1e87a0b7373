"""Write a log line from a thread; the line says for whom the work is done."""

import asyncio
from contextvars import ContextVar

current_user: ContextVar[str] = ContextVar("current_user", default="nobody")


def compute(number: int) -> int:
    print(f"computing for {current_user.get()}")
    return number * number


async def handle(user: str, number: int) -> int:
    current_user.set(user)
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, compute, number)  # error: 17  # ASY612: 17


async def main() -> None:
    print(*await asyncio.gather(handle("Ada", 2), handle("Grace", 3)))


if __name__ == "__main__":
    asyncio.run(main())
