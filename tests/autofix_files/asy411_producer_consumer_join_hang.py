# only: own
import asyncio

_background_tasks: set[asyncio.Task[object]] = set()


async def work(item):
    await asyncio.sleep(0)


async def skips(queue: asyncio.Queue):
    while True:
        item = await queue.get()  # error: 21, queue="queue", get="get"
        if item is None:
            continue
        await work(item)
        queue.task_done()


async def leaves(queue: asyncio.Queue):
    while True:
        item = await queue.get()  # error: 21
        if item is None:
            break
        await work(item)
        queue.task_done()


async def swallows(queue: asyncio.Queue):
    while True:
        item = queue.get_nowait()  # error: 15, get="get_nowait"
        try:
            await work(item)
            queue.task_done()
        except ValueError:
            print("failed")


class Pool:
    def __init__(self):
        self.queue = asyncio.Queue()

    async def never(self):
        while True:
            await work(await self.queue.get())  # error: 29, queue="self.queue"

    async def always(self):
        while True:
            item = await self.queue.get()
            try:
                if item is None:
                    break
                await work(item)
            finally:
                self.queue.task_done()

    async def every_path(self):
        while True:
            item = await self.queue.get()
            if item is None:
                self.queue.task_done()
                return
            try:
                await work(item)
            except ValueError:
                print("failed")
            self.queue.task_done()


async def main(queue: asyncio.Queue, unknown):
    consumer = asyncio.create_task(skips(queue))
    await queue.join()
    consumer.cancel()
    while True:
        item = await unknown.get()
        if item:
            break


WORKERS = 3


async def stops(name, queue):
    while True:
        item = await queue.get()
        try:
            if item is None:
                return
            await work(item)
        finally:
            queue.task_done()


async def one_too_many(items):
    queue = asyncio.Queue()
    consumers = [asyncio.create_task(stops("a", queue)) for _ in range(WORKERS)]
    for item in [1, 2, 3]:
        await queue.put(item)
    for _ in range(WORKERS):
        await queue.put(None)
    queue.put_nowait(None)  # error: 4, queue="queue", advice="put it once for each consumer"
    await queue.join()
    await asyncio.gather(*consumers)


async def four_for_two():
    queue = asyncio.Queue()
    async with asyncio.TaskGroup() as group:
        group.create_task(stops("a", queue))
        group.create_task(stops("b", queue))
        for _ in range(4):
            await queue.put(None)  # error: 18, problem="4 times None is put, which ends a consumer, and there are 2"
        await queue.join()


async def just_right(items, several):
    queue = asyncio.Queue()
    consumers = [asyncio.create_task(stops("a", queue)) for _ in range(WORKERS)]
    for _ in range(WORKERS):
        await queue.put(None)
    await queue.join()
    await asyncio.gather(*consumers)


async def put_when_all_is_done():
    queue = asyncio.Queue()
    task = asyncio.create_task(stops("a", queue))
    _background_tasks.add(task)
    task.add_done_callback(_background_tasks.discard)
    task.add_done_callback(print)
    await queue.join()
    for _ in range(WORKERS):
        await queue.put(None)


async def not_known_how_many(items, more):
    queue = asyncio.Queue()
    consumers = [asyncio.create_task(stops(item, queue)) for item in items]
    for _ in range(WORKERS):
        await queue.put(None)
    await queue.join()
    queue = asyncio.Queue()
    consumers += [asyncio.create_task(stops("a", queue)) for _ in range(2)]
    if more:
        consumers.append(asyncio.create_task(stops("b", queue)))
    for _ in range(WORKERS):
        await queue.put(None)
    await queue.join()


async def goes_on(queue):
    while True:
        item = await queue.get()
        if item is not None:
            await work(item)
        queue.task_done()


async def consumers_that_go_on():
    queue = asyncio.Queue()
    consumer = asyncio.create_task(goes_on(queue))
    for _ in range(WORKERS):
        await queue.put(None)
    await queue.join()
    consumer.cancel()


async def puts_and_ends(queue, count):
    for number in range(count):
        await queue.put(number)
    await queue.put(None)


async def hands_on(queue):
    await puts_and_ends(queue, 3)


async def may_end_early(queue, items):
    if not items:
        return
    await queue.put(None)


async def both_sides_end_it():
    queue = asyncio.Queue(maxsize=5)
    producers = [asyncio.create_task(puts_and_ends(queue, 10)) for _ in range(2)]
    consumers = [asyncio.create_task(stops("a", queue)) for _ in range(3)]
    await asyncio.gather(*producers)
    for _ in consumers:
        await queue.put(None)  # error: 14, problem="5 times None is put, which ends a consumer, and there are 3"
    await asyncio.gather(*consumers)
    await queue.join()


async def producers_alone_are_too_many():
    queue = asyncio.Queue()
    consumer = asyncio.create_task(stops("a", queue))
    await asyncio.gather(puts_and_ends(queue, 1), puts_and_ends(queue, 2))  # error: 50
    await queue.join()
    await consumer


async def one_producer_a_consumer():
    queue = asyncio.Queue()
    consumers = [asyncio.create_task(stops("a", queue)) for _ in range(2)]
    await asyncio.gather(*[puts_and_ends(queue, 1) for _ in consumers])
    await queue.join()
    await asyncio.gather(*consumers)


async def join_may_come_first():
    queue = asyncio.Queue()
    consumer = asyncio.create_task(stops("a", queue))
    producers = [asyncio.create_task(puts_and_ends(queue, 1)) for _ in range(2)]
    await queue.join()
    await asyncio.gather(consumer, *producers)


async def producers_not_seen_through(items):
    queue = asyncio.Queue()
    consumer = asyncio.create_task(stops("a", queue))
    await asyncio.gather(hands_on(queue), hands_on(queue))
    await queue.put(None)
    await queue.join()
    await consumer


async def producers_that_may_stop(items):
    queue = asyncio.Queue()
    consumer = asyncio.create_task(stops("a", queue))
    await asyncio.gather(may_end_early(queue, items), may_end_early(queue, items))
    await queue.join()
    await consumer


async def more_consumers_come_later():
    queue = asyncio.Queue()
    consumers = [asyncio.create_task(stops("a", queue)) for _ in range(2)]
    consumers.append(asyncio.create_task(stops("b", queue)))
    await asyncio.gather(puts_and_ends(queue, 1), puts_and_ends(queue, 2))
    for _ in consumers:
        await queue.put(None)
    await queue.join()


async def in_batches(queue: asyncio.Queue):
    batch = []
    while len(batch) < 10:
        batch.append(queue.get_nowait())
    for item in batch:
        await work(item)
        queue.task_done()


async def never_joined(producers):
    results = asyncio.Queue()
    for producer in producers:
        producer.start(results)
    while producers:
        item = await results.get()
        if item is None:
            producers.pop()


def given_by_a_caller(backlog: asyncio.Queue):
    async def consume():
        while True:
            item = await backlog.get()  # error: 25
            if item is not None:
                await work(item)
                backlog.task_done()

    return consume


class Dispatcher:
    def __init__(self):
        self.queue = asyncio.Queue()

    async def fetch(self):
        while True:
            item = await self.queue.get()
            if item is None:
                self.queue.task_done()
                return
            await self.process(item)

    async def process(self, item):
        await work(item)
        self.queue.task_done()

    async def stop(self):
        await self.queue.put(None)
        await self.queue.join()


async def without_annotation(source):
    while True:
        item = await source.get()  # error: 21
        if item is None:
            break
        source.task_done()


async def of_something_else(source):
    while True:
        item = await source.get()
        if item is None:
            break
        source.task_done()


async def handed_around(source):
    while True:
        item = await source.get()
        if item is None:
            break
        source.task_done()


async def starts_them(other, call):
    mine = asyncio.Queue()
    tasks = [asyncio.create_task(without_annotation(mine)) for _ in range(2)]
    await of_something_else(mine)
    await of_something_else(other)
    await handed_around(mine)
    call(handed_around)
    await mine.join()
    await asyncio.gather(*tasks)
