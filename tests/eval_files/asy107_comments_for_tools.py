# only: own
"""What a comment tells a tool about a name stays on the line of that name."""
import shutil


async def run(files, one, two):
    files = shutil
    files.copy2(  # type: ignore[call-overload]  # error: 4
        one,
        two,
    )
    files.copy2(  # as it came  # error: 4
        one,
        two,
    )
    return files.rmtree(one)  # pyright: ignore  # error: 11
