"""Work on a file or an object stays with the work on it that stays: a thread would be half of it."""

import asyncio
import os
import shutil
from pathlib import Path

import yt_dlp
from aiohttp import web
from rq.job import Job


async def received(request: web.Request, path: Path) -> None:
    part = path.with_suffix(".part")
    file = part.open("wb")  # ASY106: 11
    async for chunk in request.content:
        file.write(chunk)  # ASY106: 8
    file.close()
    shutil.move(part, path)  # error: 4


async def moved(part: Path, path: Path) -> None:
    await asyncio.sleep(1)
    shutil.move(part, path)  # error: 4


def get_job(number: str) -> Job:
    try:
        return Job.fetch(number)
    except ValueError:
        raise KeyError(number) from None


async def status(number: str) -> str:
    job = get_job(number)  # ASY154: 10
    await asyncio.sleep(0)
    return job.get_status()  # ASY104: 11


async def named(text: str) -> Path:
    path, number = Path("a.txt"), 1
    while path.exists() and path.read_text() != text:  # ASY106: 28
        path = Path(f"a{number}.txt")
        number += 1
    await asyncio.sleep(0)
    return path


async def videos(url: str) -> str:
    with yt_dlp.YoutubeDL({}) as downloader:
        downloader.download([url])  # ASY102: 8
        name = downloader.extract_info(url, download=False)  # ASY102: 15
    await asyncio.sleep(0)
    return os.fspath(name)
