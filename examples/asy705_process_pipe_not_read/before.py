"""Run a program that writes more than a pipe holds."""

import asyncio
import sys


async def main() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "print('x' * 1_000_000)", stdout=asyncio.subprocess.PIPE
    )
    await process.wait()  # error: 10, pipe="stdout"
    print("it ended with", process.returncode)


if __name__ == "__main__":
    asyncio.run(main())
