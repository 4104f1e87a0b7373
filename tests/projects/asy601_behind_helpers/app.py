import asyncio

import pytest
import work
from work import Cache, Worker


async def main(cache: Cache, results):
    work.plain()  # error: 4, call="asyncio.run()"
    print(work.deeper())  # error: 10
    work.new_loop()  # error: 4
    if cache.size and "a" in cache:  # error: 7  # error: 22
        return Worker()  # error: 15
    work.asked()
    work.is_running()
    work.tried()
    work.perhaps(results)
    await asyncio.to_thread(work.plain)
    with pytest.raises(RuntimeError):
        work.plain()
    try:
        return work.plain()
    except RuntimeError:
        return None


def outside():
    return work.plain()
