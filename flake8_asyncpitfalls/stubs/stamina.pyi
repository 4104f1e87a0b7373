# source: https://stamina.hynek.me/en/stable/api.html
from collections.abc import AsyncIterator

@transparent(async_too=True)
@makes_block("sleep")
def retry(*, on=None, attempts=10, timeout=45.0, wait_initial=0.1, wait_max=5.0, wait_jitter=1.0, wait_exp_base=2.0): ...

@closes_nothing
class Attempt:
    num: int
    next_wait: float
    def __enter__(self) -> None: ...
    def __exit__(self, *args) -> bool | None: ...

class _RetryContextIterator:
    @blocks("sleep", instead="async for", offload="never")
    def __iter__(self): ...
    def __aiter__(self) -> AsyncIterator[Attempt]: ...

def retry_context(on, *args, **kwargs) -> _RetryContextIterator: ...

class RetryingCaller:
    @blocks("sleep", instead="stamina.AsyncRetryingCaller")
    def __call__(self, on, callable_, *args, **kwargs): ...

class AsyncRetryingCaller:
    async def __call__(self, on, callable_, *args, **kwargs): ...
