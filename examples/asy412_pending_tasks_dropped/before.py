"""Wait for a letter or for the evening, whichever comes first, twice."""

import asyncio


async def day(letters: asyncio.Queue[str]) -> str:
    letter = asyncio.create_task(letters.get())
    evening = asyncio.create_task(asyncio.sleep(0.02))
    done, _ = await asyncio.wait({letter, evening}, return_when=asyncio.FIRST_COMPLETED)  # error: 20
    return letter.result() if letter in done else ""


async def main() -> None:
    letters: asyncio.Queue[str] = asyncio.Queue()
    first = await day(letters)
    letters.put_nowait("hello")
    second = await day(letters)
    print("the letter was", "read" if first or second else "lost")


if __name__ == "__main__":
    asyncio.run(main())
