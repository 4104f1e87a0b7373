"""Work that is handed to an executor: the loop can wait for it, where nothing else asks the future."""

import asyncio
import concurrent.futures
import queue
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed

SETUP = ("create table songs", "create index by_name")


class Songs:
    def __init__(self, database):
        self.database = database

    async def prepare(self):
        with ThreadPoolExecutor(max_workers=1) as pool:  # error: 13
            await asyncio.wrap_future(pool.submit(self.database.run, SETUP[0]))
            await asyncio.wrap_future(pool.submit(self.database.run, SETUP[1], retries=2))

    async def save(self, song):
        try:
            with concurrent.futures.ThreadPoolExecutor() as pool:  # error: 17
                await asyncio.wrap_future(pool.submit(self.database.run, "insert", song))
        except OSError as error:
            print(error)

    async def save_all(self, songs):
        # Several workers: one after the other would be slower.
        def submit_run():
            with ThreadPoolExecutor() as pool:  # error: 13
                for song in songs:
                    pool.submit(self.database.run, "insert", song)

        await asyncio.to_thread(submit_run)

    async def save_one_by_one(self, songs):
        with ThreadPoolExecutor(1) as pool:  # error: 13
            for song in songs:
                await asyncio.wrap_future(pool.submit(self.database.run, "insert", song))

    async def save_quietly(self, song):
        # An await would lose the cancellation here.
        try:
            with ThreadPoolExecutor() as pool:  # error: 17
                pool.submit(self.database.run, "insert", song)
        except:
            print("failed")

    async def first(self, name):
        with ThreadPoolExecutor(max_workers=1) as pool:
            for future in asyncio.as_completed([asyncio.wrap_future(pool.submit(self.database.run, name))]):  # error: 26, call="concurrent.futures.as_completed"
                try:
                    return (await future).rows
                except OSError as error:
                    print(error)
        return None

    async def all(self, names):
        with ThreadPoolExecutor() as pool:
            futures = [asyncio.wrap_future(pool.submit(self.database.run, name)) for name in names]
            return [await future for future in asyncio.as_completed(futures)]  # error: 50, call="concurrent.futures.as_completed"

    async def twice(self, names):
        found = []
        with ThreadPoolExecutor() as pool:
            for future in asyncio.as_completed([asyncio.wrap_future(pool.submit(self.database.run, name)) for name in names]):  # error: 26, call="concurrent.futures.as_completed"
                found.append(await future)
            for future in asyncio.as_completed([asyncio.wrap_future(pool.submit(len, name)) for name in names]):  # error: 26, call="concurrent.futures.as_completed"
                found.append(await future)
        return found

    async def by_name(self, names):
        # The futures are keys, and those of asyncio.as_completed are others.
        found = {}
        with ThreadPoolExecutor() as pool:
            futures = {pool.submit(self.database.run, name): name for name in names}
            for future in as_completed(futures):  # error: 26, call="concurrent.futures.as_completed"
                found[futures[future]] = future.result()
        return found

    async def those_that_worked(self, names):
        # Nothing can be asked of what asyncio.as_completed gives.
        with ThreadPoolExecutor() as pool:
            futures = [pool.submit(self.database.run, name) for name in names]
            for future in as_completed(futures):  # error: 26, call="concurrent.futures.as_completed"
                if future.exception() is None:
                    print(future.result())

    async def counted(self, names):
        with ThreadPoolExecutor() as pool:
            futures = [pool.submit(self.database.run, name) for name in names]
            for future in as_completed(futures):  # error: 26, call="concurrent.futures.as_completed"
                print(future.result(), len(futures))

    async def with_a_limit(self, names):
        with ThreadPoolExecutor() as pool:
            futures = [pool.submit(self.database.run, name) for name in names]
            for future in as_completed(futures, timeout=3):  # error: 26, call="concurrent.futures.as_completed"
                print(future.result())

    async def last(self, names):
        with ThreadPoolExecutor() as pool:
            for future in as_completed([pool.submit(self.database.run, name) for name in names]):  # error: 26, call="concurrent.futures.as_completed"
                print(future.result())
        return future

    async def good(self, names):
        with ThreadPoolExecutor() as pool:
            loop = asyncio.get_running_loop()
            futures = [loop.run_in_executor(pool, self.database.run, name) for name in names]
            return [await future for future in asyncio.as_completed(futures)]


class Feeding:
    """What the block does behind the work may be what that waits for."""

    def __init__(self):
        self.queue = queue.Queue()
        self.done = threading.Event()
        self.is_over = False

    def consume(self):
        while self.queue.get() is not None:
            print("got one")

    async def feed(self, items):
        with ThreadPoolExecutor() as pool:  # error: 13
            pool.submit(self.consume)
            for item in items:
                self.queue.put_nowait(item)
            self.queue.put_nowait(None)

    async def feed_in_a_loop(self, items):
        with ThreadPoolExecutor(1) as pool:  # error: 13
            for item in items:
                pool.submit(self.consume)
                self.queue.put_nowait(item)

    async def end(self):
        with ThreadPoolExecutor() as pool:  # error: 13
            pool.submit(self.done.wait)
            self.is_over = True

    async def end_on_leaving(self, ending):
        with ThreadPoolExecutor() as pool, ending:  # error: 13
            pool.submit(self.done.wait)

    async def fed_before(self, items):
        with ThreadPoolExecutor() as pool:  # error: 13
            for item in items:
                self.queue.put_nowait(item)
            if items:
                size = len
                await asyncio.wrap_future(pool.submit(size, items))


async def counted_first(names):
    # asyncio.as_completed has not waited yet when a round begins.
    with ThreadPoolExecutor() as pool:
        for future in as_completed([pool.submit(len, name) for name in names]):  # error: 22, call="concurrent.futures.as_completed"
            print("one is there")
            print(future.result())


async def sometimes(names, wanted):
    with ThreadPoolExecutor() as pool:
        for future in as_completed([pool.submit(len, name) for name in names]):  # error: 22, call="concurrent.futures.as_completed"
            print(wanted and future.result())


async def only_if(names, wanted):
    with ThreadPoolExecutor() as pool:
        for future in as_completed([pool.submit(len, name) for name in names]):  # error: 22, call="concurrent.futures.as_completed"
            if wanted:
                print(future.result())


async def again_and_again(names):
    # What asyncio.as_completed gives can be awaited once.
    with ThreadPoolExecutor() as pool:
        for future in as_completed([pool.submit(len, name) for name in names]):  # error: 22, call="concurrent.futures.as_completed"
            print([future.result() for _ in names])


async def all_again(names):
    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(len, name) for name in names]
        return [[future.result() for _ in names] for future in as_completed(futures)]  # error: 63, call="concurrent.futures.as_completed"


async def tested(names):
    with ThreadPoolExecutor() as pool:
        for future in as_completed([pool.submit(len, name) for name in names]):  # error: 22, call="concurrent.futures.as_completed"
            if future.result() > 3 and names:
                print("long")
