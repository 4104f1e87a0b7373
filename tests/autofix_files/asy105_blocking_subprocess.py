import asyncio
import os
import subprocess
from subprocess import PIPE, Popen, check_output


async def to_the_end():
    await asyncio.to_thread(subprocess.run, ["true"])  # error: 4, call="subprocess.run"
    (
        await asyncio.to_thread(subprocess.run, ["true"], check=True, capture_output=True)
    ).stdout.decode()  # error: 4, call="subprocess.run"
    await asyncio.to_thread(subprocess.call, "true")  # error: 4, call="subprocess.call"
    await asyncio.to_thread(subprocess.getoutput, "true")  # error: 4, call="subprocess.getoutput"
    await asyncio.to_thread(check_output, ["true"])  # error: 4, call="subprocess.check_output"
    await asyncio.to_thread(os.system, "true")  # error: 4, call="os.system"


async def by_hand(command):
    def waitpid_pid():
        process = Popen(command, stdout=PIPE)  # error: 14, call="subprocess.Popen"
        process.communicate()  # error: 4, call="subprocess.Popen.communicate"
        process.wait()  # error: 4, call="subprocess.Popen.wait"
        process.wait(timeout=0)
        process.poll()
        process.terminate()
        os.waitpid(process.pid, 0)  # error: 4, call="os.waitpid"
        os.waitpid(process.pid, os.WNOHANG)
        os.waitpid(process.pid, os.WNOHANG | os.WUNTRACED)

    await asyncio.to_thread(waitpid_pid)


async def after_its_end(process: subprocess.Popen, other: subprocess.Popen):
    def wait_and_communicate():
        if process.poll() is not None:
            print(process.stderr.read())
            process.wait()
            other.wait()  # error: 8, call="subprocess.Popen.wait"
        else:
            process.communicate()  # error: 8, call="subprocess.Popen.communicate"
        if process.poll() is None:
            process.terminate()
            process.wait()  # error: 8, call="subprocess.Popen.wait"

    await asyncio.to_thread(wait_and_communicate)
    if (code := process.poll()) is not None and process.communicate():
        print(code)
    while process.poll() is None:
        await asyncio.sleep(1)
    process.communicate()
    while other.poll() is None:
        if await asyncio.sleep(1, True):
            break
    await asyncio.to_thread(other.wait)  # error: 4, call="subprocess.Popen.wait"
    if not other.returncode is not None:
        return
    other.wait()


async def asynchronous():
    process = await asyncio.create_subprocess_exec("true", stdout=subprocess.PIPE)
    await process.communicate()
    await process.wait()
    await asyncio.to_thread(subprocess.run, ["true"])
    print(subprocess.list2cmdline(["true"]), subprocess.DEVNULL)


async def look_alikes(subprocess, process):
    subprocess.run(["true"])
    process.wait()


def synchronous():
    subprocess.run(["true"])
