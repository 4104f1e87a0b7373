"""Run a program through a helper, while a clock ticks beside it."""

import asyncio
import subprocess
import sys

PROGRAM = "import time; time.sleep(0.4); print('done')"


def output_of(program: str) -> str:
    return subprocess.check_output([sys.executable, "-c", program], text=True).strip()


async def work() -> str:
    return output_of(PROGRAM)  # error: 11, call="subprocess.check_output"


async def tick() -> int:
    count = 0
    for _ in range(6):
        await asyncio.sleep(0.05)
        count += 1
    return count


async def main() -> None:
    print(*await asyncio.gather(work(), tick()))


if __name__ == "__main__":
    asyncio.run(main())
