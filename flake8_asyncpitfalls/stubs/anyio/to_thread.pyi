# source: https://anyio.readthedocs.io/en/stable/api.html#running-code-in-worker-threads
from typing import Callable, TypeVar

T = TypeVar("T")

@offloads(0)
async def run_sync(func: Callable[..., T], *args, abandon_on_cancel=False, cancellable=None, limiter=None) -> T: ...
def current_default_thread_limiter(*args, **kwargs): ...
