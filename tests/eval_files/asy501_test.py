# only: own
"""Nobody cancels a test: what it catches is the error of what it tests."""

import asyncio


async def test_stops(worker):
    try:
        await worker.run()
    except asyncio.CancelledError:
        pass
    await asyncio.sleep(0.1)


async def run(worker):
    try:
        await worker.run()
    except asyncio.CancelledError:  # error: 4
        pass
    await asyncio.sleep(0.1)


class TestVault:
    async def asyncTearDown(self):
        try:
            await self.vault.logoff()
        except:  # error: 8
            print("not logged off")
