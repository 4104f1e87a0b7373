# source: https://www.starlette.io/threadpool/
from typing import Any, AsyncIterator, Callable, TypeVar

T = TypeVar("T")

@offloads(0)
async def run_in_threadpool(func: Callable[..., T], *args, **kwargs) -> T: ...
def iterate_in_threadpool(iterator) -> AsyncIterator[Any]: ...
