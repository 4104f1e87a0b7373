"""Ask for an answer twice, and count how often it did not come in time."""

import asyncio
import dis


async def answer() -> str:
    await asyncio.sleep(1)
    return "yes"


async def wait_for_answer() -> str:
    try:
        return await asyncio.wait_for(answer(), 0.05)
    except TimeoutError:
        return "nothing"


async def main() -> None:
    print("got", await wait_for_answer(), "and", await wait_for_answer())
    names = [step.argval for step in dis.get_instructions(wait_for_answer)]
    print("it looks up asyncio", names.count("asyncio"), "times")


if __name__ == "__main__":
    asyncio.run(main())
