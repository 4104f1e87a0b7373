"""Ask how many users there are."""

import asyncio


async def count_users() -> int:
    await asyncio.sleep(0.01)
    return 42


async def main() -> None:
    count = count_users()  # ASY202: 12
    print("a number:", isinstance(count, int))
    print("another:", await count_users())


if __name__ == "__main__":
    asyncio.run(main())
