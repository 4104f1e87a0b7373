# only: own
"""What lies beside a module never changes: one reading of it is enough, and no thread is needed."""

import functools
import importlib.resources
import inspect
import json
import os
from pathlib import Path

import unknown_library

HERE = Path(__file__).parent
TEXTS = HERE / "texts"


def prompt(name: str) -> str:
    path = TEXTS / f"{name}.txt"
    return path.read_text(encoding="utf-8")


def version() -> str:
    with open(os.path.join(os.path.dirname(__file__), "VERSION")) as file:
        return file.read().strip()


def release() -> str:
    text = (HERE / "VERSION").read_text()
    return text or unknown_library.version()


def notice() -> str:
    return importlib.resources.read_text("app", "NOTICE")


def settings():
    with open(HERE / "settings.json") as file:
        return json.load(file)


def anywhere(folder: Path, name: str) -> str:
    return (folder / name).read_text()


def chosen(folder: Path, name: str) -> str:
    path = HERE
    if folder:
        path = folder
    return (path / name).read_text()


@functools.cache
def kept(name: str) -> str:
    return (TEXTS / name).read_text()


class Model:
    """Its models are described beside its module, or that of the class that derives from it."""


def all_prompts() -> str:
    text = ""
    for path in TEXTS.glob("*.txt"):
        text += path.read_text()
    return text


def of_class(kind) -> str:
    folder = Path(inspect.getfile(kind)).parent
    return (folder / "models.txt").read_text()


async def once(folder: Path):
    prompt("system")  # error: 4, advice="keep its result with 'functools.cache': what it reads never changes"
    version()  # error: 4, advice="keep its result with 'functools.cache': what it reads never changes"
    release()  # error: 4, advice="keep its result with 'functools.cache': what it reads never changes"
    notice()  # error: 4, advice="keep its result with 'functools.cache': what it reads never changes"
    all_prompts()  # error: 4, advice="keep its result with 'functools.cache': what it reads never changes"
    of_class(Model)  # error: 4, advice="keep its result with 'functools.cache': what it reads never changes"
    kept("system")


async def each_time(folder: Path):
    settings()  # error: 4, advice="offload it with 'await asyncio.to_thread(settings, ...)'"
    anywhere(folder, "x")  # error: 4, advice="run the steps in one thread with asyncio.to_thread"
    chosen(folder, "x")  # error: 4, advice="run the steps in one thread with asyncio.to_thread"


HANDLERS = [
    once,
    each_time,
]
