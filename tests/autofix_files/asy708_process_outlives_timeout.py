# only: own
import asyncio
import os
from asyncio import subprocess


async def forgotten(command):
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    try:
        out, _ = await asyncio.wait_for(process.communicate(), timeout=30)  # error: 40, process="process"
    except TimeoutError:
        process.kill()
        await process.wait()
        return None
    return out, process.returncode


async def unhandled(command):
    process = await asyncio.create_subprocess_shell(command)
    try:
        await asyncio.wait_for(process.wait(), 30)  # error: 27
    except TimeoutError:
        process.kill()
        await process.wait()
        raise
    return process.returncode


async def under_a_timeout(command):
    process = await asyncio.create_subprocess_exec(command)
    try:
        async with asyncio.timeout(30):
            await process.wait()  # error: 18
    except TimeoutError:
        # It may be slow.
        process.kill()
        await process.wait()
        pass


async def broad_handler(command):
    process = await asyncio.create_subprocess_exec(command)
    try:
        await asyncio.wait_for(process.wait(), 30)  # error: 31
    except (OSError, TimeoutError):
        return None


async def each_in_turn(commands):
    for command in commands:
        process = await asyncio.create_subprocess_exec(command)
        try:
            await asyncio.wait_for(process.wait(), 30)  # error: 35
        except TimeoutError:
            process.kill()
            await process.wait()
            continue


async def find(): ...


async def not_started_yet():
    try:
        command = await find()
        process = await asyncio.create_subprocess_exec(command)
        try:
            await asyncio.wait_for(process.wait(), 30)  # error: 31
        except TimeoutError:
            process.kill()
            await process.wait()
            raise
    except TimeoutError:
        return None


async def started_inside():
    try:
        process = await asyncio.create_subprocess_exec("make")
        await asyncio.wait_for(process.wait(), 30)  # error: 31
    except TimeoutError:
        process.kill()
        await process.wait()
        pass


async def killed(command):
    process = await asyncio.create_subprocess_exec(command)
    try:
        await asyncio.wait_for(process.communicate(), 30)
    except TimeoutError:
        process.kill()


async def ended_at_last(command):
    process = await asyncio.create_subprocess_exec(command)
    try:
        await asyncio.wait_for(process.wait(), 30)
    finally:
        if process.returncode is None:
            process.terminate()


async def group_killed(command):
    process = await asyncio.create_subprocess_exec(command, start_new_session=True)
    try:
        await asyncio.wait_for(process.wait(), 30)
    except TimeoutError:
        os.killpg(process.pid, 9)


async def end(process): ...


async def handed_on(command):
    process = await asyncio.create_subprocess_exec(command)
    try:
        await asyncio.wait_for(process.wait(), 30)
    except TimeoutError:
        await end(process)


async def waited_again(command):
    process = await asyncio.create_subprocess_exec(command)
    try:
        await asyncio.wait_for(process.wait(), 1)
    except TimeoutError:
        print("it takes long")
    await process.wait()


async def asked_again(command):
    process = await asyncio.create_subprocess_exec(command)
    while process.returncode is None:
        try:
            await asyncio.wait_for(process.wait(), 1)
        except TimeoutError:
            print("it takes long")


async def no_limit(command):
    process = await asyncio.create_subprocess_exec(command)
    await asyncio.wait_for(process.wait(), None)


async def given(process: subprocess.Process):
    await asyncio.wait_for(process.wait(), 1)


class Kept:
    async def run(self, command):
        self.process = await asyncio.create_subprocess_exec(command)
        await asyncio.wait_for(self.process.wait(), 1)


async def for_another(command):
    process = await asyncio.create_subprocess_exec(command)

    def stop():
        process.kill()

    asyncio.get_running_loop().call_later(60, stop)
    await asyncio.wait_for(process.wait(), 30)


async def input_ends_it(command):
    process = await asyncio.create_subprocess_exec(command, stdin=subprocess.PIPE)
    try:
        await asyncio.wait_for(process.wait(), 30)
    except TimeoutError:
        process.stdin.close()
