"""Reading what comes late (from a named pipe), and walking folders."""

from __future__ import annotations

import asyncio
import bz2
import configparser
import glob
import gzip
import io
import json
import lzma
import os
import pickle
import shutil
import tempfile
import tomllib
from pathlib import Path


async def opening(text_pipe: Path) -> str:
    with open(text_pipe, encoding="utf-8") as file:
        return file.read()


async def opening_freely(text_pipe: Path) -> str:
    return await asyncio.to_thread(text_pipe.read_text, encoding="utf-8")


async def io_opening(text_pipe: Path) -> bytes:
    with io.open(text_pipe, "rb") as file:  # noqa: UP020 (it is the name under test)
        return file.read()


async def io_opening_freely(text_pipe: Path) -> bytes:
    return await asyncio.to_thread(text_pipe.read_bytes)


async def path_opening(text_pipe: Path) -> str:
    with text_pipe.open(encoding="utf-8") as file:
        return file.readline()


async def path_opening_freely(text_pipe: Path) -> str:
    return await asyncio.to_thread(text_pipe.read_text)


async def read_text(text_pipe: Path) -> str:
    return text_pipe.read_text()


async def read_text_freely(text_pipe: Path) -> str:
    return await asyncio.to_thread(text_pipe.read_text)


async def read_bytes(text_pipe: Path) -> bytes:
    return text_pipe.read_bytes()


async def read_bytes_freely(text_pipe: Path) -> bytes:
    return await asyncio.to_thread(text_pipe.read_bytes)


async def write_text(late_reader: Path) -> int:
    return late_reader.write_text("done")


async def write_text_freely(late_reader: Path) -> int:
    return await asyncio.to_thread(late_reader.write_text, "done")


async def write_bytes(late_reader: Path) -> int:
    return late_reader.write_bytes(b"done")


async def write_bytes_freely(late_reader: Path) -> int:
    return await asyncio.to_thread(late_reader.write_bytes, b"done")


async def reading_handle(text_file: io.TextIOWrapper) -> str:
    return text_file.read()


async def reading_handle_freely(text_file: io.TextIOWrapper) -> str:
    return await asyncio.to_thread(text_file.read)


async def json_load(json_file: io.TextIOWrapper) -> object:
    return json.load(json_file)


async def json_load_freely(json_file: io.TextIOWrapper) -> object:
    return await asyncio.to_thread(json.load, json_file)


async def pickle_load(pickle_file: io.BufferedReader) -> object:
    return pickle.load(pickle_file)


async def pickle_load_freely(pickle_file: io.BufferedReader) -> object:
    return await asyncio.to_thread(pickle.load, pickle_file)


async def tomllib_load(toml_file: io.BufferedReader) -> object:
    return tomllib.load(toml_file)


async def tomllib_load_freely(toml_file: io.BufferedReader) -> object:
    return await asyncio.to_thread(tomllib.load, toml_file)


async def configparser_read(ini_pipe: Path) -> list[str]:
    return configparser.ConfigParser().read(ini_pipe)


async def configparser_read_freely(ini_pipe: Path) -> list[str]:
    return await asyncio.to_thread(configparser.ConfigParser().read, ini_pipe)


async def gzip_open(gzip_pipe: Path) -> bytes:
    with gzip.open(gzip_pipe) as file:
        return file.read()


async def gzip_open_freely(gzip_pipe: Path) -> bytes:
    return gzip.decompress(await asyncio.to_thread(gzip_pipe.read_bytes))


async def bz2_open(bz2_pipe: Path) -> bytes:
    with bz2.open(bz2_pipe) as file:
        return file.read()


async def bz2_open_freely(bz2_pipe: Path) -> bytes:
    return bz2.decompress(await asyncio.to_thread(bz2_pipe.read_bytes))


async def lzma_open(lzma_pipe: Path) -> bytes:
    with lzma.open(lzma_pipe) as file:
        return file.read()


async def lzma_open_freely(lzma_pipe: Path) -> bytes:
    return lzma.decompress(await asyncio.to_thread(lzma_pipe.read_bytes))


async def copyfileobj(binary_file: io.BufferedReader) -> bytes:
    target = io.BytesIO()
    shutil.copyfileobj(binary_file, target)
    return target.getvalue()


async def copyfileobj_freely(binary_file: io.BufferedReader) -> bytes:
    target = io.BytesIO()
    await asyncio.to_thread(shutil.copyfileobj, binary_file, target)
    return target.getvalue()


async def listdir(folder: Path) -> list[str]:
    return os.listdir(folder)


async def listdir_freely(folder: Path) -> list[str]:
    return await asyncio.to_thread(os.listdir, folder)


async def scandir(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries]


async def scandir_freely(folder: Path) -> list[str]:
    return await asyncio.to_thread(os.listdir, folder)


async def walk(folder: Path) -> int:
    return sum(len(names) for _, _, names in os.walk(folder))


async def walk_freely(folder: Path) -> int:
    return len(await asyncio.to_thread(list, os.walk(folder)))


async def glob_glob(folder: Path) -> list[str]:
    return glob.glob(f"{folder}/*")


async def glob_glob_freely(folder: Path) -> list[str]:
    return await asyncio.to_thread(glob.glob, f"{folder}/*")


async def rmtree(folder: Path) -> None:
    shutil.rmtree(folder)


async def rmtree_freely(folder: Path) -> None:
    await asyncio.to_thread(shutil.rmtree, folder)


async def copytree(folder: Path) -> Path:
    return shutil.copytree(folder, folder.with_name("copy"))


async def copytree_freely(folder: Path) -> Path:
    return await asyncio.to_thread(shutil.copytree, folder, folder.with_name("copy"))


async def makedirs(folder: Path) -> None:
    os.makedirs(folder / "one" / "two")


async def makedirs_freely(folder: Path) -> None:
    await asyncio.to_thread(os.makedirs, folder / "one" / "two")


async def mkdtemp(folder: Path) -> str:
    return tempfile.mkdtemp(dir=folder)


async def mkdtemp_freely(folder: Path) -> str:
    return await asyncio.to_thread(tempfile.mkdtemp, dir=folder)
