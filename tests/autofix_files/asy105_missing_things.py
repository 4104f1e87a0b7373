# only: own
"""A program that makes what is not there yet: meanwhile the next finds it half made."""
import asyncio
import os
import subprocess
from pathlib import Path

lock = asyncio.Lock()


async def install(folder):
    if not os.path.exists(os.path.join(folder, "node_modules")):
        subprocess.run(["npm", "install"], cwd=folder)  # error: 8


async def install_early(folder: Path):
    if (folder / "node_modules").exists():
        return
    subprocess.run(["npm", "install"], cwd=folder)  # error: 4


async def build(folder):
    if not os.path.exists(folder) or not os.listdir(folder):
        subprocess.run(["npm", "run", "build"], cwd=folder)  # error: 8


async def install_alone(folder):
    async with lock:
        if not os.path.exists(folder):
            await asyncio.to_thread(subprocess.run, ["npm", "install"], cwd=folder)  # error: 12


async def converted(path):
    if not os.path.exists(path):
        raise FileNotFoundError(path)
    await asyncio.to_thread(subprocess.run, ["convert", path])  # error: 4


async def shown(path):
    if os.path.exists(path):
        await asyncio.to_thread(subprocess.run, ["cat", path])  # error: 8


async def asked_before(folder):
    if not os.path.exists(folder):
        await asyncio.sleep(1)
        await asyncio.to_thread(subprocess.run, ["npm", "install"], cwd=folder)  # error: 8
