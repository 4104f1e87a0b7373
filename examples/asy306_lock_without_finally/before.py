"""A copier that one clerk uses at a time; the first page jams."""

import asyncio

pages = iter([OSError("paper jam"), None])


async def copy() -> None:
    await asyncio.sleep(0.01)
    problem = next(pages)
    if problem is not None:
        raise problem


async def use(copier: asyncio.Lock, name: str) -> None:
    await copier.acquire()  # error: 10, lock="copier"
    await copy()
    print(name, "has a copy")
    copier.release()


async def main() -> None:
    copier = asyncio.Lock()
    for name in ("Ada", "Grace"):
        try:
            await use(copier, name)
        except OSError as error:
            print(name, "has a", error)


if __name__ == "__main__":
    asyncio.run(main())
