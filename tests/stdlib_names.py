"""Which names of the standard library's stubs are not in every Python, and why."""

from __future__ import annotations

import sys

VERSION = sys.version_info[:2]

NEW = {
    "asyncio.EventLoop": (3, 13),
    "asyncio.Queue.shutdown": (3, 13),
    "asyncio.QueueShutDown": (3, 13),
    "asyncio.base_events.Server.abort_clients": (3, 13),
    "asyncio.base_events.Server.close_clients": (3, 13),
    "asyncio.Task.get_context": (3, 12),
    "asyncio.queues.QueueShutDown": (3, 13),
    "concurrent.futures.InterpreterPoolExecutor": (3, 14),
    "glob.translate": (3, 13),
    "ntpath.isdevdrive": (3, 12),
    "ntpath.isjunction": (3, 12),
    "ntpath.splitroot": (3, 12),
    "os.path.isdevdrive": (3, 13),
    "os.path.isjunction": (3, 12),
    "os.path.splitroot": (3, 12),
    "pathlib.Path.copy": (3, 14),
    "pathlib.Path.copy_into": (3, 14),
    "pathlib.Path.from_uri": (3, 13),
    "pathlib.Path.is_junction": (3, 12),
    "pathlib.Path.move": (3, 14),
    "pathlib.Path.move_into": (3, 14),
    "pathlib.Path.walk": (3, 12),
    "pathlib.PurePath.full_match": (3, 13),
    "pathlib.PurePath.with_segments": (3, 12),
    "posixpath.isdevdrive": (3, 13),
    "posixpath.isjunction": (3, 12),
    "posixpath.splitroot": (3, 12),
    "queue.Queue.shutdown": (3, 13),
    "queue.ShutDown": (3, 13),
    "typing.override": (3, 12),
    "warnings.deprecated": (3, 13),
}
"""Names that came with a Python newer than the oldest that this package runs on."""

GONE = {
    "asyncio.AbstractChildWatcher": (3, 14),
    "asyncio.FastChildWatcher": (3, 14),
    "asyncio.MultiLoopChildWatcher": (3, 14),
    "asyncio.PidfdChildWatcher": (3, 14),
    "asyncio.SafeChildWatcher": (3, 14),
    "asyncio.Task.all_tasks": (3, 9),
    "asyncio.Task.current_task": (3, 9),
    "asyncio.ThreadedChildWatcher": (3, 14),
    "asyncio.coroutine": (3, 11),
    "asyncio.coroutines.coroutine": (3, 11),
    "asyncio.get_child_watcher": (3, 14),
    "asyncio.set_child_watcher": (3, 14),
    "asyncio.events.AbstractEventLoopPolicy.get_child_watcher": (3, 14),
    "asyncio.events.AbstractEventLoopPolicy.set_child_watcher": (3, 14),
    "asyncio.events.get_child_watcher": (3, 14),
    "asyncio.events.set_child_watcher": (3, 14),
    "configparser.SafeConfigParser": (3, 12),
    "nntplib": (3, 13),
    "pathlib.Path.link_to": (3, 12),
    "telnetlib": (3, 13),
}
"""Names that a Python no longer has; code written for an older one still uses them."""

WINDOWS = frozenset({
    "asyncio.ProactorEventLoop",
    "asyncio.WindowsProactorEventLoopPolicy",
    "asyncio.WindowsSelectorEventLoopPolicy",
    "asyncio.events.WindowsProactorEventLoopPolicy",
    "asyncio.events.WindowsSelectorEventLoopPolicy",
})  # fmt: skip
NOT_LINUX = frozenset({
    "os.lchmod",
    "selectors.DevpollSelector",
    "selectors.KqueueSelector",
})  # fmt: skip

ON_INSTANCES = frozenset({
    "asyncio.Condition.acquire",
    "asyncio.Condition.locked",
    "asyncio.Condition.release",
    "multiprocessing.synchronize.Lock.acquire",
    "multiprocessing.synchronize.Lock.release",
    "multiprocessing.synchronize.RLock.acquire",
    "multiprocessing.synchronize.RLock.release",
    "multiprocessing.synchronize.Semaphore.acquire",
    "multiprocessing.synchronize.Semaphore.release",
    "os._wrap_close.read",
    "os._wrap_close.readline",
    "os._wrap_close.readlines",
    "threading.Condition.acquire",
    "threading.Condition.release",
})  # fmt: skip
"""Methods that the class does not have: its constructor or its ``__getattr__`` gives them."""

STUB_ONLY = {
    "asyncio.events.DefaultEventLoopPolicy": "defined with the other policies",
    "io.TextIOWrapper.peek": "the class stands for whatever open() gives",
    "io.TextIOWrapper.read1": "the class stands for whatever open() gives",
    "io.TextIOWrapper.readinto": "the class stands for whatever open() gives",
    "io.TextIOWrapper.readinto1": "the class stands for whatever open() gives",
    "codecs._File": "what codecs.open() gives, whatever the mode",
    "concurrent.futures.Results": "the iterator that map() gives is a generator",
    "concurrent.futures.DoneFuture": "a future that wait() says is done",
    "sqlite3._MemoryConnection": "a connection whose database is in memory: no call waits for a disk",
    "sqlite3._MemoryCursor": "a cursor of such a connection",
    "subprocess.Pipe": "file objects whose speed is that of a process",
    "sys._StandardInput": "a file object whose speed is that of a person",
    "typing.AsyncGenerator.__anext__": "an alias that hides the dunder methods of its class",
}
"""Names that no Python has, and why the stub needs them."""

FACTORIES = {
    "multiprocessing": "methods of the default context make the classes",
    "threading.Lock": "a function that makes a lock before Python 3.13",
    "threading.RLock": "a function that makes a lock",
    "select.poll": "a function that makes a poll object",
}
"""What is a class in the stub and a function in the library: annotations mean the class."""


def is_available(name: str) -> bool | None:
    """Whether the running Python must have *name*; None when the tables do not mention it."""
    if name in NEW:
        return NEW[name] <= VERSION
    if name in GONE:
        return GONE[name] > VERSION
    if name in WINDOWS:
        return sys.platform == "win32"
    if name in STUB_ONLY or name in ON_INSTANCES:
        return False
    return None
