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
    asyncio.run(main())  # error: 11
