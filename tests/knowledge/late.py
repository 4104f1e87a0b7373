"""What the functions in ``knowledge/blocking`` wait for: each comes PAUSE seconds late.

A provider's name is that of the parameter that it fills. What is open is closed by *exits*.
"""

from __future__ import annotations

import asyncio
import bz2
import concurrent.futures
import gzip
import io
import json
import lzma
import multiprocessing
import os
import pickle
import queue
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from knowledge.blocking import waiting

PAUSE = 0.15


class Late:
    """Providers for one run; *folder* is theirs."""

    pause = PAUSE
    typed = "yes\n"
    secret = b"secret"
    slow_command = ("sleep", str(PAUSE))
    slow_line = f"sleep {PAUSE}"

    def __init__(self, folder: Path, exits: ExitStack) -> None:
        self.root = folder
        self.exits = exits

    def later(self, work: Callable[[], object]) -> threading.Thread:
        """Do *work* in a thread, PAUSE seconds from now."""

        def wait_and_work() -> None:
            time.sleep(PAUSE)
            with suppress(OSError):
                work()

        thread = threading.Thread(target=wait_and_work, daemon=True)
        thread.start()
        return thread

    def pipe(self, data: bytes) -> Path:
        """A named pipe into which *data* is written."""
        path = self.root / "pipe"
        os.mkfifo(path)
        thread = self.later(lambda: path.write_bytes(data))
        self.exits.callback(self.release, path, thread)
        return path

    def release(self, path: Path, thread: threading.Thread) -> None:
        """Let go of a thread that waits for the other end of a pipe nobody opened."""
        end = os.open(path, os.O_RDWR | os.O_NONBLOCK)
        thread.join(PAUSE * 5)
        os.close(end)

    def file(self, data: bytes) -> io.BufferedReader:
        """An open file that has *data*."""
        reading, writing = os.pipe()

        def write() -> None:
            with open(writing, "wb") as file:
                file.write(data)

        self.later(write)
        return self.exits.enter_context(open(reading, "rb"))

    def text_pipe(self) -> Path:
        return self.pipe(b"text\n")

    def ini_pipe(self) -> Path:
        return self.pipe(b"[section]\nkey = value\n")

    def gzip_pipe(self) -> Path:
        return self.pipe(gzip.compress(b"text"))

    def bz2_pipe(self) -> Path:
        return self.pipe(bz2.compress(b"text"))

    def lzma_pipe(self) -> Path:
        return self.pipe(lzma.compress(b"text"))

    def late_reader(self) -> Path:
        path = self.root / "pipe"
        os.mkfifo(path)
        thread = self.later(path.read_bytes)
        self.exits.callback(self.release, path, thread)
        return path

    def text_file(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self.file(b"text\n"), encoding="utf-8")

    def json_file(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self.file(json.dumps([1]).encode()), encoding="utf-8")

    def pickle_file(self) -> io.BufferedReader:
        return self.file(pickle.dumps([1]))

    def toml_file(self) -> io.BufferedReader:
        return self.file(b"key = 1\n")

    def binary_file(self) -> io.BufferedReader:
        return self.file(b"text")

    def folder(self) -> Path:
        folder = self.root / "folder"
        for name in ("one", "two"):
            (folder / name).mkdir(parents=True)
            (folder / name / "file").touch()
        return folder

    def process(self) -> subprocess.Popen[bytes]:
        return self.exits.enter_context(subprocess.Popen(self.slow_command))

    def child(self) -> int:
        return os.spawnlp(os.P_NOWAIT, "sleep", *self.slow_command)

    def late_pipe(self) -> object:
        reading, writing = multiprocessing.Pipe(duplex=False)
        self.exits.callback(writing.close)
        self.exits.callback(reading.close)
        self.later(lambda: writing.send(1))
        return reading

    def serve(self, *answers: bytes, first: bool = True) -> int:
        """A server for one client: a line goes out for each line that comes in, or *first*."""
        listener = self.exits.enter_context(socket.create_server(("127.0.0.1", 0)))

        def answer() -> None:
            connection, _ = listener.accept()
            with connection, connection.makefile("rwb") as file:
                for number, line in enumerate(answers):
                    asked = b"" if first and number == 0 else file.readline()
                    time.sleep(PAUSE if number == 0 else 0)
                    file.write(line.replace(b"TAG", asked.split(b" ")[0]))
                    file.flush()

        threading.Thread(target=answer, daemon=True).start()
        return int(listener.getsockname()[1])

    def late_port(self) -> int:
        return self.serve(b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", first=False)

    def late_url(self) -> str:
        return f"http://127.0.0.1:{self.late_port()}/"

    def mail_port(self) -> int:
        return self.serve(b"220 ready\r\n")

    def pop_port(self) -> int:
        return self.serve(b"+OK ready\r\n")

    def imap_port(self) -> int:
        return self.serve(b"* OK ready\r\n", b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n")

    def sockets(self) -> tuple[socket.socket, socket.socket]:
        """Two connected sockets."""
        one, other = socket.socketpair()
        self.exits.callback(one.close)
        self.exits.callback(other.close)
        return one, other

    def late_socket(self) -> socket.socket:
        one, other = self.sockets()
        self.later(lambda: other.send(b"text"))
        return one

    def full_socket(self) -> socket.socket:
        one, other = self.sockets()
        one.setblocking(False)
        with suppress(BlockingIOError):
            while True:
                one.send(b"x" * 1000)
        one.setblocking(True)
        self.later(lambda: [other.recv(100_000) for _ in range(10)])
        return one

    def listener(self) -> socket.socket:
        listener = self.exits.enter_context(socket.create_server(("127.0.0.1", 0)))
        address = listener.getsockname()
        self.later(lambda: socket.create_connection(address).close())
        return listener

    def late_queue(self) -> queue.Queue[int]:
        late: queue.Queue[int] = queue.Queue()
        self.later(lambda: late.put(1))
        return late

    def full_queue(self) -> queue.Queue[int]:
        full: queue.Queue[int] = queue.Queue(1)
        full.put(1)
        self.later(lambda: (full.get(), full.task_done()))
        return full

    def taken(self) -> threading.Lock:
        is_taken = threading.Event()

        def take() -> None:
            with waiting.LOCK:
                is_taken.set()
                time.sleep(PAUSE)

        thread = threading.Thread(target=take)
        thread.start()
        self.exits.callback(thread.join)
        is_taken.wait()
        return waiting.LOCK

    def late_event(self) -> threading.Event:
        event = threading.Event()
        self.later(event.set)
        return event

    def used_up(self) -> threading.Semaphore:
        semaphore = threading.Semaphore(0)
        self.later(semaphore.release)
        return semaphore

    def task_lock(self) -> asyncio.Lock:
        return asyncio.Lock()

    def used_up_here(self) -> asyncio.Semaphore:
        return asyncio.Semaphore(0)

    def barrier(self) -> threading.Barrier:
        barrier = threading.Barrier(2)
        self.exits.callback(barrier.abort)
        self.later(barrier.wait)
        return barrier

    def thread(self) -> threading.Thread:
        return self.later(int)

    def busy_pool(self) -> concurrent.futures.ThreadPoolExecutor:
        pool = concurrent.futures.ThreadPoolExecutor(1)
        self.exits.callback(pool.shutdown)
        pool.submit(time.sleep, PAUSE)
        return pool

    def late_future(self) -> concurrent.futures.Future[None]:
        return self.busy_pool().submit(int)

    def database(self) -> str:
        path = str(self.root / "numbers.db")
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE numbers (n)")
        connection.close()
        return path

    def locked(self) -> str:
        path = self.database()
        connection = sqlite3.connect(path, check_same_thread=False)
        connection.execute("BEGIN EXCLUSIVE")
        self.exits.callback(connection.close)
        self.later(connection.rollback)
        return path

    def noise(self) -> bytes:
        return os.urandom(6_000_000)

    def some_noise(self) -> bytes:
        return os.urandom(3_000_000)

    def fill_standard_input(self) -> None:
        """Let ``sys.stdin`` have what was *typed*."""
        file = self.file(self.typed.encode())
        before, sys.stdin = sys.stdin, io.TextIOWrapper(file, encoding="utf-8")
        self.exits.callback(setattr, sys, "stdin", before)

    def argument(self, name: str) -> Any:
        """What the parameter *name* stands for."""
        if name == "typed":
            self.fill_standard_input()
        value = getattr(self, name)
        return value() if callable(value) else value
