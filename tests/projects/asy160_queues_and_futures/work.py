import queue
from concurrent.futures import Future, ThreadPoolExecutor

unbounded = queue.Queue()
bounded = queue.Queue(maxsize=3)


def note(line):
    unbounded.put(line)


def insist(line):
    bounded.put(line)


def take():
    return unbounded.get()


class Job:
    def __init__(self, pool: ThreadPoolExecutor):
        self.future = pool.submit(print)

    def peek(self):
        if self.future.done():
            return self.future.result()
        return None


def wait_for(future: Future):
    return future.result()
