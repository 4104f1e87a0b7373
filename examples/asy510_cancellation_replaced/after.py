"""Listen for a moment; silence is no error."""

import asyncio


class ReadError(Exception):
    pass


async def read() -> str:
    await asyncio.sleep(5)
    return "hello"


async def listen() -> str:
    try:
        return await read()
    except Exception as error:
        raise ReadError from error


async def main() -> None:
    try:
        print(await asyncio.wait_for(listen(), 0.05))
    except TimeoutError:
        print("silence")


if __name__ == "__main__":
    asyncio.run(main())
