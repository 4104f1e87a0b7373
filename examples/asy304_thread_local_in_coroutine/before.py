"""Two users read their mail; who asks is kept beside the call, not passed along."""

import asyncio
import threading

request = threading.local()


async def read_mail() -> str:
    await asyncio.sleep(0.05)
    return f"the mail of {request.user}"  # error: 26, attribute="request.user"


async def handle(user: str) -> None:
    request.user = user  # error: 4
    print(user, "reads", await read_mail())


async def main() -> None:
    await asyncio.gather(handle("Ada"), handle("Grace"))


if __name__ == "__main__":
    asyncio.run(main())
