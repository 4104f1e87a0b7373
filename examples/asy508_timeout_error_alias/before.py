"""Ask for an answer twice, and count how often it did not come in time."""

import asyncio
import inspect


async def answer() -> str:
    await asyncio.sleep(1)
    return "yes"


async def wait_for_answer() -> str:
    try:
        return await asyncio.wait_for(answer(), 0.05)
    except asyncio.TimeoutError:  # error: 11, name="asyncio.TimeoutError"
        return "nothing"


async def main() -> None:
    print("got", await wait_for_answer(), "and", await wait_for_answer())
    count = inspect.getsource(wait_for_answer).count("asyncio.")
    print("it needs", count, "names of asyncio")


if __name__ == "__main__":
    asyncio.run(main())
