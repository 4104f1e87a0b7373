"""Load a plug-in that takes its time, while others are served."""

import asyncio
import importlib
import sys
from pathlib import Path


async def report() -> int:
    return sys.modules["slow_plugin"].ANSWER


async def answer(client: str) -> None:
    print("the answer for", client, "is", await report())


async def main() -> None:
    await asyncio.gather(answer("first"), answer("second"))


if __name__ == "__main__":
    Path("slow_plugin.py").write_text("import time; time.sleep(0.4); ANSWER = 42")
    sys.path.insert(0, str(Path.cwd()))
    importlib.import_module("slow_plugin")
    asyncio.run(main())
