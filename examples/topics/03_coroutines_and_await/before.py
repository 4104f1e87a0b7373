"""Work out an answer and write it down."""

import asyncio

notes: list[str] = []


async def answer() -> int:
    await asyncio.sleep(0.01)
    return 42


async def note(text: str) -> None:
    await asyncio.sleep(0.01)
    notes.append(text)


async def main() -> None:
    print("the answer is right:", answer() == 42)  # ASY202: 34
    note(f"twice that is {2 * await answer()}")  # ASY201: 4
    print("notes:", notes)


if __name__ == "__main__":
    asyncio.run(main())
