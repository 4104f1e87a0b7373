"""A helper that changes what it has read is one step for the loop: in threads two would meet."""
import asyncio
import io
import json
import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

import git
import numpy
from PIL import Image

FILE = Path("record.json")
OTHER = Path("other.json")
ALONE = Path("alone.json")
GUARDED = Path("guarded.json")
guard = threading.Lock()


def remember(name):
    names = json.loads(FILE.read_text())
    names.append(name)
    FILE.write_text(json.dumps(names))


def remember_alone(name):
    names = json.loads(ALONE.read_text())
    names.append(name)
    ALONE.write_text(json.dumps(names))


def remember_locked(name):
    with guard:
        names = json.loads(GUARDED.read_text())
        names.append(name)
        GUARDED.write_text(json.dumps(names))


def elsewhere(name):
    names = json.loads(OTHER.read_text())
    names.append(name)
    Path(name).write_text(json.dumps(names))


def renew(path: Path, data):
    target = path / f"{len(data)}.json"
    if target.exists():
        target.unlink()
    target.write_text(data)


def fresh(data):
    folder = tempfile.mkdtemp()
    if os.path.exists(folder):
        shutil.rmtree(folder)
    Path(folder, "x").write_text(data)


def folder_for(path: Path, data):
    if not path.exists():
        path.mkdir(parents=True, exist_ok=True)
    (path / "x").write_text(data)


class Store:
    def __init__(self, path):
        self.path = path
        self.repo = git.Repo(path)

    def _load(self):
        with open(self.path) as file:
            return json.load(file)

    def _save(self, data):
        with open(self.path, "w") as file:
            json.dump(data, file)

    def put(self, key, value):
        data = self._load()
        data[key] = value
        self._save(data)

    def update(self):
        self.repo.git.fetch()
        self.repo.git.checkout("main")

    def fetch(self):
        self.repo.git.fetch()


def pull(path):
    subprocess.run(["git", "fetch"], cwd=path)
    subprocess.run(["git", "reset", "--hard"], cwd=path)


def convert(one, two):
    subprocess.run(["ffmpeg", one])
    subprocess.run(["ffmpeg", two])


def talk(command):
    process = subprocess.Popen(command)
    process.communicate()
    process.wait()


class App:
    def __init__(self, store: Store):
        self.store = store
        self.lock = asyncio.Lock()

    async def run(self, path: Path, data):
        remember(data)  # error: 8
        renew(path, data)  # error: 8
        pull(path)  # ASY155: 8
        self.store.put(path, data)  # error: 8
        self.store.update()  # ASY155: 8

    async def good(self, path: Path, data):
        remember_locked(data)  # error: 8
        elsewhere(data)  # error: 8
        fresh(data)  # error: 8 # ASY157: 8
        folder_for(path, data)  # error: 8
        await asyncio.to_thread(convert, data, path)  # ASY155: 8
        await asyncio.to_thread(talk, data)  # ASY155: 8
        await asyncio.to_thread(self.store.fetch)  # ASY155: 8
        async with self.lock:
            remember(data)  # error: 12
        async with self.lock:
            await asyncio.to_thread(remember_alone, data)  # error: 12



STATE = Path("state.json")


class Config(dict):
    def __init__(self, path):
        self.path = path

    def save(self):
        with open(self.path, "w") as file:
            json.dump(self, file)

    def export(self, path):
        with open(path, "w") as file:
            json.dump(self, file)

    def load(self):
        with open(self.path) as file:
            return json.load(file)


def keep(text):
    STATE.write_text(text)


async def run(config: Config, text):
    config.save()  # error: 4
    keep(text)  # error: 4


async def fine(config: Config, text):
    await asyncio.to_thread(config.export, text)  # error: 4
    await asyncio.sleep(1)
    return config.load()  # error: 11


CONFIG = Path("config.json")


def write(path, data):
    with open(path, "w") as file:
        json.dump(data, file)


def shrink(path, size):
    image = Image.open(path)
    image.resize(size).save(path)


def shrunk(path, target, size):
    image = Image.open(path)
    image.resize(size).save(target)


def converted(data, size):
    image = Image.open(io.BytesIO(data))
    made = io.BytesIO()
    image.resize(size).save(made)
    return made.getvalue()


class Index:
    def __init__(self, vectors):
        self.vectors = vectors

    def dump(self, path):
        numpy.save(path, self.vectors)


async def one_for_all(path, data):
    write(CONFIG, data)  # error: 4
    write(CONFIG.parent / "other.json", data)  # error: 4
    write("config.json", data=data)  # error: 4
    shrink(path, (64, 64))  # error: 4 # ASY161: 4


async def one_for_each(name, path, data, index: Index):
    def one_for_each_sync():
        write(CONFIG.parent / name, data)  # error: 4
        dump(f"{name}.json", data)  # error: 4

    await asyncio.to_thread(one_for_each_sync)
    await asyncio.to_thread(shrunk, path, name, (64, 64))  # error: 4 # ASY161: 4
    await asyncio.to_thread(index.dump, path)  # error: 4
    return await asyncio.to_thread(converted, data, (64, 64))  # ASY161: 11


def load(name):
    with open(name) as file:
        return json.load(file)


def dump(name, data):
    with open(name, "w") as file:
        json.dump(data, file)


def note(folder: Path, step, key, value):
    place = folder / f"{step}.json"
    known = load(place) if place.exists() else {}
    known[key] = value
    dump(data=known, name=place)


def copy(folder: Path, one, two):
    source, target = folder / one, folder / two
    dump(target, load(source))


def both(one: Path, two: Path, key):
    first, second = load(one), load(two)
    first[key] = second[key]
    dump(two, first)


async def notes(folder: Path, step, key, value):
    note(folder, step, key, value)  # error: 4
    both(folder, step, key)  # error: 4


async def copies(folder: Path, step, key):
    def copy_and_load():
        copy(folder, step, key)  # error: 4
        return load(folder)  # error: 11

    return await asyncio.to_thread(copy_and_load)


class Provider:
    def publish(self, text: str) -> None:
        raise NotImplementedError


class First(Provider):
    def publish(self, text: str) -> None:
        subprocess.run(["first", text])


class Second(Provider):
    def publish(self, text: str) -> None:
        subprocess.run(["second", text])


class Local(Provider):
    def publish(self, text: str) -> None:
        STATE.write_text(text)


async def publish(provider: Provider, local: Local, text):
    provider.publish(text)  # error: 4 # ASY155: 4
    await asyncio.sleep(1)
    local.publish(text)  # error: 4


def keep_named(name, data):
    with open(f"{name}.json", "w") as file:
        json.dump(data, file)


def keep_held(name, data):
    path = Path(f"{name}.json")
    with open(path, "w") as file:
        json.dump(data, file)


def keep_again(name, data):
    with open(f"{name}.json") as file:
        known = json.load(file)
    with open(f"{name}.json", "w") as file:
        json.dump({**known, **data}, file)


def keep_one(data):
    with open(f"{STATE}.json", "w") as file:
        json.dump(data, file)


def encoded(image, name):
    if isinstance(image, str):
        image = Image.open(image)
    buffer = io.BytesIO()
    image.save(buffer)
    with open(name, "rb") as file:
        return buffer.getvalue() + file.read()


async def named(name, data):
    def named_sync():
        keep_named(name, data)  # error: 4
        keep_held(name, data)  # error: 4
        encoded(name, data)  # error: 4

    await asyncio.to_thread(named_sync)


async def again(name, data):
    keep_again(name, data)  # error: 4
    keep_one(data)  # error: 4


def keep_by_default(data, name="last.json"):
    if name in os.listdir():
        return
    dump(name, data)


def keep_somewhere(data, *, name=CONFIG):
    keep_by_default(data, name=name)


def keep_listed(data, name, folder):
    if name not in os.listdir(folder):
        write(name, data)


async def by_default(data, names, name):
    keep_by_default(data)  # error: 4 # ASY157: 4
    keep_somewhere(data)  # error: 4 # ASY157: 4
    keep_listed(data, name, names)  # error: 4 # ASY157: 4


async def by_name(data, options, name):
    keep_by_default(*data)  # error: 4 # ASY157: 4
    await asyncio.sleep(1)

    def by_name_sync():
        keep_named(name, data, **options)  # error: 4
        dump(name, data)  # error: 4

    await asyncio.to_thread(by_name_sync)


HANDLERS = [
    App.run,
    App.good,
    run,
    fine,
    one_for_all,
    one_for_each,
    notes,
    copies,
    publish,
    named,
    again,
    by_default,
    by_name,
]
