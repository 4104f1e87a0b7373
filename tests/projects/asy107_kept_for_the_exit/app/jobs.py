import asyncio
import shutil


class Jobs:
    def close(self):
        asyncio.run(self.clean())

    async def clean(self):
        shutil.rmtree("a")  # error: 8, advice="offload it only where the loop's executor still runs: this may run after its end"

    async def other(self):
        shutil.rmtree("b")  # error: 8, advice="offload it with 'await asyncio.to_thread(shutil.rmtree, ...)'"


async def flush(path):
    shutil.rmtree(path)  # error: 4, advice="offload it only where the loop's executor still runs: this may run after its end"
    await asyncio.sleep(1)


async def elsewhere():
    await asyncio.gather(flush("b"), Jobs().clean())
