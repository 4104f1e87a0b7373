"""Run two programs that need half a second each; they could run at the same time."""

import asyncio
import subprocess
import sys

COMMAND = [sys.executable, "-c", "import time; time.sleep(0.4); print('done')"]


async def run() -> str:
    output = subprocess.check_output(COMMAND)  # error: 13, call="subprocess.check_output"
    return output.decode().strip()


async def main() -> None:
    print(*await asyncio.gather(run(), run()))


if __name__ == "__main__":
    asyncio.run(main())
