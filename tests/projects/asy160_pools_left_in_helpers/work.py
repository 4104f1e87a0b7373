from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def in_threads(function, items):
    with ThreadPoolExecutor() as pool:
        return [pool.submit(function, item) for item in items]


def in_processes(function, items):
    with ProcessPoolExecutor(max_workers=2) as pool:
        return list(pool.map(function, items))


class Crew:
    def __init__(self):
        self.pool = ThreadPoolExecutor()

    def start(self, function):
        return self.pool.submit(function)

    def finish(self, function):
        return self.pool.submit(function).result()


def without_waiting(function):
    pool = ThreadPoolExecutor()
    future = pool.submit(function)
    pool.shutdown(wait=False)
    return future
