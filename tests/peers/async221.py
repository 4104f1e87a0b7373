"""Running a process to its end."""

import os
import subprocess


async def run():
    subprocess.run(["ls"])  # found: here, flake8-async, ruff
    subprocess.check_output(["ls"])  # found: here, flake8-async, ruff
    os.system("ls")  # found: here, flake8-async, ruff
    os.spawnl(os.P_WAIT, "/bin/ls", "ls")  # found: here, flake8-async, ruff
