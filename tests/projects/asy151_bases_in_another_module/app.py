from base import Worker


class Fast(Worker):
    def prepare(self):
        pass


class Slow(Worker):
    def work(self):
        pass


async def main(fast: Fast, slow: Slow):
    fast.run()
    slow.run()  # error: 4
    slow.prepare()  # error: 4
    fast.work()
