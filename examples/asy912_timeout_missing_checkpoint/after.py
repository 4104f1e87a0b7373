"""Load what is not there yet, unless the time is over."""

import trio


async def load(pages: dict[str, str], name: str) -> None:
    with trio.move_on_after(0):
        await trio.lowlevel.checkpoint()
        if name not in pages:
            await trio.sleep(1)
        pages[name] = "new"


async def main() -> None:
    pages = {"home": "old"}
    await load(pages, "home")
    print("the page is", pages["home"])


if __name__ == "__main__":
    trio.run(main)
