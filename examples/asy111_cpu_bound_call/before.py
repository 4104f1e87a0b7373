"""Derive a key, while a clock ticks beside it."""

import asyncio
import hashlib

SALT = b"salt"
N = 2_500_000


async def derive(password: bytes) -> str:
    key = hashlib.pbkdf2_hmac("sha256", password, SALT, N)  # error: 10, call="hashlib.pbkdf2_hmac"
    return key.hex()[:8]


async def tick() -> int:
    count = 0
    for _ in range(6):
        await asyncio.sleep(0.05)
        count += 1
    return count


async def main() -> None:
    print(*await asyncio.gather(derive(b"secret"), tick()))


if __name__ == "__main__":
    asyncio.run(main())
