"""Post letters; the ones without an address are counted."""

import asyncio


async def post(address: str) -> str:
    await asyncio.sleep(0.01)
    if not address:
        raise ValueError("no address")
    return address


async def main() -> None:
    addresses = ("Ada", "", "Grace")
    results = await asyncio.gather(*[post(one) for one in addresses])  # error: 20
    failed = [result for result in results if isinstance(result, Exception)]
    print(len(failed), "letter came back")


if __name__ == "__main__":
    asyncio.run(main())
