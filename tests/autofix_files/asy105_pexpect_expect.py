# only: own
import asyncio

from pexpect import spawn


async def talk(child: spawn):
    child.expect("login:")  # error: 4
    child.expect_exact("login:", timeout=5)  # error: 4
    child.expect("login:", timeout=0)
    await child.expect("login:", async_=True)
    child.isalive()


async def own(command):
    def spawn_and_expect():
        child = spawn(command)  # error: 12
        child.expect("login:")  # error: 4
        child.close()

    await asyncio.to_thread(spawn_and_expect)
