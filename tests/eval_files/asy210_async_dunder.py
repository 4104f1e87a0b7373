# only: own
import asyncio
from abc import abstractmethod


class Connection:
    async def __new__(cls): ...  # error: 4

    async def __init__(self): ...  # error: 4

    async def __del__(self): ...  # error: 4

    async def __len__(self): ...  # error: 4

    async def __bool__(self): ...  # error: 4

    async def __str__(self): ...  # error: 4

    async def __repr__(self): ...  # error: 4

    async def __iter__(self): ...  # error: 4

    async def __next__(self): ...  # error: 4

    async def __enter__(self): ...  # error: 4, advice="make it a plain 'def' and do the asynchronous work elsewhere"

    async def __exit__(self, *args): ...  # error: 4

    async def __aiter__(self): ...  # error: 4

    async def __await__(self): ...  # error: 4

    async def __contains__(self, item): ...  # error: 4

    async def __setitem__(self, key, value): ...  # error: 4

    async def __eq__(self, other): ...  # error: 4

    async def __hash__(self): ...  # error: 4

    async def __post_init__(self): ...  # error: 4

    async def __init_subclass__(cls): ...  # error: 4


class Fine:
    def __init__(self): ...

    async def __aenter__(self): ...

    async def __aexit__(self, *args): ...

    async def __anext__(self): ...

    async def __call__(self): ...

    async def __getitem__(self, key): ...

    async def __aiter__(self):
        yield 1

    async def __own__(self): ...

    async def init(self): ...


async def __init__(): ...


class Plain:
    def __aenter__(self):  # error: 4, what="Python awaits what '__aenter__' gives, and this cannot be awaited"
        return self

    def __aexit__(self, *args):  # error: 4
        self.closed = True

    def __anext__(self):  # error: 4
        return 1


class Awaitable:
    def __aenter__(self):
        return asyncio.sleep(1)

    def __aexit__(self, *args):
        return self.close()

    def __anext__(self):
        return self.queue.get()

    async def close(self): ...


class Abstract:
    @abstractmethod
    def __aenter__(self):
        return self

    def __aexit__(self, *args):
        raise NotImplementedError

    def __anext__(self): ...


class Tested:
    def __aenter__(self):
        if self.ready:
            return self
        return self.start()

    def __anext__(self) -> asyncio.Future:
        return self.future
