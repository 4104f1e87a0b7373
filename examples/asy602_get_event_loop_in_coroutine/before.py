"""Set a reminder from code that was made for another program and starts the coroutine by hand."""

import asyncio
from collections.abc import Coroutine


async def remind(text: str) -> str:
    loop = asyncio.get_event_loop()  # error: 11, function="remind"
    loop.call_later(0.1, print, text)
    return "the reminder is set"


def start(coroutine: Coroutine[object, None, str]) -> str:
    try:
        coroutine.send(None)
    except StopIteration as end:
        return str(end.value)
    except RuntimeError as error:
        return f"no reminder: {error}"
    return "started"


def main() -> None:
    idle = asyncio.new_event_loop()
    asyncio.set_event_loop(idle)
    print(start(remind("tea is ready")))
    idle.close()


if __name__ == "__main__":
    main()
