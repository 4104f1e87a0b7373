"""Two kitchens cook; the waiter serves until both are closed."""

import anyio
from anyio.abc import ObjectReceiveStream, ObjectSendStream


async def cook(dish: str, send: ObjectSendStream[str]) -> None:
    async with send:
        await anyio.sleep(0.01)
        await send.send(dish)


async def serve(receive: ObjectReceiveStream[str]) -> None:
    async for dish in receive:
        print("served", dish)


async def main() -> None:
    send, receive = anyio.create_memory_object_stream[str]()
    async with anyio.create_task_group() as group:
        for dish in ("soup", "salad"):
            group.start_soon(cook, dish, send.clone())  # error: 41, send="send", receive="receive"
        group.start_soon(serve, receive)
    print("all is served")


if __name__ == "__main__":
    anyio.run(main)
