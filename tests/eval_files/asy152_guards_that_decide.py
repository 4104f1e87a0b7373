"""Tests that what is passed, what was just set, or an earlier test decides."""

import asyncio
import os
import sys
import threading

import requests

TOKEN = "abc"


class Speech:
    def __init__(self, credentials: str | None = None) -> None:
        if credentials:
            self.credentials = credentials
        else:
            self.credentials = requests.get("http://metadata/token", timeout=5).text


async def certain_arguments(name: str, key: str | None) -> None:
    Speech(credentials=os.environ["CREDENTIALS"])
    Speech(f"token {name}")
    Speech("Bearer " + name)
    Speech(TOKEN)
    Speech(os.environ.get("CREDENTIALS"))  # error: 4
    Speech(f"{name}")  # error: 4
    Speech("")  # error: 4
    Speech(key)  # error: 4
    Speech()  # error: 4


class Settings:
    pass


class Rows:
    def __len__(self) -> int:
        return 0


def load(settings: object = None, *, rows: list[str] | None = None) -> None:
    if not settings:
        requests.get("http://x")
    if rows is None or not rows:
        requests.get("http://y")


async def objects() -> None:
    load(Settings(), rows=["a"])
    settings = Settings()
    load(settings, rows=["a", *sys.argv])
    load(load, rows=[*sys.argv])  # error: 4
    load(Rows(), rows=["a"])  # error: 4
    load(Settings(), rows=[])  # error: 4
    load(None, rows=["a"])  # error: 4


class Node:
    def __init__(self, parent: object = None, kind: str = "leaf") -> None:
        self.parent = parent
        self.kind = kind
        if self.parent is not None:
            self.announce()
        if self.kind == "root" or self.kind in ("tree", "wood"):
            requests.get("http://root")

    def announce(self) -> None:
        requests.post("http://x")


async def nodes(parent: Node) -> None:
    Node(parent=None)
    Node(kind="branch")
    Node(None, "branch")
    Node(parent)  # error: 4
    Node(kind="wood")  # error: 4
    Node(kind="root")  # error: 4


class Graph:
    def __init__(self, path: str) -> None:
        self.path = path
        self.connect()

    def connect(self) -> None:
        if "s3://" in self.path or self.path.startswith("http"):
            self.fetch()

    def fetch(self) -> None:
        requests.get(self.path)


class LocalGraph(Graph):
    def __init__(self, url: str) -> None:
        super().__init__("/tmp/unused")
        self.url = url


class CloudGraph(Graph):
    def __init__(self) -> None:
        super().__init__(path="s3://bucket")


class OpenGraph(Graph):
    def __init__(self, url: str) -> None:
        super().__init__(url)


async def graphs(graph: LocalGraph, other: CloudGraph, url: str) -> None:
    LocalGraph("http://x")
    graph.connect()
    other.connect()  # error: 4


async def new_graphs(url: str) -> None:
    CloudGraph()  # error: 4
    OpenGraph(url)  # error: 4
    OpenGraph("/tmp/x")


class Reader:
    remote = False

    def read(self) -> str:
        if self.remote:
            return requests.get("http://x").text
        return ""


class RemoteReader(Reader):
    remote = True


class LateReader(Reader):
    def open(self) -> None:
        self.remote = not self.remote


async def readers(plain: Reader, remote: RemoteReader, late: LateReader) -> None:
    plain.read()
    remote.read()  # error: 4
    late.read()  # error: 4


def send(text: str, remote: bool) -> None:
    if remote:
        requests.post("http://x", data=text)


def deliver(text: str, remote: bool) -> None:
    if not remote:
        send(text, remote)
    elif text:
        send(text, remote)


def deliver_here(text: str, remote: bool) -> None:
    if remote:
        return
    send(text, remote)


async def handed_on(text: str, remote: bool) -> None:
    deliver_here(text, remote)
    deliver(text, remote)  # error: 4
    if remote is None:
        send(text, remote)
    if remote:
        send(text, remote)  # error: 8
    else:
        send(text, remote)


class Box:
    address = None

    def __init__(self, sizes: list[int]) -> None:
        self.sizes = sizes
        self.address = sizes[0]

    def contradict(self) -> None:
        if self.sizes:
            return
        if self.sizes:
            requests.get("http://x")

    def repeat(self) -> None:
        if self.sizes:
            if self.sizes:
                if self.sizes:
                    requests.get("http://x")

    def change(self) -> None:
        if self.address:
            return
        self.address = len(self.sizes)
        if self.address:
            requests.get("http://x")

    def end(self) -> None:
        if self.sizes:
            raise ValueError
        return
        requests.get("http://x")


async def boxes(box: Box) -> None:
    box.contradict()
    box.end()
    box.repeat()  # error: 4
    box.change()  # error: 4
    if sys.argv:
        return
        box.repeat()
    while True:
        await asyncio.sleep(1)
    box.repeat()


class Worker(threading.Thread):
    def call(self, url: str) -> None:
        if self.is_alive():
            self.hand_over(url)
        else:
            requests.get(url)

    def call_here(self, url: str) -> None:
        if threading.current_thread() is not self:
            self.hand_over(url)
            return
        requests.get(url)

    def call_first(self, url: str) -> None:
        if not self.is_alive():
            requests.get(url)

    def call_alive(self, url: str) -> None:
        if self.is_alive():
            requests.get(url)
        else:
            self.hand_over(url)

    def hand_over(self, url: str) -> None:
        print(url)


async def workers(worker: Worker) -> None:
    worker.call("x")
    worker.call_here("x")
    worker.call_first("x")  # error: 4
    worker.call_alive("x")  # error: 4


def in_async_context() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def has_loop() -> bool:
    try:
        asyncio.get_running_loop()
        return True
    except RuntimeError:
        return False


def has_argument() -> bool:
    try:
        return bool(sys.argv[1])
    except IndexError:
        return False


class Client:
    @staticmethod
    def is_async() -> bool:
        return asyncio._get_running_loop() is not None

    def fetch(self) -> None:
        if self.is_async():
            return
        requests.get("http://x")

    def fetch_there(self) -> None:
        if not in_async_context():
            requests.get("http://x")

    def fetch_twice(self) -> None:
        if has_loop():
            raise RuntimeError
        requests.get("http://x")

    def fetch_here(self) -> None:
        if has_loop():
            requests.get("http://x")

    def fetch_named(self) -> None:
        if has_argument():
            requests.get("http://x")


async def clients(client: Client) -> None:
    client.fetch()
    client.fetch_there()
    client.fetch_twice()
    client.fetch_here()  # error: 4


async def named_client(client: Client) -> None:
    client.fetch_named()  # error: 4


class Loops:
    def __init__(self, loop) -> None:
        self.loop = loop
        self.thread_id = threading.get_ident()

    def either(self, work):
        in_main_thread = self.thread_id == threading.current_thread().ident
        if in_main_thread:
            return asyncio.create_task(work)
        return requests.get("http://x")

    def not_here(self, work):
        is_elsewhere = threading.get_ident() != self.thread_id
        if not is_elsewhere:
            return asyncio.create_task(work)
        else:
            return requests.get("http://x")

    def by_another_test(self, work):
        is_ready = self.loop == work
        if is_ready:
            return None
        return requests.get("http://x")


async def from_the_loop(loops: Loops, work) -> None:
    loops.either(work)
    loops.not_here(work)
    loops.by_another_test(work)  # error: 4


class Medium:
    def __init__(self, url: str | None = None, medium_id: str | None = None, size: int | None = None):
        if medium_id:
            self.medium_id = medium_id
            return
        if size:
            self.size = size
        self.content = requests.get(url)


async def known_media(medium_id: str, url: str, size: int) -> None:
    Medium(url, medium_id)
    Medium(medium_id=medium_id)
    Medium(url)  # error: 4
    Medium(url, size=size)  # error: 4


async def perhaps_known_media(medium_id: str | None, url: str, other_id) -> None:
    Medium(url, medium_id)  # error: 4
    Medium(url, other_id)  # error: 4
