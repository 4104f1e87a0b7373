"""Two users read their mail; who asks is kept beside the call, not passed along."""

import asyncio
from contextvars import ContextVar

current_user: ContextVar[str] = ContextVar("current_user")


async def read_mail() -> str:
    await asyncio.sleep(0.05)
    return f"the mail of {current_user.get()}"


async def handle(user: str) -> None:
    current_user.set(user)
    print(user, "reads", await read_mail())


async def main() -> None:
    await asyncio.gather(handle("Ada"), handle("Grace"))


if __name__ == "__main__":
    asyncio.run(main())
