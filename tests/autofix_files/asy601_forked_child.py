import asyncio
import os


async def main() -> None:
    await asyncio.sleep(0)


async def fork() -> int:
    pid = os.fork()
    if pid == 0:
        asyncio.run(main())
        os._exit(0)
    return pid


async def fork_otherwise() -> None:
    if pid := os.fork():
        print(pid)
    else:
        asyncio.run(main())


async def fork_and_leave() -> int:
    pid = os.fork()
    if pid > 0:
        return pid
    asyncio.run(main())
    os._exit(0)


async def fork_not() -> None:
    if not os.fork():
        asyncio.run(main())


async def in_the_parent() -> None:
    if os.fork() > 0:
        await main()  # error: 8


async def of_another(pid: int) -> None:
    if pid == 0:
        await main()  # error: 8


async def never() -> None:
    return
    asyncio.run(main())
