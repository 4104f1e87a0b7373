"""Derive a key through a helper, while a clock ticks beside it."""

import asyncio
import hashlib


def key_of(password: bytes) -> str:
    return hashlib.pbkdf2_hmac("sha256", password, b"salt", 2_500_000).hex()[:8]


async def work() -> str:
    return key_of(b"secret")  # error: 11, call="hashlib.pbkdf2_hmac"


async def tick() -> int:
    count = 0
    for _ in range(6):
        await asyncio.sleep(0.05)
        count += 1
    return count


async def main() -> None:
    print(*await asyncio.gather(work(), tick()))


if __name__ == "__main__":
    asyncio.run(main())
