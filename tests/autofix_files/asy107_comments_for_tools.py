# only: own
"""What a comment tells a tool about a name stays on the line of that name."""
import asyncio
import shutil


async def run(files, one, two):
    files = shutil
    await asyncio.to_thread(
        files.copy2,  # type: ignore[call-overload]  # error: 4
        one,
        two,
    )
    await asyncio.to_thread(  # as it came  # error: 4
        files.copy2,
        one,
        two,
    )
    return await asyncio.to_thread(files.rmtree, one)  # pyright: ignore  # error: 11
