"""Give a program a moment to end."""

import asyncio
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAM = "import sys, time; time.sleep(1); open(sys.argv[1], 'w').close()"


async def attempt(path: str) -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", PROGRAM, path)
    try:
        await asyncio.wait_for(process.wait(), 0.1)
    except TimeoutError:
        process.kill()
        await process.wait()
        print("given up")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        path = Path(folder, "result")
        asyncio.run(attempt(str(path)))
        time.sleep(3)
        print("it worked all the same" if path.exists() else "and ended")
