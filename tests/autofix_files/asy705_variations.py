# only: own
import asyncio
import subprocess


async def proc():
    p = await asyncio.create_subprocess_shell(
        "ls", stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    rc = await p.wait()  # error: 15, pipe="stdout"
    return rc


class R:
    async def run(self):
        self.p = await asyncio.create_subprocess_exec("ls", stdout=subprocess.PIPE)
        await self.p.communicate()  # error: 14

    async def get(self):
        async with lock:
            return await self._fetch()

    async def _fetch(self):
        return 1


async def communicates():
    p = await asyncio.create_subprocess_exec("ls", stdout=subprocess.PIPE)
    await p.wait()
    return await p.communicate()


async def read_after_all():
    p = await asyncio.create_subprocess_exec("ls", stdout=subprocess.PIPE)
    await p.wait()  # error: 10
    return await p.stdout.read()


async def within_a_limit():
    p = await asyncio.create_subprocess_exec("ls", stdout=subprocess.PIPE)
    try:
        await asyncio.wait_for(p.communicate(), timeout=5)  # error: 27
    except TimeoutError:
        p.kill()
        await p.wait()
        raise
    assert p.returncode == 0


async def code_within_a_limit():
    p = await asyncio.create_subprocess_exec("ls", stdout=subprocess.PIPE)
    try:
        return await asyncio.wait_for(p.wait(), timeout=5)  # error: 34
    except TimeoutError:
        p.kill()
        await p.wait()
        raise
