# settings: {"target_version": "3.14"}
# only: own
import asyncio
import inspect
from asyncio import iscoroutinefunction


class Policy(asyncio.DefaultEventLoopPolicy):  # error: 13
    pass


asyncio.set_event_loop_policy(Policy())  # error: 0, advice="use asyncio.Runner with loop_factory"


def check(function):
    if inspect.iscoroutinefunction(function):  # error: 7, advice="use inspect.iscoroutinefunction"
        return True
    print(filter(inspect.iscoroutinefunction, [function]))  # error: 17
    return asyncio.get_child_watcher()  # error: 11, status="is gone since Python 3.14"
