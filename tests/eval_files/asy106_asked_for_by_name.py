# only: own
"""`"reply" in locals()` asks for one variable: that is no reason to leave the others as they are."""

import asyncio


async def send(path: str, client) -> None:
    with open(path, "rb") as file: content = file.read()  # error: 9  # error: 45
    try:
        reply = await client.post(content)
    finally:
        await reply.release() if "reply" in locals() else None


async def send_and_look(path: str, client) -> None:
    with open(path, "rb") as file: content = file.read()  # error: 9  # error: 45
    try:
        await client.post(content)
    finally:
        await asyncio.sleep(1) if "file" in locals() else None
