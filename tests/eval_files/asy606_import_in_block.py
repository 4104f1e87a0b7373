"""What the script itself imports is there for its fix: no second import at the top."""


def setup():
    pass


async def load(name: str) -> str:
    return name


if __name__ == "__main__":
    import asyncio

    async def main():
        print(await load("x"))

    setup()
    loop = asyncio.new_event_loop()  # error: 11
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(main())
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
