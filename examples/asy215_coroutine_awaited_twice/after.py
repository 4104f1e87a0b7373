"""Ask a slow clerk, and ask again when he takes too long."""

import asyncio

answers = iter([0.5, 0.01])


async def ask() -> str:
    await asyncio.sleep(next(answers))
    return "yes"


async def patient() -> str:
    for _ in range(2):
        try:
            return await asyncio.wait_for(ask(), 0.1)
        except TimeoutError:
            print("again")
    return "no answer"


async def main() -> None:
    print(await patient())


if __name__ == "__main__":
    asyncio.run(main())
