# only: own
import asyncio


async def work():
    return 1


def main():
    return asyncio.run(work())  # error: 11, instead="asyncio.run()"


def run(coroutine):
    loop: asyncio.AbstractEventLoop = asyncio.new_event_loop()  # error: 38
    result = loop.run_until_complete(coroutine)
    loop.close()
    return result


def twice():
    loop = asyncio.new_event_loop()  # error: 11, instead="asyncio.Runner()"
    loop.run_until_complete(work())
    loop.run_until_complete(work())
    loop.close()


def served():
    loop = asyncio.new_event_loop()
    loop.create_task(work())
    loop.run_forever()
    loop.close()


def handed_on(register):
    loop = asyncio.new_event_loop()
    register(loop)
    loop.run_until_complete(work())


def of_a_future(future: asyncio.Future):
    loop = asyncio.new_event_loop()
    loop.run_until_complete(future)
    loop.close()


def seen_by_a_callback():
    loop = asyncio.new_event_loop()

    def stop():
        loop.stop()

    loop.run_until_complete(work())
    return stop


def knows_both():
    try:
        return asyncio.run(work())
    except RuntimeError:
        loop = asyncio.new_event_loop()
        return loop.run_until_complete(work())


class Portal:
    def __init__(self):
        self.loop = asyncio.new_event_loop()

    def call(self):
        return self.loop.run_until_complete(work())


def never_run():
    loop = asyncio.new_event_loop()
    loop.close()


if __name__ == "__main__":
    asyncio.run(work())  # error: 11
