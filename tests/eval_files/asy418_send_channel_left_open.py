import anyio
import trio


async def produce(send):
    async with send:
        await send.send(1)


async def consume(receive):
    async for number in receive:
        print(number)


async def take_one(receive):
    async for number in receive:
        print(number)
        break


class Reader:
    async def read(self, receive):
        async for number in receive:
            print(number)


async def clones() -> None:
    send, receive = trio.open_memory_channel[int](0)
    async with trio.open_nursery() as nursery:
        for _ in range(2):
            nursery.start_soon(produce, send.clone())  # error: 40, send="send", receive="receive"
        nursery.start_soon(consume, receive)


async def sends_itself() -> None:
    send, receive = anyio.create_memory_object_stream(10)
    async with anyio.create_task_group() as group:
        group.start_soon(consume, receive)
        await send.send(1)  # error: 14
        await send.send(2)


async def goes_over_it_here() -> None:
    send, receive = anyio.create_memory_object_stream(10)
    async with anyio.create_task_group() as group:
        group.start_soon(produce, send.clone())  # error: 34
        async for number in receive:
            print(number)


async def of_an_object(reader: Reader) -> None:
    send, receive = anyio.create_memory_object_stream(10)
    send.send_nowait(1)  # error: 4
    await reader.read(receive)


async def closes() -> None:
    send, receive = trio.open_memory_channel(0)
    async with trio.open_nursery() as nursery:
        async with send:
            nursery.start_soon(produce, send.clone())
        nursery.start_soon(consume, receive)


async def closes_later() -> None:
    send, receive = trio.open_memory_channel(0)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(produce, send.clone())
        nursery.start_soon(consume, receive)
        await send.aclose()


async def hands_on() -> None:
    send, receive = trio.open_memory_channel(0)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(produce, send.clone())
        nursery.start_soon(produce, send)
        nursery.start_soon(consume, receive)


async def gives_back():
    send, receive = anyio.create_memory_object_stream(10)
    send.send_nowait(1)
    await consume(receive)
    return send


async def cancels() -> None:
    send, receive = trio.open_memory_channel(0)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(produce, send.clone())
        nursery.start_soon(consume, receive)
        await trio.sleep(1)
        nursery.cancel_scope.cancel()


async def takes_one() -> None:
    send, receive = trio.open_memory_channel(0)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(produce, send.clone())
        nursery.start_soon(take_one, receive)


async def closes_the_other() -> None:
    send, receive = anyio.create_memory_object_stream(10)
    async with anyio.create_task_group() as group:
        group.start_soon(consume, receive)
        await send.send(1)
        receive.close()


async def bound_again() -> None:
    send, receive = anyio.create_memory_object_stream(10)
    send, receive = anyio.create_memory_object_stream(20)
    send.send_nowait(1)
    await consume(receive)


async def within_a_time() -> None:
    send, receive = anyio.create_memory_object_stream(10)
    with anyio.move_on_after(1):
        send.send_nowait(1)
        await consume(receive)


async def nobody_goes_over_it() -> None:
    send, receive = anyio.create_memory_object_stream(10)
    send.send_nowait(1)
    print(await receive.receive())
