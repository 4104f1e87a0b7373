"""Let a user in who has an account, and nobody else."""

import asyncio

ACCOUNTS = {"ada"}


async def has_account(name: str) -> bool:
    await asyncio.sleep(0)
    return name in ACCOUNTS


async def greet(name: str) -> str:
    if not await has_account(name):
        return f"{name} has to sign up first"
    return f"welcome back, {name}"


async def main() -> None:
    for name in ("ada", "eve"):
        print(await greet(name))


if __name__ == "__main__":
    asyncio.run(main())
