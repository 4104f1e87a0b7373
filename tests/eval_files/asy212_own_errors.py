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
    loop.run_in_executor(None, some_errors)  # error: 4
    loop.run_in_executor(None, raises_again)  # error: 4
    loop.run_in_executor(None, fails_before)  # error: 4
    loop.run_in_executor(None, unknown)  # error: 4


async def answer() -> None:
    asyncio.gather(asyncio.sleep(1))  # error: 4
