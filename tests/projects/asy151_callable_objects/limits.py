import time


class Limit:
    def __call__(self, key):
        time.sleep(0.1)
        return key


class Counter:
    def __call__(self, key):
        return key


limit = Limit()
count = Counter()
