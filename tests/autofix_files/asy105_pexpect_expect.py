# only: own
import asyncio

from pexpect import spawn


async def talk(child: spawn):
    def talk_sync():
        child.expect("login:")  # error: 4
        child.expect_exact("login:", timeout=5)  # error: 4

    await asyncio.to_thread(talk_sync)
    child.expect("login:", timeout=0)
    await child.expect("login:", async_=True)
    child.isalive()
