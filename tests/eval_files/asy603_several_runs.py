"""A loop that runs several coroutines is no asyncio.run() for each: generators and the like need one loop."""
# only: own
# settings: {"target_version": "3.11"}
import asyncio


async def work(number): ...


def gone_through(make):
    generator = make()
    loop = asyncio.get_event_loop()  # error: 11, instead="asyncio.Runner()"
    while True:
        try:
            yield loop.run_until_complete(generator.__anext__())
        except StopAsyncIteration:
            break


def two():
    loop = asyncio.get_event_loop()  # error: 11, instead="asyncio.Runner()"
    loop.run_until_complete(work(1))
    loop.run_until_complete(work(2))


def one():
    loop = asyncio.get_event_loop()  # error: 11, instead="asyncio.run()"
    loop.run_until_complete(work(1))
