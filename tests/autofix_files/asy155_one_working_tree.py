# only: own
"""Two steps in one working tree of git are one for the loop, and two threads would mix them up."""

import asyncio
import os
import tempfile

from git import Repo


def merge(branch: str, message: str, path: str | None = None) -> bool:
    path = path or os.getenv("TRACES")
    repo = Repo(path)
    repo.heads[message].checkout()
    repo.git.merge(branch, no_ff=True)
    return True


def commit(branch: str, path: str) -> None:
    repo = Repo.init(path)
    repo.head.reset(index=True)
    repo.create_head(branch)
    repo.heads[branch].checkout()


def current(path: str) -> str:
    repo = Repo(path)
    repo.heads["main"].checkout()
    return path


def clone(path: str) -> None:
    """Each call has a folder of its own."""
    folder = tempfile.mkdtemp()
    repo = Repo.clone_from(path, folder)
    repo.git.checkout("main")
    repo.heads["main"].checkout()


async def main(branch: str, path: str) -> None:
    merge(branch, "m")  # error: 4
    commit(branch, path)  # error: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(current, path)  # error: 4
    await asyncio.sleep(1)
    await asyncio.to_thread(clone, path)  # error: 4
