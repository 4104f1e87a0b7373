"""Hash a password, while a clock ticks."""

import asyncio
import hashlib


async def tick() -> None:
    for _ in range(2):
        await asyncio.sleep(0.05)
        print("tick")


async def show() -> None:
    digest = await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", b"secret", b"salt", 3_000_000)
    print("hash:", digest.hex()[:8])


async def main() -> None:
    await asyncio.gather(show(), tick())


if __name__ == "__main__":
    asyncio.run(main())
