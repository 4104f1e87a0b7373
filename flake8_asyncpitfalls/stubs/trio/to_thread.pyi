# source: https://trio.readthedocs.io/en/stable/reference-core.html
from typing import Callable, TypeVar

T = TypeVar("T")

@offloads(0)
async def run_sync(sync_fn: Callable[..., T], *args, thread_name=None, abandon_on_cancel=False, limiter=None) -> T: ...
def current_default_thread_limiter(*args, **kwargs): ...
