"""Let three workers share one printer."""

import asyncio


async def use(printer: asyncio.Semaphore, name: str) -> None:
    async with printer:
        await asyncio.sleep(0.01)
        print(name, "has printed")


async def main() -> None:
    loop = asyncio.get_running_loop()
    printer = asyncio.Semaphore(1)
    await asyncio.gather(*[use(printer, name) for name in ("Ada", "Grace", "Mary")])
    print("done at", "some time" if loop.time() else "no time")


if __name__ == "__main__":
    asyncio.run(main())
