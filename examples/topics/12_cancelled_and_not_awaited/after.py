"""Stop a writer and then look at what it has written."""

import asyncio

written: list[str] = []


async def write() -> None:
    try:
        written.append("begin")
        await asyncio.sleep(10)
    finally:
        written.append("end")


async def write_for_a_while() -> str:
    writer = asyncio.create_task(write())
    await asyncio.sleep(0.01)
    writer.cancel()
    await asyncio.wait([writer])
    return "complete" if written[-1] == "end" else "torn"


async def main() -> None:
    print("the file is", await write_for_a_while())


if __name__ == "__main__":
    asyncio.run(main())
