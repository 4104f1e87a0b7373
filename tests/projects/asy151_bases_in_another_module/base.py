import time


class Worker:
    def run(self):
        self.prepare()
        self.work()

    def prepare(self):
        time.sleep(1)

    def work(self):
        pass
