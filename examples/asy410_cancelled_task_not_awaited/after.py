"""Record what happens in a log, stop the recorder, close the log, and go on."""

import asyncio

log: list[str] = []
is_closed = False


async def record() -> None:
    try:
        while True:
            log.append("still here")
            await asyncio.sleep(0.01)
    finally:
        where = "a closed log" if is_closed else "the log"
        print("the recorder wrote into", where)


async def work() -> None:
    global is_closed
    recorder = asyncio.create_task(record())
    await asyncio.sleep(0.05)
    recorder.cancel()
    await asyncio.wait([recorder])
    is_closed = True
    await asyncio.sleep(0.05)


async def main() -> None:
    await work()
    print("done with", "some" if log else "no", "lines")


if __name__ == "__main__":
    asyncio.run(main())
