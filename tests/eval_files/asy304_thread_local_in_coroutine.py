import asyncio
import contextvars
import threading
from threading import local

current = threading.local()
user = contextvars.ContextVar("user")


class Context(local):
    name = ""


context = Context()


class Service:
    def __init__(self):
        self.state = threading.local()

    async def handle(self, request):
        self.state.request = request  # error: 8, attribute="self.state.request"
        await asyncio.sleep(0)
        return self.state.request  # error: 15

    def work(self, request):
        self.state.request = request
        return self.state.request

    async def offload(self, request):
        return await asyncio.to_thread(self.work, request), self.state


async def handle(request):
    current.user = request  # error: 4, attribute="current.user"
    current.count += 1  # error: 4
    context.name = "x"  # error: 4
    if hasattr(current, "count"):
        del current.count  # error: 12
    return getattr(current, "user", None)


def on_the_loop():
    print(current.user)  # error: 10


async def start():
    asyncio.get_running_loop().call_soon(on_the_loop)
    user.set("x")

    def in_a_thread():
        return current.user

    return await asyncio.to_thread(in_a_thread)


def sync():
    current.user = "x"


async def not_thread_local(local, unknown):
    local.user = 1
    return unknown.local.user


hass = threading.local()


def set_up(instance):
    hass.instance = instance


async def one_for_each_loop():
    return hass.instance


class Connections(threading.local):
    """One a thread, and so one a loop: its own methods know."""

    def __init__(self):
        self.lock = None
        self.user = None

    async def connection(self):
        if self.lock is None:
            self.lock = asyncio.Lock()
        async with self.lock:
            return self.user


connections = Connections()


async def signs_in(user):
    connections.user = user  # error: 4
    await connections.connection()


pools = threading.local()


async def shared_pool():
    pool = getattr(pools, "pool", None)
    if pool is None:
        pool = asyncio.Queue()
        pools.pool = pool
    if not hasattr(pools, "lock"):
        lock = asyncio.Lock()
        pools.lock = lock
    return await pool.get()


async def leave():
    if hasattr(pools, "lock"):
        await pools.lock.acquire()


firsts = threading.local()


async def keeps_the_first(request):
    if not hasattr(firsts, "user"):
        user = request.user
        firsts.user = user  # error: 8
    return firsts.user  # error: 11
