"""Which event is it?"""

from asyncio import Event  # error: 0, library="asyncio", what="'Event'"
from asyncio import run  # error: 0
from threading import Event  # noqa: F811


async def main() -> None:
    print("a", Event.__module__, "event")


if __name__ == "__main__":
    run(main())
