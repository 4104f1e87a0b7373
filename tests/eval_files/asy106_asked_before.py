"""What a function has asked about or read, and then writes, is one step: a second task would come into it."""

import asyncio
import json
import tempfile
import uuid
from pathlib import Path

lock = asyncio.Lock()


def located(name: str) -> tuple[Path, str]:
    return Path("notes") / name, name


def text_of(path: Path) -> str:
    return path.read_text()


async def writes_what_is_missing(folder: str, text: str) -> None:
    path = Path(folder) / "certificate"
    if not path.exists():
        path.write_text(text)  # error: 8


async def remembers_the_answer(name: str, text: str, over: bool) -> bool:
    path, _ = located(name)
    existed = path.exists()
    if existed and not over:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)  # error: 4
    return True


async def looks_for_a_free_name(name: str, code: str) -> None:
    path = Path("made") / name
    count = 1
    while path.exists() and path.read_text() != code:  # error: 28
        path = Path("made") / f"{name}{count}"
        count += 1
    path.write_text(code)  # error: 4


async def changes_what_it_read(name: str, old: str, new: str) -> bool:
    path, _ = located(name)
    text = path.read_text()  # error: 11
    if old not in text:
        return False
    path.write_text(text.replace(old, new))  # error: 4
    return True


async def changes_what_a_helper_read(path: Path, old: str, new: str) -> None:
    text = text_of(path)  # ASY156: 11
    with open(path, "w") as file:  # error: 9
        file.write(text.replace(old, new))  # error: 8


async def is_read_half_done(path: Path, name: str) -> str:
    if path.exists():
        return path.read_text()  # error: 15
    await asyncio.sleep(1)
    path.write_text(name)  # error: 4
    return name


async def is_read_with_care(path: Path, name: str) -> dict:
    if path.exists():
        with path.open() as file:  # error: 13
            try:
                return json.load(file)  # error: 23
            except json.JSONDecodeError:
                pass
    await asyncio.sleep(1)
    path.write_text(name)  # error: 4
    return {}


async def only_replaces(path: Path, text: str) -> None:
    if not path.is_file():
        raise ValueError(path)
    path.write_text(text)  # error: 4


async def writes_something_else(path: Path, text: str) -> None:
    other = path.with_suffix(".bak")
    if not path.exists():
        other.write_text(text)  # error: 8


async def does_not_use_it(path: Path, text: str) -> int:
    size = path.stat().st_size
    path.write_text(text)  # error: 4
    return size


async def keeps_what_was_there(path: Path, text: str) -> None:
    if path.exists():
        print(path)
    path.write_text(text)  # error: 4


async def asks_in_two_steps(path: Path, text: str) -> None:
    if path.exists():
        text += "again"
    path.write_text(text)  # error: 4


async def adds(path: Path, text: str) -> None:
    if not path.exists():
        print(text)
    with path.open("a") as file:  # error: 9
        file.write(text)  # error: 8


async def is_its_own(text: str) -> None:
    path = Path(tempfile.mkdtemp()) / "a.txt"
    if not path.exists():
        path.write_text(text)  # error: 8


async def is_of_a_new_name(text: str) -> None:
    path = Path("made") / str(uuid.uuid4())
    if not path.exists():
        path.write_text(text)  # error: 8


async def is_locked(path: Path, text: str) -> None:
    async with lock:
        if not path.exists():
            path.write_text(text)  # error: 12


HANDLERS = [
    writes_what_is_missing, remembers_the_answer, looks_for_a_free_name, changes_what_it_read,
    changes_what_a_helper_read, is_read_half_done, is_read_with_care, only_replaces,
    writes_something_else, does_not_use_it, keeps_what_was_there, asks_in_two_steps, adds, is_its_own,
    is_of_a_new_name, is_locked,
]
