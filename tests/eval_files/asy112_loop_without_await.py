import asyncio
import threading
from contextlib import suppress

ready = False


async def flags(flag, event: asyncio.Event, stop: threading.Event):
    while not flag.is_set():  # error: 4, test="not flag.is_set()"
        pass
    while not event.is_set():  # error: 4, test="not event.is_set()"
        print("waiting")
    while not stop.is_set():  # error: 4, test="not stop.is_set()"
        count = 1
    while not ready:  # error: 4, test="not ready"
        continue
    while flag.task.running() and not flag.closed:  # error: 4, test="flag.task.running() and (not flag.closed)"
        ...
    return count


async def endless(number, items):
    while number > 3:  # error: 4, test="number > 3"
        items
    while True:  # error: 4, test="True"
        print(number)


async def never_comes_here(job):
    while 1:  # error: 4, test="1"
        job.step()


def callback():
    while not ready:  # error: 4, test="not ready"
        pass


asyncio.new_event_loop().call_soon(callback)


async def awaits(flag, stream):
    while not flag.is_set():
        await asyncio.sleep(0.1)
    while True:
        async with flag:
            pass
    while True:
        async for item in stream:
            print(item)
    while True:
        [item async for item in stream]
    while await flag.wait():
        pass


async def leaves(items, queue):
    while True:
        if items.pop():
            break
    while True:
        if items.pop():
            return
    while True:
        raise ValueError
    while True:
        yield 1


async def changes(items, number, flag, queue, node, self):
    while number > 0:
        number -= 1
    while items:
        items.pop()
    while not flag.is_set():
        flag.check()
    while not self.done:
        self.step()
    while not self.done:
        self.done = True
    while node.next:
        node = node.next
    while items[0]:
        items[0] = None
    while item := queue.get_nowait():
        print(item)
    while queue.get_nowait():
        pass
    while not self.done:
        finish(self)


async def ended_by_exceptions(queue, items):
    try:
        while True:
            items.append(queue.get_nowait())
    except asyncio.QueueEmpty:
        pass
    with suppress(StopIteration):
        while True:
            items.append(next(queue))


def finish(job):
    job.done = True


def synchronous(flag):
    while not flag.is_set():
        pass


async def inner_loops(flag, queue):
    while True:
        while True:
            await queue.get()


async def only_the_inner_loop_ends(numbers):
    while True:  # error: 4
        for number in numbers:
            if number:
                break
