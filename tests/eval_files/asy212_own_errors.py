import asyncio
import functools
import logging


def send() -> None:
    """Send, and say what went wrong."""
    try:
        print("x")
    except Exception:
        logging.debug("failed")


def send_bare(text: str = "") -> None:
    name = "x"
    try:
        print(name, text)
    except:
        logging.debug("failed")
    finally:
        print("done")


def send_declared() -> None:
    name: str | None = None
    try:
        name = input("name")
    except Exception:
        logging.debug("failed")
    finally:
        print(name)


def some_errors() -> None:
    try:
        print("x")
    except OSError:
        logging.debug("failed")


def raises_again() -> None:
    try:
        print("x")
    except Exception:
        logging.debug("failed")
        raise


def fails_before() -> None:
    print("x".encode())
    try:
        print("x")
    except Exception:
        logging.debug("failed")


class Sender:
    def send(self) -> None:
        try:
            print(self)
        except BaseException:
            logging.debug("failed")

    def start(self) -> None:
        asyncio.get_running_loop().run_in_executor(None, self.send)
        asyncio.get_running_loop().run_in_executor(None, self.other)  # error: 8

    def other(self) -> None:
        print(self)


def fire_and_forget(unknown) -> None:
    loop = asyncio.get_running_loop()
    loop.run_in_executor(None, send)
    loop.run_in_executor(None, functools.partial(send_bare, "x"))
    loop.run_in_executor(None, lambda: send_bare("x"))
    loop.run_in_executor(None, send_declared)
    loop.run_in_executor(None, some_errors)  # error: 4
    loop.run_in_executor(None, raises_again)  # error: 4
    loop.run_in_executor(None, fails_before)  # error: 4
    loop.run_in_executor(None, unknown)  # error: 4


async def answer() -> None:
    asyncio.gather(asyncio.sleep(1))  # error: 4


def watch(path, changes: asyncio.Queue, loop: asyncio.AbstractEventLoop) -> None:
    for _ in range(3):
        loop.call_soon_threadsafe(changes.put_nowait, path)


def beat(path) -> None:
    while True:
        print(path)


def once(path) -> None:
    while path:
        path = path[1:]


async def pump(path) -> None:
    while True:
        await asyncio.sleep(1)


async def follow(path) -> None:
    loop = asyncio.get_running_loop()
    changes: asyncio.Queue[str] = asyncio.Queue()
    loop.run_in_executor(None, watch, path, changes, loop)  # error: 4
    loop.run_in_executor(None, beat, path)  # error: 4
    loop.run_in_executor(None, functools.partial(beat, path))  # error: 4
    loop.run_in_executor(None, lambda: beat(path))  # error: 4
    loop.run_in_executor(None, once, path)  # error: 4
    asyncio.gather(pump(path), work())  # error: 4
    while True:
        print(await changes.get())


async def one_of_many(loop: asyncio.AbstractEventLoop, messages) -> None:
    """The next message shall not wait for the work on this one."""
    async for message in messages:
        loop.run_in_executor(None, some_errors)  # error: 8, call="loop.run_in_executor"
        asyncio.gather(message.seen(), message.kept())  # error: 8, call="asyncio.gather"
