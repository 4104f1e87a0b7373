"""What is made goes to a thread with what takes it back: one that never begins takes nothing back."""
import asyncio
import os
import shutil
import subprocess
import sys
import tempfile


async def file_and_run(code, timeout):
    def write_and_run():
        with tempfile.NamedTemporaryFile(mode="w", suffix=".py", delete=False) as file:  # ASY107: 9
            file.write(code)  # ASY106: 8
            script = file.name
        try:
            return subprocess.run([sys.executable, script], capture_output=True, timeout=timeout)  # error: 15
        except subprocess.TimeoutExpired as problem:
            return problem.output
        finally:
            if os.path.exists(script):
                os.remove(script)

    return await asyncio.to_thread(write_and_run)


async def folder_and_run(code):
    def run_and_remove():
        folder = tempfile.mkdtemp()
        try:
            return subprocess.run([sys.executable, "-c", code], cwd=folder)  # error: 15
        finally:
            shutil.rmtree(folder)  # ASY107: 8

    return await asyncio.to_thread(run_and_remove)


async def folder_long_before(code):
    folder = tempfile.mkdtemp()
    await asyncio.sleep(1)
    try:
        return subprocess.run([sys.executable, "-c", code], cwd=folder)  # error: 15
    finally:
        shutil.rmtree(folder)  # ASY107: 8


async def given(script):
    try:
        return subprocess.run([sys.executable, script])  # error: 15
    finally:
        os.remove(script)


async def made_inside(code):
    try:
        folder = tempfile.mkdtemp()
        return await asyncio.to_thread(subprocess.run, [sys.executable, "-c", code], cwd=folder)  # error: 15
    finally:
        print("done")


class Runner:
    def __init__(self, clock):
        self.clock = clock

    async def tells(self, script):
        try:
            return await asyncio.to_thread(subprocess.run, [sys.executable, script])  # error: 19
        finally:
            self.clock.note()
