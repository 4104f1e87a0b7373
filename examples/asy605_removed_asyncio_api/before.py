"""Let three workers share one printer."""

import asyncio


async def use(printer: asyncio.Semaphore, name: str) -> None:
    async with printer:
        await asyncio.sleep(0.01)
        print(name, "has printed")


async def main() -> None:
    loop = asyncio.get_running_loop()
    printer = asyncio.Semaphore(1, loop=loop)  # error: 14, what="the argument 'loop' of asyncio.Semaphore"
    await asyncio.gather(*[use(printer, name) for name in ("Ada", "Grace", "Mary")])
    print("done at", "some time" if loop.time() else "no time")


if __name__ == "__main__":
    asyncio.run(main())
