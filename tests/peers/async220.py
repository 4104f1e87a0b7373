"""Starting a process."""

import os
import subprocess


async def start():
    process = subprocess.Popen(["ls"])  # found: here, flake8-async, ruff
    os.popen("ls")  # found: here, flake8-async, ruff
    os.spawnl(os.P_NOWAIT, "/bin/ls", "ls")  # found: flake8-async, ruff
    return process
