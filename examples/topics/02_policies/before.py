"""Run on a loop of our own kind."""

import asyncio


class Policy(asyncio.DefaultEventLoopPolicy):  # ASY605: 13
    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        loop = super().new_event_loop()
        loop.slow_callback_duration = 0.05
        return loop


async def main() -> None:
    loop = asyncio.get_running_loop()
    print("slow from", loop.slow_callback_duration, "seconds on")


if __name__ == "__main__":
    asyncio.set_event_loop_policy(Policy())  # ASY605: 4
    asyncio.run(main())
