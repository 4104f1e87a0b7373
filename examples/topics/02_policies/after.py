"""Run on a loop of our own kind."""

import asyncio


def new_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    loop.slow_callback_duration = 0.05
    return loop


async def main() -> None:
    loop = asyncio.get_running_loop()
    print("slow from", loop.slow_callback_duration, "seconds on")


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(main())
