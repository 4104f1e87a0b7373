"""Count up while another task watches, and see which calls say what they mean."""

import trio


async def count(steps: list[int]) -> None:
    for step in range(3):
        steps.append(step)
        await trio.lowlevel.checkpoint()


async def main() -> None:
    steps: list[int] = []
    async with trio.open_nursery() as nursery:
        nursery.start_soon(count, steps)
    print("counted", steps)
    print("asks trio for:", *count.__code__.co_names)


if __name__ == "__main__":
    trio.run(main)
