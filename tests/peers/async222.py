"""Waiting for a process."""

import os
import subprocess


async def wait(pid):
    os.wait()  # found: here, flake8-async, ruff
    os.waitpid(pid, 0)  # found: here, flake8-async, ruff


async def wait_for(path):
    process = subprocess.Popen([path])  # found: here
    process.wait()  # found: here
