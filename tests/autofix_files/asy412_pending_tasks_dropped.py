# only: own
import asyncio


async def number() -> int:
    return 1


async def serve(socket, updates: asyncio.Queue) -> None:
    while not socket.closed:
        reader = asyncio.create_task(socket.receive())
        writer = asyncio.create_task(updates.get())
        done, pending = await asyncio.wait({reader, writer}, return_when=asyncio.FIRST_COMPLETED)  # error: 30, tasks="{reader, writer}"
        for task in pending:
            task.cancel()
        if writer in done:
            await socket.send(writer.result())


async def t09():
    done, _ = await asyncio.wait([asyncio.create_task(number())], timeout=5)  # error: 20
    return done


async def ok9():
    done, pending = await asyncio.wait([asyncio.create_task(number())], timeout=5)
    for p in pending:
        p.cancel()
    return done


async def ok10():
    t = asyncio.create_task(number())
    done, _ = await asyncio.wait([t], timeout=5)
    t.cancel()
    return done


async def ok11(tasks):
    done, _ = await asyncio.wait(tasks, timeout=5)
    return done


async def no11(xs):
    tasks = []
    for x in xs:
        tasks.append(asyncio.create_task(number()))
    done, _ = await asyncio.wait(tasks, timeout=5)  # !  # error: 20
    return done
