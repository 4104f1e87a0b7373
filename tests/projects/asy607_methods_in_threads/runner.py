import asyncio
import functools
from concurrent.futures import ThreadPoolExecutor

from steps import Step


class Runner:
    async def run(self, steps: list[Step]) -> None:
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor() as executor:
            await self._run_all(steps, executor, loop)

    async def _run_all(self, steps: list[Step], executor, loop) -> None:
        for step in steps:
            step.check()
            await self._run_one(step, executor, loop)

    async def _run_one(self, step: Step, executor, loop) -> None:
        step.prepare()
        await loop.run_in_executor(executor, functools.partial(step.execute, text="x"))
        await loop.run_in_executor(executor, step.check)
        await self._run_all([step], executor, loop)
