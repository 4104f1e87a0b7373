# only: own
import asyncio
from asyncio.subprocess import PIPE


async def run_snippet(path: str, limit: float) -> tuple[int, bytes]:
    process = await asyncio.create_subprocess_exec("python", path, stdout=PIPE, stderr=PIPE)
    try:
        code = await asyncio.wait_for(process.wait(), timeout=limit)  # error: 34, pipe="stdout and stderr"
    except TimeoutError:
        process.kill()
        await process.wait()
        raise
    assert process.stdout is not None
    return code, await process.stdout.read()


async def ok_snippet(path: str, limit: float):
    process = await asyncio.create_subprocess_exec("python", path, stdout=PIPE, stderr=PIPE)
    out = await process.stdout.read()
    await process.wait()
    p2 = await asyncio.create_subprocess_exec("python", path, stdout=PIPE, stderr=PIPE)
    p2.kill()
    await p2.wait()
    p3 = await asyncio.create_subprocess_exec("python", path)
    await p3.wait()


async def no2(path: str, limit: float):
    process = await asyncio.create_subprocess_exec("python", path, stdout=asyncio.subprocess.PIPE)
    await process.wait()  # error: 10
    return await process.stdout.read()
