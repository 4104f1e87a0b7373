# only: own
import asyncio

from pexpect import spawn


async def talk(child: spawn):
    def expect_and_expect_exact():
        child.expect("login:")  # error: 4
        child.expect_exact("login:", timeout=5)  # error: 4

    await asyncio.to_thread(expect_and_expect_exact)
    child.expect("login:", timeout=0)
    await child.expect("login:", async_=True)
    child.isalive()
