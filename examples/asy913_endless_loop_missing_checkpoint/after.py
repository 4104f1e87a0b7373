"""Work off a list of jobs until somebody says stop."""

import trio


async def work(jobs: list[str], stopped: trio.Event) -> int:
    rounds = 0
    while True:
        await trio.lowlevel.checkpoint()
        rounds += 1
        if stopped.is_set() or rounds == 1000:
            return rounds
        if jobs:
            await trio.sleep(len(jobs.pop()) / 1000)


async def stop(stopped: trio.Event) -> None:
    stopped.set()


async def main() -> None:
    stopped = trio.Event()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(stop, stopped)
        rounds = await work([], stopped)
    print("heard it in round", rounds)


if __name__ == "__main__":
    trio.run(main)
