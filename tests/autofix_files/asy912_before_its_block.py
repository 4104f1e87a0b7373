# only: own
# fix: safe
"""The checkpoint stands before the first statement: what that tests and changes stays one step."""

import trio


async def load(pages: dict[str, str], name: str) -> None:
    with trio.move_on_after(1):  # error: 9
        await trio.lowlevel.checkpoint()
        if name not in pages:
            await trio.sleep(1)
        pages[name] = "new"


async def tested_before(pages: dict[str, str], name: str, *, is_slow: bool) -> None:
    if name in pages:
        return
    with trio.move_on_after(1):  # error: 9
        if is_slow:
            await trio.sleep(1)
        pages[name] = "new"
